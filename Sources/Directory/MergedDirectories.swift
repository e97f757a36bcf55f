package import OfficialMail

/// The mailboxes of several directories, one for each address: the directory named first wins,
/// the others fill what it does not say. A password that is kept elsewhere is filled in by the
/// directory that can be meant.
///
/// A mailbox that one directory knows by another of its addresses is the same mailbox, unless two
/// have that address, or one directory has a mailbox of its own for each.
package func merged(_ pulls: [DirectoryPull]) -> [Mailbox] {
  guard pulls.count > 1 else { return pulls.first?.mailboxes ?? [] }
  var mailboxes: [Mailbox] = []
  var positions: [EmailAddress: Int] = [:]
  var owners = AddressOwners()
  for pull in pulls {
    var targets = pull.mailboxes.map { positions[$0.primary] }
    // What one directory keeps apart stays apart.
    var claims: [Int: Int] = [:]
    for target in targets { if let target { claims[target, default: 0] += 1 } }
    let others = pull.mailboxes.indices.map { index in
      targets[index] == nil ? owners.owner(of: pull.mailboxes[index].addresses) : nil
    }
    for other in others { if let other { claims[other, default: 0] += 1 } }
    for (index, other) in others.enumerated() {
      if let other, claims[other] == 1 { targets[index] = other }
    }
    var touched: Set<Int> = []
    for (mailbox, target) in zip(pull.mailboxes, targets) {
      let position = target ?? mailboxes.count
      if target == nil {
        mailboxes.append(mailbox)
      } else {
        mailboxes[position].fillGaps(from: mailbox, of: SchemaName(rawValue: pull.ledger.schema))
      }
      positions[mailbox.primary] = position
      touched.insert(position)
    }
    for position in touched { owners.add(mailboxes[position].addresses, of: position) }
  }
  return mailboxes
}

/// Who has an address alone.
private struct AddressOwners {
  private var owners: [EmailAddress: Int] = [:]
  private var shared: Set<EmailAddress> = []

  mutating func add(_ addresses: [EmailAddress], of position: Int) {
    for address in addresses {
      if let other = owners.updateValue(position, forKey: address), other != position {
        shared.insert(address)
      }
    }
  }

  /// The only one who has any of the addresses.
  func owner(of addresses: [EmailAddress]) -> Int? {
    let found = Set(addresses.filter { !shared.contains($0) }.compactMap { owners[$0] })
    return found.count == 1 ? found.first : nil
  }
}

extension Mailbox {
  /// - Parameter product: the other directory's.
  fileprivate mutating func fillGaps(from other: Mailbox, of product: SchemaName?) {
    for address in other.addresses where address != primary && !aliases.contains(address) {
      aliases.append(address)
    }
    // What one of them hides, the other cannot deny.
    hidden.formUnion(other.hidden)
    if alternates.isEmpty, !other.alternates.isEmpty {
      alternates = other.alternates
      filledIn[.alternates] = other.entry
    }
    if forwarding.isEmpty, unresolvedForwarding.isEmpty,
      !other.forwarding.isEmpty || !other.unresolvedForwarding.isEmpty
    {
      forwarding = other.forwarding
      unresolvedForwarding = other.unresolvedForwarding
      filledIn[.forwarding] = other.entry
    }
    if ownerName.isEmpty { ownerName = other.ownerName }
    if units.isEmpty { units = other.units }
    if status == .unknown { status = other.status }
    if password.isGap(for: product), !other.password.isGap(for: nil) {
      password = other.password
      filledIn[.password] = other.entry
    }
    created = created ?? other.created
    lastLogin = lastLogin ?? other.lastLogin
  }
}

extension Mailbox.Password {
  /// Whether nothing is known, or the other directory can be the one where the password is kept.
  ///
  /// - Parameter product: the other directory's; nil for any question but that.
  fileprivate func isGap(for product: SchemaName?) -> Bool {
    switch self {
    case .unknown: true
    // Zimbra's words for where an account is authenticated.
    case .elsewhere("ad"): product == .activeDirectory
    case .elsewhere("kerberos5"): product == .activeDirectory || product == .freeIPA
    case .elsewhere("ldap"): product != nil && product != .zimbra
    default: false
    }
  }
}
