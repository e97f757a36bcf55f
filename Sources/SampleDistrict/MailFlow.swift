/// Takes messages through the hosts as Zimbra does, writing every line on the way and counting
/// every delivery.
///
/// Each host queues a message twice: before the content filter and behind it. Mail for the other
/// host's mailboxes goes there, and mail2 sends outside through mail1.
struct MailFlow {
  let hosts: [HostLog]
  var random: SplitMix64
  var truth = SampleTruth()
  /// Mail domains whose mailboxes live on mail2, each with its `@`.
  let communeDomains: Set<Substring>

  /// One message in one queue of one host.
  struct Transit {
    let message: Message
    let recipients: [Message.Recipient]
    let log: HostLog
    let id: String
    let messageID: String
    let size: Int
    /// The other host handed it over.
    var isRelayed = false

    var sender: String { message.envelope }
  }

  /// Hands `message` to a host at `time`.
  mutating func carry(_ message: Message, into host: MailHost, at time: Moment) {
    let log = hosts[host.rawValue]
    let transit = Transit(
      message: message, recipients: message.recipients, log: log, id: log.newID(at: time),
      messageID: messageID(of: message, on: host), size: random.within(1_400...420_000))
    let client: String
    var login = ""
    var service = "postfix/smtpd"
    switch message.origin {
    case .outside: client = Correspondents.client(of: message.author, &random)
    case .web: client = "\(host.fullName)[\(host.address)]"
    case .submission(let user):
      client = "unknown[10.20.\(random.below(32)).\(random.within(2...250))]"
      login = ", sasl_method=LOGIN, sasl_username=\(user)"
      service = random.chance(70) ? "postfix/submission/smtpd" : "postfix/smtps/smtpd"
    }
    enter(transit, at: time, client: client, login: login, service: service)
  }

  private mutating func messageID(of message: Message, on host: MailHost) -> String {
    switch message.origin {
    case .outside: "\(random.hex(20))@\(message.author.split(separator: "@").last ?? "localhost")"
    case .web: "\(random.below(1 << 30)).\(random.below(90_000)).JavaMail.zimbra@\(host.fullName)"
    case .submission: "\(random.hex(8))-\(random.hex(4))-\(random.hex(12))@songma.gov.example"
    }
  }

  /// The queue before the filter, and all that follows.
  private mutating func enter(
    _ transit: Transit, at time: Moment, client: String, login: String, service: String
  ) {
    let log = transit.log
    let smtpd = log.process(service)
    var now = time
    log.write(now, smtpd, "connect from \(client)")
    now = now + random.within(20...400)
    log.write(now, smtpd, "\(transit.id): client=\(client)\(login)")
    now = now + random.within(5...120)
    accept(transit, at: now)
    log.write(
      now + random.within(60...900), smtpd,
      "disconnect from \(client) ehlo=1 mail=1 rcpt=\(transit.recipients.count) data=1 quit=1 "
        + "commands=\(transit.recipients.count + 4)")
    now = now + random.within(10...200)
    filter(transit, at: now, client: client, start: time)
  }

  /// `cleanup` and `qmgr` take the message into a queue.
  private func accept(_ transit: Transit, at time: Moment) {
    transit.log.write(
      time, transit.log.process("postfix/cleanup"),
      "\(transit.id): message-id=<\(transit.messageID)>")
    activate(transit, remaining: transit.recipients.count, at: time + 4)
  }

  func activate(_ transit: Transit, remaining: Int, at time: Moment) {
    transit.log.write(
      time, transit.log.process("postfix/qmgr"),
      "\(transit.id): from=<\(transit.sender)>, size=\(transit.size), nrcpt=\(remaining) "
        + "(queue active)")
  }

  func remove(_ transit: Transit, at time: Moment) {
    transit.log.write(time, transit.log.process("postfix/qmgr"), "\(transit.id): removed")
    transit.log.release(transit.id, at: time)
  }

