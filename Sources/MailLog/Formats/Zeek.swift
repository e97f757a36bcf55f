/// Zeek's smtp.log as its ASCII writer has it: columns under a `#fields` header, by their names.
///
/// <https://docs.zeek.org/en/master/logs/smtp.html>
struct ZeekGrammar: LogGrammar {
  static var formats: [LogFormat] { [.zeek] }

  private var header = ZeekHeader()
  private var fields: [Range<Int>] = []
  private var record = ZeekRecord()
  private var time = ISOTime()

  init(_ sample: TextSample, _ context: GrammarContext) {}

  static func recognition(of sample: TextSample) -> Recognition? {
    var header = ZeekHeader()
    for line in sample.lines where sample.bytes[line.lowerBound] == UInt8(ascii: "#") {
      header.take(sample.bytes.span, line)
      if header.columns != nil {
        return Recognition(
          certainty: 100, reason: "its #fields header names mailfrom, rcptto and last_reply")
      }
    }
    let shaped = sample.percent(of: ZeekHeader.isBareLine)
    guard sample.isHead, let shaped, shaped > 50 else { return nil }
    return Recognition(
      certainty: min(shaped, 90), reason: "\(shaped) % of the lines read look like Zeek's smtp.log",
      obstacle: "a Zeek smtp.log without its #fields header, so that nobody knows which column is "
        + "which; export it with its header")
  }

  mutating func read(
    _ block: Span<UInt8>, _ line: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    if block[line.lowerBound] == UInt8(ascii: "#") {
      header.take(block, line)
      return .irrelevant
    }
    guard let columns = header.columns else { return .unrecognised }
    split(block, line, columns.count)
    guard fields.count == columns.count,
      let time = ZeekTime.read(block, fields[columns.time], &time)
    else { return .unrecognised }
    record.clear()
    record.time = time
    record.sender = value(block, columns.sender)
    record.reply = value(block, columns.reply) ?? 0..<0
    record.messageID = value(block, columns.messageID) ?? 0..<0
    record.uid = value(block, columns.uid) ?? 0..<0
    record.depth = value(block, columns.depth) ?? 0..<0
    if let recipients = value(block, columns.recipients) {
      block.forEachPart(of: recipients, separatedBy: header.setSeparator) { part in
        record.recipients.append(part)
      }
    }
    if record.isSuspect(block) {
      record.hasMessage = columns.ofMessage.contains { value(block, $0) != nil }
    }
    return record.take(block, escape: .zeek, &recorder)
  }

  private mutating func split(_ block: Span<UInt8>, _ line: Range<Int>, _ most: Int) {
    fields.removeAll(keepingCapacity: true)
    let separator = header.separator
    var start = line.lowerBound
    while fields.count <= most {
      let end =
        block.place(ofFirst: separator, separator, separator, in: start..<line.upperBound)
        ?? line.upperBound
      fields.append(start..<end)
      if end == line.upperBound { break }
      start = end + 1
    }
  }

  // Nil where the column is missing, or the field is not set or empty.
  private func value(_ block: Span<UInt8>, _ column: Int?) -> Range<Int>? {
    guard let column, column < fields.count else { return nil }
    let field = fields[column]
    if field.isEmpty || header.isUnset(block, field) { return nil }
    return header.isEmpty(block, field) ? field.lowerBound..<field.lowerBound : field
  }
}

/// What the lines that begin with `#` say of those below them.
struct ZeekHeader {
  struct Columns {
    var count: Int
    var time: Int
    var sender: Int
    var recipients: Int
    var reply: Int
    var messageID: Int?
    var uid: Int?
    var depth: Int?
    /// Those that only a message's own text fills.
    var ofMessage: [Int]
  }

  private(set) var separator: UInt8 = 0x09
  private(set) var setSeparator = UInt8(ascii: ",")
  private var unset = Array("-".utf8)
  private var empty = Array("(empty)".utf8)
  /// Nil while no header was met, or one of another log.
  private(set) var columns: Columns?

  /// More columns than any log has.
  private static let mostColumns = 500

  mutating func take(_ line: Span<UInt8>, _ range: Range<Int>) {
    let start = range.lowerBound
    if line.has("#separator ", at: start) {
      self = ZeekHeader()
      let written = min(start + 11, range.upperBound)..<range.upperBound
      if let byte = line.unescapedZeek(written).first { separator = byte }
      return
    }
    guard let gap = line.place(of: separator, in: range) else { return }
    let value = line.array(gap + 1..<range.upperBound)
    if line.has("#set_separator", at: start), let byte = value.first { setSeparator = byte }
    if line.has("#unset_field", at: start) { unset = value }
    if line.has("#empty_field", at: start) { empty = value }
    if line.has("#fields", at: start) { readColumns(line, gap + 1..<range.upperBound) }
  }

  private mutating func readColumns(_ line: Span<UInt8>, _ range: Range<Int>) {
    columns = nil
    var places: [String: Int] = [:]
    var count = 0
    line.forEachPart(of: range, separatedBy: separator) { part in
      if count < ZeekHeader.mostColumns, part.count < 64 {
        places[String(decoding: line.array(part), as: UTF8.self)] = count
      }
      count += 1
    }
    guard count <= ZeekHeader.mostColumns, let time = places["ts"],
      let sender = places["mailfrom"], let recipients = places["rcptto"],
      let reply = places["last_reply"]
    else { return }
    let ofMessage = [
      "date", "from", "to", "cc", "reply_to", "msg_id", "in_reply_to", "subject",
      "x_originating_ip", "first_received", "second_received", "user_agent", "fuids",
    ]
    columns = Columns(
      count: count, time: time, sender: sender, recipients: recipients, reply: reply,
      messageID: places["msg_id"], uid: places["uid"], depth: places["trans_depth"],
      ofMessage: ofMessage.compactMap { places[$0] })
  }

  func isUnset(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count == unset.count && line.equals(unset, at: field.lowerBound)
  }

  func isEmpty(_ line: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count == empty.count && line.equals(empty, at: field.lowerBound)
  }

  /// Whether a line looks like one of smtp.log: a time, an id, an address, many columns.
  static func isBareLine(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    guard range.count > 60, isDigit(line[start]), line[start + 10] == UInt8(ascii: "."),
      line[start + 17] == 0x09, line[start + 18] == UInt8(ascii: "C")
    else { return false }
    return line.count(of: 0x09, in: range) >= 20
      && line.place(of: UInt8(ascii: "@"), in: range) != nil
  }
}

extension Span<UInt8> {
  /// The bytes of a field without the ASCII writer's escapes: `\x09`, `\\`.
  func unescapedZeek(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      guard self[place] == UInt8(ascii: "\\"), place + 1 < range.upperBound else {
        bytes.append(self[place])
        place += 1
        continue
      }
      if self[place + 1] == UInt8(ascii: "x"), place + 4 <= range.upperBound,
        let high = hexDigit(self[place + 2]), let low = hexDigit(self[place + 3])
      {
        bytes.append(high << 4 | low)
        place += 4
      } else {
        bytes.append(self[place + 1])
        place += 2
      }
    }
    return bytes
  }

  private func hexDigit(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - 0x30 }
    return (byte | 0x20) &- 0x61 < 6 ? (byte | 0x20) - 0x61 + 10 : nil
  }
}
