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
        $0.isWord("openldaprootdse")
      }
    },
    reading: { entry, context in
      var parts = EntryParts(entry)
      if let reason = reasonForNoMailbox(parts) { return .skipped(reason: reason) }
      var addresses = parts.addresses("mail")
      guard !addresses.isEmpty else {
        return .skipped(reason: reasonForNoAddress(parts))
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

  private static func reasonForNoMailbox(_ parts: EntryParts) -> String? {
    if parts.isAny(of: groups) { return "group or list" }
    if parts.isAny(of: ["alias"]) { return "alias of another entry" }
    if parts.isAny(of: ["referral"]) { return "reference to another server" }
    return nil
  }

  private static func reasonForNoAddress(_ parts: EntryParts) -> String {
    if parts.entry.contains("mail") { return "no readable address" }
    if parts.isAny(of: containers) { return "container or organisational unit" }
    if parts.isAny(of: persons) { return "person without an address" }
    return "other entry without an address"
  }

  private static let groups = [
    "groupofnames", "groupofuniquenames", "groupofmembers", "groupofurls", "posixgroup",
    "mailgroup", "nismailalias", "dyngroup",
  ]
  private static let containers = [
    "organizationalunit", "organization", "domain", "dcobject", "locality", "country", "container",
  ]
  private static let persons = [
    "person", "organizationalperson", "inetorgperson", "account", "posixaccount",
  ]

  // MARK: - What a mailbox is

  private static func kind(_ parts: EntryParts) -> Mailbox.Kind {
    for value in parts.entry.values("employeetype") {
      if value.isWord("unit") { return .unit }
      if value.isWord("service") { return .service }
      if value.isWord("reception") { return .reception }
    }
    return .personal
  }

  private static func status(_ parts: EntryParts, asOf: Timestamp) -> Mailbox.Status {
    if let end = try? parts.time("pwdendtime")?.get(), end <= asOf { return .expired }
    return parts.entry.contains("pwdaccountlockedtime") ? .locked : .active
  }

  private static func password(_ parts: EntryParts) -> Mailbox.Password {
    let changed = parts.time("pwdchangedtime")
    if let reset = parts.entry.first("pwdreset") {
      if reset.isWord("true") { return .mustChange(issued: try? changed?.get()) }
      guard reset.isWord("false") else {
        return .unknown(
          reason: LocalizedText(
            vi: "pwdReset không phải là TRUE hay FALSE",
            en: "pwdReset is neither TRUE nor FALSE"))
      }
    }
    return switch changed {
    case nil:
      .unknown(
        reason: LocalizedText(
          vi: "không có thuộc tính pwdChangedTime", en: "no pwdChangedTime"))
    case .success(let time): .changed(time)
    case .failure(let problem): .unknown(reason: problem.reason)
    }
  }

  private static func passwordEvidence(_ entry: Entry) -> String? {
    entry.first("pwdchangedtime").map { "pwdChangedTime: " + $0.repairedText }
  }
}
