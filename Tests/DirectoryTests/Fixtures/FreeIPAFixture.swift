import Directory
import OfficialMail

extension SchemaFixture {
  static let freeIPA = SchemaFixture(
    name: .freeIPA,
    common: [
      "objectClass: inetOrgPerson", "objectClass: krbPrincipalAux",
      "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "krbLastPwdChange: 20260801020000Z",
        "krbPasswordExpiration: 19700101000000Z", "krbLastSuccessfulAuth: 20260920030000Z"
      ) { $0.lastLogin = .login },
      .disabled: Case(
        "mail: disabled@a.gov.example", "krbLastPwdChange: 20260801020000Z", "nsAccountLock: TRUE"
      ) { $0.status = .disabled },
      .expired: Case(
        "mail: expired@a.gov.example", "krbLastPwdChange: 20260801020000Z",
        "krbPrincipalExpiration: 20260901000000Z"
      ) { $0.status = .expired },
      .neverSet: Case("mail: neverset@a.gov.example") {
        $0.isUnknown(because: "krbLastPwdChange")
      },
      .mustChange: Case(
        "mail: mustchange@a.gov.example", "krbLastPwdChange: 20260801020000Z",
        "krbPasswordExpiration: 20260801020000Z"
      ) { $0.password = .mustChange(issued: .changed) },
      .unknown: Case("mail: unknown@a.gov.example", "krbLastPwdChange: 19700101000000Z") {
        $0.isUnknown(because: "krbLastPwdChange")
      },
      .elsewhere: Case(
        "mail: elsewhere@a.gov.example", "krbLastPwdChange: 20260801020000Z",
        "ipaUserAuthType: radius"
      ) { $0.password = .elsewhere("radius") },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "krbLastPwdChange: 20260801020000Z",
        "mailForwardingAddress: an@webmail.example"
      ) { $0.forwarding = ["an@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mail: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "krbLastPwdChange: 20260801020000Z"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "krbLastPwdChange: 20240601000000Z") {
        $0.password = .changed(.beforeMigration)
      },
    ],
    slapdSchema: OfficeSchemas.freeIPA)
}
