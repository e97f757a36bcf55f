import Foundation
import MailLog
import OfficialMail
import Testing

/// What Exchange's message tracking log says, and does not.
@Suite struct ExchangeTests {
  @Test func `the last delivery of a message and recipient counts, once`() throws {
    var log = TrackingLines()
    log.add(9, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    log.add(5, "SEND", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    log.add(7, "SEND", id: "a1", from: "an@gov.example", to: "B@Gmail.com.")
    let total = try #require(try read(log.text).findings().totals.first)
    #expect(total.messages == 1)
    #expect(total.first.description == "2026-08-02T00:00:09Z")
  }

  @Test(arguments: [
    "RECEIVE", "HAREDIRECT", "HADISCARD", "SUBMIT", "FAIL", "DEFER", "DSN", "BADMAIL", "DROP",
    "DUPLICATEDELIVER", "DUPLICATEREDIRECT", "TRANSFER", "RESUBMIT", "EXPAND", "RESOLVE",
  ])
  func `what is no delivery counts nothing`(event: String) throws {
    var log = TrackingLines()
    log.add(
      9, event, id: "a1", from: "an@gov.example", to: "b@gmail.com",
      ["related-recipient-address": "vp@gov.example"])
    #expect(try rows(read(log.text)) == [])
  }

  @Test func `what an Edge server gave up was not delivered, whatever was sent to it`() throws {
    var log = TrackingLines()
    log.add(1, "SEND", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    log.add(2, "FAIL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    log.add(3, "FAIL", id: "a2", from: "an@gov.example", to: "b@gmail.com")
    log.add(3, "SEND", id: "a2", from: "an@gov.example", to: "b@gmail.com")
    log.add(4, "FAIL", id: "a3", from: "an@gov.example", to: "b@gmail.com")
    log.add(5, "SEND", id: "a3", from: "an@gov.example", to: "b@gmail.com")
    #expect(try rows(read(log.text)) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `the sender did not write to whom an inbox rule redirects`() throws {
    var log = TrackingLines()
    log.add(
      1, "RECEIVE", id: "a1", from: "an@gov.example", to: "b@gmail.com",
      ["source": "MAILBOXRULE"])
    log.add(2, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    let tally = try read(log.text)
    #expect(rows(tally) == [])
    #expect(tally.findings().ledger.unresolvedTransactions == 1)
  }

  @Test func `a send inside the organisation adds nothing`() throws {
    var log = TrackingLines()
    let inside = ["connector-id": "Intra-Organization SMTP Send Connector"]
    log.add(1, "DELIVER", id: "a1", from: "b@gmail.com", to: "an@gov.example")
    log.add(2, "SEND", id: "a1", from: "b@gmail.com", to: "an@gov.example", inside)
    log.add(3, "SEND", id: "a2", from: "an@gov.example", to: "b@gmail.com", inside)
    log.add(4, "SEND", id: "a3", from: "b@gmail.com", to: "vi@gov.example")
    let tally = try read(log.text)
    #expect(rows(tally) == ["an@gov.example b@gmail.com received 1"])
    #expect(tally.findings().totals.first?.last.description == "2026-08-02T00:00:01Z")
  }

  @Test func `the return path goes before the sender's address`() throws {
    var log = TrackingLines()
    log.add(
      1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com",
      ["return-path": "vi@gov.example"])
    log.add(
      2, "SENDEXTERNAL", id: "a2", from: "an@gov.example", to: "b@gmail.com", ["return-path": "<>"])
    log.add(
      3, "SENDEXTERNAL", id: "a3", from: "tu@gov.example", to: "b@gmail.com", ["return-path": ""])
    #expect(
      try rows(read(log.text)) == [
        "tu@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1",
      ])
  }

  @Test(arguments: ["EXPAND", "RESOLVE", "REDIRECT"])
  func `what is redirected to webmail is charged to the nearest related address`(
    event: String
  ) throws {
    var log = TrackingLines()
    log.add(3, "SENDEXTERNAL", id: "a1", from: "x@gov.example", to: "b@gmail.com;c@gmail.com")
    log.add(
      1, "EXPAND", id: "a1", from: "x@gov.example", to: "an@gov.example",
      ["related-recipient-address": "all@gov.example"])
    log.add(
      2, event, id: "a1", from: "x@gov.example", to: "b@gmail.com",
      ["related-recipient-address": "an@gov.example"])
    #expect(
      try rows(read(log.text)) == [
        "an@gov.example b@gmail.com forwarded 1", "x@gov.example c@gmail.com sent 1",
      ])
  }

  @Test func `columns are told by their titles alone`() throws {
    var log = TrackingLines()
    log.titles = TrackingLines.exchange2019.reversed()
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    #expect(try rows(read(log.text)) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `titles may change further on`() throws {
    var old = TrackingLines(titles: TrackingLines.exchange2010)
    old.add(1, "SEND", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    var new = TrackingLines()
    new.add(2, "SENDEXTERNAL", id: "a2", from: "an@gov.example", to: "b@gmail.com")
    let tally = try read(old.text + new.text)
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 2"])
    #expect(tally.findings().ledger.unrecognised == 0)
  }

  @Test func `rows before the titles are told, and none of them counts`() throws {
    var log = TrackingLines()
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    let tally = try read(
      log.lines.map { $0 + "\n" }.joined() + log.text.replacing("a1", with: "a2"))
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 1"])
    #expect(tally.findings().ledger.unrecognised == 1)
  }

  @Test func `a file without its header is lost, and the loss says what to do`() throws {
    var log = TrackingLines()
    for number in 0..<20 {
      log.add(number, "SENDEXTERNAL", id: "a\(number)", from: "an@gov.example", to: "b@gmail.com")
    }
    let tally = try read(log.lines.map { $0 + "\r\n" }.joined())
    #expect(rows(tally) == [])
    let file = try #require(tally.findings().ledger.files.first)
    #expect(file.loss?.contains("#Fields:") == true)
    #expect(file.loss?.contains("\n") == false)
    #expect(file.recognised == 0)
    #expect(file.unrecognised == 20)
  }

  @Test func `files beside one without its header count`() throws {
    var log = TrackingLines()
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    let folder = try TemporaryFolder()
    let bare = try folder.file("bare.log", Data(log.lines[0].utf8))
    _ = try folder.file("whole.log", Data(log.text.utf8))
    let found = try readLogs(paths: [folder.path], testReading()).findings()
    #expect(found.totals.map(\.messages) == [1])
    #expect(found.ledger.files.filter { $0.loss != nil }.map(\.path) == [bare])
  }

  @Test func `what the cmdlet printed is no log, and is told as such`() throws {
    let titles = [
      "Timestamp", "EventId", "Source", "InternalMessageId", "MessageId", "Recipients", "Sender",
    ]
    let tally = try read(
      "#TYPE x\n" + titles.map { "\"\($0)\"" }.joined(separator: ",")
        + "\n\"8/2/2026 3:02:29 PM\",\"SEND\",\"SMTP\",\"1\",\"<a>\",\"System.String[]\",\"an@gov.example\"\n"
    )
    let file = try #require(tally.findings().ledger.files.first)
    #expect(file.loss?.contains("Get-MessageTrackingLog") == true)
  }

  @Test func `a network id of zeros is none`() throws {
    var log = TrackingLines()
    let none = ["network-message-id": "00000000-0000-0000-0000-000000000000"]
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com", none)
    log.add(2, "SENDEXTERNAL", id: "a2", from: "an@gov.example", to: "b@gmail.com", none)
    #expect(try rows(read(log.text)) == ["an@gov.example b@gmail.com sent 2"])
  }

  @Test func `a recipient whose status is a refusal got nothing`() throws {
    var log = TrackingLines()
    log.add(
      1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com;c@gmail.com",
      ["recipient-status": "550 5.1.1 no such user;250 2.1.5 OK"])
    log.add(
      2, "SENDEXTERNAL", id: "a2", from: "an@gov.example", to: "d@gmail.com",
      ["recipient-status": "250 2.6.0 <550@x> queued"])
    #expect(
      try rows(read(log.text)) == [
        "an@gov.example c@gmail.com sent 1", "an@gov.example d@gmail.com sent 1",
      ])
  }

  @Test func `a quoted local part keeps its quotes, commas and semicolons`() throws {
    var log = TrackingLines()
    log.add(
      1, "DELIVER", id: "a1", from: "b@gmail.com",
      to: "\"an;vi@so.example;x\"@gov.example;tu@gov.example")
    #expect(
      try rows(read(log.text)) == [
        "\"an;vi@so.example;x\"@gov.example b@gmail.com received 1",
        "tu@gov.example b@gmail.com received 1",
      ])
  }

  @Test func `a subject over several lines makes no row of its own`() throws {
    var forged = TrackingLines()
    forged.add(1, "SENDEXTERNAL", id: "a9", from: "an@gov.example", to: "b@gmail.com")
    var log = TrackingLines()
    log.add(
      1, "DELIVER", id: "a1", from: "x@far.example", to: "an@gov.example",
      ["message-subject": "x\r\n\(forged.lines[0])\r\n"])
    log.add(2, "SENDEXTERNAL", id: "a2", from: "vi@gov.example", to: "b@gmail.com")
    #expect(try rows(read(log.text)) == ["vi@gov.example b@gmail.com sent 1"])
  }

  @Test func `a quote that nobody closed costs its own line`() throws {
    var log = TrackingLines()
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    log.add(2, "SENDEXTERNAL", id: "a2", from: "vi@gov.example", to: "b@gmail.com")
    log.add(
      3, "SENDEXTERNAL", id: "a3", from: "tu@gov.example", to: "b@gmail.com",
      ["message-subject": "a, b"])
    let lines =
      log.header + [log.lines[0].replacing("Lịch", with: "x").replacing(",x", with: ",\"x")]
      + log.lines[1...]
    let tally = try read(lines.map { $0 + "\n" }.joined())
    #expect(
      rows(tally) == ["tu@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1"])
    #expect(tally.findings().ledger.unrecognised == 1)
  }

  @Test func `a row with a field too many or too few is told, not guessed`() throws {
    var log = TrackingLines()
    log.add(1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com")
    let row = log.lines[0]
    let tally = try read(
      (log.header + [row + ",", String(row.dropLast())]).joined(separator: "\n"))
    #expect(rows(tally) == [])
    #expect(tally.findings().ledger.unrecognised == 2)
  }

  @Test func `the server that wrote a row is its host, not the one it sent to`() throws {
    var log = TrackingLines()
    log.add(
      1, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com",
      ["server-hostname": "gmail-smtp-in.l.google.com", "client-hostname": "EX07"])
    log.add(
      2, "RECEIVE", id: "a2", from: "b@gmail.com", to: "an@gov.example",
      ["server-hostname": "EX07", "client-hostname": "pc.far.example"])
    #expect(try read(log.text).findings().ledger.files.first?.hosts == ["EX07"])
  }

  @Test func `a message kept by several servers' logs is one`() throws {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for (server, second) in [("EX01", 4), ("EX02", 9)] {
      var log = TrackingLines()
      log.add(
        second, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com",
        ["server-hostname": server])
      paths.append(try folder.file(server, Data(log.text.utf8)))
    }
    #expect(
      rows(try readLogs(paths: paths, testReading())) == ["an@gov.example b@gmail.com sent 1"])
  }

  private func read(_ text: String) throws -> Tally {
    let folder = try TemporaryFolder()
    return try readLogs(paths: [folder.file("log", Data(text.utf8))], testReading())
  }
}
