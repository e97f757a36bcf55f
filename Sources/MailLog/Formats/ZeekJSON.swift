/// Zeek's smtp.log as its JSON writer has it.
struct ZeekJSONGrammar: LogGrammar {
  static var formats: [LogFormat] { [.zeek] }
  static var isMultiline: Bool { true }

  private var json = JSONRecords()
  private var record = ZeekRecord()
  private var time = ISOTime()

  init(_ sample: TextSample, _ context: GrammarContext) {}

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    guard let first = sample.bytes.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      has("\"uid\"", sample), has("\"ts\"", sample),
      has("\"mailfrom\"", sample) || has("\"rcptto\"", sample) || has("\"last_reply\"", sample)
        || sample.lines.contains(where: { text.place(of: "\"_path\":\"smtp\"", in: $0) != nil })
    else { return nil }
    return Recognition(certainty: 95, reason: "its objects have the members of Zeek's smtp.log")
  }

  private static func has(_ member: StaticString, _ sample: TextSample) -> Bool {
    sample.lines.contains { sample.bytes.span.place(of: member, anchor: 1, in: $0) != nil }
  }

  mutating func end(ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    json.end(ofSegmentAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ range: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    switch json.segment {
    case .structure: return .irrelevant
    case .garbage: return .unrecognised
    case .record: break
    }
    record.clear()
    var stamp = 0..<0
    var isOther = false
    guard let object = json.outline.whole else { return .unrecognised }
    json.outline.forEachMember(of: object) { key, value in
      guard value.kind == .string || value.kind == .literal else {
        if block.isJSON(key, "fuids") { record.hasMessage = true }
        if value.kind == .array, block.isJSON(key, "rcptto") {
          json.outline.forEachElement(of: value) { element in
            if element.kind == .string { record.recipients.append(element.range) }
          }
        }
        return
      }
      if value.kind == .literal, block.isJSON(value.range, "null") { return }
      take(key, value.range, block, &stamp, &isOther)
    }
    guard let time = ZeekTime.read(block, stamp, &time) else { return .unrecognised }
    // Another log's record, where a shipper mixed them.
    if isOther { return .irrelevant }
    record.time = time
    return record.take(block, escape: .json, &recorder)
  }

  private mutating func take(
    _ key: Range<Int>, _ value: Range<Int>, _ block: Span<UInt8>, _ stamp: inout Range<Int>,
    _ isOther: inout Bool
  ) {
    switch true {
    case block.isJSON(key, "ts"): stamp = value
    case block.isJSON(key, "uid"): record.uid = value
    case block.isJSON(key, "trans_depth"): record.depth = value
    case block.isJSON(key, "mailfrom"): record.sender = value
    case block.isJSON(key, "rcptto"): record.recipients.append(value)
    case block.isJSON(key, "last_reply"): record.reply = value
    case block.isJSON(key, "msg_id"):
      record.messageID = value
      record.hasMessage = true
    case block.isJSON(key, "_path"): isOther = !block.isJSON(value, "smtp")
    case block.isJSON(key, "date"), block.isJSON(key, "from"), block.isJSON(key, "subject"),
      block.isJSON(key, "first_received"), block.isJSON(key, "user_agent"):
      record.hasMessage = true
    default: break
    }
  }
}
