import Directory
import DirectoryServers
import LDAP
import OfficialMail
import SampleDistrict
import Testing

/// Two units of a directory, with an auditor who is told less than there is.
private func directory(_ lines: String, reader: String = "") -> String {
  func person(_ uid: String, _ unit: String) -> String {
    """
    dn: uid=\(uid),ou=\(unit),dc=gov,dc=example
    objectClass: mailRecipient
    objectClass: inetOrgPerson
    \(lines)
    uid: \(uid)
    cn: \(uid)
    sn: \(uid)
    mail: \(uid)@gov.example


    """
  }
  return """
    dn: dc=gov,dc=example
    objectClass: dcObject
    objectClass: organization
    o: gov
    dc: gov
    \(reader.isEmpty ? "description: x" : reader)

    dn: cn=auditor,dc=gov,dc=example
    objectClass: organizationalRole
    objectClass: simpleSecurityObject
    cn: auditor
    userPassword: pw

    dn: ou=a,dc=gov,dc=example
    objectClass: organizationalUnit
    ou: a

    dn: ou=b,dc=gov,dc=example
    objectClass: organizationalUnit
    ou: b


    """ + person("an", "a") + person("binh", "b")
}

private let auditor = Credentials.simple(
  dn: "cn=auditor,dc=gov,dc=example", password: Secret("pw"))
private let changed = "pwdChangedTime: 20260801020000Z"

private func pulledByAuditor(
  hiding rule: String, _ lines: String = changed
) async throws -> DirectoryPull {
  let server = try PrivateDirectoryServer(
    ldif: directory(lines), configuration: "\(rule)\naccess to * by * read")
  defer { server.stop() }
  return try await pull(
    DirectorySource(location: server.url, credentials: auditor), asOf: Day("2026-10-01"),
    progress: { _ in })
}

@Test func `a mailbox whose lock is hidden is not called active`() async throws {
  let pull = try await pulledByAuditor(hiding: "access to attrs=pwdAccountLockedTime by * none")
  #expect(pull.mailboxes.map(\.status) == [.unknown, .unknown])
  #expect(
    pull.ledger.leftOut.map(\.reason) == ["pwdAccountLockedTime: not readable by this account"])
  #expect(pull.ledger.leftOut.map(\.entries) == [2])
}

@Test func `hidden forwarding is not called none`() async throws {
  let pull = try await pulledByAuditor(
    hiding: "access to attrs=mailForwardingAddress by * none",
    "\(changed)\nmailForwardingAddress: a@webmail.example")
  #expect(pull.mailboxes.map(\.forwarding) == [[], []])
  #expect(pull.mailboxes.allSatisfy { $0.hidden == [.forwarding] })
}

@Test(arguments: ["pwdChangedTime", "pwdReset"])
func `a password of which a part is hidden is unknown, and says that it is hidden`(
  attribute: String
) async throws {
  let pull = try await pulledByAuditor(hiding: "access to attrs=\(attribute) by * none")
  for mailbox in pull.mailboxes {
    guard case .unknown(let reason) = mailbox.password else {
      Issue.record("\(mailbox.password)")
      return
    }
    #expect(reason.en == "\(attribute) is not readable by this account")
    #expect(reason.vi.contains(attribute))
  }
}

@Test func `what is hidden in one unit is not hidden in another`() async throws {
  let pull = try await pulledByAuditor(
    hiding: "access to dn.subtree=\"ou=a,dc=gov,dc=example\" attrs=pwdChangedTime by * none")
  let time = try #require(Timestamp("2026-08-01T02:00:00Z"))
  guard case .unknown = pull.mailboxes.first?.password else {
    Issue.record("a hidden date was read")
    return
  }
  #expect(pull.mailboxes.last?.password == .changed(time))
}

@Test func `nothing is called hidden that only is not there`() async throws {
  let pull = try await pulledByAuditor(hiding: "access to attrs=userPassword by * auth", "sn: x")
  #expect(pull.ledger.leftOut.isEmpty)
  #expect(pull.mailboxes.map(\.status) == [.active, .active])
  #expect(
    pull.mailboxes.map(\.password)
      == Array(
        repeating: .unknown(
          reason: LocalizedText(vi: "không có thuộc tính pwdChangedTime", en: "no pwdChangedTime")),
        count: 2))
}

@Test func `shadow's dates are not taken beside a password policy that is hidden`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: directory("objectClass: shadowAccount\nshadowLastChange: 15000\n\(changed)"),
    schema: PrivateDirectoryServer.mailSchema + "include /etc/ldap/schema/nis.schema\n",
    configuration: "access to attrs=pwdChangedTime by * none\naccess to * by * read")
  defer { server.stop() }
  let pull = try await pull(
    DirectorySource(location: server.url, credentials: auditor), asOf: Day("2026-10-01"),
    progress: { _ in })
  for mailbox in pull.mailboxes {
    guard case .unknown = mailbox.password else {
      Issue.record("\(mailbox.password)")
      return
    }
  }
}

@Test(arguments: [
  ("read, search, compare", Mailbox.Status.unknown), ("read, search", .active),
])
func `389 tells what is hidden, but not to whom it forbids comparing`(
  rights: String, status: Mailbox.Status
) async throws {
  let server = try Private389Server(
    ldif: directory(
      "pwdUpdateTime: 20260801020000Z",
      reader: "aci: (targetattr!=\"nsAccountLock\")(version 3.0; acl \"r\"; allow (\(rights)) "
        + "userdn=\"ldap:///cn=auditor,dc=gov,dc=example\";)"))
  defer { server.stop() }
  let pull = try await pull(
    DirectorySource(location: server.url, credentials: auditor), asOf: Day("2026-10-01"),
    progress: { _ in })
  #expect(pull.ledger.schema == "389ds")
  #expect(pull.mailboxes.map(\.status) == [status, status])
}
