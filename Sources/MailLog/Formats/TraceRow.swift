/// Of a row of message tracking, or of a message trace, where in a text its fields lie. Empty is
/// absent.
struct TraceRow {
  var time = 0..<0
  /// The envelope's sender, with brackets or without.
  var sender = 0..<0
  /// Several have `;` between them.
  var recipients = 0..<0
  /// Whom the message was for before it was expanded, resolved or redirected.
  var related = 0..<0
  var status = 0..<0
  var connector = 0..<0
  /// What the message is known by.
  var networkID = 0..<0
  var messageID = 0..<0
  /// What it is known by where both are missing.
  var otherID = 0..<0

  /// Counts what a row of message tracking tells.
  ///
  /// What is sent inside the organisation is on its way: it adds nothing.
  func take(
    _ event: TrackingEvent, _ text: Span<UInt8>, at time: Int64,
    into recorder: inout StretchRecorder
  ) {
    switch event {
    case .other: return
    case .handedInByRule: blur(text, at: time, into: &recorder)
    case .failed:
      for recipient in text.addresses(in: recipients) {
        fail(text, recipient, at: time, into: &recorder)
      }
    case .sent where isInside(text), .sentOutside where isInside(text): return
    case .redirected: redirect(text, at: time, into: &recorder)
    case .sent, .sentOutside, .delivered:
      let from = text.withoutBrackets(sender)
      let isFromWebmail = recorder.kind(text, from) == .webmail
      let statuses = event == .delivered ? [] : text.parts(of: status)
      let recipients = text.addresses(in: recipients)
      for (number, recipient) in recipients.enumerated() {
        let kind = recorder.kind(text, recipient)
        // To an official one the server that holds the mailbox delivers.
        let isFinal = kind == .webmail || isFromWebmail && kind == .official && event != .sent
        guard isFinal else { continue }
        if recipients.count == statuses.count, text.isRefusal(statuses[number]) { continue }
        deliver(text, from, recipient, at: time, into: &recorder)
      }
    }
  }

  /// Counts a delivery. The related address keeps it from being the sender's where it was
  /// redirected.
  func deliver(
    _ text: Span<UInt8>, _ sender: Range<Int>, _ recipient: Range<Int>, at time: Int64,
    into recorder: inout StretchRecorder
  ) {
    var delivery = TrackedDelivery(
      sender: recorder.key(text, sender), recipient: recorder.key(text, recipient), time: time)
    if delivery.recipient.isWebmail, let original = original(text, &recorder) {
      delivery.original = original
    }
    let id = id(text)
    if let guid = text.hyphenated(id) {
      recorder.deliver(delivery, id: guid.span, 0..<guid.count)
    } else {
      recorder.deliver(delivery, id: text, id)
    }
  }

  // Takes a delivery to the recipient back: the server behind the one that sent it gave it up.
  private func fail(
    _ text: Span<UInt8>, _ recipient: Range<Int>, at time: Int64,
    into recorder: inout StretchRecorder
  ) {
    let id = id(text)
    let own = text.hyphenated(id) ?? text.array(id)
    recorder.fail(recorder.key(text, recipient), id: own.span, 0..<own.count, at: time)
  }

  private func redirect(
    _ text: Span<UInt8>, at time: Int64, into recorder: inout StretchRecorder
  ) {
    let recipients = text.addresses(in: recipients)
    guard recipients.contains(where: { recorder.kind(text, $0) == .webmail }) else { return }
    let related = text.addresses(in: related)
    for (number, recipient) in recipients.enumerated()
    where recorder.kind(text, recipient) == .webmail {
      // Lists of one length go in pairs.
      let own = related.count == recipients.count ? related[number] : nil
      let key = own.map { recorder.key(text, $0) } ?? original(text, &recorder)
      guard let key else { continue }
      let webmail = recorder.key(text, recipient)
      let id = id(text)
      if let guid = text.hyphenated(id) {
        recorder.redirect(to: webmail, from: key, id: guid.span, 0..<guid.count, at: time)
      } else {
        recorder.redirect(to: webmail, from: key, id: text, id, at: time)
      }
    }
  }

  /// Tells that the message went to others than its sender wrote to.
  func blur(_ text: Span<UInt8>, at time: Int64, into recorder: inout StretchRecorder) {
    let id = id(text)
    let own = text.hyphenated(id) ?? text.array(id)
    recorder.blur(id: own.span, 0..<own.count, at: time)
  }

