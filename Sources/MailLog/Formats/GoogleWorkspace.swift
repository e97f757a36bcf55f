/// Google Workspace's Gmail logs as BigQuery exports them to JSON: an object for every step of a
/// message.
///
/// <https://support.google.com/a/answer/12384955>
struct GoogleWorkspaceGrammar: LogGrammar {
  static var formats: [LogFormat] { [.google] }
  static var isMultiline: Bool { true }

  private var json: JSONRecords
  private static let host = Array("google".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) { json = JSONRecords(sample) }

  static func recognition(of sample: TextSample) -> Recognition? {
    let text = sample.bytes.span
    guard let first = sample.bytes.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B
    else { return nil }
    if sample.lines.contains(where: { text.place(of: "\"message_info\"", in: $0) != nil }) {
      return Recognition(certainty: 100, reason: "its objects have the member message_info")
    }
    // The API's own answer: values by their place, under a schema.
    guard
      sample.lines.contains(where: {
        text.place(of: "\"f\"", in: $0) != nil || text.place(of: "\"bigquery#", in: $0) != nil
      })
    else { return nil }
    return Recognition(
      certainty: 90, reason: "it looks like an answer of BigQuery's API",
      obstacle: "an answer of BigQuery's API, whose values have no names; export the table as "
        + "JSON (newline delimited) instead")
  }

  mutating func end(ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    json.end(ofSegmentAt: start, in: block, isAtEnd: isAtEnd)
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    switch json.segment {
    case .structure: return .irrelevant
    case .garbage: return .unrecognised
    case .record: break
    }
    var event = GmailEvent()
    guard event.read(block, record), let time = event.time, event.hasMessage else {
      return .unrecognised
    }
    guard recorder.host(GoogleWorkspaceGrammar.host, at: time) != nil else { return .unrecognised }
    let isOutbound = event.action == 10 && event.reply / 100 == 2
    guard event.succeeded, isOutbound || event.action == 3 else { return .irrelevant }
    recorder.count(.google)
    let sender = recorder.key(json: block, event.sender)
    guard sender.kind != .nobody else { return .recognised }
    let id = block.withoutBrackets(event.id)
    event.forEachDestination(block) { address, service in
      let isMailbox = service.count > 6 && block.has("gmail-", at: service.lowerBound)
      guard isOutbound || isMailbox else { return }
      let recipient = recorder.key(json: block, address)
      recorder.deliver(
        TrackedDelivery(sender: sender, recipient: recipient, time: time), id: block, id)
    }
    return .recognised
  }
}

/// What a row of the Gmail logs says, as places in the text.
private struct GmailEvent {
  var hasMessage = false
  /// Seconds since 1970.
  var time: Int64?
  var succeeded = false
  var action: Int64 = 0
  var reply: Int64 = 0
  var sender = 0..<0
  var id = 0..<0
  private var destinations = 0..<0
  private var flattened = 0..<0

  /// False where the object is damaged.
  mutating func read(_ block: Span<UInt8>, _ record: Range<Int>) -> Bool {
    var parts: [(Range<Int>, Range<Int>)] = []
    guard block.forEachJSONMember(of: record, { parts.append(($0, $1.range)) }) else {
      return false
    }
    for (key, value) in parts {
      if block.isJSON(key, "gmail") { return read(block, value) }
      if block.isJSON(key, "event_info") { readEvent(block, value) }
      if block.isJSON(key, "message_info") {
        hasMessage = true
        readMessage(block, value)
      }
    }
    return true
  }

  private mutating func readEvent(_ block: Span<UInt8>, _ object: Range<Int>) {
    _ = block.forEachJSONMember(of: object) { key, value in
      if block.isJSON(key, "timestamp_usec") {
        time = block.integer(value.range).map { $0 / 1_000_000 }
      } else if block.isJSON(key, "success") {
        succeeded = block.isJSON(value.range, "true")
      }
    }
  }

  private mutating func readMessage(_ block: Span<UInt8>, _ object: Range<Int>) {
    var source = 0..<0
    var connection = 0..<0
    _ = block.forEachJSONMember(of: object) { key, value in
      if block.isJSON(key, "action_type") {
        action = block.integer(value.range) ?? 0
      } else if block.isJSON(key, "rfc2822_message_id") {
        id = value.range
      } else if block.isJSON(key, "source") {
        source = value.range
      } else if block.isJSON(key, "destination") {
        destinations = value.range
      } else if block.isJSON(key, "flattened_destinations"), value.kind == .string {
        flattened = value.range
      } else if block.isJSON(key, "connection_info") {
        connection = value.range
      }
    }
    _ = block.forEachJSONMember(of: source) { key, value in
      if block.isJSON(key, "address"), value.kind == .string { sender = value.range }
    }
    _ = block.forEachJSONMember(of: connection) { key, value in
      if block.isJSON(key, "smtp_reply_code") { reply = block.integer(value.range) ?? 0 }
    }
  }

  /// Calls `body` with the address and the service of every destination; those of the flattened
  /// text, `service:selector:address`, where the list is missing.
  func forEachDestination(
    _ block: Span<UInt8>, _ body: (_ address: Range<Int>, _ service: Range<Int>) -> Void
  ) {
    var hasList = false
    _ = block.forEachJSONElement(of: destinations) { element in
      var address = 0..<0
      var service = 0..<0
      _ = block.forEachJSONMember(of: element.range) { key, value in
        guard value.kind == .string else { return }
        if block.isJSON(key, "address") { address = value.range }
        if block.isJSON(key, "service") { service = value.range }
      }
      guard !address.isEmpty else { return }
      hasList = true
      body(address, service)
    }
    guard !hasList else { return }
    block.forEachPart(of: flattened, separatedBy: UInt8(ascii: ",")) { part in
      var start = part.upperBound
      while start > part.lowerBound, block[start - 1] != UInt8(ascii: ":") { start -= 1 }
      let colon = block.place(of: UInt8(ascii: ":"), in: part) ?? part.lowerBound
      body(start..<part.upperBound, part.lowerBound..<colon)
    }
  }
}

extension Span<UInt8> {
  /// A whole number of at most 18 digits.
  func integer(_ range: Range<Int>) -> Int64? {
    guard (1...18).contains(range.count) else { return nil }
    var value: Int64 = 0
    for index in range {
      guard isDigit(self[index]) else { return nil }
      value = value * 10 + Int64(self[index] - 0x30)
    }
    return value
  }
}
