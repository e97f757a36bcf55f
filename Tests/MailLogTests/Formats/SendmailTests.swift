import MailLog
import OfficialMail
import Testing

private let id = "672A0001004711"
private let next = "672A0001004712"

private func syslog(_ program: String, _ messages: [String], from second: Int = 0) -> String {
  messages.enumerated().map { number, message in
    "\(LogLines.stamp(36_000 + second + number)) mx1 \(program)[7]: \(message)\n"
  }.joined()
}

private func from(_ sender: String, _ id: String = id, recipients: Int = 1) -> String {
  "\(id): from=<\(sender)>, size=9, class=0, nrcpts=\(recipients), msgid=<1@x>, relay=x [192.0.2.9]"
}

private func to(
  _ list: String, under id: String = id, controlling: String? = nil, mailer: String = "esmtp",
  relay: String = "mx.far.example. [192.0.2.7]", dsn: String = "2.0.0",
  _ status: String = "Sent (OK)"
) -> String {
  let user = controlling.map { ", ctladdr=\($0) (1001/100)" } ?? ""
  return "\(id): to=\(list)\(user), delay=00:00:01, xdelay=00:00:01, mailer=\(mailer), pri=120, "
    + "relay=\(relay), dsn=\(dsn), stat=\(status)"
}

struct SendmailTests {
  @Test(arguments: [
    (to("<b@gmail.com>,<c@yahoo.com>"), 2), (to("b@gmail.com,c@yahoo.com"), 2),
    (to("<b@gmail.com>,<c@yahoo.com>, [more]"), 2), (to("<b@gmail.com>, [more]"), 1),
    (to("\"b, stat=Sent\"@gmail.com,<c@yahoo.com>"), 2),
    (to("<b@gmail.com>", dsn: "4.2.0", "Deferred: stat=Sent (OK)"), 0),
    (to("<b@gmail.com>", dsn: "5.1.1", "User unknown"), 0),
    (to("\"x, dsn=2.0.0, stat=Sent (OK)\"@gmail.com", dsn: "5.1.1", "User unknown"), 0),
    (to("<b@gmail.com>", "queued"), 0), (to("<b@gmail.com>", "Sent"), 1),
    (to("<b@gmail.com>", "Sentimental"), 0),
    (to("<b@gmail.com>", "Sent (2.7.0 Ok, discarded, id=1 - spam)"), 0),
    ("\(id): to=<b@gmail.com>, delay=00:00:01, reject=550 stat=Sent", 0),
    ("\(id): to=\"odd@gmail.com, stat=Sent", 0),
  ])
  func `a recipients' line is one delivery for each of its list, where it says so`(
    line: String, count: Int
  ) throws {
    let text = syslog("sm-mta", [from("an@gov.example"), line])
    #expect(try tally(of: [text]).findings().totals.reduce(0) { $0 + $1.messages } == count)
  }

  @Test(arguments: [
    ("an@gov.example", "<an@gov.example>", "an@gov.example b@gmail.com sent 1"),
    ("an@gov.example", "<AN@gov.example>", "an@gov.example b@gmail.com sent 1"),
    ("an@gov.example", "<an@mail2.gov.example>", "an@gov.example b@gmail.com sent 1"),
    ("an@gov.example", "an", "an@gov.example b@gmail.com sent 1"),
    ("an@gov.example", "<vi@gov.example>", "vi@gov.example b@gmail.com forwarded 1"),
    ("x@far.example", "<vi@gov.example>", "vi@gov.example b@gmail.com forwarded 1"),
    ("x@far.example", "vi@gov.example", "vi@gov.example b@gmail.com forwarded 1"),
  ])
  func `a controlling user who is not the sender is the original address`(
    sender: String, user: String, expected: String
  ) throws {
    let lines = [from(sender), to("b@gmail.com", controlling: user)]
    #expect(try rows(of: syslog("sendmail", lines)) == [expected])
    // Cut between the two, nobody knows the sender at first.
    let parts = lines.enumerated().map { syslog("sendmail", [$1], from: $0) }
    #expect(try rows(of: parts[0], parts[1]) == [expected])
    #expect(try rows(of: parts[1], parts[0]) == [expected])
  }

