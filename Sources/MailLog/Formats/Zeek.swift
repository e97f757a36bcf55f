/// Zeek's smtp.log: tab-separated under `#fields`, or one JSON object a line.
///
/// <https://docs.zeek.org/en/master/scripts/base/protocols/smtp/main.zeek.html>
struct ZeekGrammar: LogGrammar {
  static var formats: [LogFormat] { [.zeek] }

  private var columns: ZeekColumns?
  private var places: [Range<Int>] = []
  // What stands for a value that is not set.
  private var unset = [UInt8(ascii: "-")]
  private var iso = ISOTime()
  private static let host = Array("zeek".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) {}

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    if sample.lines.contains(where: { ZeekColumns(header: text, $0) != nil }) {
      return Recognition(certainty: 100, reason: "its #fields name mailfrom and rcptto")
    }
    let shaped = sample.percent { text, line in
      text[line.lowerBound] == UInt8(ascii: "{")
        && text.place(of: "\"trans_depth\"", in: line) != nil
        && text.place(of: "\"uid\"", in: line) != nil
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: shaped, reason: "\(shaped) % of the lines read have the members of smtp.log")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    if block[record.lowerBound] == UInt8(ascii: "#") {
      if let found = ZeekColumns(header: block, record) { columns = found }
      if block.has("#unset_field\t", at: record.lowerBound) {
        unset = block.array(record.lowerBound + 13..<record.upperBound)
      }
      return .irrelevant
    }
    if block[record.lowerBound] == UInt8(ascii: "{") { return readObject(block, record, &recorder) }
    guard let columns, CSVText.splitPlain(block, record, 0x09, into: &places),
      places.count == columns.count
    else { return .unrecognised }
    var row = ZeekRow()
    columns.fill(&row, block, places, unset)
    return take(row, block, &recorder) { body in
      block.forEachPart(of: row.recipients, separatedBy: UInt8(ascii: ","), body)
    }
  }

  private mutating func readObject(
    _ block: Span<UInt8>, _ record: Range<Int>, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    var row = ZeekRow()
    var list = 0..<0
    let isSound = block.forEachJSONMember(of: record) { key, value in
      guard let field = ZeekField(named: block.bareName(key)) else { return }
      if field == .recipients, value.kind == .array {
        list = value.range
      } else {
        row[field] = value.range
      }
    }
    guard isSound, !row[.time].isEmpty else { return .unrecognised }
    return take(row, block, &recorder) { body in
      _ = block.forEachJSONElement(of: list) { if $0.kind == .string { body($0.range) } }
    }
  }

  private mutating func take(
    _ row: ZeekRow, _ block: Span<UInt8>, _ recorder: inout StretchRecorder,
    _ forEachRecipient: ((Range<Int>) -> Void) -> Void
  ) -> RecordKind {
    let written = row[.time]
    guard
      let time = block.wholeSeconds(written)
        ?? iso.read(block, at: written.lowerBound, end: written.upperBound)?.seconds,
      recorder.host(ZeekGrammar.host, at: time) != nil
    else { return .unrecognised }
    // 250 is what ends DATA well.
    guard block.has("250", at: row[.reply].lowerBound), row[.reply].count >= 3,
      row[.reply].count == 3 || !isDigit(block[row[.reply].lowerBound + 3])
    else { return .irrelevant }
    recorder.count(.zeek)
    let sender = recorder.key(json: block, row[.sender])
    guard !row[.sender].isEmpty, sender.kind != .nobody else { return .recognised }
    var id = block.withoutBrackets(row[.messageID])
    var made: [UInt8] = []
    if id.isEmpty {
      made = block.array(row[.uid]) + [UInt8(ascii: "/")] + block.array(row[.depth])
      id = 0..<made.count
    }
    forEachRecipient { recipient in
      let key = recorder.key(json: block, recipient)
      let delivery = TrackedDelivery(sender: sender, recipient: key, time: time)
      if made.isEmpty {
        recorder.deliver(delivery, id: block, id)
      } else {
        recorder.deliver(delivery, id: made.span, id)
      }
    }
    return .recognised
  }
}

enum ZeekField: Int, CaseIterable {
  case time, uid, depth, sender, recipients, messageID, reply

  /// - Parameter name: of a column or member, in its bare form.
  init?(named name: String) {
    switch name {
    case "ts": self = .time
    case "uid": self = .uid
    case "transdepth": self = .depth
    case "mailfrom": self = .sender
    case "rcptto": self = .recipients
    case "msgid": self = .messageID
    case "lastreply": self = .reply
    default: return nil
    }
  }
}

/// The facts of one transaction, as places in the text; empty ones are not told.
struct ZeekRow {
  private var ranges: [Range<Int>] = Array(repeating: 0..<0, count: ZeekField.allCases.count)

  subscript(field: ZeekField) -> Range<Int> {
    get { ranges[field.rawValue] }
    set { ranges[field.rawValue] = newValue }
  }

  var recipients: Range<Int> { self[.recipients] }
}

/// The columns of a log in TSV.
struct ZeekColumns: Sendable {
  private var fields: [ZeekField?]
  var count: Int { fields.count }

  /// Reads `#fields`, a tab and the names; nil where a line is none of smtp.log.
  init?(header text: Span<UInt8>, _ line: Range<Int>) {
    guard text.has("#fields\t", at: line.lowerBound) else { return nil }
    var places: [Range<Int>] = []
    _ = CSVText.splitPlain(text, line.lowerBound + 8..<line.upperBound, 0x09, into: &places)
    fields = places.map { ZeekField(named: text.bareName($0)) }
    let known = Set(fields.compactMap(\.self))
    guard known.isSuperset(of: [.time, .sender, .recipients, .reply]) else { return nil }
  }

  func fill(_ row: inout ZeekRow, _ block: Span<UInt8>, _ places: [Range<Int>], _ unset: [UInt8]) {
    for (place, field) in zip(places, fields) {
      guard let field, !(place.count == unset.count && block.equals(unset, at: place.lowerBound))
      else { continue }
      row[field] = place
    }
  }
}

extension CSVText {
  /// Puts the places of all fields of a record without quotes into `fields`.
  static func splitPlain(
    _ block: Span<UInt8>, _ record: Range<Int>, _ delimiter: UInt8,
    into fields: inout [Range<Int>]
  ) -> Bool {
    fields.removeAll(keepingCapacity: true)
    var next = record.lowerBound
    while true {
      let stop = block.place(of: delimiter, in: next..<record.upperBound) ?? record.upperBound
      fields.append(next..<stop)
      if stop == record.upperBound { return true }
      next = stop + 1
    }
  }
}

extension Span<UInt8> {
  /// The whole part of a decimal number of at most twelve digits before its point; nil where there
  /// is none.
  func wholeSeconds(_ range: Range<Int>) -> Int64? {
    var value: Int64 = 0
    var next = range.lowerBound
    while next < range.upperBound, next < range.lowerBound + 12, isDigit(self[next]) {
      value = value * 10 + Int64(self[next] - 0x30)
      next += 1
    }
    guard next > range.lowerBound,
      next == range.upperBound || self[next] == UInt8(ascii: ".")
    else { return nil }
    return value
  }
}
