import MailLog

/// Made-up sessions of MDaemon's transcripts.
struct MDaemonSession {
  enum Dialect: CaseIterable {
    /// A header for each session, whole seconds.
    case plain
    /// Fractions and codes.
    case coded
    /// Every line carries the session's number.
    case numbered
  }

  var dialect = Dialect.plain
  var number = 981_023
  var second = 0
  private(set) var lines: [String] = []

  init(_ dialect: Dialect = .plain, _ number: Int = 981_023, second: Int = 0) {
    self.dialect = dialect
    self.number = number
    self.second = second
  }

  mutating func add(_ text: String) {
    let clock = second < 10 ? "0\(second)" : "\(second)"
    let stamp = "Sun 2026-08-02 00:00:\(clock)"
    switch dialect {
    case .plain: lines.append("\(stamp): \(text)")
    case .coded: lines.append("\(stamp).450: 02: \(text)")
    case .numbered: lines.append("\(stamp): [\(number):2] \(text)")
    }
  }

  mutating func add(_ texts: [String]) { for text in texts { add(text) } }

  mutating func end(_ how: String = "successful") {
    add("SMTP session \(how) (Bytes in/out: 900/90)")
    add("----------")
  }

  var text: String { lines.joined(separator: "\n") }

  /// What a message's handing over says, command by command with its reply.
  static func message(
    _ from: String, _ recipients: [(String, String)], end: String, isIncoming: Bool
  ) -> [String] {
    let (ask, tell) = isIncoming ? ("<--", "-->") : ("-->", "<--")
    var lines = ["\(ask) MAIL From:<\(from)> SIZE=900", "\(tell) 250 2.1.0 Sender OK"]
    for (recipient, reply) in recipients {
      lines += ["\(ask) RCPT To:<\(recipient)>", "\(tell) \(reply)"]
    }
    return lines + [
      "\(ask) DATA", "\(tell) 354 Enter mail, end with <CRLF>.<CRLF>", "\(tell) \(end)",
    ]
  }

  static let accepted = "250 2.1.5 Recipient OK"

  static func incoming(
    _ dialect: Dialect = .plain, _ number: Int = 981_023, second: Int = 0, login: String? = nil,
    from: String, to: [(String, String)], id: String,
    end: String = "250 2.6.0 Ok, message saved"
  ) -> MDaemonSession {
    var session = MDaemonSession(dialect, number, second: second)
    session.add([
      "Session \(number); child 0002",
      "Accepting SMTP connection from 10.0.0.9:\(number % 60000) to 10.0.0.2:25",
      "--> 220 mail.gov.example ESMTP MDaemon 23.5", "<-- EHLO pc",
      "--> 250-mail.gov.example Hello pc, pleased to meet you", "--> 250-AUTH LOGIN PLAIN",
      "--> 250 SIZE",
    ])
    if let login {
      session.add([
        "<-- AUTH LOGIN", "--> 334 VXNlcm5hbWU6", "<-- YW4=", "--> 334 UGFzc3dvcmQ6",
        "<-- ******", "--> 235 2.7.0 Authentication successful", "Authenticated as \(login)",
      ])
    }
    session.add("Performing SPF lookup (far.example / 10.0.0.9)")
    session.add(
      message(from, to, end: "\(end) <Message-ID: \(id)>", isIncoming: true)
        + ["<-- QUIT", "--> 221 2.0.0 See ya in cyberspace"])
    session.end()
    return session
  }

  static func outgoing(
    _ dialect: Dialect = .plain, _ number: Int = 981_024, second: Int = 0, from: String,
    to: [(String, String)], id: String, end: String = "250 2.0.0 OK"
  ) -> MDaemonSession {
    var session = MDaemonSession(dialect, number, second: second)
    session.add([
      "Session \(number); child 0001", "Parsing message <d:\\mdaemon\\remote\\pd5000.msg>",
      "*  From: \(from)", "*  Subject: Report", "*  Size (bytes): 900", "*  Message-ID: <\(id)>",
      "Attempting SMTP connection to mx.far.example", "Resolving MX records for far.example",
      "Attempting SMTP connection to 192.0.2.7:25", "*  Connection established 10.0.0.2:5",
      "<-- 220 mx.far.example ESMTP", "--> EHLO mail.gov.example", "<-- 250-mx.far.example",
      "<-- 250 SIZE 9000",
    ])
    session.add(
      message(from, to, end: end, isIncoming: false)
        + ["--> QUIT", "<-- 221 2.0.0 closing"])
    session.end()
    return session
  }
}

private func log(_ dialect: MDaemonSession.Dialect) -> [String] {
  let ok = MDaemonSession.accepted
  return [
    MDaemonSession.incoming(
      dialect, 1, from: "c@yahoo.com", to: [("vi@gov.example", ok), ("no@gov.example", "550 no")],
      id: "1@yahoo.com"),
    MDaemonSession.incoming(
      dialect, 2, second: 3, login: "an@gov.example", from: "an@gov.example",
      to: [("b@gmail.com", ok)], id: "2@gov.example"),
    MDaemonSession.outgoing(
      dialect, 3, second: 5, from: "an@gov.example", to: [("b@gmail.com", "250 2.1.5 OK")],
      id: "2@gov.example"),
    MDaemonSession.incoming(
      dialect, 4, second: 7, login: "an@gov.example", from: "d@outlook.com",
      to: [("x@far.example", ok), ("vp@so.example", ok)], id: "3@gov.example"),
    MDaemonSession.outgoing(
      dialect, 5, second: 9, from: "d@outlook.com", to: [("x@far.example", "250 ok")],
      id: "3@gov.example"),
  ].map(\.text)
}

private func sample(_ name: String, _ dialect: MDaemonSession.Dialect, _ head: [String] = [])
  -> FormatSample
{
  FormatSample(
    name: name, format: .mdaemon, header: head, records: log(dialect),
    rows: [
      "an@gov.example b@gmail.com sent 1", "an@gov.example d@outlook.com sentAs 2",
      "vi@gov.example c@yahoo.com received 1", "vp@so.example d@outlook.com received 1",
    ],
    logins: ["an@gov.example smtp 2 0"])
}

let mdaemonSamples: [FormatSample] = [
  sample(
    "mdaemon with headers", .plain,
    [
      String(repeating: "-", count: 79), "START Event Log / MDaemon PRO v18.5.1",
      "SMTP-(in) log information", String(repeating: "-", count: 79),
      "Event Time/Date          Event Description", String(repeating: "-", count: 79),
    ]),
  sample("mdaemon with codes", .coded),
  sample("mdaemon with numbers", .numbered),
]
