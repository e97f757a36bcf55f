/// Exim's main log, `YYYY-MM-DD hh:mm:ss` and the message, with fraction, zone and process id where
/// `log_selector` asks for them. What the messages say is the same behind syslog.
struct EximGrammar: LogGrammar {
  private var time = ISOTime()
  private var zone: LogZone

  static var formats: [LogFormat] { [.exim] }
  static var isCuttable: Bool { true }

  // Lines name no host.
  private static let host = Array("exim".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) { zone = context.zone }

  static func recognition(of sample: TextSample) -> Recognition? {
    var time = ISOTime()
    var isCertain = false
    let shaped = sample.percent { text, line in
      guard let (_, message) = stamp(text, line, &time) else { return false }
      isCertain = isCertain || EximMessage.isSure(text, message..<line.upperBound)
      return true
    }
    guard let shaped, isCertain else { return nil }
    return Recognition(
      certainty: shaped, reason: "\(shaped) % of the lines read begin as Exim's do")
  }

  // The time as it stands and the place of the message; nil where there is none.
  @inline(__always)
  private static func stamp(
    _ block: Span<UInt8>, _ range: Range<Int>, _ time: inout ISOTime
  ) -> (found: ISOTime.Found, message: Int)? {
    let start = range.lowerBound
    guard let found = time.read(block, at: start, end: range.upperBound),
      block[start + 10] == UInt8(ascii: " "), found.next < range.upperBound,
      block[found.next] == UInt8(ascii: " "),
      found.next == start + 19 || block[start + 19] != UInt8(ascii: ",")
    else { return nil }
    return (found, EximMessage.afterPrefix(block, found.next + 1, range.upperBound))
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let (found, message) = EximGrammar.stamp(block, record, &time) else {
      return .unrecognised
    }
    let seconds = found.hasZone ? found.seconds : zone.universal(found.seconds)
    guard let host = recorder.host(EximGrammar.host, at: seconds) else { return .unrecognised }
    let line = MessageLine(
      range: message..<record.upperBound, count: 1, time: seconds, host: host)
    return EximMessage.read(block, line, &recorder)
  }
}

/// What stands behind a line's prefix, and what the prefix said.
struct MessageLine {
  var range: Range<Int>
  /// How often it was said: 1, and more for a repeated-message line.
  var count: UInt32
  /// Seconds since 1970.
  var time: Int64
  /// The recorder's number of the host.
  var host: Int
}

/// Reads Exim's messages, wherever they stand.
enum EximMessage {
  /// The place behind `[1234] ` and, of a line that was split for syslog, `[1\3] `.
  @inline(__always)
  static func afterPrefix(_ block: Span<UInt8>, _ place: Int, _ end: Int) -> Int {
    guard place < end, block[place] == UInt8(ascii: "[") else { return place }
    var next = place + 1
    while next < min(end, place + 12), isDigit(block[next]) { next += 1 }
    guard next > place + 1, next < end else { return place }
    if block.has("] ", at: next) { return min(next + 2, end) }
    guard block[next] == UInt8(ascii: "\\") || block[next] == UInt8(ascii: "/") else {
      return place
    }
    next += 1
    while next < min(end, place + 24), isDigit(block[next]) { next += 1 }
    return block.has("] ", at: next) ? min(next + 2, end) : place
  }

  /// Whether a message is one that only Exim writes.
  static func isSure(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let length = Exim.idLength(block, at: range.lowerBound, end: range.upperBound)
    if length > 0 { return block.has(" ", at: range.lowerBound + length) }
    return block.place(of: " authenticator failed for ", anchor: 1, in: range) != nil
      || block.has("Start queue run: pid=", at: range.lowerBound)
      || block.has("End queue run: pid=", at: range.lowerBound)
      || block.has("exim ", at: range.lowerBound)
        && block.place(of: " daemon started: pid=", anchor: 1, in: range) != nil
      || block.has("H=", at: range.lowerBound)
        && block.place(of: " rejected ", anchor: 1, in: range) != nil
  }

