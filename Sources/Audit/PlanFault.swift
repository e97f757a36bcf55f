package import OfficialMail

/// A plan that cannot be carried out.
package enum PlanFault: Fault {
  case unknownTimeZone(String, policy: String)
  case unreadable(path: String, reason: String)

  package var blame: Blame { .commandLine }

  package var description: String {
    switch self {
    case .unknownTimeZone(let name, let policy):
      "policy \(policy) counts days in the time zone \(name), which this machine does not know; "
        + "install tzdata or correct the policy"
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    }
  }
}
