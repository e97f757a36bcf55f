/// An official mailbox as its directory describes it.
public struct Mailbox: Sendable, Hashable, Codable {
  /// Whom a mailbox serves.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case personal, unit, service
    /// Citizens' reception.
    case reception
  }

  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case active, locked, disabled, expired, unknown
  }

  /// What is known of the password's age. Unknown is never an old date.
  public enum Password: Sendable, Hashable, Codable {
    case changed(Timestamp)
    /// The directory keeps the day alone, in UTC.
    case changedOn(Day)
    /// The owner must change an issued password; `issued` where the directory says when.
    case mustChange(issued: Timestamp?)
    case neverSet(issued: Timestamp?)
    /// The password lives in another system, named here.
    case elsewhere(String)
    /// The directory does not say; the reason in words that go on after a colon.
    case unknown(reason: LocalizedText)

    /// The word in exports: `changed`, `must-change`, `never-set`, `elsewhere`, `unknown`.
    package var word: String {
      switch self {
      case .changed, .changedOn: "changed"
      case .mustChange: "must-change"
      case .neverSet: "never-set"
      case .elsewhere: "elsewhere"
      case .unknown: "unknown"
      }
    }

    /// A reason that reads the same in every language.
    public static func unknown(reason: String) -> Password {
      .unknown(reason: LocalizedText(verbatim: reason))
    }
  }

  public var primary: EmailAddress
  /// Further official addresses that reach it.
  public var aliases: [EmailAddress]
  /// Addresses of the owner elsewhere, as listed in the directory.
  public var alternates: [EmailAddress]
  /// Where mail is forwarded, where that is in force.
  public var forwarding: [EmailAddress]
  /// Where else mail is forwarded, as the directory has it: DNs of entries whose address could not
  /// be found out, and values that are no address.
  public var unresolvedForwarding: [String]
  public var ownerName: String
  /// Organisational units, as the directory spells them.
  public var units: [String]
  public var kind: Kind
  public var status: Status
  public var password: Password
  public var created: Timestamp?
  public var lastLogin: Timestamp?
  /// What the directory keeps from the account that read it, or says in two ways: nothing there
  /// means nothing.
  public var hidden: Set<Fact> = []
  /// The directory entry it was read from.
  public var entry: DirectoryEvidence
  /// Entries of further directories, for what the first one did not say.
  public var filledIn: [Fact: DirectoryEvidence] = [:]

  public init(
    primary: EmailAddress, aliases: [EmailAddress] = [], alternates: [EmailAddress] = [],
    forwarding: [EmailAddress] = [], unresolvedForwarding: [String] = [], ownerName: String = "",
    units: [String] = [], kind: Kind = .personal, status: Status = .active, password: Password,
    created: Timestamp? = nil, lastLogin: Timestamp? = nil, entry: DirectoryEvidence
  ) {
    self.primary = primary
    self.aliases = aliases
    self.alternates = alternates
    self.forwarding = forwarding
    self.unresolvedForwarding = unresolvedForwarding
    self.ownerName = ownerName
    self.units = units
    self.kind = kind
    self.status = status
    self.password = password
    self.created = created
    self.lastLogin = lastLogin
    self.entry = entry
  }

  /// Every official address of the mailbox, the primary first.
  public var addresses: [EmailAddress] { [primary] + aliases }
}

extension Mailbox {
  /// What an accusation can rest on and another directory can fill in.
  public enum Fact: String, Sendable, Hashable, Codable, CodingKeyRepresentable {
    case password, forwarding, alternates
  }

  /// Where a fact was read.
  public func evidence(of fact: Fact) -> DirectoryEvidence { filledIn[fact] ?? entry }
}
