/// The sessions of a transcript that are open: the one that lines without a number belong to, and
/// numbered ones, which may lie in each other.
///
/// Their number and size are bounded: of two that share a slot the older one is given up, and what
/// it had not finished does not count.
struct MDaemonSessions {
  private var current = MDaemonSession()
  private var numbered: [MDaemonSession?] = []

  private static let slots = 256

  mutating func endCurrent() { current.reset() }

  /// Whether the line was of interest.
  mutating func take(
    _ event: MDaemonEvent, _ block: Span<UInt8>, _ line: MDaemonLine,
    _ moment: MDaemonSession.Moment, _ recorder: inout StretchRecorder
  ) -> Bool {
    guard let number = line.session else {
      return current.take(event, block, line.text, moment, &recorder)
    }
    if numbered.isEmpty {
      numbered = Array(repeating: nil, count: MDaemonSessions.slots)
    }
    // Numbers go up by one from session to session.
    let slot = Int((number >> 20 &+ number) % UInt64(MDaemonSessions.slots))
    if numbered[slot]?.number != number {
      var session = MDaemonSession()
      session.number = number
      numbered[slot] = session
    }
    return numbered[slot]?.take(event, block, line.text, moment, &recorder) ?? false
  }
}
