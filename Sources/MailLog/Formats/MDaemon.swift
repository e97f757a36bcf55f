/// MDaemon's session transcripts: `Mon 2026-08-03 08:00:01.123: [12:3] <-- RCPT TO:<…>`. An arrow
/// to the right is what MDaemon says, so that the side that gives commands tells whether a session
/// came in or went out.
struct MDaemonGrammar: LogGrammar {
  static var formats: [LogFormat] { [.mdaemon] }

  private var time = ISOTime()
  private var zone: LogZone
  // The session of the line before, by the id that its lines carry, and others that are open.
  private var id: [UInt8] = []
  private var session = MDaemonSession()
  private var sessions: [[UInt8]: MDaemonSession] = [:]
  private static let host = Array("mdaemon".utf8)

  /// Sessions that are held open; of more all are dropped, and nothing of them counts.
  private static let mostSessions = 4096

  init(_ sample: TextSample, _ context: GrammarContext) { zone = context.zone }

  static func recognition(of sample: TextSample) -> Recognition? {
    let shaped = sample.percent { text, line in
      var time = ISOTime()
      return MDaemonLine(text, line, &time) != nil
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: shaped, reason: "\(shaped) % of the lines read begin as MDaemon's do")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let line = MDaemonLine(block, record, &time) else {
      // Rules between sessions may lack a stamp.
      return block[record.lowerBound] == UInt8(ascii: "-") ? .irrelevant : .unrecognised
    }
    let time = line.time.hasZone ? line.time.seconds : zone.universal(line.time.seconds)
    guard let host = recorder.host(MDaemonGrammar.host, at: time) else { return .unrecognised }
    guard line.mayMatter(block) else { return .irrelevant }
    if line.session.count != id.count || !block.equals(id, at: line.session.lowerBound) {
      turn(to: block.array(line.session))
    }
    if line.endsSession(block) {
      session = MDaemonSession()
      return .irrelevant
    }
    let result = session.read(block, line.text)
    switch result {
    case .irrelevant, .step: break
    case .login(let account):
      recorder.login(
        as: recorder.key(account.span, 0..<account.count), by: .smtp, succeeded: true, at: time,
        host: host)
    case .accepted(let message):
      message.deliver(at: time, id, &recorder)
    }
    guard !result.isIrrelevant else { return .irrelevant }
    recorder.count(.mdaemon)
    return .recognised
  }

  private mutating func turn(to other: [UInt8]) {
    if sessions.count >= MDaemonGrammar.mostSessions { sessions = [:] }
    if session.isOpen { sessions[id] = session }
    session = sessions.removeValue(forKey: other) ?? MDaemonSession()
    id = other
  }
}

/// Where the parts of a transcript's line lie.
struct MDaemonLine {
  var time: ISOTime.Found
  /// `12345:3`, without brackets; empty where lines carry no id.
  var session: Range<Int>
  var text: Range<Int>

  init?(_ block: Span<UInt8>, _ line: Range<Int>, _ time: inout ISOTime) {
    let end = line.upperBound
    // The day's name, and a blank.
    guard end - line.lowerBound > 24, block[line.lowerBound + 3] == 0x20,
      (line.lowerBound..<line.lowerBound + 3).allSatisfy({ block[$0] | 0x20 &- 0x61 < 26 }),
      let found = time.read(block, at: line.lowerBound + 4, end: end), found.next < end,
      block[found.next] == UInt8(ascii: ":")
    else { return nil }
    self.time = found
    var place = block.skippingBlanks(found.next + 1, end)
    // A number that tells the kind of line: `05: `.
    if place + 3 < end, isDigit(block[place]), isDigit(block[place + 1]),
      block[place + 2] == UInt8(ascii: ":"), block[place + 3] == 0x20
    {
      place = block.skippingBlanks(place + 3, end)
    }
    session = place..<place
    if place < end, block[place] == UInt8(ascii: "["),
      let close = block.place(of: UInt8(ascii: "]"), in: place..<min(end, place + 32)),
      isDigit(block[place + 1])
    {
      session = place + 1..<close
      place = block.skippingBlanks(close + 1, end)
    }
    text = place..<end
  }

