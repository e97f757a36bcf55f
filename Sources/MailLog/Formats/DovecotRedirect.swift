/// What Dovecot's Sieve says of a message that a mailbox's own filter sends on:
/// `lmtp(an@gov.example)<7><x>: sieve: msgid=<1@x>: forwarded to <b@gmail.com>`.
///
/// The message goes out anew in the name of who wrote it, with nothing beside in the log that tells
/// it from one that the sender wrote.
struct DovecotRedirect {
  /// Whose filter it is; may lack its domain.
  var user: Range<Int>
  var target: Range<Int>

  /// Nil where a message behind the prefix says something else. What strangers wrote, the message
  /// id, never ends the line.
  @inline(__always)
  init?(_ line: Span<UInt8>, _ message: Range<Int>) {
    guard message.count > 40, line[message.upperBound - 1] == UInt8(ascii: ">"),
      let mark = line.place(ofLast: ": forwarded to <", in: message)
    else { return nil }
    target = mark + 16..<message.upperBound - 1
    guard !target.isEmpty, line.place(of: UInt8(ascii: ">"), in: target) == nil,
      let open = line.place(of: UInt8(ascii: "("), in: message.lowerBound..<mark),
      let close = line.place(of: UInt8(ascii: ")"), in: open..<mark),
      let sieve = line.place(of: ": sieve: msgid=", in: close..<mark), sieve < mark
    else { return nil }
    // Older versions write the process id first: `lmtp(7, an@gov.example)`.
    let start = line.place(of: ", ", in: open + 1..<close).map { $0 + 2 } ?? open + 1
    user = start..<close
    if user.isEmpty { return nil }
  }
}
