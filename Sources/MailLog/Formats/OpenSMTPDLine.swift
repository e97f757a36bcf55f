/// One thing that a line of OpenSMTPD's says.
enum OpenSMTPDEvent {
  case connected(session: QueueID)
  case disconnected(session: QueueID)
  case login(session: QueueID, user: Range<Int>)
  case failedLogin(user: Range<Int>)
  /// A message came in; `recipients` is nil where it is not told, the sender too.
  case arrival(QueueID, session: QueueID, sender: Range<Int>?, recipients: Int32?)
  case recipient(QueueID, OpenSMTPDRecipient)
}

/// A delivery line: what became of one recipient in one attempt.
struct OpenSMTPDRecipient {
  enum Result { case delivered, pending, failed }

  var result: Result
  var sender: Range<Int>
  var address: Range<Int>
  /// `rcpt=`, the address that the message was for; empty where it is the one delivered to.
  var original: Range<Int>
  /// From behind the addresses to what the server said; empty for a local delivery.
  var relay: Range<Int>
  var reply: Range<Int>
}

/// The grammar of OpenSMTPD's log lines behind the syslog prefix: of version 6 and later,
/// `SESSION smtp message msgid=…`; before, with `event=`; of version 5, `smtp-in: Accepted message …`
/// (usr.sbin/smtpd of OpenBSD).
enum OpenSMTPD {
  /// The event of a message; nil where it is of no interest.
  @inline(__always)
  static func event(_ line: Span<UInt8>, _ range: Range<Int>) -> OpenSMTPDEvent? {
    let place = range.lowerBound
    guard let session = identifier(line, place, 16, range.upperBound) else {
      return oldEvent(line, range)
    }
    var next = place + 17
    let word = line.word(at: next, length: 5)
    // "smtp " and its like are four or five bytes.
    let isSMTP = word == 0x20_7074_6D73
    let isDelivery = word & 0xFFFF_FFFF == 0x2061_746D || word & 0xFFFF_FFFF == 0x2061_646D
    guard isSMTP || isDelivery else { return nil }
    let isRelay = line.has("mta ", at: next)
    next += isSMTP ? 5 : 4
    if line.has("event=", at: next) { next += 6 }
    guard next < range.upperBound else { return nil }
    let rest = next..<range.upperBound
    return isSMTP
      ? sessionEvent(line, rest, session)
      : newDelivery(line, rest, isRelay: isRelay)
  }

  // The id of so many hexadecimal digits at a place, and a blank, comma, colon or end behind it.
  @inline(__always)
  private static func identifier(
    _ line: Span<UInt8>, _ place: Int, _ length: Int, _ end: Int
  ) -> QueueID? {
    guard line.countOfLettersAndDigits(at: place, end: end, limit: length) == length else {
      return nil
    }
    return QueueID(line, at: place, length: length)
  }

