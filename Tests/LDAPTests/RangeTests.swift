import Foundation
import LDAP
import Testing

/// A server whose one entry has `count` addresses and gives at most ten at a time, as Active
/// Directory does; what `broken` gives for the piece from so-and-so goes in its place.
private func server(
  count: Int,
  broken: @escaping @Sendable (_ from: Int, _ connection: Int) throws -> (String, [[UInt8]])? = {
    _, _ in nil
  }
) throws -> ScriptedServer {
  try ScriptedServer { client, connection in
    while true {
      let request = try client.next()
      var from = 0
      for name in request.attributes {
        guard let option = name.firstRange(of: ";range=") else { continue }
        from = Int(name[option.upperBound...].prefix { $0 != "-" }) ?? 0
      }
      let end = min(from + 10, count)
      let piece =
        try broken(from, connection)
        ?? (
          end == count
            ? "proxyAddresses;range=\(from)-*" : "proxyAddresses;Range=\(from)-\(end - 1)",
          (from..<end).map { Array("smtp:a\($0)@gov".utf8) }
        )
      let identity = ("objectGUID", [[UInt8](repeating: 7, count: 16)])
      let mail = ("mail", [Array("a@gov".utf8)])
      try client.send(
        client.entry(request.id, "cn=big,dc=gov", [identity, ("proxyAddresses", []), piece, mail]))
      try client.send(client.done(request.id, code: 0, cookie: request.scope == 0 ? nil : []))
    }
  }
}

private func pull(
  _ server: ScriptedServer, restartDelays: [Duration] = []
) throws -> PagedSearch {
  PagedSearch(
    ConnectionOptions(address: try address(server.url), operationTimeout: 5), base: "dc=gov",
    attributes: ["proxyAddresses", "mail"], identity: "objectGUID", restartDelays: restartDelays)
}

@Test(arguments: [10, 11, 20, 35])
func `values that come in pieces are gathered in order`(count: Int) async throws {
  let server = try server(count: count)
  let search = try pull(server)
  let outcome = await Outcome(search)
  #expect(outcome.error == nil)
  #expect(outcome.summary.truncation == nil)
  let entry = try #require(outcome.entries.first)
  let expected = (0..<count).map { "smtp:a\($0)@gov" }
  #expect(entry.values("proxyaddresses").map(\.text) == expected)
  #expect(entry.first("proxyaddresses")?.text == "smtp:a0@gov")
  #expect(entry.values("mail").map(\.text) == ["a@gov"])
  let found = try await search.entry(named: "cn=big,dc=gov", attributes: ["proxyAddresses"])
  #expect(found?.values("proxyaddresses").count == count)
}

private func bytes(_ count: Int) -> [[UInt8]] { Array(repeating: [0x61], count: count) }

@Test(arguments: [
  // The same again, one left out, fewer than said, none, nonsense, another attribute.
  ("proxyAddresses;range=0-9", 10), ("proxyAddresses;range=11-*", 9),
  ("proxyAddresses;range=10-19", 3), ("proxyAddresses;range=10-19", 0),
  ("proxyAddresses;range=ten-*", 5), ("proxyAddresses", 5), ("proxyAddresses;range=20-10", 5),
  ("proxyAddresses;range=10-99999999999999999999", 5), ("member;range=10-*", 5),
])
func `a list of values that cannot be read to its end makes the pull say so`(
  name: String, values: Int
) async throws {
  let server = try server(count: 20) { from, _ in from == 10 ? (name, bytes(values)) : nil }
  let search = try pull(server)
  let outcome = await Outcome(search)
  #expect(outcome.error == nil)
  #expect(outcome.dns == ["cn=big,dc=gov"])
  #expect(outcome.summary.truncation?.description.contains("cn=big,dc=gov") == true)
  await #expect(throws: LDAPError.self) {
    try await search.entry(named: "cn=big,dc=gov", attributes: ["proxyAddresses"])
  }
}

@Test func `a list of values that never ends is not gathered for ever`() async throws {
  let server = try server(count: 20) { from, _ in
    let value = [UInt8](repeating: 0x61, count: 1 << 20)
    return ("proxyAddresses;range=\(from)-\(from + 9)", Array(repeating: value, count: 10))
  }
  let outcome = await Outcome(try pull(server))
  #expect(outcome.error == nil)
  #expect(outcome.summary.truncation != nil)
}

@Test func `a connection lost between two pieces is made anew, and the entry comes once and whole`()
  async throws
{
  let server = try server(count: 30) { from, connection in
    if from == 20, connection == 1 { throw Client.Gone() }
    return nil
  }
  let outcome = await Outcome(try pull(server, restartDelays: [.milliseconds(10)]))
  #expect(outcome.error == nil)
  #expect(outcome.summary.truncation == nil)
  #expect(outcome.entries.map { $0.values("proxyaddresses").count } == [30])
}

@Test func `a connection lost for good between two pieces is a fault, not a short entry`()
  async throws
{
  let server = try server(count: 30) { from, _ in
    if from == 20 { throw Client.Gone() }
    return nil
  }
  let outcome = await Outcome(
    try pull(server, restartDelays: [.milliseconds(10), .milliseconds(10)]))
  #expect(outcome.entries.isEmpty)
  guard case .connectionLost(entriesRead: 0, _) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
}

@Test(arguments: [
  ("member;range=0-1: a\nmember;range=0-1: b\nmember;range=2-*: c", 3, true),
  ("member;range=0-1: a\nmember;range=0-1: b", 2, false), ("member: a\nmember: b", 2, true),
  ("member;range=2-*: c", 1, false), ("member;range=0-*: a", 1, true),
])
func `a file with a part of an entry's values is not whole`(
  lines: String, count: Int, isWhole: Bool
) async throws {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).ldif"
  try "dn: cn=a,dc=gov\n\(lines)\n".write(toFile: path, atomically: false, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: path) }
  let outcome = await Outcome(LDIFFile(path: path))
  #expect(outcome.entries.first?.values("member").count == count)
  #expect((outcome.summary.truncation == nil) == isWhole)
}
