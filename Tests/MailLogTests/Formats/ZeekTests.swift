import MailLog
import OfficialMail
import Testing

@Suite struct ZeekTests {
  private func text(
    _ rows: [(String, String, String, String)], fields: String = "ts\tmailfrom\trcptto\tlast_reply"
  ) -> String {
    "### made by a test\n#separator \\x09\n#unset_field\t-\n#fields\t\(fields)\n"
      + rows.map { "\($0)\t\($1)\t\($2)\t\($3)\n" }.joined()
  }

  @Test(arguments: [
    ("250 OK", 1), ("250", 1), ("250-OK", 1), ("2500", 0), ("354 go ahead", 0), ("221 bye", 0),
    ("550 no", 0), ("-", 0),
  ])
  func `a 250 alone means that it was taken`(reply: String, messages: Int) throws {
    let found = try tally(
      of: [text([("1785628801.5", "an@gov.example", "b@gmail.com", reply)])]
    ).findings()
    #expect(found.totals.map(\.messages).reduce(0, +) == messages)
    #expect(found.ledger.unrecognised == 0)
  }

  @Test func `columns go by their names, and may change in the file`() throws {
    let one = text([("1785628801", "an@gov.example", "b@gmail.com", "250 OK")])
    let other =
      "#fields\tlast_reply\trcptto\tmailfrom\tts\n"
      + "250 OK\t<d@outlook.com>\t<an@gov.example>\t1785628802.1\n"
    #expect(
      try rows(of: one + other)
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `both hops of one message are one delivery`() throws {
    let fields = "ts\tmailfrom\trcptto\tlast_reply\tmsg_id"
    let rows = ["1785628801", "1785628802"].map {
      ($0, "an@gov.example", "b@gmail.com", "250 OK\t<m1@gov.example>")
    }
    #expect(try rows_(text(rows, fields: fields)) == ["an@gov.example b@gmail.com sent 1"])
  }

  private func rows_(_ text: String) throws -> [String] { try rows(of: text) }

  @Test func `a null sender, a cut row and a time that is none`() throws {
    let found = try tally(
      of: [
        text([
          ("1785628801", "<>", "b@gmail.com", "250 OK"),
          ("99999999999999", "an@gov.example", "b@gmail.com", "250 OK"),
          ("soon", "an@gov.example", "b@gmail.com", "250 OK"),
        ]) + "1785628801\tan@gov.example\n"
      ]
    ).findings()
    #expect(found.totals.isEmpty)
    #expect(found.ledger.unrecognised == 3)
  }
}
