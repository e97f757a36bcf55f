public import OfficialMail

/// What an office demands of official e-mail: the rules, and all they are judged by.
///
/// ```swift
/// public let ourPolicy = Policy(
///   id: "our-province", title: LocalizedText(vi: "…", en: "…"),
///   officialDomains: ["province.gov.vn"], webmail: catalogue, ownerNames: vietnameseNames,
///   office: ourOffice, rules: [passwordAge, initialPassword])
/// ```
public struct Policy: Sendable {
  /// Lower-case words joined by hyphens: `song-ma`.
  public var id: String
  public var title: LocalizedText
  /// The zone in which days are counted, by its name in the time zone database.
  public var timeZone: String
  /// The language of results where none is asked for.
  public var language: Language
  /// Suffixes: the domains themselves and all below them are official.
  public var officialDomains: [MailDomain]
  /// All that this policy calls webmail, and nothing else.
  public var webmail: WebmailCatalogue
  public var ownerNames: OwnerNames
  public var office: IssuingOffice
  public var rules: [Rule]
  public var waivers: [Waiver]
  /// Domains that could not be read; `failures()` reports them.
  let unreadableDomains: [String]

  public init(
    id: String, title: LocalizedText, timeZone: String = "Asia/Ho_Chi_Minh",
    language: Language = .vi, officialDomains: [String], webmail: WebmailCatalogue,
    ownerNames: OwnerNames, office: IssuingOffice, rules: [Rule], waivers: [Waiver] = []
  ) {
    self.id = id
    self.title = title
    self.timeZone = timeZone
    self.language = language
    self.officialDomains = officialDomains.compactMap { MailDomain($0) }
    unreadableDomains = officialDomains.filter { MailDomain($0) == nil }
    self.webmail = webmail
    self.ownerNames = ownerNames
    self.office = office
    self.rules = rules
    self.waivers = waivers
  }

  /// Whether a domain is official under this policy.
  public func isOfficial(_ domain: MailDomain) -> Bool {
    officialDomains.contains { domain.isAtOrBelow($0) }
  }
}
