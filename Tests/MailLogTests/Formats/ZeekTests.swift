import MailLog
import OfficialMail
import Testing

private func rows(_ lines: [String], header: [String] = ZeekRecord.header) throws -> [String] {
  try rows(of: (header + lines).joined(separator: "\n") + "\n")
}

@Suite struct ZeekTests {
  @Test func `columns go by the header's names, and another header may follow`() throws {
    let text = """
      #separator \\x7c
      #set_separator|;
      #empty_field|EMPTY
      #unset_field|?
      #fields|last_reply|rcptto|mailfrom|ts
      250 ok|b@gmail.com;d@outlook.com|an@gov.example|1785628800.5
      250 ok|b@gmail.com|?|1785628801.5
      250 ok|b@gmail.com|EMPTY|1785628802.5
      #close|2026-08-02-00-00-00
      #separator \\x09
      #fields\tts\tmailfrom\trcptto\tlast_reply
      1785628803.5\tvi@gov.example\tb@gmail.com\t250 ok

      """
    #expect(
      try rows(of: text) == [
        "an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1",
        "vi@gov.example b@gmail.com sent 1",
      ])
  }

  @Test func `a log without its header is told as such`() throws {
    let folder = try TemporaryFolder()
    let bare = try folder.file("bare.log", ZeekRecord().tabbed + "\n")
    let ledger = try readLogs(paths: [bare], testReading()).findings().ledger
    #expect(ledger.files.first?.loss?.contains("#fields") == true)
  }

  @Test(arguments: [
    ("250 ok", 1), ("250", 1), ("250-ok", 1), ("251 ok", 0), ("2500 ok", 0), ("354 go", 0),
    ("550 no", 0), ("221 bye", 0), ("-", 0), ("x 250 ok", 0),
    ("250 2.7.0 Ok, discarded, id=1-2", 0), ("250 2.5.0 Ok, id=1-2, BOUNCE", 0),
  ])
  func `the last reply must be a 250`(reply: String, messages: Int) throws {
    let record = ZeekRecord(reply: reply)
    #expect(try rows([record.tabbed]).count == messages)
    #expect(try rows([record.json], header: []).count == messages)
  }

  @Test(arguments: [
    "250 2.1.5 OK", "250 Accepted", "250 recipient <b@gmail.com> ok", "250 sender ok",
    "250 2.1.5 Flushed",
  ])
  func `a connection that broke off before its message delivered nothing`(reply: String) throws {
    let record = ZeekRecord(reply: reply)
    #expect(
      try rows([record.tabbed(without: ["date", "from", "msg_id", "subject", "fuids"])]) == [])
    #expect(try rows([record.tabbed(without: ["msg_id"])]).count == 1)
    let json = """
      {"ts":1785628800.5,"uid":"C1","mailfrom":"an@gov.example","rcptto":["b@gmail.com"],\
      "last_reply":"\(reply)"}

      """
    #expect(try rows(of: json) == [])
  }

  @Test func `a message without an id goes by its connection and its number in it`() throws {
    let records = [
      ZeekRecord(id: "-"), ZeekRecord(second: 1, id: "-"), ZeekRecord(depth: 2, id: "-"),
      ZeekRecord(uid: "C2", id: "-"),
    ]
    #expect(try rows(records.map(\.tabbed)) == ["an@gov.example b@gmail.com sent 3"])
  }

  @Test func `a message in both forms is one`() throws {
    let record = ZeekRecord()
    #expect(
      try rows(
        of: (ZeekRecord.header + [record.tabbed]).joined(separator: "\n"),
        record.json.replacing("<m1@gov.example>", with: "\\u003cm1@gov.example\\u003e") + "\n")
        == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `escapes hide no separator`() throws {
    let record = ZeekRecord(
      sender: "\\x61n@gov.example", recipients: ["\"x\\x2cy\"@gmail.com"], subject: "a\\x09b")
    #expect(try rows([record.tabbed]) == ["an@gov.example \"x,y\"@gmail.com sent 1"])
  }

  @Test(arguments: [
    ("1785628803", "2026-08-02T00:00:03Z"), ("1785628803.999999", "2026-08-02T00:00:03Z"),
    ("1785628803999.0", "2026-08-02T00:00:03Z"),
    ("\"2026-08-02T00:00:03.5Z\"", "2026-08-02T00:00:03Z"),
  ])
  func `times may be written in any of the writer's ways`(written: String, read: String) throws {
    let text = ZeekRecord().json.replacing(ZeekRecord().stamp, with: written) + "\n"
    let found = try tally(of: [text], testReading(zone: "Asia/Ho_Chi_Minh")).findings()
    #expect(found.totals.map(\.first.description) == [read])
  }

  @Test func `a cut or overlong row is no record`() throws {
    let record = ZeekRecord()
    let cut = record.tabbed.components(before: "\tF\t")
    let text = (ZeekRecord.header + [cut, record.tabbed + "\tmore"]).joined(separator: "\n") + "\n"
    let found = try tally(of: [text]).findings()
    #expect(found.totals.isEmpty)
    #expect(found.ledger.unrecognised == 2)
  }

  @Test func `another log's records in the same stream are passed over`() throws {
    let text =
      ZeekRecord().json + "\n"
      + "{\"_path\":\"conn\",\"ts\":1785628800.1,\"uid\":\"C1\",\"mailfrom\":\"an@gov.example\","
      + "\"rcptto\":[\"d@outlook.com\"],\"last_reply\":\"250 ok\"}\n"
    let found = try tally(of: [text]).findings()
    #expect(found.totals.count == 1)
    #expect((found.ledger.recognised, found.ledger.irrelevant) == (1, 1))
  }
}

extension String {
  fileprivate func components(before mark: String) -> String {
    guard let range = firstRange(of: mark) else { return self }
    return String(self[..<range.lowerBound])
  }
}
