/// Reads the messages of Sendmail's programs: the server, the submission program and its queue.
enum SendmailMessage {
  // Sendmail parts what is too long for syslog, a few thousand bytes at most. A longer list is made
  // up, and each of its recipients would cost more than its bytes.
  private static let longestLine = 1 << 16

  @inline(__always)
  static func read(
    _ block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let (id, event) = Sendmail.event(block, line.range) else { return .irrelevant }
    if line.range.count > longestLine { return .unrecognised }
    recorder.count(.sendmail)
    let host = UInt16(line.host)
    switch event {
    case .arrival(let sender, let recipients):
      begin(id, block, sender, awaiting: recipients, line, &recorder)
    case .clone(let next, let owner):
      begin(next, block, owner, awaiting: nil, line, &recorder)
    case .recipients(let found):
      take(found, id, host, block, line, &recorder)
    case .login(let range):
      let account = recorder.key(block, range)
      recorder.login(as: account, by: .smtp, succeeded: true, at: line.time, host: line.host)
    case .failedLogin(let range):
      let account = recorder.key(block, range)
      recorder.failedLogins(line.count, as: account, by: .smtp, at: line.time, host: line.host)
    }
    return .recognised
  }

  private static func begin(
    _ id: QueueID, _ block: Span<UInt8>, _ sender: Range<Int>, awaiting recipients: Int32?,
    _ line: MessageLine, _ recorder: inout StretchRecorder
  ) {
    recorder.open.begin(
      lasting: id, host: UInt16(line.host), at: line.time,
      awaiting: recipients ?? Transaction.manyAwaited, block, sender: sender,
      login: sender.upperBound..<sender.upperBound)
  }

  // MARK: Recipients

  private static func take(
    _ found: SendmailRecipients, _ id: QueueID, _ host: UInt16, _ block: Span<UInt8>,
    _ line: MessageLine, _ recorder: inout StretchRecorder
  ) {
    let user = ControllingUser(found.controlling, block, &recorder)
    let fate = SendmailFate(of: found, block)
    var result: (outcome: DeliveryOutcome, next: QueueID)?
    var place = found.list.lowerBound
    while place < found.list.upperBound {
      let end =
        Sendmail.endOfRecipient(block, place..<found.list.upperBound) ?? found.list.upperBound
      let one = place..<end
      place = end + 1
      guard let recipient = SendmailRecipient(block, one) else { continue }
      let kind =
        recipient.isUsers(user) ? user.kind : recorder.kind(block, recipient.address)
      let original = recipient.isProgramOrFile ? .missing : user.kind
      // Nobody is told to have logged in, so that only official and webmail addresses matter.
      guard kind == .official || kind == .webmail || original == .official else {
        recorder.open.pass(awaited: fate.awaited, at: line.time, lasting: id, host: host)
        continue
      }
      guard
        recorder.open.mayMatter(
          kind, original: original, awaited: fate.awaited, at: line.time, lasting: id, host: host)
      else { continue }
      result = result ?? fate.outcome(of: found, block)
      let isReply =
        recipient.isProgramOrFile && block.place(of: "vacation", in: recipient.address) != nil
      var outcome = result?.outcome ?? .none
      // Webmail is never on the same host; a mailbox may be.
      if outcome == .filtered, kind != .webmail, result?.next.isEmpty ?? true { outcome = .final }
      recorder.open.add(
        isReply ? .none : outcome,
        to: recipient.key(of: user, block, &recorder),
        original: original == .missing ? .missing : recorder.key(block, user.address),
        unlessSender: true, next: result?.next ?? QueueID(), times: line.count, recorder.place,
        at: line.time, lasting: id, host: host)
    }
  }
}

/// What `stat=` says of the recipients of a line.
private enum SendmailFate {
  case sent, pending, failed

