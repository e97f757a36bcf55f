/// A record of smtp.log in either form, as places in the text: an SMTP transaction that Zeek saw
/// on the wire.
struct ZeekRecord {
  /// How strings are escaped.
  enum Escape {
    case zeek, json
  }

  /// Seconds since 1970.
  var time: Int64 = 0
  /// Nil: not set.
  var sender: Range<Int>?
  var recipients: [Range<Int>] = []
  var reply: Range<Int> = 0..<0
  var messageID: Range<Int> = 0..<0
  var uid: Range<Int> = 0..<0
  var depth: Range<Int> = 0..<0
  /// Whether anything of the message itself was seen.
  var hasMessage = false

  private static let host = Array("zeek".utf8)

  mutating func clear() {
    sender = nil
    recipients.removeAll(keepingCapacity: true)
    reply = 0..<0
    messageID = 0..<0
    uid = 0..<0
    depth = 0..<0
    hasMessage = false
  }

  /// Gives what the record comes to.
  func take(
    _ block: Span<UInt8>, escape: Escape, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard recorder.host(ZeekRecord.host, at: time) != nil else { return .unrecognised }
    recorder.count(.zeek)
    guard isAccepted(block), let sender else { return .recognised }
    let from = recorder.kind(block, sender, escape)
    let recipients = recipients.filter {
      TrackedDelivery.mayMatter(from: from, to: recorder.kind(block, $0, escape))
    }
    if recipients.isEmpty { return .recognised }
    let own = messageID.isEmpty ? ownID(block) : plainID(block, escape)
    let key = recorder.key(block, sender, escape)
    for recipient in recipients {
      let delivery = TrackedDelivery(
        sender: key, recipient: recorder.key(block, recipient, escape), time: time)
      if let own {
        recorder.deliver(delivery, id: own.span, 0..<own.count)
      } else {
        recorder.deliver(delivery, id: block, block.withoutBrackets(messageID))
      }
    }
    return .recognised
  }

  // The message id where it must be unescaped; nil: it can be taken as it stands.
  private func plainID(_ block: Span<UInt8>, _ escape: Escape) -> [UInt8]? {
    guard block.place(of: UInt8(ascii: "\\"), in: messageID) != nil else { return nil }
    let text = block.unescaped(messageID, escape)
    return text.span.array(text.span.withoutBrackets(0..<text.count))
  }

  // Of a message whose id Zeek did not see: the connection's id, and the transaction's number.
  private func ownID(_ block: Span<UInt8>) -> [UInt8] {
    var id: [UInt8] = [0]
    if uid.isEmpty {
      id.append(signed: time)
      if let sender { id += block.array(sender) }
    }
    return id + block.array(uid) + [UInt8(ascii: "/")] + block.array(depth)
  }

  // MARK: Replies

  /// Whether the last reply accepted a message: a 250, and not one to a command before it.
  private func isAccepted(_ block: Span<UInt8>) -> Bool {
    let start = reply.lowerBound
    guard reply.count >= 3, block.has("250", at: start),
      reply.count == 3 || !isLetterOrDigit(block[start + 3])
    else { return false }
    return (hasMessage || !isSuspect(block)) && !ServerReply.saysDiscarded(block, reply)
  }

  /// Whether the last reply reads like the one to `RCPT`, `MAIL` or `RSET`: a connection that broke
  /// off there delivered nothing. Only to be believed where nothing of a message was seen.
  func isSuspect(_ block: Span<UInt8>) -> Bool {
    guard messageID.isEmpty else { return false }
    let text = min(reply.lowerBound + 4, reply.upperBound)..<reply.upperBound
    // 2.1.x tells of addresses (RFC 3463, section 3.2).
    if block.has("2.1.", at: text.lowerBound) { return true }
    let words = block.array(text.lowerBound..<min(text.upperBound, text.lowerBound + 120))
      .map(lowered)
    let all = 0..<words.count
    return words.elementsEqual("accepted".utf8) || words.span.place(of: "recipient", in: all) != nil
      || words.span.place(of: "sender", in: all) != nil
      || words.span.place(of: "flushed", in: all) != nil
      || words.span.place(of: "reset", in: all) != nil
  }
}

/// Reads Zeek's times: seconds since 1970 with a fraction, or the JSON writer's others.
enum ZeekTime {
  /// Seconds since 1970; nil where there is none.
  static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ iso: inout ISOTime) -> Int64? {
    var value: Int64 = 0
    var place = range.lowerBound
    while place < range.upperBound, place - range.lowerBound < 14, isDigit(text[place]) {
      value = value * 10 + Int64(text[place] - 0x30)
      place += 1
    }
    let digits = place - range.lowerBound
    if digits > 4, place == range.upperBound || text[place] == UInt8(ascii: ".") {
      // Milliseconds have three digits more.
      return digits > 11 ? value / 1000 : value
    }
    return iso.read(text, at: range.lowerBound, end: range.upperBound)?.seconds
  }
}

extension Span<UInt8> {
  func unescaped(_ range: Range<Int>, _ escape: ZeekRecord.Escape) -> [UInt8] {
    escape == .json ? jsonText(range) : unescapedZeek(range)
  }
}

extension StretchRecorder {
  /// The kind of the same address, cheaper than its key.
  fileprivate mutating func kind(
    _ block: Span<UInt8>, _ range: Range<Int>, _ escape: ZeekRecord.Escape
  ) -> AddressKey.Kind {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return kind(block, block.withoutBrackets(range))
    }
    return key(block, range, escape).kind
  }

  /// The key of an address that may have angle brackets and escapes.
  fileprivate mutating func key(
    _ block: Span<UInt8>, _ range: Range<Int>, _ escape: ZeekRecord.Escape
  ) -> AddressKey {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return key(block, block.withoutBrackets(range))
    }
    let text = block.unescaped(range, escape)
    return key(text.span, text.span.withoutBrackets(0..<text.count))
  }
}
