/// Zimbra's and Carbonio's audit.log and mailbox.log: who logged in, and who failed to.
///
/// A line is `TIME,ms LEVEL  [thread] [name=…;oip=…;ua=…;] category - message`; stack traces and
/// the like go on over further lines. Neither log tells of a delivery: the MTA's own does.
///
/// <https://zimbra.github.io/adminguide/latest/#_log_files>
struct ZimbraGrammar: LogGrammar {
  static var formats: [LogFormat] { [.zimbra] }
  static var isCuttable: Bool { true }

  private var time = ISOTime()
  private var zone: LogZone
  private var ways = ZimbraWays()
  private static let host = Array("zimbra".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) { zone = context.zone }

  static func recognition(of sample: TextSample) -> Recognition? {
    var time = ISOTime()
    let shaped = sample.percent { text, line in ZimbraLine(text, line, &time) != nil }
    guard let shaped, shaped > 0 else { return nil }
    // A trace may fill most of a sample.
    let further = sample.percent(of: ZimbraLine.isTrace) ?? 0
    return Recognition(
      certainty: min(100, shaped + further),
      reason: "\(shaped) % of the lines read begin as audit.log's and mailbox.log's do")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let line = ZimbraLine(block, record, &time) else {
      return ZimbraLine.isTrace(block, record) ? .irrelevant : .unrecognised
    }
    let time = zone.universal(line.localTime)
    guard let host = recorder.host(ZimbraGrammar.host, at: time) else { return .unrecognised }
    guard let login = ZimbraLogin(block, line, record.upperBound) else { return .irrelevant }
    // A name without a domain may be anybody's.
    let account = recorder.key(block, login.account)
    recorder.login(
      as: account, by: ways.way(block, login), succeeded: login.succeeded, at: time, host: host)
    recorder.count(.zimbra)
    return .recognised
  }
}

/// Where the parts of a line lie, up to its thread.
struct ZimbraLine {
  /// Seconds since 1970 as the server's clock has them.
  var localTime: Int64
  /// The thread's name, without its brackets.
  var thread: Range<Int>
  /// Behind the context's opening bracket.
  var context: Int

  /// Nil where the line does not begin as one.
  @inline(__always)
  init?(_ line: Span<UInt8>, _ range: Range<Int>, _ time: inout ISOTime) {
    let start = range.lowerBound
    let end = range.upperBound
    // `2026-08-02 00:00:03,450 INFO  [`
    guard range.count > 32, line[start + 19] == UInt8(ascii: ","),
      let found = time.read(line, at: start, end: start + 23), !found.hasZone,
      found.next == start + 23, line[start + 23] == UInt8(ascii: " "),
      ZimbraLine.isLevel(line.word(at: start + 24, length: 5)),
      line.has(" [", at: start + 29)
    else { return nil }
    let name = start + 31
    // No URL holds a blank.
    guard let close = line.place(of: "] [", anchor: 0, in: name..<end) else { return nil }
    localTime = found.seconds
    thread = name..<close
    context = close + 3
  }

  @inline(__always)
  private static func isLevel(_ word: UInt64) -> Bool {
    // INFO_, WARN_, ERROR, DEBUG, FATAL, TRACE
    switch word {
    case 0x20_4F46_4E49, 0x20_4E52_4157, 0x52_4F52_5245, 0x47_5542_4544, 0x4C_4154_4146,
      0x45_4341_5254:
      return true
    default: return false
    }
  }

  /// Whether a line goes on with a Java exception that an earlier one began.
  static func isTrace(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    guard start < range.upperBound else { return false }
    if line[start] == 0x09 || line[start] == UInt8(ascii: " ") { return true }
    if line.has("Caused by: ", at: start) || line.has("Suppressed: ", at: start)
      || line.has("at ", at: start) || line.has("... ", at: start)
      || line.has("ExceptionId:", at: start) || line.has("Code:", at: start)
      || line.has("Request:", at: start)
    {
      return true
    }
    return isClassName(line, range)
  }

  // `com.example.Fault$Kind: why`, or the name alone.
  private static func isClassName(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var dots = 0
    var place = range.lowerBound
    let limit = min(range.upperBound, place + 200)
    while place < limit {
      let byte = line[place]
      if byte == UInt8(ascii: ".") {
        dots += 1
      } else if !isLetterOrDigit(byte), byte != UInt8(ascii: "_"), byte != UInt8(ascii: "$") {
        break
      }
      place += 1
    }
    return dots > 0 && (place == range.upperBound || line[place] == UInt8(ascii: ":"))
  }
}
