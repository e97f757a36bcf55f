import MailLog

private let header = [
  "#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-",
  "#path\tsmtp",
  "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\thelo\tmailfrom\trcptto"
    + "\tdate\tfrom\tto\tcc\treply_to\tmsg_id\tin_reply_to\tsubject\tx_originating_ip"
    + "\tfirst_received\tsecond_received\tlast_reply\tpath\tuser_agent\ttls\tfuids",
  "#types\ttime\tstring\taddr\tport\taddr\tport\tcount\tstring\tstring\tset[string]\tstring\tstring"
    + "\tset[string]\tset[string]\tstring\tstring\tstring\tstring\taddr\tstring\tstring\tstring"
    + "\tvector[addr]\tstring\tbool\tvector[string]",
]

/// Rows: second, sender, recipients, message id, reply.
private let messages = [
  (1, "an@gov.example", ["b@gmail.com", "x@far.example"], "<m1@gov.example>", "250 OK id=1"),
  (2, "c@yahoo.com", ["vi@gov.example"], "", "250 2.0.0 queued"),
  (3, "an@gov.example", ["d@outlook.com"], "<m3@gov.example>", "550 no"),
]

let zeekSamples: [FormatSample] = [
  FormatSample(
    name: "zeek in tabs", format: .zeek, header: header,
    records: messages.map { second, sender, recipients, id, reply in
      "178562880\(second).123456\tC\(second)\t10.0.0.9\t1\t10.0.0.2\t25\t1\tpc\t\(sender)"
        + "\t\(recipients.joined(separator: ","))\tSun\tAn <\(sender)>\tx\t-\t-"
        + "\t\(id.isEmpty ? "-" : id)\t-\ta, b\t-\t-\t-\t\(reply)\t10.0.0.2,10.0.0.9\t-\tF\t-"
    },
    rows: ["an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1"]),
  FormatSample(
    name: "zeek in JSON", format: .zeek,
    records: messages.map { second, sender, recipients, id, reply in
      let list = recipients.map { "\"\($0)\"" }.joined(separator: ",")
      return "{\"ts\":178562880\(second).5,\"uid\":\"C\(second)\",\"trans_depth\":1,"
        + "\"mailfrom\":\"<\(sender)>\",\"rcptto\":[\(list)],"
        + (id.isEmpty ? "" : "\"msg_id\":\"\(id)\",") + "\"last_reply\":\"\(reply)\",\"tls\":false}"
    },
    rows: ["an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1"]),
]
