/// One pass over text of one format: whole records in, stretches out.
struct TextScan<Grammar: LogGrammar>: ~Copyable {
  private var grammar: Grammar
  private var recorder: StretchRecorder
  private var counts = LineCounts()
  /// Bytes of the stretch that were read.
  private(set) var offset: UInt64 = 0
  private var isInsideLongLine = false
  // Of the line that the next record begins on, what stands on it so far; nil: nothing.
  private var currentLine: RecordKind?

  init(_ grammar: Grammar, _ book: AddressBook, zone: LogZone) {
    self.grammar = grammar
    recorder = StretchRecorder(book, zone: zone)
  }

  /// Reads the whole records of the first `held` bytes of `buffer`, up to the first that ends
  /// behind `limit` bytes of the stretch; `isLast` says that the rest is a record too. Gives the
  /// number of bytes read.
  mutating func read(
    _ buffer: [UInt8], _ held: Int, isLast: Bool, upTo limit: UInt64
  ) -> Int {
    let block = buffer.span.extracting(0..<held)
    var place = 0
    if isInsideLongLine {
      guard let end = block.place(of: 0x0A, in: 0..<block.count) else {
        offset += UInt64(block.count)
        return block.count
      }
      isInsideLongLine = false
      place = end + 1
    }
    let base = offset
    while place < block.count, base + UInt64(place) <= limit {
      guard case .at(let end) = grammar.end(ofRecordAt: place, in: block, isAtEnd: isLast) else {
        break
      }
      recorder.place = StretchRecorder.Place(offset: base + UInt64(place), line: counts.lines)
      if Grammar.isMultiline {
        readRecord(block, place..<end)
      } else {
        readLine(block, place..<end)
      }
      place = end
    }
    offset = base + UInt64(place)
    // The text's last line may lack its newline.
    if isLast, place == block.count, currentLine != nil { commitLine() }
    return place
  }

  /// Passes over UTF-8's byte order mark at the text's start.
  mutating func passOverMark() { offset += 3 }

  /// Counts a line that no buffer holds as unrecognised, and passes over it.
  mutating func passOverLongLine(_ buffer: [UInt8], _ held: Int) {
    let block = buffer.span.extracting(0..<held)
    recorder.place = StretchRecorder.Place(offset: offset, line: counts.lines)
    refuse(block, 0..<min(block.count, 512))
    counts.lines += 1
    isInsideLongLine = true
    offset += UInt64(block.count)
  }

  private mutating func refuse(_ block: Span<UInt8>, _ range: Range<Int>) {
    counts.unrecognised.add(
      block, range, line: recorder.place.line, offset: recorder.place.offset)
  }

  // A record that is one line: with its newline, but for the last.
  @inline(__always)
  private mutating func readLine(_ block: Span<UInt8>, _ whole: Range<Int>) {
    let line = block.withoutLineEnd(whole)
    let kind: RecordKind =
      line.isEmpty ? .irrelevant : grammar.read(block, line, into: &recorder)
    counts.lines += 1
    switch kind {
    case .recognised: counts.recognised += 1
    case .irrelevant: counts.irrelevant += 1
    case .unrecognised: refuse(block, line)
    }
  }

  // A record of several lines or of a part of one: the line on which it begins counts.
  private mutating func readRecord(_ block: Span<UInt8>, _ whole: Range<Int>) {
    let record = block.withoutLineEnd(whole)
    let kind: RecordKind =
      record.isEmpty ? .irrelevant : grammar.read(block, record, into: &recorder)
    if kind == .unrecognised, currentLine ?? .irrelevant < .unrecognised { refuse(block, record) }
    currentLine = max(currentLine ?? .irrelevant, kind)
    var place = whole.lowerBound
    while let newline = block.place(of: 0x0A, in: place..<whole.upperBound) {
      commitLine()
      place = newline + 1
      if place < whole.upperBound { currentLine = .irrelevant }
    }
  }

  private mutating func commitLine() {
    counts.lines += 1
    switch currentLine ?? .irrelevant {
    case .recognised: counts.recognised += 1
    case .irrelevant: counts.irrelevant += 1
    case .unrecognised: break
    }
    currentLine = nil
  }

  // MARK: End

  /// Ends the stretch and begins the next; what the format carries from record to record stays.
  mutating func sealed() -> ScannedStretch {
    let stretch = recorder.sealed(bytes: offset, counts: counts, stamp: grammar.stamp)
    counts = LineCounts()
    offset = 0
    return stretch
  }

  /// Ends the pass: the addresses, for another file.
  consuming func takeBook() -> AddressBook { recorder.takeBook() }
}
