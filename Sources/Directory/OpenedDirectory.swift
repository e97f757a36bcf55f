import LDAP
import OfficialMail

/// A directory that answered: its first page is there, empty where this account sees no entry.
struct OpenedDirectory {
  /// `host:port`, or the file.
  var place: String
  var entries: any EntrySource
  var first: [Entry]
  var recognition: SchemaRecognition
  var base: String
  /// What an entry keeps for good.
  var identity: AttributeType
  var reader: EntryReader
  /// The search on a server, which tells what this account may read; nil for a file.
  var search: PagedSearch?
}

extension DirectorySource {
  /// Recognises the product, looks at what its mailboxes depend on, and reads the first page.
  func opened() async throws -> OpenedDirectory {
    isFile ? try await openedFile() : try await openedServer()
  }

  // MARK: - Files

  private func openedFile() async throws -> OpenedDirectory {
    let file = LDIFFile(path: location)
    let first = try await file.nextPage() ?? []
    let recognition = try await recognisedFile(first: first)
    return OpenedDirectory(
      place: location, entries: file, first: first, recognition: recognition, base: "",
      identity: recognition.schema.identity,
      reader: try await recognition.schema.reader(FileSurroundings(path: location)))
  }

  private func recognisedFile(first: [Entry]) async throws -> SchemaRecognition {
    if let asked { return asked }
    var votes = SchemaVotes()
    votes.add(first)
    if !votes.isEnough || votes.recognition == nil {
      // A file may begin with thousands of entries of no interest.
      let file = LDIFFile(path: location)
      votes = SchemaVotes()
      while !votes.isEnough || votes.recognition == nil {
        guard let page = try await file.nextPage() else { break }
        votes.add(page)
      }
    }
    if let recognition = votes.recognition { return recognition }
    return SchemaRecognition(
      schema: .openLDAP, reason: "no entry of the file has another product's attributes")
  }

  /// What the command line says.
  var asked: SchemaRecognition? {
    guard case .named(let name) = schema else { return nil }
    return SchemaRecognition(schema: .named(name), reason: "the command line names it")
  }

  // MARK: - Servers

  /// - Throws: a `Fault` for an address that is none.
  func connectionOptions() throws -> ConnectionOptions {
    guard let address = ServerAddress(location) else {
      throw DirectoryFault(
        .commandLine,
        "--directory \(shown(location)): not an ldap://host:port, ldaps:// or ldapi:// address.")
    }
    return ConnectionOptions(
      address: address, credentials: credentials, startTLS: startTLS,
      caCertificate: caCertificate, allowPlaintext: allowPlaintext,
      connectTimeout: min(timeout, 10), operationTimeout: timeout)
  }

  private func openedServer() async throws -> OpenedDirectory {
    let options = try connectionOptions()
    let rootDSE = try await DirectorySource.rootDSE(options)
    let base = try base ?? onlyContext(rootDSE, options.address)
    let recognition = try await recognisedServer(rootDSE, options, base: base)
    let schema = recognition.schema
    let identity = entryIdentity(schema, rootDSE)
    let reader = try await schema.reader(
      ServerSurroundings(
        options: options, context: namingContext(around: base, rootDSE), identity: identity))
    let search = PagedSearch(
      options, base: base, attributes: schema.attributeNames, identity: identity.name)
    let first = try await search.nextPage() ?? []
    return OpenedDirectory(
      place: options.address.place, entries: search, first: first, recognition: recognition,
      base: base, identity: identity, reader: reader, search: search)
  }

  static func rootDSE(_ options: ConnectionOptions) async throws -> Entry {
    let search = PagedSearch(
      options, base: "", scope: .base,
      attributes: [
        "objectClass", "structuralObjectClass", "namingContexts", "defaultNamingContext",
        "supportedCapabilities", "vendorName", "vendorVersion", "ipaTopologyPluginVersion",
      ])
    return try await search.nextPage()?.first ?? Entry(dn: "")
  }

  /// By the root DSE where that is enough, else by the first entries below the base.
  func recognisedServer(
    _ rootDSE: Entry, _ options: ConnectionOptions, base: String
  ) async throws -> SchemaRecognition {
    if let asked { return asked }
    if let recognition = SchemaRecognition(rootDSE: rootDSE) { return recognition }
    var names: [String] = []
    for name in DirectorySchema.all.flatMap(\.attributeNames) where !names.contains(name) {
      names.append(name)
    }
    let search = PagedSearch(options, base: base, attributes: names)
    let votes = try await votes(
      of: search, SchemaVotes(among: SchemaRecognition.candidates(rootDSE)))
    if let recognition = votes.recognition { return recognition }
    let seen = votes.entries
    if let recognition = SchemaRecognition(makerInRootDSE: rootDSE, entriesSeen: seen) {
      return recognition
    }
    let known = DirectorySchema.all.map(\.name.rawValue).sorted().joined(separator: ", ")
    throw DirectoryFault(
      .commandLine,
      "\(options.address.place): neither the server nor its first \(seen) entries say which product "
        + "it is.\nName what its entries follow with --schema: \(known)")
  }

  /// What the first entries tell; containers and groups may stand before the first person.
  private func votes(of search: PagedSearch, _ none: SchemaVotes) async throws -> SchemaVotes {
    var votes = none
    while votes.entries < 20_000, !votes.isEnough {
      guard let page = try await search.nextPage() else { break }
      votes.add(page)
    }
    return votes
  }

  /// What an entry keeps for good is the server's to say, whatever schema its entries follow.
  func entryIdentity(_ schema: DirectorySchema, _ rootDSE: Entry) -> AttributeType {
    Maker(rootDSE) == .openLDAP ? .entryUUID : schema.identity
  }

  func onlyContext(_ rootDSE: Entry, _ address: ServerAddress) throws -> String {
    // Active Directory, 389 and FreeIPA say which of theirs holds the people.
    if let preferred = rootDSE.first("defaultnamingcontext")?.text, !preferred.isEmpty {
      return preferred
    }
    let contexts = rootDSE.values("namingcontexts").map(\.repairedText)
    guard contexts.count == 1, let only = contexts.first else {
      let names = contexts.isEmpty ? "none" : contexts.map(shown).joined(separator: " | ")
      throw DirectoryFault(
        .commandLine,
        "\(address.place): --base is needed: the server has these naming contexts: \(names)")
    }
    return only
  }

  /// The naming context in which the base lies; the base where none is told.
  private func namingContext(around base: String, _ rootDSE: Entry) -> String {
    guard let name = DistinguishedName(base)?.normalized else { return base }
    return rootDSE.values("namingcontexts").map(\.repairedText).first { context in
      guard let around = DistinguishedName(context)?.normalized.relativeNames else { return false }
      return name.relativeNames.suffix(around.count).elementsEqual(around)
    } ?? base
  }
}
