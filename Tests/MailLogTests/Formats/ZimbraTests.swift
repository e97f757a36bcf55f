import MailLog
import OfficialMail
import Testing

/// `mailbox protocol logins failures` of logs' lines.
private func logins(_ texts: [String]..., reading: LogReading = testReading()) throws -> [String] {
  try tally(of: texts.map { $0.joined(separator: "\n") + "\n" }, reading).findings().logins.map {
    "\($0.mailbox) \($0.way) \($0.logins) \($0.failures)"
  }.sorted()
}

@Suite struct ZimbraTests {
  @Test func `what both logs tell of one protocol and day counts once`() throws {
    let audit = [
      ZimbraLine.audit("an@gov.example"), ZimbraLine.audit("an@gov.example", second: 5),
      ZimbraLine.audit("an@gov.example", "pop3", second: 6),
    ]
    let mailbox = [
      ZimbraLine.mailbox("an@gov.example"), ZimbraLine.mailbox("an@gov.example", "pop", second: 6),
      ZimbraLine.failure("an@gov.example", "imap", thread: "ImapServer-2"),
    ]
    let expected = ["an@gov.example imap 2 1", "an@gov.example pop3 1 0"]
    #expect(try logins(audit, mailbox) == expected)
    #expect(try logins(mailbox, audit) == expected)
  }

  @Test func `a name without a domain is nobody`() throws {
    #expect(
      try logins([
        ZimbraLine.audit("an"), ZimbraLine.mailbox("an"), ZimbraLine.failure("an"),
      ]) == [])
  }

  @Test func `addresses fold as everywhere`() throws {
    #expect(
      try logins([ZimbraLine.audit("An@Gov.Example", "IMAP"), ZimbraLine.audit("an@gov.example")])
        == ["an@gov.example imap 2 0"])
  }

  @Test(arguments: [
    "cmd=Auth; account=an@gov.example; error=account lockout due to too many failed logins;",
    "cmd=Auth; account=an@gov.example; info=account re-activated from lockout status;",
    "cmd=AdminAuth; account=an@gov.example; error=x;", "cmd=Logout; account=an@gov.example;",
    "cmd=DelegateAuth; accountId=1; accountName=an@gov.example;", "cmd=Auth;", "cmd=Auth; account=",
    "cmd=Auth; protocol=imap;",
  ])
  func `other security lines are no login`(message: String) throws {
    let found = try tally(of: [ZimbraLine(message: message).text + "\n"]).findings()
    #expect(found.logins.isEmpty)
    #expect(found.ledger.unrecognised == 0)
  }

  @Test func `an error anywhere makes it a failure, and a semicolon in a value is doubled`() throws
  {
    #expect(
      try logins([
        ZimbraLine(
          message: "cmd=Auth; account=an@gov.example; protocol=soap; error=a;; b; x=1;"
        ).text,
        ZimbraLine(
          message: "cmd=Auth; account=an@gov.example;; protocol=pop3; protocol=soap; error=x;"
        ).text,
      ]) == ["an@gov.example soap 0 1"])
  }

  @Test func `a client's own name makes no login of somebody else`() throws {
    let forged = "] security - cmd=Auth; account=vi@gov.example; protocol=imap;"
    #expect(
      try logins([
        ZimbraLine(
          context: "ip=10.0.0.9;ua=x\(forged)",
          message: "cmd=Auth; account=b@far.example; protocol=soap;"
        ).text,
        ZimbraLine(context: "ua=x;\(forged)", category: "soap", message: "AuthRequest").text,
        ZimbraLine.failure("x\(forged)"),
        ZimbraLine(
          context: "ua=x] imap - user vi@gov.example authenticated;", category: "imap",
          message: "user b@far.example authenticated"
        ).text,
      ]) == [])
  }

  @Test func `the MTA of Zimbra delivers, its mailbox log does not`() throws {
    let line = ZimbraLine(
      thread: "LmtpServer-5", category: "lmtp", message: "user an@gov.example authenticated")
    let found = try tally(of: [
      line.text + "\n"
        + ZimbraLine(
          category: "lmtp", message: "Delivering message: sender=b@gmail.com, to=an@gov.example"
        ).text + "\n"
    ]).findings()
    #expect(found.totals.isEmpty && found.logins.isEmpty)
    #expect((found.ledger.irrelevant, found.ledger.unrecognised) == (2, 0))
  }

  @Test func `an account's own line beside the protocol's adds no failure`() throws {
    #expect(
      try logins([
        ZimbraLine.failure("an@gov.example"),
        ZimbraLine(
          thread: "qtp1:https://mail.gov.example/service/soap/", category: "account",
          message: "authentication failed for [an@gov.example] (account lockout)"
        ).text,
      ]) == ["an@gov.example soap 0 1"])
  }

  @Test func `times are the server's own`() throws {
    let text = ZimbraLine.audit("an@gov.example") + "\n"
    let found = try tally(of: [text], testReading(zone: "Asia/Ho_Chi_Minh")).findings()
    #expect(found.logins.map(\.first.description) == ["2026-08-01T17:00:00Z"])
  }

  @Test func `a trace is irrelevant, and nonsense is not taken for one`() throws {
    let text = [
      ZimbraLine.mailbox("an@gov.example"), "java.lang.NullPointerException",
      "com.example.Fault: why", "\tat a.b(c.java:1)", "\t... 3 more", "Caused by: x", "",
      "Sunday was a fine day", "a: b",
    ].joined(separator: "\n")
    let ledger = try tally(of: [text]).findings().ledger
    #expect((ledger.recognised, ledger.irrelevant, ledger.unrecognised) == (1, 6, 2))
  }
}
