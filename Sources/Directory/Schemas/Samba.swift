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
  static let samba = ofPersons(
    name: .samba, product: "Samba 3 accounts", passwordTime: .sambaPwdLastSet,
    password: [.pwdChangedTime, .pwdReset],
    status: [.sambaAcctFlags, .sambaKickoffTime, .pwdAccountLockedTime, .pwdEndTime],
    lastLogin: [.sambaLogonTime], identity: .entryUUID,
    mark: having(.sambaPwdLastSet, .sambaAcctFlags, .sambaSID),
    advice: .slapd(
      passwordTime: "Samba writes sambaPwdLastSet when a password is changed through it "
        + "(ldap passwd sync)"),
    noMailbox: { parts in
      // Workstations, servers, and trusts between domains.
      sambaFlags(parts).contains { "WSI".contains($0) }
        ? "computer" : parts.reasonForNoMailbox(groups: ["sambagroupmapping"])
    },
    account: { parts, moment in
      let flags = sambaFlags(parts)
      let isReadable = flags.isEmpty || flags.hasPrefix("[") && flags.hasSuffix("]")
      // 0: the owner must change it; since when, nobody wrote down.
      let own =
        parts.integer(.sambaPwdLastSet) == 0
        ? Mailbox.Password.mustChange(issued: nil)
        : parts.changed(.sambaPwdLastSet, as: .unixSeconds)
      return AccountState(
        status: .of([
          .of(
            disabled: flags.contains("D"),
            expired: parts.isPast(.sambaKickoffTime, as: .unixSeconds, on: moment),
            locked: isReadable ? flags.contains("L") : nil),
          parts.statusByPolicyOverlay(on: moment),
        ]),
        password: parts.orLaterByPolicyOverlay(own),
        lastLogin: parts.latest([.sambaLogonTime], as: .unixSeconds),
        evidence: parts.evidence(.sambaPwdLastSet, as: .unixSeconds))
    })

  /// Letters in brackets, such as `[UX         ]`.
  private static func sambaFlags(_ parts: EntryParts) -> String {
    parts.entry.first(AttributeType.sambaAcctFlags.key)?.repairedText.uppercased() ?? ""
  }
}
