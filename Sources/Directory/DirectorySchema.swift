import LDAP
import OfficialMail

/// How one directory product says what a mailbox is: which attributes, and what they mean.
///
/// A product is one file in `Schemas/` and one line in `all`.
struct DirectorySchema: Sendable {
  let name: SchemaName
  /// Asked for by name: operational attributes come no other way.
  let attributes: [String]
  /// Attribute types, in lower case, that tell this product's entries in an LDIF file.
  let markers: Set<String>
  /// Whether a server's root DSE (RFC 4512, section 5.1) is this product's.
  let isServed: @Sendable (_ rootDSE: Entry) -> Bool
  let reading: @Sendable (_ entry: Entry, _ context: ReadingContext) -> EntryReading

  static let all: [DirectorySchema] = [.openLDAP]

  /// Of a file nobody names the product; an attribute that only one product has does.
  static func recognised(in page: [Entry]) -> DirectorySchema {
    all.first { schema in
      page.contains { entry in schema.markers.contains { entry.contains($0) } }
    } ?? .openLDAP
  }
}

/// The products that `--schema` names.
package enum SchemaName: String, Sendable, Hashable, CaseIterable {
  case openLDAP = "openldap"
  case activeDirectory = "active-directory"
  case zimbra
  case port389 = "389ds"
  case freeIPA = "freeipa"
  case samba, shadow, iplanet
}

/// Which product a directory is.
package enum SchemaChoice: Sendable, Hashable {
  /// Told by the root DSE, or by a file's attributes.
  case auto
  case named(SchemaName)

  /// Reads `auto` or a product's name; nil for anything else.
  package init?(_ text: String) {
    if text == "auto" {
      self = .auto
    } else if let name = SchemaName(rawValue: text) {
      self = .named(name)
    } else {
      return nil
    }
  }
}

/// What a schema needs besides the entry.
struct ReadingContext: Sendable {
  /// The server's URL or the LDIF file.
  var source: String
  /// The moment that ends in time are compared with.
  var asOf: Timestamp
}

/// What one entry comes to.
enum EntryReading: Sendable {
  /// A mailbox, and what was left out of it, in words.
  case mailbox(Mailbox, leftOut: [String])
  /// No mailbox, for a reason that is the same for all such entries.
  case skipped(reason: String)
}
