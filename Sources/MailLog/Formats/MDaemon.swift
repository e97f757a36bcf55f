/// MDaemon's transcripts of SMTP sessions: `SMTP-(in)`, `SMTP-(out)`, or all in one file, in local
/// time.
///
/// `Sun 2026-08-02 00:00:03.450: 02: [981023:2] <-- RCPT TO:<an@gov.example>`; the fraction, the
/// code and the session's number may be missing. `<--` is what MDaemon reads, `-->` what it writes.
/// Where lines carry no number, a session is what stands between two of its headers or separators.
///
/// <https://help.mdaemon.com/MDaemon/en/setup--logging.html>
struct MDaemonGrammar: LogGrammar {
  static var formats: [LogFormat] { [.mdaemon] }

  private var time = ISOTime()
  private var zone: LogZone
  private var sessions = MDaemonSessions()
  private static let host = Array("mdaemon".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) { zone = context.zone }

  static func recognition(of sample: TextSample) -> Recognition? {
    var time = ISOTime()
    let stamped = sample.percent { text, line in MDaemonLine(text, line, &time) != nil }
    guard let stamped, stamped > 0 else { return nil }
    let banners = sample.percent(of: MDaemonLine.isBanner) ?? 0
    return Recognition(
      certainty: min(100, stamped + banners),
      reason: "\(stamped) % of the lines read begin as MDaemon's transcripts do")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let line = MDaemonLine(block, record, &time) else {
      guard MDaemonLine.isBanner(block, record) else { return .unrecognised }
      sessions.endCurrent()
      return .irrelevant
    }
    let time = zone.universal(line.localTime)
    guard let host = recorder.host(MDaemonGrammar.host, at: time) else { return .unrecognised }
    let event = MDaemonEvent(block, line.text)
    if event == .other { return .irrelevant }
    let isOfInterest = sessions.take(
      event, block, line, MDaemonSession.Moment(time: time, host: host), &recorder)
    guard isOfInterest else { return .irrelevant }
    recorder.count(.mdaemon)
    return .recognised
  }
}

/// Where the parts of a line lie.
struct MDaemonLine {
  /// Seconds since 1970 as the server's clock has them.
  var localTime: Int64
  /// The session's and its child's number, where the line carries them.
  var session: UInt64?
  /// What happened.
  var text: Range<Int>

  /// Nil where the line does not begin as one.
  @inline(__always)
  init?(_ line: Span<UInt8>, _ range: Range<Int>, _ time: inout ISOTime) {
    let start = range.lowerBound
    let end = range.upperBound
    // The weekday's name.
    guard range.count >= 24, line[start + 3] == UInt8(ascii: " "),
      isLetterOrDigit(line[start]), !isDigit(line[start]),
      line[start + 14] == UInt8(ascii: " "),
      let found = time.read(line, at: start + 4, end: end), !found.hasZone, found.next < end,
      line[found.next] == UInt8(ascii: ":")
    else { return nil }
    localTime = found.seconds
    var place = line.skippingBlanks(found.next + 1, end)
    // `05: `, a code that newer versions log.
    if line.twoDigits(at: place) != nil, line.has(": ", at: place + 2), place + 4 <= end {
      place += 4
    }
    if place < end, line[place] == UInt8(ascii: "["),
      let (number, next) = MDaemonLine.session(line, place + 1, end)
    {
      session = number
      place = line.skippingBlanks(next, end)
    }
    text = place..<end
  }

