import Directory
import Foundation
import LDAP
import OfficialMail
import SampleDistrict
import Testing

/// What would accuse somebody wrongly, or hide somebody: each was found once.
private let person = "dn: uid=an,ou=a,dc=gov,dc=example\nobjectClass: inetOrgPerson\n"

private func read(_ name: SchemaName, _ lines: String) async throws -> Mailbox {
  let pull = try await pulled("\(person)mail: an@gov.example\n\(lines)\n", schema: .named(name))
  return try #require(pull.mailboxes.first)
}

@Test(arguments: [
  (SchemaName.shadow, "shadowLastChange: 18000"), (.samba, "sambaPwdLastSet: 1500000000"),
  (.freeIPA, "krbLastPwdChange: 20200101000000Z"), (.shadow, "cn: none"),
])
func `the later of two records of a password counts`(name: SchemaName, own: String) async throws {
  let found = try await read(name, "\(own)\npwdChangedTime: 20260801020000Z")
  #expect(found.password == .changed(.changed))
  let issued = try await read(name, "\(own)\npwdChangedTime: 20260801020000Z\npwdReset: TRUE")
  #expect(issued.password == .mustChange(issued: .changed))
  let locked = try await read(name, "\(own)\npwdAccountLockedTime: 000001010000Z")
  #expect(locked.status == .locked)
}

@Test(arguments: [
  ("sambaPwdLastSet: 1785549600\npwdChangedTime: 20200101000000Z", "changed"),
  (
    "sambaPwdLastSet: 1785549600\nsambaAcctFlags: [UD ]\npwdChangedTime: 20200101000000Z", "changed"
  ),
  (
    "krbLastPwdChange: 20260101000000Z\nkrbPasswordExpiration: 20260101000000Z\n"
      + "pwdChangedTime: 20260801020000Z", "changed"
  ),
  ("shadowLastChange: 20666\npwdReset: TRUE\npwdChangedTime: 20260101000000Z", "changed"),
  ("shadowLastChange: 20000\npwdReset: TRUE\npwdChangedTime: 20260801020000Z", "must-change"),
])
func `of two records the later one counts, whatever product a file is taken for`(
  lines: String, word: String
) async throws {
  let pull = try await pulled("\(person)mail: an@gov.example\n\(lines)\n")
  let found = try #require(pull.mailboxes.first)
  switch (word, found.password) {
  case ("changed", .changed(let time)): #expect(time == .changed)
  case ("changed", .changedOn(let day)): #expect(day == Timestamp.changed.utcDay)
  case ("must-change", .mustChange(let issued)): #expect(issued == .changed)
  default: Issue.record("\(found.password)")
  }
  #expect(found.status == (lines.contains("[UD ]") ? .disabled : .active))
}

@Test(arguments: [
  (SchemaName.shadow, "shadowExpire: 1", Mailbox.Status.expired),
  (.openLDAP, "pwdEndTime: 19900101000000Z", .unknown), (.samba, "sambaKickoffTime: 1", .unknown),
  (.freeIPA, "krbPrincipalExpiration: 19800101000000Z", .unknown),
  (.freeIPA, "krbPrincipalExpiration: 19700101000000Z", .active),
  (.openLDAP, "pwdEndTime: 99991231235959Z", .active),
  (.samba, "sambaKickoffTime: 9223372036854775807", .active),
  (.samba, "sambaAcctFlags: garbage", .unknown),
  (.activeDirectory, "userAccountControl: 512\naccountExpires: 116444736000000000", .unknown),
  (.activeDirectory, "userAccountControl: 512\naccountExpires: 0", .active),
  (.shadow, "shadowExpire: 0\npwdAccountLockedTime: 000001010000Z", .locked),
])
func `an end long ago is not called never`(
  name: SchemaName, lines: String, status: Mailbox.Status
) async throws {
  #expect(try await read(name, lines).status == status)
}

@Test func `forwarding in a form that is no address is told of in every product`() async throws {
  let zimbra = try await read(
    .zimbra, "zimbraAccountStatus: active\nzimbraPrefMailForwardingAddress: \"Fx\" <fx@gmail.com>")
  #expect(zimbra.unresolvedForwarding == ["\"Fx\" <fx@gmail.com>"])
  let windows = try await read(
    .activeDirectory,
    "userAccountControl: 512\nmsExchGenericForwardingAddress: smtp:\"Bn\" <bn@gmail.com>")
  #expect(windows.unresolvedForwarding == ["\"Bn\" <bn@gmail.com>"])
}

