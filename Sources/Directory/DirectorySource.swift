package import LDAP
import OfficialMail

/// A directory as the command line names it.
package struct DirectorySource: Sendable {
  /// `ldap://`, `ldaps://` or `ldapi://` URL, or the path of an LDIF file.
  package var location: String
  /// Search base; nil takes the server's only naming context. A file is read whole.
  package var base: String?
  package var schema: SchemaChoice
  package var credentials: Credentials
  package var startTLS: Bool
  package var caCertificate: String?
  package var allowPlaintext: Bool
  /// Seconds to wait for each answer; connecting waits 10 at most.
  package var timeout: Int

  package init(
    location: String, base: String? = nil, schema: SchemaChoice = .auto,
    credentials: Credentials = .anonymous, startTLS: Bool = false, caCertificate: String? = nil,
    allowPlaintext: Bool = false, timeout: Int = 60
  ) {
    self.location = location
    self.base = base
    self.schema = schema
    self.credentials = credentials
    self.startTLS = startTLS
    self.caCertificate = caCertificate
    self.allowPlaintext = allowPlaintext
    self.timeout = timeout
  }

  /// Whether it is a file.
  package var isFile: Bool { location.firstRange(of: "://") == nil }

  /// Finds the product and the base, and makes ready to read.
  func opened() async throws -> OpenedDirectory {
    try checkSchema()
    return isFile ? try await openedFile() : try await openedServer()
  }

  private func checkSchema() throws {
    guard case .named(let name) = schema else { return }
    guard DirectorySchema.all.contains(where: { $0.name == name }) else {
      let there = DirectorySchema.all.map(\.name.rawValue).joined(separator: ", ")
      throw DirectoryFault(
        .commandLine,
        "--schema \(name.rawValue): this version does not read that product; it reads: \(there)")
    }
  }

  private func named() -> DirectorySchema? {
    guard case .named(let name) = schema else { return nil }
    return DirectorySchema.all.first { $0.name == name }
  }

  private func openedFile() async throws -> OpenedDirectory {
    let file = LDIFFile(path: location)
    guard let first = try await file.nextPage() else {
      throw DirectoryFault(.commandLine, "\(location): this LDIF file holds no entry.")
    }
    return OpenedDirectory(
      entries: file, first: first, schema: named() ?? .recognised(in: first), base: "")
  }

  private func openedServer() async throws -> OpenedDirectory {
    guard let address = ServerAddress(location) else {
      throw DirectoryFault(
        .commandLine,
        "--directory \(shown(location)): not an ldap://host:port, ldaps:// or ldapi:// address.")
    }
    let options = ConnectionOptions(
      address: address, credentials: credentials, startTLS: startTLS,
      caCertificate: caCertificate, allowPlaintext: allowPlaintext,
      connectTimeout: min(timeout, 10), operationTimeout: timeout)
    var schema = named()
    var base = base
    if schema == nil || base == nil {
      let rootDSE = try await rootDSE(options)
      if schema == nil {
        schema = DirectorySchema.all.first { $0.isServed(rootDSE) }
      }
      if base == nil { base = try onlyContext(rootDSE, address) }
    }
    guard let schema else {
      throw DirectoryFault(
        .commandLine,
        "\(address.place): the server does not say that it is a product known here.\n"
          + "Name what its entries follow with --schema; this version reads: "
          + DirectorySchema.all.map(\.name.rawValue).joined(separator: ", "))
    }
    let search = PagedSearch(options, base: base ?? "", attributes: schema.attributes)
    guard let first = try await search.nextPage() else {
      if let truncation = await search.summary.truncation {
        throw DirectoryFault(
          .outsideWorld, "\(address.place): \(loss(truncation, entries: 0))")
      }
      throw DirectoryFault(
        .outsideWorld,
        "\(address.place): the search below \"\(shown(base ?? ""))\" gave no entry.\n"
          + "Ask the server's administrator to let this account read the mailboxes.")
    }
    return OpenedDirectory(entries: search, first: first, schema: schema, base: base ?? "")
  }

  private func rootDSE(_ options: ConnectionOptions) async throws -> Entry {
    let search = PagedSearch(
      options, base: "", scope: .base,
      attributes: ["objectClass", "structuralObjectClass", "namingContexts"])
    return try await search.nextPage()?.first ?? Entry(dn: "")
  }

  private func onlyContext(_ rootDSE: Entry, _ address: ServerAddress) throws -> String {
    let contexts = rootDSE.values("namingcontexts").map(\.repairedText)
    guard contexts.count == 1, let only = contexts.first else {
      let names = contexts.isEmpty ? "none" : contexts.map(shown).joined(separator: " | ")
      throw DirectoryFault(
        .commandLine,
        "\(address.place): --base is needed: the server has these naming contexts: \(names)")
    }
    return only
  }
}

/// A directory that answered: its first page is there.
struct OpenedDirectory {
  var entries: any EntrySource
  var first: [Entry]
  var schema: DirectorySchema
  var base: String
}

/// A stranger's text on one line of a message.
func shown(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.prefix(200).map {
        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
          ? "?" : $0
      }))
}

/// What a limit cost, and whom to ask.
func loss(_ truncation: Truncation, entries: Int) -> String {
  if case .other = truncation { return "\(truncation); \(entries) entries were read" }
  return "the server stopped at its \(truncation) after \(entries) entries; ask its administrator "
    + "to lift the limits (size, time and paged results) for this account"
}