  // 981023:0002]
  private static func session(
    _ line: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (number: UInt64, next: Int)? {
    guard let (session, colon) = number(line, start, end, digits: 12), colon < end,
      line[colon] == UInt8(ascii: ":"),
      let (child, close) = number(line, colon + 1, end, digits: 6), close < end,
      line[close] == UInt8(ascii: "]")
    else { return nil }
    return (session << 20 | child, close + 1)
  }

  private static func number(
    _ line: Span<UInt8>, _ start: Int, _ end: Int, digits: Int
  ) -> (UInt64, next: Int)? {
    var value: UInt64 = 0
    var place = start
    while place < end, place - start < digits, isDigit(line[place]) {
      value = value * 10 + UInt64(line[place] - 0x30)
      place += 1
    }
    return place > start ? (value, place) : nil
  }

  /// Whether a line is of a log's head, or a separator without a time.
  static func isBanner(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return line.isRule(range) || line.has("START Event Log", at: start)
      || line.has("STOP Event Log", at: start) || line.has("END Event Log", at: start)
      || line.has("Event Time/Date", at: start)
      || line.place(of: " log information", in: range) != nil
  }
}

/// What a line of a transcript tells, as far as it can be said without its session.
enum MDaemonEvent: Equatable {
  /// A header or a separator: what follows is another session.
  case begun
  case ended
  /// `Accepting SMTP connection from …`, `Attempting SMTP connection to …`
  case connected(MDaemonSession.Kind)
  case authenticated(Range<Int>)
  case messageID(Range<Int>)
  /// The message goes nowhere, whatever the reply says.
  case discarded
  case read(Range<Int>)
  case written(Range<Int>)
  case other

  @inline(__always)
  init(_ line: Span<UInt8>, _ text: Range<Int>) {
    let start = text.lowerBound
    if line.has("<-- ", at: start), text.count > 4 {
      self = .read(start + 4..<text.upperBound)
    } else if line.has("--> ", at: start), text.count > 4 {
      self = .written(start + 4..<text.upperBound)
    } else {
      self = MDaemonEvent.remark(line, text)
    }
  }

  private static func remark(_ line: Span<UInt8>, _ text: Range<Int>) -> MDaemonEvent {
    let start = text.lowerBound
    guard start < text.upperBound else { return .other }
    switch line[start] {
    case UInt8(ascii: "-"): return line.isRule(text) ? .begun : .other
    case UInt8(ascii: "S"):
      if line.has("SMTP session ", at: start) { return .ended }
      let number = start + 8
      return line.has("Session ", at: start) && number < text.upperBound
        && isLetterOrDigit(line[number]) && line.place(of: "; child ", in: text) != nil
        ? .begun : .other
    case UInt8(ascii: "A"):
      if line.has("Authenticated as ", at: start) {
        let name = min(start + 17, text.upperBound)..<text.upperBound
        return .authenticated(name.lowerBound..<line.endOfWord(in: name))
      }
      if line.has("Accepting SMTP connection", at: start) { return .connected(.incoming) }
      if line.has("Attempting SMTP connection", at: start) { return .connected(.outgoing) }
      return line.has("Accepting ", at: start) || line.has("Attempting ", at: start)
        ? .connected(.foreign) : .other
    case UInt8(ascii: "M"):
      return line.has("Message will be ", at: start)
        && isDiscarding(line, min(start + 16, text.upperBound)) ? .discarded : .other
    case UInt8(ascii: "*"):
      let header = line.skippingBlanks(start + 1, text.upperBound)
      guard line.has("Message-ID: ", at: header) else { return .other }
      return .messageID(
        line.withoutBrackets(min(header + 12, text.upperBound)..<text.upperBound))
    default: return .other
    }
  }

  private static func isDiscarding(_ line: Span<UInt8>, _ word: Int) -> Bool {
    line.has("delete", at: word) || line.has("discard", at: word) || line.has("reject", at: word)
      || line.has("refuse", at: word) || line.has("quarantine", at: word)
      || line.has("dropped", at: word)
  }
}

extension Span<UInt8> {
  /// Whether the range is a line drawn with `-`.
  fileprivate func isRule(_ range: Range<Int>) -> Bool {
    let line = trimmed(range)
    return line.count >= 5 && line.allSatisfy { self[$0] == UInt8(ascii: "-") }
  }
}