  /// Whether a session's state can depend on the line.
  func mayMatter(_ block: Span<UInt8>) -> Bool {
    guard !text.isEmpty else { return false }
    switch block[text.lowerBound] {
    case UInt8(ascii: "<"), UInt8(ascii: "-"), UInt8(ascii: "A"), UInt8(ascii: "S"),
      UInt8(ascii: "M"):
      return true
    default: return false
    }
  }

  /// `SMTP session successful`, `Session 12; child 3`, a rule: what comes next is another session.
  func endsSession(_ block: Span<UInt8>) -> Bool {
    block.has("SMTP session ", at: text.lowerBound) || block.has("Session ", at: text.lowerBound)
      || block.has("-----", at: text.lowerBound)
  }
}

/// A session of MDaemon as far as it was read.
struct MDaemonSession {
  enum Result {
    case irrelevant
    /// A line of a message's envelope.
    case step
    /// The account as which the client logged in.
    case login([UInt8])
    case accepted(MDaemonMessage)

    var isIrrelevant: Bool {
      if case .irrelevant = self { true } else { false }
    }
  }

  // A command that waits for its reply.
  private enum Command {
    case mail([UInt8])
    case recipient([UInt8])
    case data
    case content
    case other
  }

  // Those before `answered` have their reply.
  private var pending: [Command] = []
  private var answered = 0
  private var message = MDaemonMessage()
  private var isComing: Bool?

  /// Whether anything was said in it.
  var isOpen: Bool { isComing != nil || !message.login.isEmpty || !message.id.isEmpty }

  /// Recipients of one message that are held.
  private static let mostRecipients = 20_000

  mutating func read(_ block: Span<UInt8>, _ text: Range<Int>) -> Result {
    let isFromClient = block.has("<-- ", at: text.lowerBound)
    if isFromClient || block.has("--> ", at: text.lowerBound) {
      let said = text.lowerBound + 4..<text.upperBound
      return readSaid(block, said, isFromClient: isFromClient)
    }
    // Authenticated as an@gov.example
    if block.has("Authenticated as ", at: text.lowerBound) {
      let name = block.trimmed(text.lowerBound + 17..<text.upperBound)
      message.login = block.array(block.withoutBrackets(name))
      return .login(message.login)
    }
    if block.has("Message-ID: ", at: text.lowerBound) {
      message.id = block.array(block.withoutBrackets(text.lowerBound + 12..<text.upperBound))
    }
    return .irrelevant
  }

  private mutating func readSaid(
    _ block: Span<UInt8>, _ said: Range<Int>, isFromClient: Bool
  ) -> Result {
    // `250 OK` answers; `250-SIZE` goes on.
    if said.count >= 3, isDigit(block[said.lowerBound]), isDigit(block[said.lowerBound + 1]),
      isDigit(block[said.lowerBound + 2]), isComing.map({ $0 != isFromClient }) ?? true
    {
      let code = block[said.lowerBound]
      let isLast = said.count == 3 || block[said.lowerBound + 3] == 0x20
      return isLast ? readReply(block, said, code) : .irrelevant
    }
    // Commands come from the other side than replies.
    guard let verb = MDaemonVerb(block, said) else {
      if isComing == isFromClient { pending.append(.other) }
      bound()
      return .irrelevant
    }
    isComing = isFromClient
    let argument = block.addressArgument(said)
    switch verb {
    case .mail: pending.append(.mail(argument))
    case .recipient: pending.append(.recipient(argument))
    case .data: pending.append(.data)
    case .lastChunk: pending.append(.content)
    case .other:
      pending.append(.other)
      bound()
      return .irrelevant
    }
    bound()
    return verb == .data || verb == .lastChunk ? .irrelevant : .step
  }

  private mutating func bound() {
    guard pending.count > MDaemonSession.mostRecipients else { return }
    pending = []
    answered = 0
  }

