import MailLog

/// Exim's main log with ids of both lengths, and Exim behind syslog.
let eximSamples: [FormatSample] = [
  FormatSample(
    name: "exim, ids of 6-11-4", format: .exim,
    records: eximRecords(
      prefix: "2026-08-02 10:00:", suffix: " ",
      ids: (1...5).map { "1v8AbC-0000000\($0)xYz-0aB\($0)" }),
    rows: eximRows, logins: ["an@gov.example smtp 2 1"],
    evidence: ["an@gov.example b@gmail.com sent 1": "=> b@gmail.com"]),
  FormatSample(
    name: "exim, ids of 6-6-2 with fraction, zone and process id", format: .exim,
    records: eximRecords(
      prefix: "2026-08-02 17:00:", suffix: ".123 +0700 [4711] ",
      ids: (1...5).map { "1v8AbC-000\($0)xY-0a" }),
    rows: eximRows, logins: ["an@gov.example smtp 2 1"]),
  FormatSample(
    name: "exim behind syslog", format: .exim,
    records: eximRecords(
      prefix: "Aug  2 10:00:", suffix: " mx1 exim[4711]: ",
      ids: (1...5).map { "1v8AbC-000\($0)xY-0a" }),
    rows: eximRows, logins: ["an@gov.example smtp 2 1"]),
  FormatSample(
    name: "exim behind syslog with its own time and parts", format: .exim,
    records: eximRecords(
      prefix: "Aug  2 10:00:", suffix: " mx1 exim[4711]: [1\\2] 2026-08-02 10:00:00 [4711] ",
      ids: (1...5).map { "1v8AbC-0000000\($0)xYz-0aB\($0)" }),
    rows: eximRows, logins: ["an@gov.example smtp 2 1"]),
]

private let eximRows = [
  "an@gov.example b@gmail.com sent 1", "an@gov.example c@yahoo.com sentAs 1",
  "vi@gov.example b@gmail.com forwarded 1", "vi@gov.example c@yahoo.com received 2",
]

private func eximRecords(prefix: String, suffix: String, ids: [String]) -> [String] {
  let lines = [
    "exim 4.98 daemon started: pid=4711, -q30m, listening for SMTP on port 25 (IPv4)",
    "\(ids[0]) <= an@gov.example H=pc.gov.example (pc) [10.0.0.9]:51000 P=esmtpsa "
      + "X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no A=plain:an@gov.example S=812 id=1@gov.example",
    "\(ids[0]) == b@gmail.com R=dnslookup T=remote_smtp defer (-44) H=gmail-smtp-in.example "
      + "[192.0.2.7]: SMTP error from remote mail server after RCPT TO:<b@gmail.com>: 451 wait",
    "\(ids[1]) <= c@yahoo.com H=mx.far.example [192.0.2.9] P=esmtps S=99 for vi@gov.example",
    "\(ids[1]) => vi <vi@gov.example> R=localuser T=maildir_home",
    "\(ids[0]) => b@gmail.com F=<an@gov.example> R=dnslookup T=remote_smtp S=901 "
      + "H=gmail-smtp-in.example [192.0.2.7] C=\"250 2.0.0 OK 1785664800 - gsmtp\" QT=3s DT=1s",
    "\(ids[1]) Completed",
    "\(ids[0]) Completed QT=3s",
    "\(ids[2]) <= x@far.example H=mx.far.example [192.0.2.9] P=esmtps S=99 T=\"=> b@gmail.com\"",
    "\(ids[2]) => b@gmail.com <vi@gov.example> R=dnslookup T=remote_smtp H=mx [192.0.2.7] C=\"250 OK\"",
    "\(ids[2]) -> d@far.example <vi@gov.example> R=dnslookup T=remote_smtp H=mx [192.0.2.7] C=\"250 OK\"",
    "\(ids[2]) Completed",
    "plain authenticator failed for ([10.0.0.66]) [10.0.0.66]:41000: 535 Incorrect authentication "
      + "data (set_id=an@gov.example)",
    "H=(x) [192.0.2.66] F=<c@yahoo.com> rejected RCPT <an@gov.example>: relay not permitted",
    "\(ids[4]) >> vi@gov.example R=cut T=remote_smtp H=inner [10.0.0.4] C=\"250 OK id=1zzzzz-000001-Aa\"",
    "\(ids[4]) <= c@yahoo.com H=mx.far.example [192.0.2.9] P=esmtps A=plain:an@gov.example S=99",
    "\(ids[4]) Completed",
    "\(ids[3]) <= <> R=\(ids[0]) U=Debian-exim P=local S=2000",
    "\(ids[3]) => an@gov.example R=localuser T=maildir_home",
    "\(ids[3]) Completed",
  ]
  return lines.enumerated().map { number, line in
    prefix + (number < 10 ? "0" : "") + "\(number)" + suffix + line
  }
}