@Test(arguments: [
  (SchemaName.activeDirectory, "userAccountControl: 512\naccountExpires: soon"),
  (.activeDirectory, "userAccountControl: 512\nlockoutTime: xyz"),
  (.openLDAP, "pwdEndTime: 20260101"), (.port389, "accountUnlockTime: 20261101000000"),
  (.port389, "nsAccountLock: yes"), (.samba, "sambaKickoffTime: 15x"),
  (.shadow, "shadowExpire: soon"), (.freeIPA, "krbPrincipalExpiration: 2026"),
  (.iplanet, "nsAccountLock: 1"),
])
func `a status that cannot be read is not called active`(
  name: SchemaName, lines: String
) async throws {
  #expect(try await read(name, lines).status == .unknown)
}

@Test(arguments: [SchemaName.openLDAP, .port389, .iplanet])
func `a flag that is neither TRUE nor FALSE leaves the password unknown`(
  name: SchemaName
) async throws {
  let found = try await read(
    name, "pwdReset: yes\npwdChangedTime: 20200101000000Z\npwdUpdateTime: 20200101000000Z")
  guard case .unknown = found.password else {
    Issue.record("\(found.password)")
    return
  }
}

@Test(arguments: ["Binh Tran <binh@gmail.com>", "a@gmail.com, b@gmail.com", "binh"])
func `a forwarding value that is no address is somewhere all the same`(value: String) async throws {
  for name in [SchemaName.openLDAP, .port389, .freeIPA, .samba, .shadow] {
    let found = try await read(name, "mailForwardingAddress: \(value)")
    #expect(found.forwarding.isEmpty)
    #expect(found.unresolvedForwarding == [value])
  }
}

@Test func `what 389 keeps of deleted values and entries is gone`() async throws {
  let pull = try await pulled(
    """
    \(person)mail: an@gov.example
    pwdUpdateTime: 20260801020000Z
    mailForwardingAddress;adcsn-5f;deletedattribute;deleted: an@gmail.com
    nsAccountLock;vdcsn-5f;deleted: true

    dn: nsuniqueid=66446001-1dd211b2-66225011-2ee211db,uid=b,dc=gov
    objectClass: inetOrgPerson
    objectClass: nsTombstone
    mail: dead@gov.example
    pwdUpdateTime: 20200101000000Z

    """)
  #expect(pull.mailboxes.map(\.primary.localPart) == ["an"])
  #expect(pull.mailboxes.first?.forwarding == [])
  #expect(pull.mailboxes.first?.status == .active)
  #expect(pull.ledger.skipped.map(\.reason) == ["deleted entry, kept as a tombstone"])
}

@Test func `an entry whose class is not to be seen is no mailbox by its address alone`()
  async throws
{
  let contact = "dn: cn=x,dc=gov\nmail: partner@gmail.com\ntargetAddress: SMTP:partner@gmail.com\n"
  for name in [SchemaName.activeDirectory, .openLDAP] {
    let pull = try await pulled(contact, schema: .named(name))
    #expect(pull.mailboxes.isEmpty)
    #expect(pull.ledger.skipped.first?.reason.contains("no object class") == true)
    // People may be among them: the pull is not whole, and says what to ask for.
    #expect(pull.ledger.loss?.contains("objectClass") == true)
  }
  let account = try await pulled(
    "dn: cn=x,dc=gov\nmail: an@gov.example\nuserAccountControl: 512\npwdLastSet: 0\n")
  #expect(account.mailboxes.count == 1)
}

@Test func `a container of which the export has the name alone takes nothing from it`() async throws
{
  for (name, date) in [
    (SchemaName.openLDAP, "pwdChangedTime: 20260801020000Z"),
    (.activeDirectory, "pwdLastSet: 134300232000000000"),
  ] {
    let pull = try await pulled(
      "dn: ou=a,dc=gov\n\ndn: uid=an,ou=a,dc=gov\nmail: an@gov.example\n\(date)\n",
      schema: .named(name))
    #expect(pull.mailboxes.map(\.password) == [.changed(.changed)])
    #expect(pull.ledger.skipped.map(\.reason) == ["other entry without an address"])
    #expect(pull.ledger.loss == nil)
  }
}

@Test func `the evidence names both records where either may have counted`() async throws {
  let found = try await read(
    .samba, "sambaPwdLastSet: 1500000000\npwdChangedTime: 20260801020000Z")
  #expect(
    found.entry.attribute
      == "sambaPwdLastSet: 1500000000 (2017-07-14T02:40:00Z); pwdChangedTime: 20260801020000Z")
}

