import Directory
import OfficialMail
import SampleDistrict

extension SchemaFixture {
  /// Day 20666 is 2026-08-01, day 19875 is 2024-06-01.
  static let shadow = SchemaFixture(
    name: .shadow,
    common: [
      "objectClass: inetOrgPerson", "objectClass: shadowAccount", "objectClass: mailRecipient",
      "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "shadowLastChange: 20666", "shadowExpire: -1"
      ) { $0.password = .changedOn(Day(daysSinceEpoch: 20_666)) },
      .locked: Case(
        "mail: locked@a.gov.example", "shadowLastChange: 20666",
        "pwdAccountLockedTime: 20260801000000Z"
      ) {
        $0.password = .changedOn(Day(daysSinceEpoch: 20_666))
        $0.status = .locked
      },
      .expired: Case(
        "mail: expired@a.gov.example", "shadowLastChange: 20666", "shadowExpire: 20700"
      ) {
        $0.password = .changedOn(Day(daysSinceEpoch: 20_666))
        $0.status = .expired
      },
      .neverSet: Case("mail: neverset@a.gov.example", "shadowExpire: 0") {
        $0.isUnknown(because: "shadowLastChange")
        $0.status = .unknown
      },
      .mustChange: Case("mail: mustchange@a.gov.example", "shadowLastChange: 0") {
        $0.password = .mustChange(issued: nil)
      },
      .unknown: Case("mail: unknown@a.gov.example", "shadowLastChange: -1") {
        $0.isUnknown(because: "shadowLastChange")
      },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "shadowLastChange: 20666",
        "mailForwardingAddress: an@webmail.example"
      ) {
        $0.password = .changedOn(Day(daysSinceEpoch: 20_666))
        $0.forwarding = ["an@webmail.example"]
      },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mail: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "shadowLastChange: 20666"
      ) {
        $0.password = .changedOn(Day(daysSinceEpoch: 20_666))
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "shadowLastChange: 19875") {
        $0.password = .changedOn(Day(daysSinceEpoch: 19_875))
      },
    ],
    slapdSchema: PrivateDirectoryServer.mailSchema + "include /etc/ldap/schema/nis.schema\n")
}
