import MailLog
import OfficialMail
import Testing

@Suite struct MDaemonTests {
  @Test func `a recipient that was refused, or a message that was, counts for nothing`() throws {
    var log = Transcript()
    log.session(
      coming: false, from: "an@gov.example", to: ["b@gmail.com", "d@outlook.com"],
      refusing: ["d@outlook.com"])
    log.session(
      coming: false, from: "an@gov.example", to: ["d@outlook.com"], end: "554 Message refused")
    #expect(try rows(of: log.text) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `a session as an official mailbox that writes as webmail is sentAs`() throws {
    var log = Transcript()
    log.session(
      coming: true, from: "b@gmail.com", to: ["x@far.example"], login: "an@gov.example")
    log.session(coming: true, from: "b@gmail.com", to: ["x@far.example"])
    #expect(try rows(of: log.text) == ["an@gov.example b@gmail.com sentAs 1"])
  }

  @Test func `a message through both sessions is one by its id`() throws {
    var log = Transcript()
    log.session(coming: true, from: "c@yahoo.com", to: ["vi@gov.example"], id: "m1@yahoo.com")
    log.session(coming: false, from: "c@yahoo.com", to: ["vi@gov.example"], id: "m1@yahoo.com")
    #expect(try rows(of: log.text) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `sessions that lie in each other are told apart by their ids`() throws {
    var one = Transcript(prefix: "Sun 2026-08-02 00:00:01.123: [1:1] ")
    one.session(coming: false, from: "an@gov.example", to: ["b@gmail.com"])
    var other = Transcript(prefix: "Sun 2026-08-02 00:00:01.123: [2:1] ")
    other.session(coming: false, from: "vi@gov.example", to: ["d@outlook.com"])
    let mixed = zip(one.lines, other.lines).flatMap { [$0, $1] }
    #expect(
      try rows(of: mixed.joined(separator: "\n"))
        == ["an@gov.example b@gmail.com sent 1", "vi@gov.example d@outlook.com sent 1"])
  }

  @Test func `commands may come before their replies, and one session hands over several`() throws {
    var log = Transcript()
    for recipient in ["b@gmail.com", "d@outlook.com"] {
      log.say("--> MAIL FROM:<an@gov.example>")
      log.say("--> RCPT TO:<\(recipient)>")
      log.say("--> RCPT TO:<c@yahoo.com>")
      log.say("--> DATA")
      log.say("<-- 250 sender ok")
      log.say("<-- 250 recipient ok")
      log.say("<-- 550 no such user")
      log.say("<-- 354 go ahead")
      log.say("<-- 250 2.0.0 OK")
    }
    #expect(
      try rows(of: log.text)
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `a session that was cut off delivers nothing`() throws {
    var log = Transcript()
    log.session(coming: false, from: "an@gov.example", to: ["b@gmail.com"])
    let cut = log.lines.prefix { !$0.contains("<-- 250 Ok, message") }.joined(separator: "\n")
    #expect(try rows(of: cut + "\n" + log.lines[0]) == [])
  }

  @Test func `times are local`() throws {
    var log = Transcript()
    log.session(coming: false, from: "an@gov.example", to: ["b@gmail.com"])
    let row = try tally(of: [log.text], testReading(zone: "Asia/Ho_Chi_Minh")).findings().totals
    #expect(row.first?.first.description == "2026-08-01T17:00:01Z")
  }
}
