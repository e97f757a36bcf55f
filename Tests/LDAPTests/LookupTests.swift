import Foundation
import LDAP
import SampleDistrict
import Testing

/// Entries whose names are hard to write twice in the same way.
private let awkward = """
  dn: uid=zed+cn=Ann Two,ou=people,dc=gov,dc=example
  objectClass: inetOrgPerson
  uid: zed
  cn: Ann Two
  sn: Two
  mail: zed@gov.example

  dn: cn=Lê\\2C  An,ou=people,dc=gov,dc=example
  objectClass: inetOrgPerson
  cn: Lê,  An
  sn: An
  mail: an@gov.example


  """

private let names = [
  "uid=u7,ou=people,dc=gov,dc=example": "u7@gov.example",
  "UID=U7, OU=People , DC=gov,dc=EXAMPLE": "u7@gov.example",
  "uid=zed+cn=Ann Two,ou=people,dc=gov,dc=example": "zed@gov.example",
  "CN=ann  two+UID=Zed,ou=people,dc=gov,dc=example": "zed@gov.example",
  "cn=lê\\, an,ou=people,dc=gov,dc=example": "an@gov.example",
]
private let missing: Set<String> = [
  "uid=nobody,ou=people,dc=gov,dc=example", "uid=u7,dc=gov,dc=example", "no name at all",
]

private func check(_ source: any EntrySource) async throws {
  let wanted = missing.union(names.keys)
  let found = try await source.entries(named: wanted, attributes: ["mail"])
  #expect(found.mapValues { $0.first("mail")?.text } == names.mapValues { $0 })
  for (name, mail) in names {
    let entry = try await source.entry(named: name, attributes: ["mail"])
    #expect(entry?.first("mail")?.text == mail)
  }
  for name in missing {
    #expect(try await source.entry(named: name, attributes: ["mail"]) == nil)
  }
}

@Test func `entries are looked up by their names on a server, before, between and after pages`()
  async throws
{
  let server = try PrivateDirectoryServer(ldif: office(people: 500) + awkward)
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: 50)
  try await check(search)
  var dns: [String] = []
  while let page = try await search.nextPage() {
    dns += page.map(\.dn)
    try await check(search)
  }
  try await check(search)
  #expect(dns.count == 504)
  #expect(Set(dns).count == 504)
  #expect(await search.summary.restarts == 0)
}

@Test func `entries are looked up by their names in a file, at whatever page`() async throws {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).ldif"
  try (office(people: 500) + awkward).write(toFile: path, atomically: false, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: path) }
  let file = LDIFFile(path: path, pageSize: 100)
  try await check(file)
  var count = 0
  while let page = try await file.nextPage() {
    count += page.count
    try await check(file)
  }
  #expect(count == 504)
  #expect(await file.summary.entries == 504)
}

@Test func `nothing is looked up in what can be read only once`() async throws {
  let file = LDIFFile(path: "/dev/null")
  do throws(LDAPError) {
    _ = try await file.entry(named: "dc=gov", attributes: [])
    Issue.record("looked up")
  } catch {
    #expect(error.description.contains("regular file"))
  }
}

@Test func `a look-up that meets a lost connection is answered, and the pages stay whole`()
  async throws
{
  let server = try PrivateDirectoryServer(ldif: office(people: 500))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: 50)
  let name = "uid=u7,ou=people,dc=gov,dc=example"
  var dns: [String] = []
  for turn in 0..<20 {
    guard let page = try await search.nextPage() else { break }
    dns += page.map(\.dn)
    guard turn == 3 else { continue }
    server.kill()
    try server.start()
    #expect(try await search.entry(named: name, attributes: ["mail"]) != nil)
  }
  #expect(dns.count == 502)
  #expect(Set(dns).count == 502)
  #expect(await search.summary.restarts == 1)
  // The same after the last page, where no search has to begin anew.
  server.kill()
  try server.start()
  #expect(try await search.entry(named: name, attributes: ["mail"]) != nil)
  #expect(try await search.nextPage() == nil)
}

@Test func `a look-up on a server that stays away ends the pages with it`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 500))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: 50,
    restartDelays: [.milliseconds(10)])
  _ = try await search.nextPage()
  server.kill()
  await #expect(throws: LDAPError.self) {
    try await search.entry(named: "dc=gov,dc=example", attributes: [])
  }
  await #expect(throws: LDAPError.self) { try await search.nextPage() }
}
