import MailLog

/// Made-up lines of audit.log and mailbox.log.
struct ZimbraLine {
  var second = 0
  var level = "INFO "
  var thread = "ImapSSLServer-13"
  var context = "ip=10.0.0.2;oip=192.0.2.7, 10.0.0.9;via=10.0.0.2(nginx/1.20.0-zimbra);ua=Mail/3;"
  var category = "security"
  var message = ""

  var text: String {
    let clock = second < 10 ? "0\(second)" : "\(second)"
    return
      "2026-08-02 00:00:\(clock),450 \(level) [\(thread)] [\(context)] \(category) - \(message)"
  }

  static func audit(
    _ account: String, _ way: String = "imap", error: String? = nil, second: Int = 0
  ) -> String {
    ZimbraLine(
      second: second, level: error == nil ? "INFO " : "WARN ",
      message: "cmd=Auth; account=\(account); protocol=\(way);"
        + (error.map { " error=authentication failed for [\(account)], \($0);" } ?? "")
    ).text
  }

  static func mailbox(_ account: String, _ category: String = "imap", second: Int = 0) -> String {
    ZimbraLine(
      second: second, category: category,
      message: "user \(account) authenticated, mechanism=LOGIN [TLS]"
    ).text
  }

  static func failure(
    _ account: String, _ category: String = "SoapEngine",
    thread: String = "qtp93-137:https://mail.gov.example/service/soap/AuthRequest"
  ) -> String {
    ZimbraLine(
      thread: thread, category: category,
      message: "handler exception: authentication failed for [\(account)], invalid password"
    ).text
  }
}

let zimbraSamples: [FormatSample] = [
  FormatSample(
    name: "zimbra audit.log", format: .zimbra,
    records: [
      ZimbraLine.audit("an@gov.example"),
      ZimbraLine.audit("vi@gov.example", "soap", error: "invalid password", second: 1),
      ZimbraLine.audit("vi@gov.example", "soap", second: 2),
      ZimbraLine(second: 3, message: "cmd=AdminAuth; account=an@gov.example;").text,
      ZimbraLine.audit("b@gmail.com", second: 4),
      ZimbraLine.audit("an@gov.example", "pop3", second: 5),
    ],
    rows: [],
    logins: ["an@gov.example imap 1 0", "an@gov.example pop3 1 0", "vi@gov.example soap 1 1"]),
  FormatSample(
    name: "zimbra mailbox.log with a trace", format: .zimbra,
    records: [
      ZimbraLine.mailbox("an@gov.example"),
      ZimbraLine.mailbox("vp@x.so.example", "pop", second: 1),
      ZimbraLine(
        second: 2, thread: "LmtpServer-5", context: "ip=127.0.0.1;", category: "lmtp",
        message: "Delivering message: size=90 bytes, nrcpts=1, sender=b@gmail.com"
      ).text,
      """
      \(ZimbraLine(second: 3, category: "SoapEngine", message: "handler exception").text)
      com.example.AccountFault$Failed: authentication failed for [vi@gov.example], invalid password
      ExceptionId:qtp93-137:1785628803000:00ff
      Code:account.AUTH_FAILED
      \tat com.example.AccountFault.failed(AccountFault.java:116)
      \t... 12 more
      Caused by: java.io.IOException
      """,
      ZimbraLine.failure("vi@gov.example"),
      ZimbraLine(second: 5, context: "", category: "mailop", message: "Adding Message: id=257.")
        .text,
    ],
    rows: [],
    logins: [
      "an@gov.example imap 1 0", "vi@gov.example soap 0 1", "vp@x.so.example pop3 1 0",
    ]),
]
