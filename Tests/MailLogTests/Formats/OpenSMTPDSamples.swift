import MailLog

/// OpenSMTPD behind syslog, in the styles of versions 5, 6.0 and later.
let openSMTPDSamples: [FormatSample] = [
  FormatSample(
    name: "opensmtpd 7", format: .opensmtpd,
    records: syslog([
      "info: OpenSMTPD 7.4.0-portable starting",
      "aaaaaaaaaaaaaa01 smtp connected address=10.0.0.9 host=pc.gov.example",
      "aaaaaaaaaaaaaa01 smtp tls ciphers=TLSv1.3:AEAD-AES256-GCM-SHA384:256",
      "aaaaaaaaaaaaaa01 smtp authentication user=an@gov.example result=ok",
      "aaaaaaaaaaaaaa01 smtp message msgid=0000aa01 size=812 nrcpt=2 proto=ESMTP",
      "aaaaaaaaaaaaaa01 smtp envelope evpid=0000aa010b7c5e01 from=<an@gov.example> to=<b@gmail.com>",
      "aaaaaaaaaaaaaa01 smtp envelope evpid=0000aa010b7c5e02 from=<an@gov.example> "
        + "to=<d@far.example>",
      "aaaaaaaaaaaaaa01 smtp message msgid=0000aa02 size=812 nrcpt=1 proto=ESMTP",
      "aaaaaaaaaaaaaa01 smtp envelope evpid=0000aa020b7c5e01 from=<c@yahoo.com> "
        + "to=<x@far.example>",
      "aaaaaaaaaaaaaa01 smtp disconnected reason=quit",
      "bbbbbbbbbbbbbb01 mta connected",
      "bbbbbbbbbbbbbb01 mta delivery evpid=0000aa010b7c5e01 from=<an@gov.example> "
        + "to=<b@gmail.com> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=0s result=\"TempFail\" stat=\"421 try result=\"Ok\" later\"",
      "bbbbbbbbbbbbbb01 mta delivery evpid=0000aa010b7c5e01 from=<an@gov.example> "
        + "to=<b@gmail.com> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=5m result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "bbbbbbbbbbbbbb01 mta delivery evpid=0000aa010b7c5e02 from=<an@gov.example> "
        + "to=<d@far.example> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=5m result=\"PermFail\" stat=\"550 no\"",
      "bbbbbbbbbbbbbb01 mta delivery evpid=0000aa020b7c5e01 from=<c@yahoo.com> "
        + "to=<x@far.example> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=0s result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "aaaaaaaaaaaaaa02 smtp connected address=192.0.2.9 host=mx.far.example",
      "aaaaaaaaaaaaaa02 smtp message msgid=0000aa03 size=812 nrcpt=1 proto=ESMTP",
      "aaaaaaaaaaaaaa02 smtp envelope evpid=0000aa030b7c5e01 from=<c@yahoo.com> "
        + "to=<vi@gov.example>",
      "aaaaaaaaaaaaaa02 smtp disconnected reason=quit",
      "bbbbbbbbbbbbbb02 mda delivery evpid=0000aa030b7c5e01 from=<c@yahoo.com> "
        + "to=<vi@gov.example> rcpt=<vi@gov.example> user=vi delay=0s result=Ok stat=Delivered",
      "bbbbbbbbbbbbbb02 mta delivery evpid=0000aa030b7c5e02 from=<c@yahoo.com> "
        + "to=<b@gmail.com> rcpt=<vi@gov.example> source=\"10.0.0.2\" "
        + "relay=\"192.0.2.7 (mx.far.example)\" delay=0s result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "aaaaaaaaaaaaaa03 smtp authentication user=an@gov.example result=permfail",
    ]),
    rows: openSMTPDRows, logins: ["an@gov.example smtp 1 1"],
    evidence: ["an@gov.example b@gmail.com sent 1": "delay=5m result=\"Ok\""]),
  FormatSample(
    name: "opensmtpd 6.0", format: .opensmtpd,
    records: syslog([
      "aaaaaaaaaaaaaa01 smtp event=connected address=10.0.0.9 host=pc.gov.example",
      "aaaaaaaaaaaaaa01 smtp event=authentication user=an@gov.example address=10.0.0.9 "
        + "host=pc.gov.example result=ok",
      "aaaaaaaaaaaaaa01 smtp event=message address=10.0.0.9 host=pc.gov.example msgid=0000aa01 "
        + "from=<an@gov.example> to=<b@gmail.com> size=812 ndest=1 proto=ESMTP",
      "aaaaaaaaaaaaaa01 smtp event=message address=10.0.0.9 host=pc.gov.example msgid=0000aa02 "
        + "from=<c@yahoo.com> to=<x@far.example> size=812 ndest=1 proto=ESMTP",
      "aaaaaaaaaaaaaa01 smtp event=closed address=10.0.0.9 host=pc.gov.example reason=quit",
      "bbbbbbbbbbbbbb01 mta event=delivery evpid=0000aa010b7c5e01 from=<an@gov.example> "
        + "to=<b@gmail.com> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=1s result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "bbbbbbbbbbbbbb01 mta event=delivery evpid=0000aa020b7c5e01 from=<c@yahoo.com> "
        + "to=<x@far.example> rcpt=<-> source=\"10.0.0.2\" relay=\"192.0.2.7 (mx.far.example)\" "
        + "delay=1s result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "aaaaaaaaaaaaaa02 smtp event=message address=192.0.2.9 host=mx.far.example msgid=0000aa03 "
        + "from=<c@yahoo.com> to=<vi@gov.example> size=812 ndest=2 proto=ESMTP",
      "bbbbbbbbbbbbbb02 mda event=delivery evpid=0000aa030b7c5e01 from=<c@yahoo.com> "
        + "to=<vi@gov.example> rcpt=<vi@gov.example> user=vi method=maildir delay=0s result=Ok "
        + "stat=Delivered",
      "bbbbbbbbbbbbbb02 mta event=delivery evpid=0000aa030b7c5e02 from=<c@yahoo.com> "
        + "to=<b@gmail.com> rcpt=<vi@gov.example> source=\"10.0.0.2\" "
        + "relay=\"192.0.2.7 (mx.far.example)\" delay=0s result=\"Ok\" stat=\"250 2.0.0 OK\"",
      "aaaaaaaaaaaaaa03 smtp event=authentication user=an@gov.example address=10.0.0.9 "
        + "host=pc.gov.example result=permfail",
    ]),
    rows: openSMTPDRows, logins: ["an@gov.example smtp 1 1"]),
  FormatSample(
    name: "opensmtpd 5", format: .opensmtpd,
    records: syslog([
      "smtp-in: New session aaaaaaaaaaaaaa01 from host pc.gov.example [10.0.0.9]",
      "smtp-in: Accepted authentication for user an@gov.example on session aaaaaaaaaaaaaa01",
      "smtp-in: Accepted message 0000aa01 on session aaaaaaaaaaaaaa01: from=<an@gov.example>, "
        + "to=<b@gmail.com>, size=812, ndest=1, proto=ESMTP",
      "smtp-in: Accepted message 0000aa02 on session aaaaaaaaaaaaaa01: from=<c@yahoo.com>, "
        + "to=<x@far.example>, size=812, ndest=1, proto=ESMTP",
      "smtp-in: Closing session aaaaaaaaaaaaaa01",
      "relay: Ok for 0000aa010b7c5e01: session=bbbbbbbbbbbbbb01, from=<an@gov.example>, "
        + "to=<b@gmail.com>, rcpt=<->, source=10.0.0.2, relay=mx.far.example [192.0.2.7], "
        + "delay=1s, stat=250 2.0.0 OK",
      "relay: Ok for 0000aa020b7c5e01: session=bbbbbbbbbbbbbb01, from=<c@yahoo.com>, "
        + "to=<x@far.example>, rcpt=<->, source=10.0.0.2, relay=mx.far.example [192.0.2.7], "
        + "delay=1s, stat=250 2.0.0 OK",
      "smtp-in: Accepted message 0000aa03 on session aaaaaaaaaaaaaa02: from=<c@yahoo.com>, "
        + "to=<vi@gov.example>, size=812, ndest=2, proto=ESMTP",
      "delivery: Ok for 0000aa030b7c5e01: from=<c@yahoo.com>, to=<vi@gov.example>, user=vi, "
        + "method=maildir, delay=0s, stat=Delivered",
      "relay: TempFail for 0000aa030b7c5e02: session=bbbbbbbbbbbbbb02, from=<c@yahoo.com>, "
        + "to=<b@gmail.com>, rcpt=<vi@gov.example>, source=10.0.0.2, "
        + "relay=mx.far.example [192.0.2.7], delay=0s, stat=421 later",
      "relay: Ok for 0000aa030b7c5e02: session=bbbbbbbbbbbbbb02, from=<c@yahoo.com>, "
        + "to=<b@gmail.com>, rcpt=<vi@gov.example>, source=10.0.0.2, "
        + "relay=mx.far.example [192.0.2.7], delay=9s, stat=250 2.0.0 OK",
      "smtp-in: Authentication failed for user an@gov.example on session aaaaaaaaaaaaaa03",
    ]),
    rows: openSMTPDRows, logins: ["an@gov.example smtp 1 1"]),
]

private let openSMTPDRows = [
  "an@gov.example b@gmail.com sent 1", "an@gov.example c@yahoo.com sentAs 1",
  "vi@gov.example b@gmail.com forwarded 1", "vi@gov.example c@yahoo.com received 1",
]

private func syslog(_ messages: [String]) -> [String] {
  messages.enumerated().map { number, message in
    "Aug  2 10:00:\(number < 10 ? "0" : "")\(number) mx1 smtpd[7]: \(message)"
  }
}
