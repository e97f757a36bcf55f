/// Exchange's message tracking log: comma-separated rows below a line `#Fields:`, times in UTC
/// (Microsoft: "Message tracking"). Columns are told by their titles alone.
struct ExchangeGrammar: LogGrammar {
  private var csv = CSVText()
  private var columns: TrackingColumns?
  private var time = ISOTime()
  private var fields: [Range<Int>] = []

  static var formats: [LogFormat] { [.exchange] }
  static var isMultiline: Bool { true }

  init(_ sample: TextSample, _ context: GrammarContext) {}

  // MARK: Recognition

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    if sample.lines.contains(where: { isHeader(text, $0) && columns(text, $0) != nil }) {
      return Recognition(
        certainty: 100, reason: "it has the header of Exchange's message tracking log")
    }
    if isCmdletExport(sample) {
      return Recognition(
        certainty: 100, reason: "it has the column titles of Get-MessageTrackingLog",
        obstacle: "it is what Get-MessageTrackingLog gave, where times have no zone and recipients "
          + "may be left out; give the message tracking log files themselves")
    }
    guard M365Grammar.table(in: sample) == nil else { return nil }
    let csv = CSVText()
    var fields: [Range<Int>] = []
    let shaped = sample.percent { text, line in
      csv.split(text, line, most: 12, into: &fields) && isRow(text, fields)
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: shaped,
      reason: "\(shaped) % of the lines have the shape of Exchange's message tracking log",
      obstacle: "it is a message tracking log of Exchange without its header line #Fields:, so "
        + "that its columns can't be told; give the log file as the server wrote it")
  }

  private static func isCmdletExport(_ sample: TextSample) -> Bool {
    let text = sample.bytes.span
    let line = sample.lines.prefix(10).first { text[$0.lowerBound] != UInt8(ascii: "#") }
    guard sample.isHead, let line else { return false }
    return [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].contains { delimiter in
      var titles: [Range<Int>] = []
      return CSVText(delimiter: delimiter).split(text, line, most: 200, into: &titles)
        && ["timestamp", "eventid", "recipients", "sender", "internalmessageid"].allSatisfy {
          name in
          titles.contains { text.bareName($0) == name }
        }
    }
  }

  // A time in UTC first, and further on a source and an event.
  private static func isRow(_ text: Span<UInt8>, _ fields: [Range<Int>]) -> Bool {
    guard fields.count >= 10, let first = fields.first else { return false }
    var time = ISOTime()
    guard let found = time.read(text, at: first.lowerBound, end: first.upperBound), found.hasZone,
      found.next == first.upperBound
    else { return false }
    for place in 4..<fields.count where sources.contains(text.bareName(fields[place - 1])) {
      if TrackingEvent(text, fields[place]) != nil { return true }
    }
    return false
  }

  private static let sources: Set = [
    "admin", "agent", "approval", "bootloader", "dns", "dsn", "gateway", "mailboxrule",
    "meetingmessageprocessor", "orar", "pickup", "poisonmessage", "publicfolder", "queue",
    "redundancy", "resolver", "routing", "safetynet", "smtp", "storedriver",
  ]

  private static func isHeader(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    text.has("#Fields:", at: line.lowerBound)
  }

  private static func columns(_ text: Span<UInt8>, _ line: Range<Int>) -> TrackingColumns? {
    var titles: [Range<Int>] = []
    let list = text.trimmed(min(line.lowerBound + 8, line.upperBound)..<line.upperBound)
    guard CSVText().split(text, list, most: 200, into: &titles) else { return nil }
    return TrackingColumns(text, titles)
  }

  // MARK: Reading

  mutating func end(
    ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool
  ) -> RecordEnd {
    csv.end(ofRecordAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    let row = block.withoutByteOrderMark(record)
    guard !row.isEmpty else { return .irrelevant }
    if block[row.lowerBound] == UInt8(ascii: "#") {
      if ExchangeGrammar.isHeader(block, row) {
        columns = ExchangeGrammar.columns(block, row)
        csv.columns = columns?.count
      }
      return .irrelevant
    }
    guard let columns, csv.split(block, row, most: columns.early, into: &fields),
      fields.count == columns.early,
      let event = columns.event(block, fields),
      let found = time.read(
        block, at: fields[columns.time].lowerBound, end: fields[columns.time].upperBound),
      found.next == fields[columns.time].upperBound
    else { return block.trimmed(row).isEmpty ? .irrelevant : .unrecognised }
    let host = columns.host(fields, event)
    let number =
      host.isEmpty
      ? recorder.host(ExchangeGrammar.unnamed, at: found.seconds)
      : recorder.host(block, host, at: found.seconds)
    guard number != nil else { return .unrecognised }
    if event == .other { return .irrelevant }
    guard csv.split(block, row, most: columns.count + 1, into: &fields),
      fields.count == columns.count
    else { return .unrecognised }
    recorder.count(.exchange)
    let whole = columns.row(fields)
    if let (text, row) = whole.unquoted(block) {
      row.take(event, text.span, at: found.seconds, into: &recorder)
    } else {
      whole.take(event, block, at: found.seconds, into: &recorder)
    }
    return .recognised
  }

  private static let unnamed = Array(LogFormat.exchange.rawValue.utf8)
}

extension Span<UInt8> {
  func withoutByteOrderMark(_ range: Range<Int>) -> Range<Int> {
    range.count >= 3 && self[range.lowerBound] == 0xEF && self[range.lowerBound + 1] == 0xBB
      && self[range.lowerBound + 2] == 0xBF ? range.lowerBound + 3..<range.upperBound : range
  }
}
