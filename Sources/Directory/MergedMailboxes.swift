package import OfficialMail

extension Mailbox {
  /// One mailbox an address out of several directories: the first named wins, the others fill
  /// what it leaves open.
  package static func merged(_ directories: [[Mailbox]]) -> [Mailbox] {
    guard directories.count > 1 else { return directories.first ?? [] }
    var merged: [Mailbox] = []
    var places: [EmailAddress: Int] = [:]
    for mailbox in directories.joined() {
      if let place = places[mailbox.primary] {
        merged[place].fillGaps(from: mailbox)
      } else {
        places[mailbox.primary] = merged.count
        merged.append(mailbox)
      }
    }
    return merged
  }

  private mutating func fillGaps(from other: Mailbox) {
    if case .unknown = password { password = other.password }
    if status == .unknown { status = other.status }
    if ownerName.isEmpty { ownerName = other.ownerName }
    if units.isEmpty { units = other.units }
    if aliases.isEmpty { aliases = other.aliases }
    if alternates.isEmpty { alternates = other.alternates }
    if forwarding.isEmpty { forwarding = other.forwarding }
    created = created ?? other.created
    lastLogin = lastLogin ?? other.lastLogin
  }
}