@Test func `every loss of a file is told, not the first alone`() async throws {
  let pull = try await pulled("# extended LDIF\n\ndn: cn=x,dc=gov\nmail: x@gov.example\n")
  #expect(pull.ledger.truncated)
  #expect(pull.ledger.loss?.contains("cut off") == true)
  #expect(pull.ledger.loss?.contains("objectClass") == true)
}

@Test func `a mail user that mail is forwarded to reads it somewhere else`() async throws {
  let pull = try await pulled(
    """
    dn: CN=mu,DC=gov
    objectClass: user
    mail: mu@gov.example
    userAccountControl: 512
    targetAddress: SMTP:mu@gmail.com

    dn: CN=b,DC=gov
    objectClass: user
    mail: b@gov.example
    userAccountControl: 512
    altRecipient: CN=mu,DC=gov

    """)
  #expect(pull.mailboxes.map(\.forwarding.description) == ["[]", "[mu@gmail.com]"])
}

@Test func `what two entries of one address say differently is nobody's to believe`() async throws {
  let pull = try await pulled(
    """
    dn: uid=a,dc=gov
    objectClass: inetOrgPerson
    ou: A
    mail: an@gov.example
    mailForwardingAddress: somebody@gmail.com
    mailAlternateAddress: other@gmail.com

    dn: uid=b,dc=gov
    objectClass: inetOrgPerson
    ou: B
    mail: an@gov.example
    pwdAccountLockedTime: 000001010000Z

    """)
  let found = try #require(pull.mailboxes.first)
  #expect(found.status == .unknown)
  #expect(found.forwarding.isEmpty)
  #expect(found.hidden == [.forwarding])
  #expect(found.alternates.isEmpty)
  #expect(found.units.isEmpty)
}

// MARK: - Several directories

private func people(_ entries: String...) async throws -> DirectoryPull {
  try await pulled(
    entries.enumerated().map { "dn: uid=u\($0),dc=gov\nobjectClass: inetOrgPerson\n\($1)\n" }
      .joined(separator: "\n"))
}

@Test func `a mailbox of its own in one directory is not an alias's in another`() async throws {
  let first = try await people("mail: an@gov.example\nmail: tiepdan@gov.example")
  let second = try await people(
    "mail: an@gov.example",
    "mail: tiepdan@gov.example\npwdChangedTime: 20200101000000Z\n"
      + "mailForwardingAddress: somebody@gmail.com")
  let mailboxes = merged([first, second])
  #expect(
    mailboxes.map(\.primary.description) == ["an@gov.example", "tiepdan@gov.example"])
  #expect(mailboxes.first?.forwarding.isEmpty == true)
}

@Test func `one person under two of the own addresses is one mailbox, in any order`() async throws {
  let now = try await people("mail: an@gov.example\npwdChangedTime: 20260801020000Z")
  let former = try await people(
    "mail: an.old@gov.example\nmail: an@gov.example\npwdChangedTime: 20200101000000Z")
  for pulls in [[now, former], [former, now]] {
    let mailboxes = merged(pulls)
    #expect(mailboxes.count == 1)
    #expect(
      Set(mailboxes.flatMap(\.addresses).map(\.description))
        == ["an@gov.example", "an.old@gov.example"])
  }
  // An alias that the second directory tells of is known to the third.
  let alias = try await people("mail: an@gov.example\nmail: an.old@gov.example")
  let third = try await people("mail: an.old@gov.example\npwdChangedTime: 20200101000000Z")
  #expect(merged([now, alias, third]).map(\.password) == [.changed(.changed)])
}

@Test func `what one directory hides, another cannot deny`() async throws {
  let first = try await people("mail: an@gov.example")
  var second = try await people("mail: an@gov.example")
  second.mailboxes[0].hidden = [.forwarding]
  #expect(merged([first, second]).first?.hidden == [.forwarding])
}

@Test func `persons whom one directory keeps apart are not joined by a third address`() async throws
{
  let shared = try await people(
    "mail: info@gov.example\nmail: an@gov.example\nmail: binh@gov.example")
  let apart = try await people(
    "mail: an@gov.example\nmailForwardingAddress: an@gmail.com",
    "mail: binh@gov.example\nmailForwardingAddress: binh@gmail.com")
  for pulls in [[shared, apart], [apart, shared]] {
    let mailboxes = merged(pulls)
    #expect(mailboxes.count == 3)
    #expect(
      mailboxes.first { $0.primary.localPart == "info" }?.forwarding.isEmpty == true)
  }
}

