/// Google Workspace's Gmail logs as BigQuery exports them in JSON: an object for each event, one a
/// line or in an array.
///
/// <https://support.google.com/a/answer/12384955>
struct GoogleWorkspaceGrammar: LogGrammar {
  static var formats: [LogFormat] { [.google] }
  static var isMultiline: Bool { true }

  private var json = JSONRecords()
  private var event = GmailEvent()
  private static let host = Array("google".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) {}

  static func recognition(of sample: TextSample) -> Recognition? {
    guard let first = sample.bytes.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    if isMember("\"message_info\"", sample), isMember("\"event_info\"", sample) {
      return Recognition(certainty: 95, reason: "its objects have message_info and event_info")
    }
    guard isMember("\"f\"", sample), isMember("\"v\"", sample) else { return nil }
    return Recognition(
      certainty: 60, reason: "its objects are BigQuery's rows, f and v",
      obstacle: "BigQuery's REST answer, whose values stand without their names; export the table "
        + "as newline-delimited JSON")
  }

  // As a member's name: as a value it may stand in a schema.
  private static func isMember(_ name: StaticString, _ sample: TextSample) -> Bool {
    let text = sample.bytes.span
    return sample.lines.contains { line in
      var from = line.lowerBound
      while let place = text.place(of: name, anchor: 1, in: from..<line.upperBound) {
        from = place + name.utf8CodeUnitCount
        let colon = text.skippingBlanks(from, line.upperBound)
        if colon < line.upperBound, text[colon] == UInt8(ascii: ":") { return true }
      }
      return false
    }
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
    event.clear()
    event.read(block, json.outline)
    guard let time = event.time(block),
      recorder.host(GoogleWorkspaceGrammar.host, at: time) != nil
    else { return .unrecognised }
    recorder.count(.google)
    deliver(block, time, &recorder)
    return .recognised
  }

  private func deliver(
    _ block: Span<UInt8>, _ time: Int64, _ recorder: inout StretchRecorder
  ) {
    guard let route = event.route(block), let source = event.source else { return }
    let from = recorder.kind(block, json: source)
    let destinations = event.destinations(block).filter { destination in
      destination.isReached(by: route, block)
        && TrackedDelivery.mayMatter(
          from: from, to: recorder.kind(block, json: destination.address))
    }
    if destinations.isEmpty { return }
    let sender = recorder.key(block, json: source)
    let id = event.id(block, time)
    for destination in destinations {
      let recipient = recorder.key(block, json: destination.address)
      recorder.deliver(
        TrackedDelivery(sender: sender, recipient: recipient, time: time), id: id.span,
        0..<id.count)
    }
  }
}

extension StretchRecorder {
  /// The kind of the same address, cheaper than its key.
  fileprivate mutating func kind(_ block: Span<UInt8>, json range: Range<Int>) -> AddressKey.Kind {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return kind(block, block.withoutBrackets(range))
    }
    return key(block, json: range).kind
  }

  /// The key of the address in a JSON string, with or without angle brackets.
  fileprivate mutating func key(_ block: Span<UInt8>, json range: Range<Int>) -> AddressKey {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return key(block, block.withoutBrackets(range))
    }
    let text = block.jsonText(range)
    return key(text.span, text.span.withoutBrackets(0..<text.count))
  }
}
