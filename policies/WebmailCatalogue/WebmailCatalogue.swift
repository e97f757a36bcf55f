public import OfficialMail

/// Free mail by exact domain name, with family and provenance, and the mail that comes with an
/// internet subscription in Việt Nam as a class of its own.
///
/// A wrong name accuses people: a name stands here only if its provider hands it to anybody, or
/// once did. Look-alikes (`gmail.com.vn`), schools and throw-away domains have no place here.
public let webmailCatalogue = WebmailCatalogue(webmailTable.flatMap(\.entries))

/// Names of one family that are known from the same kind of source.
package struct CatalogueRow: Sendable {
  package let family: String
  package let `class`: WebmailCatalogue.Class
  package let provenance: String
  /// Separated by white space.
  package let names: String

  init(
    _ family: String, _ class: WebmailCatalogue.Class = .webmail, from provenance: String,
    _ names: String
  ) {
    self.family = family
    self.class = `class`
    self.provenance = provenance
    self.names = names
  }

  package var entries: [WebmailCatalogue.Entry] {
    names.split(whereSeparator: \.isWhitespace).compactMap { MailDomain($0) }.map {
      WebmailCatalogue.Entry(
        domain: $0, family: family, class: `class`, provenance: provenance)
    }
  }
}

/// Every row, so that a test can find what a dictionary would hide: names twice, names unreadable.
package let webmailTable: [CatalogueRow] =
  worldwideProviders + germanProviders + independentProviders + asianProviders + russianProviders
  + vietnameseProviders

/// The kinds of source a name was taken from.
enum Provenance {
  static let ownSignUp = "provider's own sign-up domain"
  static let ownCountry = "provider's own domain for a country"
  static let formerSignUp = "provider's own domain, handed out formerly and still served"
  static let publicLists = "named in two public lists of free mail"
  static let providerSettings = "named in public mail client settings for the provider"
  static let addressesSeen = "provider's own mail domain, in public addresses of subscribers"
}
