import OfficialMail

/// Which mailbox an official address belongs to.
struct MailboxIndex {
  private var byAddress: [EmailAddress: Int] = [:]
  /// Aliases that two mailboxes claim: charging either would accuse by chance.
  private(set) var ambiguous: [EmailAddress: Set<EmailAddress>] = [:]

  init(_ mailboxes: [Mailbox]) {
    byAddress.reserveCapacity(mailboxes.count)
    for (index, mailbox) in mailboxes.enumerated() {
      byAddress[mailbox.primary.withoutTag] = index
    }
    let primaries = Set(byAddress.keys)
    for (index, mailbox) in mailboxes.enumerated() {
      for alias in mailbox.aliases.map(\.withoutTag) where !primaries.contains(alias) {
        if let other = byAddress[alias], other != index {
          ambiguous[alias, default: [mailboxes[other].primary]].insert(mailbox.primary)
        } else {
          byAddress[alias] = index
        }
      }
    }
    for alias in ambiguous.keys { byAddress[alias] = nil }
  }

  subscript(address: EmailAddress) -> Int? { byAddress[address.withoutTag] }
}
