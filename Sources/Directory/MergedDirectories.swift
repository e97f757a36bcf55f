package import OfficialMail

/// The mailboxes of several directories, one for each address: the directory named first wins,
/// the others fill what it does not say.
package func merged(_ pulls: [DirectoryPull]) -> [Mailbox] {
  guard pulls.count > 1 else { return pulls.first?.mailboxes ?? [] }
  var mailboxes: [Mailbox] = []
  var positions: [EmailAddress: Int] = [:]
  for mailbox in pulls.lazy.flatMap(\.mailboxes) {
    if let position = positions[mailbox.primary] {
      mailboxes[position].fillGaps(from: mailbox)
    } else {
      positions[mailbox.primary] = mailboxes.count
      mailboxes.append(mailbox)
    }
  }
  return mailboxes
}

extension Mailbox {
  fileprivate mutating func fillGaps(from other: Mailbox) {
    if aliases.isEmpty { aliases = other.aliases }
    if alternates.isEmpty { alternates = other.alternates }
    if forwarding.isEmpty { forwarding = other.forwarding }
    if ownerName.isEmpty { ownerName = other.ownerName }
    if units.isEmpty { units = other.units }
    if status == .unknown { status = other.status }
    if case .unknown = password {
      if case .unknown = other.password {} else { password = other.password }
    }
    created = created ?? other.created
    lastLogin = lastLogin ?? other.lastLogin
  }
}
