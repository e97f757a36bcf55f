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

/// A login that a line tells of, or an attempt.
struct ZimbraLogin {
  enum Told {
    /// By audit.log, the protocol in `protocolName`.
    case audit
    /// By mailbox.log.
    case mailbox(ZimbraWays.Name)
  }

  var account: Range<Int>
  var succeeded: Bool
  var told: Told
  var protocolName: Range<Int> = 0..<0

  /// Nil where the line tells of none, or where it can be read in two ways: a client names itself
  /// in the context (`ua=`), and may write there what looks like the rest of a line.
  @inline(__always)
  init?(_ line: Span<UInt8>, _ start: ZimbraLine, _ end: Int) {
    // Nearly all lines tell of none.
    let rest = start.context..<end
    guard
      line.place(of: "cmd=Auth;", anchor: 8, in: rest) != nil
        || line.place(of: "uthenticat", anchor: 0, in: rest) != nil,
      let (category, message) = ZimbraLogin.split(line, rest)
    else { return nil }
    if line.isWord(category, "security") {
      self.init(audited: line, message..<end)
    } else {
      self.init(line, category, message..<end, start.thread)
    }
  }

  /// The category and the message's place behind the context's end.
  private static func split(
    _ line: Span<UInt8>, _ rest: Range<Int>
  ) -> (category: Range<Int>, message: Int)? {
    var found: (Range<Int>, Int)?
    var from = rest.lowerBound
    // The context may be empty, and its bracket the next byte.
    while let close = line.place(of: "] ", in: from..<rest.upperBound) {
      from = close + 2
      var place = from
      while place < rest.upperBound, isLetterOrDigit(line[place]) { place += 1 }
      guard place > from, line.has(" - ", at: place), place + 3 <= rest.upperBound else { continue }
      guard found == nil else { return nil }
      found = (from..<place, place + 3)
    }
    return found
  }

  // cmd=Auth; account=an@gov.example; protocol=imap; error=…; with `;` in a value doubled.
  private init?(audited line: Span<UInt8>, _ message: Range<Int>) {
    var account: Range<Int>?
    var way: Range<Int>?
    var isAuth = false
    var failed = false
    var place = message.lowerBound
    while place < message.upperBound {
      guard let end = ZimbraLogin.valueEnd(line, place, message.upperBound) else { break }
      let attribute = place..<end
      if line.isWord(attribute, "cmd=Auth") { isAuth = true }
      if line.has("account=", at: place), account == nil { account = min(place + 8, end)..<end }
      if line.has("protocol=", at: place), way == nil { way = min(place + 9, end)..<end }
      if line.has("error=", at: place) { failed = true }
      place = end + 1
      while place < message.upperBound, line[place] == UInt8(ascii: " ") { place += 1 }
    }
    // Without a protocol: a lockout, or its end.
    guard isAuth, let account, let way, !way.isEmpty else { return nil }
    self.account = account
    succeeded = !failed
    told = .audit
    protocolName = way
  }

  // The place of the `;` that ends a value, or the message's end.
  private static func valueEnd(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var from = start
    while let mark = line.place(of: UInt8(ascii: ";"), in: from..<end) {
      guard mark + 1 < end, line[mark + 1] == UInt8(ascii: ";") else { return mark }
      from = mark + 2
    }
    return start < end ? end : nil
  }

  // user an@gov.example authenticated, mechanism=LOGIN [TLS]
  // handler exception: authentication failed for [an@gov.example], invalid password
  private init?(
    _ line: Span<UInt8>, _ category: Range<Int>, _ message: Range<Int>, _ thread: Range<Int>
  ) {
    if line.has("user ", at: message.lowerBound) {
      let start = min(message.lowerBound + 5, message.upperBound)
      guard let name = ZimbraWays.Name(line, category), name != .soap,
        let blank = line.place(of: UInt8(ascii: " "), in: start..<message.upperBound),
        line.has(" authenticated", at: blank)
      else { return nil }
      account = start..<blank
      succeeded = true
      told = .mailbox(name)
      return
    }
    var place = message.lowerBound
    if line.has("handler exception: ", at: place) { place += 19 }
    guard line.has("authentication failed for [", at: place),
      let name = ZimbraWays.Name(line, category) ?? ZimbraWays.Name(thread: line, thread),
      // Says once more what the protocol's own line says.
      !line.isWord(category, "account")
    else { return nil }
    place = min(place + 27, message.upperBound)
    guard let close = line.place(of: UInt8(ascii: "]"), in: place..<message.upperBound) else {
      return nil
    }
    account = place..<close
    succeeded = false
    told = .mailbox(name)
  }
}

/// The protocols' names as both logs share them, so that what both tell counts once.
struct ZimbraWays {
  enum Name: String {
    case imap, pop3, soap

    /// By a category of mailbox.log.
    init?(_ line: Span<UInt8>, _ category: Range<Int>) {
      switch true {
      case line.isWord(category, "imap"): self = .imap
      case line.isWord(category, "pop"), line.isWord(category, "pop3"): self = .pop3
      case line.isWord(category, "soap"), line.isWord(category, "SoapEngine"): self = .soap
      default: return nil
      }
    }

    /// By the thread that wrote the line.
    init?(thread line: Span<UInt8>, _ name: Range<Int>) {
      switch true {
      case line.has("Imap", at: name.lowerBound): self = .imap
      case line.has("Pop3", at: name.lowerBound): self = .pop3
      case line.place(of: "/service/", in: name) != nil: self = .soap
      default: return nil
      }
    }
  }

  private var last: (name: [UInt8], way: LoginWay)?

  /// The longest name of a protocol; what is longer is cut.
  private static let longest = 24

  mutating func way(_ line: Span<UInt8>, _ login: ZimbraLogin) -> LoginWay {
    if case .mailbox(let name) = login.told {
      return LoginWay(name: name.rawValue, source: .zimbraMailbox)
    }
    let start = login.protocolName.lowerBound
    let range = start..<min(login.protocolName.upperBound, start + ZimbraWays.longest)
    if let last, last.name.count == range.count, line.equals(last.name, at: start) {
      return last.way
    }
    let bytes = line.array(range)
    var name = ""
    for byte in bytes where isLetterOrDigit(byte) || byte == UInt8(ascii: "_") {
      name.unicodeScalars.append(Unicode.Scalar(lowered(byte)))
    }
    if name == "pop" { name = "pop3" }
    let way = LoginWay(name: name.isEmpty ? "unknown" : name, source: .zimbraAudit)
    last = (bytes, way)
    return way
  }
}

extension Span<UInt8> {
  /// Whether the range is `text`, no more and no less.
  fileprivate func isWord(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount && has(text, at: range.lowerBound)
  }
}
