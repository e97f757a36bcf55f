import LDAP
import OfficialMail

/// By the schema of Sun's, later Oracle's, messaging and directory servers.
extension AttributeType {
  fileprivate static let inetUserStatus = AttributeType("inetUserStatus")
  fileprivate static let mailEquivalentAddress = AttributeType("mailEquivalentAddress")
  fileprivate static let mailUserStatus = AttributeType("mailUserStatus")
  fileprivate static let pwdLastAuthTime = AttributeType("pwdLastAuthTime")
}

extension DirectorySchema {
  /// iPlanet, Sun and Oracle directory servers with a messaging server's accounts.
  static let iPlanet = DirectorySchema(
    name: .iplanet, product: "Oracle, Sun or iPlanet directory server",
    attributes: [
      (.entry, [.objectClass, .employeeType]),
      (.addresses, [.mail, .mailEquivalentAddress, .mailAlternateAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.pwdChangedTime, .pwdReset]),
      (
        .status,
        [
          .inetUserStatus, .mailUserStatus, .nsAccountLock, .pwdAccountLockedTime, .pwdEndTime,
        ]
      ),
      (.created, [.createTimestamp]),
      (.lastLogin, [.pwdLastAuthTime]),
      (.forwarding, [.mailForwardingAddress, .mailDeliveryOption]),
    ],
    identity: .nsUniqueId, passwordTime: .pwdChangedTime,
    mark: having(.inetUserStatus, .mailUserStatus, .pwdLastAuthTime, .mailDeliveryOption),
    advice: .netscape(
      passwordTime: "the server writes pwdChangedTime when a password is changed under a policy")
  ) { entry, context in
    var parts = EntryParts(entry)
    if let reason = parts.reasonForNoMailbox(groups: ["inetmailgroup"]) {
      return .skipped(reason: reason)
    }
    var addresses = parts.addresses(.mail, .mailEquivalentAddress)
    guard !addresses.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(.mail)) }
    let primary = addresses.removeFirst()
    let password = parts.passwordByPolicyOverlay()
    let isResource = parts.isAny(of: ["icscalendarresource", "inetresource"])
    let mailbox = Mailbox(
      primary: primary, aliases: addresses, alternates: parts.addresses(.mailAlternateAddress),
      forwarding: parts.forwardingByDeliveryOption(orWithout: false),
      ownerName: parts.ownerName(), units: parts.units(.ou),
      kind: isResource ? .service : parts.kind, status: iPlanetStatus(parts, on: context.asOf),
      password: password, created: parts.latest(.createTimestamp),
      lastLogin: parts.latest(.pwdLastAuthTime),
      entry: DirectoryEvidence(
        source: context.source, dn: entry.dn, attribute: parts.evidence(.pwdChangedTime)))
    return .mailbox(
      mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.pwdChangedTime))
  }
}

/// The person's status and the mailbox's, each active where it is not given.
private func iPlanetStatus(_ parts: EntryParts, on moment: Timestamp) -> Mailbox.Status {
  let states = [AttributeType.inetUserStatus, .mailUserStatus].compactMap { type in
    parts.word(type).map(iPlanetStatus)
  }
  let byOverlay = parts.statusByPolicyOverlay(on: moment)
  return .of(
    disabled: states.contains(.disabled) || parts.says(.nsAccountLock, "true"),
    expired: byOverlay == .expired, locked: states.contains(.locked) || byOverlay == .locked)
}

private func iPlanetStatus(_ word: String) -> Mailbox.Status {
  switch word {
  // A full mailbox is in use.
  case "active", "overquota": .active
  case "hold": .locked
  default: .disabled
  }
}