  init(of found: SendmailRecipients, _ block: Span<UInt8>) {
    let start = found.status.lowerBound
    let after = start + 4
    if block.has("Sent", at: start), after <= found.status.upperBound,
      after == found.status.upperBound || block[after] == UInt8(ascii: " ")
        || block[after] == UInt8(ascii: "(")
    {
      self = .sent
    } else if block.has("Deferred", at: start) || block.has("queued", at: start)
      || block.place(of: ", dsn=4.", anchor: 5, in: found.fields) != nil
    {
      self = .pending
    } else {
      self = .failed
    }
  }

  /// How the number of those whose fate is not told changes by each recipient.
  var awaited: Int32 { self == .pending ? Transaction.manyAwaited : -1 }

  /// What became of each, and the queue id that follows.
  func outcome(
    of found: SendmailRecipients, _ block: Span<UInt8>
  ) -> (outcome: DeliveryOutcome, next: QueueID) {
    let reply = min(found.status.lowerBound + 4, found.status.upperBound)..<found.status.upperBound
    guard self == .sent, !ServerReply.saysDiscarded(block, reply) else {
      return (.none, QueueID())
    }
    let relay = block.place(of: ", relay=", anchor: 4, in: found.fields)
    let isLocal =
      relay.map { ServerReply.isLoopback(block, $0 + 8..<found.fields.upperBound) } ?? false
    guard let next = ServerReply.queueID(block, reply) else {
      return (isLocal ? .filtered : .final, QueueID())
    }
    return (isLocal ? .filtered : .relayed, next)
  }
}

/// `ctladdr`, the local user in whose name recipients are.
private struct ControllingUser {
  var address: Range<Int>
  var kind: AddressKey.Kind
  /// From the `@` on; nil where there is none.
  var domain: Range<Int>?

  init(_ range: Range<Int>, _ block: Span<UInt8>, _ recorder: inout StretchRecorder) {
    // Longer ones are nobody's address (RFC 5321, section 4.5.3.1), and would be copied again and
    // again.
    address = range.count > 320 ? range.lowerBound..<range.lowerBound : range
    kind = address.isEmpty ? .missing : recorder.kind(block, address)
    domain = block.place(ofLast: UInt8(ascii: "@"), in: address).map { $0..<range.upperBound }
  }
}

/// One recipient of a list.
private struct SendmailRecipient {
  /// Without brackets.
  var address: Range<Int>
  /// `"|/usr/bin/procmail"`, `/var/mail/an`: what was delivered to is the controlling user.
  var isProgramOrFile: Bool
  /// Whether it has no domain.
  private let isBare: Bool

  /// Nil for `<>` and between two commas.
  init?(_ block: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return nil }
    address = range
    if block[range.lowerBound] == UInt8(ascii: "<"), range.count >= 2,
      block[range.upperBound - 1] == UInt8(ascii: ">")
    {
      address = range.lowerBound + 1..<range.upperBound - 1
    }
    guard !address.isEmpty else { return nil }
    let hasDomain = block.place(of: UInt8(ascii: "@"), in: address) != nil
    let isQuoted = block[address.lowerBound] == UInt8(ascii: "\"") && address.count > 1
    let first = block[isQuoted ? address.lowerBound + 1 : address.lowerBound]
    isProgramOrFile = first == UInt8(ascii: "|") || first == UInt8(ascii: "/") && !hasDomain
    isBare = !hasDomain
    // `\an` is the user whatever aliases say.
    if first == UInt8(ascii: "\\"), !isQuoted, address.count > 1 {
      address = address.lowerBound + 1..<address.upperBound
    }
  }

  /// Whether it is of the controlling user's domain, or is the user.
  func isUsers(_ user: ControllingUser) -> Bool {
    isProgramOrFile || isBare && user.domain != nil
  }

  func key(
    of user: ControllingUser, _ block: Span<UInt8>, _ recorder: inout StretchRecorder
  ) -> AddressKey {
    if isProgramOrFile {
      return user.address.isEmpty ? .missing : recorder.key(block, user.address)
    }
    guard isBare, let domain = user.domain else { return recorder.key(block, address) }
    let whole = block.array(address) + block.array(domain)
    return recorder.key(whole.span, 0..<whole.count)
  }
}
