/// A `to=` line: what became of one recipient in one attempt.
struct PostfixDelivery {
  var recipient: Range<Int>
  /// Empty where the line has none.
  var original: Range<Int>
  /// Whether the status is `sent`, and not by discard(8).
  var isSent: Bool
  /// From behind the addresses to the status.
  var relay: Range<Int>
  /// From behind the status's word to the line's end.
  var reply: Range<Int>

  /// Whether local(8) says that it made a new message of it.
  @inline(__always)
  func isForwarded(_ line: Span<UInt8>) -> Bool {
    isSent && line.has("(forwarded as ", at: reply.lowerBound + 1)
  }

  /// What became of the recipient, and the queue id that follows, where one does and the line was
  /// not cut off before it. Webmail is never on the same host: what took the message there hands it
  /// on, whether it names a queue id or not, be it a server or a program.
  func outcome(
    _ line: Span<UInt8>, toWebmail: Bool
  ) -> (outcome: DeliveryOutcome, next: QueueID) {
    guard isSent, !ServerReply.saysDiscarded(line, reply), !isAutomaticReply(line) else {
      return (.none, QueueID())
    }
    if isForwarded(line) {
      let start = reply.lowerBound + 15
      let length = QueueID.length(in: line, at: start, end: reply.upperBound)
      guard length > 0 else { return (.final, QueueID()) }
      return (.forwarded, QueueID(line, at: start, length: length))
    }
    if let id = ServerReply.queueID(line, reply) {
      return (isLoopback(line) ? .filtered : .relayed, id)
    }
    // Cut off before its reply's end, where the second queue id would stand.
    let isCutOff = line[reply.upperBound - 1] != UInt8(ascii: ")")
    // pipe(8) says `(delivered via spamfilter service)`.
    let isHandedOn =
      toWebmail && line.has("(delivered via ", at: reply.lowerBound + 1)
      || (toWebmail || isCutOff) && isLoopback(line)
    return (isHandedOn ? .filtered : .final, QueueID())
  }

  // A vacation program gets a message beside the mailbox and delivers nothing:
  // `(delivered to command: /usr/bin/vacation an)`, `(delivered via vacation service)`.
  private func isAutomaticReply(_ line: Span<UInt8>) -> Bool {
    line.has("(delivered ", at: reply.lowerBound + 1)
      && line.place(of: "vacation", in: reply) != nil
  }

  // relay=127.0.0.1[127.0.0.1]:10024, relay=localhost[::1]:10025
  private func isLoopback(_ line: Span<UInt8>) -> Bool {
    guard line.has(", relay=", at: relay.lowerBound) else { return false }
    let start = min(relay.lowerBound + 8, relay.upperBound)
    let end = line.place(of: UInt8(ascii: ","), in: start..<relay.upperBound) ?? relay.upperBound
    return ServerReply.isLoopback(line, start..<end)
  }
}
