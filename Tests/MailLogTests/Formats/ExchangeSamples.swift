import MailLog

/// Exchange's message tracking log, of 2010 and of 2019.
let exchangeSamples: [FormatSample] = [
  sample("exchange 2019", TrackingLines.exchange2019),
  sample("exchange 2010 without network ids", TrackingLines.exchange2010),
]

private func sample(_ name: String, _ titles: [String]) -> FormatSample {
  var log = TrackingLines(titles: titles)
  let context = ["source-context": "MDB:7, Event:\"Created\", Class:IPM.Note"]
  log.add(0, "RECEIVE", id: "a1", from: "an@gov.example", to: "b@gmail.com;vi@gov.example", context)
  log.add(1, "HAREDIRECT", id: "a1", from: "an@gov.example", to: "b@gmail.com;vi@gov.example")
  log.add(
    2, "SENDEXTERNAL", id: "a1", from: "an@gov.example", to: "b@gmail.com",
    [
      "recipient-status": "250 2.1.5 OK, queued", "connector-id": "To Internet",
      "server-hostname": "gmail-smtp-in.l.google.com", "message-subject": "Họp, \"gấp\"\nvà thêm",
    ])
  log.add(2, "DELIVER", id: "a1", from: "an@gov.example", to: "vi@gov.example")
  log.add(60, "RECEIVE", id: "a2", from: "c@yahoo.com", to: "vi@gov.example")
  log.add(
    61, "SEND", id: "a2", from: "c@yahoo.com", to: "vi@gov.example",
    ["connector-id": "Intra-Organization SMTP Send Connector"])
  log.add(62, "DELIVER", id: "a2", from: "c@yahoo.com", to: "vi@gov.example")
  log.add(
    90, "RESOLVE", id: "a3", from: "x@far.example", to: "b@gmail.com",
    ["source": "ROUTING", "related-recipient-address": "vp@x.so.example"])
  log.add(91, "SENDEXTERNAL", id: "a3", from: "x@far.example", to: "b@gmail.com")
  log.add(99, "SENDEXTERNAL", id: "a4", from: "vi@gov.example", to: "b@gmail.com")
  log.add(
    99, "SENDEXTERNAL", id: "a5", from: "an@gov.example", to: "b@gmail.com", ["return-path": "<>"])
  return FormatSample(
    name: name, format: .exchange, header: log.header, records: log.lines,
    rows: [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com sent 1",
      "vi@gov.example c@yahoo.com received 1", "vp@x.so.example b@gmail.com forwarded 1",
    ],
    evidence: [
      "an@gov.example b@gmail.com sent 1": "SENDEXTERNAL",
      "vi@gov.example c@yahoo.com received 1": "DELIVER",
    ])
}
