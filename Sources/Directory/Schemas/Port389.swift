import LDAP
import OfficialMail

extension AttributeType {
  fileprivate static let lastLoginTime = AttributeType("lastLoginTime")
  fileprivate static let passwordExpirationTime = AttributeType("passwordExpirationTime")
  fileprivate static let pwdUpdateTime = AttributeType("pwdUpdateTime")
}

extension DirectorySchema {
  /// 389 Directory Server and Red Hat's Directory Server, with `passwordTrackUpdateTime: on`.
  static let port389 = ofPersons(
    name: .port389, product: "389 Directory Server",
    passwordTime: .pwdUpdateTime, password: [.passwordExpirationTime, .pwdReset],
    status: [.nsAccountLock, .accountUnlockTime], lastLogin: [.lastLoginTime],
    forwardingBy: [.mailForwardingAddress, .mailDeliveryOption], identity: .nsUniqueId,
    mark: having(.pwdUpdateTime, .passwordExpirationTime),
    hint: having(.nsUniqueId, .nsAccountLock),
    advice: .netscape(
      passwordTime:
        "the server writes pwdUpdateTime with passwordTrackUpdateTime: on in cn=config, "
        + "from the next change of each password on"),
    forwards: { $0.forwardsByDeliveryOption(orWithout: true) },
    account: { parts, moment in
      AccountState(
        status: parts.statusByAccountLock(on: moment), password: port389Password(parts),
        lastLogin: parts.latest([.lastLoginTime]), evidence: parts.evidence(.pwdUpdateTime))
    })
}

/// An administrator's reset puts the expiry at the beginning of time, so that the owner must
/// change the password at the next login.
private func port389Password(_ parts: EntryParts) -> Mailbox.Password {
  let isReset =
    parts.says(.passwordExpirationTime, "19700101000000z") ? true : parts.flag(.pwdReset)
  return parts.issued(if: isReset, parts.changed(.pwdUpdateTime), .pwdReset)
}

extension EntryParts {
  /// `nsAccountLock` disables; a lock after failed logins lasts until `accountUnlockTime`, or for
  /// good where that is the beginning of time.
  func statusByAccountLock(expired: Bool? = false, on moment: Timestamp) -> Mailbox.Status {
    let isUnlocked: Bool? =
      says(.accountUnlockTime, "19700101000000z")
      ? false
      : entry.contains(AttributeType.accountUnlockTime.key)
        ? isPast(.accountUnlockTime, on: moment) : true
    return .of(
      disabled: flag(.nsAccountLock), expired: expired, locked: isUnlocked.map { !$0 })
  }

  /// Whether delivery is by forwarding.
  ///
  /// - Parameter orWithout: whether an entry without a delivery option forwards.
  func forwardsByDeliveryOption(orWithout: Bool) -> Bool {
    let options = entry.values(AttributeType.mailDeliveryOption.key)
    return options.isEmpty ? orWithout : options.contains { $0.isWord("forward") }
  }
}
