import MailLog
import OfficialMail
import Testing

private func rows(_ events: GmailEvent...) throws -> [String] {
  try rows(of: events.map { $0.text + "\n" }.joined())
}

private func allRows(_ text: String) throws -> [String] { try rows(of: text) }

@Suite struct GoogleTests {
  @Test(arguments: [
    ("10", "250", 1), ("\"10\"", "\"250\"", 1), ("10", "200", 1), ("10", "299", 1),
    ("10", "300", 0), ("10", "550", 0), ("10", "0", 0), ("10", "null", 0), ("10", "2500", 0),
    ("3", "250", 0), ("1", "250", 0), ("100", "250", 0), ("-10", "250", 0), ("null", "250", 0),
  ])
  func `handing over is action 10 with a positive reply`(
    action: String, reply: String, messages: Int
  ) throws {
    #expect(try rows(GmailEvent(action: action, reply: reply)).count == messages)
  }

  @Test(arguments: ["false", "null", "\"no\"", "1"])
  func `an event that failed delivers nothing`(success: String) throws {
    #expect(try rows(GmailEvent(success: success)) == [])
  }

  @Test func `arrival is action 3 at a service of Gmail, whatever the reply`() throws {
    let arrival = GmailEvent(
      action: "3", source: "c@yahoo.com",
      destinations: [
        ("vi@gov.example", "gmail-for-work"), ("an@gov.example", "smtp-relay"),
        ("vp@so.example", "gmail-"), ("x@so.example", "Xgmail-ui"),
      ], reply: "0")
    #expect(try rows(arrival) == ["vi@gov.example c@yahoo.com received 1"])
  }

  @Test func `a message reaches each recipient once`() throws {
    let twice = [("b@gmail.com", "smtp-outbound"), ("d@outlook.com", "smtp-outbound")]
    #expect(
      try rows(
        GmailEvent(destinations: twice), GmailEvent(second: 9, destinations: twice),
        GmailEvent(id: "m2@gov.example"))
        == ["an@gov.example b@gmail.com sent 2", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `messages without an id are told apart by time and sender`() throws {
    #expect(
      try rows(GmailEvent(id: ""), GmailEvent(second: 1, id: ""), GmailEvent(second: 1, id: ""))
        == ["an@gov.example b@gmail.com sent 2"])
  }

  @Test func `where the list is missing its one line is read`() throws {
    var event = GmailEvent(
      destinations: [("b@gmail.com", "smtp-outbound"), ("d@outlook.com", "smtp-outbound")])
    event.isFlattened = true
    #expect(
      try rows(event)
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `a recipient refused by itself got nothing`() throws {
    let text = GmailEvent().text.replacing(
      "\"rcpt_response\":null", with: "\"rcpt_response\":\"550 no\"")
    #expect(try allRows(text + "\n") == [])
  }

  @Test func `the envelope's sender counts, not the header's`() throws {
    #expect(
      try rows(GmailEvent(source: "vi@gov.example")) == ["vi@gov.example b@gmail.com sent 1"])
    #expect(try rows(GmailEvent(source: "")) == [])
  }

  @Test func `the log of all activities holds the event as a member`() throws {
    let text = "{\"time_usec\":\"1\",\"event_name\":\"delivery\",\"gmail\":\(GmailEvent().text)}\n"
    #expect(try allRows(text) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `the positional form is told as such`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "rest.json",
      "{\"kind\":\"bigquery#tableDataList\",\"schema\":[{\"name\":\"message_info\"}],"
        + "\"rows\":[{\"f\":[{\"v\":{\"f\":[{\"v\":\"1785628803000000\"}]}}]}]}\n")
    let ledger = try readLogs(paths: [path], testReading()).findings().ledger
    #expect(ledger.files.first?.loss?.contains("newline-delimited JSON") == true)
    #expect(ledger.recognised == 0)
  }

  @Test func `damage beside an event costs that event alone`() throws {
    let text =
      GmailEvent().text + "\n" + GmailEvent(id: "m2").text.dropLast(40) + "\n"
      + "{\"event_info\":{\"timestamp_usec\":\"x\",\"success\":true},\"message_info\":{}}\n"
      + "{\"other\":1}\n" + GmailEvent(id: "m3").text + "\n"
    let found = try tally(of: [text]).findings()
    #expect(found.totals.map(\.messages) == [2])
    #expect((found.ledger.recognised, found.ledger.unrecognised) == (2, 3))
  }

  @Test func `times are UTC and their fractions are cut`() throws {
    let found = try tally(
      of: [GmailEvent(second: 3).text], testReading(zone: "Asia/Ho_Chi_Minh")
    ).findings()
    #expect(found.totals.map(\.first.description) == ["2026-08-02T00:00:03Z"])
  }
}
