/// One SMTP session: its dialogue so far, and the message that is being handed over.
///
/// Replies answer commands in their order (RFC 5321, and RFC 2920 for several at once). Where they
/// do not fit, lines were lost: the message does not count.
struct MDaemonSession {
  enum Kind {
    case unknown, incoming, outgoing
    /// Of another protocol.
    case foreign
  }

  struct Moment {
    /// Seconds since 1970.
    var time: Int64
    var host: Int
  }

  private enum Command {
    case mail
    /// The recipient's place among the message's; nil for one too many.
    case recipient(Int?)
    case data
    /// The message's end, or `BDAT … LAST`.
    case end
    case authentication
    case other
  }

  private struct Recipient {
    var address: Range<Int>
    var isAccepted = false
  }

  var number: UInt64 = 0
  private var kind = Kind.unknown
  // What was asked and not answered yet; those before `answered` were.
  private var commands: [Command] = []
  private var answered = 0
  private var awaitsSecret = false
  private var login: [UInt8] = []
  private var peer: [UInt8] = []
  private var messageID: [UInt8] = []
  private var messages: UInt64 = 0
  // Addresses of the message, one behind the other.
  private var text: [UInt8] = []
  private var sender: Range<Int>?
  private var recipients: [Recipient] = []
  private var isVoid = false

  private static let mostRecipients = 2000
  private static let mostText = 1 << 16
  private static let mostCommands = 2200
  private static let longestName = 320

  mutating func reset() {
    kind = .unknown
    commands.removeAll(keepingCapacity: true)
    answered = 0
    awaitsSecret = false
    login = []
    peer = []
    messageID = []
    messages = 0
    resetMessage()
  }

  private mutating func resetMessage() {
    text.removeAll(keepingCapacity: true)
    recipients.removeAll(keepingCapacity: true)
    sender = nil
    isVoid = false
  }

  mutating func take(
    _ event: MDaemonEvent, _ block: Span<UInt8>, _ line: Range<Int>, _ moment: Moment,
    _ recorder: inout StretchRecorder
  ) -> Bool {
    switch event {
    case .begun, .ended:
      reset()
      return true
    case .connected(let found):
      // One session may try several hosts, and tells of its message before the first.
      if kind != .unknown, kind != found || found != .outgoing { reset() }
      kind = found
      peer = block.array(line.lowerBound..<min(line.upperBound, line.lowerBound + 120))
      return found != .foreign
    case .authenticated(let name):
      guard kind != .foreign, kind != .outgoing, name.count <= MDaemonSession.longestName else {
        return false
      }
      login = block.array(name)
      let account = recorder.key(block, name)
      recorder.login(
        as: account, by: .smtp, succeeded: true, at: moment.time, host: moment.host)
      return true
    case .messageID(let range):
      messageID = block.array(range.lowerBound..<min(range.upperBound, range.lowerBound + 400))
      return true
    case .discarded:
      isVoid = true
      return true
    case .read(let said): return take(said, isRead: true, block, moment, &recorder)
    case .written(let said): return take(said, isRead: false, block, moment, &recorder)
    case .other: return false
    }
  }

  // MARK: Dialogue

  private mutating func take(
    _ said: Range<Int>, isRead: Bool, _ block: Span<UInt8>, _ moment: Moment,
    _ recorder: inout StretchRecorder
  ) -> Bool {
    if kind == .unknown { kind = MDaemonSession.kind(block, said, isRead: isRead) }
    switch kind {
    case .unknown, .foreign: return false
    case .incoming where isRead, .outgoing where !isRead: return ask(block, said)
    case .incoming, .outgoing: return answer(block, said, moment, &recorder)
    }
  }

  // Where the session's header is lost: a server greets, a client begins.
  private static func kind(_ line: Span<UInt8>, _ said: Range<Int>, isRead: Bool) -> Kind {
    if line.has("220", at: said.lowerBound) { return isRead ? .outgoing : .incoming }
    switch line.word(at: said.lowerBound, length: min(4, said.count)) & ~0x2020_2020 {
    case MDaemonSession.helo, MDaemonSession.ehlo, MDaemonSession.mail:
      return isRead ? .incoming : .outgoing
    default: return .unknown
    }
  }

  private static let helo: UInt64 = 0x4F4C_4548
  private static let ehlo: UInt64 = 0x4F4C_4845
  private static let mail: UInt64 = 0x4C49_414D
  private static let rcpt: UInt64 = 0x5450_4352
  private static let data: UInt64 = 0x4154_4144
  private static let bdat: UInt64 = 0x5441_4442
  private static let rset: UInt64 = 0x5445_5352
  private static let auth: UInt64 = 0x4854_5541

  private mutating func ask(_ line: Span<UInt8>, _ said: Range<Int>) -> Bool {
    if awaitsSecret {
      awaitsSecret = false
      return false
    }
    if said.count == 1, line[said.lowerBound] == UInt8(ascii: ".") { return false }
    // Which reply answers which command cannot be told any more.
    guard commands.count < MDaemonSession.mostCommands else {
      reset()
      kind = .foreign
      return false
    }
    switch line.word(at: said.lowerBound, length: min(4, said.count)) & ~0x2020_2020 {
    case MDaemonSession.mail:
      resetMessage()
      commands.append(.mail)
      sender = keep(line, said)
      isVoid = sender == nil
      return true
    case MDaemonSession.rcpt:
      var place: Int?
      if recipients.count < MDaemonSession.mostRecipients, let address = keep(line, said) {
        place = recipients.count
        recipients.append(Recipient(address: address))
      }
      commands.append(.recipient(place))
      return true
    case MDaemonSession.data: commands.append(.data)
    case MDaemonSession.bdat:
      let isLast = line.place(of: "LAST", in: said) ?? line.place(of: "last", in: said)
      commands.append(isLast == nil ? .other : .end)
    case MDaemonSession.auth: commands.append(.authentication)
    case MDaemonSession.rset, MDaemonSession.helo, MDaemonSession.ehlo:
      resetMessage()
      commands.append(.other)
    default: commands.append(.other)
    }
    return true
  }

