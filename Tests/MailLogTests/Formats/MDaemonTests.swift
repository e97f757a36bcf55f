import MailLog
import OfficialMail
import Testing

private typealias Session = MDaemonSession

private func rows(_ sessions: [Session]) throws -> [String] {
  try rows(of: sessions.map(\.text).joined(separator: "\n") + "\n")
}

@Suite struct MDaemonTests {
  private let ok = MDaemonSession.accepted

  private func outgoing(_ to: [(String, String)], end: String = "250 ok") -> MDaemonSession {
    .outgoing(from: "an@gov.example", to: to, id: "1@gov.example", end: end)
  }

  @Test func `an incoming session delivers to official recipients alone`() throws {
    let session = MDaemonSession.incoming(
      login: "an@gov.example", from: "an@gov.example", to: [("b@gmail.com", ok)],
      id: "1@gov.example")
    #expect(try rows([session]) == [])
    let other = MDaemonSession.incoming(
      from: "c@yahoo.com", to: [("b@gmail.com", ok), ("vi@gov.example", ok)], id: "2@yahoo.com")
    #expect(try rows([other]) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `a recipient that was refused, now or for good, got nothing`() throws {
    #expect(
      try rows([
        outgoing([
          ("b@gmail.com", "550 5.1.1 no such user"), ("c@yahoo.com", "451 4.7.1 later"),
          ("d@outlook.com", "250 2.1.5 ok"),
        ])
      ]) == ["an@gov.example d@outlook.com sent 1"])
  }

  @Test(arguments: [
    "554 5.7.1 spam", "451 later", "421 closing", "250 Ok, message quarantined",
  ])
  func `a message that was refused at its end was not delivered`(reply: String) throws {
    #expect(try rows([outgoing([("b@gmail.com", "250 ok")], end: reply)]) == [])
  }

  @Test func `several messages may share a session and its login`() throws {
    var session = MDaemonSession()
    session.add([
      "Session 1; child 0001", "Accepting SMTP connection from 10.0.0.9:5 to 10.0.0.2:587",
      "--> 220 mail.gov.example", "<-- AUTH PLAIN ******", "--> 235 ok",
      "Authenticated as an@gov.example",
    ])
    for number in 1...3 {
      session.add(
        MDaemonSession.message(
          number == 2 ? "an@gov.example" : "c@yahoo.com", [("vi@gov.example", ok)],
          end: "250 2.6.0 Ok, message saved <Message-ID: \(number)@x>", isIncoming: true))
    }
    session.end()
    #expect(
      try rows([session])
        == ["an@gov.example c@yahoo.com sentAs 2", "vi@gov.example c@yahoo.com received 2"])
  }

  @Test func `a message without an id is told from the next one`() throws {
    let one = outgoing([("b@gmail.com", "250 ok")])
    let lines = { (number: Int) in
      one.text.replacing("*  Message-ID: <1@gov.example>", with: "*  To: b@gmail.com")
        .replacing("10.0.0.2:5", with: "10.0.0.2:\(number)")
        .replacing("192.0.2.7:25", with: "192.0.2.\(number):25")
    }
    #expect(
      try rows(of: lines(5) + "\n" + lines(6) + "\n")
        == ["an@gov.example b@gmail.com sent 2"])
  }

  @Test func `a message handed in under a login becomes its own when it goes out`() throws {
    let handedIn = MDaemonSession.incoming(
      login: "an@gov.example", from: "c@yahoo.com", to: [("x@far.example", ok)], id: "7@x")
    let sent = MDaemonSession.outgoing(
      from: "c@yahoo.com", to: [("x@far.example", "250 ok")], id: "7@x")
    let other = MDaemonSession.outgoing(
      from: "c@yahoo.com", to: [("x@far.example", "250 ok")], id: "8@x")
    let expected = ["an@gov.example c@yahoo.com sentAs 1"]
    #expect(try rows([handedIn, sent, other]) == expected)
    #expect(try rows(of: sent.text, handedIn.text) == expected)
    #expect(try rows([handedIn]) == [])
    #expect(try rows([sent]) == [])
  }

  @Test func `a name without a domain is nobody's login`() throws {
    let session = MDaemonSession.incoming(
      login: "an", from: "c@yahoo.com", to: [("vi@gov.example", ok)], id: "7@x")
    #expect(try rows([session]) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `a session that never ends counts nothing of what it left open`() throws {
    let lines = outgoing([("b@gmail.com", "250 ok")]).lines
    let end = try #require(lines.firstIndex { $0.hasSuffix("<-- 250 ok") && $0 != lines.last })
    let last = try #require(lines.lastIndex { $0.hasSuffix("<-- 250 ok") })
    #expect(end < last)
    for length in 1..<last {
      let text = lines[..<length].joined(separator: "\n") + "\n"
      #expect(try rows(of: text) == [])
      // Another session does not end it.
      #expect(
        try rows(
          of: text + "Sun 2026-08-02 00:00:09: Session 7; child 1\n"
            + "Sun 2026-08-02 00:00:09: <-- 250 ok\n") == [])
    }
  }

  @Test func `numbered sessions may lie in each other`() throws {
    let one = MDaemonSession.outgoing(
      .numbered, 1, from: "an@gov.example", to: [("b@gmail.com", "250 ok")], id: "1@x")
    let two = MDaemonSession.outgoing(
      .numbered, 2, from: "vi@gov.example", to: [("d@outlook.com", "550 no")], id: "2@x")
    var woven: [String] = []
    for (left, right) in zip(one.lines, two.lines) { woven += [left, right] }
    #expect(
      try rows(of: woven.joined(separator: "\n"))
        == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `commands sent at once are answered in their order`() throws {
    var session = MDaemonSession()
    session.add([
      "Session 1; child 0001", "Attempting SMTP connection to 192.0.2.7:25", "<-- 220 mx",
      "--> MAIL From:<an@gov.example>", "--> RCPT To:<b@gmail.com>", "--> RCPT To:<c@yahoo.com>",
      "--> DATA", "<-- 250 ok", "<-- 550 no", "<-- 250-first", "<-- 250 ok", "<-- 354 go",
      "Transfer Complete", "<-- 250 ok",
    ])
    session.end()
    #expect(try rows([session]) == ["an@gov.example c@yahoo.com sent 1"])
  }

  @Test func `where a reply is lost nothing is guessed`() throws {
    let whole = outgoing([("b@gmail.com", "550 no"), ("c@yahoo.com", "250 2.1.5 ok")])
    var lines = whole.lines
    lines.removeAll { $0.hasSuffix("<-- 550 no") }
    #expect(try rows(of: lines.joined(separator: "\n")) == [])
  }

  @Test func `a session of more commands than can be told apart counts no further`() throws {
    var session = MDaemonSession()
    session.add(["Session 1; child 0001", "Attempting SMTP connection to x", "<-- 220 x"])
    session.add(Array(repeating: "--> NOOP", count: 3000))
    session.add(
      MDaemonSession.message(
        "an@gov.example", [("b@gmail.com", "250 ok")], end: "250 ok", isIncoming: false))
    session.end()
    let next = outgoing([("d@outlook.com", "250 ok")])
    #expect(try rows([session, next]) == ["an@gov.example d@outlook.com sent 1"])
  }

  @Test func `a secret is no command`() throws {
    var session = MDaemonSession()
    session.add([
      "Session 1; child 0001", "Accepting SMTP connection from 10.0.0.9:5 to 10.0.0.2:25",
      "--> 220 x", "<-- AUTH LOGIN", "--> 334 x", "<-- MAIL FROM:<c@yahoo.com>", "--> 535 no",
    ])
    session.add(
      MDaemonSession.message(
        "x@far.example", [("vi@gov.example", ok)], end: "250 ok", isIncoming: true))
    session.end()
    #expect(try rows([session]) == [])
  }

  @Test func `sessions of other protocols and a reset say nothing`() throws {
    var session = MDaemonSession()
    session.add([
      "Session 1; child 0001", "Accepting IMAP connection from 10.0.0.9:5 to 10.0.0.2:143",
    ])
    session.add(
      MDaemonSession.message(
        "c@yahoo.com", [("vi@gov.example", ok)], end: "250 ok", isIncoming: true))
    session.add(["----------", "Session 2; child 0001", "Attempting SMTP connection to x"])
    session.add(["<-- 220 x", "--> MAIL From:<an@gov.example>", "<-- 250 ok"])
    session.add(["--> RCPT To:<b@gmail.com>", "<-- 250 ok", "--> RSET", "<-- 250 ok"])
    session.add(["--> DATA", "<-- 354 go", "<-- 250 ok"])
    session.end()
    #expect(try rows([session]) == [])
  }

  @Test func `what is thrown away after its acceptance was not delivered`() throws {
    var session = MDaemonSession()
    session.add(["Session 1; child 0001", "Accepting SMTP connection from 10.0.0.9:5"])
    var lines = MDaemonSession.message(
      "c@yahoo.com", [("vi@gov.example", ok)], end: "250 ok", isIncoming: true)
    lines.insert("Message will be deleted", at: lines.count - 1)
    session.add(lines)
    session.end()
    #expect(try rows([session]) == [])
  }

  @Test func `times are the server's own`() throws {
    let text = outgoing([("b@gmail.com", "250 ok")]).text
    let found = try tally(of: [text], testReading(zone: "Asia/Ho_Chi_Minh")).findings()
    #expect(found.totals.map(\.first.description) == ["2026-08-01T17:00:00Z"])
  }
}
