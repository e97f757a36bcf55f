import LDAP
import OfficialMail

/// By Zimbra's attrs.xml, which Carbonio has taken over.
extension AttributeType {
  fileprivate static let accountStatus = AttributeType("zimbraAccountStatus")
  fileprivate static let authMech = AttributeType("zimbraAuthMech")
  fileprivate static let calendarType = AttributeType("zimbraCalResType")
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
          .objectClass, .isExternal, .isSystemAccount, .isSystemResource, .calendarType,
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
  /// Classes of service in which users may not forward, by id.
  var withoutForwarding: Set<String> = []
  /// The class of accounts that name none, where neither they nor their domain does.
  private var defaultCOS: String?
  var loss: String?

  init(of surroundings: any Surroundings) async throws {
    var found = (domains: domains, withoutForwarding: withoutForwarding, defaultCOS: defaultCOS)
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
        if parts.says(.forwardingFeature, "false") { found.withoutForwarding.insert(id) }
        if parts.says(.cn, "default") { found.defaultCOS = id }
      }
    }
    domains = found.domains
    withoutForwarding = found.withoutForwarding
    defaultCOS = found.defaultCOS
    loss = truncation.map { "mail domains and classes of service were not all seen: \($0)" }
  }

  /// Where the account's password is kept, when not in Zimbra.
  func otherAuthentication(_ parts: EntryParts, _ domain: Domain?) -> String? {
    [parts.word(.authMech), domain?.authMech].compactMap(\.self).first { $0 != "zimbra" }
  }

  func mayForward(_ parts: EntryParts, _ domain: Domain?) -> Bool {
    if parts.entry.contains(AttributeType.forwardingFeature.key) {
      return !parts.says(.forwardingFeature, "false")
    }
    guard let cos = parts.word(.cosID) ?? domain?.defaultCOS ?? defaultCOS else { return true }
    return !withoutForwarding.contains(cos)
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
  let domain = settings.domains[primary.domain]
  if domain == nil {
    parts.leaveOut("zimbraDomain: its entry was not seen; its passwords are taken for Zimbra's own")
  }
  var forwarding = parts.addresses([.forwardingAddress])
  if settings.mayForward(parts, domain) {
    for address in parts.listedAddresses(.prefForwarding) where !forwarding.contains(address) {
      forwarding.append(address)
    }
  }
  let password = zimbraPassword(parts, elsewhere: settings.otherAuthentication(parts, domain))
  let isService =
    parts.isAny(of: ["zimbracalendarresource"]) || parts.says(.isSystemAccount, "true")
    || parts.says(.isSystemResource, "true")
  let mailbox = Mailbox(
    primary: primary, aliases: others.filter { $0 != primary },
    alternates: parts.addresses([.recoveryAddress]), forwarding: forwarding,
    ownerName: parts.ownerName(), units: parts.units([.ou]),
    kind: isService ? .service : parts.kind,
    status: zimbraStatus(entry.first(AttributeType.accountStatus.key), domain: domain?.status),
    password: password,
    created: parts.latest([.created]) ?? parts.latest([.createTimestamp]),
    lastLogin: parts.latest([.lastLogon]),
    entry: DirectoryEvidence(
      source: context.source, dn: entry.dn, attribute: parts.evidence(.passwordModified)))
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
  let states = [account, domain].map { $0.map(zimbraStatus) }
  guard let own = states[0] else { return .unknown }
  if own == .unknown || states[1] == .unknown { return .unknown }
  return .of(
    disabled: states.contains(.disabled), expired: false, locked: states.contains(.locked))
}

private func zimbraStatus(_ value: AttributeValue) -> Mailbox.Status {
  switch value.repairedText.lowercased() {
  case "active": .active
  case "locked", "lockout", "maintenance": .locked
  case "closed", "pending", "suspended", "shutdown": .disabled
  default: .unknown
  }
}
