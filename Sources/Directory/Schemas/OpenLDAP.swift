import LDAP
import OfficialMail

extension AttributeType {
  // OpenLDAP's own: slapo-ppolicy(5) and slapo-lastbind(5).
  fileprivate static let pwdLastSuccess = AttributeType("pwdLastSuccess")
  fileprivate static let authTimestamp = AttributeType("authTimestamp")
}

extension DirectorySchema {
  /// OpenLDAP with the ppolicy overlay and inetOrgPerson (RFC 2798).
  static let openLDAP = ofPersons(
    name: .openLDAP, product: "OpenLDAP with the ppolicy overlay",
    passwordTime: .pwdChangedTime, password: [.pwdReset],
    status: [.pwdAccountLockedTime, .pwdEndTime],
    lastLogin: [.pwdLastSuccess, .authTimestamp], identity: .entryUUID,
    mark: having(.pwdChangedTime, .pwdReset),
    advice: .slapd(
      passwordTime:
        "slapd writes pwdChangedTime when a password is changed under a policy: load the "
        + "overlay ppolicy and set ppolicy_default")
  ) { parts, moment in
    AccountState(
      status: parts.statusByPolicyOverlay(on: moment), password: parts.passwordByPolicyOverlay(),
      lastLogin: parts.latest([.pwdLastSuccess, .authTimestamp]),
      evidence: parts.evidence(.pwdChangedTime))
  }
}
