import Foundation
import LDAP
import SampleDistrict
import Testing

/// Reads to the end and gives the entries with what they came to.
private func outcome(
  of server: PrivateDirectoryServer, dn: String? = nil
) async throws -> (entries: Int, summary: SearchSummary) {
  var options = try server.options()
  if let dn { options.credentials = .simple(dn: dn, password: Secret("pw")) }
  let search = PagedSearch(options, base: server.suffix, attributes: ["mail"], pageSize: 100)
  let entries = try await all(search)
  return (entries.count, await search.summary)
}

private let auditor = """
  dn: cn=auditor,dc=gov,dc=example
  objectClass: organizationalRole
  objectClass: simpleSecurityObject
  cn: auditor
  userPassword: pw

  """
private let auditorDN = "cn=auditor,dc=gov,dc=example"

@Test func `a size limit cuts the search short and says so`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: office(people: 700) + auditor, configuration: "sizelimit 500")
  defer { server.stop() }
  let (entries, summary) = try await outcome(of: server, dn: auditorDN)
  #expect(entries == 500)
  guard case .size = summary.truncation else {
    Issue.record("\(summary)")
    return
  }
}

@Test func `a search whose pages are forbidden is never complete`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: office(people: 700) + auditor,
    configuration: "limits dn.exact=\"\(auditorDN)\" size.prtotal=disabled")
  defer { server.stop() }
  let (entries, summary) = try await outcome(of: server, dn: auditorDN)
  #expect(summary.truncation != nil)
  #expect(entries < 700)
}

@Test func `a search over more entries than may be looked through says so`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: office(people: 700) + auditor,
    configuration: "limits dn.exact=\"\(auditorDN)\" size.unchecked=100")
  defer { server.stop() }
  let (entries, summary) = try await outcome(of: server, dn: auditorDN)
  #expect(entries < 700)
  guard case .administrative = summary.truncation else {
    Issue.record("\(summary)")
    return
  }
}

@Test(arguments: [(3, "time limit"), (4, "size limit"), (11, "administrative limit")])
func `a limit met on a later page keeps what was read and says which it was`(
  code: Int, words: String
) async throws {
  let server = try ScriptedServer { client, _ in
    let first = try client.next()
    for number in 0..<3 { try client.send(client.person(first.id, number)) }
    try client.send(client.done(first.id, code: 0, cookie: [1]))
    let second = try client.next()
    try client.send(client.person(second.id, 3))
    try client.send(client.done(second.id, code: code, text: "enough"))
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(Set(outcome.dns) == people(0..<4))
  #expect(outcome.summary.truncation?.description == "\(words) (enough)")
}

@Test func `an entry that is there all along comes once, whatever changes around it`() async throws
{
  let server = try PrivateDirectoryServer(ldif: office(people: 2000))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["sn"], pageSize: 100)
  var numbers: [Int] = []
  var turn = 0
  while let page = try await search.nextPage() {
    numbers += page.compactMap { $0.first("sn")?.text.flatMap { Int($0) } }
    let end = 2000 - turn
    guard turn < 18 else { continue }
    try change(
      server,
      """
      dn: uid=u\(turn * 100 + 5),ou=people,dc=gov,dc=example
      changetype: modrdn
      newrdn: uid=renamed\(turn)
      deleteoldrdn: 1

      dn: uid=u\(end - 20),ou=people,dc=gov,dc=example
      changetype: modrdn
      newrdn: uid=later\(turn)
      deleteoldrdn: 1

      dn: uid=u\(turn * 100 + 50),ou=people,dc=gov,dc=example
      changetype: modify
      replace: mail
      mail: changed\(turn)@gov.example

      dn: uid=u\(turn * 100 + 7),ou=people,dc=gov,dc=example
      changetype: delete

      dn: uid=new\(turn),ou=people,dc=gov,dc=example
      changetype: add
      objectClass: inetOrgPerson
      cn: New
      sn: \(5000 + turn)

      """)
    turn += 1
  }
  let there = Set(0..<2000).subtracting((0..<turn).map { $0 * 100 + 7 })
  #expect(Set(numbers).count == numbers.count)
  #expect(there.isSubset(of: numbers))
  #expect(turn > 10)
  #expect(await search.summary.truncation == nil)
}

