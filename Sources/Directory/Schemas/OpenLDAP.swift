import LDAP
import OfficialMail

extension DirectorySchema {
  /// OpenLDAP with the ppolicy overlay and inetOrgPerson (RFC 2798).
  ///
  /// `pwdChangedTime`, `pwdReset`, `pwdAccountLockedTime` and `pwdEndTime` are those of
  /// draft-behera-ldap-password-policy-10; `pwdLastSuccess` is OpenLDAP 2.5's own.
  static let openLDAP = DirectorySchema(
    name: .openLDAP,
    attributes: [
      "objectClass", "mail", "mailAlternateAddress", "mailForwardingAddress", "cn", "displayName",
      "ou", "employeeType", "createTimestamp", "pwdChangedTime", "pwdReset",
      "pwdAccountLockedTime", "pwdEndTime", "pwdLastSuccess", "authTimestamp",
    ],
    markers: ["pwdreset", "pwdaccountlockedtime", "pwdpolicysubentry", "structuralobjectclass"],
    isServed: { rootDSE in
      (rootDSE.values("objectclass") + rootDSE.values("structuralobjectclass")).contains {
        $0.repairedText.lowercased() == "openldaprootdse"
      }
    },
    reading: { entry, context in
      var parts = EntryParts(entry)
      let classes = parts.classes
      if let reason = reasonForNoMailbox(classes) { return .skipped(reason: reason) }
      var addresses = parts.addresses("mail")
      guard !addresses.isEmpty else {
        return .skipped(reason: reasonForNoAddress(entry, classes))
      }
      let primary = addresses.removeFirst()
      let password = password(parts)
      let mailbox = Mailbox(
        primary: primary, aliases: addresses,
        alternates: parts.addresses("mailalternateaddress"),
        forwarding: parts.addresses("mailforwardingaddress"), ownerName: parts.ownerName(),
        units: parts.units(), kind: kind(parts), status: status(parts, asOf: context.asOf),
        password: password, created: try? parts.time("createtimestamp")?.get(),
        lastLogin: parts.latest("pwdlastsuccess", "authtimestamp"),
        entry: DirectoryEvidence(
          source: context.source, dn: entry.dn, attribute: passwordEvidence(entry)))
      return .mailbox(mailbox, leftOut: parts.leftOut)
    })

  // MARK: - What is no mailbox

  private static func reasonForNoMailbox(_ classes: Set<String>) -> String? {
    if !classes.isDisjoint(with: groups) { return "group or list" }
    if classes.contains("alias") { return "alias of another entry" }
    if classes.contains("referral") { return "reference to another server" }
    return nil
  }

  private static func reasonForNoAddress(_ entry: Entry, _ classes: Set<String>) -> String {
    if !entry.values("mail").isEmpty { return "no readable address" }
    if !classes.isDisjoint(with: containers) { return "container or organisational unit" }
    if !classes.isDisjoint(with: persons) { return "person without an address" }
    return "other entry without an address"
  }

  private static let groups: Set = [
    "groupofnames", "groupofuniquenames", "groupofmembers", "groupofurls", "posixgroup",
    "mailgroup", "nismailalias", "dyngroup",
  ]
  private static let containers: Set = [
    "organizationalunit", "organization", "domain", "dcobject", "locality", "country", "container",
  ]
  private static let persons: Set = [
    "person", "organizationalperson", "inetorgperson", "account", "posixaccount",
  ]

  // MARK: - What a mailbox is

  private static func kind(_ parts: EntryParts) -> Mailbox.Kind {
    let known: [String: Mailbox.Kind] = [
      "unit": .unit, "service": .service, "reception": .reception,
    ]
    return parts.entry.values("employeetype").lazy.compactMap {
      known[$0.repairedText.lowercased()]
    }.first ?? .personal
  }

  private static func status(_ parts: EntryParts, asOf: Timestamp) -> Mailbox.Status {
    if let end = try? parts.time("pwdendtime")?.get(), end <= asOf { return .expired }
    return parts.entry.values("pwdaccountlockedtime").isEmpty ? .active : .locked
  }

  private static func password(_ parts: EntryParts) -> Mailbox.Password {
    let changed = parts.time("pwdchangedtime")
    if let reset = parts.entry.values("pwdreset").first {
      switch reset.repairedText.uppercased() {
      case "TRUE": return .mustChange(issued: try? changed?.get())
      case "FALSE": break
      default: return .unknown(reason: "pwdReset is neither TRUE nor FALSE")
      }
    }
    return switch changed {
    case nil: .unknown(reason: "no pwdChangedTime")
    case .success(let time): .changed(time)
    case .failure(let problem): .unknown(reason: problem.reason)
    }
  }

  private static func passwordEvidence(_ entry: Entry) -> String? {
    entry.values("pwdchangedtime").first.map { "pwdChangedTime: \($0.repairedText)" }
  }
}
