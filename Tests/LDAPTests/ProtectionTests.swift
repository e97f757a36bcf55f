import Foundation
import LDAP
import SampleDistrict
import Testing

/// What a connection attempt ends with; nil when it works.
private func failure(_ options: ConnectionOptions) async -> LDAPError? {
  let search = PagedSearch(options, base: "", scope: .base, attributes: ["objectClass"])
  do throws(LDAPError) {
    while try await search.nextPage() != nil {}
    return nil
  } catch {
    return error
  }
}

@Test func `ldaps and StartTLS work with the authority named, and read the same`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 30), certificate: .valid)
  defer { server.stop() }
  let plain = PagedSearch(try server.options(), base: server.suffix, attributes: ["mail"])
  let expected = try await all(plain)
  for (url, startTLS) in [(server.tlsURL, false), (server.url, true)] {
    let options = try server.options(
      url, startTLS: startTLS, caCertificate: server.caCertificate)
    let search = PagedSearch(
      options, base: server.suffix, attributes: ["mail"], pageSize: 7)
    #expect(try await all(search) == expected)
  }
}

@Test(arguments: [false, true])
func `a server of an unknown authority is refused`(startTLS: Bool) async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0), certificate: .valid)
  defer { server.stop() }
  let error = try await failure(
    server.options(startTLS ? server.url : server.tlsURL, startTLS: startTLS))
  #expect(error?.kind == .certificate(.untrusted))
  #expect(error?.description.contains("certificate") == true)
}

@Test(arguments: [false, true])
func `a certificate for another name is refused and names it`(startTLS: Bool) async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0), certificate: .wrongName)
  defer { server.stop() }
  let error = try await failure(
    server.options(
      startTLS ? server.url : server.tlsURL, startTLS: startTLS,
      caCertificate: server.caCertificate))
  guard case .certificate(.wrongName) = error?.kind else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `an expired certificate is refused as such`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0), certificate: .expired)
  defer { server.stop() }
  let error = try await failure(
    server.options(server.tlsURL, caCertificate: server.caCertificate))
  #expect(error?.kind == .certificate(.expired))
}

@Test func `TLS to a plain port is told from a certificate fault`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { server.stop() }
  let url = server.url.replacing("ldap://", with: "ldaps://")
  guard case .tls = try await failure(server.options(url))?.kind else {
    Issue.record("not a TLS fault")
    return
  }
  guard case .tls = try await failure(server.options(startTLS: true))?.kind else {
    Issue.record("not a StartTLS fault")
    return
  }
}

@Test func `a wrong password is refused and does not show`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { server.stop() }
  let error = try await failure(server.options(password: "hunter2-open"))
  #expect(error?.kind == .credentialsRefused(dn: server.adminDN))
  #expect(error?.description.contains("hunter2") == false)
  #expect("\(Secret("hunter2"))" == "(secret)")
}

@Test func `an empty password is refused before anything is sent`() async throws {
  let options = ConnectionOptions(
    address: try address("ldap://127.0.0.1:1"),
    credentials: .simple(dn: "cn=admin", password: Secret("")))
  #expect(await failure(options)?.kind == .emptyPassword)
}

@Test(arguments: ["ldap://192.0.2.1", "ldap://directory.example:389", "ldap://127.0.0.1.example"])
func `a plain connection beyond this machine is refused`(url: String) async throws {
  #expect(await failure(ConnectionOptions(address: try address(url)))?.kind == .plaintextRefused)
}

@Test func `a port where nobody listens is unreachable`() async throws {
  let error = await failure(ConnectionOptions(address: try address("ldap://127.0.0.1:1")))
  guard case .unreachable = error?.kind else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(error?.description.contains("127.0.0.1:1") == true)
}

@Test(arguments: [
  ("ldap://dir.example", "ldap://dir.example:389"),
  ("LDAPS://dir.example/", "ldaps://dir.example:636"),
  ("ldap://[::1]:1389", "ldap://[::1]:1389"), ("ldapi://%2Frun%2Fldapi", "ldapi://%2Frun%2Fldapi"),
])
func `an address is read in every form`(text: String, expected: String) throws {
  #expect(try address(text).description == expected)
}

@Test(arguments: [
  "ldap://", "http://dir.example", "ldap://dir.example:0", "ldap://dir.example:65536",
  "ldap://user@dir.example", "ldap://dir.example/dc=gov", "ldap://a b", "ldapi://%zz",
  "ldapi://%00",
  "ldap://dir.example:+389",
])
func `text that is no server's address is refused`(text: String) {
  #expect(ServerAddress(text) == nil)
}