  private mutating func readReply(
    _ block: Span<UInt8>, _ said: Range<Int>, _ code: UInt8
  ) -> Result {
    guard answered < pending.count else { return .irrelevant }
    let command = pending[answered]
    answered += 1
    if answered == pending.count {
      pending.removeAll(keepingCapacity: true)
      answered = 0
    }
    let isGood = code == UInt8(ascii: "2")
    switch command {
    case .mail(let sender):
      message.begin(isGood ? sender : nil)
      return .irrelevant
    case .recipient(let address):
      if isGood, message.recipients.count < MDaemonSession.mostRecipients {
        message.recipients.append(address)
      }
      return .irrelevant
    case .data:
      if code == UInt8(ascii: "3") { pending.insert(.content, at: answered) }
      return .irrelevant
    case .content:
      defer { message.begin(nil) }
      guard isGood, message.sender != nil else { return .irrelevant }
      var accepted = message
      accepted.isComing = isComing ?? true
      // 250 Ok, message saved <Message-ID: m1@gov.example>
      if let start = block.place(of: "Message-ID: ", in: said) {
        let end =
          block.place(of: UInt8(ascii: ">"), in: start + 12..<said.upperBound) ?? said.upperBound
        accepted.id = block.array(block.withoutBrackets(start + 12..<end))
        if accepted.id.first == UInt8(ascii: "<") { accepted.id.removeFirst() }
      }
      return .accepted(accepted)
    case .other: return .irrelevant
    }
  }
}

/// A message that a session hands over.
struct MDaemonMessage {
  /// Nil: no MAIL FROM was accepted.
  var sender: [UInt8]?
  var recipients: [[UInt8]] = []
  var login: [UInt8] = []
  var id: [UInt8] = []
  var isComing = true
  private var number = 0

  mutating func begin(_ sender: [UInt8]?) {
    self.sender = sender
    recipients = []
    if sender == nil { id = [] }
    number += 1
  }

  /// What comes in is delivered to official recipients, what goes out to all.
  func deliver(at time: Int64, _ session: [UInt8], _ recorder: inout StretchRecorder) {
    guard let sender else { return }
    let from = recorder.key(sender.span, 0..<sender.count)
    guard from.kind != .nobody else { return }
    let account =
      isComing && !login.isEmpty ? recorder.key(login.span, 0..<login.count) : .missing
    let known = id.isEmpty ? Array("\(time)/\(number)/".utf8) + session : id
    for recipient in recipients {
      let to = recorder.key(recipient.span, 0..<recipient.count)
      guard !isComing || to.isOfficial || from.isWebmail && account.isOfficial else { continue }
      recorder.deliver(
        TrackedDelivery(sender: from, recipient: to, login: account, time: time),
        id: known.span, 0..<known.count)
    }
  }
}

private enum MDaemonVerb {
  case mail, recipient, data, lastChunk, other

  init?(_ block: Span<UInt8>, _ said: Range<Int>) {
    switch block.word(at: said.lowerBound, length: min(4, said.count)) | 0x2020_2020 {
    case 0x6C69_616D: self = .mail
    case 0x7470_6372: self = .recipient
    case 0x6174_6164: self = .data
    case 0x7461_6462: self = block.bareName(said).hasSuffix("last") ? .lastChunk : .other
    // ehlo, helo, auth, rset, quit, noop, star(ttls)
    case 0x6F6C_6865, 0x6F6C_6568, 0x6874_7561, 0x7465_7372, 0x7469_7571, 0x706F_6F6E,
      0x7261_7473:
      self = .other
    default: return nil
    }
  }
}

extension Span<UInt8> {
  // The address of `MAIL FROM:<an@gov.example> SIZE=9`; bare ones end at a blank.
  fileprivate func addressArgument(_ said: Range<Int>) -> [UInt8] {
    guard let colon = place(of: UInt8(ascii: ":"), in: said) else { return [] }
    let rest = trimmed(colon + 1..<said.upperBound)
    if !rest.isEmpty, self[rest.lowerBound] == UInt8(ascii: "<") {
      return Postfix.address(self, rest.lowerBound, rest.upperBound).map { array($0.range) } ?? []
    }
    return array(rest.lowerBound..<(place(of: 0x20, in: rest) ?? rest.upperBound))
  }
}