  private func original(
    _ text: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> AddressKey? {
    guard !related.isEmpty else { return nil }
    for address in text.addresses(in: related) where recorder.kind(text, address) == .official {
      return recorder.key(text, address)
    }
    return nil
  }

  // Exchange's own connector between its servers, and the one from Edge servers inwards.
  private func isInside(_ text: Span<UInt8>) -> Bool {
    let start = connector.lowerBound
    return connector.count >= 18 && text.isName(start..<start + 18, "intra-organization")
      || connector.count >= 18 && text.isName(start..<start + 18, "edgesync - inbound")
  }

  /// The row over a text of its own, where a field of a comma-separated one holds doubled quotes.
  func unquoted(_ text: Span<UInt8>) -> (text: [UInt8], row: TraceRow)? {
    let fields = [sender, recipients, related, status]
    guard fields.contains(where: { text.csvText($0) != nil }) else { return nil }
    var own = TraceText()
    var row = self
    row.time = own.add(text, time)
    row.sender = own.add(text, sender)
    row.recipients = own.add(text, recipients)
    row.related = own.add(text, related)
    row.status = own.add(text, status)
    row.connector = own.add(text, connector)
    row.networkID = own.add(text, networkID)
    row.messageID = own.add(text, messageID)
    row.otherID = own.add(text, otherID)
    return (own.bytes, row)
  }

  private func id(_ text: Span<UInt8>) -> Range<Int> {
    let network = text.trimmed(networkID)
    if !network.isEmpty, !text.isZeroGUID(network) { return network }
    let message = text.withoutBrackets(messageID)
    if !message.isEmpty { return message }
    return otherID.isEmpty ? time : otherID
  }
}

/// Fields one behind the other, as they are meant.
private struct TraceText {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: Span<UInt8>, _ field: Range<Int>) -> Range<Int> {
    let start = bytes.count
    if let meant = text.csvText(field) { bytes += meant } else { bytes.append(text, field) }
    return start..<bytes.count
  }
}

extension Span<UInt8> {
  /// The addresses of a list with `;` between them.
  func addresses(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    forEachListed(in: range) { part, _ in
      let address = withoutBrackets(part)
      if !address.isEmpty { found.append(address) }
    }
    return found
  }

  /// Calls `body` with the parts of a list with `;` between them, and the place behind the quoted
  /// local part, if one begins with it: a semicolon in that separates nothing.
  func forEachListed(in range: Range<Int>, _ body: (Range<Int>, _ behindQuotes: Int) -> Void) {
    var next = range.lowerBound
    while next < range.upperBound {
      var from = next
      while from < range.upperBound, self[from] <= 0x20 { from += 1 }
      if from < range.upperBound, self[from] == UInt8(ascii: "<") { from += 1 }
      if from < range.upperBound, self[from] == UInt8(ascii: "\"") {
        from = jsonStringEnd(from: from + 1, in: range.upperBound) ?? from
      }
      let stop = place(of: UInt8(ascii: ";"), in: from..<range.upperBound) ?? range.upperBound
      body(next..<stop, from)
      next = stop + 1
    }
  }

  /// The parts of `range` between semicolons, empty ones too.
  fileprivate func parts(of range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var next = range.lowerBound
    while let stop = place(of: UInt8(ascii: ";"), in: next..<range.upperBound) {
      found.append(next..<stop)
      next = stop + 1
    }
    found.append(next..<range.upperBound)
    return found
  }

  /// Whether a recipient's status begins as a refusal does: `550 …`, `5.7.1 …`.
  fileprivate func isRefusal(_ status: Range<Int>) -> Bool {
    var part = trimmed(status)
    while let first = part.first, "'\"{[".utf8.contains(self[first]) { part = part.dropFirst() }
    guard part.count >= 3,
      self[part.lowerBound] == UInt8(ascii: "4")
        || self[part.lowerBound] == UInt8(ascii: "5")
    else { return false }
    let second = self[part.lowerBound + 1]
    let third = self[part.lowerBound + 2]
    guard isDigit(third) else { return false }
    return second == UInt8(ascii: ".")
      || isDigit(second) && (part.count == 3 || !isLetterOrDigit(self[part.lowerBound + 3]))
  }

  // A network id of 32 digits as others are written, in lower case with hyphens; nil: it is written
  // so, or is none.
  fileprivate func hyphenated(_ id: Range<Int>) -> [UInt8]? {
    guard id.count == 32 || id.count == 36 && id.contains(where: { self[$0] &- 0x41 < 6 })
    else { return nil }
    var guid: [UInt8] = []
    for place in id {
      let byte = self[place]
      if byte == UInt8(ascii: "-") { continue }
      guard isDigit(byte) || (byte | 0x20) &- 0x61 < 6 else { return nil }
      if [8, 13, 18, 23].contains(guid.count) { guid.append(UInt8(ascii: "-")) }
      guid.append(lowered(byte))
    }
    return guid.count == 36 ? guid : nil
  }

  // What stands where a message has no network id.
  fileprivate func isZeroGUID(_ range: Range<Int>) -> Bool {
    for index in range
    where self[index] != UInt8(ascii: "0") && self[index] != UInt8(ascii: "-") { return false }
    return true
  }
}
