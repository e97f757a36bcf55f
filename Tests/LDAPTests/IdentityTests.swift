import LDAP
import Testing

/// Serves the same entries on every connection, whose first one breaks after them.
private func outcome(identity: String, _ values: [[UInt8]]) async throws -> Outcome {
  let server = try ScriptedServer { client, connection in
    let request = try client.next()
    for (number, value) in values.enumerated() {
      let attributes = value.isEmpty ? [] : [(identity, [value])]
      try client.send(client.entry(request.id, "uid=u\(number),dc=gov", attributes))
    }
    try client.send(client.done(request.id, code: 0, cookie: connection == 1 ? [1] : []))
    if connection == 1 { throw Client.Gone() }
  }
  return await Outcome(
    PagedSearch(
      ConnectionOptions(address: try address(server.url)), base: "dc=gov", attributes: ["mail"],
      identity: identity, restartDelays: [.milliseconds(10)]))
}

@Test(arguments: [
  ("entryUUID", "6fb9a5e0-5e0b-4d0e-8d0a-0123456789ab", "6FB9A5E0-5E0B-4D0E-8D0A-0123456789AC"),
  ("nsUniqueId", "66446001-1dd211b2-66225011-2ee211db", "66446001-1dd211b2-66225011-2ee211dc"),
  ("zimbraId", "00000000000000000000000000000000", "0000000000000000-0000000000000001"),
])
func `entries are told apart in a new attempt by an identity in text`(
  attribute: String, first: String, second: String
) async throws {
  let outcome = try await outcome(identity: attribute, [Array(first.utf8), Array(second.utf8)])
  #expect(outcome.error == nil)
  #expect(outcome.dns == ["uid=u0,dc=gov", "uid=u1,dc=gov"])
  #expect(outcome.summary.restarts == 1)
}

@Test func `entries are told apart in a new attempt by an identity of 16 bytes`() async throws {
  let outcome = try await outcome(
    identity: "objectGUID", (0..<40).map { [UInt8](repeating: $0, count: 16) })
  #expect(outcome.error == nil)
  #expect(outcome.dns.count == 40)
}

@Test(arguments: [
  "", "66446001-1dd211b2-66225011-2ee211d", "66446001-1dd211b2-66225011-2ee211dbb",
  "66446001-1dd211b2-66225011-2ee211dg", "------------------------------------",
])
func `without an identity no new attempt is made`(value: String) async throws {
  let outcome = try await outcome(identity: "entryUUID", [Array(value.utf8)])
  guard case .connectionLost(entriesRead: 1, let reason) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(reason.contains("without entryuuid"))
}
