package import LDAP
package import OfficialMail

/// What a directory is, and what this account sees of what an audit needs.
package struct DirectoryProbe: Sendable {
  /// One attribute that the product's mailboxes are read from.
  package struct Attribute: Sendable, Hashable {
    package var purpose: String
    package var name: String
    /// Mailboxes that came with it.
    package var mailboxes: Int
    /// Asked for where none came with it, of one mailbox.
    package var readability: Readability
  }

  package var ledger: DirectoryLedger
  /// The product in words, and how it was told.
  package var product: String
  package var reason: String
  /// Nil for a file.
  package var server: ServerDescription?
  /// Seconds that the server's clock is ahead of this machine's; nil where it does not tell.
  package var clockAhead: Int64?
  package var attributes: [Attribute]
  /// How many mailboxes there are of each kind of password, by the words of `directory export`.
  package var passwords: [String: Int]
  /// Systems in which passwords live that are not here.
  package var otherSystems: Set<String>
  package var statuses: [Mailbox.Status: Int]
  /// The first mailbox of a person in use.
  package var sample: Mailbox?
  /// What to ask the administrator for, in the product's words; empty where nothing is missing.
  package var requests: [Request]

  /// Something to be mended by somebody else.
  package struct Request: Sendable, Hashable {
    package var reason: String
    /// Lines of a configuration, as they are written there.
    package var lines: String
  }

  /// The first few mailboxes whose password's date is unknown.
  package var withoutDate: [EmailAddress]
  /// Passwords that must be changed, since when the directory does not say.
  package var issuedUnknownWhen: Int
  /// Mailboxes of which nobody can tell where they forward to.
  package var uncertainForwarding: Int
  /// The mailboxes, where they were asked for.
  package var pull: DirectoryPull

  /// Whether an audit can be held in full.
  package var isSufficient: Bool {
    ledger.loss == nil && !hidesSomething && passwords["unknown"] == nil && issuedUnknownWhen == 0
      && statuses[.unknown] == nil && uncertainForwarding == 0
  }

  package var hidesSomething: Bool { attributes.contains { $0.readability == .notReadable } }
}

extension LDAPError {
  /// Whether a server that answered keeps its whole search base from the account.
  fileprivate var hidesEverything: Bool {
    switch kind {
    case .noSuchBase: true
    // Insufficient access rights (RFC 4511, appendix A.2).
    case .refused(let code, _, let entriesRead): code == 50 && entriesRead == 0
    default: false
    }
  }
}

extension DirectoryProbe {
  /// The commonest first contact: an account that is not even told of the base.
  fileprivate init(
    of source: DirectorySource, _ server: ServerDescription, hidingEverything error: LDAPError
  ) {
    let base = source.base ?? server.defaultNamingContext ?? server.namingContexts.first ?? ""
    let loss = error.description.replacing("\n", with: " ")
    let recognition =
      source.asked ?? SchemaRecognition(rootDSE: server.rootDSE)
      ?? SchemaRecognition(makerInRootDSE: server.rootDSE, entriesSeen: 0)
      ?? SchemaRecognition(schema: .openLDAP, reason: "nothing tells")
    let schema = recognition.schema
    self.init(
      ledger: DirectoryLedger(
        source: source.location, schema: schema.name.rawValue, base: base, loss: loss),
      product: schema.product, reason: recognition.reason, server: server, attributes: [],
      passwords: [:], otherSystems: [], statuses: [:], requests: [], withoutDate: [],
      issuedUnknownWhen: 0, uncertainForwarding: 0,
      pull: DirectoryPull(
        mailboxes: [],
        ledger: DirectoryLedger(
          source: source.location, schema: schema.name.rawValue, base: base, loss: loss)))
    requests = Directory.requests(
      self, schema, identity: source.entryIdentity(schema, server.rootDSE),
      reader: reader(source, server))
  }
}

