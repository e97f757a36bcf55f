import MailLog

/// Made-up sessions of MDaemon.
struct Transcript {
  var prefix = "Sun 2026-08-02 00:00:01.123: "
  private(set) var lines: [String] = []

  mutating func say(_ text: String) { lines.append(prefix + text) }

  mutating func command(_ text: String, _ reply: String, coming: Bool) {
    say((coming ? "<-- " : "--> ") + text)
    say((coming ? "--> " : "<-- ") + reply)
  }

  /// A session that hands one message over.
  mutating func session(
    coming: Bool, from sender: String, to recipients: [String], login: String? = nil,
    refusing: Set<String> = [], end: String = "250 Ok, message saved", id: String? = nil
  ) {
    say("Session 12345; child 0003")
    say(
      coming
        ? "Accepting SMTP connection from [192.0.2.7:52713] to [10.0.0.1:25]"
        : "Attempting SMTP connection to [192.0.2.9:25]")
    if let id, !coming { say("Message-ID: \(id)") }
    say((coming ? "--> " : "<-- ") + "220 mail.gov.example ESMTP MDaemon; Sun, 02 Aug 2026")
    say((coming ? "<-- " : "--> ") + "EHLO pc")
    say((coming ? "--> " : "<-- ") + "250-mail.gov.example Hello pc")
    say((coming ? "--> " : "<-- ") + "250 SIZE")
    if let login {
      command("AUTH LOGIN", "334 VXNlcm5hbWU6", coming: coming)
      command("YW4=", "334 UGFzc3dvcmQ6", coming: coming)
      command("******", "235 Authentication successful", coming: coming)
      say("Authenticated as \(login)")
    }
    command("MAIL FROM:<\(sender)> SIZE=90", "250 <\(sender)>, Sender ok", coming: coming)
    for recipient in recipients {
      command(
        "RCPT TO:<\(recipient)>",
        refusing.contains(recipient) ? "550 <\(recipient)>, Recipient unknown" : "250 Recipient ok",
        coming: coming)
    }
    command("DATA", "354 Enter mail, end with <CRLF>.<CRLF>", coming: coming)
    say("Message size: 90 bytes")
    let saved = id.map { " <Message-ID: \($0)>" } ?? ""
    say((coming ? "--> " : "<-- ") + end + (coming ? saved : ""))
    command("QUIT", "221 See ya in cyberspace", coming: coming)
    say("SMTP session successful (Bytes in/out: 90/90)")
    say("----------")
  }

  var text: String { lines.map { $0 + "\n" }.joined() }
}

let mdaemonSamples: [FormatSample] = [
  ("mdaemon", "Sun 2026-08-02 00:00:01: "),
  ("mdaemon with session ids", "Sun 2026-08-02 00:00:01.123: 05: [12345:3] "),
].map { name, prefix in
  FormatSample(
    name: name, format: .mdaemon,
    records: {
      var log = Transcript(prefix: prefix)
      log.session(
        coming: true, from: "an@gov.example", to: ["b@gmail.com", "vi@gov.example"],
        login: "an@gov.example")
      log.session(coming: false, from: "an@gov.example", to: ["b@gmail.com"], end: "250 2.0.0 OK")
      log.session(coming: true, from: "c@yahoo.com", to: ["vi@gov.example"])
      return log.lines
    }(),
    rows: ["an@gov.example b@gmail.com sent 1", "vi@gov.example c@yahoo.com received 1"],
    logins: ["an@gov.example smtp 1 0"], canBeCut: false)
}
