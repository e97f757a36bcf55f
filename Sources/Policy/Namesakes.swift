import Dispatch
import OfficialMail
import Synchronization

/// Which local parts are the own ones, or the full names, of several mailboxes' owners: an address
/// that is called so tells nothing of whose it is.
///
/// Asked for only where a mailbox is about to be accused, and made then.
// A class so that it is made once for all threads.
final class Namesakes: Sendable {
  private let mailboxes: [MailboxFacts]
  private let names: OwnerNames
  private let shared = Mutex<Set<UInt64>?>(nil)

  init(of mailboxes: [MailboxFacts], names: OwnerNames) {
    self.mailboxes = mailboxes
    self.names = names
  }

  /// Whether owners of two mailboxes have a strong claim to the local part of `address`.
  func share(_ address: EmailAddress) -> Bool {
    guard let claim = Owner.claim(to: address) else { return false }
    return shared.withLock { shared in
      let known = shared ?? sharedClaims()
      shared = known
      return known.contains(claim)
    }
  }

  private func sharedClaims() -> Set<UInt64> {
    let stretch = 4096
    let claims = Mutex<[UInt64]>([])
    DispatchQueue.concurrentPerform(iterations: (mailboxes.count + stretch - 1) / stretch) {
      number in
      var own: [UInt64] = []
      for index in number * stretch..<min((number + 1) * stretch, mailboxes.count) {
        own += Set(Owner.strongClaims(of: mailboxes[index].mailbox, names: names))
      }
      claims.withLock { $0 += own }
    }
    let sorted = claims.withLock { $0 }.sorted()
    return Set(zip(sorted, sorted.dropFirst()).filter { $0 == $1 }.map(\.0))
  }
}
