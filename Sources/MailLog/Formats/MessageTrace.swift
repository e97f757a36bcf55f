import OfficialMail

/// Microsoft 365's message trace: the portal's CSV (enhanced summary and extended), and what the
/// cmdlet and Graph give as CSV or JSON. Columns and members go by their names.
///
/// <https://learn.microsoft.com/exchange/monitoring/trace-an-email-message/message-trace-results>
struct MessageTraceGrammar: LogGrammar {
  static var formats: [LogFormat] { [.m365] }
  static var isMultiline: Bool { true }

  private var json: JSONRecords?
  private var csv = CSVText()
  private var columns: TraceColumns?
  private var fields: [Range<Int>] = []
  private var time = TraceTime()

  init(_ sample: TextSample, _ context: GrammarContext) {
    let text = sample.bytes.span
    let isJSON = MessageTraceGrammar.firstByte(sample).map { $0 == 0x7B || $0 == 0x5B } ?? false
    if isJSON { json = JSONRecords() }
    for line in sample.lines.prefix(3) {
      if let found = MessageTraceGrammar.header(text, line) { csv.delimiter = found.delimiter }
    }
  }

  private static func firstByte(_ sample: TextSample) -> UInt8? {
    sample.bytes.first { $0 > 0x20 }
  }

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    for line in sample.lines.prefix(3) where header(text, line) != nil {
      return Recognition(
        certainty: 100, reason: "its header names the columns of a message trace")
    }
    guard let first = firstByte(sample), first == 0x7B || first == 0x5B else { return nil }
    let found = sample.lines.prefix(40).contains { line in
      text.place(of: "\"", in: line) != nil && TraceColumns.isMemberLine(text, line)
    }
    guard found else { return nil }
    return Recognition(certainty: 95, reason: "its objects have the members of a message trace")
  }

  private static func header(
    _ text: Span<UInt8>, _ line: Range<Int>
  ) -> (columns: TraceColumns, delimiter: UInt8)? {
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
      if let columns = TraceColumns(header: text, line, delimiter) { return (columns, delimiter) }
    }
    return nil
  }

  mutating func end(ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    json?.end(ofSegmentAt: start, in: block, isAtEnd: isAtEnd)
      ?? csv.end(ofRecordAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    if let json {
      switch json.segment {
      case .structure: return .irrelevant
      case .garbage: return .unrecognised
      case .record: return readObject(block, record, &recorder)
      }
    }
    if block[record.lowerBound] == UInt8(ascii: "#") { return .irrelevant }
    if let found = TraceColumns(header: block, record, csv.delimiter) {
      columns = found
      return .irrelevant
    }
    guard let columns, csv.split(block, record, most: columns.needed, into: &fields),
      fields.count == columns.needed
    else { return .unrecognised }
    var row = TraceRow()
    columns.fill(&row, block, fields)
    return take(row, block, &recorder)
  }

  private mutating func readObject(
    _ block: Span<UInt8>, _ record: Range<Int>, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    var row = TraceRow()
    var isEscaped = false
    let isSound = block.forEachJSONMember(of: record) { key, value in
      guard let field = TraceField(named: block.bareName(key)) else { return }
      var range = value.range
      if value.kind == .array, field == .recipient {
        _ = block.forEachJSONElement(of: range) { element in
          if element.kind == .string { row.recipients.append(element.range) }
        }
        return
      }
      if value.kind == .literal, block.isJSON(range, "null") { range = 0..<0 }
      guard value.kind == .string || value.kind == .literal else { return }
      isEscaped = isEscaped || block.place(of: UInt8(ascii: "\\"), in: range) != nil
      row[field] = row[field].isEmpty ? range : row[field]
    }
    guard isSound else { return .unrecognised }
    guard isEscaped else { return take(row, block, &recorder) }
    // Rare: the needed members once more, without their escapes, behind each other.
    var text: [UInt8] = []
    func plain(_ range: Range<Int>) -> Range<Int> {
      let start = text.count
      text += block.jsonText(range)
      return start..<text.count
    }
    var unescaped = TraceRow()
    for field in TraceField.allCases { unescaped[field] = plain(row[field]) }
    unescaped.recipients = row.recipients.map(plain)
    return take(unescaped, text.span, &recorder)
  }

  // MARK: Rows

  private mutating func take(
    _ row: TraceRow, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let time = time.read(block, row[.time]),
      recorder.host(Array("m365".utf8), at: time) != nil
    else { return .unrecognised }
    let event = TrackingEvent(block, row[.event])
    let id =
      row[.messageID].isEmpty ? row[.networkMessageID] : block.withoutBrackets(row[.messageID])
    recorder.count(.m365)
    if event == .redirect {
      recorder.redirect(
        block, row[.recipient], from: row[.related], id: id, at: time)
      return .recognised
    }
    let senderRange = row[.returnPath].isEmpty ? row[.sender] : row[.returnPath]
    let sender = recorder.key(block, block.withoutBrackets(senderRange))
    guard sender.kind != .nobody else { return .recognised }
    func deliver(_ recipient: Range<Int>) {
      let key = recorder.key(block, block.withoutBrackets(recipient))
      recorder.deliver(
        TrackedDelivery(sender: sender, recipient: key, time: time), id: block, id)
    }
    if block.place(of: "##", in: row[.recipientStatus]) != nil {
      // addr##Receive, Deliver;addr##Receive, Fail
      block.forEachPart(of: row[.recipientStatus], separatedBy: UInt8(ascii: ";")) { part in
        guard let mark = block.place(of: "##", in: part) else { return }
        if TraceStatus.isDelivered(block, mark + 2..<part.upperBound) {
          deliver(part.lowerBound..<mark)
        }
      }
    } else if !row[.status].isEmpty {
      if TraceStatus.isDelivered(block, row[.status]) {
        for recipient in row.recipients { deliver(recipient) }
        block.forEachPart(of: row[.recipient], separatedBy: UInt8(ascii: ";"), deliver)
      }
    } else if event == .deliver || event == .send {
      let statuses = TrackingStatuses(block, row[.recipientStatus])
      var number = 0
      block.forEachPart(of: row[.recipient], separatedBy: UInt8(ascii: ";")) { part in
        defer { number += 1 }
        let isInside = event == .send && recorder.kind(block, part) == .official
        if !isInside, !statuses.isFailure(number) { deliver(part) }
      }
    }
    return .recognised
  }
}