  // The message's id is the first half of each of its envelopes'.
  private static func messageID(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> QueueID? {
    let length = line.countOfLettersAndDigits(at: place, end: end, limit: 16)
    return length == 8 || length == 16 ? QueueID(line, at: place, length: 8) : nil
  }

  // MARK: Sessions

  private static func sessionEvent(
    _ line: Span<UInt8>, _ rest: Range<Int>, _ session: QueueID
  ) -> OpenSMTPDEvent? {
    let place = rest.lowerBound
    if line.has("connected ", at: place) { return .connected(session: session) }
    if line.has("disconnected ", at: place) || line.has("closed ", at: place) {
      return .disconnected(session: session)
    }
    if line.has("authentication user=", at: place) {
      return authentication(line, place + 20..<rest.upperBound, session)
    }
    guard line.has("message ", at: place) || line.has("envelope ", at: place) else { return nil }
    let isEnvelope = line.has("envelope ", at: place)
    guard
      let hit = isEnvelope
        ? line.place(of: "evpid=", anchor: 3, in: rest)
        : line.place(of: "msgid=", anchor: 3, in: rest),
      let id = messageID(line, hit + 6, rest.upperBound)
    else { return nil }
    var next = hit + 6 + (isEnvelope ? 16 : 8)
    let sender = bracketed(line, "from=<", at: &next, rest.upperBound)
    return .arrival(
      id, session: session, sender: sender,
      recipients: isEnvelope ? 0 : recipients(line, next..<max(next, rest.upperBound)))
  }

  private static func authentication(
    _ line: Span<UInt8>, _ range: Range<Int>, _ session: QueueID
  ) -> OpenSMTPDEvent? {
    // A user's name has no blanks: they are escaped.
    guard let end = line.place(of: UInt8(ascii: " "), in: range),
      let result = line.place(ofLast: " result=", in: end..<range.upperBound)
    else { return nil }
    let user = range.lowerBound..<end
    if line.has("ok", at: result + 8) { return .login(session: session, user: user) }
    return line.has("permfail", at: result + 8) ? .failedLogin(user: user) : nil
  }

  // nrcpt=, ndest=, nrcpts=
  private static func recipients(_ line: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    for name in ["nrcpt=", "ndest=", "nrcpts="] as [StaticString] {
      guard let hit = line.place(of: name, in: range) else { continue }
      var number: Int32 = 0
      var place = hit + name.utf8CodeUnitCount
      while place < range.upperBound, isDigit(line[place]), number < 1_000_000 {
        number = number * 10 + Int32(line[place] - 0x30)
        place += 1
      }
      return number
    }
    return nil
  }

  // MARK: Deliveries

  // `delivery evpid=… from=<…> to=<…> rcpt=<…> source="…" relay="…" delay=… result="Ok" stat="…"`
  private static func newDelivery(
    _ line: Span<UInt8>, _ rest: Range<Int>, isRelay: Bool
  ) -> OpenSMTPDEvent? {
    let (place, end) = (rest.lowerBound, rest.upperBound)
    guard line.has("delivery evpid=", at: place), let id = messageID(line, place + 15, end) else {
      return nil
    }
    guard var found = addresses(line, place + 31, end),
      let result = line.place(of: " result=", anchor: 1, in: found.relay)
    else { return nil }
    let word = line.has("\"", at: result + 8) ? result + 9 : result + 8
    found.result = self.result(line, word)
    found.reply = min(word, end)..<end
    found.relay = isRelay ? found.relay.lowerBound..<result : result..<result
    return .recipient(id, found)
  }

  private static func result(_ line: Span<UInt8>, _ place: Int) -> OpenSMTPDRecipient.Result {
    if line.has("Ok", at: place), place + 2 == line.count || !isLetterOrDigit(line[place + 2]) {
      return .delivered
    }
    return line.has("PermFail", at: place) || line.has("Expired", at: place) ? .failed : .pending
  }

  // The addresses behind an envelope's id, with all that follows as the relay.
  private static func addresses(
    _ line: Span<UInt8>, _ start: Int, _ end: Int
  ) -> OpenSMTPDRecipient? {
    var place = start
    guard let sender = bracketed(line, "from=<", at: &place, end),
      let address = bracketed(line, "to=<", at: &place, end)
    else { return nil }
    var original = bracketed(line, "rcpt=<", at: &place, end) ?? place..<place
    if original.count == 1, line[original.lowerBound] == UInt8(ascii: "-") {
      original = place..<place
    }
    return OpenSMTPDRecipient(
      result: .pending, sender: sender, address: address, original: original,
      relay: place..<max(place, end), reply: end..<end)
  }

  // The address in brackets of the field that follows at `place`, past which the place moves.
  private static func bracketed(
    _ line: Span<UInt8>, _ name: StaticString, at place: inout Int, _ end: Int
  ) -> Range<Int>? {
    var start = place
    while start < end, start < place + 3,
      line[start] == UInt8(ascii: " ") || line[start] == UInt8(ascii: ",")
        || line[start] == UInt8(ascii: ":")
    {
      start += 1
    }
    guard line.has(name, at: start) else { return nil }
    let bracket = start + name.utf8CodeUnitCount - 1
    guard bracket < end, let (range, next) = Postfix.address(line, bracket, end) else { return nil }
    place = next
    return range
  }

  // MARK: Version 5

  private static func oldEvent(_ line: Span<UInt8>, _ range: Range<Int>) -> OpenSMTPDEvent? {
    let (place, end) = (range.lowerBound, range.upperBound)
    if line.has("smtp-in: ", at: place) {
      return oldSessionEvent(line, place + 9..<max(end, place + 9))
    }
    var next = place
    let isRelay = line.has("relay: ", at: place)
    if isRelay { next += 7 } else if line.has("delivery: ", at: place) { next += 10 }
    guard next > place, let separator = line.place(of: " for ", in: next..<end),
      let id = messageID(line, separator + 5, end)
    else { return nil }
    var start = separator + 21
    // `: session=0123456789abcdef, from=<…>`
    if line.has(": session=", at: start) { start += 26 }
    guard var found = addresses(line, start, end) else { return nil }
    found.result = result(line, next)
    let status = line.place(of: " stat=", anchor: 2, in: found.relay) ?? end
    found.reply = status..<end
    found.relay = isRelay ? found.relay.lowerBound..<status : status..<status
    return .recipient(id, found)
  }

  private static func oldSessionEvent(
    _ line: Span<UInt8>, _ range: Range<Int>
  ) -> OpenSMTPDEvent? {
    let (place, end) = (range.lowerBound, range.upperBound)
    if line.has("Accepted message ", at: place) {
      guard let id = messageID(line, place + 17, end), line.has(" on session ", at: place + 25),
        let session = identifier(line, place + 37, 16, end)
      else { return nil }
      var next = place + 53
      let sender = bracketed(line, "from=<", at: &next, end)
      return .arrival(
        id, session: session, sender: sender,
        recipients: recipients(line, next..<max(next, end)))
    }
    if line.has("New session ", at: place) {
      return identifier(line, place + 12, 16, end).map { .connected(session: $0) }
    }
    if line.has("Closing session ", at: place) {
      return identifier(line, place + 16, 16, end).map { .disconnected(session: $0) }
    }
    if line.has("Received disconnect from session ", at: place) {
      return identifier(line, place + 33, 16, end).map { .disconnected(session: $0) }
    }
    return oldAuthentication(line, range)
  }

  // `Accepted authentication for user an on session …`, `Authentication failed for user an …`
  private static func oldAuthentication(
    _ line: Span<UInt8>, _ range: Range<Int>
  ) -> OpenSMTPDEvent? {
    let isAccepted = line.has("Accepted authentication for user ", at: range.lowerBound)
    guard isAccepted || line.has("Authentication failed for user ", at: range.lowerBound) else {
      return nil
    }
    let start = range.lowerBound + (isAccepted ? 33 : 31)
    guard let end = line.place(of: " on session ", in: start..<max(start, range.upperBound)) else {
      return nil
    }
    guard isAccepted else { return .failedLogin(user: start..<end) }
    return identifier(line, end + 12, 16, range.upperBound)
      .map { .login(session: $0, user: start..<end) }
  }
}
