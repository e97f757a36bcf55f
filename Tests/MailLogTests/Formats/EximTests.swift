import MailLog
import OfficialMail
import Testing

private let id = "1v8AbC-00000001xYz-0aB1"
private let other = "1v8AbC-00000002xYz-0aB2"

// Lines of one second each, from 10:00:00 on.
private func exim(_ messages: String...) -> String {
  messages.enumerated().map { number, message in
    "2026-08-02 10:00:0\(number) \(message)\n"
  }.joined()
}

private func delivered(_ line: String, from sender: String = "x@far.example") -> String {
  exim("\(id) <= \(sender) H=pc [10.0.0.9] P=esmtp S=9", "\(id) \(line)", "\(id) Completed")
}

struct EximTests {
  @Test(arguments: [
    ("=> b@gmail.com R=r T=t H=mx [192.0.2.7] C=\"250 OK\"", ["an@gov.example b@gmail.com sent 1"]),
    ("-> b@gmail.com R=r T=t", ["an@gov.example b@gmail.com sent 1"]),
    (">> b@gmail.com R=r T=t", ["an@gov.example b@gmail.com sent 1"]),
    ("*> b@gmail.com R=r T=t", []),
    ("** b@gmail.com R=r T=t: SMTP error from [192.0.2.7]: 550 => b@gmail.com", []),
    ("** b@gmail.com: Unrouteable address", []),
    ("== b@gmail.com R=r T=t defer (-53): retry time not reached", []),
    ("=> b@gmail.com", ["an@gov.example b@gmail.com sent 1"]),
    ("=> :blackhole: <b@gmail.com> R=aliases", []),
    ("=> b@gmail.com <b+tag@gmail.com> R=r T=t", ["an@gov.example b@gmail.com sent 1"]),
    ("=> \"b c\"@gmail.com R=r T=t", ["an@gov.example \"b c\"@gmail.com sent 1"]),
    ("=> \"a@gmail.com <x@y> b\"@far.example R=r T=t", []),
    ("=> b@gmail.com R=r T=t C=\"250 2.7.0 Ok, discarded, id=1 - spam\"", []),
    ("=> >b@gmail.com <an@gov.example> R=filter T=address_reply", []),
    ("=> b@gmail.com <vi@gov.example> R=vacation T=vacation_reply", []),
  ])
  func `a recipient's line says what became of it`(line: String, expected: [String]) throws {
    #expect(try rows(of: delivered(line, from: "an@gov.example")) == expected)
  }

  @Test(arguments: [
    ("=> vi <vi@gov.example> R=r T=t", ["vi@gov.example c@yahoo.com received 1"]),
    ("=> vi <office@gov.example> R=r T=t", ["vi@gov.example c@yahoo.com received 1"]),
    (
      "=> |/usr/bin/procmail -d vi <vi@gov.example> R=r T=pipe",
      ["vi@gov.example c@yahoo.com received 1"]
    ),
    (
      "=> |/bin/x <y (vi@gov.example) <vi@gov.example> R=r T=pipe",
      ["vi@gov.example c@yahoo.com received 1"]
    ),
    ("=> |/bin/vacation vi <vi@gov.example> R=r T=pipe", []),
    ("=> /home/vi/Mail/in <vi@gov.example> R=r T=file", ["vi@gov.example c@yahoo.com received 1"]),
    ("=> save Mail/in <vi@gov.example> R=r T=file", ["vi@gov.example c@yahoo.com received 1"]),
    ("=> b@gmail.com <vi@gov.example> R=r T=t", ["vi@gov.example b@gmail.com forwarded 1"]),
    (
      "=> b@gmail.com (an@gov.example) <list@far.example> R=r T=t",
      ["an@gov.example b@gmail.com forwarded 1"]
    ),
    (
      "=> b@gmail.com (an@gov.example, x@so.example) <vi@gov.example> R=r T=t",
      ["vi@gov.example b@gmail.com forwarded 1"]
    ),
    (
      "=> SRS0=h=t=gmail.com=b@far.example <prvs=1234abcd=vi@gov.example> P=<> R=r T=t",
      ["vi@gov.example b@gmail.com forwarded 1"]
    ),
  ])
  func `the address in brackets is the one that the message was for`(
    line: String, expected: [String]
  ) throws {
    #expect(try rows(of: delivered(line, from: "c@yahoo.com")) == expected)
  }

  @Test(arguments: [
    ("H=pc [10.0.0.9] P=esmtpsa A=plain:an@gov.example S=9", true),
    (
      "H=pc (pc) [10.0.0.9]:25 P=esmtpa X=TLS1.3:X:256 CV=no DN=\"CN=x\" A=login:an@gov.example",
      true
    ),
    ("H=pc [10.0.0.9] P=esmtpa A=cram:an@gov.example:c@yahoo.com S=9", true),
    ("H=pc [10.0.0.9] P=esmtpsa A=plain:an S=9", false),
    ("H=pc [10.0.0.9] P=esmtpsa A=plain S=9", false),
    ("H=pc [10.0.0.9] P=esmtp S=9 T=\"x A=plain:an@gov.example\"", false),
    ("H=pc [10.0.0.9] P=esmtp S=9 id=1 A=plain:an@gov.example", false),
    ("H=(x A=plain:an@gov.example) [10.0.0.9] P=esmtp S=9", false),
    ("H=pc [10.0.0.9] P=esmtps X=TLS1.3:X:256 DN=\"CN= A=plain:an@gov.example\" S=9", false),
  ])
  func `only the real field says who logged in`(fields: String, isLogin: Bool) throws {
    let text = exim(
      "\(id) <= c@yahoo.com \(fields)", "\(id) => x@far.example R=r T=t", "\(id) Completed")
    let found = try tally(of: [text]).findings()
    #expect(found.totals.map(\.direction) == (isLogin ? [.sentAs] : []))
    #expect(found.logins.map(\.logins) == (isLogin ? [1] : []))
  }

