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
