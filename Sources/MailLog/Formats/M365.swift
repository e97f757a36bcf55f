/// Microsoft 365's message trace, as the portal exports it (enhanced summary or extended) or the
/// cmdlet's and Graph's results are stored: comma-separated or JSON.
struct M365Grammar: LogGrammar {
  enum Table {
    /// A row for every event of a message.
    case tracking(TrackingColumns)
    /// A row for every message, or for every message and recipient.
    case trace(TraceColumns)

    var count: Int {
      switch self {
      case .tracking(let columns): columns.count
      case .trace(let columns): columns.count
      }
    }
  }

  private var csv = CSVText()
  private var table: Table?
  private var json: JSONRecords?
  private var time: TraceTime
  private var fields: [Range<Int>] = []
  private var object = TraceObject()

  static var formats: [LogFormat] { [.m365] }
  static var isMultiline: Bool { true }

  init(_ sample: TextSample, _ context: GrammarContext) {
    if let (table, delimiter, _) = M365Grammar.table(in: sample) {
      self.table = table
      csv.delimiter = delimiter
      csv.columns = table.count
    } else {
      json = JSONRecords()
    }
    time = TraceTime(M365Grammar.evidence(in: sample))
  }

  // MARK: Recognition

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    let obstacle = { evidence(in: sample).obstacle(sample.bytes.span) }
    if let (table, _, _) = table(in: sample) {
      let kind =
        switch table {
        case .tracking: "an extended message trace of Microsoft 365"
        case .trace: "a message trace of Microsoft 365"
        }
      return Recognition(
        certainty: 100, reason: "it has the column titles of \(kind)", obstacle: obstacle())
    }
    var object = TraceObject()
    var records = 0
    var traces = 0
    forEachRecord(in: sample) { record in
      records += 1
      if object.read(text, record) { traces += 1 }
    }
    guard traces > 0 else { return nil }
    return Recognition(
      certainty: max(1, traces * 100 / records),
      reason: "\(traces) of \(records) objects read are of a message trace of Microsoft 365",
      obstacle: obstacle())
  }

  /// The table whose titles stand at the head of a file, its delimiter, and the place behind them.
  static func table(in sample: TextSample) -> (Table, delimiter: UInt8, end: Int)? {
    guard sample.isHead else { return nil }
    let text = sample.bytes.span
    // Export-Csv's `#TYPE` may stand before it.
    let line = sample.lines.prefix(10).first { text[$0.lowerBound] != UInt8(ascii: "#") }
    // A JSON object's names would pass for titles.
    guard let line, !"{[".utf8.contains(text[line.lowerBound]) else { return nil }
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
      if let table = table(text, line, delimiter) { return (table, delimiter, line.upperBound) }
    }
    return nil
  }

  private static func table(
    _ text: Span<UInt8>, _ line: Range<Int>, _ delimiter: UInt8
  ) -> Table? {
    var titles: [Range<Int>] = []
    guard CSVText(delimiter: delimiter).split(text, line, most: 200, into: &titles) else {
      return nil
    }
    if let columns = TrackingColumns(text, titles) { return .tracking(columns) }
    return TraceColumns(text, titles).map { .trace($0) }
  }

  private static func forEachRecord(in sample: TextSample, _ body: (JSONOutline) -> Void) {
    let text = sample.bytes.span
    var json = JSONRecords()
    var place = 0
    while place < text.count,
      case .at(let end) = json.end(ofSegmentAt: place, in: text, isAtEnd: true)
    {
      if json.segment == .record { body(json.outline) }
      place = end
    }
  }

  private static func evidence(in sample: TextSample) -> TraceTime.Evidence {
    let text = sample.bytes.span
    var evidence = TraceTime.Evidence()
    guard let (table, delimiter, head) = table(in: sample) else {
      var object = TraceObject()
      forEachRecord(in: sample) { record in
        if object.read(text, record) { evidence.add(object.text.span, object.row.time) }
      }
      return evidence
    }
    let csv = CSVText(delimiter: delimiter, columns: table.count)
    var fields: [Range<Int>] = []
    var place = head
    while place < text.count,
      case .at(let end) = csv.end(ofRecordAt: place, in: text, isAtEnd: false)
    {
      let row = text.withoutLineEnd(place..<end)
      if csv.split(text, row, most: table.count + 1, into: &fields), fields.count == table.count {
        switch table {
        case .tracking(let columns): evidence.add(text, fields.field(columns.time))
        case .trace(let columns): evidence.add(text, columns.time(fields))
        }
      }
      place = end
    }
    return evidence
  }

  // MARK: Reading

  mutating func end(
    ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool
  ) -> RecordEnd {
    guard json == nil else {
      return json?.end(ofSegmentAt: start, in: block, isAtEnd: isAtEnd) ?? .beyond
    }
    return csv.end(ofRecordAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    if let json {
      switch json.segment {
      case .structure: return .irrelevant
      case .record: return readObject(block, json.outline, &recorder)
      case .garbage:
        let isBlank = block.trimmed(block.withoutByteOrderMark(record)).isEmpty
        return isBlank ? .irrelevant : .unrecognised
      }
    }
    let row = block.withoutByteOrderMark(record)
    guard !block.trimmed(row).isEmpty, block[row.lowerBound] != UInt8(ascii: "#") else {
      return .irrelevant
    }
    guard let table, csv.split(block, row, most: table.count + 1, into: &fields) else {
      return .unrecognised
    }
    var kind: RecordKind?
    if fields.count == table.count {
      switch table {
      case .trace(let columns): kind = readTrace(columns, block, &recorder)
      case .tracking(let columns): kind = readTracking(columns, block, &recorder)
      }
    }
    if let kind { return kind }
    // The titles again, or those of another export behind this one.
    guard let other = M365Grammar.table(block, row, csv.delimiter) else { return .unrecognised }
    self.table = other
    csv.columns = other.count
    return .irrelevant
  }

  // Of every row the time must be one; nil where it is none.
  private mutating func readTrace(
    _ columns: TraceColumns, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> RecordKind? {
    guard let time = time.read(block, columns.time(fields)),
      recorder.host(M365Grammar.host, at: time) != nil
    else { return nil }
    recorder.count(.m365)
    let whole = columns.row(fields)
    if let (text, row) = whole.unquoted(block) {
      row.take(text.span, hasOwnOutcomes: columns.hasOwnOutcomes, at: time, into: &recorder)
    } else {
      whole.take(block, hasOwnOutcomes: columns.hasOwnOutcomes, at: time, into: &recorder)
    }
    return .recognised
  }

  private mutating func readTracking(
    _ columns: TrackingColumns, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> RecordKind? {
    guard let event = columns.event(block, fields),
      let time = time.read(block, fields.field(columns.time)),
      recorder.host(M365Grammar.host, at: time) != nil
    else { return nil }
    if event == .other { return .irrelevant }
    recorder.count(.m365)
    let whole = columns.row(fields)
    if let (text, row) = whole.unquoted(block) {
      row.take(event, text.span, at: time, into: &recorder)
    } else {
      whole.take(event, block, at: time, into: &recorder)
    }
    return .recognised
  }

  private mutating func readObject(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard object.read(block, outline) else { return .unrecognised }
    var reader = time
    let found = reader.read(object.text.span, object.row.time)
    time = reader
    guard let time = found, recorder.host(M365Grammar.host, at: time) != nil else {
      return .unrecognised
    }
    recorder.count(.m365)
    object.row.take(
      object.text.span, hasOwnOutcomes: object.hasOwnOutcomes, at: time, into: &recorder)
    return .recognised
  }

  private static let host = Array(LogFormat.m365.rawValue.utf8)
}
