import LDAP
import OfficialMail

/// How one directory product says what a mailbox is: which attributes, and what they mean.
///
/// A product is one file in `Schemas/` and one line in `all`.
struct DirectorySchema: Sendable {
  let name: SchemaName
  /// The product in words.
  let product: String
  /// What is asked for, by what it is needed for; operational attributes come no other way than by
  /// their names.
  let attributes: [(purpose: Purpose, types: [AttributeType])]
  /// The attribute that is an entry's own for good.
  let identity: AttributeType
  /// Without it nothing is known of a password's age.
  let passwordTime: AttributeType
  /// What the product gives to every mailbox, so that one that came without was kept from this
  /// account.
  let alwaysPresent: Set<AttributeType>
  /// Attributes that say whether forwarding addresses are in force.
  let forwardingGates: Set<AttributeType>
  /// Whether the product looks at an account's rights before it says that an attribute has no
  /// value, as all but Active Directory do.
  let tellsRights: Bool
  /// The attribute or class that tells an entry of this product from all others; nil on the others.
  let mark: @Sendable (_ entry: Entry) -> String?
  /// The same by what other products may have too: it counts where nothing else tells.
  let hint: @Sendable (_ entry: Entry) -> String?
  /// What to ask this product's administrator for.
  let advice: AccessAdvice
  /// Makes what reads entries, after a look at the entries around them.
  let reader: @Sendable (_ surroundings: any Surroundings) async throws -> EntryReader

  init(
    name: SchemaName, product: String,
    attributes: [(purpose: Purpose, types: [AttributeType])], identity: AttributeType,
    passwordTime: AttributeType, alwaysPresent: Set<AttributeType> = [],
    forwardingGates: Set<AttributeType> = [],
    tellsRights: Bool = true,
    mark: @escaping @Sendable (_ entry: Entry) -> String?,
    hint: @escaping @Sendable (_ entry: Entry) -> String? = { _ in nil },
    advice: AccessAdvice,
    reader: @escaping @Sendable (_ surroundings: any Surroundings) async throws -> EntryReader
  ) {
    self.name = name
    self.product = product
    self.attributes = attributes
    self.identity = identity
    self.passwordTime = passwordTime
    self.alwaysPresent = alwaysPresent
    self.forwardingGates = forwardingGates
    self.tellsRights = tellsRights
    self.mark = mark
    self.hint = hint
    self.advice = advice
    self.reader = reader
  }

  /// In the order in which entries are tried: what only one product has goes first, and what takes
  /// the password policy's attributes into account goes before what knows nothing else.
  static let all: [DirectorySchema] = [
    .activeDirectory, .zimbra, .freeIPA, .iPlanet, .port389, .samba, .shadow, .openLDAP,
  ]

  static func named(_ name: SchemaName) -> DirectorySchema {
    all.first { $0.name == name } ?? .openLDAP
  }

  func types(for purpose: Purpose) -> [AttributeType] {
    attributes.filter { $0.purpose == purpose }.flatMap(\.types)
  }

  /// The names to ask a server for.
  var attributeNames: [String] {
    var names: [String] = []
    for type in attributes.flatMap(\.types) + [identity] where !names.contains(type.name) {
      names.append(type.name)
    }
    return names
  }
}

/// What an attribute is needed for.
enum Purpose: String, Sendable, Hashable, CaseIterable {
  case entry = "what an entry is"
  case addresses
  case owner = "owner's name"
  case agency
  case password = "password's age"
  case status
  case created = "date of issue"
  case lastLogin = "last login"
  case forwarding
  case identity = "a new start"
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

/// Reads the entries of one directory.
struct EntryReader: Sendable {
  let read: @Sendable (_ entry: Entry, _ context: ReadingContext) -> EntryReading
  /// What the look at the surrounding entries could not see.
  var loss: String?
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
  /// A mailbox; what was left out of it, in words; whether its password is unknown for want of the
  /// schema's `passwordTime`.
  case mailbox(Mailbox, leftOut: [String], lacksPasswordTime: Bool)
  /// No mailbox, for a reason that is the same for all such entries.
  case skipped(reason: String)
}
