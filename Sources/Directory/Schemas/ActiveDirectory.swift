import LDAP
import OfficialMail

extension AttributeType {
  // MS-ADA1 to MS-ADA3.
  fileprivate static let accountExpires = AttributeType("accountExpires")
  fileprivate static let computedControl = AttributeType("msDS-User-Account-Control-Computed")
  fileprivate static let department = AttributeType("department")
  fileprivate static let lastLogon = AttributeType("lastLogon")
  fileprivate static let lastLogonTimestamp = AttributeType("lastLogonTimestamp")
  fileprivate static let lockoutTime = AttributeType("lockoutTime")
  fileprivate static let objectCategory = AttributeType("objectCategory")
  fileprivate static let objectGUID = AttributeType("objectGUID")
  fileprivate static let otherMailbox = AttributeType("otherMailbox")
  fileprivate static let proxyAddresses = AttributeType("proxyAddresses")
  fileprivate static let pwdLastSet = AttributeType("pwdLastSet")
  fileprivate static let sAMAccountName = AttributeType("sAMAccountName")
  fileprivate static let userAccountControl = AttributeType("userAccountControl")
  fileprivate static let whenCreated = AttributeType("whenCreated")
  // Exchange's.
  fileprivate static let altRecipient = AttributeType("altRecipient")
  fileprivate static let genericForwarding = AttributeType("msExchGenericForwardingAddress")
  fileprivate static let masterAccount = AttributeType("msExchMasterAccountSid")
  fileprivate static let recipientType = AttributeType("msExchRecipientTypeDetails")
  fileprivate static let targetAddress = AttributeType("targetAddress")
}

extension DirectorySchema {
  /// Active Directory, Samba's domain controllers among them, with Exchange's attributes where
  /// there is one.
  static let activeDirectory = DirectorySchema(
    name: .activeDirectory, product: "Active Directory",
    attributes: [
      (.entry, [.objectClass, .employeeType, .recipientType]),
      (.addresses, [.mail, .proxyAddresses, .otherMailbox]),
      (.owner, [.displayName, .cn]),
      (.agency, [.department, .ou]),
      (.password, [.pwdLastSet, .userAccountControl, .masterAccount]),
      (.status, [.accountExpires, .lockoutTime, .computedControl]),
      (.created, [.whenCreated]),
      (.lastLogin, [.lastLogonTimestamp, .lastLogon]),
      (.forwarding, [.altRecipient, .genericForwarding]),
    ],
    identity: .objectGUID, passwordTime: .pwdLastSet,
    alwaysPresent: [.pwdLastSet, .userAccountControl],
    tellsRights: false,
    mark: having(.objectGUID, .userAccountControl, .pwdLastSet, .objectCategory),
    hint: having(.sAMAccountName),
    advice: .activeDirectory,
    reader: { surroundings in
      let targets = try await redirectTargets(in: surroundings)
      return EntryReader(
        read: { activeDirectoryMailbox($0, $1, targets: targets.addresses) }, loss: targets.loss)
    })

  /// The addresses behind every `altRecipient` of the directory, which names entries by their DN.
  private static func redirectTargets(
    in surroundings: any Surroundings
  ) async throws -> (addresses: [String: EmailAddress], loss: String?) {
    var names: Set<String> = []
    let truncation = try await surroundings.visit(
      .having(.altRecipient), attributes: [.altRecipient]
    ) { entry in
      names.formUnion(entry.values(AttributeType.altRecipient.key).compactMap(\.text))
    }
    let entries = try await surroundings.entries(
      named: names, attributes: [.objectClass, .mail, .proxyAddresses, .targetAddress])
    let addresses = entries.compactMapValues(deliveryAddress)
    let loss = truncation.map { "entries that mail is forwarded to were not all seen: \($0)" }
    return (addresses, loss)
  }

  /// Where mail to an entry ends: a contact's and a mail user's is somewhere else.
  private static func deliveryAddress(_ entry: Entry) -> EmailAddress? {
    var parts = EntryParts(entry)
    if let target = parts.proxyAddresses(.targetAddress).all.first { return target }
    return parts.proxyAddresses(.proxyAddresses).primary ?? parts.addresses([.mail]).first
  }
}

