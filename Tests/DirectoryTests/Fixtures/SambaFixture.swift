import Directory
import OfficialMail
import SampleDistrict

extension SchemaFixture {
  static let samba = SchemaFixture(
    name: .samba,
    common: [
      "objectClass: inetOrgPerson", "objectClass: sambaSamAccount", "objectClass: mailRecipient",
      "sambaSID: S-1-5-21-1-2-3-1000", "createTimestamp: 20250110010000Z",
    ],
    cases: [
      .active: Case(
        "mail: active@a.gov.example", "sambaPwdLastSet: 1785549600",
        "sambaAcctFlags: [UX         ]", "sambaLogonTime: 1789873200",
        "sambaKickoffTime: 2147483647"
      ) { $0.lastLogin = .login },
      .locked: Case(
        "mail: locked@a.gov.example", "sambaPwdLastSet: 1785549600", "sambaAcctFlags: [UL    ]"
      ) { $0.status = .locked },
      .disabled: Case(
        "mail: disabled@a.gov.example", "sambaPwdLastSet: 1785549600",
        "sambaAcctFlags: [DUL        ]", "sambaKickoffTime: 1700000000"
      ) { $0.status = .disabled },
      .expired: Case(
        "mail: expired@a.gov.example", "sambaPwdLastSet: 1785549600",
        "sambaKickoffTime: 1700000000"
      ) { $0.status = .expired },
      .neverSet: Case("mail: neverset@a.gov.example", "sambaAcctFlags: [UN   ]") {
        $0.isUnknown(because: "sambaPwdLastSet")
      },
      .mustChange: Case("mail: mustchange@a.gov.example", "sambaPwdLastSet: 0") {
        $0.password = .mustChange(issued: nil)
      },
      .unknown: Case("mail: unknown@a.gov.example", "sambaPwdLastSet: 2147483647") {
        $0.isUnknown(because: "sambaPwdLastSet")
      },
      .forwarded: Case(
        "mail: forwarded@a.gov.example", "sambaPwdLastSet: 1785549600",
        "mailForwardingAddress: an@webmail.example"
      ) { $0.forwarding = ["an@webmail.example"] },
      .aliased: Case(
        "mail: aliased@a.gov.example", "mail: alias@a.gov.example",
        "mailAlternateAddress: an@webmail.example", "sambaPwdLastSet: 1785549600"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case("mail: migrated@a.gov.example", "sambaPwdLastSet: 1717200000") {
        $0.password = .changed(.beforeMigration)
      },
    ],
    slapdSchema: PrivateDirectoryServer.mailSchema + OfficeSchemas.samba)
}
