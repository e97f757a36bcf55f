import Directory
import Foundation
import LDAP
import OfficialMail
import SampleDistrict
import Testing

/// Pulls a directory given as LDIF text.
func pulled(
  _ ldif: String, asOf: String = "2026-10-01", schema: SchemaChoice = .auto
) async throws -> DirectoryPull {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).ldif"
  try Data(ldif.utf8).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await pull(
    DirectorySource(location: path, schema: schema), asOf: Day(asOf), progress: { _ in })
}

/// One person's mailbox with further lines.
private func mailbox(_ lines: String...) async throws -> Mailbox {
  let ldif = """
    dn: uid=an,ou=Phòng A,ou=Sở B,dc=gov,dc=example
    objectClass: inetOrgPerson
    cn: An
    mail: An@Gov.example

    """
  let pull = try await pulled(ldif + lines.joined(separator: "\n") + "\n")
  return try #require(pull.mailboxes.first)
}

private let newYear = Timestamp("2026-01-01T00:00:00Z")

@Test func `the first mail is the primary address, the others are aliases`() async throws {
  let found = try await mailbox(
    "mail: an2@gov.example", "mailAlternateAddress: an@Webmail.example",
    "mailForwardingAddress: elsewhere@webmail.example", "displayName: Nguyễn An", "ou: Phòng C")
  #expect(found.primary.description == "an@gov.example")
  #expect(found.aliases.map(\.description) == ["an2@gov.example"])
  #expect(found.alternates.map(\.description) == ["an@webmail.example"])
  #expect(found.forwarding.map(\.description) == ["elsewhere@webmail.example"])
  #expect(found.ownerName == "Nguyễn An")
  #expect(found.units == ["Phòng C", "Phòng A", "Sở B"])
}

@Test func `a password's state is never more than the entry says`() async throws {
  let time = try #require(newYear)
  #expect(try await mailbox("pwdChangedTime: 20260101000000Z").password == .changed(time))
  #expect(
    try await mailbox("pwdChangedTime: 20260101000000Z", "pwdReset: TRUE").password
      == .mustChange(issued: time))
  #expect(try await mailbox("pwdReset: TRUE").password == .mustChange(issued: nil))
  #expect(
    try await mailbox("pwdReset: FALSE").password
      == .unknown(
        reason: LocalizedText(vi: "không có thuộc tính pwdChangedTime", en: "no pwdChangedTime")))
  for value in ["20260101000000", "19700101000000Z", "soon", "99991231235959Z"] {
    guard case .unknown = try await mailbox("pwdChangedTime: \(value)").password else {
      Issue.record("\(value) was taken for a date")
      return
    }
  }
}

@Test func `any lock locks, an end in the past expires, and that goes first`() async throws {
  #expect(try await mailbox().status == .active)
  #expect(try await mailbox("pwdAccountLockedTime: 000001010000Z").status == .locked)
  #expect(try await mailbox("pwdAccountLockedTime: 20260101000000Z").status == .locked)
  #expect(
    try await mailbox("pwdAccountLockedTime: 000001010000Z", "pwdEndTime: 20260901000000Z").status
      == .expired)
  #expect(try await mailbox("pwdEndTime: 20261201000000Z").status == .active)
}

@Test(arguments: [
  ("unit", Mailbox.Kind.unit), ("Service", .service), ("reception", .reception),
  ("official", .personal),
])
func `employeeType tells the kind`(value: String, kind: Mailbox.Kind) async throws {
  #expect(try await mailbox("employeeType: \(value)").kind == kind)
}

@Test func `the last login is the latest of several, and no stand-in`() async throws {
  let found = try await mailbox(
    "pwdLastSuccess: 20260101000000Z", "authTimestamp: 20251201000000Z")
  #expect(found.lastLogin == newYear)
  #expect(try await mailbox("authTimestamp: 16010101000000Z").lastLogin == nil)
}

@Test func `every entry is accounted for`() async throws {
  let pull = try await pulled(
    """
    dn: dc=gov
    objectClass: organization
    o: gov

    dn: cn=all,dc=gov
    objectClass: groupOfNames
    mail: all@gov.example

    dn: uid=a,dc=gov
    objectClass: inetOrgPerson
    mail: a@gov.example

    dn: uid=b,dc=gov
    objectClass: inetOrgPerson
    cn: b

    dn: uid=c,dc=gov
    objectClass: inetOrgPerson
    mail: not an address

    dn: uid=d,dc=gov
    objectClass: inetOrgPerson
    mail: <d@gov.example>
    mail: "odd local"@gov.example

    """)
  let ledger = pull.ledger
  #expect(ledger.entries == 6)
  #expect(ledger.mailboxes == 2)
  #expect(ledger.skipped.reduce(0) { $0 + $1.entries } == 4)
  #expect(
    ledger.skipped.map(\.reason) == [
      "container or organisational unit", "group or list", "no readable address",
      "person without an address",
    ])
  #expect(pull.mailboxes.last?.primary.description == "\"odd local\"@gov.example")
  #expect(ledger.leftOut.map(\.entries) == [1])
  #expect(ledger.loss == nil)
}

