// Behind the filter: the second queue delivers to mailboxes, hands over to the other host, or
// sends outside.
extension MailFlow {
  mutating func leave(_ transit: Transit, at time: Moment, start: Moment) {
    let host = transit.log.host
    var last = time
    var relayed: [Message.Recipient] = []
    for recipient in transit.recipients {
      last = last + random.within(30...700)
      if Party(recipient.address).isOfficial {
        if home(recipient.address) == host {
          store(transit, recipient, at: last, start: start)
          if transit.message.repeats > 0 { last = last + 2 }
        } else {
          relayed.append(recipient)
        }
      } else if host == .mail2 {
        relayed.append(recipient)
      } else {
        last = sendOutside(transit, recipient, at: last, start: start)
      }
    }
    if !relayed.isEmpty {
      relay(transit, relayed, at: last)
      last = last + 702
    }
    remove(transit, at: last + 3)
  }

  /// Which host keeps the mailboxes of an address: communes live on mail2.
  private func home(_ address: String) -> MailHost {
    communeDomains.contains(address[(address.lastIndex(of: "@") ?? address.startIndex)...])
      ? .mail2 : .mail1
  }

  private mutating func store(
    _ transit: Transit, _ recipient: Message.Recipient, at time: Moment, start: Moment
  ) {
    let host = transit.log.host
    let lmtp = transit.log.process("postfix/lmtp")
    let line =
      "\(transit.id): to=<\(recipient.written)>, relay=\(host.fullName)[\(host.address)]:7025, "
      + "\(delay(from: start, to: time)), dsn=2.1.5, status=sent (250 2.1.5 Delivery OK)"
    transit.log.write(time, lmtp, line)
    arrived(transit, recipient, at: time)
    if transit.message.repeats > 0 {
      transit.log.write(
        time + 1, lmtp, "message repeated \(transit.message.repeats) times: [ \(line)]")
      for _ in 0..<transit.message.repeats { arrived(transit, recipient, at: time + 1) }
    }
  }

  private mutating func arrived(
    _ transit: Transit, _ recipient: Message.Recipient, at time: Moment
  ) {
    truth.count(
      author: transit.message.author, authenticated: transit.message.authenticated,
      addressed: recipient.original, delivered: recipient.address, at: time)
  }

  /// Returns the time of the last line about this recipient.
  private mutating func sendOutside(
    _ transit: Transit, _ recipient: Message.Recipient, at time: Moment, start: Moment
  ) -> Moment {
    let address = recipient.address
    let domain = address.lastIndex(of: "@").map { address[address.index(after: $0)...] } ?? ""
    let (relay, reply) = Correspondents.exchanger(of: domain, &random)
    switch recipient.outcome {
    case .delivered:
      attempt(transit, recipient, relay, "2.0.0", "sent (\(reply))", at: time, start: start)
      arrived(transit, recipient, at: time)
      return time
    case .delayed(let retries):
      let last = postpone(transit, recipient, relay, retries, at: time, start: start)
      attempt(transit, recipient, relay, "2.0.0", "sent (\(reply))", at: last, start: start)
      arrived(transit, recipient, at: last)
      return last
    case .discarded:
      let discard = transit.log.process("postfix/discard")
      transit.log.write(
        time, discard,
        "\(transit.id): to=<\(recipient.written)>, relay=none, "
          + "\(delay(from: start, to: time)), dsn=2.0.0, status=sent (discarded by transport map)")
      return time
    case .bounced:
      attempt(
        transit, recipient, relay, "5.1.1",
        "bounced (host \(relay.prefix { $0 != ":" }) said: 550 5.1.1 The email account that you "
          + "tried to reach does not exist (in reply to RCPT TO command))", at: time, start: start)
      notify(transit, at: time + 40)
      return time + 60
    case .expired:
      let last = postpone(transit, recipient, relay, 2, at: time, start: start)
      transit.log.write(
        last, transit.log.process("postfix/qmgr"),
        "\(transit.id): from=<\(transit.sender)>, status=expired, returned to sender")
      notify(transit, at: last + 40)
      return last + 60
    }
  }

  private mutating func attempt(
    _ transit: Transit, _ recipient: Message.Recipient, _ relay: String, _ code: String,
    _ status: String, at time: Moment, start: Moment
  ) {
    transit.log.write(
      time, transit.log.process("postfix/smtp"),
      "\(transit.id): to=<\(recipient.written)>, relay=\(relay), "
        + "\(delay(from: start, to: time)), dsn=\(code), status=\(status)")
  }

  /// Deferred `retries` times; returns when the next attempt ends.
  private mutating func postpone(
    _ transit: Transit, _ recipient: Message.Recipient, _ relay: String, _ retries: Int,
    at time: Moment, start: Moment
  ) -> Moment {
    var now = time
    for _ in 0..<retries {
      attempt(
        transit, recipient, relay, "4.2.1",
        "deferred (host \(relay.prefix { $0 != ":" }) said: 421 4.2.1 Try again later "
          + "(in reply to end of DATA command))", at: now, start: start)
      now = now + random.within(280_000...900_000)
      activate(transit, remaining: 1, at: now)
      now = now + random.within(300...2_000)
    }
    return now
  }

  /// Tells an official author that the mail did not arrive; the null sender is nobody.
  private mutating func notify(_ transit: Transit, at time: Moment) {
    let author = Party(transit.message.author)
    guard author.isOfficial, home(transit.message.author) == transit.log.host else { return }
    let log = transit.log
    let notice = Transit(
      message: Message(from: "", origin: .outside, to: [.init(transit.message.author)]),
      recipients: [.init(transit.message.author)], log: log, id: log.newID(at: time),
      messageID: "\(random.hex(14))@\(log.host.fullName)", size: random.within(3_000...9_000))
    log.write(
      time, log.process("postfix/bounce"),
      "\(transit.id): sender non-delivery notification: \(notice.id)")
    log.write(
      time + 2, log.process("postfix/cleanup"), "\(notice.id): message-id=<\(notice.messageID)>")
    activate(notice, remaining: 1, at: time + 4)
    leave(notice, at: time + 8, start: time)
  }
}
