/// Reads the messages of Sendmail's programs: the server, the submission program and its queue.
enum SendmailMessage {
  @inline(__always)
  static func read(
    _ block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let (id, event) = Sendmail.event(block, line.range) else { return .irrelevant }
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
    let result = result(of: found, block)
    let original =
      found.controlling.isEmpty ? AddressKey.missing : recorder.key(block, found.controlling)
    var place = found.list.lowerBound
    while place < found.list.upperBound {
      let end =
        Sendmail.endOfRecipient(block, place..<found.list.upperBound) ?? found.list.upperBound
      if end > place {
        let (key, isOwn) = recipient(block, place..<end, found.controlling, &recorder)
        let isReply = isOwn && block.place(of: "vacation", in: place..<end) != nil
        recorder.open.add(
          isReply ? .none : result.outcome, to: key, original: isOwn ? .missing : original,
          unlessSender: true, next: result.next, times: line.count, awaited: result.awaited,
          recorder.place, at: line.time,
          lasting: id, host: host)
      }
      place = end + 1
    }
  }

  private struct Result {
    var outcome = DeliveryOutcome.none
    var next = QueueID()
    // How the number of those whose fate is not told changes by each recipient.
    var awaited: Int32 = -1
  }

  private static func result(of found: SendmailRecipients, _ block: Span<UInt8>) -> Result {
    let status = found.status
    let after = status.lowerBound + 4
    guard block.has("Sent", at: status.lowerBound), after <= status.upperBound,
      after == status.upperBound || block[after] == UInt8(ascii: " ")
        || block[after] == UInt8(ascii: "(")
    else {
      let isPending =
        block.has("Deferred", at: status.lowerBound) || block.has("queued", at: status.lowerBound)
        || block.place(of: ", dsn=4.", anchor: 5, in: found.fields) != nil
      return Result(awaited: isPending ? Transaction.manyAwaited : -1)
    }
    let reply = after..<status.upperBound
    if ServerReply.saysDiscarded(block, reply) { return Result() }
    guard let next = ServerReply.queueID(block, reply) else { return Result(outcome: .final) }
    let relay = block.place(of: ", relay=", anchor: 4, in: found.fields)
    let isLocal =
      relay.map { ServerReply.isLoopback(block, $0 + 8..<found.fields.upperBound) } ?? false
    return Result(outcome: isLocal ? .filtered : .relayed, next: next)
  }

  // The key of one recipient, and whether it is a program or file of the controlling user's.
  private static func recipient(
    _ block: Span<UInt8>, _ range: Range<Int>, _ controlling: Range<Int>,
    _ recorder: inout StretchRecorder
  ) -> (key: AddressKey, isOwn: Bool) {
    var address = range
    if block[range.lowerBound] == UInt8(ascii: "<"), range.count >= 2,
      block[range.upperBound - 1] == UInt8(ascii: ">")
    {
      address = range.lowerBound + 1..<range.upperBound - 1
    }
    guard !address.isEmpty else { return (.nobody, false) }
    if isProgramOrFile(block, address) {
      return (controlling.isEmpty ? .missing : recorder.key(block, controlling), true)
    }
    // `\an` is the user whatever aliases say.
    if block[address.lowerBound] == UInt8(ascii: "\\") {
      address = address.lowerBound + 1..<address.upperBound
    }
    guard block.place(of: UInt8(ascii: "@"), in: address) == nil,
      let domain = block.place(ofLast: UInt8(ascii: "@"), in: controlling)
    else { return (recorder.key(block, address), false) }
    let whole = block.array(address) + block.array(domain..<controlling.upperBound)
    return (recorder.key(whole.span, 0..<whole.count), false)
  }

  // `"|/usr/bin/procmail"`, `/var/mail/an`
  private static func isProgramOrFile(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let isQuoted = block[range.lowerBound] == UInt8(ascii: "\"") && range.count > 1
    let first = block[isQuoted ? range.lowerBound + 1 : range.lowerBound]
    return first == UInt8(ascii: "|")
      || first == UInt8(ascii: "/") && block.place(of: UInt8(ascii: "@"), in: range) == nil
  }
}
