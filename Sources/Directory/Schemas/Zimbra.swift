import LDAP
import OfficialMail

/// By Zimbra's attrs.xml, which Carbonio has taken over.
extension AttributeType {
  fileprivate static let accountStatus = AttributeType("zimbraAccountStatus")
  fileprivate static let authMech = AttributeType("zimbraAuthMech")
  fileprivate static let cosID = AttributeType("zimbraCOSId")
  fileprivate static let created = AttributeType("zimbraCreateTimestamp")
  fileprivate static let defaultCOSID = AttributeType("zimbraDomainDefaultCOSId")
  fileprivate static let deliveryAddress = AttributeType("zimbraMailDeliveryAddress")
  fileprivate static let domainName = AttributeType("zimbraDomainName")
  fileprivate static let domainStatus = AttributeType("zimbraDomainStatus")
  fileprivate static let forwardingAddress = AttributeType("zimbraMailForwardingAddress")
  fileprivate static let forwardingFeature = AttributeType("zimbraFeatureMailForwardingEnabled")
  fileprivate static let isExternal = AttributeType("zimbraIsExternalVirtualAccount")
  fileprivate static let isSystemAccount = AttributeType("zimbraIsSystemAccount")
  fileprivate static let isSystemResource = AttributeType("zimbraIsSystemResource")
  fileprivate static let lastLogon = AttributeType("zimbraLastLogonTimestamp")
  fileprivate static let mailAlias = AttributeType("zimbraMailAlias")
  fileprivate static let mustChange = AttributeType("zimbraPasswordMustChange")
  fileprivate static let passwordModified = AttributeType("zimbraPasswordModifiedTime")
  fileprivate static let prefForwarding = AttributeType("zimbraPrefMailForwardingAddress")
  fileprivate static let recoveryAddress = AttributeType("zimbraPrefPasswordRecoveryAddress")
  fileprivate static let zimbraID = AttributeType("zimbraId")
}

extension DirectorySchema {
  /// Zimbra and Carbonio, which keep accounts in an OpenLDAP of their own.
  static let zimbra = DirectorySchema(
    name: .zimbra, product: "Zimbra or Carbonio",
    attributes: [
      (
        .entry,
        [
          .objectClass, .isExternal, .isSystemAccount, .isSystemResource,
          .employeeType,
        ]
      ),
      (.addresses, [.deliveryAddress, .mail, .mailAlias, .recoveryAddress]),
      (.owner, [.displayName, .cn]),
      (.agency, [.ou]),
      (.password, [.passwordModified, .mustChange, .authMech]),
      (.status, [.accountStatus]),
      (.created, [.created, .createTimestamp]),
      (.lastLogin, [.lastLogon]),
      (.forwarding, [.prefForwarding, .forwardingAddress, .forwardingFeature, .cosID]),
    ],
    identity: .entryUUID, passwordTime: .passwordModified, alwaysPresent: [.accountStatus],
    forwardingGates: [.forwardingFeature, .cosID],
    mark: { entry in
      let classes = entry.values(AttributeType.objectClass.key)
      if let own = classes.first(where: { $0.repairedText.lowercased().hasPrefix("zimbra") }) {
        return own.repairedText
      }
      return having(.accountStatus, .passwordModified, .deliveryAddress)(entry)
    },
    advice: .slapd(
      passwordTime: "Zimbra writes zimbraPasswordModifiedTime when a password is set in Zimbra"),
    reader: { surroundings in
      let settings = try await ZimbraSettings(of: surroundings)
      return EntryReader(read: { zimbraMailbox($0, $1, settings) }, loss: settings.loss)
    })
}

/// What accounts inherit from their mail domain and their class of service.
private struct ZimbraSettings {
  struct Domain {
    var authMech: String?
    var status: AttributeValue?
    var defaultCOS: String?
  }

  var domains: [MailDomain: Domain] = [:]
  /// Whether users of a class of service may forward, by its id.
  var mayForward: [String: Bool] = [:]
  /// The class of accounts that name none, where neither they nor their domain does.
  private var defaultCOS: String?
  var loss: String?
  /// Whether what was not found is there, and hidden.
  let isWhole: Bool

  init(of surroundings: any Surroundings) async throws {
    isWhole = surroundings.isWhole
    var found = (domains: domains, mayForward: mayForward, defaultCOS: defaultCOS)
    let truncation = try await surroundings.visit(
      .classes(["zimbraDomain", "zimbraCOS"]),
      attributes: [
        .objectClass, .cn, .domainName, .authMech, .domainStatus, .defaultCOSID, .zimbraID,
        .forwardingFeature,
      ]
    ) { entry in
      let parts = EntryParts(entry)
      if parts.isAny(of: ["zimbradomain"]) {
        guard let name = parts.word(.domainName).flatMap({ MailDomain($0) }) else { return }
        found.domains[name] = Domain(
          authMech: parts.word(.authMech), status: entry.first(AttributeType.domainStatus.key),
          defaultCOS: parts.word(.defaultCOSID))
      } else if let id = parts.word(.zimbraID) {
        found.mayForward[id] = !parts.says(.forwardingFeature, "false")
        if parts.says(.cn, "default") { found.defaultCOS = id }
      }
    }
    domains = found.domains
    mayForward = found.mayForward
    defaultCOS = found.defaultCOS
    loss = truncation.map { "mail domains and classes of service were not all seen: \($0)" }
  }

