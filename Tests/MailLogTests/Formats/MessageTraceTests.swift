import MailLog
import OfficialMail
import Testing

@Suite struct MessageTraceTests {
  private static let header =
    "Received,SenderAddress,RecipientAddress,Status,MessageId\n"

  private func row(_ time: String, status: String = "Delivered", id: Int = 1) -> String {
    "\(time),an@gov.example,b@gmail.com,\(status),<m\(id)@gov.example>\n"
  }

  @Test(arguments: [
    ("2026-08-02T00:00:03", "2026-08-02T00:00:03Z"),
    ("2026-08-02T00:00:03.5000000Z", "2026-08-02T00:00:03Z"),
    ("2026-08-02 07:00:03 +07:00", "2026-08-02T00:00:03Z"),
    ("8/2/2026 12:00:03 AM", "2026-08-02T00:00:03Z"),
    ("8/2/2026 1:00:03 PM", "2026-08-02T13:00:03Z"),
    ("25/08/2026 13:00:03", "2026-08-25T13:00:03Z"),
    ("8/25/2026 13:00", "2026-08-25T13:00:00Z"),
    ("8/8/2026 13:00:03", "2026-08-08T13:00:03Z"),
    ("02.08.2026 13:00:03", "2026-08-02T13:00:03Z"),
    ("/Date(1785628803000)/", "2026-08-02T00:00:03Z"),
  ])
  func `times are UTC in any of the known shapes`(written: String, read: String) throws {
    let found = try tally(of: [MessageTraceTests.header + row(written)]).findings()
    #expect(found.totals.map(\.first.description) == [read])
  }

  @Test(arguments: [
    "8/2/2026 13:00:03", "2/8/2026 1:00:03", "8/2/2026 13:00:03 PM", "13/13/2026 1:00 AM", "soon",
    "", "99999999999999999999/1/1 1:1:1", "8/2/2026",
  ])
  func `a date that can be read either way, or not at all, is refused`(written: String) throws {
    let text = MessageTraceTests.header + row(written) + row("2026-08-02T00:00:03", id: 2)
    let found = try tally(of: [text]).findings()
    #expect(found.totals.map(\.messages) == [1])
    #expect(found.ledger.unrecognised == 1)
  }

  @Test(arguments: [
    ("Delivered", 1), ("delivered", 1), ("Failed", 0), ("Pending", 0), ("Quarantined", 0),
    ("FilteredAsSpam", 0), ("Expanded", 0), ("GettingStatus", 0), ("None", 0),
  ])
  func `a status tells whether it was delivered`(status: String, messages: Int) throws {
    let found = try tally(of: [
      MessageTraceTests.header + row("2026-08-02T00:00:03", status: status)
    ])
    .findings()
    #expect(found.totals.map(\.messages).reduce(0, +) == messages)
    #expect(found.ledger.unrecognised == 0)
  }

  @Test func `rows about one message and recipient are one delivery, in any dialect`() throws {
    let cmdlet = MessageTraceTests.header + row("2026-08-02T00:00:03")
    let portal =
      "origin_timestamp_utc,sender_address,recipient_status,message_id\n"
      + "2026-08-02T00:00:04Z,an@gov.example,b@gmail.com##Receive; Send,<m1@gov.example>\n"
      + "2026-08-02T00:00:04Z,an@gov.example,\"b@gmail.com##Receive, Deliver\",<m1@gov.example>\n"
    #expect(try rows(of: cmdlet, portal) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `the return path goes before the sender, and a bounce is nobody's`() throws {
    let header = "date_time_utc,sender_address,return_path,recipient_status,message_id\n"
    let text =
      header
      + "2026-08-02T00:00:04Z,an@gov.example,vi@gov.example,b@gmail.com##Deliver,<m1@gov.example>\n"
      + "2026-08-02T00:00:04Z,an@gov.example,<>,d@outlook.com##Deliver,<m2@gov.example>\n"
    #expect(try rows(of: text) == ["vi@gov.example b@gmail.com sent 1"])
  }

  @Test func `a list in JSON and a damaged object beside it`() throws {
    let text = """
      {"senderAddress":"an@gov.example","recipientAddress":["b@gmail.com","d@outlook.com"],\
      "status":"delivered","messageId":"1","receivedDateTime":"2026-08-02T00:00:03Z"}
      {"senderAddress":"an@gov.example","recipientAddress":"b@gmail.com","status":"delivered
      {"senderAddress":"an@gov.example","recipientAddress":"b@gmail.com","status":"delivered",\
      "messageId":"2","receivedDateTime":"2026-08-02T00:00:03Z"}

      """
    let found = try tally(of: [text]).findings()
    #expect(found.totals.map(\.messages) == [2, 1])
    #expect((found.ledger.lines, found.ledger.unrecognised) == (3, 1))
  }
}
