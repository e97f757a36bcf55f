import MailLog

/// Made-up lines of Exchange's message tracking.
struct TrackingLine {
  var second = 0
  var event = "DELIVER"
  var id = "6a638d20-1111-4222-8333-08da9a4f0001"
  var messageID = "<m1@mail.gov.example>"
  var recipients = "b@gmail.com"
  var statuses = ""
  var related = ""
  var sender = "an@gov.example"
  var returnPath: String?
  var subject = "Report"

  static let header = [
    "#Software: Microsoft Exchange Server", "#Version: 15.01.2507.012",
    "#Log-type: Message Tracking Log", "#Date: 2026-08-02T00:00:00.000Z",
    "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,"
      + "connector-id,source,event-id,internal-message-id,message-id,network-message-id,"
      + "recipient-address,recipient-status,total-bytes,recipient-count,"
      + "related-recipient-address,reference,message-subject,sender-address,return-path,"
      + "message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data",
  ]

  var text: String {
    let clock =
      "00:\(second < 600 ? "0" : "")\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)"
    let path = returnPath ?? sender
    return "2026-08-02T\(clock).450Z,10.0.0.9,pc,10.0.0.2,EX01,\"MDB:1, Mailbox:2\",Outbound,SMTP,"
      + "\(event),438,\(messageID),\(id),\(recipients),\(statuses),3750,1,\(related),,\(subject),"
      + "\(sender),\(path),04I: ,Originating,,,,"
  }
}

let exchangeSamples: [FormatSample] = [
  FormatSample(
    name: "exchange tracking", format: .exchange, header: TrackingLine.header,
    records: [
      TrackingLine(event: "RECEIVE"),
      TrackingLine(second: 1, event: "SEND"),
      TrackingLine(second: 2, event: "SENDEXTERNAL", subject: "\"Hello, \"\"you\"\"\""),
      TrackingLine(
        second: 3, id: "6a638d20-1111-4222-8333-08da9a4f0002", recipients: "vi@gov.example",
        sender: "c@yahoo.com"),
      TrackingLine(
        second: 4, event: "EXPAND", id: "6a638d20-1111-4222-8333-08da9a4f0003",
        recipients: "d@outlook.com;vi@gov.example", related: "vp@x.so.example"),
      TrackingLine(
        second: 5, event: "SENDEXTERNAL", id: "6a638d20-1111-4222-8333-08da9a4f0003",
        recipients: "d@outlook.com"),
    ].map(\.text),
    rows: [
      "an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1",
      "vp@x.so.example d@outlook.com forwarded 1",
    ],
    evidence: ["an@gov.example b@gmail.com sent 1": "SENDEXTERNAL"])
]
