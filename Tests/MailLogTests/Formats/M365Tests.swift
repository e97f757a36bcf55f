import Foundation
import MailLog
import OfficialMail
import Testing

/// What Microsoft 365's message traces say, and do not.
@Suite struct M365Tests {
  // MARK: Outcomes

  @Test(arguments: [
    ("b@gmail.com##Receive, Send", 1), ("b@gmail.com##Receive, Deliver", 1),
    ("b@gmail.com##Receive;Deliver", 1), ("b@gmail.com##Delivered", 1),
    ("<b@gmail.com>##Delivered;", 1), ("b@gmail.com##Receive, Send, Fail", 0),
    ("b@gmail.com##Receive, Fail", 0), ("b@gmail.com##Delivered, Failed", 0),
    ("b@gmail.com##FilteredAsSpam", 0), ("b@gmail.com##Quarantined", 0),
    ("b@gmail.com##Receive, Resolve", 0), ("b@gmail.com##Expanded", 0),
    ("b@gmail.com##Receive", 0), ("b@gmail.com##", 0), ("b@gmail.com", 0), ("##Send", 0),
    ("x@far.example##Send;b@gmail.com", 0), ("b@gmail.com##Fail;x@far.example##Send", 0),
    ("\"x##Send;b@gmail.com##Send;\"@gov.example##Fail", 0),
  ])
  func `the last word of a recipient's status is the outcome`(
    status: String, count: Int
  ) throws {
    let tally = try read(enhanced([("2026-08-02T00:00:09Z", "an@gov.example", status)]))
    #expect(rows(tally) == (count == 1 ? ["an@gov.example b@gmail.com sent 1"] : []))
    #expect(tally.findings().ledger.recognised == 1)
  }

  @Test(arguments: ["Receive, Resolve", "Expanded", "Redirect"])
  func `beside an official recipient that was redirected webmail is charged to that one`(
    status: String
  ) throws {
    let recipients = "b@gmail.com##Receive, Send;vi@gov.example##\(status)"
    let tally = try read(enhanced([("2026-08-02T00:00:09Z", "an@gov.example", recipients)]))
    #expect(rows(tally) == ["vi@gov.example b@gmail.com forwarded 1"])
  }

  @Test(arguments: [
    ("Delivered", 1), ("delivered", 1), ("Failed", 0), ("Pending", 0), ("Expanded", 0),
    ("Quarantined", 0), ("FilteredAsSpam", 0), ("GettingStatus", 0), ("None", 0), ("", 0),
    ("Not delivered yet", 0),
  ])
  func `of the cmdlet's statuses one is a delivery`(status: String, count: Int) throws {
    let tally = try read(cmdlet([("2026-08-02 00:00:09", status)]))
    #expect(rows(tally).count == count)
  }

  @Test(arguments: ["Expanded", "Resolved"])
  func `a row for each recipient does not tell whom a group's member was written by`(
    status: String
  ) throws {
    func trace(_ rows: String...) -> String {
      "Received,SenderAddress,RecipientAddress,Status,MessageTraceId\n"
        + rows.map { "2026-08-02 00:00:09,\($0)\n" }.joined()
    }
    let group = "an@gov.example,vp@gov.example,\(status),n1"
    let member = "an@gov.example,b@gmail.com,Delivered,n1"
    let others = [
      "an@gov.example,b@gmail.com,Delivered,n2", "c@yahoo.com,vi@gov.example,Delivered,n1",
    ]
    for rows in [[group, member], [member, group]] {
      let (totals, ledger) = try tally(of: [trace(rows[0], rows[1], others[0], others[1])]).totals()
      #expect(totals.map(\.direction) == [.sent, .received])
      #expect(totals.map(\.messages) == [1, 1])
      #expect(ledger.unresolvedTransactions == 1)
    }
  }

