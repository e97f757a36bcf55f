import MailLog

/// Random mail through hosts of four mail systems that hand it to each other, and what it comes to by
/// the meaning of each message alone.
struct RandomQueues {
  private enum System: String, CaseIterable {
    case postfix, exim, sendmail, opensmtpd
  }

  private struct Message {
    var sender: String
    var login: String?
    var recipients: [Recipient]
  }

  private struct Recipient {
    var address: String
    var original: String?
  }

  private var numbers: SeededNumbers
  private var units: [(second: Int, order: Int, line: String)] = []
  private var made = 0
  private(set) var expected: [String: Int] = [:]

  private static let officials = ["an@gov.example", "vi@gov.example", "vp@x.so.example"]
  private static let webmail = ["b@gmail.com", "c@yahoo.com", "d@outlook.com"]

  init(seed: UInt64, messages: Int) {
    numbers = SeededNumbers(state: seed)
    for _ in 0..<messages {
      let begin = 36_000 + Int.random(in: 0..<14_400, using: &numbers)
      addMessage(begin)
    }
  }

  /// In order of time, as a collector writes them.
  var lines: [String] {
    units.sorted { ($0.second, $0.order) < ($1.second, $1.order) }.map(\.line)
  }

  var rows: [String] { expected.map { "\($0.key) \($0.value)" }.sorted() }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &numbers) < percent
  }

  private mutating func anybody() -> String {
    (RandomQueues.officials + RandomQueues.webmail + ["x@far.example"])
      .randomElement(using: &numbers) ?? ""
  }

  private mutating func add(_ second: Int, _ system: System, _ program: String, _ text: String) {
    let line = "\(LogLines.stamp(second)) \(system) \(program)[7]: \(text)"
    units.append((second, units.count, line))
  }

  // Ids as each system makes them, none of them twice.
  private mutating func id(_ system: System) -> String {
    made += 1
    let number = String(100_000 + made)
    return switch system {
    case .postfix: "4FP\(number)"
    case .exim: "1v8AbC-\(number)-0a"
    case .sendmail: "672A00\(number)01"
    case .opensmtpd: "aa\(number)"
    }
  }

  private mutating func addMessage(_ begin: Int) {
    let systems = System.allCases.shuffled(using: &numbers)
      .prefix(Int.random(in: 1...3, using: &numbers))
    let addresses = Set((0..<Int.random(in: 1...3, using: &numbers)).map { _ in anybody() })
    let message = Message(
      sender: chance(5) ? "" : anybody(), login: chance(30) ? RandomQueues.officials[0] : nil,
      recipients: addresses.sorted().map {
        Recipient(address: $0, original: chance(30) ? anybody() : nil)
      })
    let ids = systems.map { id($0) }
    for (index, system) in systems.enumerated() {
      let login = index == 0 && system != .sendmail ? message.login : nil
      arrive(begin + index, system, ids[index], message, login)
      let wait = index == systems.count - 1 && chance(20) ? 5000 : 0
      for recipient in message.recipients {
        let second = begin + index + 2
        let original = index == 0 ? recipient.original : nil
        let one = Recipient(address: recipient.address, original: original)
        if wait > 0 { attempt(second, system, ids[index], message, one, nil) }
        guard index == systems.count - 1 else {
          attempt(
            second, system, ids[index], message, one, reply(systems[index + 1], ids[index + 1]))
          continue
        }
        attempt(second + wait, system, ids[index], message, one, "250 OK")
        let first = systems[0] == .sendmail ? nil : message.login
        // Sendmail tells of a user, who is no redirection where he sends it himself.
        let isOwn = systems[0] == .sendmail && recipient.original == message.sender
        count(message.sender, recipient.address, isOwn ? nil : recipient.original, first)
      }
      leave(begin + index + 3 + wait, system, ids[index])
    }
  }

  private func reply(_ system: System, _ id: String) -> String {
    switch system {
    case .postfix: "250 2.0.0 Ok: queued as \(id)"
    case .exim: "250 OK id=\(id)"
    case .sendmail, .opensmtpd: "250 2.0.0 \(id) Message accepted for delivery"
    }
  }

  // MARK: Lines

  private mutating func arrive(
    _ second: Int, _ system: System, _ id: String, _ message: Message, _ login: String?
  ) {
    switch system {
    case .postfix:
      let account = login.map { ", sasl_method=PLAIN, sasl_username=\($0)" } ?? ""
      add(second, system, "postfix/smtpd", "\(id): client=pc[10.0.0.9]\(account)")
      add(second, system, "postfix/qmgr", "\(id): from=<\(message.sender)>, size=9, nrcpt=1")
    case .exim:
      let sender = message.sender.isEmpty ? "<>" : message.sender
      let account = login.map { " A=plain:\($0)" } ?? ""
      add(second, system, "exim", "\(id) <= \(sender) H=pc [10.0.0.9] P=esmtpsa\(account) S=9")
    case .sendmail:
      add(
        second, system, "sm-mta",
        "\(id): from=<\(message.sender)>, size=9, class=0, nrcpts=\(message.recipients.count), "
          + "msgid=<1@x>, relay=pc [10.0.0.9]")
    case .opensmtpd:
      let session = "bbbbbbbb\(id)"
      add(second, system, "smtpd", "\(session) smtp connected address=10.0.0.9 host=pc")
      if let login {
        add(second, system, "smtpd", "\(session) smtp authentication user=\(login) result=ok")
      }
      add(
        second, system, "smtpd",
        "\(session) smtp message msgid=\(id) size=9 nrcpt=\(message.recipients.count) proto=ESMTP")
      for recipient in message.recipients {
        add(
          second, system, "smtpd",
          "\(session) smtp envelope evpid=\(id)0b7c5e01 from=<\(message.sender)> "
            + "to=<\(recipient.address)>")
      }
      add(second, system, "smtpd", "\(session) smtp disconnected reason=quit")
    }
  }

  // `reply`: what the next server said; nil: it is deferred.
  private mutating func attempt(
    _ second: Int, _ system: System, _ id: String, _ message: Message, _ recipient: Recipient,
    _ reply: String?
  ) {
    let (address, original) = (recipient.address, recipient.original)
    switch system {
    case .postfix:
      add(
        second, system, "postfix/smtp",
        "\(id): to=<\(address)>, \(original.map { "orig_to=<\($0)>, " } ?? "")relay=mx[10.0.0.2]:25, "
          + "delay=1, dsn=2.0.0, status=\(reply.map { "sent (\($0))" } ?? "deferred (later)")")
    case .exim:
      let top = original.map { " <\($0)>" } ?? ""
      add(
        second, system, "exim",
        reply.map {
          "\(id) => \(address)\(top) R=r T=t H=mx [10.0.0.2] C=\"\($0)\""
        } ?? "\(id) == \(address)\(top) R=r T=t defer (-44): later")
    case .sendmail:
      add(
        second, system, "sm-mta",
        "\(id): to=<\(address)>, \(original.map { "ctladdr=<\($0)> (7/7), " } ?? "")delay=00:00:01, "
          + "mailer=esmtp, pri=9, relay=mx. [10.0.0.2], dsn=\(reply == nil ? 4 : 2).0.0, "
          + "stat=\(reply.map { "Sent (\($0))" } ?? "Deferred: later")")
    case .opensmtpd:
      add(
        second, system, "smtpd",
        "cccccccccccccc01 mta delivery evpid=\(id)0b7c5e01 from=<\(message.sender)> to=<\(address)> "
          + "rcpt=<\(original ?? "-")> source=\"10.0.0.1\" relay=\"10.0.0.2 (mx)\" delay=1s "
          + "result=\"\(reply == nil ? "TempFail" : "Ok")\" stat=\"\(reply ?? "421 later")\"")
    }
  }

  private mutating func leave(_ second: Int, _ system: System, _ id: String) {
    if system == .postfix { add(second, system, "postfix/qmgr", "\(id): removed") }
    if system == .exim { add(second, system, "exim", "\(id) Completed") }
  }

  // MARK: Meaning

  private mutating func count(
    _ sender: String, _ recipient: String, _ original: String?, _ login: String?
  ) {
    func isOfficial(_ address: String) -> Bool { RandomQueues.officials.contains(address) }
    func isWebmail(_ address: String) -> Bool { RandomQueues.webmail.contains(address) }
    guard !sender.isEmpty else { return }
    if isWebmail(recipient) {
      if let original, isOfficial(original) {
        expected["\(original) \(recipient) forwarded", default: 0] += 1
      } else if isOfficial(sender) {
        expected["\(sender) \(recipient) sent", default: 0] += 1
      }
    }
    guard isWebmail(sender) else { return }
    if isOfficial(recipient) { expected["\(recipient) \(sender) received", default: 0] += 1 }
    if let login, isOfficial(login) { expected["\(login) \(sender) sentAs", default: 0] += 1 }
  }
}
