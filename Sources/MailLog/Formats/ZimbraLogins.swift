/// Zimbra's and Carbonio's audit.log and mailbox.log, of which logins count: `TIME LEVEL [thread]
/// [name=…;oip=…;] category - text`. What they say of LMTP is no delivery: the MTA's log has those.
struct ZimbraLoginGrammar: LogGrammar {
  static var formats: [LogFormat] { [.zimbra] }
  static var isCuttable: Bool { true }

  private var time = ISOTime()
  private var zone: LogZone
  private static let host = Array("zimbra".utf8)

  init(_ sample: TextSample, _ context: GrammarContext) { zone = context.zone }

  static func recognition(of sample: TextSample) -> Recognition? {
    let shaped = sample.percent { text, line in
      var time = ISOTime()
      return ZimbraLine(text, line, &time) != nil
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: 100, reason: "\(shaped) % of the lines read begin as Zimbra's audit.log has them")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let line = ZimbraLine(block, record, &time) else {
      return ZimbraLine.continues(block, record) ? .irrelevant : .unrecognised
    }
    let time = line.time.hasZone ? line.time.seconds : zone.universal(line.time.seconds)
    guard let host = recorder.host(ZimbraLoginGrammar.host, at: time) else { return .unrecognised }
    guard let login = ZimbraLogin(block, line) else { return .irrelevant }
    let account = recorder.key(block, login.account)
    recorder.login(as: account, by: login.way, succeeded: login.succeeded, at: time, host: host)
    recorder.count(.zimbra)
    return .recognised
  }
}

/// Where the parts of a line of Zimbra's own logs lie.
struct ZimbraLine {
  var time: ISOTime.Found
  /// `name=…;oip=…;`, without brackets; empty where there is none.
  var context: Range<Int>
  /// `category - text`.
  var text: Range<Int>

  /// Nil where the line has not the shape of one, as those of a stack trace.
  init?(_ block: Span<UInt8>, _ line: Range<Int>, _ time: inout ISOTime) {
    let end = line.upperBound
    guard let found = time.read(block, at: line.lowerBound, end: end),
      found.next < end, block[line.lowerBound + 10] == 0x20,
      block[line.lowerBound + 19] == UInt8(ascii: ","), block[found.next] == 0x20
    else { return nil }
    let level = block.skippingBlanks(found.next, end)
    let afterLevel = block.endOfWord(in: level..<end)
    guard afterLevel > level, afterLevel - level <= 5 else { return nil }
    let thread = block.skippingBlanks(afterLevel, end)
    guard thread < end, block[thread] == UInt8(ascii: "["),
      let threadEnd = block.place(of: "] [", anchor: 1, in: thread..<end)
    else { return nil }
    self.time = found
    let start = threadEnd + 3
    // What is between the brackets may hold brackets of its own, as `ua=x [y]`.
    guard
      let close =
        block.place(of: ";] ", anchor: 1, in: start..<end).map({ $0 + 1 })
        ?? block.place(of: "] ", in: start..<end)
    else { return nil }
    context = start..<close
    text = close + 2..<end
  }

  /// Whether a line goes on with what one before it began: a stack trace, or a text of several
  /// lines.
  static func continues(_ block: Span<UInt8>, _ line: Range<Int>) -> Bool {
    if block[line.lowerBound] == 0x09 || block[line.lowerBound] == 0x20 { return true }
    if block.has("Caused by:", at: line.lowerBound) || block.has("at ", at: line.lowerBound)
      || block.has("... ", at: line.lowerBound) || block.has("ExceptionId:", at: line.lowerBound)
      || block.has("Code:", at: line.lowerBound) || block.has("Arg:", at: line.lowerBound)
    {
      return true
    }
    // com.zimbra.common.service.ServiceException: …
    let word = line.lowerBound..<block.endOfWord(in: line)
    return block.place(of: UInt8(ascii: "."), in: word) != nil
      && (block.place(of: "Exception", in: word) != nil
        || block.place(of: "Error", in: word) != nil)
  }
}

/// A login that a line of Zimbra's own logs tells of.
struct ZimbraLogin {
  var account: Range<Int>
  var way: LoginWay
  var succeeded: Bool

  init?(_ block: Span<UInt8>, _ line: ZimbraLine) {
    let text = line.text
    if block.has("security - cmd=Auth;", at: text.lowerBound)
      || block.has("security - cmd=AdminAuth;", at: text.lowerBound)
    {
      guard let account = ZimbraLogin.field("account=", block, text),
        let name = ZimbraLogin.field("protocol=", block, text)
      else { return nil }
      self.account = account
      way = LoginWay(name: ZimbraLogin.way(block, name), source: .zimbraAudit)
      // The error is the last field, in Zimbra's own words.
      succeeded = ZimbraLogin.field("error=", block, text) == nil
      return
    }
    // imap - user an@gov.example authenticated, mechanism=LOGIN [TLS]
    if let start = block.place(of: " - user ", anchor: 3, in: text),
      let end = block.place(of: " authenticated", anchor: 1, in: start + 8..<text.upperBound)
    {
      account = start + 8..<end
      way = LoginWay(
        name: ZimbraLogin.way(block, text.lowerBound..<start), source: .zimbraMailbox)
      succeeded = true
      return
    }
    // SoapEngine - handler exception: authentication failed for [an@gov.example], invalid password
    guard let start = block.place(of: "authentication failed for [", anchor: 0, in: text),
      let end = block.place(of: UInt8(ascii: "]"), in: start + 27..<text.upperBound)
    else { return nil }
    account = start + 27..<end
    let category = text.lowerBound..<(block.endOfWord(in: text))
    let name = ZimbraLogin.way(block, category)
    let way = ["imap", "pop", "pop3", "lmtp"].contains(name) ? name : "soap"
    self.way = LoginWay(
      name: ZimbraLogin.field("oproto=", block, line.context).map { ZimbraLogin.way(block, $0) }
        ?? way, source: .zimbraMailbox)
    succeeded = false
  }

  // The value behind ` key` or `;key`, up to the next `;`.
  private static func field(
    _ key: StaticString, _ block: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int>? {
    var from = range.lowerBound
    while let hit = block.place(of: key, in: from..<range.upperBound) {
      let start = hit + key.utf8CodeUnitCount
      if hit == range.lowerBound || block[hit - 1] == 0x20 || block[hit - 1] == UInt8(ascii: ";") {
        return
          start..<(block.place(of: UInt8(ascii: ";"), in: start..<range.upperBound)
          ?? range.upperBound)
      }
      from = start
    }
    return nil
  }

  // At most sixteen letters and digits, in lower case.
  private static func way(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
    let name = block.bareName(range.prefix(16))
    return name.isEmpty ? "other" : name
  }
}
