import MailLog

/// Postfix and Zimbra's MTA behind syslog.
let postfixSamples: [FormatSample] = [
  FormatSample(
    name: "postfix through a filter", format: .postfix,
    records: {
      var log = LogLines()
      log.filtered(0, "AAAAA1", "AAAAA2", from: "an@gov.example", to: "b@gmail.com")
      log.message(
        9, "AAAAA3", from: "c@yahoo.com", to: "vi@gov.example", login: "an@gov.example")
      log.message(
        12, "AAAAA4", from: "x@far.example", to: "b@gmail.com", original: "vp@x.so.example")
      log.add(
        20, "smtpd",
        "warning: pc[10.0.0.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, "
          + "sasl_username=an@gov.example")
      return log.lines
    }(),
    rows: [
      "an@gov.example b@gmail.com sent 1", "an@gov.example c@yahoo.com sentAs 1",
      "vi@gov.example c@yahoo.com received 1", "vp@x.so.example b@gmail.com forwarded 1",
    ],
    logins: ["an@gov.example smtp 1 1"],
    evidence: ["an@gov.example b@gmail.com sent 1": "AAAAA2: to=<b@gmail.com>"])
]