  private mutating func filter(
    _ first: Transit, at time: Moment, client: String, start: Moment
  ) {
    let log = first.log
    let amavis = random.within(2_000...9_000)
    let job = "\(amavis)-\(random.within(10...20))"
    let route = first.recipients.map { "<\($0.address)>" }.joined(separator: ",")
    let address = client.drop { $0 != "[" }
    guard !first.message.isSpam else {
      log.write(
        time + 700, "amavis[\(amavis)]",
        "(\(job)) Blocked SPAM {DiscardedInbound,Quarantined}, \(address):25 \(address) "
          + "<\(first.sender)> -> \(route), Queue-ID: \(first.id), Hits: 21.4, size: \(first.size)")
      hop(first, reply: "250 2.7.0 Ok, discarded, id=\(job) - spam", at: time + 705, start: start)
      return remove(first, at: time + 709)
    }
    let entry = time + random.within(150...900)
    let second = Transit(
      message: first.message, recipients: first.recipients, log: log, id: log.newID(at: entry),
      messageID: first.messageID, size: first.size + random.within(300...700))
    let smtpd = log.process("postfix/amavisd/smtpd")
    log.write(entry, smtpd, "connect from localhost[127.0.0.1]")
    log.write(entry + 3, smtpd, "\(second.id): client=localhost[127.0.0.1]")
    accept(second, at: entry + 9)
    log.write(
      entry + 18, "amavis[\(amavis)]",
      "(\(job)) Passed CLEAN {RelayedInbound}, \(address):\(random.within(1_024...65_000)) "
        + "\(address) <\(first.sender)> -> \(route), Queue-ID: \(first.id), Message-ID: "
        + "<\(first.messageID)>, mail_id: \(random.hex(12)), Hits: -1.9, size: \(first.size), "
        + "queued_as: \(second.id), \(entry.milliseconds - time.milliseconds) ms")
    // Now and then the first queue logs its hop when the second has already delivered.
    let logged = entry + (random.chance(12) ? 2_600 : 20)
    hop(
      first,
      reply: "250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as \(second.id)",
      at: logged, start: start)
    log.write(logged + 4, smtpd, "disconnect from localhost[127.0.0.1] ehlo=1 mail=1 quit=1")
    remove(first, at: logged + 6)
    leave(second, at: entry + 30, start: start)
  }

  /// The first queue's lines: one hop to the filter per recipient.
  private mutating func hop(_ transit: Transit, reply: String, at time: Moment, start: Moment) {
    let port = transit.message.origin == .outside || transit.isRelayed ? 10_026 : 10_032
    let smtp = transit.log.process("postfix/smtp")
    for recipient in transit.recipients {
      transit.log.write(
        time, smtp,
        "\(transit.id): to=<\(recipient.written)>\(originally(recipient, transit)), "
          + "relay=127.0.0.1[127.0.0.1]:\(port), \(delay(from: start, to: time)), dsn=2.0.0, "
          + "status=sent (\(reply))")
    }
  }

  // Aliases are resolved before the filter: only the first host's first queue knows them.
  private func originally(_ recipient: Message.Recipient, _ transit: Transit) -> String {
    guard !transit.isRelayed, let original = recipient.original else { return "" }
    return ", orig_to=<\(original)>"
  }

  func delay(from start: Moment, to end: Moment) -> String {
    let tenths = max(1, (end.milliseconds - start.milliseconds) / 100)
    return "delay=\(tenths / 10).\(tenths % 10), delays=0.1/0.01/\(tenths / 20).0/\(tenths % 7).2"
  }

  /// Hands the part of a message for the other host's mailboxes or for outside to that host.
  mutating func relay(_ transit: Transit, _ recipients: [Message.Recipient], at time: Moment) {
    let other = hosts[transit.log.host.other.rawValue]
    let id = other.newID(at: time)
    let onward = Transit(
      message: transit.message, recipients: recipients, log: other, id: id,
      messageID: transit.messageID, size: transit.size + 260, isRelayed: true)
    enter(
      onward, at: time,
      client: "\(transit.log.host.fullName)[\(transit.log.host.address)]", login: "",
      service: "postfix/smtpd")
    let smtp = transit.log.process("postfix/smtp")
    for recipient in recipients {
      transit.log.write(
        time + 700, smtp,
        "\(transit.id): to=<\(recipient.written)>, relay=\(other.host.fullName)"
          + "[\(other.host.address)]:25, \(delay(from: time, to: time + 700)), dsn=2.0.0, "
          + "status=sent (250 2.0.0 Ok: queued as \(id))")
    }
  }
}
