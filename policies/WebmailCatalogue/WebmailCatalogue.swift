public import OfficialMail

/// Free mail by exact domain name, with family and provenance, and the mail that comes with an
/// internet subscription in Việt Nam as a class of its own.
///
/// A wrong name accuses people: a name stands here only if its provider hands it to anybody, or
/// did so once and still serves it.
public let webmailCatalogue = WebmailCatalogue(webmailTable.flatMap(\.entries))

/// Names of one family that are known from the same kind of source.
struct CatalogueRow {
  let family: String
  let `class`: WebmailCatalogue.Class
  let provenance: String
  /// Separated by white space.
  let names: String

  init(
    _ family: String, _ class: WebmailCatalogue.Class = .webmail, from provenance: String,
    _ names: String
  ) {
    self.family = family
    self.class = `class`
    self.provenance = provenance
    self.names = names
  }

  var entries: [WebmailCatalogue.Entry] {
    names.split(whereSeparator: \.isWhitespace).compactMap { MailDomain($0) }.map {
      WebmailCatalogue.Entry(
        domain: $0, family: family, class: `class`, provenance: provenance)
    }
  }
}

/// Every row, so that a test can find what a dictionary would hide: names twice, names unreadable.
let webmailTable: [CatalogueRow] = [
  CatalogueRow("google", from: "provider's own sign-up domain", "gmail.com googlemail.com"),
  CatalogueRow("yahoo", from: "provider's own sign-up domain", "yahoo.com yahoo.com.vn"),
  CatalogueRow("vnpt", .isp, from: "provider's own mail domain", "vnn.vn hcm.vnn.vn"),
]
