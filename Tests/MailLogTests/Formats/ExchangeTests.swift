import MailLog
import OfficialMail
import Testing

/// What tracking lines come to.
private func rows(_ lines: TrackingLine..., header: [String] = TrackingLine.header) throws
  -> [String]
{
  try rows(of: (header + lines.map(\.text)).joined(separator: "\r\n") + "\r\n")
}

@Suite struct ExchangeTests {
  @Test func `columns go by the header's names`() throws {
    let header = ["#Fields: event-id,date-time,sender-address,recipient-address,message-id"]
    let text =
      header[0] + "\nSEND,2026-08-02T00:00:00.000Z,an@gov.example,b@gmail.com,<m1@gov.example>\n"
    #expect(try rows(of: text) == ["an@gov.example b@gmail.com sent 1"])
    #expect(try rows(of: "\u{FEFF}" + text) == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `a log without its header is refused, and files beside it count`() throws {
    let folder = try TemporaryFolder()
    let bare = try folder.file("bare.log", TrackingLine().text + "\n")
    _ = try folder.file(
      "whole.log", (TrackingLine.header + [TrackingLine().text]).joined(separator: "\n"))
    let found = try readLogs(paths: [folder.path], testReading()).findings()
    #expect(found.totals.map(\.messages) == [1])
    let lost = found.ledger.files.first { $0.path == bare }
    #expect(lost?.loss?.contains("#Fields:") == true)
    #expect(lost?.unrecognised == 1)
  }

  @Test func `one message makes many lines and one delivery for each recipient`() throws {
    let found = try rows(
      TrackingLine(event: "RECEIVE", recipients: "b@gmail.com;d@outlook.com"),
      TrackingLine(event: "HAREDIRECT", recipients: "b@gmail.com;d@outlook.com"),
      TrackingLine(second: 1, event: "SEND", recipients: "b@gmail.com;d@outlook.com"),
      TrackingLine(second: 9, event: "SENDEXTERNAL", recipients: "b@gmail.com;d@outlook.com"))
    #expect(
      found == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
  }

  @Test func `the time is that of the last delivery`() throws {
    let text =
      (TrackingLine.header
      + [
        TrackingLine(second: 9, event: "SENDEXTERNAL").text,
        TrackingLine(second: 1, event: "SEND").text,
      ]).joined(separator: "\n")
    let row = try tally(of: [text]).findings().totals.first
    #expect(row?.first.description == "2026-08-02T00:00:09Z")
    #expect(row?.last == row?.first)
  }

  @Test func `a message without a network id goes by its own`() throws {
    let nothing = "00000000-0000-0000-0000-000000000000"
    let found = try rows(
      TrackingLine(id: nothing), TrackingLine(second: 1, id: ""),
      TrackingLine(second: 2, id: "", messageID: "<m2@mail.gov.example>"))
    #expect(found == ["an@gov.example b@gmail.com sent 2"])
  }

  @Test func `a sending inside the organisation adds nothing`() throws {
    #expect(
      try rows(TrackingLine(event: "SEND", recipients: "vi@gov.example", sender: "c@yahoo.com"))
        == [])
  }

  @Test func `the return path goes before the sender's address`() throws {
    #expect(
      try rows(TrackingLine(sender: "an@gov.example", returnPath: "vi@gov.example"))
        == ["vi@gov.example b@gmail.com sent 1"])
    #expect(try rows(TrackingLine(returnPath: "<>")) == [])
    #expect(
      try rows(TrackingLine(sender: "an@gov.example", returnPath: ""))
        == ["an@gov.example b@gmail.com sent 1"])
  }

  @Test func `a recipient that was refused got nothing`() throws {
    #expect(
      try rows(
        TrackingLine(
          event: "SENDEXTERNAL", recipients: "b@gmail.com;d@outlook.com",
          statuses: "'550 5.1.1 no such user';250 2.1.5 OK"))
        == ["an@gov.example d@outlook.com sent 1"])
  }

  @Test func `a redirection is charged to the nearest related address`() throws {
    let found = try rows(
      TrackingLine(event: "RESOLVE", recipients: "vp@x.so.example", related: "vi@gov.example"),
      TrackingLine(
        second: 1, event: "EXPAND", recipients: "b@gmail.com", related: "vp@x.so.example"),
      TrackingLine(second: 2, event: "SENDEXTERNAL"))
    #expect(found == ["vp@x.so.example b@gmail.com forwarded 1"])
  }

  @Test func `other events tell of no delivery`() throws {
    for event in [
      "FAIL", "DEFER", "SUBMIT", "TRANSFER", "DSN", "DUPLICATEDELIVER", "POISONMESSAGE",
    ] {
      #expect(try rows(TrackingLine(event: event)) == [])
    }
  }

  @Test func `a subject may hold quotes, commas and a stray quote`() throws {
    #expect(
      try rows(
        TrackingLine(subject: "\"a, \"\"b\"\", c\""),
        TrackingLine(second: 1, messageID: "<m2@gov.example>", recipients: "d@outlook.com"))
        == ["an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1"])
    let found = try tally(
      of: [
        (TrackingLine.header
          + [
            TrackingLine(subject: "\"never closed").text,
            TrackingLine(second: 1, recipients: "d@outlook.com").text,
          ]).joined(separator: "\n") + "\n"
      ]
    ).findings()
    #expect(found.totals.map(\.webmail.description) == ["d@outlook.com"])
    #expect(found.ledger.unrecognised == 1)
  }
}
