import Foundation
import LDAP
import SampleDistrict
import Testing

/// What a bind by Kerberos ends with, in a process that has no ticket.
private func fault(_ options: ConnectionOptions) async -> LDAPError? {
  unsafe setenv("KRB5CCNAME", "FILE:/nonexistent/no-tickets", 1)
  var options = options
  options.credentials = .kerberos
  return await Outcome(PagedSearch(options, base: "", scope: .base, attributes: ["1.1"])).error
}

@Test func `without a ticket a bind by Kerberos says to get one`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { server.stop() }
  let error = try await fault(server.options())
  #expect(error?.kind == .kerberos(.noTicket))
  #expect(error?.description.contains("Run kinit first") == true)
}

@Test func `a server that offers no Kerberos is told with what it offers`() async throws {
  let server = try ScriptedServer { client, _ in
    let request = try client.next()
    let offered = ["EXTERNAL", "DIGEST-MD5"].map { Array($0.utf8) }
    try client.send(client.entry(request.id, "", [("supportedSASLMechanisms", offered)]))
    try client.send(client.done(request.id, code: 0))
    _ = try client.next()
  }
  let error = await fault(ConnectionOptions(address: try address(server.url)))
  #expect(error?.kind == .kerberos(.notOffered(["EXTERNAL", "DIGEST-MD5"])))
  #expect(error?.description.contains("EXTERNAL, DIGEST-MD5") == true)
}

@Test func `a port where nobody listens is unreachable for Kerberos too`() async throws {
  let error = await fault(ConnectionOptions(address: try address("ldap://127.0.0.1:1")))
  guard case .unreachable = error?.kind else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `a plain connection beyond this machine is tried, since Kerberos encrypts it`()
  async throws
{
  let error = await fault(
    ConnectionOptions(address: try address("ldap://192.0.2.1"), connectTimeout: 1))
  #expect(error != nil)
  #expect(error?.kind != .plaintextRefused)
}