/// Reads a whole directory once, as an audit would, and says what came of it.
///
/// - Parameters:
///   - asOf: the day on which an end in time counts as past.
///   - now: this machine's clock.
///   - keepingMailboxes: whether `pull` is wanted, to be merged with others.
/// - Throws: a `Fault` where there is no directory to be read.
package func probe(
  _ source: DirectorySource, asOf: Day, now: () -> Timestamp, keepingMailboxes: Bool,
  progress: @Sendable (Int) -> Void
) async throws -> DirectoryProbe {
  let server = source.isFile ? nil : try await ServerDescription.read(source.connectionOptions())
  let directory: OpenedDirectory
  do {
    directory = try await source.opened()
  } catch let error as LDAPError {
    guard let server, error.hidesEverything else { throw error }
    return DirectoryProbe(of: source, server, hidingEverything: error)
  }
  var counts = ProbeCounts(directory.recognition.schema, identity: directory.identity)
  var mailboxes: [Mailbox] = []
  let ledger = try await directory.read(
    source, asOf: asOf, progress: progress, see: { counts.add($0, $1) },
    deliver: { if keepingMailboxes { mailboxes += $0.mailboxes } })
  let schema = directory.recognition.schema
  var attributes = counts.attributes
  // A hidden attribute and one that nobody has look alike; the server can tell of one mailbox.
  if let entry = counts.lastMailbox {
    for index in attributes.indices where attributes[index].mailboxes == 0 {
      let type = AttributeType(attributes[index].name)
      let isKnown = server?.attributeTypes?.contains(type.key.text) ?? true
      attributes[index].readability =
        isKnown ? try await directory.readability(of: type, in: entry) : .notInSchema
    }
    if let entry = counts.withoutPasswordTime,
      let index = attributes.firstIndex(where: { $0.name == schema.passwordTime.name })
    {
      attributes[index].readability = try await directory.readability(
        of: schema.passwordTime, in: entry)
    }
  }
  let clock = try await clock(of: server, directory)
  var probe = DirectoryProbe(
    ledger: ledger, product: schema.product, reason: directory.recognition.reason, server: server,
    clockAhead: clock.map { $0.secondsSinceEpoch - now().secondsSinceEpoch },
    attributes: attributes, passwords: counts.passwords, otherSystems: counts.otherSystems,
    statuses: counts.statuses, sample: counts.sample, requests: [],
    withoutDate: counts.withoutDate, issuedUnknownWhen: counts.issuedUnknownWhen,
    uncertainForwarding: counts.uncertainForwarding,
    pull: DirectoryPull(mailboxes: mailboxes, ledger: ledger))
  probe.requests = requests(
    probe, directory.recognition.schema, identity: directory.identity,
    reader: reader(source, server))
  return probe
}

/// The server's clock: Active Directory tells it in the root DSE, the others where they are
/// monitored, if this account may look there.
private func clock(
  of server: ServerDescription?, _ directory: OpenedDirectory
) async throws -> Timestamp? {
  guard let server, let search = directory.search else { return nil }
  if let value = server.currentTime { return try? GeneralizedTime.read(value.bytes) }
  // slapd-monitor(5), and the monitor entry of Netscape's servers.
  for (name, attribute) in [
    ("cn=Current,cn=Time,cn=Monitor", "monitorTimestamp"), ("cn=monitor", "currentTime"),
  ] {
    let entry = try await search.entry(named: name, attributes: [attribute])
    if let value = entry?.first(AttributeKey(attribute)) {
      return try? GeneralizedTime.read(value.bytes)
    }
  }
  return nil
}

/// The account as an access rule names it.
private func reader(_ source: DirectorySource, _ server: ServerDescription?) -> String {
  if case .simple(let dn, _) = source.credentials { return dn }
  if let identity = server?.identity, identity.hasPrefix("dn:"), identity.utf8.count > 3 {
    return String(identity.dropFirst(3).drop { $0 == " " })
  }
  return "(the auditor's DN)"
}

/// What is counted while the directory is read.
private struct ProbeCounts {
  private let passwordTime: AttributeType
  private let types: [(purpose: Purpose, type: AttributeType)]
  private var mailboxesWith: [Int]
  var passwords: [String: Int] = [:]
  var otherSystems: Set<String> = []
  var statuses: [Mailbox.Status: Int] = [:]
  var sample: Mailbox?
  var lastMailbox: Entry?
  var withoutPasswordTime: Entry?
  var withoutDate: [EmailAddress] = []
  var issuedUnknownWhen = 0
  var uncertainForwarding = 0

  init(_ schema: DirectorySchema, identity: AttributeType) {
    passwordTime = schema.passwordTime
    types =
      schema.attributes.flatMap { row in row.types.map { (row.purpose, $0) } }
      + [(.identity, identity)]
    mailboxesWith = types.map { _ in 0 }
  }

  mutating func add(_ entry: Entry, _ mailbox: Mailbox) {
    for index in types.indices where entry.contains(types[index].type.key) {
      mailboxesWith[index] += 1
    }
    passwords[mailbox.password.word, default: 0] += 1
    switch mailbox.password {
    case .elsewhere(let system): if otherSystems.count < 10 { otherSystems.insert(system) }
    case .unknown: if withoutDate.count < 3 { withoutDate.append(mailbox.primary) }
    case .mustChange(nil), .neverSet(nil): issuedUnknownWhen += 1
    case .changed, .changedOn, .mustChange, .neverSet: break
    }
    statuses[mailbox.status, default: 0] += 1
    if mailbox.hidden.contains(.forwarding) || !mailbox.unresolvedForwarding.isEmpty {
      uncertainForwarding += 1
    }
    if sample == nil, mailbox.kind == .personal, mailbox.status == .active { sample = mailbox }
    lastMailbox = entry
    if withoutPasswordTime == nil, !entry.contains(passwordTime.key) {
      withoutPasswordTime = entry
    }
  }

  var attributes: [DirectoryProbe.Attribute] {
    zip(types, mailboxesWith).map { row, count in
      DirectoryProbe.Attribute(
        purpose: row.purpose.rawValue, name: row.type.name, mailboxes: count,
        readability: count > 0 ? .readable : .untold)
    }
  }
}
