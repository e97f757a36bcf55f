import MailLog

/// Made-up events of Google Workspace's Gmail log.
struct GmailEvent {
  var second = 0
  var action = "10"
  var success = "true"
  var id = "m1@gov.example"
  var source = "an@gov.example"
  var destinations = [("b@gmail.com", "smtp-outbound")]
  var reply = "250"
  var isFlattened = false

  var text: String {
    let list = destinations.map {
      "{\"address\":\"\($0.0)\",\"service\":\"\($0.1)\",\"selector\":\"\",\"rcpt_response\":null}"
    }.joined(separator: ",")
    let flat = destinations.map { "\($0.1)::\($0.0)" }.joined(separator: ", ")
    let micros = (LogLines.start + Int64(second)) * 1_000_000 + 248_347
    return "{\"event_info\":{\"timestamp_usec\":\"\(micros)\",\"elapsed_time_usec\":\"9\","
      + "\"success\":\(success),\"mail_event_type\":0},\"message_info\":{"
      + "\"action_type\":\(action),\"rfc2822_message_id\":\"\\u003c\(id)\\u003e\","
      + "\"subject\":\"{\\\"message_info\\\": \\\\ }\",\"payload_size\":90,"
      + "\"source\":{\"address\":\"\(source)\",\"service\":\"gmail-ui\",\"selector\":null,"
      + "\"from_header_address\":\"boss@gov.example\"},"
      + (isFlattened ? "" : "\"destination\":[\(list)],")
      + "\"flattened_destinations\":\"\(flat)\",\"description\":\"No Error\","
      + "\"connection_info\":{\"client_ip\":\"10.0.0.9\",\"smtp_reply_code\":\(reply)}}}"
  }

  static let log = [
    GmailEvent(),
    // The same message at another stage, and once more.
    GmailEvent(second: 1, action: "14"),
    GmailEvent(second: 2),
    GmailEvent(
      second: 3, action: "3", id: "m2@yahoo.com", source: "c@yahoo.com",
      destinations: [("vi@gov.example", "gmail-ui")], reply: "0"),
    GmailEvent(
      second: 4, id: "m3@gov.example", destinations: [("d@outlook.com", "smtp-outbound")],
      reply: "550"),
  ].map(\.text)

  static let rows = [
    "an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1",
  ]
}

let googleSamples: [FormatSample] = [
  FormatSample(
    name: "google, an event a line", format: .google, records: GmailEvent.log,
    rows: GmailEvent.rows),
  FormatSample(
    name: "google in an array", format: .google, records: GmailEvent.log, opening: "[\n",
    closing: "\n]\n", separator: ",\n", rows: GmailEvent.rows),
]
