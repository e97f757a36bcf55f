import DirectoryServers
import Foundation
import SampleDistrict
import Testing

/// `--sasl gssapi` against a realm and a server of one's own.
@Suite struct KerberosTests {
  private static let ldif = """
    dn: dc=gov,dc=example
    objectClass: domain
    dc: gov

    dn: cn=auditor,dc=gov,dc=example
    objectClass: organizationalRole
    cn: auditor

    dn: uid=an,dc=gov,dc=example
    objectClass: inetOrgPerson
    uid: an
    cn: An
    sn: An
    mail: an@gov.example
    pwdChangedTime: 20260801020000Z

    """

  private func withServer(
    _ body: (PrivateKerberosRealm, PrivateDirectoryServer) throws -> Void
  ) throws {
    let realm = try PrivateKerberosRealm()
    defer { realm.stop() }
    try realm.addUser("auditor", password: "Pass 1")
    let server = try PrivateDirectoryServer(
      ldif: Self.ldif,
      configuration: "access to * by dn.exact=\"cn=auditor,dc=gov,dc=example\" read",
      certificate: .valid,
      singleSignOn: try realm.singleSignOn(
        entries: ["auditor": "cn=auditor,dc=gov,dc=example"]))
    defer { server.stop() }
    try body(realm, server)
  }

  private func export(
    _ url: String, _ environment: [String: String], _ more: [String] = []
  ) throws -> Program.Ended {
    try Program.run(
      ["directory", "export", "--directory", url, "--sasl", "gssapi"] + more,
      environment: environment)
  }

  @Test func `a ticket opens the directory, in plain LDAP and under TLS`() throws {
    try withServer { realm, server in
      let login = try realm.ticketCache(for: "auditor", password: "Pass 1")
      let authority = try #require(server.caCertificate)
      for (url, more) in [
        (server.url, []), (server.url, ["--start-tls", "--ca-certificate", authority]),
        (server.tlsURL, ["--ca-certificate", authority]),
      ] {
        let ended = try export(url, login, more)
        #expect(ended.code == 0, "\(url) \(more): \(ended.errors)")
        #expect(ended.output.contains("\nan@gov.example,An,,personal,active,changed,"))
      }
    }
  }

  @Test func `the probe names who a ticket is for`() throws {
    try withServer { realm, server in
      let login = try realm.ticketCache(for: "auditor", password: "Pass 1")
      let ended = try Program.run(
        ["directory", "probe", "--directory", server.url, "--sasl", "gssapi"], environment: login)
      #expect(ended.output.contains("account     cn=auditor,dc=gov,dc=example"), "\(ended.output)")
      #expect(ended.output.contains("encrypted by Kerberos"))
    }
  }

  @Test func `each fault of Kerberos says what it is and what to do`() throws {
    try withServer { realm, server in
      let login = try realm.ticketCache(for: "auditor", password: "Pass 1")
      let none = login.merging(["KRB5CCNAME": "FILE:/nowhere/at-all"]) { $1 }
      let brief = try realm.ticketCache(for: "auditor", password: "Pass 1", lifetime: "1s")
      sleep(2)
      for (environment, words) in [(none, "kinit"), (brief, "kinit")] {
        let ended = try export(server.url, environment)
        #expect(ended.code == 3)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains(words), "\(words) in: \(ended.errors)")
        #expect((1...4).contains(ended.errorLines))
      }
      // A server by a name that the realm does not know.
      let other = try export(
        server.url.replacing("127.0.0.1", with: "127.0.0.2"), login)
      #expect(other.code == 3)
      #expect((1...4).contains(other.errorLines), "\(other.errors)")
    }
  }

  @Test func `a clock that is wrong is called so`() throws {
    try withServer { realm, server in
      let login = try realm.ticketCache(for: "auditor", password: "Pass 1")
      try realm.restart(minutesAhead: 20)
      let ended = try export(server.url, login)
      #expect(ended.code == 3)
      #expect(ended.errors.contains("clock"), "\(ended.errors)")
      #expect((1...4).contains(ended.errorLines))
    }
  }

  @Test func `a realm whose KDC is gone is named`() throws {
    try withServer { realm, server in
      let login = try realm.ticketCache(for: "auditor", password: "Pass 1")
      realm.kill()
      let ended = try export(server.url, login)
      #expect(ended.code == 3)
      #expect(ended.errors.contains("KDC"), "\(ended.errors)")
    }
  }
}
