import LDAP
import OfficialMail

extension AttributeType {
  fileprivate static let lastLoginTime = AttributeType("lastLoginTime")
  fileprivate static let passwordExpirationTime = AttributeType("passwordExpirationTime")
  fileprivate static let pwdUpdateTime = AttributeType("pwdUpdateTime")
}

extension DirectorySchema {
  /// 389 Directory Server and Red Hat's Directory Server, with `passwordTrackUpdateTime: on`.
  static let port389 = DirectorySchema(
    name: .port389, product: "389 Directory Server",
    attributes: [
      (.entry, [.objectClass, .employeeType]),
      (.addresses, [.mail, .mailAlternateAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.pwdUpdateTime, .passwordExpirationTime, .pwdReset]),
      (.status, [.nsAccountLock, .accountUnlockTime]),
      (.created, [.createTimestamp]),
      (.lastLogin, [.lastLoginTime]),
      (.forwarding, [.mailForwardingAddress, .mailDeliveryOption]),
    ],
    identity: .nsUniqueId, passwordTime: .pwdUpdateTime,
    mark: having(.pwdUpdateTime, .passwordExpirationTime, .nsUniqueId, .nsAccountLock),
    advice: .netscape(
      passwordTime:
        "the server writes pwdUpdateTime with passwordTrackUpdateTime: on in cn=config, "
        + "from the next change of each password on")
  ) { entry, context in
    var parts = EntryParts(entry)
    if let reason = parts.reasonForNoMailbox() { return .skipped(reason: reason) }
    var addresses = parts.addresses(.mail)
    guard !addresses.isEmpty else { return .skipped(reason: parts.reasonForNoAddress(.mail)) }
    let primary = addresses.removeFirst()
    let password = port389Password(parts)
    let mailbox = Mailbox(
      primary: primary, aliases: addresses, alternates: parts.addresses(.mailAlternateAddress),
      forwarding: parts.forwardingByDeliveryOption(orWithout: true),
      ownerName: parts.ownerName(), units: parts.units(.ou), kind: parts.kind,
      status: parts.statusByAccountLock(on: context.asOf), password: password,
      created: parts.latest(.createTimestamp), lastLogin: parts.latest(.lastLoginTime),
      entry: DirectoryEvidence(
        source: context.source, dn: entry.dn, attribute: parts.evidence(.pwdUpdateTime)))
    return .mailbox(
      mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.pwdUpdateTime))
  }
}

/// An administrator's reset puts the expiry at the beginning of time, so that the owner must
/// change the password at the next login.
private func port389Password(_ parts: EntryParts) -> Mailbox.Password {
  let changed = parts.changed(.pwdUpdateTime)
  let isReset =
    parts.says(.pwdReset, "true") || parts.says(.passwordExpirationTime, "19700101000000z")
  guard isReset else { return changed }
  if case .changed(let time) = changed { return .mustChange(issued: time) }
  return .mustChange(issued: nil)
}

extension EntryParts {
  /// `nsAccountLock` disables; a lock after failed logins lasts until `accountUnlockTime`, or for
  /// good where that is the beginning of time.
  func statusByAccountLock(expired: Bool = false, on moment: Timestamp) -> Mailbox.Status {
    let unlock = try? time(.accountUnlockTime)?.get()
    return .of(
      disabled: says(.nsAccountLock, "true"), expired: expired,
      locked: unlock.map { $0 > moment } ?? says(.accountUnlockTime, "19700101000000z"))
  }

  /// Forwarding addresses where delivery is by forwarding.
  ///
  /// - Parameter orWithout: whether an entry without a delivery option forwards.
  mutating func forwardingByDeliveryOption(orWithout: Bool) -> [EmailAddress] {
    let options = entry.values(AttributeType.mailDeliveryOption.key)
    let isInForce = options.isEmpty ? orWithout : options.contains { $0.isWord("forward") }
    return isInForce ? addresses(.mailForwardingAddress) : []
  }
}
