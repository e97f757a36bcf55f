import Directory
import OfficialMail

extension SchemaFixture {
  static let port389 = SchemaFixture(
    name: .port389,
    common: [
      "objectClass: inetOrgPerson", "objectClass: mailRecipient",
      "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "pwdUpdateTime: 20260801020000Z",
        "passwordExpirationTime: 20261101020000Z", "lastLoginTime: 20260920030000Z"
      ) { $0.lastLogin = .login },
      .locked: Case(
        "mail: locked@a.gov.example", "pwdUpdateTime: 20260801020000Z",
        "accountUnlockTime: 20380101000000Z"
      ) { $0.status = .locked },
      .disabled: Case(
        "mail: disabled@a.gov.example", "pwdUpdateTime: 20260801020000Z", "nsAccountLock: true",
        "accountUnlockTime: 20380101000000Z"
      ) { $0.status = .disabled },
      .neverSet: Case("mail: neverset@a.gov.example") {
        $0.isUnknown(because: "pwdUpdateTime")
      },
      .mustChange: Case(
        "mail: mustchange@a.gov.example", "pwdUpdateTime: 20260801020000Z",
        "passwordExpirationTime: 19700101000000Z"
      ) { $0.password = .mustChange(issued: .changed) },
      .unknown: Case("mail: unknown@a.gov.example", "pwdUpdateTime: 19700101000000Z") {
        $0.isUnknown(because: "pwdUpdateTime")
      },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "pwdUpdateTime: 20260801020000Z",
        "mailForwardingAddress: an@webmail.example"
      ) { $0.forwarding = ["an@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mail: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "pwdUpdateTime: 20260801020000Z"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "pwdUpdateTime: 20240601000000Z") {
        $0.password = .changed(.beforeMigration)
      },
    ])
}
