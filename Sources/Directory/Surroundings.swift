import LDAP

/// The entries around a mailbox's own, for a product whose mailboxes do not say everything
/// themselves: a mail domain's, a class of service's, the one that mail is forwarded to.
protocol Surroundings: Sendable {
  /// Whether an entry that is not found is hidden, rather than left out of an export.
  var isWhole: Bool { get }

  /// Visits every entry of one of these object classes or with this attribute.
  ///
  /// - Returns: how the server cut the visit short; nil where every entry was seen.
  func visit(
    _ wanted: EntryFilter, attributes: [AttributeType], _ visitor: (Entry) -> Void
  ) async throws -> Truncation?

  /// The entries of these names, in the spelling asked for; one that is not there, or not to be
  /// seen, is left out.
  func entries(
    named names: Set<String>, attributes: [AttributeType]
  ) async throws -> [String: Entry]
}

/// Which entries are meant, on a server and in a file.
enum EntryFilter: Sendable {
  /// Of any of these object classes.
  case classes([String])
  /// With a value of this attribute.
  case having(AttributeType)

  /// RFC 4515.
  var text: String {
    switch self {
    case .classes(let names): "(|" + names.map { "(objectClass=\($0))" }.joined() + ")"
    case .having(let type): "(\(type)=*)"
    }
  }

  func matches(_ entry: Entry) -> Bool {
    switch self {
    case .classes(let names):
      entry.values(AttributeType.objectClass.key).contains { value in
        names.contains { value.isWord($0.lowercased()) }
      }
    case .having(let type): entry.contains(type.key)
    }
  }
}

/// Searches of their own on the server.
struct ServerSurroundings: Surroundings {
  let isWhole = true
  let options: ConnectionOptions
  /// The naming context around the search base: domains may lie above it, and contacts beside it.
  let context: String
  let identity: AttributeType

  func visit(
    _ wanted: EntryFilter, attributes: [AttributeType], _ visitor: (Entry) -> Void
  ) async throws -> Truncation? {
    let search = PagedSearch(
      options, base: context, filter: wanted.text, attributes: attributes.map(\.name),
      identity: identity.name)
    while let page = try await search.nextPage() { page.forEach(visitor) }
    return await search.summary.truncation
  }

  func entries(
    named names: Set<String>, attributes: [AttributeType]
  ) async throws -> [String: Entry] {
    try await PagedSearch(options, base: context, scope: .base, attributes: ["1.1"])
      .entries(named: names, attributes: attributes.map(\.name))
  }
}

/// Further passes over the file.
struct FileSurroundings: Surroundings {
  let isWhole = false
  let path: String

  func visit(
    _ wanted: EntryFilter, attributes: [AttributeType], _ visitor: (Entry) -> Void
  ) async throws -> Truncation? {
    let file = LDIFFile(path: path)
    while let page = try await file.nextPage() {
      for entry in page where wanted.matches(entry) { visitor(entry) }
    }
    // What the file lacks it lacks in the first pass too, which tells of it.
    return nil
  }

  func entries(
    named names: Set<String>, attributes: [AttributeType]
  ) async throws -> [String: Entry] {
    try await LDIFFile(path: path).entries(named: names, attributes: attributes.map(\.name))
  }
}
