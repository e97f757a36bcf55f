import Directory
import OfficialMail
import SampleDistrict

extension SchemaFixture {
  static let openLDAP = SchemaFixture(
    name: .openLDAP,
    common: [
      "objectClass: inetOrgPerson", "objectClass: mailRecipient",
      "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "pwdLastSuccess: 20260920030000Z"
      ) { $0.lastLogin = .login },
      .locked: Case(
        "mail: locked@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "pwdAccountLockedTime: 000001010000Z"
      ) { $0.status = .locked },
      .expired: Case(
        "mail: expired@a.gov.example", "pwdChangedTime: 20260801020000Z",
        "pwdAccountLockedTime: 000001010000Z", "pwdEndTime: 20260901000000Z"
      ) { $0.status = .expired },
      // slapd writes no date for a password that came with the entry: nothing tells that it was
      // never set.
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
        "mailForwardingAddress: An@Webmail.example"
      ) { $0.forwarding = ["an@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mail: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "pwdChangedTime: 20260801020000Z"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "pwdChangedTime: 202406010000Z") {
        $0.password = .changed(.beforeMigration)
      },
    ],
    slapdSchema: PrivateDirectoryServer.mailSchema)
}