private func activeDirectoryMailbox(
  _ entry: Entry, _ context: ReadingContext, targets: [String: EmailAddress]
) -> EntryReading {
  var parts = EntryParts(entry)
  if let reason = parts.reasonForNoMailbox(groups: ["group", "msexchdynamicdistributionlist"]) {
    return .skipped(reason: reason)
  }
  if parts.isAny(of: ["computer"]) { return .skipped(reason: "computer") }
  if parts.isAny(of: ["contact"]) { return .skipped(reason: "contact") }
  if parts.isAny(of: ["publicfolder"]) { return .skipped(reason: "public folder") }
  let proxies = parts.proxyAddresses(.proxyAddresses)
  let mail = parts.addresses([.mail])
  guard let primary = proxies.primary ?? mail.first ?? proxies.all.first else {
    return .skipped(reason: parts.reasonForNoAddress([.mail, .proxyAddresses]))
  }
  // A contact or a list that was exported without its class would look like a mailbox.
  guard
    parts.hasClass || entry.contains(AttributeType.userAccountControl.key)
      || entry.contains(AttributeType.pwdLastSet.key)
  else { return .skipped(reason: EntryParts.noClass) }
  var aliases: [EmailAddress] = []
  for address in proxies.all + mail where address != primary && !aliases.contains(address) {
    aliases.append(address)
  }
  let account = WindowsAccount(parts)
  let password = account.password(parts)
  let generic = parts.proxyAddresses(.genericForwarding)
  var forwarding = generic.all
  var unresolved = generic.other
  for text in parts.texts(.altRecipient) {
    if let target = targets[text] {
      if !forwarding.contains(target) { forwarding.append(target) }
    } else {
      unresolved.append(text)
    }
  }
  let mailbox = Mailbox(
    primary: primary, aliases: aliases, alternates: parts.addresses([.otherMailbox]),
    forwarding: forwarding, unresolvedForwarding: unresolved, ownerName: parts.ownerName(),
    units: parts.units([.department, .ou]), kind: account.kind ?? parts.kind,
    status: account.status(parts, on: context.asOf), password: password,
    created: try? parts.time(.whenCreated)?.get(),
    lastLogin: parts.latest([.lastLogonTimestamp, .lastLogon], as: .fileTime),
    entry: DirectoryEvidence(
      source: context.source, dn: entry.dn, attribute: parts.evidence(.pwdLastSet, as: .fileTime)))
  return .mailbox(
    mailbox, leftOut: parts.leftOut, lacksPasswordTime: password == .missing(.pwdLastSet))
}

/// The account behind a mailbox.
private struct WindowsAccount {
  /// `userAccountControl` (MS-ADTS, section 2.2.16); nil where it is not to be read, since every
  /// account has it.
  private let control: Int64?
  /// `msExchRecipientTypeDetails`; 0 without Exchange.
  private let recipientType: Int64
  /// Whether the account that logs in is one of another forest.
  private let isLinked: Bool

  private static let disabled: Int64 = 0x2
  private static let lockedOut: Int64 = 0x10
  private static let passwordNotRequired: Int64 = 0x20
  private static let smartCardRequired: Int64 = 0x40000
  /// LinkedMailbox, LinkedUser, LinkedRoomMailbox.
  private static let linkedTypes: Set<Int64> = [0x2, 0x200_0000, 0x200_0000_0000]
  /// SharedMailbox, RemoteSharedMailbox, TeamMailbox, RemoteTeamMailbox, GroupMailbox.
  private static let unitTypes: Set<Int64> = [
    0x4, 0x8_0000_0000, 0x20_0000_0000, 0x40_0000_0000, 0x100_0000_0000,
  ]
  /// Rooms and equipment, local, remote and linked; then the system's own: attendant, system,
  /// arbitration, discovery, public folders, monitoring, audit log.
  private static let serviceTypes: Set<Int64> = [
    0x10, 0x20, 0x2_0000_0000, 0x4_0000_0000, 0x200_0000_0000, 0x2000, 0x4000, 0x80_0000,
    0x2000_0000, 0x10_0000_0000, 0x80_0000_0000, 0x400_0000_0000,
  ]
  /// S-1-5-10, SELF: Exchange writes it to shared mailboxes, and it names nobody else.
  private static let selfSID: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 5, 10, 0, 0, 0]

  init(_ parts: EntryParts) {
    control = parts.integer(.userAccountControl)
    recipientType = parts.integer(.recipientType) ?? 0
    let master = parts.entry.first(AttributeType.masterAccount.key)
    isLinked =
      WindowsAccount.linkedTypes.contains(recipientType)
      || master.map { !$0.bytes.elementsEqual(WindowsAccount.selfSID) && !$0.isWord("s-1-5-10") }
        ?? false
  }

  /// Nil where Exchange does not say.
  var kind: Mailbox.Kind? {
    if WindowsAccount.unitTypes.contains(recipientType) { return .unit }
    return WindowsAccount.serviceTypes.contains(recipientType) ? .service : nil
  }

  func status(_ parts: EntryParts, on moment: Timestamp) -> Mailbox.Status {
    guard let control else { return .unknown }
    return .of(
      disabled: control & WindowsAccount.disabled != 0 && !isLinked,
      expired: parts.isPast(.accountExpires, as: .fileTime, on: moment),
      locked: isLockedOut(parts, control))
  }

  // `lockoutTime` stays after the lock has ended; the server works out whether it has.
  private func isLockedOut(_ parts: EntryParts, _ control: Int64) -> Bool? {
    if let computed = parts.integer(.computedControl) {
      return computed & WindowsAccount.lockedOut != 0
    }
    if control & WindowsAccount.lockedOut != 0 { return true }
    guard parts.entry.contains(AttributeType.lockoutTime.key) else { return false }
    return parts.integer(.lockoutTime).map { $0 != 0 }
  }

  private func has(_ flag: Int64) -> Bool { (control ?? 0) & flag != 0 }

  func password(_ parts: EntryParts) -> Mailbox.Password {
    if isLinked { return .elsewhere("linked account of another forest") }
    if has(WindowsAccount.smartCardRequired) { return .elsewhere("smart card") }
    guard parts.integer(.pwdLastSet) == 0 else { return parts.changed(.pwdLastSet, as: .fileTime) }
    // 0 alone does not say since when.
    guard has(WindowsAccount.passwordNotRequired) else {
      return .mustChange(issued: nil)
    }
    return .neverSet(issued: try? parts.time(.whenCreated)?.get())
  }
}
