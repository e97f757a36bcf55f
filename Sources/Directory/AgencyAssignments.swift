package import OfficialMail

/// Collects which agency each mailbox belongs to, and the mailboxes that two claim: a letter about
/// one of those would go to the wrong office as likely as not.
package struct AgencyAssignments {
  private let register: AgencyRegister
  private let day: Day
  private var contested: [(mailbox: EmailAddress, agencies: [String])] = []
  private var contestedCount = 0

  package init(register: AgencyRegister, on day: Day) {
    self.register = register
    self.day = day
  }

  /// The agency's code, or `Agency.unassigned`.
  package mutating func code(of mailbox: Mailbox) -> String {
    let assignment = register.assignment(for: mailbox, on: day)
    if case .ambiguous(let codes) = assignment {
      contestedCount += 1
      if contested.count < 2 { contested.append((mailbox.primary, codes)) }
    }
    return assignment.code
  }

  /// - Parameter path: the register's file.
  /// - Throws: a `Fault` that names mailboxes which two agencies claim, and the agencies.
  package func check(register path: String) throws {
    guard contestedCount > 0 else { return }
    let named = contested.map {
      "\(path): \($0.mailbox) is in two agencies: \($0.agencies.joined(separator: " and "))."
    }
    let more = contestedCount - named.count
    throw DirectoryFault(
      .commandLine,
      (named + [
        (more > 0 ? "\(more) more mailboxes are. " : "")
          + "Say in the register which agency is the other's parent, or give one of them the unit."
      ]).joined(separator: "\n"))
  }
}
