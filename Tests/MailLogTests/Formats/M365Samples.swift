import MailLog

/// Microsoft 365's message trace as the portal, the cmdlet and Graph give it.
let m365Samples: [FormatSample] = [
  FormatSample(
    name: "m365 enhanced in UTF-16 without its mark", format: .m365,
    header: [enhancedTitles.joined(separator: ",")], records: enhancedRows, rows: traceRows,
    encoded: utf16, evidence: [traceRows[0]: "n1"]),
  FormatSample(
    name: "m365 extended", format: .m365,
    header: [TrackingLines.extended.joined(separator: ",")], records: extendedRows,
    rows: traceRows + ["vp@x.so.example b@gmail.com forwarded 1"],
    evidence: [traceRows[0]: "SENDEXTERNAL"]),
  FormatSample(
    name: "m365 cmdlet's table", format: .m365,
    header: [
      "#TYPE Deserialized.Microsoft.Exchange.Management.FfoReporting.MessageTrace",
      "\"PSComputerName\",\"Organization\",\"MessageId\",\"Received\",\"SenderAddress\","
        + "\"RecipientAddress\",\"Subject\",\"Status\",\"ToIP\",\"FromIP\",\"Size\",\"MessageTraceId\"",
    ],
    records: cmdletRows { time, id, sender, recipient, status in
      "\"ps.example\",\"gov.example\",\"<\(id)@x>\",\"\(time)\",\"\(sender)\",\"\(recipient)\","
        + "\"Họp, \"\"gấp\"\"\",\"\(status)\",,\"192.0.2.1\",\"99\",\"\(id)\""
    }, rows: traceRows, evidence: [traceRows[0]: "n1"]),
  FormatSample(
    name: "m365 cmdlet's JSON", format: .m365,
    records: cmdletRows { _, id, sender, recipient, status in
      """
      {
        "MessageId": "\\u003c\(id)@x\\u003e",
        "Received": "\\/Date(1785628800000)\\/",
        "SenderAddress": "\(sender)",
        "RecipientAddress": "\(recipient)",
        "Subject": "}{\\"SenderAddress\\": 1",
        "Status": "\(status)",
        "MessageTraceId": "\(id)"
      }
      """
    }, opening: "[\n", closing: "\n]\n", separator: ",\n", rows: traceRows,
    evidence: [traceRows[0]: "n1"]),
  FormatSample(
    name: "m365 Graph", format: .m365,
    records: cmdletRows { _, id, sender, recipient, status in
      "{\"@odata.type\":\"#microsoft.graph.exchangeMessageTrace\",\"id\":\"\(id)\",\"senderAddress\":"
        + "\"\(sender)\",\"recipientAddress\":\"\(recipient)\",\"messageId\":\"<\(id)@x>\","
        + "\"receivedDateTime\":\"2026-08-02T00:00:09Z\",\"subject\":null,"
        + "\"status\":\"\(status.lowercased())\",\"size\":9}"
    }, opening: "{\"@odata.context\":\"https://graph.example/$metadata\",\"value\":[",
    closing: "],\"@odata.nextLink\":\"https://graph.example/next\"}\n", separator: ",",
    rows: traceRows, evidence: [traceRows[0]: "n1"]),
]

let enhancedTitles = [
  "origin_timestamp_utc", "sender_address", "recipient_status", "message_subject", "total_bytes",
  "message_id", "network_message_id", "original_client_ip", "directionality", "connector_id",
  "delivery_priority",
]

private let traceRows = [
  "an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1",
]

private func utf16(_ text: String) -> [UInt8] {
  text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
}

private let enhancedRows = [
  enhanced("n2", "c@yahoo.com", "vi@gov.example##Receive, Deliver"),
  enhanced("n1", "an@gov.example", "b@gmail.com##Receive, Send;d@gmail.com##Receive, Fail"),
  enhanced("n3", "an@gov.example", "d@gmail.com##Receive, Send, Fail;vi@gov.example##Deliver"),
]

private func enhanced(_ id: String, _ sender: String, _ recipients: String) -> String {
  [
    "2026-08-02T00:00:09.1530000Z", sender, recipients, "Họp, \"gấp\"\nvà thêm", "99",
    "<\(id)@x>", id, "", "Originating", "", "Normal",
  ].map(TrackingLines.quoted).joined(separator: ",")
}

private let extendedRows: [String] = {
  var log = TrackingLines(titles: TrackingLines.extended)
  log.add(4, "SENDEXTERNAL", id: "n1", from: "an@gov.example", to: "b@gmail.com")
  log.add(1, "RECEIVE", id: "n1", from: "an@gov.example", to: "b@gmail.com")
  log.add(2, "AGENTINFO", id: "n1", from: "an@gov.example", to: "b@gmail.com")
  log.add(6, "DELIVER", id: "n2", from: "c@yahoo.com", to: "vi@gov.example")
  log.add(3, "FAIL", id: "n3", from: "an@gov.example", to: "d@gmail.com")
  log.add(8, "SENDEXTERNAL", id: "n4", from: "x@far.example", to: "b@gmail.com")
  log.add(
    7, "REDIRECT", id: "n4", from: "x@far.example", to: "b@gmail.com",
    ["related-recipient-address": "vp@x.so.example"])
  return log.lines
}()

private func cmdletRows(
  _ row: (_ time: String, _ id: String, _ from: String, _ to: String, _ status: String) -> String
) -> [String] {
  [
    row("8/13/2026 3:02:29 PM", "n2", "c@yahoo.com", "vi@gov.example", "Delivered"),
    row("8/2/2026 12:00:09 AM", "n1", "an@gov.example", "b@gmail.com", "Delivered"),
    row("8/2/2026 1:00:09 AM", "n3", "an@gov.example", "d@gmail.com", "Failed"),
    row("8/2/2026 1:00:09 AM", "n4", "an@gov.example", "e@gmail.com", "Quarantined"),
  ]
}
