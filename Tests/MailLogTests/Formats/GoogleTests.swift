import MailLog
import OfficialMail
import Testing

@Suite struct GoogleTests {
  private func found(_ messages: GmailRow...) throws -> [String] {
    try rows(of: messages.map { $0.text + "\n" }.joined())
  }

  @Test func `only what was sent out with a good reply, or put into a mailbox, is delivered`()
    throws
  {
    #expect(try found(GmailRow(reply: "421")) == [])
    #expect(try found(GmailRow(success: false)) == [])
    #expect(try found(GmailRow(action: 1)) == [])
    #expect(try found(GmailRow(action: 3)) == [])
    #expect(
      try found(
        GmailRow(action: 3, sender: "c@yahoo.com", recipients: [("an@gov.example", "gmail-ui")]))
        == ["an@gov.example c@yahoo.com received 1"])
    #expect(try found(GmailRow()) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `rows about one message and recipient are one delivery`() throws {
    #expect(
      try found(
        GmailRow(), GmailRow(second: 2),
        GmailRow(second: 3, recipients: [("b@gmail.com", "smtp-outbound"), ("d@outlook.com", "x")]))
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `flattened destinations serve where the list is missing`() throws {
    #expect(
      try found(
        GmailRow(flattened: "smtp-outbound:x:b@gmail.com,smtp-outbound:x:d@outlook.com"))
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `an answer of the API is refused, with what to do`() throws {
    let text =
      "{\"kind\":\"bigquery#queryResponse\",\"rows\":[{\"f\":[{\"v\":\"1\"}]},{\"f\":[{\"v\":\"2\"}]}]}\n"
    let file = try tally(of: [text]).findings().ledger.files.first
    #expect(file?.format == "google" || file?.loss != nil)
    #expect(file?.loss?.contains("newline delimited") == true)
  }
}