  /// Reads a message that syslog has; Exim's own time may stand before it (`syslog_timestamp`).
  static func read(
    behindSyslog block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    var line = line
    var time = ISOTime()
    let end = line.range.upperBound
    var start = afterPrefix(block, line.range.lowerBound, end)
    if let found = time.read(block, at: start, end: end), block.has(" ", at: found.next) {
      start = min(found.next + 1, end)
    }
    line.range = afterPrefix(block, start, end)..<end
    return read(block, line, &recorder)
  }

  @inline(__always)
  static func read(
    _ block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    let start = line.range.lowerBound
    let length = Exim.idLength(block, at: start, end: line.range.upperBound)
    guard length > 0 else { return readFailedLogin(block, line, &recorder) }
    let place = start + length + 1
    guard place < line.range.upperBound, block[place - 1] == UInt8(ascii: " "),
      let event = Exim.event(block, place..<line.range.upperBound)
    else { return .irrelevant }
    let id = QueueID(block, at: start, length: length)
    take(event, id, block, line, &recorder)
    recorder.count(.exim)
    return .recognised
  }

  private static func take(
    _ event: EximEvent, _ id: QueueID, _ block: Span<UInt8>, _ line: MessageLine,
    _ recorder: inout StretchRecorder
  ) {
    let host = UInt16(line.host)
    switch event {
    case .arrival(let sender, let login):
      recorder.open.begin(
        lasting: id, host: host, at: line.time, awaiting: Transaction.manyAwaited, block,
        sender: sender, login: login)
      if !login.isEmpty {
        let account = recorder.key(block, login)
        recorder.login(as: account, by: .smtp, succeeded: true, at: line.time, host: line.host)
      }
    case .completed:
      recorder.open.remove(lasting: id, host: host, at: line.time)
    case .recipient(let recipient):
      if let sender = recipient.sender {
        recorder.open.sender(ofLasting: id, host: host, at: line.time, block, sender)
      }
      let kinds = kinds(of: recipient, block, &recorder)
      guard
        recorder.open.mayMatter(
          kinds.address, original: kinds.original, at: line.time, lasting: id, host: host)
      else { return }
      let (address, original) = addresses(of: recipient, block, &recorder)
      let (outcome, next) = outcome(of: recipient, block, toWebmail: address.isWebmail)
      recorder.open.add(
        outcome, to: address, original: original, next: next, times: line.count, recorder.place,
        at: line.time, lasting: id, host: host)
    }
  }

  // MARK: Recipients

