import Directory
import DirectoryServers
import Foundation
import LDAP
import OfficialMail
import SampleDistrict
import Testing

/// Samba's Active Directory and 389 Directory Server with mailboxes in every state.
@Suite struct RealServerTests {
  @Test func `Samba's domain controller gives what Active Directory's fixture says`() async throws {
    let fixture = SchemaFixture.activeDirectory
    let now = Int64(Date().timeIntervalSince1970)
    let server = try PrivateSambaDomain(
      ldif: fixture.ldifBelowRoot([
        // The server works out whether a lock still holds: 30 minutes by default.
        .locked: [
          "mail: locked@a.gov.example", "sAMAccountName: locked", "userAccountControl: 512",
          "pwdLastSet: 134300232000000000",
          "lockoutTime: \((now + 11_644_473_600) * 10_000_000)",
        ],
        // The server puts 0 where nothing is given.
        .unknown: [
          "mail: unknown@a.gov.example", "sAMAccountName: unknown", "userAccountControl: 512",
          "pwdLastSet: 1",
        ],
      ]))
    defer { server.stop() }
    let source = DirectorySource(
      location: server.tlsURL,
      credentials: .simple(dn: server.adminDN, password: Secret(server.adminPassword)),
      caCertificate: server.caCertificate)
    var pull = try await pull(source, asOf: Day("2026-10-01"), progress: { _ in })
    #expect(pull.ledger.schema == "active-directory")
    #expect(pull.ledger.base.lowercased() == "dc=gov,dc=example")
    // The server itself writes when an entry was made, and that is now.
    for index in pull.mailboxes.indices {
      let created = try #require(pull.mailboxes[index].created)
      #expect(abs(created.secondsSinceEpoch - now) < 600)
      if case .neverSet(let issued) = pull.mailboxes[index].password {
        #expect(issued == created)
        pull.mailboxes[index].password = .neverSet(issued: .created)
      }
      pull.mailboxes[index].created = .created
    }
    try expect(pull, fixture, unknownBecause: "no date")
  }

  @Test func `389 Directory Server gives what its fixture says`() async throws {
    let fixture = SchemaFixture.port389
    let server = try Private389Server(ldif: fixture.ldif)
    defer { server.stop() }
    let source = DirectorySource(
      location: server.url,
      credentials: .simple(dn: server.adminDN, password: Secret(server.adminPassword)))
    let pull = try await pull(source, asOf: Day("2026-10-01"), progress: { _ in })
    #expect(pull.ledger.schema == "389ds")
    try expect(pull, fixture)
  }
}