/// What a message trace's status says of the outcome: the last word does.
enum TraceStatus {
  static func isDelivered(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.upperBound
    var end = range.upperBound
    while end > range.lowerBound, !isLetterOrDigit(block[end - 1]) { end -= 1 }
    start = end
    while start > range.lowerBound, isLetterOrDigit(block[start - 1]) { start -= 1 }
    switch block.bareName(start..<end) {
    case "deliver", "delivered", "send", "sent", "sendexternal": return true
    default: return false
    }
  }
}

/// The facts of one row, as places in the text; empty ones are not told.
struct TraceRow {
  private var ranges: [Range<Int>] = Array(repeating: 0..<0, count: TraceField.allCases.count)
  /// Of a list of recipients that is no text.
  var recipients: [Range<Int>] = []

  subscript(field: TraceField) -> Range<Int> {
    get { ranges[field.rawValue] }
    set { ranges[field.rawValue] = newValue }
  }
}

enum TraceField: Int, CaseIterable {
  case time, sender, returnPath, recipient, recipientStatus, status, event, messageID
  case networkMessageID, related

  /// - Parameter name: of a column or member, in its bare form.
  init?(named name: String) {
    switch name {
    case "datetimeutc", "origintimestamputc", "origintimestamp", "datetime", "received",
      "receiveddatetime", "date":
      self = .time
    case "senderaddress", "sender": self = .sender
    case "returnpath": self = .returnPath
    case "recipientaddress", "recipient": self = .recipient
    case "recipientstatus": self = .recipientStatus
    case "status", "deliverystatus": self = .status
    case "eventid", "event": self = .event
    case "messageid": self = .messageID
    case "networkmessageid", "messagetraceid": self = .networkMessageID
    case "relatedrecipientaddress": self = .related
    default: return nil
    }
  }
}

