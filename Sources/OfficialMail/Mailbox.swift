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
    /// The owner must change an issued password; `issued` where the directory says when.
    case mustChange(issued: Timestamp?)
    case neverSet(issued: Timestamp?)
    /// The password lives in another system, named here.
    case elsewhere(String)
    /// The directory does not say; the reason in words that go on after a colon.
    case unknown(reason: LocalizedText)

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
  public var ownerName: String
  /// Organisational units, as the directory spells them.
  public var units: [String]
  public var kind: Kind
  public var status: Status
  public var password: Password
  public var created: Timestamp?
  public var lastLogin: Timestamp?
  /// The directory entry it was read from.
  public var entry: DirectoryEvidence

  public init(
    primary: EmailAddress, aliases: [EmailAddress] = [], alternates: [EmailAddress] = [],
    forwarding: [EmailAddress] = [], ownerName: String = "", units: [String] = [],
    kind: Kind = .personal, status: Status = .active, password: Password,
    created: Timestamp? = nil, lastLogin: Timestamp? = nil, entry: DirectoryEvidence
  ) {
    self.primary = primary
    self.aliases = aliases
    self.alternates = alternates
    self.forwarding = forwarding
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