  // The kinds of both, cheaper than the addresses.
  @inline(__always)
  private static func kinds(
    of recipient: EximRecipient, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> (address: AddressKey.Kind, original: AddressKey.Kind) {
    if !recipient.parents.isEmpty {
      let (address, original) = addresses(of: recipient, block, &recorder)
      return (address.kind, original.kind)
    }
    let top = recipient.top.isEmpty ? .missing : recorder.kind(block, recipient.top)
    // What has no domain takes the other's.
    let hasDomain = block.place(of: UInt8(ascii: "@"), in: recipient.address) != nil
    return (hasDomain ? recorder.kind(block, recipient.address) : top, top)
  }

  // Whom a recipient's line delivers to, and for whom the message was.
  private static func addresses(
    of recipient: EximRecipient, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> (address: AddressKey, original: AddressKey) {
    let (address, top) = (recipient.address, recipient.top)
    let topKey = top.isEmpty ? AddressKey.missing : recorder.key(block, top)
    // What was delivered to is the address that has it.
    if isProgramOrFile(block, recipient) { return (topKey, .missing) }
    var key = recorder.key(block, address)
    if key.kind == .other, !top.isEmpty, isBare(block, address),
      let domain = block.place(ofLast: UInt8(ascii: "@"), in: top)
    {
      let whole = block.array(address) + block.array(domain..<top.upperBound)
      key = recorder.key(whole.span, 0..<whole.count)
    }
    if topKey.isOfficial || recipient.parents.isEmpty { return (key, topKey) }
    return (key, nearestOfficial(of: recipient.parents, block, &recorder) ?? topKey)
  }

  // A pipe, a file, an automatic reply.
  private static func isProgramOrFile(_ block: Span<UInt8>, _ recipient: EximRecipient) -> Bool {
    let start = recipient.address.lowerBound
    return "|/>:".utf8.contains(block[start]) || block.has("save ", at: start)
  }

  private static func isBare(_ block: Span<UInt8>, _ address: Range<Int>) -> Bool {
    block.place(of: UInt8(ascii: "@"), in: address) == nil
  }

  private static func nearestOfficial(
    of parents: Range<Int>, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> AddressKey? {
    var start = parents.lowerBound
    while start < parents.upperBound {
      let end = block.place(of: ", ", in: start..<parents.upperBound) ?? parents.upperBound
      let key = recorder.key(block, start..<end)
      if key.isOfficial { return key }
      start = end + 2
    }
    return nil
  }

  // Webmail is never on the same host: what took the message there hands it on.
  private static func outcome(
    of recipient: EximRecipient, _ block: Span<UInt8>, toWebmail: Bool
  ) -> (DeliveryOutcome, QueueID) {
    let nothing = (DeliveryOutcome.none, QueueID())
    let first = block[recipient.address.lowerBound]
    guard recipient.isDelivered, first != UInt8(ascii: ":"), first != UInt8(ascii: ">"),
      !isAutomaticReply(block, recipient)
    else { return nothing }
    let end = recipient.rest.upperBound
    let reply = block.place(of: " C=\"", anchor: 3, in: recipient.rest)
    let said = min((reply ?? end) + 4, end)..<end
    if ServerReply.saysDiscarded(block, said) { return nothing }
    let server = recipient.rest.lowerBound..<(reply ?? end)
    let name = block.place(of: " H=", anchor: 1, in: server)
    let isLocal = name.map { ServerReply.isLoopback(block, $0 + 3..<server.upperBound) } ?? false
    guard let next = ServerReply.queueID(block, said) else {
      let isHere = isLocal || isBare(block, recipient.address) || isProgramOrFile(block, recipient)
      return (isHere && toWebmail ? .filtered : .final, QueueID())
    }
    return (isLocal ? .filtered : .relayed, next)
  }

  // A vacation reply stands beside the delivery to the mailbox, by a transport that is called so.
  private static func isAutomaticReply(
    _ block: Span<UInt8>, _ recipient: EximRecipient
  ) -> Bool {
    if replyTransports.contains(where: { block.place(of: $0, in: recipient.transport) != nil }) {
      return true
    }
    guard block[recipient.address.lowerBound] == UInt8(ascii: "|") else { return false }
    return block.place(of: "vacation", in: recipient.address) != nil
  }

  private static let replyTransports: [StaticString] = [
    "vacation", "autoreply", "auto_reply", "autorespon", "auto_respon",
  ]

  // MARK: Logins

  // `plain authenticator failed for pc [10.0.0.9]: 535 Incorrect authentication data
  // (set_id=an@gov.example)`
  private static func readFailedLogin(
    _ block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard block.place(of: " authenticator failed for ", anchor: 5, in: line.range) != nil else {
      return .irrelevant
    }
    recorder.count(.exim)
    guard line.range.count > 0, block[line.range.upperBound - 1] == UInt8(ascii: ")"),
      let hit = block.place(ofLast: " (set_id=", in: line.range)
    else { return .recognised }
    let account = recorder.key(block, hit + 9..<line.range.upperBound - 1)
    recorder.failedLogins(line.count, as: account, by: .smtp, at: line.time, host: line.host)
    return .recognised
  }
}
