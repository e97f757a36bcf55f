import LDAP
import SampleDistrict
import Testing

private let attributes = ["objectClass", "uid", "cn", "mail", "pwdChangedTime"]

@Test func `pages come in turn and none is larger than asked for`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 250))
  defer { server.stop() }
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: attributes, pageSize: 100)
  var sizes: [Int] = []
  while let page = try await search.nextPage() { sizes.append(page.count) }
  #expect(sizes == [100, 100, 52])
  let summary = await search.summary
  #expect(summary.entries == 252)
  #expect(summary.truncation == nil)
}

@Test func `operational attributes asked for by name are read`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 1))
  defer { server.stop() }
  let search = PagedSearch(try server.options(), base: server.suffix, attributes: attributes)
  let entries = try await all(search)
  let person = try #require(entries.last)
  #expect(person.dn == "uid=u0,ou=people,dc=gov,dc=example")
  #expect(person.values("mail").map(\.text) == ["u0@gov.example"])
  #expect(person.values("pwdchangedtime").map(\.text) == ["20260101000000Z"])
}

@Test func `a local socket binds by SASL EXTERNAL`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 3))
  defer { server.stop() }
  let options = ConnectionOptions(
    address: try address(server.socketURL), credentials: .external)
  let search = PagedSearch(options, base: server.suffix, attributes: attributes)
  #expect(try await all(search).count == 5)
}