@Test func `the order of directories decides nothing but who wins`() async throws {
  let a = try await people("mail: a@gov.example\nmail: x@gov.example")
  let b = try await people("mail: b@gov.example\nmail: a@gov.example")
  let c = try await people("mail: c@gov.example\nmail: b@gov.example\nmail: y@gov.example")
  for pulls in [[a, b, c], [b, a, c], [c, b, a], [b, c, a]] {
    let mailboxes = merged(pulls)
    #expect(mailboxes.count == 1)
    #expect(
      Set(mailboxes.flatMap(\.addresses).map(\.localPart)) == ["a", "b", "c", "x", "y"])
  }
}

// MARK: - Recognition

@Test(arguments: [
  ("sAMAccountName: an\npwdChangedTime: 20260801020000Z", "openldap"),
  ("mailDeliveryOption: mailbox\npwdUpdateTime: 20260801020000Z", "389ds"),
  ("inetUserStatus: active\npwdUpdateTime: 20260801020000Z", "389ds"),
])
func `what other products have too does not make one of them`(
  lines: String, schema: String
) async throws {
  #expect(try await pulled("\(person)mail: an@gov.example\n\(lines)\n").ledger.schema == schema)
}

@Test func `one entry of another product does not decide for all`() async throws {
  let many = (0..<30).map {
    "dn: uid=u\($0),dc=gov\nobjectClass: inetOrgPerson\nmail: u\($0)@gov.example\n"
      + "pwdChangedTime: 20260801020000Z\n"
  }
  let pull = try await pulled(
    "dn: uid=z,dc=gov\nobjectClass: zimbraAccount\nmail: z@gov.example\n\n"
      + many.joined(separator: "\n"))
  #expect(pull.ledger.schema == "openldap")
}

@Test func `what a tenth of the entries may have by chance does not decide`() async throws {
  func file(_ number: Int, _ strays: String) async throws -> String {
    let entries = (0..<100).map { index in
      "dn: uid=u\(index),dc=gov\nobjectClass: inetOrgPerson\nmail: u\(index)@gov.example\n"
        + (index < number ? strays : "cn: x") + "\npwdChangedTime: 20260801020000Z\n"
    }
    return try await pulled(entries.joined(separator: "\n")).ledger.schema
  }
  for strays in ["mailDeliveryOption: mailbox", "nsAccountLock: false", "sAMAccountName: x"] {
    #expect(try await file(12, strays) == "openldap")
  }
  #expect(try await file(12, "inetUserStatus: active") == "iplanet")
}

@Test func `one entry among containers does not decide for those that come after`() async throws {
  let containers = (0..<1000).map { "dn: ou=u\($0),dc=gov\nobjectClass: organizationalUnit\n" }
  let people = (0..<1500).map {
    "dn: uid=p\($0),dc=gov\nobjectClass: inetOrgPerson\nmail: p\($0)@gov.example\n"
      + "pwdChangedTime: 20260801020000Z\n"
  }
  let stray =
    "dn: uid=z,dc=gov\nobjectClass: inetOrgPerson\nmail: z@gov.example\npwdUpdateTime: 20260801020000Z\n"
  let pull = try await pulled((containers + [stray] + people).joined(separator: "\n"))
  #expect(pull.ledger.schema == "openldap")
}

// MARK: - Files

@Test func `a file of ldapsearch that was cut off is not whole`() async throws {
  let text = "# extended LDIF\n#\n# LDAPv3\n\n\(person)mail: an@gov.example\n"
  let cut = try await pulled(text)
  #expect(cut.ledger.truncated)
  #expect(cut.ledger.loss?.contains("cut off") == true)
  let whole = try await pulled(text + "\n# search result\nsearch: 2\nresult: 0 Success\n")
  #expect(!whole.ledger.truncated)
  #expect(whole.ledger.loss == nil)
}

@Test func `a page of a search is not its end`() async throws {
  let page =
    "# extended LDIF\n\n\(person)mail: an@gov.example\n\n# search result\nsearch: 2\n"
    + "result: 0 Success\ncontrol: 1.2.840.113556.1.4.319 false MAwCAQAEBwAAAAAAAA==\n"
  let next = "\ndn: uid=b,dc=gov\nobjectClass: inetOrgPerson\nmail: b@gov.example\n"
  let end = "\nsearch: 3\nresult: 0 Success\npagedresults: cookie=\n"
  #expect(try await pulled(page + "pagedresults: cookie=AQAAAAAAAAA=\n").ledger.truncated)
  #expect(try await pulled(page + "pagedresults: cookie=AQAAAAAAAAA=\n" + next).ledger.truncated)
  let whole = try await pulled(page + "pagedresults: cookie=AQAAAAAAAAA=\n" + next + end)
  #expect(!whole.ledger.truncated)
  #expect(whole.mailboxes.count == 2)
}

