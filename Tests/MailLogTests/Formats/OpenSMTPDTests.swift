import MailLog
import OfficialMail
import Testing

private func syslog(_ messages: [String], host: String = "mx1") -> String {
  messages.enumerated().map { number, message in
    "\(LogLines.stamp(36_000 + number)) \(host) smtpd[7]: \(message)\n"
  }.joined()
}

private func delivery(
  _ agent: String = "mta", of message: String = "0000aa01", from sender: String = "an@gov.example",
  to recipient: String = "b@gmail.com", original: String = "-",
  relay: String = "192.0.2.7 (mx.far.example)", result: String = "Ok",
  _ reply: String = "250 2.0.0 OK"
) -> String {
  "bbbbbbbbbbbbbb01 \(agent) delivery evpid=\(message)0b7c5e01 from=<\(sender)> to=<\(recipient)> "
    + "rcpt=<\(original)> source=\"10.0.0.2\" relay=\"\(relay)\" delay=0s result=\"\(result)\" "
    + "stat=\"\(reply)\""
}

struct OpenSMTPDTests {
  @Test(arguments: [
    (delivery(), ["an@gov.example b@gmail.com sent 1"]),
    (delivery(result: "TempFail", "421 result=\"Ok\""), []),
    (delivery(result: "PermFail", "550 result=\"Ok\""), []),
    (delivery(original: "vi@gov.example"), ["vi@gov.example b@gmail.com forwarded 1"]),
    (delivery(from: ""), []),
    (delivery(to: "\"x> result=Ok\"@gmail.com", result: "PermFail", "550"), []),
    (
      delivery("mda", from: "c@yahoo.com", to: "an@gov.example"),
      ["an@gov.example c@yahoo.com received 1"]
    ),
  ])
  func `a delivery's result says what became of it`(line: String, expected: [String]) throws {
    #expect(try rows(of: syslog([line])) == expected)
  }

  @Test func `a session's login holds for its own messages alone`() throws {
    func session(_ id: String, _ message: String, login: Bool) -> [String] {
      [
        "\(id) smtp connected address=10.0.0.9 host=pc",
        login ? "\(id) smtp authentication user=an@gov.example result=ok" : "\(id) smtp tls",
        "\(id) smtp message msgid=\(message) size=9 nrcpt=1 proto=ESMTP",
        "\(id) smtp envelope evpid=\(message)0b7c5e01 from=<c@yahoo.com> to=<x@far.example>",
        "\(id) smtp disconnected reason=quit",
        delivery(of: message, from: "c@yahoo.com", to: "x@far.example"),
      ]
    }
    let lines =
      session("aaaaaaaaaaaaaa01", "0000aa01", login: true)
      + session("aaaaaaaaaaaaaa02", "0000aa02", login: false)
    #expect(try rows(of: syslog(lines)) == ["an@gov.example c@yahoo.com sentAs 1"])
  }

  @Test func `a message handed to a filter and back counts once`() throws {
    let lines = [
      delivery(
        original: "vi@gov.example", relay: "127.0.0.1 (localhost)",
        "250 2.0.0: 0000bb02 Message accepted for delivery"),
      delivery(of: "0000bb02"),
    ]
    #expect(try rows(of: syslog(lines)) == ["vi@gov.example b@gmail.com forwarded 1"])
    let (totals, ledger) = try tally(of: [syslog([lines[0]])]).totals()
    #expect(totals.isEmpty)
    #expect(ledger.unresolvedTransactions == 1)
  }

  @Test(arguments: [
    delivery(relay: "127.0.0.1 (localhost)", "250 2.0.0 Ok"), delivery("mda"),
  ])
  func `webmail is never on the same host`(line: String) throws {
    let (totals, ledger) = try tally(of: [syslog([line])]).totals()
    #expect(totals.isEmpty)
    #expect(ledger.unresolvedTransactions == 1)
  }

  @Test func `a hop from Postfix to OpenSMTPD on another host counts once`() throws {
    var edge = LogLines(host: "edge")
    edge.message(
      36_000, "AAAAA1", from: "c@yahoo.com", to: "an@gov.example", relay: "mx1[10.0.0.2]:25",
      status: "sent (250 2.0.0 0000aa01 Message accepted for delivery)")
    let inner = syslog([delivery("mda", from: "c@yahoo.com", to: "an@gov.example")])
    #expect(try rows(of: edge.text, inner) == ["an@gov.example c@yahoo.com received 1"])
  }
}
