import MailLog

/// A row of the Gmail logs in BigQuery.
struct GmailRow {
  var second = 1
  var action = 10
  var success = true
  var reply = "250"
  var sender = "an@gov.example"
  var recipients = [("b@gmail.com", "smtp-outbound")]
  var id = "\\u003cm1@gov.example\\u003e"
  var flattened: String?

  var text: String {
    let list = recipients.map { "{\"address\":\"\($0)\",\"service\":\"\($1)\",\"selector\":\"x\"}" }
    let destination = flattened == nil ? "\"destination\":[\(list.joined(separator: ","))]," : ""
    let flat = flattened.map { "\"flattened_destinations\":\"\($0)\"," } ?? ""
    return
      "{\"event_info\":{\"timestamp_usec\":\"178562880\(second)500000\",\"success\":\(success),"
      + "\"elapsed_time_usec\":\"90\"},\"message_info\":{\"action_type\":\"\(action)\","
      + "\"connection_info\":{\"smtp_reply_code\":\"\(reply)\",\"client_ip\":\"10.0.0.9\"},"
      + destination + flat + "\"rfc2822_message_id\":\"\(id)\",\"subject\":\"a \\\"b\\\" {\","
      + "\"source\":{\"address\":\"\(sender)\",\"service\":\"gmail-ui\",\"selector\":null}}}"
  }
}

private let messages = [
  GmailRow(action: 2).text, GmailRow(second: 2).text,
  GmailRow(
    second: 3, action: 3, reply: "", sender: "c@yahoo.com",
    recipients: [("vi@gov.example", "gmail-ui")], id: "\\u003cm2@yahoo.com\\u003e"
  ).text,
  GmailRow(second: 4, reply: "550", recipients: [("d@outlook.com", "smtp-outbound")]).text,
]

private let expected = [
  "an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1",
]

let googleSamples: [FormatSample] = [
  FormatSample(
    name: "google, an object a line", format: .google, records: messages, rows: expected),
  FormatSample(
    name: "google, an array", format: .google, records: messages, opening: "[", closing: "]\n",
    separator: ",\n", rows: expected),
]
