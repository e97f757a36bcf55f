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
    guard event.read(block, record), let time = event.time(block),
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
    let sender = recorder.key(block, json: source)
    guard sender.kind != .nobody else { return }
    let id = event.id(block, time)
    for destination in event.destinations(block) where destination.isReached(by: route, block) {
      let recipient = recorder.key(block, json: destination.address)
      recorder.deliver(
        TrackedDelivery(sender: sender, recipient: recipient, time: time), id: id.span,
        0..<id.count)
    }
  }
}

/// An event of the Gmail log, as places in the text.
struct GmailEvent {
  /// How a message left this stage.
  enum Route {
    /// To another server, which accepted it.
    case smtp
    /// Into a mailbox of the organisation.
    case mailbox
  }

  struct Destination {
    var address: Range<Int> = 0..<0
    var service: Range<Int> = 0..<0
    var response: Range<Int> = 0..<0

    func isReached(by route: Route, _ block: Span<UInt8>) -> Bool {
      guard !address.isEmpty else { return false }
      let start = response.lowerBound
      // What the server said of this recipient alone.
      if !response.isEmpty, block[start] == UInt8(ascii: "4") || block[start] == UInt8(ascii: "5") {
        return false
      }
      return route == .smtp || service.count > 6 && block.has("gmail-", at: service.lowerBound)
    }
  }

  private(set) var source: Range<Int>?
  private var listed: [Destination] = []
  private var flattened = 0..<0
  private var stamp = 0..<0
  private var success = 0..<0
  private var action = 0..<0
  private var reply = 0..<0
  private var messageID = 0..<0

  mutating func clear() {
    let kept = listed
    self = GmailEvent()
    listed = kept
    listed.removeAll(keepingCapacity: true)
  }

  /// False where the object is damaged or none of the log's.
  mutating func read(_ block: Span<UInt8>, _ object: Range<Int>) -> Bool {
    var inner: Range<Int>?
    guard readParts(block, object, &inner) else { return false }
    // The log of all activities holds Gmail's as a member.
    if let inner, stamp.isEmpty {
      var deeper: Range<Int>?
      return readParts(block, inner, &deeper)
    }
    return true
  }

  private mutating func readParts(
    _ block: Span<UInt8>, _ object: Range<Int>, _ inner: inout Range<Int>?
  ) -> Bool {
    var areSound = true
    let isWhole = block.forEachJSONMember(of: object) { key, value in
      guard value.kind == .object else { return }
      if block.isJSON(key, "event_info") {
        areSound = readEvent(block, value.range) && areSound
      } else if block.isJSON(key, "message_info") {
        areSound = readMessage(block, value.range) && areSound
      } else if block.isJSON(key, "gmail") {
        inner = value.range
      }
    }
    return isWhole && areSound
  }

  private mutating func readEvent(_ block: Span<UInt8>, _ object: Range<Int>) -> Bool {
    block.forEachJSONMember(of: object) { key, value in
      guard value.kind == .string || value.kind == .literal else { return }
      if block.isJSON(key, "timestamp_usec") { stamp = value.range }
      if block.isJSON(key, "success") { success = value.range }
    }
  }

  private mutating func readMessage(_ block: Span<UInt8>, _ object: Range<Int>) -> Bool {
    block.forEachJSONMember(of: object) { key, value in
      switch value.kind {
      case .object:
        _ = block.forEachJSONMember(of: value.range) { inner, innerValue in
          if block.isJSON(key, "source"), block.isJSON(inner, "address"),
            innerValue.kind == .string
          {
            source = innerValue.range
          }
          if block.isJSON(key, "connection_info"), block.isJSON(inner, "smtp_reply_code"),
            innerValue.kind == .string || innerValue.kind == .literal
          {
            reply = innerValue.range
          }
        }
      case .array: if block.isJSON(key, "destination") { readDestinations(block, value.range) }
      case .string, .literal:
        if block.isJSON(key, "action_type") { action = value.range }
        if value.kind == .string {
          if block.isJSON(key, "rfc2822_message_id") { messageID = value.range }
          if block.isJSON(key, "flattened_destinations") { flattened = value.range }
        }
      }
    }
  }

  private mutating func readDestinations(_ block: Span<UInt8>, _ array: Range<Int>) {
    _ = block.forEachJSONElement(of: array) { element in
      guard element.kind == .object else { return }
      var found = Destination()
      _ = block.forEachJSONMember(of: element.range) { key, value in
        guard value.kind == .string else { return }
        if block.isJSON(key, "address") { found.address = value.range }
        if block.isJSON(key, "service") { found.service = value.range }
        if block.isJSON(key, "rcpt_response") { found.response = value.range }
      }
      listed.append(found)
    }
  }

  // MARK: Meaning

  /// Seconds since 1970; nil where there is none.
  func time(_ block: Span<UInt8>) -> Int64? {
    guard let micros = number(block, stamp, digits: 18) else { return nil }
    return micros / 1_000_000
  }

  /// Nil where the event is no delivery: action 10 is handing over to a server, 3 is arrival.
  func route(_ block: Span<UInt8>) -> Route? {
    guard block.isJSON(success, "true") else { return nil }
    switch number(block, action, digits: 4) {
    case 10: return (200...299).contains(number(block, reply, digits: 3) ?? 0) ? .smtp : nil
    case 3: return .mailbox
    default: return nil
    }
  }

  private func number(_ block: Span<UInt8>, _ range: Range<Int>, digits: Int) -> Int64? {
    guard !range.isEmpty, range.count <= digits else { return nil }
    var value: Int64 = 0
    for place in range {
      guard isDigit(block[place]) else { return nil }
      value = value * 10 + Int64(block[place] - 0x30)
    }
    return value
  }

  /// What the message is known by: its id, else when and by whom it was sent.
  func id(_ block: Span<UInt8>, _ time: Int64) -> [UInt8] {
    let text = block.jsonText(messageID)
    let inner = text.span.withoutBrackets(0..<text.count)
    if !inner.isEmpty { return text.span.array(inner) }
    var id: [UInt8] = [0]
    id += block.array(stamp)
    if let source { id += block.array(source) }
    return id
  }

  /// The list, or where it is missing its one-line form:
  /// `gmail-ui::an@gov.example, smtp-outbound:selector:b@gmail.com`.
  func destinations(_ block: Span<UInt8>) -> [Destination] {
    if !listed.isEmpty || flattened.isEmpty { return listed }
    var found: [Destination] = []
    block.forEachPart(of: flattened, separatedBy: UInt8(ascii: ",")) { part in
      let colon = UInt8(ascii: ":")
      guard let first = block.place(of: colon, in: part),
        let second = block.place(of: colon, in: first + 1..<part.upperBound)
      else { return }
      found.append(
        Destination(address: second + 1..<part.upperBound, service: part.lowerBound..<first))
    }
    return found
  }
}

extension StretchRecorder {
  /// The key of the address in a JSON string, with or without angle brackets.
  fileprivate mutating func key(_ block: Span<UInt8>, json range: Range<Int>) -> AddressKey {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return key(block, block.withoutBrackets(range))
    }
    let text = block.jsonText(range)
    return key(text.span, text.span.withoutBrackets(0..<text.count))
  }
}
