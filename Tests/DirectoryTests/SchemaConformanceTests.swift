import Directory
import Foundation
import LDAP
import OfficialMail
import SampleDistrict
import Testing

/// Every schema and the mailbox states its product can express.
@Suite struct SchemaConformanceTests {
  @Test(arguments: SchemaFixture.all)
  func `a file in the product's own words gives the mailboxes`(fixture: SchemaFixture) async throws
  {
    let pull = try await pulled(fixture.ldif)
    #expect(pull.ledger.schema == fixture.name.rawValue)
    try expect(pull, fixture)
  }

  @Test(arguments: SchemaFixture.all.filter { $0.slapdSchema != nil })
  func `a server with the product's schema gives the same`(fixture: SchemaFixture) async throws {
    let server = try PrivateDirectoryServer(
      ldif: fixture.ldif, schema: try #require(fixture.slapdSchema))
    defer { server.stop() }
    let source = DirectorySource(
      location: server.url,
      credentials: .simple(dn: server.adminDN, password: Secret(server.adminPassword)))
    let pull = try await pull(source, asOf: Day("2026-10-01"), progress: { _ in })
    #expect(pull.ledger.schema == fixture.name.rawValue)
    try expect(pull, fixture)
  }

  @Test(arguments: SchemaFixture.all)
  func `every state is expressed or known not to be`(fixture: SchemaFixture) {
    let inexpressible: [SchemaName: Set<MailboxState>] = [
      .openLDAP: [.disabled, .elsewhere], .activeDirectory: [], .zimbra: [.expired],
      .port389: [.expired, .elsewhere], .freeIPA: [.locked], .samba: [.elsewhere],
      .shadow: [.disabled, .elsewhere], .iplanet: [.elsewhere],
    ]
    #expect(
      Set(MailboxState.allCases).subtracting(fixture.cases.keys) == inexpressible[fixture.name])
  }
}

/// Compares every mailbox of a pull with what the fixture expects, and nothing else may be there.
func expect(
  _ pull: DirectoryPull, _ fixture: SchemaFixture, unknownBecause: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for (state, expected) in fixture.cases {
    let local = state.rawValue.lowercased()
    let mailbox = try #require(
      pull.mailboxes.first { $0.primary.localPart == local }, "\(state)",
      sourceLocation: sourceLocation)
    let (found, reason) = SchemaFixture.Expected.found(mailbox)
    var wanted = expected.expected
    let words = wanted.unknownBecause.isEmpty ? "" : unknownBecause ?? wanted.unknownBecause
    wanted.unknownBecause = ""
    #expect(found == wanted, "\(state)", sourceLocation: sourceLocation)
    #expect(
      words.isEmpty || reason.contains(words), "\(state): \(reason)", sourceLocation: sourceLocation
    )
    #expect(mailbox.ownerName == "Nguyễn Văn An", sourceLocation: sourceLocation)
    #expect(mailbox.units == ["Phòng A"], sourceLocation: sourceLocation)
  }
  #expect(pull.mailboxes.count == fixture.cases.count, sourceLocation: sourceLocation)
  #expect(pull.ledger.loss == nil, sourceLocation: sourceLocation)
  let accounted = pull.ledger.skipped.reduce(pull.mailboxes.count) { $0 + $1.entries }
  #expect(accounted == pull.ledger.entries, sourceLocation: sourceLocation)
}

extension SchemaFixture.Expected {
  /// What was read, and why a password is unknown.
  static func found(_ mailbox: Mailbox) -> (Self, reason: String) {
    var found = Self()
    found.status = mailbox.status
    found.kind = mailbox.kind
    found.aliases = mailbox.aliases.map(\.description)
    found.alternates = mailbox.alternates.map(\.description)
    found.forwarding = mailbox.forwarding.map(\.description).sorted() + mailbox.unresolvedForwarding
    found.created = mailbox.created
    found.lastLogin = mailbox.lastLogin
    guard case .unknown(let reason) = mailbox.password else {
      found.password = mailbox.password
      return (found, "")
    }
    found.password = .unknown(reason: "")
    return (found, reason.en)
  }
}