/// Writes into the server's directory by ldapmodify.
private func change(_ server: PrivateDirectoryServer, _ ldif: String) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/ldapmodify")
  process.arguments = [
    "-x", "-H", server.url, "-D", server.adminDN, "-w", server.adminPassword,
  ]
  let input = Pipe()
  process.standardInput = input
  process.standardOutput = FileHandle.nullDevice
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(ldif.utf8))
  try input.fileHandleForWriting.close()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
}

@Test func `a base that is not there is named with the nearest entry`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { server.stop() }
  let base = "ou=nobody,dc=gov,dc=example"
  let search = PagedSearch(try server.options(), base: base, attributes: ["mail"])
  do {
    _ = try await all(search)
    Issue.record("a search below nothing")
  } catch let error as LDAPError {
    #expect(error.kind == .noSuchBase(base: base, nearest: server.suffix))
  }
}

@Test func `search references are counted and not followed`() async throws {
  let referral = """
    dn: ou=far,dc=gov,dc=example
    objectClass: referral
    objectClass: extensibleObject
    ou: far
    ref: ldap://192.0.2.1/ou=far,dc=gov,dc=example

    """
  let server = try PrivateDirectoryServer(ldif: office(people: 5) + referral)
  defer { server.stop() }
  let (entries, summary) = try await outcome(of: server)
  #expect(entries == 7)
  #expect(summary.references == 1)
  #expect(summary.truncation == nil)
}

@Test func `a server that comes back after a power cut is read whole and once`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 500))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: 100)
  var dns = try #require(try await search.nextPage()).map(\.dn)
  server.kill()
  try server.start()
  while let page = try await search.nextPage() { dns += page.map(\.dn) }
  #expect(dns.count == 502)
  #expect(Set(dns).count == 502)
  #expect(await search.summary.restarts > 0)
}

@Test func `a server that stays away is named with how many entries were read`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 3000))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: 100,
    restartDelays: [.milliseconds(20), .milliseconds(20)])
  _ = try await search.nextPage()
  server.kill()
  do {
    _ = try await all(search)
    Issue.record("the search ended well")
  } catch let error as LDAPError {
    guard case .connectionLost(let entries, _) = error.kind else {
      Issue.record("\(error)")
      return
    }
    let read = await search.summary.entries
    #expect(entries == read)
    #expect(error.description.contains(server.url.replacing("ldap://", with: "")))
    #expect(error.description.contains("\(read) entries"))
  }
}

@Test func `an entry renamed while the connection was lost does not come a second time`()
  async throws
{
  let server = try PrivateDirectoryServer(ldif: office(people: 300))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["sn"], pageSize: 100)
  var entries = try #require(try await search.nextPage())
  try change(
    server,
    """
    dn: uid=u7,ou=people,dc=gov,dc=example
    changetype: modrdn
    newrdn: uid=renamed
    deleteoldrdn: 1

    """)
  server.kill()
  try server.start()
  while let page = try await search.nextPage() { entries += page }
  #expect(await search.summary.restarts == 1)
  #expect(entries.count == 302)
  #expect(Set(entries.compactMap { $0.first("sn")?.text }).count == 300)
}

@Test func `a bind refused on a new connection is not tried again`() async throws {
  let server = try ScriptedServer { client, connection in
    #expect(connection <= 2)
    client.acceptsBinds = false
    let bind = try client.next()
    try client.send(client.done(bind.id, code: connection == 1 ? 0 : 49, tag: 0x61))
    let request = try client.next()
    try client.send(client.person(request.id, 0))
    try client.send(client.done(request.id, code: 0, cookie: [1]))
  }
  let outcome = await Outcome(
    try search(server, restartDelays: Array(repeating: .milliseconds(10), count: 5)))
  #expect(outcome.summary.restarts == 1)
  guard case .connectionLost(entriesRead: 1, let reason) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(reason.contains("code 49"))
}

@Test func `a host that answers nothing times out`() async throws {
  let deaf = try DeafPort()
  let options = ConnectionOptions(
    address: try address("ldap://127.0.0.1:\(deaf.port)"), connectTimeout: 1, operationTimeout: 1)
  let search = PagedSearch(options, base: "", scope: .base, attributes: ["objectClass"])
  do {
    _ = try await search.nextPage()
    Issue.record("an answer from a deaf port")
  } catch {
    #expect(error.kind == .timedOut(seconds: 1, entriesRead: 0))
  }
}
