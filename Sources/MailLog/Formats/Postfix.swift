/// One thing that a Postfix line says about a message.
enum PostfixEvent {
  /// A message came in (`client=`, or `uid=` of pickup); `login` is the `sasl_username`.
  case begun(login: Range<Int>)
  case sender(Range<Int>)
  case delivery(PostfixDelivery)
  case removed
}

/// The grammar of Postfix's log lines, behind the syslog prefix. Zimbra and Carbonio write the same.
enum Postfix {
  enum Service {
    case smtpd, qmgr, pickup, discard, delivering, other
  }

  /// The service that a tag names: the last part of its path.
  @inline(__always)
  static func service(_ line: Span<UInt8>, _ tag: Range<Int>) -> Service {
    let rest = tag.count - 8
    if rest > 0, rest <= 8, line.has("postfix/", at: tag.lowerBound),
      let service = service(called: line.word(at: tag.lowerBound + 8, length: rest))
    {
      return service
    }
    return serviceOfPath(line, tag)
  }

  // `postfix/submission/smtpd`, `postfix-out/smtp`
  private static func serviceOfPath(_ line: Span<UInt8>, _ tag: Range<Int>) -> Service {
    guard tag.count >= 6 else { return .other }
    var slash = tag.upperBound - 1
    while slash >= tag.lowerBound, line[slash] != UInt8(ascii: "/") { slash -= 1 }
    let length = tag.upperBound - slash - 1
    guard slash >= tag.lowerBound, length <= 8 else { return .other }
    return service(called: line.word(at: slash + 1, length: length)) ?? .other
  }

  @inline(__always)
  private static func service(called word: UInt64) -> Service? {
    switch word {
    case name("smtpd"): return .smtpd
    case name("qmgr"), name("oqmgr"), name("nqmgr"), name("postsupe"): return .qmgr
    case name("smtp"), name("lmtp"), name("local"), name("virtual"), name("pipe"), name("error"),
      name("retry"), name("relay"), name("bounce"):
      return .delivering
    case name("pickup"): return .pickup
    case name("discard"): return .discard
    case name("cleanup"), name("anvil"): return .other
    default: return nil
    }
  }

  // The first eight bytes of a name as `Span.word` reads them; folded to a constant.
  @inline(__always)
  private static func name(_ text: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<min(8, text.utf8CodeUnitCount) {
      word |= UInt64(unsafe text.utf8Start[index]) << UInt64(index * 8)
    }
    return word
  }

  /// The event of a message that follows its queue id and `: `; nil where it is of no interest.
  @inline(__always)
  static func event(
    _ line: Span<UInt8>, _ range: Range<Int>, of service: Service
  ) -> PostfixEvent? {
    let place = range.lowerBound
    let end = range.upperBound
    switch service {
    case .smtpd:
      guard line.has("client=", at: place) else { return nil }
      guard let login = line.place(of: ", sasl_username=", anchor: 6, in: range) else {
        return .begun(login: end..<end)
      }
      let start = login + 16
      let comma = line.place(of: ", ", in: start..<end) ?? end
      return .begun(login: start..<comma)
    case .qmgr:
      if line.has("from=", at: place), place + 5 <= end {
        guard let sender = address(line, place + 5, end)?.range else { return nil }
        return .sender(sender)
      }
      return line.has("removed", at: place) && place + 7 == end ? .removed : nil
    case .pickup:
      return line.has("uid=", at: place) ? .begun(login: end..<end) : nil
    case .delivering, .discard:
      guard line.has("to=", at: place), place + 3 <= end else { return nil }
      return delivery(line, place + 3, end, isDiscarded: service == .discard)
    case .other:
      return nil
    }
  }

  /// `warning: … SASL LOGIN authentication failed: …`
  static func isFailedLogin(_ line: Span<UInt8>, _ message: Range<Int>) -> Bool {
    line.has("warning: ", at: message.lowerBound)
      && line.place(of: ": SASL ", anchor: 2, in: message) != nil
      && line.place(of: " authentication failed", anchor: 1, in: message) != nil
  }

  /// The account of a failed login, where the line names it (Postfix 3.7 and later).
  static func failedAccount(_ line: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
    // The reply before it is the client's own text.
    var from = message.lowerBound
    var found: Int?
    while let hit = line.place(of: ", sasl_username=", anchor: 6, in: from..<message.upperBound) {
      found = hit + 16
      from = hit + 16
    }
    guard let found, found < message.upperBound else { return nil }
    let end = line.place(of: UInt8(ascii: ","), in: found..<message.upperBound)
    return found..<(end ?? message.upperBound)
  }

  @inline(__always)
  private static func delivery(
    _ line: Span<UInt8>, _ place: Int, _ end: Int, isDiscarded: Bool
  ) -> PostfixEvent? {
    guard let (recipient, afterRecipient) = address(line, place, end) else { return nil }
    var next = afterRecipient
    var original = end..<end
    if line.has(", orig_to=", at: next), next + 10 <= end {
      guard let (range, after) = address(line, next + 10, end) else { return nil }
      original = range
      next = after
    }
    // All between the addresses and the status is Postfix's own, a host name at most.
    guard let status = line.place(of: "status=", anchor: 4, in: next..<end) else { return nil }
    let reply = status + 11
    let isSent =
      !isDiscarded && reply <= end && line.has("sent", at: status + 7)
      && (reply == end || line[reply] == UInt8(ascii: " ") || line[reply] == UInt8(ascii: "("))
    return .delivery(
      PostfixDelivery(
        recipient: recipient, original: original, isSent: isSent, relay: next..<status,
        reply: min(reply, end)..<end))
  }

  /// The address that starts at `place`, in angle brackets or bare, and the place behind it.
  ///
  /// A bracket inside a quoted local part belongs to the address, and one that no comma, blank or
  /// line's end follows does too: older versions log local parts without their quotes.
  @inline(__always)
  static func address(
    _ line: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (range: Range<Int>, next: Int)? {
    guard place < end else { return nil }
    guard line[place] == UInt8(ascii: "<") else {
      let comma = line.place(of: UInt8(ascii: ","), in: place..<end) ?? end
      return (place..<comma, comma)
    }
    let start = place + 1
    // Nearly all: the first bracket ends the address, and nothing is quoted.
    if let close = line.place(
      ofFirst: UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"), in: start..<end),
      line[close] == UInt8(ascii: ">"), canFollowAddress(line, close + 1, end)
    {
      return (start..<close, close + 1)
    }
    return oddAddress(line, start, end)
  }

  @inline(__always)
  private static func canFollowAddress(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> Bool {
    place == end || line[place] == UInt8(ascii: ",") || line[place] == UInt8(ascii: " ")
  }

  private static func oddAddress(
    _ line: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (range: Range<Int>, next: Int)? {
    var next = start
    var quoted = false
    while next < end {
      switch line[next] {
      case UInt8(ascii: "\\") where quoted: next += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ">") where !quoted:
        if canFollowAddress(line, next + 1, end) { return (start..<next, next + 1) }
      default: break
      }
      next += 1
    }
    // An odd quote: the last bracket that can end the address does.
    guard quoted, let close = line.place(of: ">, ", in: start..<end) else { return nil }
    return (start..<close, close + 1)
  }
}
