package import OfficialMail

/// The mailboxes of several directories, one for each address: the directory named first wins,
/// the others fill what it does not say.
///
/// A mailbox whose primary address is an alias in an earlier directory is the same mailbox, unless
/// two there have that alias.
package func merged(_ pulls: [DirectoryPull]) -> [Mailbox] {
  guard pulls.count > 1 else { return pulls.first?.mailboxes ?? [] }
  var mailboxes: [Mailbox] = []
  var positions: [EmailAddress: Int] = [:]
  var aliases = Aliases()
  for pull in pulls {
    let known = mailboxes.count
    for mailbox in pull.mailboxes {
      if let position = positions[mailbox.primary] ?? aliases.owner(of: mailbox.primary) {
        mailboxes[position].fillGaps(from: mailbox)
      } else {
        positions[mailbox.primary] = mailboxes.count
        mailboxes.append(mailbox)
      }
    }
    // A directory's own mailboxes stay apart, as it has them.
    for position in known..<mailboxes.count {
      aliases.add(mailboxes[position].aliases, of: position)
    }
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
  fileprivate mutating func fillGaps(from other: Mailbox) {
    if aliases.isEmpty { aliases = other.aliases.filter { $0 != primary } }
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
    if case .unknown = password {
      if case .unknown = other.password {
      } else {
        password = other.password
        filledIn[.password] = other.entry
      }
    }
    created = created ?? other.created
    lastLogin = lastLogin ?? other.lastLogin
  }
}
