import LDAP
import OfficialMail

/// By Samba 3's samba.schema.
extension AttributeType {
  fileprivate static let sambaAcctFlags = AttributeType("sambaAcctFlags")
  fileprivate static let sambaKickoffTime = AttributeType("sambaKickoffTime")
  fileprivate static let sambaLogonTime = AttributeType("sambaLogonTime")
  fileprivate static let sambaPwdLastSet = AttributeType("sambaPwdLastSet")
  fileprivate static let sambaSID = AttributeType("sambaSID")
}

extension DirectorySchema {
  /// The accounts of a Samba 3 domain, in any LDAP server.
  static let samba = DirectorySchema(
    name: .samba, product: "Samba 3 accounts",
    attributes: [
      (.entry, [.objectClass, .employeeType]),
      (.addresses, [.mail, .mailAlternateAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.sambaPwdLastSet]),
      (.status, [.sambaAcctFlags, .sambaKickoffTime, .pwdAccountLockedTime, .pwdEndTime]),
      (.created, [.createTimestamp]),
      (.lastLogin, [.sambaLogonTime]),
      (.forwarding, [.mailForwardingAddress]),
    ],
    identity: .entryUUID, passwordTime: .sambaPwdLastSet,
    mark: having(.sambaPwdLastSet, .sambaAcctFlags, .sambaSID),
    advice: .slapd(
      passwordTime:
        "Samba writes sambaPwdLastSet when a password is changed through it (ldap passwd sync)")
  ) { entry, context in
    var parts = EntryParts(entry)
    let flags = entry.first(AttributeType.sambaAcctFlags.key)?.repairedText.uppercased() ?? ""
    if let reason = parts.reasonForNoMailbox(groups: ["sambagroupmapping"]) {
      return .skipped(reason: reason)
    }
    // Workstations, servers, and trusts between domains.
    if flags.contains(where: { "WSI".contains($0) }) { return .skipped(reason: "computer") }
    var addresses = parts.addresses(.mail)
    guard !addresses.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(.mail)) }
    let primary = addresses.removeFirst()
    // 0: the owner must change it; since when, nobody wrote down.
    let password: Mailbox.Password =
      parts.integer(.sambaPwdLastSet) == 0
      ? .mustChange(issued: nil) : parts.changed(.sambaPwdLastSet, as: .unixSeconds)
    let byOverlay = parts.statusByPolicyOverlay(on: context.asOf)
    let mailbox = Mailbox(
      primary: primary, aliases: addresses, alternates: parts.addresses(.mailAlternateAddress),
      forwarding: parts.addresses(.mailForwardingAddress), ownerName: parts.ownerName(),
      units: parts.units(.ou), kind: parts.kind,
      status: .of(
        disabled: flags.contains("D"),
        expired: byOverlay == .expired
          || parts.isPast(.sambaKickoffTime, as: .unixSeconds, on: context.asOf),
        locked: byOverlay == .locked || flags.contains("L")),
      password: password, created: parts.latest(.createTimestamp),
      lastLogin: parts.latest(.sambaLogonTime, as: .unixSeconds),
      entry: DirectoryEvidence(
        source: context.source, dn: entry.dn,
        attribute: parts.evidence(.sambaPwdLastSet, as: .unixSeconds)))
    return .mailbox(
      mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.sambaPwdLastSet))
  }
}