  @Test func `one message in several exports counts once`() throws {
    let folder = try TemporaryFolder()
    let one = try folder.file("1", Data(cmdlet([("2026-08-02 00:00:09", "Delivered")]).utf8))
    let graph =
      "{\"id\":\"n0\",\"senderAddress\":\"an@gov.example\",\"recipientAddress\":\"b@gmail.com\","
      + "\"receivedDateTime\":\"2026-08-02T00:00:09Z\",\"status\":\"delivered\"}"
    let other = try folder.file("2", Data(graph.utf8))
    #expect(
      rows(try readLogs(paths: [one, other], testReading()))
        == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `a network id is one with hyphens and without`() throws {
    let rows = [
      "1341ac7b13fb42ab4d4408cf7f55890f", "1341AC7B-13FB-42AB-4D44-08CF7F55890F",
      "1341ac7b-13fb-42ab-4d44-08cf7f55890f", "1341ac7b-13fb-42ab-4d44-08cf7f55890e",
    ].map { "2026-08-02 00:00:09,an@gov.example,b@gmail.com,Delivered,\($0)\n" }
    let tally = try read(
      "Received,SenderAddress,RecipientAddress,Status,MessageTraceId\n" + rows.joined())
    #expect(tally.findings().totals.map(\.messages) == [2])
  }

  // MARK: Times

  @Test(arguments: [
    ("2026-08-02T15:02:29.1530000Z", "2026-08-02T15:02:29Z"),
    ("2026-08-02 15:02:29", "2026-08-02T15:02:29Z"),
    ("2026-08-02T15:02:29+07:00", "2026-08-02T08:02:29Z"),
    ("8/2/2026 3:02:29 PM", "2026-08-02T15:02:29Z"),
    ("8/2/2026 12:02:29 AM", "2026-08-02T00:02:29Z"),
    ("8/2/2026 12:02:29 PM", "2026-08-02T12:02:29Z"),
    ("8/2/2026 3:02:29\u{202F}PM", "2026-08-02T15:02:29Z"),
    ("02/08/2026 3:02:29 CH", "2026-08-02T15:02:29Z"),
    ("02/08/2026 3:02:29 SA", "2026-08-02T03:02:29Z"),
    ("02.08.2026 15:02:29", "2026-08-02T15:02:29Z"),
    ("2026/08/02 15:02:29", "2026-08-02T15:02:29Z"),
    ("31/08/2026 15:02", "2026-08-31T15:02:00Z"),
    ("8/31/2026 15:02", "2026-08-31T15:02:00Z"),
    ("8/8/2026 15:02", "2026-08-08T15:02:00Z"),
  ])
  func `times are read as they are written, without a zone as UTC`(
    written: String, meant: String
  ) throws {
    let tally = try read(cmdlet([(written, "Delivered")]))
    #expect(tally.findings().totals.first?.first.description == meant)
  }

  @Test func `one date of a file shows the order of all`() throws {
    let tally = try read(
      cmdlet([("02/08/2026 15:02:29", "Delivered"), ("31/08/2026 15:02:29", "Delivered")]))
    let total = try #require(tally.findings().totals.first)
    #expect(total.first.description == "2026-08-02T15:02:29Z")
    #expect(total.messages == 2)
  }

  @Test func `dates that may be read in either order are refused, and the file is named`() throws {
    let tally = try read(
      cmdlet([("02/08/2026 15:02:29", "Delivered"), ("03/08/2026 15:02:29", "Delivered")]))
    #expect(rows(tally) == [])
    let file = try #require(tally.findings().ledger.files.first)
    #expect(file.loss?.contains("02/08/2026 15:02:29") == true)
    #expect(file.recognised == 0)
  }

  @Test func `where dates of a file show both orders, those that show none are refused`() throws {
    let tally = try read(
      cmdlet(
        ["31/08/2026 15:02", "8/30/2026 15:02", "7/8/2026 15:02", "7/8/2026 3:02 PM"]
          .map { ($0, "Delivered") }))
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 2"])
    #expect(tally.findings().ledger.unrecognised == 2)
  }

  @Test func `beside dates that can be read an ambiguous one is refused alone`() throws {
    let tally = try read(
      cmdlet([("02/08/2026 15:02:29", "Delivered"), ("2026-08-02 15:02:29", "Delivered")]))
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 1"])
    #expect(tally.findings().ledger.unrecognised == 1)
  }

  @Test(arguments: [
    "13/13/2026 15:02:29", "2/30/2026 3:02:29 PM", "8/2/2026 13:02:29 PM", "8/2/2026", "",
    "8/2/26 3:02:29 PM", "8/2/2026 3:62:29 PM", "99999999999999/2/2026 1:00:00 AM", "/Date(x)/",
    "8/2/2026 3:02:29 PM +07:00", "\u{202F}PM", "System.DateTime",
  ])
  func `what is no time is told, not guessed`(written: String) throws {
    let tally = try read(
      cmdlet([("2026-08-02 00:00:09", "Delivered"), (written, "Delivered")]))
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 1"])
    #expect(tally.findings().ledger.unrecognised == 1)
  }

  @Test(arguments: [
    "\"\\/Date(1785628809153)\\/\"", "\"/Date(1785628809153+0700)/\"", "\"2026-08-02T00:00:09Z\"",
    "{\"value\":\"\\/Date(1785628809153)\\/\",\"DateTime\":\"Sunday, August 2, 2026\"}",
  ])
  func `JSON has times of several kinds`(time: String) throws {
    let tally = try read(
      "[{\"Received\":\(time),\"SenderAddress\":\"an@gov.example\",\"RecipientAddress\":"
        + "\"b@gmail.com\",\"Status\":\"Delivered\",\"MessageTraceId\":\"n1\"}]")
    #expect(tally.findings().totals.first?.first.description == "2026-08-02T00:00:09Z")
  }

  // MARK: Shapes

  @Test func `a table may have semicolons between its columns, and its titles anew`() throws {
    let text = "Received;SenderAddress;RecipientAddress;Status;MessageTraceId\n"
    let row = "2026-08-02 00:00:09;an@gov.example;b@gmail.com;Delivered;"
    let tally = try read(text + row + "n1\n" + text + row + "n2\n")
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 2"])
    #expect(tally.findings().ledger.unrecognised == 0)
  }

  @Test func `another export may follow in the same file`() throws {
    let tally = try read(
      cmdlet([("2026-08-02 00:00:09", "Delivered")])
        + enhanced([("2026-08-02T00:00:09Z", "an@gov.example", "c@gmail.com##Deliver")]))
    #expect(
      rows(tally) == ["an@gov.example b@gmail.com sent 1", "an@gov.example c@gmail.com sent 1"])
  }

