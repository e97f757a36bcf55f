import LDAP
import OfficialMail

extension AttributeType {
  // OpenLDAP's own: slapo-ppolicy(5) and slapo-lastbind(5).
  fileprivate static let pwdLastSuccess = AttributeType("pwdLastSuccess")
  fileprivate static let authTimestamp = AttributeType("authTimestamp")
}

extension DirectorySchema {
  /// OpenLDAP with the ppolicy overlay and inetOrgPerson (RFC 2798).
  static let openLDAP = DirectorySchema(
    name: .openLDAP, product: "OpenLDAP with the ppolicy overlay",
    attributes: [
      (.entry, [.objectClass, .employeeType]),
      (.addresses, [.mail, .mailAlternateAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.pwdChangedTime, .pwdReset]),
      (.status, [.pwdAccountLockedTime, .pwdEndTime]),
      (.created, [.createTimestamp]),
      (.lastLogin, [.pwdLastSuccess, .authTimestamp]),
      (.forwarding, [.mailForwardingAddress]),
    ],
    identity: .entryUUID, passwordTime: .pwdChangedTime,
    mark: having(.pwdChangedTime, .pwdReset),
    advice: .slapd(
      passwordTime:
        "slapd writes pwdChangedTime when a password is changed under a policy: load the "
        + "overlay ppolicy and set ppolicy_default")
  ) { entry, context in
    var parts = EntryParts(entry)
    if let reason = parts.reasonForNoMailbox() { return .skipped(reason: reason) }
    var addresses = parts.addresses(.mail)
    guard !addresses.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(.mail)) }
    let primary = addresses.removeFirst()
    let password = parts.passwordByPolicyOverlay()
    let mailbox = Mailbox(
      primary: primary, aliases: addresses, alternates: parts.addresses(.mailAlternateAddress),
      forwarding: parts.addresses(.mailForwardingAddress), ownerName: parts.ownerName(),
      units: parts.units(.ou), kind: parts.kind,
      status: parts.statusByPolicyOverlay(on: context.asOf), password: password,
      created: try? parts.time(.createTimestamp)?.get(),
      lastLogin: parts.latest(.pwdLastSuccess, .authTimestamp),
      entry: DirectoryEvidence(
        source: context.source, dn: entry.dn, attribute: parts.evidence(.pwdChangedTime)))
    return .mailbox(
      mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.pwdChangedTime))
  }
}
