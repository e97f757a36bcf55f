import Foundation
import SampleDistrict
import Testing

/// The program that was built with these tests, run to its end.
private func mailaudit(
  _ arguments: [String], environment: [String: String] = [:]
) throws -> Ended {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("mailaudit")
  process.arguments = ["directory", "export"] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardInput = FileHandle.nullDevice
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let said = output.fileHandleForReading.readDataToEndOfFile()
  let complained = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Ended(
    code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
    errors: String(decoding: complained, as: UTF8.self))
}

private struct Ended: Equatable {
  var code: Int32
  var output: String
  var errors: String
}

/// A file with the text, gone afterwards.
private func withFile<Value>(
  _ text: String, rights: Int = 0o600, _ body: (String) throws -> Value
) throws -> Value {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString)"
  #expect(
    FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: rights]))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

private let header =
  "mailbox,name,agency,kind,status,password,password_changed,last_login,forwarding,alternates\n"

private let ldif = """
  dn: dc=gov,dc=example
  objectClass: dcObject
  objectClass: organization
  o: gov
  dc: gov

  dn: uid=an,dc=gov,dc=example
  objectClass: inetOrgPerson
  objectClass: mailRecipient
  uid: an
  cn: =An, "A"
  sn: An
  mail: An@gov.example
  mail: z@gov.example
  mailAlternateAddress: a@webmail.example
  pwdChangedTime: 20260101000000.5Z

  dn: uid=b,dc=gov,dc=example
  objectClass: inetOrgPerson
  uid: b
  cn: B
  sn: B
  mail: b@gov.example

  """
private let rows =
  "an@gov.example,\"'=An, \"\"A\"\"\",,personal,active,changed,2026-01-01T00:00:00Z,,,"
  + "a@webmail.example;z@gov.example\nb@gov.example,B,,personal,active,unknown,,,,\n"

@Test func `an export of a server and of its LDIF file are the same, and end with 0`() throws {
  let server = try PrivateDirectoryServer(ldif: ldif)
  defer { server.stop() }
  let served = try mailaudit(
    ["--directory", server.url, "--bind-dn", server.adminDN],
    environment: ["MAILAUDIT_LDAP_PASSWORD": server.adminPassword])
  #expect(served == Ended(code: 0, output: header + rows, errors: ""))
  let socket = try mailaudit(["--directory", server.socketURL, "--sasl", "external"])
  #expect(socket == served)
  let filed = try withFile(ldif) { try mailaudit(["--directory", $0]) }
  #expect(filed == served)
}

@Test func `a truncated export prints what it has, names the limit, and ends with 3`() throws {
  let server = try PrivateDirectoryServer(ldif: ldif, configuration: "sizelimit 2")
  defer { server.stop() }
  let result = try mailaudit(["--directory", server.url])
  #expect(result.code == 3)
  #expect(result.output.hasPrefix(header + "an@gov.example"))
  #expect(!result.output.contains("b@gov.example"))
  #expect(result.errors.contains("limit"))
}

@Test func `a password file that others may read is refused`() throws {
  let result = try withFile("topsecret", rights: 0o640) {
    try mailaudit(["--directory", "ldap://127.0.0.1:1", "--bind-dn", "cn=x", "--password-file", $0])
  }
  #expect(result.code == 2)
  #expect(result.output.isEmpty)
  #expect(result.errors.contains("chmod 600"))
  #expect(!result.errors.contains("topsecret"))
}

@Test func `a faulty register ends with 2 and no rows`() throws {
  let columns = "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor\n"
  let result = try withFile(columns + "A,a,,,,,,,\nA,b,,,,,,,\n") { register in
    try withFile(ldif) { try mailaudit(["--directory", $0, "--agencies", register]) }
  }
  #expect(result.code == 2)
  #expect(result.output.isEmpty)
  #expect(result.errors.contains(":3: agency A"))
}

@Test func `the agency column is filled from the register`() throws {
  let columns = "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor\n"
  let result = try withFile(columns + "GOV,Gov,,,gov.example,,,,\n") { register in
    try withFile(ldif) {
      try mailaudit(["--directory", $0, "--agencies", register, "--as-of", "2026-10-01"])
    }
  }
  #expect(result.code == 0)
  #expect(result.output.contains("\nb@gov.example,B,GOV,personal,"))
}

private let faults: [(String, Int32)] = [
  ("--directory ldap://192.0.2.1", 2), ("--directory /no/such.ldif", 2),
  ("--directory ldap://127.0.0.1:1", 3), ("", 2), ("--directory x.ldif --schema zimbra", 2),
  ("--directory ldap://127.0.0.1:1 --sasl gssapi", 3),
  ("--directory ldap://127.0.0.1:1 --sasl digest-md5", 2),
  ("--directory ldap://127.0.0.1:1 --sasl gssapi --bind-dn cn=x", 2),
  ("--directory ldap://127.0.0.1:1 --bind-dn cn=x", 2),
  ("--directory x.ldif --as-of 2026-02-30", 2),
  ("--directory ldaps://127.0.0.1:1 --ca-certificate /no/such.pem", 2),
]

@Test(arguments: faults)
func `a fault ends with its code and says so in a line or two`(line: String, code: Int32) throws {
  let ended = try mailaudit(line.split(separator: " ").map(String.init))
  #expect(ended.code == code)
  #expect(ended.output.isEmpty)
  #expect((1...4).contains(ended.errors.split(separator: "\n").count))
}

@Test func `each of several directories has its own base, account and schema`() throws {
  func server(_ suffix: String, _ entry: String) throws -> PrivateDirectoryServer {
    try PrivateDirectoryServer(
      ldif: """
        dn: \(suffix)
        objectClass: dcObject
        objectClass: organization
        o: gov
        dc: gov

        dn: uid=an,\(suffix)
        objectClass: inetOrgPerson
        uid: an
        cn: An
        sn: An
        mail: an@gov.example
        \(entry)

        """, suffix: suffix, adminPassword: "secret-\(suffix)",
      configuration: "access to * by * none")
  }
  let one = try server("dc=gov,dc=example", "employeeType: unit")
  defer { one.stop() }
  let other = try server("dc=gov,dc=test", "pwdChangedTime: 20260101000000Z")
  defer { other.stop() }
  let result = try withFile("secret-dc=gov,dc=example\n") { first in
    try withFile("secret-dc=gov,dc=test\n") { second in
      try mailaudit([
        "--directory", one.url, "--bind-dn", one.adminDN, "--password-file", first,
        "--directory", other.url, "--bind-dn", other.adminDN, "--password-file", second,
        "--base", "dc=gov,dc=example", "--base", "dc=gov,dc=test",
      ])
    }
  }
  #expect(
    result
      == Ended(
        code: 0,
        output: header
          + "an@gov.example,An,,unit,active,changed,2026-01-01T00:00:00Z,,,\n", errors: ""))
}

@Test func `an option that is given for some directories alone is refused`() throws {
  let result = try mailaudit([
    "--directory", "a.ldif", "--directory", "b.ldif", "--directory", "c.ldif", "--schema",
    "zimbra", "--schema", "auto",
  ])
  #expect(result.code == 2)
  #expect(result.errors.contains("--schema is given 2 times for 3 directories"))
}
