package import OfficialMail

/// The mailboxes of several directories, one for each address: the directory named first wins,
/// the others fill what it does not say. A password that is kept elsewhere is filled in by the
/// directory that can be meant.
///
/// A mailbox that one directory knows by another of its addresses is the same mailbox, unless two
/// there have that address, or the other directory has a mailbox of its own for each.
package func merged(_ pulls: [DirectoryPull]) -> [Mailbox] {
  guard pulls.count > 1 else { return pulls.first?.mailboxes ?? [] }
  var mailboxes: [Mailbox] = []
  var positions: [EmailAddress: Int] = [:]
  var aliases = Aliases()
  for pull in pulls {
    let own = Set(pull.mailboxes.map(\.primary))
    let known = mailboxes.count
    var touched = Set<Int>()
    for mailbox in pull.mailboxes {
      var position = positions[mailbox.primary]
      if position == nil {
        let others = Set(mailbox.aliases.compactMap { positions[$0] }.filter { $0 < known })
        let other = aliases.owner(of: mailbox.primary) ?? (others.count == 1 ? others.first : nil)
        if let other, !own.contains(mailboxes[other].primary) { position = other }
      }
      if let position {
        mailboxes[position].fillGaps(from: mailbox, of: SchemaName(rawValue: pull.ledger.schema))
        touched.insert(position)
      } else {
        positions[mailbox.primary] = mailboxes.count
        mailboxes.append(mailbox)
      }
    }
    // A directory's own mailboxes stay apart, as it has them.
    touched.formUnion(known..<mailboxes.count)
    for position in touched { aliases.add(mailboxes[position].aliases, of: position) }
  }
  return mailboxes
}

/// Who has an alias alone.
private struct Aliases {
  private var owners: [EmailAddress: Int] = [:]
  private var shared: Set<EmailAddress> = []

  mutating func add(_ aliases: [EmailAddress], of position: Int) {
    for alias in aliases {
      if let other = owners.updateValue(position, forKey: alias), other != position {
        shared.insert(alias)
      }
    }
  }

  func owner(of address: EmailAddress) -> Int? {
    shared.contains(address) ? nil : owners[address]
  }
}

extension Mailbox {
  /// - Parameter product: the other directory's.
  fileprivate mutating func fillGaps(from other: Mailbox, of product: SchemaName?) {
    if aliases.isEmpty { aliases = other.aliases.filter { $0 != primary } }
    if other.primary != primary, !aliases.contains(other.primary) { aliases.append(other.primary) }
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
