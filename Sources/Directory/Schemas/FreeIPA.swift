import LDAP
import OfficialMail

/// By FreeIPA's schema, and MIT Kerberos' for LDAP.
extension AttributeType {
  fileprivate static let ipaUniqueID = AttributeType("ipaUniqueID")
  fileprivate static let ipaUserAuthType = AttributeType("ipaUserAuthType")
  fileprivate static let krbLastPwdChange = AttributeType("krbLastPwdChange")
  fileprivate static let krbLastSuccessfulAuth = AttributeType("krbLastSuccessfulAuth")
  fileprivate static let krbPasswordExpiration = AttributeType("krbPasswordExpiration")
  fileprivate static let krbPrincipalExpiration = AttributeType("krbPrincipalExpiration")
  fileprivate static let krbPrincipalName = AttributeType("krbPrincipalName")
}

extension DirectorySchema {
  /// FreeIPA, and MIT Kerberos with its principals in LDAP.
  static let freeIPA = ofPersons(
    name: .freeIPA, product: "FreeIPA",
    passwordTime: .krbLastPwdChange,
    password: [.krbPasswordExpiration, .ipaUserAuthType, .pwdChangedTime, .pwdReset],
    status: [
      .nsAccountLock, .krbPrincipalExpiration, .accountUnlockTime, .pwdAccountLockedTime,
      .pwdEndTime,
    ],
    lastLogin: [.krbLastSuccessfulAuth], identity: .nsUniqueId,
    mark: having(.krbLastPwdChange, .ipaUniqueID, .ipaUserAuthType),
    hint: having(.krbPrincipalName, .krbPasswordExpiration),
    advice: .freeIPA,
    noMailbox: { parts in
      isStaged(parts.entry)
        ? "staged user, who has no mailbox yet" : parts.reasonForNoMailbox(groups: ["ipausergroup"])
    },
    account: { parts, moment in
      AccountState(
        status: .of([
          isPreserved(parts.entry) ? .disabled : .active,
          parts.statusByAccountLock(
            expired: parts.isPast(.krbPrincipalExpiration, on: moment), on: moment),
          parts.statusByPolicyOverlay(on: moment),
        ]),
        password: parts.orLaterByPolicyOverlay(freeIPAPassword(parts)),
        lastLogin: parts.latest([.krbLastSuccessfulAuth]),
        evidence: parts.evidence(.krbLastPwdChange))
    })

  /// Below `cn=staged users,cn=accounts,cn=provisioning`.
  private static func isStaged(_ entry: Entry) -> Bool { isBelow("staged users", entry) }

  /// Who left is kept below `cn=deleted users,cn=accounts,cn=provisioning`.
  private static func isPreserved(_ entry: Entry) -> Bool { isBelow("deleted users", entry) }

  private static func isBelow(_ container: String, _ entry: Entry) -> Bool {
    DistinguishedName.values("cn", in: entry.dn)?.contains { $0.lowercased() == container } ?? false
  }
}

/// A password that expired the moment it was set was set by an administrator.
private func freeIPAPassword(_ parts: EntryParts) -> Mailbox.Password {
  let types = parts.entry.values(AttributeType.ipaUserAuthType.key)
  if !types.contains(where: { $0.isWord("password") }),
    let other = types.first(where: { $0.isWord("radius") || $0.isWord("idp") })
  {
    return .elsewhere(other.repairedText)
  }
  let changed = parts.changed(.krbLastPwdChange)
  if case .changed(let time) = changed,
    case .success(let expiry) = parts.time(.krbPasswordExpiration), expiry == time
  {
    return .mustChange(issued: time)
  }
  return changed
}
