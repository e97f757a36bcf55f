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
  static let iPlanet = ofPersons(
    name: .iplanet, product: "Oracle, Sun or iPlanet directory server",
    passwordTime: .pwdChangedTime, password: [.pwdReset],
    status: [.inetUserStatus, .mailUserStatus, .nsAccountLock, .pwdAccountLockedTime, .pwdEndTime],
    lastLogin: [.pwdLastAuthTime], addresses: [.mail, .mailEquivalentAddress],
    forwardingBy: [.mailForwardingAddress, .mailDeliveryOption], identity: .nsUniqueId,
    // 389 knows these names too.
    mark: { entry in
      if entry.contains("pwdupdatetime") { return nil }
      return having(.inetUserStatus, .mailUserStatus, .pwdLastAuthTime)(entry)
    },
    hint: having(.mailDeliveryOption),
    advice: .netscape(
      passwordTime: "the server writes pwdChangedTime when a password is changed under a policy"),
    noMailbox: { $0.reasonForNoMailbox(groups: ["inetmailgroup"]) },
    kind: { $0.isAny(of: ["icscalendarresource", "inetresource"]) ? .service : $0.kind },
    forwards: { $0.forwardsByDeliveryOption(orWithout: false) },
    account: { parts, moment in
      AccountState(
        status: iPlanetStatus(parts, on: moment), password: parts.passwordByPolicyOverlay(),
        lastLogin: parts.latest([.pwdLastAuthTime]), evidence: parts.evidence(.pwdChangedTime))
    })
}

/// The person's status and the mailbox's, each active where it is not given.
private func iPlanetStatus(_ parts: EntryParts, on moment: Timestamp) -> Mailbox.Status {
  let states = [AttributeType.inetUserStatus, .mailUserStatus].compactMap { type in
    parts.word(type).map(iPlanetStatus)
  }
  return .of(
    states + [
      .of(disabled: parts.flag(.nsAccountLock)), parts.statusByPolicyOverlay(on: moment),
    ])
}

private func iPlanetStatus(_ word: String) -> Mailbox.Status {
  switch word {
  // A full mailbox is in use.
  case "active", "overquota": .active
  case "hold": .locked
  default: .disabled
  }
}
