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

  mutating func read(_ block: Span<UInt8>, _ outline: JSONOutline) {
    guard let object = outline.whole, let inner = readParts(block, outline, object) else { return }
    // The log of all activities holds Gmail's as a member.
    if stamp.isEmpty { _ = readParts(block, outline, inner) }
  }

  // Gives the member that may be Gmail's own object.
  private mutating func readParts(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ object: JSONValue
  ) -> JSONValue? {
    var inner: JSONValue?
    outline.forEachMember(of: object) { key, value in
      guard value.kind == .object else { return }
      if block.isJSON(key, "event_info") {
        readEvent(block, outline, value)
      } else if block.isJSON(key, "message_info") {
        readMessage(block, outline, value)
      } else if block.isJSON(key, "gmail") {
        inner = value
      }
    }
    return inner
  }

  private mutating func readEvent(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ object: JSONValue
  ) {
    outline.forEachMember(of: object) { key, value in
      guard value.kind == .string || value.kind == .literal else { return }
      if block.isJSON(key, "timestamp_usec") { stamp = value.range }
      if block.isJSON(key, "success") { success = value.range }
    }
  }

  private mutating func readMessage(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ object: JSONValue
  ) {
    outline.forEachMember(of: object) { key, value in
      switch value.kind {
      case .object:
        if block.isJSON(key, "source") {
          outline.forEachMember(of: value) { inner, innerValue in
            if block.isJSON(inner, "address"), innerValue.kind == .string {
              source = innerValue.range
            }
          }
        } else if block.isJSON(key, "connection_info") {
          outline.forEachMember(of: value) { inner, innerValue in
            if block.isJSON(inner, "smtp_reply_code"),
              innerValue.kind == .string || innerValue.kind == .literal
            {
              reply = innerValue.range
            }
          }
        }
      case .array:
        if block.isJSON(key, "destination") { readDestinations(block, outline, value) }
      case .string, .literal:
        if block.isJSON(key, "action_type") { action = value.range }
        if value.kind == .string {
          if block.isJSON(key, "rfc2822_message_id") { messageID = value.range }
          if block.isJSON(key, "flattened_destinations") { flattened = value.range }
        }
      }
    }
  }

  private mutating func readDestinations(
    _ block: Span<UInt8>, _ outline: JSONOutline, _ array: JSONValue
  ) {
    outline.forEachElement(of: array) { element in
      guard element.kind == .object else { return }
      var found = Destination()
      outline.forEachMember(of: element) { key, value in
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
