import Directory
import OfficialMail
import Testing

/// One account of a product with these lines.
private func account(_ name: SchemaName, _ lines: String...) async throws -> Mailbox {
  let ldif =
    "dn: uid=an,dc=gov,dc=example\nobjectClass: person\nmail: an@gov.example\n"
    + lines.joined(separator: "\n") + "\n"
  return try #require(try await pulled(ldif, schema: .named(name)).mailboxes.first)
}

/// Every stand-in for never that a product writes where a date belongs.
private let noDates: [(SchemaName, String)] = [
  (.activeDirectory, "pwdLastSet: 9223372036854775807"), (.activeDirectory, "pwdLastSet: -1"),
  (.activeDirectory, "pwdLastSet: 1"), (.activeDirectory, "pwdLastSet: 116444736000000000"),
  (.activeDirectory, "pwdLastSet: 20260801020000Z"), (.activeDirectory, "pwdLastSet: "),
  (.activeDirectory, "pwdLastSet: 99999999999999999999"),
  (.samba, "sambaPwdLastSet: 2147483647"), (.samba, "sambaPwdLastSet: -1"),
  (.samba, "sambaPwdLastSet: 1"), (.samba, "sambaPwdLastSet: 9223372036854775807"),
  (.samba, "sambaPwdLastSet: 2026-08-01"),
  (.shadow, "shadowLastChange: -1"), (.shadow, "shadowLastChange: 1"),
  (.shadow, "shadowLastChange: 8400"), (.shadow, "shadowLastChange: 99999"),
  (.samba, "sambaPwdLastSet: 4294967295"),
  (.shadow, "shadowLastChange: 9223372036854775807"),
  (.openLDAP, "pwdChangedTime: 000001010000Z"), (.openLDAP, "pwdChangedTime: 16010101000000Z"),
  (.openLDAP, "pwdChangedTime: 18991230000000Z"), (.openLDAP, "pwdChangedTime: 20260801020000"),
  (.port389, "pwdUpdateTime: 19700101000000Z"), (.freeIPA, "krbLastPwdChange: 19700101000000Z"),
  (.zimbra, "zimbraPasswordModifiedTime: 19700101000000.000Z"),
  (.iplanet, "pwdChangedTime: 99991231235959Z"),
]

@Test(arguments: noDates)
func `a stand-in for never is no date of a password`(name: SchemaName, line: String) async throws {
  guard case .unknown(let reason) = try await account(name, line).password else {
    Issue.record("\(line) was taken for a date")
    return
  }
  // The reason names the attribute, in both languages.
  let attribute = String(line.prefix { $0 != ":" })
  #expect(reason.en.contains(attribute) && reason.vi.contains(attribute))
}

/// The first values that are dates again: the border is 1993-01-01.
@Test(arguments: [
  (SchemaName.activeDirectory, "pwdLastSet: 123703200000000000", "1993-01-01T00:00:00Z"),
  (.activeDirectory, "pwdLastSet: 134300232001234567", "2026-08-01T02:00:00Z"),
  (.samba, "sambaPwdLastSet: 725846400", "1993-01-01T00:00:00Z"),
  (.openLDAP, "pwdChangedTime: 20260801090000+0700", "2026-08-01T02:00:00Z"),
  (.openLDAP, "pwdChangedTime: 2026-08-01T09:00:00+07:00", "2026-08-01T02:00:00Z"),
])
func `a date in the product's own form is read to the second`(
  name: SchemaName, line: String, time: String
) async throws {
  #expect(try await account(name, line).password == Timestamp(time).map { .changed($0) })
}

@Test(arguments: [
  (SchemaName.activeDirectory, "lastLogonTimestamp: 0"),
  (.activeDirectory, "lastLogon: 9223372036854775807"), (.samba, "sambaLogonTime: 0"),
  (.samba, "sambaLogonTime: 2147483647"), (.zimbra, "zimbraLastLogonTimestamp: 19700101000000Z"),
  (.openLDAP, "authTimestamp: 000001010000Z"),
])
func `a stand-in for never is no last login`(name: SchemaName, line: String) async throws {
  #expect(try await account(name, line).lastLogin == nil)
}

/// Each product's words for who may log in, on 2026-10-01.
@Test(arguments: [
  (SchemaName.activeDirectory, ["userAccountControl: 512", "accountExpires: 0"], "active"),
  (.activeDirectory, ["userAccountControl: 512", "accountExpires: 9223372036854775807"], "active"),
  (.activeDirectory, ["userAccountControl: 512", "accountExpires: 134343468000000000"], "expired"),
  (.activeDirectory, ["userAccountControl: 512", "accountExpires: 135000000000000000"], "active"),
  (.activeDirectory, ["userAccountControl: 528"], "locked"),
  (
    .activeDirectory,
    [
      "userAccountControl: 512", "lockoutTime: 134343468000000000",
      "msDS-User-Account-Control-Computed: 0",
    ], "active"
  ),
  (
    .activeDirectory,
    ["userAccountControl: 512", "msDS-User-Account-Control-Computed: 16"], "locked"
  ),
  (.activeDirectory, ["pwdLastSet: 0"], "unknown"),
  (
    .activeDirectory, ["userAccountControl: 514", "msExchMasterAccountSid:: AQEAAAAAAAUKAAAA"],
    "disabled"
  ),
  (
    .activeDirectory, ["userAccountControl: 514", "msExchMasterAccountSid:: AQUAAAAAAAUVAAAA"],
    "active"
  ),
  (.zimbra, ["zimbraAccountStatus: active"], "active"),
  (.zimbra, ["zimbraAccountStatus: Locked"], "locked"),
  (.zimbra, ["zimbraAccountStatus: maintenance"], "locked"),
  (.zimbra, ["zimbraAccountStatus: pending"], "disabled"),
  (.zimbra, ["zimbraAccountStatus: whatever"], "unknown"), (.zimbra, ["cn: An"], "unknown"),
  (.port389, ["accountUnlockTime: 20260930235959Z"], "active"),
  (.port389, ["accountUnlockTime: 19700101000000Z"], "locked"),
  (.port389, ["nsAccountLock: FALSE"], "active"),
  (.freeIPA, ["krbPrincipalExpiration: 20261001000000Z"], "expired"),
  (.freeIPA, ["krbPrincipalExpiration: 20261002000000Z"], "active"),
  (.samba, ["sambaKickoffTime: 0"], "active"), (.samba, ["sambaAcctFlags: [U  ]"], "active"),
  (.shadow, ["shadowExpire: 0"], "unknown"), (.shadow, ["shadowExpire: -1"], "active"),
  (.shadow, ["shadowExpire: 20727"], "expired"), (.shadow, ["shadowExpire: 20728"], "active"),
  (.iplanet, ["mailUserStatus: overquota"], "active"),
  (.iplanet, ["mailUserStatus: hold"], "locked"),
  (.iplanet, ["inetUserStatus: deleted"], "disabled"),
  (.iplanet, ["inetUserStatus: hold", "mailUserStatus: removed"], "disabled"),
])
func `a status in the product's own words is one of five`(
  name: SchemaName, lines: [String], status: String
) async throws {
  let ldif =
    "dn: uid=an,dc=gov,dc=example\nobjectClass: person\nmail: an@gov.example\n"
    + lines.joined(separator: "\n") + "\n"
  let mailbox = try #require(try await pulled(ldif, schema: .named(name)).mailboxes.first)
  #expect(mailbox.status.rawValue == status)
}
