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