/// The columns of a trace in CSV.
struct TraceColumns: Sendable {
  private var fields: [TraceField?]
  /// Fields that a row must have.
  let needed: Int

  /// Nil where a line is no header of one.
  init?(header text: Span<UInt8>, _ line: Range<Int>, _ delimiter: UInt8) {
    guard text.place(of: delimiter, in: line) != nil, !text.has("#Fields:", at: line.lowerBound)
    else { return nil }
    var places: [Range<Int>] = []
    guard CSVText(delimiter: delimiter).split(text, line, most: 200, into: &places) else {
      return nil
    }
    fields = places.map { TraceField(named: text.bareName($0)) }
    let known = Set(fields.compactMap(\.self))
    guard known.contains(.time), known.contains(.sender),
      known.contains(.recipientStatus)
        || known.contains(.recipient) && (known.contains(.status) || known.contains(.event))
    else { return nil }
    needed = (fields.lastIndex { $0 != nil } ?? 0) + 1
  }

  func fill(_ row: inout TraceRow, _ block: Span<UInt8>, _ places: [Range<Int>]) {
    for (place, field) in zip(places, fields) {
      if let field, row[field].isEmpty { row[field] = block.trimmed(place) }
    }
  }

  /// Whether a line of JSON names a sender or a recipient as traces do, or stands beside such.
  static func isMemberLine(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let names: [StaticString] = [
      "\"SenderAddress\"", "\"senderAddress\"", "\"sender_address\"",
    ]
    return names.contains { text.place(of: $0, in: line) != nil }
  }
}

/// Reads a trace's times, which are UTC: ISO 8601, `9/19/2022 3:02:29 PM` with the month first,
/// and `/Date(1663599749450)/`. Of dates with slashes and no AM or PM those are refused that could
/// be read either way.
struct TraceTime {
  private var iso = ISOTime()

  /// Seconds since 1970; nil where there is none, or more than one.
  mutating func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    let range = text.trimmed(range)
    if let found = iso.read(text, at: range.lowerBound, end: range.upperBound) {
      return found.seconds
    }
    if let start = text.place(of: "Date(", in: range) {
      return TraceTime.number(text, start + 5, range.upperBound).map { Int64($0.value) / 1000 }
    }
    return TraceTime.slashed(text, range)
  }

  private static func slashed(_ text: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    var numbers: [Int] = []
    var place = range.lowerBound
    var separator: UInt8 = 0
    while numbers.count < 6, let (value, next) = number(text, place, range.upperBound) {
      numbers.append(value)
      place = next
      guard place < range.upperBound else { break }
      if numbers.count == 1 { separator = text[place] }
      if isLetterOrDigit(text[place]) { break }
      if text[place] == 0x20, numbers.count > 4 { break }
      place += 1
      // `09/19/2022,  3:02` and the like.
      while place < range.upperBound, text[place] == 0x20 { place += 1 }
      if place < range.upperBound, !isDigit(text[place]) { break }
    }
    guard numbers.count >= 5, numbers[2] > 31 else { return nil }
    let suffix = text.bareName(place..<range.upperBound)
    var hour = numbers[3]
    var (month, day) = (numbers[0], numbers[1])
    switch suffix {
    case "am", "pm":
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (suffix == "pm" ? 12 : 0)
    case "":
      if separator == UInt8(ascii: ".") || month > 12 {
        (month, day) = (day, month)
      } else if day <= 12, day != month {
        return nil
      }
    default: return nil
    }
    guard let date = Day(year: numbers[2], month: month, day: day),
      let time = Timestamp(
        day: date, hour: hour, minute: numbers[4], second: numbers.count > 5 ? numbers[5] : 0)
    else { return nil }
    return time.secondsSinceEpoch
  }

  // At most 15 digits.
  private static func number(
    _ text: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (value: Int, next: Int)? {
    var value = 0
    var next = place
    while next < end, next < place + 15, isDigit(text[next]) {
      value = value * 10 + Int(text[next] - 0x30)
      next += 1
    }
    return next > place ? (value, next) : nil
  }
}
