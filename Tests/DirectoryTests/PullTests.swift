import Directory
import Foundation
import LDAP
import OfficialMail
import SampleDistrict
import Testing

private let people = """
  dn: dc=gov,dc=example
  objectClass: dcObject
  objectClass: organization
  o: gov
  dc: gov

  dn: uid=an,dc=gov,dc=example
  objectClass: inetOrgPerson
  objectClass: mailRecipient
  uid: an
  cn: Nguyễn Văn An
  sn: An
  mail: an@gov.example
  mail: an2@gov.example
  mailForwardingAddress: an@webmail.example
  pwdChangedTime: 20260101000000Z
  createTimestamp: 20250101000000Z

  dn: uid=binh,dc=gov,dc=example
  objectClass: inetOrgPerson
  uid: binh
  cn: Bình
  sn: Bình
  mail: binh@gov.example
  pwdReset: TRUE
  pwdAccountLockedTime: 000001010000Z
  createTimestamp: 20250101000000Z

  """

private func source(_ server: PrivateDirectoryServer) -> DirectorySource {
  DirectorySource(
    location: server.url,
    credentials: .simple(dn: server.adminDN, password: Secret(server.adminPassword)))
}

private func fault(_ source: DirectorySource) async throws -> (any Fault)? {
  do {
    _ = try await pull(source, asOf: nil, progress: { _ in })
    return nil
  } catch let fault as any Fault {
    return fault
  }
}

@Test func `a server and its LDIF give the same mailboxes`() async throws {
  let server = try PrivateDirectoryServer(ldif: people)
  defer { server.stop() }
  let served = try await pull(source(server), asOf: nil, progress: { _ in })
  let filed = try await pulled(people)
  func withoutSource(_ pull: DirectoryPull) -> [Mailbox] {
    pull.mailboxes.map { mailbox in
      var mailbox = mailbox
      mailbox.entry.source = ""
      return mailbox
    }
  }
  #expect(withoutSource(served) == withoutSource(filed))
  #expect(served.ledger.schema == "openldap")
  #expect(served.ledger.base == "dc=gov,dc=example")
  #expect(served.ledger.entries == 3)
}

@Test func `a limit makes a truncated ledger that says whom to ask`() async throws {
  let many = (0..<20).map {
    "\ndn: cn=p\($0),dc=gov,dc=example\nobjectClass: organizationalRole\ncn: p\($0)\n"
  }.joined()
  let server = try PrivateDirectoryServer(
    ldif: people + many, configuration: "sizelimit 10")
  defer { server.stop() }
  var anonymous = source(server)
  anonymous.credentials = .anonymous
  let ledger = try await pull(anonymous, asOf: nil, progress: { _ in }).ledger
  #expect(ledger.truncated)
  #expect(ledger.entries == 10)
  #expect(ledger.loss?.contains("limit") == true)
  #expect(ledger.loss?.contains("administrator") == true)
}

@Test func `each fault is put where it can be mended`() async throws {
  let server = try PrivateDirectoryServer(ldif: people)
  defer { server.stop() }
  var wrongBase = source(server)
  wrongBase.base = "dc=nowhere"
  #expect(try await fault(wrongBase)?.blame == .outsideWorld)
  var wrongPassword = source(server)
  wrongPassword.credentials = .simple(dn: server.adminDN, password: Secret("nope"))
  #expect(try await fault(wrongPassword)?.blame == .outsideWorld)
  #expect(
    try await fault(DirectorySource(location: "ldap://127.0.0.1:1"))?.blame == .outsideWorld)
  #expect(try await fault(DirectorySource(location: "ldap://192.0.2.1"))?.blame == .commandLine)
  #expect(try await fault(DirectorySource(location: "/no/such.ldif"))?.blame == .commandLine)
  #expect(try await fault(DirectorySource(location: "http://dir"))?.blame == .commandLine)
}

@Test func `a file without an entry is an empty input`() async throws {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).ldif"
  try Data("version: 1\n# nothing\n".utf8).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  #expect(try await fault(DirectorySource(location: path))?.blame == .commandLine)
}
