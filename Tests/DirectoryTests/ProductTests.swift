import Directory
import OfficialMail
import Testing

private let head = "dn: uid=an,ou=Phòng A,dc=gov,dc=example\nobjectClass: person\ncn: An\n"

/// What one product reads from one entry after others.
private func mailbox(
  _ name: SchemaName, _ entry: String, after frame: String = ""
) async throws -> Mailbox? {
  try await pulled(frame + head + entry + "\n", schema: .named(name)).mailboxes.first
}

// MARK: - Active Directory

@Test(arguments: [
  ("4", Mailbox.Kind.unit), ("34359738368", .unit), ("16", .service), ("32", .service),
  ("536870912", .service), ("1", .personal), ("128", .personal),
])
func `Exchange says whom a mailbox serves`(type: String, kind: Mailbox.Kind) async throws {
  let found = try await mailbox(
    .activeDirectory, "mail: an@gov.example\nmsExchRecipientTypeDetails: \(type)")
  #expect(found?.kind == kind)
}

@Test func `an entry that mail is forwarded to and that is not there keeps its name`() async throws
{
  let found = try await mailbox(
    .activeDirectory, "mail: an@gov.example\naltRecipient: CN=Gone,OU=x,DC=gov,DC=example")
  #expect(found?.forwarding == [])
  #expect(found?.unresolvedForwarding == ["CN=Gone,OU=x,DC=gov,DC=example"])
}

@Test func `a DN is told from others by its parts, not by its spelling`() async throws {
  let contact = """
    dn: CN=Bình\\, Trần+SN=B,OU=Lien  he,DC=gov,DC=example
    objectClass: contact
    mail: binh@webmail.example


    """
  let found = try await mailbox(
    .activeDirectory,
    "mail: an@gov.example\naltRecipient: sn=b + cn=B\\C3\\ACnh\\2C Tr\\E1\\BA\\A7n,"
      + "ou=lien he, dc=GOV,dc=example", after: contact)
  #expect(found?.forwarding.map(\.description) == ["binh@webmail.example"])
}

@Test func `a smart card leaves the password's date without a meaning`() async throws {
  let found = try await mailbox(
    .activeDirectory,
    "mail: an@gov.example\nuserAccountControl: 262656\npwdLastSet: 134300232000000000")
  #expect(found?.password == .elsewhere("smart card"))
}

@Test func `groups, contacts and computers are no mailboxes`() async throws {
  for (number, classes) in ["group", "contact", "computer"].enumerated() {
    let pull = try await pulled(
      "dn: cn=x\(number),dc=gov\nobjectClass: user\nobjectClass: \(classes)\n"
        + "mail: x@gov.example\nuserAccountControl: 512\n")
    #expect(pull.mailboxes.isEmpty)
    #expect(pull.ledger.skipped.map(\.entries) == [1])
  }
}

// MARK: - Zimbra

private func zimbraFrame(domain: String = "", cos: String = "") -> String {
  """
  dn: dc=gov
  objectClass: zimbraDomain
  zimbraDomainName: gov.example
  \(domain.isEmpty ? "dc: gov" : domain)

  dn: cn=default,cn=cos,cn=zimbra
  objectClass: zimbraCOS
  cn: default
  zimbraId: e00428a1-0c00-11d9-836a-000d93afea2a
  \(cos.isEmpty ? "description: x" : cos)


  """
}

private let forwarding =
  "zimbraAccountStatus: active\nzimbraMailDeliveryAddress: an@gov.example\n"
  + "zimbraPrefMailForwardingAddress: a@webmail.example\n"
  + "zimbraMailForwardingAddress: b@webmail.example\n"

@Test(arguments: [
  ("", "", "", 2), ("", "zimbraFeatureMailForwardingEnabled: FALSE", "", 1),
  ("", "zimbraFeatureMailForwardingEnabled: FALSE", "zimbraFeatureMailForwardingEnabled: TRUE", 2),
  ("", "", "zimbraFeatureMailForwardingEnabled: FALSE", 1),
  ("zimbraDomainDefaultCOSId: other", "zimbraFeatureMailForwardingEnabled: FALSE", "", 2),
])
func `a user's own forwarding holds while the feature is on`(
  domain: String, cos: String, account: String, targets: Int
) async throws {
  let found = try await mailbox(
    .zimbra, forwarding + account, after: zimbraFrame(domain: domain, cos: cos))
  #expect(found?.forwarding.count == targets)
}

@Test(arguments: ["ad", "ldap", "kerberos5", "custom:sso"])
func `a domain that authenticates elsewhere keeps no passwords here`(mech: String) async throws {
  let found = try await mailbox(
    .zimbra, forwarding + "zimbraPasswordModifiedTime: 20200101000000Z",
    after: zimbraFrame(domain: "zimbraAuthMech: \(mech)"))
  #expect(found?.password == .elsewhere(mech))
}

