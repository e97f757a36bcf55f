import MailLog

/// Made-up records of Zeek's smtp.log.
struct ZeekRecord {
  var second = 0
  var uid = "CHhAvVGS1DHFjwGM9"
  var depth = 1
  var sender = "an@gov.example"
  var recipients = ["b@gmail.com"]
  var id = "<m1@gov.example>"
  var reply = "250 2.0.0 Ok: queued as 077781CA025"
  var subject = "Report"

  var stamp: String { "\(LogLines.start + Int64(second)).123456" }

  static let fields = [
    "ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "helo",
    "mailfrom", "rcptto", "date", "from", "to", "cc", "reply_to", "msg_id", "in_reply_to",
    "subject", "x_originating_ip", "first_received", "second_received", "last_reply", "path",
    "user_agent", "tls", "fuids",
  ]

  static let header = [
    "### Rotated. Do not edit.", "#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)",
    "#unset_field\t-", "#path\tsmtp", "#open\t2026-08-02-00-00-00",
    "#fields\t" + fields.joined(separator: "\t"), "#types\ttime\tstring\taddr",
  ]

  var values: [String: String] {
    [
      "ts": stamp, "uid": uid, "id.orig_h": "10.0.0.9", "id.orig_p": "1470",
      "id.resp_h": "10.0.0.2", "id.resp_p": "25", "trans_depth": "\(depth)", "helo": "pc",
      "mailfrom": sender, "rcptto": recipients.joined(separator: ","),
      "date": "Sun, 2 Aug 2026 00:00:00 +0000", "from": "Somebody <\(sender)>", "msg_id": id,
      "subject": subject, "last_reply": reply, "path": "10.0.0.2,10.0.0.9", "tls": "F",
      "fuids": "FmFp351N5nhsMmAfQg",
    ]
  }

  var tabbed: String { tabbed(without: []) }

  func tabbed(without missing: Set<String>) -> String {
    ZeekRecord.fields.map { missing.contains($0) ? "-" : values[$0] ?? "-" }
      .joined(separator: "\t")
  }

  var json: String {
    let list = recipients.map { "\"\($0)\"" }.joined(separator: ",")
    return
      "{\"ts\":\(stamp),\"uid\":\"\(uid)\",\"id.orig_h\":\"10.0.0.9\",\"trans_depth\":\(depth),"
      + "\"helo\":\"pc\",\"mailfrom\":\"\(sender)\",\"rcptto\":[\(list)],\"msg_id\":\"\(id)\","
      + "\"subject\":\"\(subject)\",\"last_reply\":\"\(reply)\",\"path\":[\"10.0.0.2\"],"
      + "\"tls\":false,\"fuids\":[]}"
  }

  static let log = [
    ZeekRecord(recipients: ["b@gmail.com", "<d@outlook.com>"]),
    ZeekRecord(
      second: 2, uid: "CUM0KZ3MLUfNB0cl11", sender: "<c@yahoo.com>", recipients: ["vi@gov.example"],
      id: "<m2@yahoo.com>"),
    ZeekRecord(second: 3, recipients: ["c@yahoo.com"], id: "<m3@gov.example>", reply: "550 no"),
    // The same message on its way to the next server.
    ZeekRecord(second: 4, uid: "CXWv6p3arKYeMETxOg"),
  ]

  static let rows = [
    "an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sent 1",
    "vi@gov.example c@yahoo.com received 1",
  ]
}

let zeekSamples: [FormatSample] = [
  FormatSample(
    name: "zeek with tabs", format: .zeek, header: ZeekRecord.header,
    records: ZeekRecord.log.map(\.tabbed), rows: ZeekRecord.rows,
    evidence: ["an@gov.example d@outlook.com sent 1": "<d@outlook.com>"]),
  FormatSample(
    name: "zeek in JSON", format: .zeek, records: ZeekRecord.log.map(\.json),
    rows: ZeekRecord.rows),
]
