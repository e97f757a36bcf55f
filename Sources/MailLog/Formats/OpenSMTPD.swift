/// Reads OpenSMTPD's messages.
///
/// A login is told of a session, a delivery of a message: the session is a transaction of nobody's
/// that leads to its messages, so that they are joined like any hop, wherever a log is cut.
enum OpenSMTPDMessage {
  static func read(
    _ block: Span<UInt8>, _ line: MessageLine, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let event = OpenSMTPD.event(block, line.range) else { return .irrelevant }
    recorder.count(.opensmtpd)
    let host = UInt16(line.host)
    let nothing = line.range.upperBound..<line.range.upperBound
    switch event {
    case .connected(let session):
      recorder.open.begin(
        lasting: session, host: host, at: line.time, awaiting: Transaction.manyAwaited, block,
        sender: nothing, login: nothing)
      // A session that brings no message of interest leaves nothing.
      recorder.open.addOtherRecipient(session, host: host, at: line.time)
    case .disconnected(let session):
      recorder.open.remove(lasting: session, host: host, at: line.time)
    case .login(let session, let user):
      let account = recorder.key(block, user)
      if account.isOfficial {
        recorder.open.begin(
          lasting: session, host: host, at: line.time, awaiting: Transaction.manyAwaited, block,
          sender: nothing, login: user)
      }
      recorder.login(as: account, by: .smtp, succeeded: true, at: line.time, host: line.host)
    case .failedLogin(let user):
      recorder.failedLogins(
        line.count, as: recorder.key(block, user), by: .smtp, at: line.time, host: line.host)
    case .arrival(let id, let session, let sender, let recipients):
      recorder.open.begin(
        lasting: id, host: host, at: line.time,
        awaiting: recipients ?? Transaction.manyAwaited, block, sender: sender, login: nothing)
      if let sender { lead(from: session, to: id, of: sender, block, line, &recorder) }
    case .recipient(let id, let found):
      recorder.open.sender(ofLasting: id, host: host, at: line.time, block, found.sender)
      take(found, id, block, line, &recorder)
    }
    return .recognised
  }

  // A login matters where the sender is webmail.
  private static func lead(
    from session: QueueID, to id: QueueID, of sender: Range<Int>, _ block: Span<UInt8>,
    _ line: MessageLine, _ recorder: inout StretchRecorder
  ) {
    let host = UInt16(line.host)
    guard recorder.kind(block, sender) == .webmail,
      !recorder.open.isWithoutLogin(session, host: host)
    else { return }
    let nobody = sender.upperBound..<sender.upperBound
    recorder.open.sender(ofLasting: session, host: host, at: line.time, block, nobody)
    recorder.open.add(
      .forwarded, to: .nobody, next: id, recorder.place, at: line.time, lasting: session,
      host: host)
  }

  private static func take(
    _ found: OpenSMTPDRecipient, _ id: QueueID, _ block: Span<UInt8>, _ line: MessageLine,
    _ recorder: inout StretchRecorder
  ) {
    let host = UInt16(line.host)
    let original = found.original.isEmpty ? .missing : recorder.kind(block, found.original)
    guard
      recorder.open.mayMatter(
        recorder.kind(block, found.address), original: original,
        awaited: found.result == .pending ? Transaction.manyAwaited : -1, at: line.time,
        lasting: id, host: host)
    else { return }
    let address = recorder.key(block, found.address)
    var outcome = DeliveryOutcome.none
    var next = QueueID()
    if found.result == .delivered, !ServerReply.saysDiscarded(block, found.reply) {
      outcome = .final
      if !found.relay.isEmpty, let id = ServerReply.queueID(block, found.reply) {
        next = id
        outcome = isLocal(found.relay, block) ? .filtered : .relayed
      } else if address.isWebmail, found.relay.isEmpty || isLocal(found.relay, block) {
        // Webmail is never on the same host: what took the message there hands it on.
        outcome = .filtered
      }
    }
    recorder.open.add(
      outcome, to: address,
      original: original == .missing ? .missing : recorder.key(block, found.original), next: next,
      times: line.count, recorder.place, at: line.time, lasting: id, host: host)
  }

  // relay="127.0.0.1 (localhost)", relay=localhost [127.0.0.1]
  private static func isLocal(_ relay: Range<Int>, _ block: Span<UInt8>) -> Bool {
    guard let hit = block.place(of: " relay=", anchor: 1, in: relay) else { return false }
    let start = hit + 7
    if block.has("\"", at: start) {
      return block.has("127.", at: start + 1) || block.has("::1", at: start + 1)
        || block.has("[::1]", at: start + 1)
    }
    let end = block.place(of: UInt8(ascii: ","), in: start..<relay.upperBound) ?? relay.upperBound
    return ServerReply.isLoopback(block, start..<end)
  }
}