@Test func `a closed domain closes its accounts`() async throws {
  let found = try await mailbox(
    .zimbra, forwarding, after: zimbraFrame(domain: "zimbraDomainStatus: closed"))
  #expect(found?.status == .disabled)
}

@Test func `a domain whose entry is not to be seen is told of`() async throws {
  let pull = try await pulled(head + forwarding)
  #expect(pull.ledger.leftOut.contains { $0.reason.contains("zimbraDomain") })
}

@Test(arguments: [
  ("zimbraIsSystemAccount: TRUE", Mailbox.Kind.service),
  ("objectClass: zimbraCalendarResource", .service), ("zimbraIsSystemAccount: FALSE", .personal),
])
func `resources and system accounts of Zimbra are services`(
  line: String, kind: Mailbox.Kind
) async throws {
  #expect(try await mailbox(.zimbra, forwarding + line)?.kind == kind)
}

@Test(arguments: [
  "objectClass: zimbraDistributionList", "objectClass: zimbraAlias",
  "zimbraIsExternalVirtualAccount: TRUE",
])
func `lists, aliases and external accounts of Zimbra are no mailboxes`(line: String) async throws {
  #expect(try await mailbox(.zimbra, forwarding + line) == nil)
}

// MARK: - The others

@Test func `a password that may be used beside another way is judged by its date`() async throws {
  let lines = "mail: an@gov.example\nkrbLastPwdChange: 20260801020000Z\nipaUserAuthType: "
  #expect(try await mailbox(.freeIPA, lines + "idp")?.password == .elsewhere("idp"))
  #expect(
    try await mailbox(.freeIPA, lines + "radius\nipaUserAuthType: password")?.password
      == .changed(.changed))
  #expect(try await mailbox(.freeIPA, lines + "otp")?.password == .changed(.changed))
}

@Test func `a staged user of FreeIPA has no mailbox yet`() async throws {
  let pull = try await pulled(
    "dn: uid=a,cn=staged users,cn=accounts,cn=provisioning,dc=gov\nobjectClass: person\n"
      + "krbPrincipalName: a@GOV\nmail: a@gov.example\n")
  #expect(pull.mailboxes.isEmpty)
}

@Test func `accounts of machines in a Samba domain are no mailboxes`() async throws {
  #expect(
    try await mailbox(.samba, "mail: pc@gov.example\nsambaAcctFlags: [W          ]") == nil)
}

@Test(arguments: [
  ("mailDeliveryOption: mailbox", 0), ("mailDeliveryOption: forward", 1), ("cn: An", 0),
])
func `Oracle's forwarding is in force by its delivery option alone`(
  line: String, targets: Int
) async throws {
  let found = try await mailbox(
    .iplanet, "mail: an@gov.example\nmailForwardingAddress: a@webmail.example\n\(line)")
  #expect(found?.forwarding.count == targets)
}

@Test(arguments: [
  ("pwdChangedTime: 20260801020000Z", "openldap"), ("pwdReset: TRUE", "openldap"),
  ("shadowLastChange: 20666", "shadow"), ("sambaPwdLastSet: 1785549600", "samba"),
  ("objectGUID:: AAAAAAAAAAAAAAAAAAAAAA==", "active-directory"),
  ("sAMAccountName: an", "active-directory"), ("zimbraAccountStatus: active", "zimbra"),
  ("krbPrincipalName: an@GOV.EXAMPLE", "freeipa"), ("pwdUpdateTime: 20260801020000Z", "389ds"),
  ("nsUniqueId: 66446001-1dd211b2-66225011-2ee211db", "389ds"),
  ("mailUserStatus: active", "iplanet"), ("cn: nothing of note", "openldap"),
  ("shadowLastChange: 20666\npwdChangedTime: 20260801020000Z", "shadow"),
  ("nsUniqueId: 66446001-1dd211b2-66225011-2ee211db\nmailUserStatus: active", "iplanet"),
  ("nsUniqueId: 66446001-1dd211b2-66225011-2ee211db\nkrbLastPwdChange: 20260801020000Z", "freeipa"),
])
func `a file's product is told by what only that product writes`(
  lines: String, schema: String
) async throws {
  #expect(try await pulled(head + "mail: an@gov.example\n" + lines + "\n").ledger.schema == schema)
}

@Test func `a file whose first thousands of entries say nothing is still recognised`() async throws
{
  let containers = (0..<2500).map { "dn: ou=u\($0),dc=gov\nobjectClass: organizationalUnit\n" }
  let pull = try await pulled(
    containers.joined(separator: "\n") + "\n" + head
      + "mail: an@gov.example\nshadowLastChange: 20666\n")
  #expect(pull.ledger.schema == "shadow")
  #expect(pull.ledger.entries == 2501)
}
