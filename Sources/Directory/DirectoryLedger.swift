/// What one directory pull read and what it could not: every entry is accounted for.
public struct DirectoryLedger: Sendable, Hashable, Codable {
  /// Entries passed over for one reason.
  public struct Skipped: Sendable, Hashable, Codable {
    public var reason: String
    public var entries: Int
    /// The first few DNs.
    public var examples: [String]

    public init(reason: String, entries: Int, examples: [String]) {
      self.reason = reason
      self.entries = entries
      self.examples = examples
    }
  }

  /// The server's URL or the LDIF file, without credentials.
  public var source: String
  public var schema: String
  /// Search base; empty for a file.
  public var base: String
  /// Entries read, skipped ones included.
  public var entries: Int
  public var mailboxes: Int
  public var skipped: [Skipped]
  /// Mailboxes that were read without some value, which was unreadable.
  public var leftOut: [Skipped]
  /// Search references met and not followed.
  public var referrals: Int
  /// The pull is not the whole directory; `loss` says why.
  public var truncated: Bool
  public var loss: String?

  public init(
    source: String, schema: String, base: String, entries: Int = 0, mailboxes: Int = 0,
    skipped: [Skipped] = [], leftOut: [Skipped] = [], referrals: Int = 0, truncated: Bool = false,
    loss: String? = nil
  ) {
    self.source = source
    self.schema = schema
    self.base = base
    self.entries = entries
    self.mailboxes = mailboxes
    self.skipped = skipped
    self.leftOut = leftOut
    self.referrals = referrals
    self.truncated = truncated
    self.loss = loss
  }
}
