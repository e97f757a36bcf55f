/// One thing that a Postfix line says about a message.
enum PostfixEvent {
  /// A message came in (`client=`, or `uid=` of pickup); `login` is the `sasl_username`.
  case begun(login: Range<Int>)
  case sender(Range<Int>)
  case delivery(PostfixDelivery)
  case removed
}

/// A `to=` line: what became of one recipient in one attempt.
struct PostfixDelivery {
  enum Outcome: UInt8 {
    /// Deferred, bounced, expired, discarded: nothing was delivered.
    case none
    /// Sent, and no other queue id follows.
    case final
    /// Sent to a filter on the same host, which queued it anew.
    case filtered
    /// Sent to a host that named its queue id.
    case relayed
    /// local(8) made a new message of it.
    case forwarded

    /// Whether a second queue holds what became of the message.
    var isHop: Bool { rawValue > Outcome.final.rawValue }
  }

  var recipient: Range<Int>
  /// Empty where the line has none.
  var original: Range<Int>
  var outcome: Outcome
  /// The queue id that follows, where one does and the line was not cut off before it.
  var next = QueueID()
}

/// The grammar of Postfix's log lines, behind the syslog prefix. Zimbra and Carbonio write the same.
enum Postfix {
  enum Service {
    case smtpd, qmgr, pickup, discard, delivering, other
  }

  /// The service that a tag names: the last part of its path.
  @inline(__always)
  static func service(_ line: Span<UInt8>, _ tag: Range<Int>) -> Service {
    guard tag.count >= 6 else { return .other }
    var slash = tag.upperBound - 1
    while slash >= tag.lowerBound, line[slash] != UInt8(ascii: "/") { slash -= 1 }
    guard slash >= tag.lowerBound else { return .other }
    let length = tag.upperBound - slash - 1
    guard length <= 8 else { return .other }
    switch line.word(at: slash + 1, length: length) {
    case name("smtpd"): return .smtpd
    case name("qmgr"), name("oqmgr"), name("nqmgr"), name("postsupe"): return .qmgr
    case name("smtp"), name("lmtp"), name("local"), name("virtual"), name("pipe"), name("error"),
      name("retry"), name("relay"), name("bounce"):
      return .delivering
    case name("pickup"): return .pickup
    case name("discard"): return .discard
    default: return .other
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
    var delivery = PostfixDelivery(recipient: recipient, original: original, outcome: .none)
    let reply = status + 11
    guard !isDiscarded, reply <= end, line.has("sent", at: status + 7),
      reply == end || line[reply] == UInt8(ascii: " ") || line[reply] == UInt8(ascii: "(")
    else { return .delivery(delivery) }
    delivery.outcome = .final
    if saysDiscarded(line, reply..<end) {
      delivery.outcome = .none
    } else if line.has("(forwarded as ", at: reply + 1) {
      let id = QueueID.length(in: line, at: reply + 15, end: end)
      guard id > 0 else { return .delivery(delivery) }
      delivery.outcome = .forwarded
      delivery.next = QueueID(line, at: reply + 15, length: id)
    } else if let id = lastQueuedAs(line, reply..<end) {
      delivery.outcome = isLoopback(line, next..<status) ? .filtered : .relayed
      delivery.next = id
    } else if line[end - 1] != UInt8(ascii: ")"), isLoopback(line, next..<status) {
      // Cut off before its reply's end, where the second queue id would stand.
      delivery.outcome = .filtered
    }
    return .delivery(delivery)
  }

  private static func lastQueuedAs(_ line: Span<UInt8>, _ range: Range<Int>) -> QueueID? {
    var from = range.lowerBound
    var id: QueueID?
    while let hit = line.place(of: "queued as ", in: from..<range.upperBound) {
      let start = hit + 10
      let length = QueueID.length(in: line, at: start, end: range.upperBound)
      if length > 0 { id = QueueID(line, at: start, length: length) }
      from = start
    }
    return id
  }

  @inline(__always)
  private static func saysDiscarded(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var from = range.lowerBound
    while let hit = line.place(of: "iscarded", anchor: 2, in: from..<range.upperBound) {
      let after = hit + 8
      if line[hit - 1] | 0x20 == UInt8(ascii: "d"), !isLetterOrDigit(line[hit - 2]),
        after == range.upperBound || !isLetterOrDigit(line[after])
      {
        return true
      }
      from = after
    }
    return false
  }

  // relay=127.0.0.1[127.0.0.1]:10024, relay=localhost[::1]:10025
  private static func isLoopback(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard line.has(", relay=", at: range.lowerBound) else { return false }
    let start = min(range.lowerBound + 8, range.upperBound)
    let end = line.place(of: UInt8(ascii: ","), in: start..<range.upperBound) ?? range.upperBound
    guard let bracket = line.place(of: UInt8(ascii: "["), in: start..<end) else {
      return line.has("127.", at: start) || line.has("localhost:", at: start)
    }
    let address = bracket + 1
    return line.has("127.", at: address) || line.has("::1]", at: address)
      || line.has("::ffff:127.", at: address)
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
