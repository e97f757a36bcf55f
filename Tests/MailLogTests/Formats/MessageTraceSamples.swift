import MailLog

/// Text as UTF-16, low byte first, without a mark.
@Sendable func utf16(_ text: String) -> [UInt8] {
  text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
}

private let traceRows = [
  "an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1",
]

let enhancedTrace = FormatSample(
  name: "m365 enhanced summary, UTF-16", format: .m365,
  header: [
    "origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,"
      + "network_message_id,original_client_ip,directionality,connector_id,delivery_priority"
  ],
  records: [
    "2026-08-02T00:00:03.1230000Z,an@gov.example,"
      + "\"b@gmail.com##Receive, Send;d@outlook.com##Receive, Fail\",\"Báo cáo, quý 3\",90,"
      + "<m1@gov.example>,6a638d20-1111-4222-8333-08da9a4f0001,10.0.0.9,Originating,,Normal",
    "2026-08-02T00:00:01.0000000Z,c@yahoo.com,\"vi@gov.example##Receive, Deliver\",Xin,90,"
      + "<m2@yahoo.com>,6a638d20-1111-4222-8333-08da9a4f0002,10.0.0.9,Incoming,,Normal",
  ],
  rows: traceRows, encoded: utf16)

let messageTraceSamples: [FormatSample] = [
  enhancedTrace,
  FormatSample(
    name: "m365 extended", format: .m365,
    header: [
      "date_time_utc,client_ip,client_hostname,server_ip,server_hostname,source_context,"
        + "connector_id,source,event_id,message_id,network_message_id,recipient_address,"
        + "recipient_status,total_bytes,recipient_count,related_recipient_address,reference,"
        + "message_subject,sender_address,return_path,message_info,directionality,tenant_id,"
        + "original_client_ip,original_server_ip,custom_data,transport_traffic_type"
    ],
    records: [
      ("RECEIVE", "<m1@gov.example>", "b@gmail.com", "an@gov.example", ""),
      ("SEND", "<m1@gov.example>", "b@gmail.com", "an@gov.example", ""),
      ("SENDEXTERNAL", "<m1@gov.example>", "b@gmail.com", "an@gov.example", ""),
      ("DELIVER", "<m2@yahoo.com>", "vi@gov.example", "c@yahoo.com", ""),
      ("EXPAND", "<m3@gov.example>", "d@outlook.com", "an@gov.example", "vp@x.so.example"),
      ("SENDEXTERNAL", "<m3@gov.example>", "d@outlook.com", "an@gov.example", ""),
    ].map { event, id, recipient, sender, related in
      "2026-08-02T00:00:03.123Z,10.0.0.9,pc,10.0.0.2,S1,\"a, b\",,SMTP,\(event),\(id),,\(recipient),"
        + ",90,1,\(related),,\"A \"\"title\"\"\",\(sender),\(sender),,Originating,,,,,Email"
    },
    rows: traceRows + ["vp@x.so.example d@outlook.com forwarded 1"]),
  FormatSample(
    name: "m365 cmdlet's CSV", format: .m365,
    header: [
      "#TYPE Deserialized.Microsoft.Exchange.Management.FfoReporting.MessageTrace",
      "\"Organization\",\"MessageId\",\"Received\",\"SenderAddress\",\"RecipientAddress\","
        + "\"Subject\",\"Status\",\"ToIP\",\"FromIP\",\"Size\",\"MessageTraceId\"",
    ],
    records: [
      ("<m1@gov.example>", "8/2/2026 12:00:03 AM", "an@gov.example", "b@gmail.com", "Delivered"),
      ("<m1@gov.example>", "8/2/2026 12:00:03 AM", "an@gov.example", "d@outlook.com", "Failed"),
      ("<m2@yahoo.com>", "8/2/2026 12:00:05 AM", "c@yahoo.com", "vi@gov.example", "Delivered"),
    ].map { id, time, sender, recipient, status in
      "\"gov.example\",\"\(id)\",\"\(time)\",\"\(sender)\",\"\(recipient)\",\"A,\nB\","
        + "\"\(status)\",\"\",\"10.0.0.9\",\"90\",\"6a638d20-1111-4222-8333-08da9a4f0001\""
    },
    rows: traceRows),
  FormatSample(
    name: "m365 Graph's JSON in one line", format: .m365,
    records: [
      ("<m1@gov.example>", "an@gov.example", "b@gmail.com", "delivered"),
      ("<m1@gov.example>", "an@gov.example", "d@outlook.com", "failed"),
      ("<m2@yahoo.com>", "c@yahoo.com", "vi@gov.example", "delivered"),
    ].map { id, sender, recipient, status in
      "{\"id\":\"1\",\"senderAddress\":\"\(sender)\",\"recipientAddress\":\"\(recipient)\","
        + "\"messageId\":\"\(id)\",\"receivedDateTime\":\"2026-08-02T00:00:03Z\","
        + "\"subject\":\"a {\\\"b\\\"} ]\",\"size\":90,\"status\":\"\(status)\",\"toIP\":null}"
    },
    opening: "{\"@odata.context\":\"$metadata#traces\",\"value\":[",
    closing: "],\"@odata.nextLink\":\"next?x={1}\"}\n", separator: ",", rows: traceRows),
  FormatSample(
    name: "m365 cmdlet's JSON over several lines", format: .m365,
    records: [
      ("m1@gov.example", "an@gov.example", "b@gmail.com"),
      ("m2@yahoo.com", "c@yahoo.com", "vi@gov.example"),
    ].map { id, sender, recipient in
      """
      {
          "Received":  "\\/Date(1785628803000)\\/",
          "MessageId":  "\\u003c\(id)\\u003e",
          "SenderAddress":  "\(sender)",
          "RecipientAddress":  "\(recipient)",
          "Subject":  null,
          "Status":  "Delivered"
      }
      """
    },
    opening: "[\n", closing: "\n]\n", separator: ",\n", rows: traceRows),
]