  @Test func `of two members of one name the last counts`() throws {
    let tally = try read(
      "{\"Received\":\"2026-08-02T00:00:09Z\",\"SenderAddress\":\"vi@gov.example\","
        + "\"RecipientAddress\":\"b@gmail.com\",\"Status\":\"Failed\",\"Status\":\"Delivered\","
        + "\"SenderAddress\":\"an@gov.example\"}")
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `the return path goes before the sender, and a bounce is nobody's`() throws {
    let tally = try read(
      "date_time_utc,sender_address,return_path,recipient_status,message_id\n"
        + "2026-08-02T00:00:04Z,an@gov.example,vi@gov.example,b@gmail.com##Deliver,<m1@x>\n"
        + "2026-08-02T00:00:04Z,an@gov.example,<>,c@gmail.com##Deliver,<m2@x>\n"
        + "2026-08-02T00:00:04Z,an@gov.example,,d@gmail.com##Deliver,<m3@x>\n")
    #expect(
      rows(tally) == ["an@gov.example d@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1"])
  }

  @Test func `JSON may list recipients, and a damaged object costs its line`() throws {
    let good =
      "{\"senderAddress\":\"an@gov.example\",\"recipientAddress\":[\"b@gmail.com\",\"c@gmail.com\"],"
      + "\"status\":\"delivered\",\"receivedDateTime\":\"2026-08-02T00:00:03Z\",\"id\":"
    let tally = try read(good + "\"1\"}\n" + good + "\"2\n" + good + "\"3\"}\n")
    #expect(
      rows(tally) == ["an@gov.example b@gmail.com sent 2", "an@gov.example c@gmail.com sent 2"])
    let ledger = tally.findings().ledger
    #expect((ledger.lines, ledger.unrecognised) == (3, 1))
  }

  @Test(arguments: [[0xFF, 0xFE], []] as [[UInt8]])
  func `UTF-16 is read with its mark and without`(mark: [UInt8]) throws {
    let text = enhanced([("2026-08-02T00:00:09Z", "an@gov.example", "b@gmail.com##Send")])
    let bytes = mark + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let folder = try TemporaryFolder()
    let tally = try readLogs(paths: [folder.file("log", Data(bytes))], testReading())
    #expect(rows(tally) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `titles in another language are no guess`() throws {
    let tally = try read("Ngày,Người gửi,Người nhận,Trạng thái\n2026-08-02,a@b,c@d,Delivered\n")
    #expect(tally.findings().ledger.files.first?.loss != nil)
  }

  // MARK: Texts

  private func read(_ text: String) throws -> Tally {
    let folder = try TemporaryFolder()
    return try readLogs(paths: [folder.file("log", Data(text.utf8))], testReading())
  }

  private func enhanced(_ rows: [(time: String, sender: String, status: String)]) -> String {
    ([enhancedTitles]
      + rows.enumerated().map { number, row in
        [row.time, row.sender, row.status, "Lịch", "9", "<n\(number)@x>", "n\(number)"]
          + ["", "", "", ""]
      })
      .map { $0.map(TrackingLines.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private func cmdlet(_ rows: [(time: String, status: String)]) -> String {
    "Received,SenderAddress,RecipientAddress,Status,MessageTraceId\n"
      + rows.enumerated().map { number, row in
        "\"\(row.time)\",an@gov.example,b@gmail.com,\(row.status),n\(number)\n"
      }.joined()
  }
}