@Test func `two entries with one address are one mailbox, of unknown password`() async throws {
  let pull = try await pulled(
    """
    dn: uid=a,dc=gov
    objectClass: inetOrgPerson
    mail: a@gov.example
    pwdChangedTime: 20200101000000Z

    dn: uid=b,dc=gov
    objectClass: inetOrgPerson
    mail: A@gov.example
    pwdChangedTime: 20260101000000Z

    """)
  #expect(pull.mailboxes.map(\.entry.dn) == ["uid=a,dc=gov"])
  guard case .unknown = pull.mailboxes.first?.password else {
    Issue.record("one of two contradicting dates was believed")
    return
  }
  #expect(pull.ledger.skipped.map(\.entries) == [1])
}

@Test func `bytes that are not UTF-8 are replaced and told`() async throws {
  let pull = try await pulled(
    "dn: uid=a,dc=gov\nobjectClass: inetOrgPerson\ncn:: Qf9C\nmail: a@gov.example\n")
  #expect(pull.mailboxes.first?.ownerName == "A\u{FFFD}B")
  #expect(pull.ledger.leftOut.first?.reason.contains("UTF-8") == true)
}

@Test func `the directory named first wins and the others fill gaps`() async throws {
  let first = try await pulled(
    "dn: uid=a,dc=gov\nobjectClass: inetOrgPerson\ncn: First\nmail: a@gov.example\n")
  let second = try await pulled(
    "dn: uid=b,dc=gov\nobjectClass: inetOrgPerson\ncn: Second\nmail: a@gov.example\n"
      + "pwdChangedTime: 20260101000000Z\n\n"
      + "dn: uid=c,dc=gov\nobjectClass: inetOrgPerson\ncn: Other\nmail: c@gov.example\n")
  let mailboxes = merged([first, second])
  #expect(mailboxes.map(\.ownerName) == ["First", "Other"])
  #expect(mailboxes.first?.password == newYear.map { .changed($0) })
  // An accusation leads to the entry that says it.
  #expect(mailboxes.first?.entry.dn == "uid=a,dc=gov")
  #expect(mailboxes.first?.evidence(of: .password).dn == "uid=b,dc=gov")
  #expect(mailboxes.first?.evidence(of: .forwarding).dn == "uid=a,dc=gov")
}

@Test(arguments: [
  ("ad", "sAMAccountName: an\npwdLastSet: 134300232000000000", true),
  ("kerberos5", "krbLastPwdChange: 20260801020000Z", true),
  ("ldap", "pwdChangedTime: 20260801020000Z", true), ("ad", "shadowLastChange: 20666", false),
  ("custom:sso", "pwdChangedTime: 20260801020000Z", false),
])
func `a password kept elsewhere is filled in by the directory that can be meant`(
  mech: String, entry: String, isFilled: Bool
) async throws {
  let zimbra = try await pulled(
    "dn: uid=a,dc=gov\nobjectClass: zimbraAccount\nzimbraAccountStatus: active\n"
      + "zimbraAuthMech: \(mech)\nmail: a@gov.example\n")
  let other = try await pulled("dn: cn=a,dc=x\nobjectClass: user\nmail: a@gov.example\n\(entry)\n")
  let found = try #require(merged([zimbra, other]).first)
  #expect(found.password == (isFilled ? .changed(.changed) : .elsewhere(mech)))
  #expect(found.evidence(of: .password).dn == (isFilled ? "cn=a,dc=x" : "uid=a,dc=gov"))
}

@Test func `an alias in the first directory is the same mailbox in the second`() async throws {
  let person = "objectClass: inetOrgPerson\ncn: An\n"
  let first = try await pulled(
    "dn: uid=a,dc=gov\n\(person)mail: a@gov.example\nmail: an@gov.example\n\n"
      + "dn: uid=b,dc=gov\n\(person)mail: b@gov.example\nmail: all@gov.example\n\n"
      + "dn: uid=c,dc=gov\n\(person)mail: c@gov.example\nmail: all@gov.example\n")
  let second = try await pulled(
    "dn: uid=x,dc=gov\n\(person)mail: an@gov.example\npwdChangedTime: 20260101000000Z\n\n"
      + "dn: uid=y,dc=gov\n\(person)mail: all@gov.example\n")
  let mailboxes = merged([first, second])
  // Of an alias that two have nobody can tell whose it is.
  #expect(
    mailboxes.map(\.primary.description)
      == ["a@gov.example", "b@gov.example", "c@gov.example", "all@gov.example"])
  #expect(mailboxes.first?.password == newYear.map { .changed($0) })
}

@Test func `among thousands of addresses each double is told, and nothing else`() async throws {
  let number = 8000
  let people = (0..<number).flatMap { [$0, number - 1 - $0] }.map { person in
    "dn: uid=u\(person),dc=gov\nobjectClass: inetOrgPerson\nmail: u\(person)@gov.example\n"
  }
  let pull = try await pulled(people.joined(separator: "\n"))
  #expect(Set(pull.mailboxes.map(\.primary)).count == number)
  #expect(pull.mailboxes.count == number)
  #expect(pull.ledger.skipped.map(\.entries) == [number])
}
