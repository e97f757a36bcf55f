import Directory
import OfficialMail

extension SchemaFixture {
  static let zimbra = SchemaFixture(
    name: .zimbra,
    frame: """
      dn: cn=default,dc=gov,dc=example
      objectClass: zimbraCOS
      cn: default
      zimbraId: e00428a1-0c00-11d9-836a-000d93afea2a

      dn: dc=a,dc=gov,dc=example
      objectClass: dcObject
      objectClass: organization
      objectClass: zimbraDomain
      dc: a
      o: a
      zimbraDomainName: a.gov.example

      dn: dc=ad,dc=gov,dc=example
      objectClass: dcObject
      objectClass: organization
      objectClass: zimbraDomain
      dc: ad
      o: ad
      zimbraDomainName: ad.gov.example
      zimbraAuthMech: ad


      """,
    common: [
      "objectClass: inetOrgPerson", "objectClass: zimbraAccount",
      "zimbraCreateTimestamp: 20250110010000.000Z", "createTimestamp: 20200101000000Z",
    ],
    cases: [
      .active: Case(
        "mail: other@a.gov.example", "mail: active@a.gov.example",
        "zimbraMailDeliveryAddress: active@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 20260801020000.123Z",
        "zimbraLastLogonTimestamp: 20260920030000.456Z"
      ) {
        $0.aliases = ["other@a.gov.example"]
        $0.lastLogin = .login
      },
      .locked: Case(
        "zimbraMailDeliveryAddress: locked@a.gov.example", "zimbraAccountStatus: lockout",
        "zimbraPasswordModifiedTime: 20260801020000Z"
      ) { $0.status = .locked },
      .disabled: Case(
        "zimbraMailDeliveryAddress: disabled@a.gov.example", "zimbraAccountStatus: closed",
        "zimbraPasswordModifiedTime: 20260801020000Z"
      ) { $0.status = .disabled },
      .neverSet: Case(
        "zimbraMailDeliveryAddress: neverset@a.gov.example", "zimbraAccountStatus: active"
      ) { $0.isUnknown(because: "zimbraPasswordModifiedTime") },
      .mustChange: Case(
        "zimbraMailDeliveryAddress: mustchange@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 20260801020000Z", "zimbraPasswordMustChange: TRUE"
      ) { $0.password = .mustChange(issued: .changed) },
      .unknown: Case(
        "zimbraMailDeliveryAddress: unknown@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 19700101000000Z"
      ) { $0.isUnknown(because: "zimbraPasswordModifiedTime") },
      .elsewhere: Case(
        "zimbraMailDeliveryAddress: elsewhere@ad.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 20260801020000Z"
      ) { $0.password = .elsewhere("ad") },
      .forwarded: Case(
        "zimbraMailDeliveryAddress: forwarded@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 20260801020000Z",
        "zimbraPrefMailForwardingAddress: an@webmail.example, binh@webmail.example",
        "zimbraMailForwardingAddress: hidden@webmail.example"
      ) {
        $0.forwarding = ["an@webmail.example", "binh@webmail.example", "hidden@webmail.example"]
      },
      .aliased: Case(
        "zimbraMailDeliveryAddress: aliased@a.gov.example", "mail: aliased@a.gov.example",
        "zimbraMailAlias: alias@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPrefPasswordRecoveryAddress: an@webmail.example",
        "zimbraPasswordModifiedTime: 20260801020000Z"
      ) {
        $0.aliases = ["alias@a.gov.example"]
        $0.alternates = ["an@webmail.example"]
      },
      .migrated: Case(
        "zimbraMailDeliveryAddress: migrated@a.gov.example", "zimbraAccountStatus: active",
        "zimbraPasswordModifiedTime: 20240601000000Z"
      ) { $0.password = .changed(.beforeMigration) },
    ],
    slapdSchema: OfficeSchemas.zimbra)
}

/// Attribute types of products that slapd does not come with.
enum OfficeSchemas {
  static let zimbra =
    slapdSchema(
      11, classes: ["zimbraAccount", "zimbraDomain"],
      times: [
        "zimbraCreateTimestamp", "zimbraPasswordModifiedTime", "zimbraLastLogonTimestamp",
      ],
      texts: [
        "zimbraMailDeliveryAddress", "zimbraAccountStatus", "zimbraDomainName", "zimbraAuthMech",
        "zimbraPrefMailForwardingAddress", "zimbraMailForwardingAddress", "zimbraMailAlias",
        "zimbraPrefPasswordRecoveryAddress", "zimbraId", "zimbraCOSId",
      ], booleans: ["zimbraPasswordMustChange", "zimbraFeatureMailForwardingEnabled"])
      + """
      objectclass ( 2.999.11.2.9 NAME 'zimbraCOS' SUP top STRUCTURAL MUST ( cn $ zimbraId )
        MAY zimbraFeatureMailForwardingEnabled )

      """
  static let freeIPA = slapdSchema(
    12, classes: ["krbPrincipalAux", "ipaUser"],
    times: [
      "krbLastPwdChange", "krbPasswordExpiration", "krbPrincipalExpiration",
      "krbLastSuccessfulAuth",
    ],
    texts: [
      "ipaUserAuthType", "krbPrincipalName", "mailAlternateAddress",
      "mailForwardingAddress",
    ], booleans: ["nsAccountLock"])
  static let iPlanet = slapdSchema(
    13, classes: ["inetMailUser"], times: ["pwdLastAuthTime"],
    texts: [
      "inetUserStatus", "mailUserStatus", "mailAlternateAddress", "mailEquivalentAddress",
      "mailForwardingAddress", "mailDeliveryOption",
    ])
  static let samba = slapdSchema(
    14, classes: ["sambaSamAccount"], texts: ["sambaAcctFlags", "sambaSID"],
    numbers: ["sambaPwdLastSet", "sambaKickoffTime", "sambaLogonTime"])
}
