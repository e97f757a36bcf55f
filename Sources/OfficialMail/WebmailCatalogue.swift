/// The free mail domains that a policy knows, each with its family and where the name comes from.
public struct WebmailCatalogue: Sendable {
  /// What kind of mail a domain offers.
  public enum Class: String, Sendable, Hashable, Codable, CaseIterable {
    /// Mailboxes anybody may open without an agreement.
    case webmail
    /// Mailboxes that come with an internet subscription.
    case isp
  }

  public struct Entry: Sendable, Hashable, Codable {
    public let domain: MailDomain
    /// The provider's family: `google`, `yahoo` ….
    public let family: String
    public let `class`: Class
    /// Where the name was read, and what it is.
    public let provenance: String

    public init(domain: MailDomain, family: String, class: Class, provenance: String) {
      self.domain = domain
      self.family = family
      self.class = `class`
      self.provenance = provenance
    }
  }

  private let byDomain: [MailDomain: Entry]

  /// A later entry for the same domain replaces an earlier one.
  public init(_ entries: some Sequence<Entry>) {
    byDomain = Dictionary(entries.map { ($0.domain, $0) }) { _, later in later }
  }

  /// The entry of exactly this name: `mail.gmail.com` has none.
  public subscript(domain: MailDomain) -> Entry? { byDomain[domain] }

  /// All entries, sorted by domain.
  public var entries: [Entry] { byDomain.values.sorted { $0.domain < $1.domain } }

  /// The catalogue of some classes alone.
  public func only(_ classes: Class...) -> WebmailCatalogue {
    WebmailCatalogue(byDomain.values.filter { classes.contains($0.class) })
  }

  public func contains(_ domain: MailDomain) -> Bool { byDomain[domain] != nil }
}
