import Directory
import OfficialMail

extension SchemaFixture {
  /// FILETIMEs: 2026-08-01T02:00:00Z is 134300232000000000.
  static let activeDirectory = SchemaFixture(
    name: .activeDirectory,
    frame: """
      dn: OU=Lien he,DC=gov,DC=example
      objectClass: organizationalUnit
      ou: Lien he

      dn: CN=Binh,OU=Lien he,DC=gov,DC=example
      objectClass: contact
      cn: Binh
      mail: binh@webmail.example
      targetAddress: SMTP:Binh@Webmail.example

      dn: CN=PC1,OU=Lien he,DC=gov,DC=example
      objectClass: user
      objectClass: computer
      cn: PC1
      sAMAccountName: PC1$
      userAccountControl: 4096
      mail: pc1@a.gov.example

      dn: CN=All,OU=Lien he,DC=gov,DC=example
      objectClass: group
      cn: All
      sAMAccountName: All
      mail: all@a.gov.example


      """,
    namedBy: "cn",
    common: ["objectClass: user", "whenCreated: 20250110010000.0Z"],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "pwdLastSet: 134300232000000000", "userAccountControl: 512",
        "accountExpires: 9223372036854775807", "lockoutTime: 0",
        "lastLogonTimestamp: 134343468000000000", "lastLogon: 134300232000000000"
      ) { $0.lastLogin = .login },
      .locked: Case(
        "mail: locked@a.gov.example", "pwdLastSet: 134300232000000000", "userAccountControl: 512",
        "lockoutTime: 134343468000000000"
      ) { $0.status = .locked },
      .disabled: Case(
        "mail: disabled@a.gov.example", "pwdLastSet: 134300232000000000",
        "userAccountControl: 514", "accountExpires: 133000000000000000"
      ) { $0.status = .disabled },
      .expired: Case(
        "mail: expired@a.gov.example", "pwdLastSet: 134300232000000000", "userAccountControl: 512",
        "accountExpires: 133000000000000000", "lockoutTime: 134343468000000000"
      ) { $0.status = .expired },
      .neverSet: Case(
        "mail: neverset@a.gov.example", "pwdLastSet: 0", "userAccountControl: 544"
      ) { $0.password = .neverSet(issued: .created) },
      .mustChange: Case(
        "mail: mustchange@a.gov.example", "pwdLastSet: 0", "userAccountControl: 512"
      ) { $0.password = .mustChange(issued: nil) },
      .unknown: Case("mail: unknown@a.gov.example", "userAccountControl: 512") {
        $0.isUnknown(because: "pwdLastSet")
      },
      .elsewhere: Case(
        "mail: elsewhere@a.gov.example", "pwdLastSet: 134300232000000000",
        "userAccountControl: 514", "msExchRecipientTypeDetails: 2"
      ) { $0.password = .elsewhere("linked account of another forest") },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "pwdLastSet: 134300232000000000",
        "userAccountControl: 512", "altRecipient: CN=Binh,OU=Lien he,DC=gov,DC=example",
        "msExchGenericForwardingAddress: SMTP:an@webmail.example",
        "targetAddress: SMTP:routing@mail.onmicrosoft.example", "deliverAndRedirect: TRUE"
      ) { $0.forwarding = ["an@webmail.example", "binh@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "proxyAddresses: smtp:alias@a.gov.example",
        "proxyAddresses: SMTP:Aliased@a.gov.example", "proxyAddresses: X500:/o=gov/cn=an",
        "proxyAddresses: sip:an@a.gov.example", "otherMailbox: an@webmail.example",
        "pwdLastSet: 134300232000000000", "userAccountControl: 66048"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case(
        "mail: migrated@a.gov.example", "pwdLastSet: 133616736000000000", "userAccountControl: 512"
      ) { $0.password = .changed(.beforeMigration) },
    ])
}