  /// Where the account's password is kept, when not in Zimbra.
  func otherAuthentication(_ parts: EntryParts, _ domain: Domain?) -> String? {
    [parts.word(.authMech), domain?.authMech].compactMap(\.self).first { $0 != "zimbra" }
  }

  /// Nil where the class of service that decides is hidden.
  func mayForward(_ parts: EntryParts, _ domain: Domain?) -> Bool? {
    if parts.entry.contains(AttributeType.forwardingFeature.key) {
      return !parts.says(.forwardingFeature, "false")
    }
    guard let cos = parts.word(.cosID) ?? domain?.defaultCOS ?? defaultCOS else {
      return isWhole ? nil : true
    }
    return mayForward[cos] ?? (isWhole ? nil : true)
  }
}

private func zimbraMailbox(
  _ entry: Entry, _ context: ReadingContext, _ settings: ZimbraSettings
) -> EntryReading {
  var parts = EntryParts(entry)
  if let reason = parts.reasonForNoMailbox(
    groups: ["zimbradistributionlist", "zimbragroup", "zimbradynamicgroup"])
  {
    return .skipped(reason: reason)
  }
  if parts.isAny(of: ["zimbraalias"]) { return .skipped(reason: "alias of another entry") }
  if parts.isAny(of: ["zimbradomain"]) { return .skipped(reason: "mail domain") }
  if parts.says(.isExternal, "true") {
    return .skipped(reason: "external virtual account, which has no mailbox")
  }
  let delivery = parts.addresses([.deliveryAddress])
  let others = parts.addresses([.mail, .mailAlias])
  guard let primary = delivery.first ?? others.first else {
    return .skipped(reason: parts.reasonForNoAddress([.mail, .deliveryAddress]))
  }
  // A list's members stand where an account's forwarding does.
  guard
    parts.hasClass || entry.contains(AttributeType.accountStatus.key)
      || entry.contains(AttributeType.deliveryAddress.key)
  else { return .skipped(reason: EntryParts.noClass) }
  let domain = settings.domains[primary.domain]
  var hidden: Set<Mailbox.Fact> = []
  var targets = parts.forwarding([.forwardingAddress])
  switch settings.mayForward(parts, domain) {
  case true?:
    let own = parts.listedAddresses(.prefForwarding)
    targets.other += own.other
    for address in own.known where !targets.known.contains(address) {
      targets.known.append(address)
    }
  case false?: break
  case nil:
    parts.leaveOut("zimbraCOS: hidden, so that nobody can tell whether forwarding is in force")
    if entry.contains(AttributeType.prefForwarding.key) { hidden.insert(.forwarding) }
  }
  var password = zimbraPassword(parts, elsewhere: settings.otherAuthentication(parts, domain))
  if domain == nil, !parts.entry.contains(AttributeType.authMech.key) {
    // Where its passwords are kept is said by the domain alone.
    if settings.isWhole {
      parts.leaveOut("zimbraDomain: hidden, so that nobody can tell where its passwords are kept")
      password = .unknown(
        reason: LocalizedText(
          vi: "không đọc được mục zimbraDomain của \(primary.domain), nơi ghi hệ thống xác thực",
          en: "the zimbraDomain entry of \(primary.domain), which says where passwords are kept, "
            + "is not readable"))
    } else {
      parts.leaveOut(
        "zimbraDomain: its entry is not in the file; its passwords are taken for Zimbra's own")
    }
  }
  let isService =
    parts.isAny(of: ["zimbracalendarresource"]) || parts.says(.isSystemAccount, "true")
    || parts.says(.isSystemResource, "true")
  var mailbox = Mailbox(
    primary: primary, aliases: others.filter { $0 != primary },
    alternates: parts.addresses([.recoveryAddress]), forwarding: targets.known,
    unresolvedForwarding: targets.other,
    ownerName: parts.ownerName(), units: parts.units([.ou]),
    kind: isService ? .service : parts.kind,
    status: zimbraStatus(entry.first(AttributeType.accountStatus.key), domain: domain?.status),
    password: password,
    created: parts.latest([.created]) ?? parts.latest([.createTimestamp]),
    lastLogin: parts.latest([.lastLogon]),
    entry: DirectoryEvidence(
      source: context.source, dn: entry.dn, attribute: parts.evidence(.passwordModified)))
  mailbox.hidden = hidden
  return .mailbox(
    mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.passwordModified))
}

private func zimbraPassword(_ parts: EntryParts, elsewhere: String?) -> Mailbox.Password {
  if let elsewhere { return .elsewhere(elsewhere) }
  let changed = parts.changed(.passwordModified)
  guard parts.says(.mustChange, "true") else { return changed }
  if case .changed(let time) = changed { return .mustChange(issued: time) }
  return .mustChange(issued: nil)
}

/// A closed or locked domain closes or locks every account in it.
private func zimbraStatus(_ account: AttributeValue?, domain: AttributeValue?) -> Mailbox.Status {
  guard let account else { return .unknown }
  return .of([zimbraStatus(account)] + [domain].compactMap { $0.map(zimbraStatus) })
}

private func zimbraStatus(_ value: AttributeValue) -> Mailbox.Status {
  switch value.repairedText.lowercased() {
  case "active": .active
  case "locked", "lockout", "maintenance": .locked
  case "closed", "pending", "suspended", "shutdown": .disabled
  default: .unknown
  }
}