  // The address behind `MAIL FROM:` or `RCPT TO:`, kept with the message.
  private mutating func keep(_ line: Span<UInt8>, _ said: Range<Int>) -> Range<Int>? {
    guard let colon = line.place(of: UInt8(ascii: ":"), in: said), colon - said.lowerBound <= 12
    else { return nil }
    let start = line.skippingBlanks(colon + 1, said.upperBound)
    guard start < said.upperBound else { return nil }
    let found: Range<Int>
    if line[start] == UInt8(ascii: "<") {
      guard let address = Postfix.address(line, start, said.upperBound) else { return nil }
      found = address.range
    } else {
      let blank = line.place(of: UInt8(ascii: " "), in: start..<said.upperBound)
      found = start..<(blank ?? said.upperBound)
    }
    guard found.count <= MDaemonSession.longestName,
      text.count + found.count <= MDaemonSession.mostText
    else { return nil }
    let kept = text.count
    for place in found { text.append(line[place]) }
    return kept..<text.count
  }

  private mutating func answer(
    _ line: Span<UInt8>, _ said: Range<Int>, _ moment: Moment, _ recorder: inout StretchRecorder
  ) -> Bool {
    let start = said.lowerBound
    guard said.count >= 3, isDigit(line[start]), isDigit(line[start + 1]), isDigit(line[start + 2])
    else { return false }
    // A reply of several lines ends with the one that has no `-`.
    if said.count > 3, line[start + 3] == UInt8(ascii: "-") { return false }
    guard answered < commands.count else { return false }
    let command = commands[answered]
    let isPositive = line[start] == UInt8(ascii: "2")
    let isIntermediate = line[start] == UInt8(ascii: "3")
    switch command {
    case .authentication where isIntermediate:
      awaitsSecret = true
      return true
    case .data where isIntermediate:
      commands[answered] = .end
      return true
    default: answered += 1
    }
    switch command {
    case .mail: if !isPositive { isVoid = true }
    case .recipient(let place):
      if isIntermediate { isVoid = true }
      if isPositive, let place, place < recipients.count { recipients[place].isAccepted = true }
    // Refused; or a reply to something else.
    case .data: isVoid = true
    case .end:
      if line.has("250", at: start), !ServerReply.saysDiscarded(line, said) {
        deliver(line, said, moment, &recorder)
      }
      resetMessage()
      messageID = []
    case .authentication: if !isPositive { login = [] }
    case .other: break
    }
    if answered == commands.count {
      commands.removeAll(keepingCapacity: true)
      answered = 0
    }
    return true
  }

  // MARK: Messages

  private mutating func deliver(
    _ line: Span<UInt8>, _ said: Range<Int>, _ moment: Moment, _ recorder: inout StretchRecorder
  ) {
    messages &+= 1
    guard !isVoid, let sender else { return }
    if kind == .incoming, let found = MDaemonSession.savedID(line, said) {
      messageID = line.array(found)
    }
    let hasOwnID = !messageID.isEmpty
    let id = hasOwnID ? messageID : ownID(sender, moment)
    let from = recorder.key(text.span, sender)
    let account =
      kind == .incoming && !login.isEmpty
      ? recorder.key(login.span, 0..<login.count) : AddressKey.missing
    for recipient in recipients where recipient.isAccepted {
      let to = recorder.key(text.span, recipient.address)
      let delivery = TrackedDelivery(sender: from, recipient: to, login: account, time: moment.time)
      if kind == .outgoing {
        recorder.deliverOnward(delivery, id: id.span, 0..<id.count)
      } else if to.isOfficial {
        recorder.deliver(delivery, id: id.span, 0..<id.count)
      } else if hasOwnID {
        // An outgoing session will tell whether it was delivered.
        recorder.handIn(delivery, id: id.span, 0..<id.count)
      }
    }
  }

  // 250 2.6.0 Ok, message saved <Message-ID: 1@gov.example>
  private static func savedID(_ line: Span<UInt8>, _ said: Range<Int>) -> Range<Int>? {
    guard let mark = line.place(of: "<Message-ID: ", anchor: 8, in: said) else { return nil }
    let start = mark + 13
    guard start < said.upperBound else { return nil }
    let end = line.place(of: UInt8(ascii: ">"), in: start..<said.upperBound) ?? said.upperBound
    let id = line.withoutBrackets(start..<min(end, start + 400))
    return id.isEmpty ? nil : id
  }

  // Of a message whose id was not logged: what nothing else shares.
  private func ownID(_ sender: Range<Int>, _ moment: Moment) -> [UInt8] {
    var id: [UInt8] = [0]
    id.append(signed: moment.time)
    id.append(varint: number)
    id.append(varint: messages)
    // The peer with its port says more than who wrote.
    id += peer
    for place in sender where place < text.count { id.append(text[place]) }
    return id
  }
}