  @Test func `a cutthrough delivery stands before its arrival`() throws {
    let text = exim(
      "\(id) >> b@gmail.com R=r T=t H=mx [192.0.2.7] C=\"250 OK\"",
      "\(id) <= an@gov.example H=pc [10.0.0.9] P=esmtp S=9", "\(id) Completed")
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com sent 1"])
    let lines = text.split(separator: "\n").map { "\($0)\n" }
    #expect(
      try rows(of: lines[0], lines[1] + lines[2]) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `the sender of a delivery line stands in for an arrival that is not exported`() throws
  {
    let text = exim("\(id) => b@gmail.com F=<an@gov.example> R=r T=t", "\(id) Completed")
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com sent 1"])
    let (totals, ledger) = try tally(of: [exim("\(id) => b@gmail.com R=r T=t")]).totals()
    #expect(totals.isEmpty)
    #expect(ledger.unresolvedTransactions == 1)
  }

  @Test func `a bounce's R is the bounced message, and it is nobody's`() throws {
    let text = exim(
      "\(id) <= an@gov.example H=pc [10.0.0.9] P=esmtp S=9",
      "\(id) ** b@gmail.com R=r T=t: 550 no", "\(other) <= <> R=\(id) U=exim P=local S=9",
      "\(id) Completed", "\(other) => c@gmail.com <an@gov.example> R=r T=t", "\(other) Completed")
    #expect(try rows(of: text) == [])
  }

  @Test(arguments: [
    "b@gmail.com R=amavis T=amavis H=127.0.0.1 [127.0.0.1]",
    "b@gmail.com R=amavis T=amavis H=127.0.0.1 [127.0.0.1] C=\"250 OK\"",
    "b@gmail.com R=r T=t H=mx [192.0.2.7] C=\"250 2.5.0 Ok, id=1-2, BOUNCE\"",
    "b@gmail.com R=r T=t H=mx [192.0.2.7] C=\"250 2.7.1 Ok, quarantined\"",
    "/var/quarantine/1 <b@gmail.com> R=r T=address_file",
    "|/usr/bin/filter <b@gmail.com> R=r T=address_pipe", "quarantine <b@gmail.com> R=r T=local",
  ])
  func `webmail is never on the same host`(delivery: String) throws {
    let text = exim(
      "\(id) <= an@gov.example H=pc [10.0.0.9] P=esmtp S=9", "\(id) => \(delivery)",
      "\(id) Completed")
    #expect(try rows(of: text) == [])
  }

  @Test(arguments: ["H=localhost [127.0.0.1]:10024", "H=other.gov.example [10.0.0.4]"])
  func `a hop to another queue of Exim's is followed`(server: String) throws {
    let text = exim(
      "\(id) <= x@far.example H=pc [10.0.0.9] P=esmtp S=9",
      "\(other) <= x@far.example H=localhost [127.0.0.1] P=esmtp S=9",
      "\(id) => b@gmail.com <an@gov.example> R=r T=t \(server) C=\"250 OK id=\(other)\"",
      "\(id) Completed", "\(other) => b@gmail.com R=r T=t", "\(other) Completed")
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com forwarded 1"])
  }

  @Test func `a hop from Postfix to Exim on another host counts once`() throws {
    var edge = LogLines(host: "edge")
    edge.message(
      36_000, "AAAAA1", from: "b@gmail.com", to: "an@gov.example", relay: "mx[10.0.0.2]:25",
      status: "sent (250 OK id=\(id))")
    let inner = exim(
      "\(id) <= b@gmail.com H=edge [10.0.0.1] P=esmtp S=9",
      "\(id) => an <an@gov.example> R=r T=t", "\(id) Completed")
    #expect(try rows(of: edge.text, inner) == ["an@gov.example b@gmail.com received 1"])
    #expect(try rows(of: edge.text) == ["an@gov.example b@gmail.com received 1"])
  }

  @Test func `failed logins name their account at the line's end`() throws {
    let failed = "plain authenticator failed for (x) [10.0.0.9]: 535 Incorrect authentication data"
    let text = exim(
      "\(failed) (set_id=an@gov.example)", failed, "\(failed) (set_id=vi)",
      "plain authenticator failed for (x (set_id=vi@gov.example) [10.0.0.9]: 535 x (set_id=an)")
    let logins = try tally(of: [text]).findings().logins
    #expect(logins.map { "\($0.mailbox) \($0.logins) \($0.failures)" } == ["an@gov.example 0 1"])
  }

  @Test func `times have the zone that the line or the reading says`() throws {
    let local = exim("\(id) <= an@gov.example P=local S=9", "\(id) => b@gmail.com R=r T=t")
    let zoned = local.replacing(":00 ", with: ":00 +0200 ").replacing(":01 ", with: ":01 +0200 ")
    let hanoi = testReading(zone: "Asia/Ho_Chi_Minh")
    #expect(
      try tally(of: [local], hanoi).findings().totals.map(\.first.description)
        == ["2026-08-02T03:00:01Z"])
    #expect(
      try tally(of: [zoned], hanoi).findings().totals.map(\.first.description)
        == ["2026-08-02T08:00:01Z"])
  }

  @Test func `lines without an id are of no interest, lines without a time are unread`() throws {
    let text =
      exim("\(id) <= an@gov.example P=local S=9", "Start queue run: pid=7", "\(id) Completed")
      + "nonsense\n"
    let ledger = try tally(of: [text]).findings().ledger
    #expect((ledger.recognised, ledger.irrelevant, ledger.unrecognised) == (2, 1, 1))
  }
}
