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
  static let freeIPA = DirectorySchema(
    name: .freeIPA, product: "FreeIPA",
    attributes: [
      (.entry, [.objectClass, .employeeType]),
      (.addresses, [.mail, .mailAlternateAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.krbLastPwdChange, .krbPasswordExpiration, .ipaUserAuthType]),
      (.status, [.nsAccountLock, .krbPrincipalExpiration, .accountUnlockTime]),
      (.created, [.createTimestamp]),
      (.lastLogin, [.krbLastSuccessfulAuth]),
      (.forwarding, [.mailForwardingAddress]),
    ],
    identity: .nsUniqueId, passwordTime: .krbLastPwdChange,
    mark: having(
      .krbLastPwdChange, .krbPrincipalName, .krbPasswordExpiration, .ipaUniqueID, .ipaUserAuthType),
    advice: .freeIPA
  ) { entry, context in
    var parts = EntryParts(entry)
    if let reason = parts.reasonForNoMailbox(groups: ["ipausergroup"]) {
      return .skipped(reason: reason)
    }
    var addresses = parts.addresses(.mail)
    guard !addresses.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(.mail)) }
    if isStaged(entry) { return .skipped(reason: "staged user, who has no mailbox yet") }
    let primary = addresses.removeFirst()
    let password = freeIPAPassword(parts)
    let mailbox = Mailbox(
      primary: primary, aliases: addresses, alternates: parts.addresses(.mailAlternateAddress),
      forwarding: parts.addresses(.mailForwardingAddress), ownerName: parts.ownerName(),
      units: parts.units(.ou), kind: parts.kind,
      status: parts.statusByAccountLock(
        expired: parts.isPast(.krbPrincipalExpiration, on: context.asOf), on: context.asOf),
      password: password, created: parts.latest(.createTimestamp),
      lastLogin: parts.latest(.krbLastSuccessfulAuth),
      entry: DirectoryEvidence(
        source: context.source, dn: entry.dn, attribute: parts.evidence(.krbLastPwdChange)))
    return .mailbox(
      mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.krbLastPwdChange))
  }

  /// Below `cn=staged users,cn=accounts,cn=provisioning`.
  private static func isStaged(_ entry: Entry) -> Bool {
    DistinguishedName.values("cn", in: entry.dn)?.contains { $0.lowercased() == "staged users" }
      ?? false
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