  @Test(arguments: [
    ("\\vi", "<vi@gov.example>", "local"), ("vi", "<vi@gov.example>", "local"),
    ("\"|/usr/bin/procmail\"", "<vi@gov.example>", "prog"),
    ("|/usr/bin/procmail", "<vi@gov.example>", "prog"),
    ("/home/vi/mail", "<vi@gov.example>", "*file*"), ("<vi@gov.example>", "<root>", "local"),
  ])
  func `a local user, program or file is the controlling user's`(
    recipient: String, user: String, mailer: String
  ) throws {
    let lines = [from("c@yahoo.com"), to(recipient, controlling: user, mailer: mailer, "Sent")]
    #expect(try rows(of: syslog("sm-mta", lines)) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `webmail is never on the same host, a mailbox may be`() throws {
    let here = "[127.0.0.1] [127.0.0.1]"
    let out = [from("an@gov.example"), to("<b@gmail.com>", relay: here, "Sent (Ok)")]
    #expect(try rows(of: syslog("sm-mta", out)) == [])
    let inwards = [from("b@gmail.com"), to("<an@gov.example>", relay: here, "Sent (Ok)")]
    #expect(
      try rows(of: syslog("sm-mta", inwards)) == ["an@gov.example b@gmail.com received 1"])
  }

  @Test func `a vacation program delivers nothing`() throws {
    let lines = [
      from("c@yahoo.com"), to("\\vi", controlling: "<vi@gov.example>", mailer: "local", "Sent"),
      to("\"|/usr/bin/vacation vi\"", controlling: "<vi@gov.example>", mailer: "prog", "Sent"),
    ]
    #expect(try rows(of: syslog("sm-mta", lines)) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `submission to the server is a hop, and its user is the sender`() throws {
    let handed = to(
      "b@gmail.com", controlling: "an@gov.example", mailer: "relay",
      relay: "[127.0.0.1] [127.0.0.1]", "Sent (\(next) Message accepted for delivery)")
    let submission = ["\(id): from=an, size=9, class=0, nrcpts=1, msgid=<1@x>, relay=an@localhost"]
    let server = [
      from("an@gov.example", next),
      to("<b@gmail.com>", under: next, controlling: "<an@gov.example>"),
    ]
    let text =
      syslog("sm-msp-queue", submission) + syslog("sm-mta", server, from: 1)
      + syslog("sm-msp-queue", [handed], from: 2)
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com sent 1"])
    // Without the server's lines nobody knows what became of it.
    let cut = syslog("sendmail", [from("an@gov.example"), handed])
    let (totals, ledger) = try tally(of: [cut]).totals()
    #expect(totals.isEmpty)
    #expect(ledger.unresolvedTransactions == 1)
  }

  @Test func `a hop to another exported host counts once`() throws {
    let edge = syslog(
      "sm-mta",
      [
        from("b@gmail.com"),
        to("<an@gov.example>", relay: "mta1. [10.0.0.2]", "Sent (Ok: queued as BBBBB1)"),
      ])
    var inner = LogLines(host: "mta1")
    inner.message(36_001, "BBBBB1", from: "b@gmail.com", to: "an@gov.example", service: "lmtp")
    #expect(try rows(of: edge, inner.text) == ["an@gov.example b@gmail.com received 1"])
    #expect(try rows(of: edge) == ["an@gov.example b@gmail.com received 1"])
  }

  @Test func `null senders and lists' owners are nobody's correspondence`() throws {
    let lines = [
      from("", recipients: 1), to("<b@gmail.com>"),
      from("an@gov.example", next, recipients: 1),
      "\(next): 672A0001004713: clone: owner=owner-all",
      to("b@gmail.com", under: "672A0001004713"), "\(next): 672A0001004714: DSN: User unknown",
    ]
    let (totals, ledger) = try tally(of: [syslog("sm-mta", lines)]).totals()
    #expect(totals.isEmpty)
    #expect(ledger.unresolvedTransactions == 0)
  }

  @Test func `deferred for days and sent then is one delivery`() throws {
    let late = 4 * 86_400
    let text =
      syslog("sm-mta", [from("an@gov.example"), to("<b@gmail.com>", dsn: "4.0.0", "Deferred: x")])
      + syslog("sm-mta", [to("<b@gmail.com>")], from: late)
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `an alias may stand for more recipients than were named`() throws {
    let lines = [
      from("an@gov.example"), to("<x@far.example>"), to("<b@gmail.com>"), to("<c@yahoo.com>"),
    ]
    #expect(try rows(of: syslog("sm-mta", lines)).count == 2)
  }

  @Test func `what is complete is over after an hour's silence, wherever the log is cut`() throws {
    let head = syslog("sm-mta", [from("an@gov.example"), to("<b@gmail.com>")])
    for (wait, count) in [(3500, 2), (3700, 1)] {
      let tail = syslog("sm-mta", [to("<c@yahoo.com>")], from: wait)
      for texts in [[head + tail], [head, tail]] {
        let (totals, ledger) = try tally(of: texts).totals()
        #expect(totals.count == count)
        #expect(ledger.unresolvedTransactions == UInt64(2 - count))
      }
    }
  }

  @Test func `logins of the server are counted, with or without an id`() throws {
    let text = syslog(
      "sm-mta",
      [
        "AUTH=server, relay=pc [10.0.0.9], authid=an@gov.example, mech=PLAIN, bits=0",
        "NOQUEUE: AUTH=server, relay=pc [10.0.0.9], authid=an@gov.example, mech=PLAIN, bits=0",
        "\(id): AUTH=server, relay=pc [10.0.0.9], authid=an@gov.example, mech=LOGIN, bits=0",
        "AUTH=client, relay=mx [192.0.2.7], authid=an@gov.example, mech=PLAIN, bits=0",
        "AUTH=server, relay=pc [10.0.0.9], authid=an, mech=PLAIN, bits=0",
      ])
    #expect(try tally(of: [text]).findings().logins.map(\.logins) == [3])
  }

  @Test func `a list longer than syslog's lines is refused`() throws {
    let list = String(repeating: "<b@gmail.com>,", count: 8000) + "<b@gmail.com>"
    let text = syslog("sm-mta", [from("an@gov.example"), to(list), to("<c@yahoo.com>")])
    let (totals, ledger) = try tally(of: [text]).totals()
    #expect(totals.map(\.webmail.description) == ["c@yahoo.com"])
    #expect(ledger.unrecognised == 1)
  }

  @Test func `nobody is sentAs by Sendmail`() throws {
    let lines = [
      "\(id): AUTH=server, relay=pc [10.0.0.9], authid=an@gov.example, mech=PLAIN, bits=0",
      from("c@yahoo.com"), to("<x@far.example>"),
    ]
    #expect(try rows(of: syslog("sm-mta", lines)) == [])
  }
}
