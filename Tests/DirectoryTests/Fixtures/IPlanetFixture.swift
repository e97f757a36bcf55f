import Directory
import OfficialMail

extension SchemaFixture {
  static let iPlanet = SchemaFixture(
    name: .iplanet,
    common: [
      "objectClass: inetOrgPerson", "objectClass: inetMailUser",
      "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "inetUserStatus: active", "mailUserStatus: overquota", "pwdLastAuthTime: 20260920030000Z",
        "mailForwardingAddress: off@webmail.example", "mailDeliveryOption: mailbox"
      ) { $0.lastLogin = .login },
      .locked: Case(
        "mail: locked@a.gov.example", "pwdChangedTime: 20260801020000Z", "mailUserStatus: hold"
      ) { $0.status = .locked },
      .disabled: Case(
        "mail: disabled@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "inetUserStatus: inactive", "mailUserStatus: hold"
      ) { $0.status = .disabled },
      .expired: Case(
        "mail: expired@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "pwdEndTime: 20260901000000Z"
      ) { $0.status = .expired },
      .neverSet: Case("mail: neverset@a.gov.example") {
        $0.isUnknown(because: "pwdChangedTime")
      },
      .mustChange: Case(
        "mail: mustchange@a.gov.example", "pwdChangedTime: 20260801020000Z", "pwdReset: TRUE"
      ) { $0.password = .mustChange(issued: .changed) },
      .unknown: Case("mail: unknown@a.gov.example", "pwdChangedTime: 19700101000000Z") {
        $0.isUnknown(because: "pwdChangedTime")
      },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "mailForwardingAddress: an@webmail.example", "mailDeliveryOption: mailbox",
        "mailDeliveryOption: forward"
      ) { $0.forwarding = ["an@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mailEquivalentAddress: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "pwdChangedTime: 20260801020000Z"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "pwdChangedTime: 20240601000000Z") {
        $0.password = .changed(.beforeMigration)
      },
    ],
    slapdSchema: OfficeSchemas.iPlanet)
}
