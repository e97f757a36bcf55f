import MailLog

/// Sendmail's server and submission programs behind syslog.
let sendmailSamples: [FormatSample] = [
  FormatSample(
    name: "sendmail, submission and server", format: .sendmail,
    records: sendmailRecords(submission: "sm-msp-queue", server: "sm-mta"),
    rows: sendmailRows, logins: ["an@gov.example smtp 1 1"],
    evidence: ["an@gov.example b@gmail.com sent 1": "to=<b@gmail.com>,<d@far.example>"]),
  FormatSample(
    name: "sendmail under one name", format: .sendmail,
    records: sendmailRecords(submission: "sendmail", server: "sendmail"),
    rows: sendmailRows, logins: ["an@gov.example smtp 1 1"]),
]

private let sendmailRows = [
  "an@gov.example b@gmail.com sent 1", "vi@gov.example b@gmail.com forwarded 1",
  "vi@gov.example c@yahoo.com received 1",
]

private func sendmailRecords(submission: String, server: String) -> [String] {
  let lines = [
    (
      submission,
      "672A0001004711: from=an, size=312, class=0, nrcpts=2, msgid=<1@gov.example>, "
        + "relay=an@localhost"
    ),
    (
      server,
      "672A0001004712: from=<an@gov.example>, size=512, class=0, nrcpts=2, msgid=<1@gov.example>, "
        + "proto=ESMTP, daemon=MTA-v4, relay=localhost [127.0.0.1]"
    ),
    (
      submission,
      "672A0001004711: to=b@gmail.com,d@far.example, ctladdr=an@gov.example (1001/100), "
        + "delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=30312, relay=[127.0.0.1] "
        + "[127.0.0.1], dsn=2.0.0, stat=Sent (672A0001004712 Message accepted for delivery)"
    ),
    (
      server,
      "672A0001004712: to=<b@gmail.com>,<d@far.example>, ctladdr=<an@gov.example> (1001/100), "
        + "delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120512, relay=mx.far.example. "
        + "[192.0.2.7], dsn=4.2.1, stat=Deferred: 451 4.2.1 stat=Sent (later)"
    ),
    (
      server,
      "672A0001004712: to=<b@gmail.com>,<d@far.example>, ctladdr=<an@gov.example> (1001/100), "
        + "delay=00:10:01, xdelay=00:00:01, mailer=esmtp, pri=120512, relay=mx.far.example. "
        + "[192.0.2.7], dsn=2.0.0, stat=Sent (OK 1785664800 - gsmtp)"
    ),
    (
      server,
      "672A0002004713: from=<c@yahoo.com>, size=99, class=0, nrcpts=1, msgid=<2@yahoo.com>, "
        + "proto=ESMTPS, daemon=MTA-v4, relay=mx.far.example [192.0.2.9]"
    ),
    (
      server,
      "672A0002004713: to=b@gmail.com, ctladdr=<vi@gov.example> (1002/100), delay=00:00:01, "
        + "xdelay=00:00:01, mailer=esmtp, pri=30099, relay=mx.far.example. [192.0.2.7], "
        + "dsn=2.0.0, stat=Sent (OK)"
    ),
    (
      server,
      "672A0002004713: to=\\vi, ctladdr=<vi@gov.example> (1002/100), delay=00:00:02, "
        + "xdelay=00:00:01, mailer=local, pri=30099, dsn=2.0.0, stat=Sent"
    ),
    (
      server,
      "AUTH=server, relay=pc.gov.example [10.0.0.9], authid=an@gov.example, mech=PLAIN, bits=0"
    ),
    (
      server,
      "672A0003004714: AUTH failure (PLAIN): authentication failure (-13) SASL(-13): "
        + "authentication failure: Password verification failed, user=an@gov.example, "
        + "relay=pc.gov.example [10.0.0.9]"
    ),
    (
      server,
      "672A0003004714: from=<>, size=2048, class=0, nrcpts=1, msgid=<3@gov.example>, "
        + "proto=ESMTP, daemon=MTA-v4, relay=mx.far.example [192.0.2.9]"
    ),
    (
      server,
      "672A0003004714: to=<b@gmail.com>, delay=00:00:01, mailer=esmtp, pri=30099, "
        + "relay=mx.far.example. [192.0.2.7], dsn=2.0.0, stat=Sent (OK)"
    ),
    (server, "672A0003004714: 672A0003004715: DSN: User unknown"),
  ]
  return lines.enumerated().map { number, line in
    "Aug  2 10:00:\(number < 10 ? "0" : "")\(number) mx1 \(line.0)[7]: \(line.1)"
  }
}
