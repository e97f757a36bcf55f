/// What a server said to a message that it took.
enum ServerReply {
  /// The queue id under which it has the message, where it names one: `queued as ID` of Postfix and
  /// amavis, `OK id=ID` of Exim, `ID Message accepted for delivery` of Sendmail and OpenSMTPD. Of
  /// several the last counts: a filter hands on what the server behind it said.
  static func queueID(_ line: Span<UInt8>, _ reply: Range<Int>) -> QueueID? {
    lastQueuedAs(line, reply) ?? acceptedID(line, reply) ?? lastEximID(line, reply)
  }

  private static func lastQueuedAs(_ line: Span<UInt8>, _ reply: Range<Int>) -> QueueID? {
    var from = reply.lowerBound
    var id: QueueID?
    while let hit = line.place(of: "queued as ", in: from..<reply.upperBound) {
      let start = hit + 10
      let length = QueueID.length(in: line, at: start, end: reply.upperBound)
      if length > 0 { id = QueueID(line, at: start, length: length) }
      from = start
    }
    return id
  }

  private static func lastEximID(_ line: Span<UInt8>, _ reply: Range<Int>) -> QueueID? {
    var from = reply.lowerBound
    var id: QueueID?
    while let hit = line.place(of: " id=", anchor: 3, in: from..<reply.upperBound) {
      let start = hit + 4
      let length = Exim.idLength(line, at: start, end: reply.upperBound)
      if length > 0 { id = QueueID(line, at: start, length: length) }
      from = start
    }
    return id
  }

  private static func acceptedID(_ line: Span<UInt8>, _ reply: Range<Int>) -> QueueID? {
    guard let end = line.place(of: " Message accepted for delivery", anchor: 1, in: reply) else {
      return nil
    }
    var start = end
    while start > reply.lowerBound, isLetterOrDigit(line[start - 1]) { start -= 1 }
    let length = QueueID.length(in: line, at: start, end: end)
    return length > 0 && start + length == end ? QueueID(line, at: start, length: length) : nil
  }

  /// Whether a filter took the message and threw it away, kept it or sent it back: the word
  /// `discarded` or `quarantined` stands in it, or what amavis writes,
  /// `250 2.5.0 Ok, id=2243374-09, BOUNCE`.
  static func saysDiscarded(_ line: Span<UInt8>, _ reply: Range<Int>) -> Bool {
    saysBounced(line, reply) || hasWord(UInt8(ascii: "d"), "iscarded", line, reply)
      || hasWord(UInt8(ascii: "q"), "uarantined", line, reply)
  }

  // `Ok, id=ID, BOUNCE` and `Ok, id=ID, DISCARD(bounce.suppressed)`
  private static func saysBounced(_ line: Span<UInt8>, _ reply: Range<Int>) -> Bool {
    guard let id = line.place(of: " Ok, id=", anchor: 4, in: reply) else { return false }
    let rest = min(id + 8, reply.upperBound)..<reply.upperBound
    return line.place(of: ", BOUNCE", anchor: 2, in: rest) != nil
      || line.place(of: ", DISCARD", anchor: 2, in: rest) != nil
  }

  // The word as a word of its own, in either case of its first letter; `rest` is it without that.
  private static func hasWord(
    _ first: UInt8, _ rest: StaticString, _ line: Span<UInt8>, _ reply: Range<Int>
  ) -> Bool {
    var from = reply.lowerBound
    while let hit = line.place(of: rest, anchor: 2, in: from..<reply.upperBound) {
      let after = hit + rest.utf8CodeUnitCount
      if hit > reply.lowerBound, line[hit - 1] | 0x20 == first,
        hit - 2 < reply.lowerBound || !isLetterOrDigit(line[hit - 2]),
        after == reply.upperBound || !isLetterOrDigit(line[after])
      {
        return true
      }
      from = after
    }
    return false
  }

  /// Whether `[127.0.0.1]` and the like stand in the name of the server, or it is bare loopback.
  static func isLoopback(_ line: Span<UInt8>, _ server: Range<Int>) -> Bool {
    guard let bracket = line.place(of: UInt8(ascii: "["), in: server) else {
      return line.has("127.", at: server.lowerBound)
        || line.has("localhost:", at: server.lowerBound)
    }
    return isLoopbackAddress(line, bracket + 1)
  }

  private static func isLoopbackAddress(_ line: Span<UInt8>, _ place: Int) -> Bool {
    let start = line.has("IPv6:", at: place) ? place + 5 : place
    return line.has("127.", at: start) || line.has("::1]", at: start)
      || line.has("::ffff:127.", at: start) || line.has("0:0:0:0:0:0:0:1]", at: start)
  }
}