@Test func `ldifde's records are entries`() async throws {
  let pull = try await pulled(
    "dn: CN=an,DC=gov\nchangetype: add\nobjectClass: user\nmail: an@gov.example\n"
      + "userAccountControl: 512\npwdLastSet: 134300232000000000\n")
  #expect(pull.mailboxes.first?.password == .changed(.changed))
}

// MARK: - What a server hides of the entries around

private let zimbraOffice = """
  dn: dc=gov,dc=example
  objectClass: dcObject
  objectClass: organization
  o: gov
  dc: gov

  dn: ou=domains,dc=gov,dc=example
  objectClass: organizationalUnit
  ou: domains

  dn: ou=gov,ou=domains,dc=gov,dc=example
  objectClass: organizationalUnit
  objectClass: zimbraDomain
  ou: gov
  zimbraDomainName: gov.example

  dn: cn=x,ou=domains,dc=gov,dc=example
  objectClass: zimbraCOS
  cn: x
  zimbraId: cos-1
  zimbraFeatureMailForwardingEnabled: FALSE

  dn: uid=an,dc=gov,dc=example
  objectClass: inetOrgPerson
  objectClass: zimbraAccount
  uid: an
  cn: an
  sn: an
  zimbraMailDeliveryAddress: an@gov.example
  zimbraAccountStatus: active
  zimbraPasswordModifiedTime: 20190101000000Z
  zimbraPrefMailForwardingAddress: an@gmail.com
  zimbraCOSId: cos-1

  """

@Test(arguments: [true, false])
func `without a Zimbra domain and its classes nobody is accused`(isHidden: Bool) async throws {
  let server = try PrivateDirectoryServer(
    ldif: zimbraOffice, schema: OfficeSchemas.zimbra,
    configuration: (isHidden
      ? "access to dn.subtree=\"ou=domains,dc=gov,dc=example\" by * none\n" : "")
      + "access to * by * read")
  defer { server.stop() }
  let pull = try await pull(
    DirectorySource(location: server.url), asOf: Day("2026-10-01"), progress: { _ in })
  let found = try #require(pull.mailboxes.first)
  #expect(found.forwarding.isEmpty)
  if isHidden {
    #expect(found.hidden == [.forwarding])
    guard case .unknown(let reason) = found.password else {
      Issue.record("\(found.password)")
      return
    }
    #expect(reason.en.contains("zimbraDomain"))
  } else {
    #expect(found.hidden.isEmpty)
    #expect(found.password == Timestamp("2019-01-01T00:00:00Z").map { .changed($0) })
  }
}

@Test func `an address is no forwarding where what switches it on is hidden`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: """
      dn: dc=gov,dc=example
      objectClass: dcObject
      objectClass: organization
      o: gov
      dc: gov

      dn: uid=an,dc=gov,dc=example
      objectClass: inetOrgPerson
      objectClass: inetMailUser
      uid: an
      cn: an
      sn: an
      mail: an@gov.example
      mailForwardingAddress: an@gmail.com
      mailDeliveryOption: mailbox

      """, schema: OfficeSchemas.iPlanet,
    configuration: "access to attrs=mailDeliveryOption by * none\naccess to * by * read")
  defer { server.stop() }
  for name in [SchemaName.port389, .iplanet] {
    let pull = try await pull(
      DirectorySource(location: server.url, schema: .named(name)), asOf: Day("2026-10-01"),
      progress: { _ in })
    #expect(pull.mailboxes.first?.forwarding == [])
    #expect(pull.mailboxes.first?.hidden == [.forwarding])
    #expect(pull.ledger.leftOut.contains { $0.reason.contains("mailDeliveryOption") })
  }
}

@Test func `a Zimbra account's own switch that is hidden switches nothing on`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: zimbraOffice.replacing(
      "zimbraFeatureMailForwardingEnabled: FALSE", with: "zimbraFeatureMailForwardingEnabled: TRUE"
    ).replacing(
      "zimbraCOSId: cos-1", with: "zimbraCOSId: cos-1\nzimbraFeatureMailForwardingEnabled: FALSE"),
    schema: OfficeSchemas.zimbra,
    configuration: "access to dn.base=\"uid=an,dc=gov,dc=example\" "
      + "attrs=zimbraFeatureMailForwardingEnabled by * none\naccess to * by * read")
  defer { server.stop() }
  let pull = try await pull(
    DirectorySource(location: server.url), asOf: Day("2026-10-01"), progress: { _ in })
  #expect(pull.mailboxes.first?.forwarding == [])
  #expect(pull.mailboxes.first?.hidden == [.forwarding])
}
