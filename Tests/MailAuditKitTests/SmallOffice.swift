import Foundation

/// The inputs of one small audit as files: a directory, a register, and logs.
struct SmallOffice {
  let folder: TemporaryFolder
  var directory: String { folder.path("directory.ldif") }
  var register: String { folder.path("agencies.csv") }
  var logs: String { folder.path("logs") }
  var output: String { folder.path("audit") }

  init(ldif: String = SmallOffice.ldif, log: String = SmallOffice.log) throws {
    folder = try TemporaryFolder()
    try folder.write(ldif, to: "directory.ldif")
    try folder.write(SmallOffice.agencies, to: "agencies.csv")
    try folder.write(log, to: "logs/mail.log")
  }

  /// The arguments of a whole audit, to which a test adds what it is about.
  func arguments(_ command: String, _ more: String...) -> [String] {
    [
      command, "--directory", directory, "--logs", logs, "--agencies", register,
      "--period", "2026-Q3", "--as-of", "2026-10-01", "--language", "en",
    ] + (command == "run" ? ["--output", output] : []) + more
  }

  func written(_ name: String) throws -> String {
    try String(contentsOfFile: output + "/" + name, encoding: .utf8)
  }

  static func entry(
    _ uid: String, _ name: String, mail: String, changed: String? = "20260901000000Z",
    _ more: String...
  ) -> String {
    var lines = [
      "dn: uid=\(uid),dc=gov,dc=example", "objectClass: inetOrgPerson", "uid: \(uid)",
      "cn: \(name)", "sn: \(name)", "mail: \(mail)",
    ]
    if let changed { lines.append("pwdChangedTime: \(changed)") }
    return (lines + more).joined(separator: "\n") + "\n\n"
  }

  static let ldif =
    "dn: dc=gov,dc=example\nobjectClass: domain\ndc: gov\n\n"
    + entry("tbinh", "Tran Thi Binh", mail: "binh@a.gov.example")
    + entry("lcuong", "Le Van Cuong", mail: "cuong@a.gov.example")
    + entry("pdung", "Pham Dung", mail: "dung@b.gov.example")

  static let agencies = """
    code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor
    A,Office A,,Head of Office A,a.gov.example,,,,
    B,Office B,,Head of Office B,b.gov.example,,,,

    """

  /// One message through the filter, from an official to the same person's webmail.
  static let log = delivery(from: "cuong@a.gov.example", to: "levancuong@gmail.com")

  static func delivery(from sender: String, to recipient: String) -> String {
    """
    2026-08-03T08:00:00+07:00 mail1 postfix/smtpd[1]: A1B2C3D4E5: client=pc[192.0.2.7]
    2026-08-03T08:00:00+07:00 mail1 postfix/qmgr[2]: A1B2C3D4E5: from=<\(sender)>, size=900, nrcpt=1 (queue active)
    2026-08-03T08:00:01+07:00 mail1 postfix/smtpd[3]: F1F2F3F4F5: client=localhost[127.0.0.1]
    2026-08-03T08:00:01+07:00 mail1 postfix/qmgr[2]: F1F2F3F4F5: from=<\(sender)>, size=990, nrcpt=1 (queue active)
    2026-08-03T08:00:01+07:00 mail1 postfix/smtp[4]: A1B2C3D4E5: to=<\(recipient)>, relay=127.0.0.1[127.0.0.1]:10026, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as F1F2F3F4F5)
    2026-08-03T08:00:01+07:00 mail1 postfix/qmgr[2]: A1B2C3D4E5: removed
    2026-08-03T08:00:02+07:00 mail1 postfix/smtp[5]: F1F2F3F4F5: to=<\(recipient)>, relay=gmail-smtp-in.l.google.com[192.0.2.99]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 OK 1 - gsmtp)
    2026-08-03T08:00:02+07:00 mail1 postfix/qmgr[2]: F1F2F3F4F5: removed

    """
  }
}
