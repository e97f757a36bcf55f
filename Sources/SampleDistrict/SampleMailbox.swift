import OfficialMail

/// A mailbox of the district: what its directory entry says.
struct SampleMailbox: Sendable {
  /// What the directory tells of the password; times in seconds of UTC.
  enum Password: Sendable, Hashable {
    case changed(Timestamp)
    /// An issued password that the owner must change.
    case issued(Timestamp?)
    case unreadable
  }

  /// Code of the agency that answers for it at the audit date.
  var agency: String
  /// The organisational unit its entry lies in.
  var container: String
  /// The entry's own `ou`.
  var unit: String
  var uid: String
  /// Official and other addresses of `mail`, the primary first.
  var mail: [String]
  var owner: Person?
  var name: String
  var kind: Mailbox.Kind
  var host: MailHost
  var created: Timestamp
  var password: Password
  /// `pwdAccountLockedTime` as it stands in the entry.
  var locked: String?
  var alternates: [String] = []
  var forwarding: [String] = []
  /// Takes part in ordinary traffic.
  var isBusy = true

  var primary: String { mail[0] }
}

/// The two mail hosts, each with its own mailboxes.
enum MailHost: Int, Sendable, Hashable, CaseIterable {
  case mail1, mail2

  var name: String { self == .mail1 ? "mail1" : "mail2" }
  var fullName: String { "\(name).songma.gov.example" }
  var address: String { self == .mail1 ? "10.10.1.11" : "10.10.1.12" }
  var other: MailHost { self == .mail1 ? .mail2 : .mail1 }
}
