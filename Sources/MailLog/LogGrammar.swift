/// How the text of one format is read: whole records in, what they say into a recorder.
///
/// A format is one type that conforms, in one file of `Formats/`, and one line in
/// `LogFormat.grammars`.
protocol LogGrammar: SendableMetatype {
  /// The formats that it reads; a forced one of them is read by it.
  static var formats: [LogFormat] { get }

  /// What the head of a file, or a sample from further on, says for this format; nil: nothing.
  static func recognition(of sample: TextSample) -> Recognition?

  /// Whether a file may be read from behind any newline: no header, nothing carried from line to
  /// line but a date's year.
  static var isCuttable: Bool { get }

  /// Whether a record may be more than a line, or less.
  static var isMultiline: Bool { get }

  /// - Parameter sample: what the format was recognised by; with the header, where there is one.
  init(_ sample: TextSample, _ context: GrammarContext)

  /// The end of the record that begins at `start`, behind its newline or last byte. A line, unless
  /// the format says otherwise. `isAtEnd`: no byte follows the block.
  mutating func end(
    ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool
  ) -> RecordEnd

  /// Reads one record, without its newline. `recorder.place` is where it stands.
  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind

  /// Reads a text to its end; the protocol does it.
  func scan(_ job: TextJob, _ book: inout AddressBook)

  /// The stamp of the lines read last, where stamps may lack their year.
  var stamp: SyslogStamp? { get }
}

extension LogGrammar {
  static var isCuttable: Bool { false }
  static var isMultiline: Bool { false }

  @inline(__always)
  mutating func end(
    ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool
  ) -> RecordEnd {
    if let newline = block.place(of: 0x0A, in: start..<block.count) { return .at(newline + 1) }
    return isAtEnd ? .at(block.count) : .beyond
  }

  var stamp: SyslogStamp? { nil }
}

enum RecordEnd {
  /// The place behind the record.
  case at(Int)
  /// The record goes on behind the block.
  case beyond
}

/// What a record, or the line on which it begins, counts as in the ledger. Of several on one line
/// the greatest counts.
enum RecordKind: UInt8, Comparable {
  /// Of the format's shape and of no interest, or a header, a comment, a blank line.
  case irrelevant
  case recognised
  /// Not of the format's shape.
  case unrecognised

  static func < (left: RecordKind, right: RecordKind) -> Bool { left.rawValue < right.rawValue }
}

/// Why a file is taken for one of a format.
struct Recognition: Sendable {
  /// How much of the sample has the format's shape, in percent: 0 is none, 100 leaves no doubt.
  var certainty: Int
  /// For people, as `31 of 31 lines have Postfix's shape`.
  var reason: String
  /// Why a file of this format can't be read all the same; nil where it can.
  var obstacle: String?
}

/// What every grammar needs to know of the reading.
struct GrammarContext {
  /// The formats wanted of those that share a prefix; all, unless one is forced.
  var formats: Set<LogFormat>
  var zone: LogZone
  /// The year to begin with where stamps have none.
  var year: Int
}
