import DirectoryServers
import Foundation
import SampleDistrict
import Testing

/// `directory probe` against each real server, as a newcomer would call it.
@Suite struct ProbeTests {
  private static func people(_ count: Int, more: String = "") -> String {
    (0..<count).map { number in
      """
      dn: uid=u\(number),dc=gov,dc=example
      objectClass: inetOrgPerson
      objectClass: mailRecipient
      uid: u\(number)
      cn: Nguyễn Văn \(number)
      sn: Văn
      ou: Phòng A
      mail: u\(number)@gov.example
      \(more)

      """
    }.joined(separator: "\n")
  }

  private static func root(_ more: String = "") -> String {
    "dn: dc=gov,dc=example\nobjectClass: domain\ndc: gov\n\(more)\n"
  }

  private static let auditor = """
    dn: cn=auditor,dc=gov,dc=example
    objectClass: organizationalRole
    objectClass: simpleSecurityObject
    cn: auditor
    userPassword: pw


    """
  private static let auditorDN = "cn=auditor,dc=gov,dc=example"

  private func probed(
    _ arguments: [String], password: String? = nil
  ) throws -> Program.Ended {
    let ended = try Program.run(
      ["directory", "probe", "--as-of", "2026-10-01"] + arguments,
      environment: password.map { ["MAILAUDIT_LDAP_PASSWORD": $0] } ?? [:])
    if let folder = ProcessInfo.processInfo.environment["SHOW_PROBES"] {
      try? (ended.output + ended.errors).write(
        toFile: "\(folder)/\(UUID().uuidString).txt", atomically: false, encoding: .utf8)
    }
    return ended
  }

  @Test func `of a server that hides the password's date the rule to ask for is told`() throws {
    let server = try PrivateDirectoryServer(
      ldif: Self.root() + Self.auditor
        + Self.people(12, more: "pwdChangedTime: 20260801020000Z"),
      configuration: """
        access to attrs=pwdChangedTime,pwdReset by * none
        access to * by * read
        """)
    defer { server.stop() }
    let ended = try probed(
      ["--directory", server.url, "--bind-dn", Self.auditorDN], password: "pw")
    #expect(ended.code == 3, "\(ended.errors)")
    for words in [
      "openldap (OpenLDAP with the ppolicy overlay),", "account     cn=auditor",
      "14 read, 12 of them mailboxes", "12 unknown", "pwdChangedTime HIDDEN",
      "hidden from this account: pwdChangedTime, pwdReset",
      "\naccess to dn.subtree=\"dc=gov,dc=example\" attrs=pwdChangedTime,pwdReset\n",
      "\nolcAccess: {0}to dn.subtree=\"dc=gov,dc=example\" attrs=pwdChangedTime,pwdReset by ",
      "by dn.exact=\"cn=auditor,dc=gov,dc=example\" read", "u0@gov.example, Nguyễn Văn 0",
    ] { #expect(ended.output.contains(words), "\(words) in:\n\(ended.output)") }
    #expect(ended.output.split(separator: "\n").count <= 45)
  }

  @Test func `a server that is read whole says what comes next`() throws {
    let server = try PrivateDirectoryServer(
      ldif: Self.root() + Self.people(3, more: "pwdChangedTime: 20260801020000Z"))
    defer { server.stop() }
    let ended = try probed(
      ["--directory", server.url, "--bind-dn", server.adminDN], password: server.adminPassword)
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("All that an audit reads can be read"))
    #expect(
      ended.output.contains(
        "mailaudit directory agencies --directory \(server.url) --bind-dn "
          + "cn=admin,dc=gov,dc=example --password-file …"))
    #expect(!ended.output.contains(server.adminPassword))
  }

  @Test func `nobody who sees nothing is told whom to ask`() throws {
    let server = try PrivateDirectoryServer(
      ldif: Self.root() + Self.people(3), configuration: "access to * by * search")
    defer { server.stop() }
    let ended = try probed(["--directory", server.url])
    #expect(ended.code == 3)
    #expect(ended.output.contains("nobody: the server takes this connection for an anonymous one"))
    #expect(ended.output.contains("no mailbox is to be seen"))
    #expect(ended.output.contains("attrs=entry,children,objectClass,"))
  }

  @Test func `an account that is not told of the base itself is told whom to ask`() throws {
    let server = try PrivateDirectoryServer(
      ldif: Self.root() + Self.auditor + Self.people(3), configuration: "access to * by * auth")
    defer { server.stop() }
    let ended = try probed(
      ["--directory", server.url, "--bind-dn", Self.auditorDN], password: "pw")
    #expect(ended.code == 3, "\(ended.errors)")
    #expect(ended.output.contains("NOT COMPLETE"), "\(ended.errors)")
    #expect(ended.output.contains("attrs=entry,children,objectClass,"), "\(ended.output)")
  }

  @Test func `a status that nobody can tell is not called enough`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      Self.root() + Self.people(1, more: "shadowLastChange: 20666\nshadowExpire: 0"),
      to: "one.ldif")
    let ended = try probed(["--directory", file])
    #expect(ended.code == 3)
    #expect(ended.output.contains("1 unknown"))
  }

  @Test func `Samba's domain controller is Active Directory, and tells its clock`() throws {
    let server = try PrivateSambaDomain(
      ldif: """
        dn: CN=an,CN=Users,DC=gov,DC=example
        objectClass: user
        cn: an
        sAMAccountName: an
        displayName: Nguyễn Văn An
        mail: an@gov.example
        userAccountControl: 512
        pwdLastSet: 134300232000000000

        """)
    defer { server.stop() }
    let ended = try probed(
      [
        "--directory", server.tlsURL, "--ca-certificate", server.caCertificate, "--bind-dn",
        server.adminDN,
      ], password: server.adminPassword)
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    for words in [
      "active-directory", "Samba Team", "clock       the same as this machine's",
      "an@gov.example, Nguyễn Văn An", "password changed 2026-08-01T02:00:00Z",
      "TLS, the certificate verified",
    ] { #expect(ended.output.contains(words), "\(words) in:\n\(ended.output)") }
  }

  @Test func `389 Directory Server's limit and its hidden attributes are told`() throws {
    let server = try Private389Server(
      ldif: Self.root(
        """
        aci: (targetattr!="pwdUpdateTime || nsAccountLock")(version 3.0; acl "r"; allow
         (read, search, compare) userdn="ldap:///\(Self.auditorDN)";)

        """) + Self.auditor + Self.people(120, more: "pwdUpdateTime: 20260801020000Z"),
      configuration: """
        dn: cn=config
        changetype: modify
        replace: nsslapd-pagedsizelimit
        nsslapd-pagedsizelimit: 50

        """)
    defer { server.stop() }
    let ended = try probed(
      ["--directory", server.url, "--bind-dn", Self.auditorDN], password: "pw")
    #expect(ended.code == 3, "\(ended.errors)")
    for words in [
      "389ds (389 Directory Server),", "NOT COMPLETE: the server stopped at its",
      "nsPagedSizeLimit: -1", "pwdUpdateTime HIDDEN", "aci: (targetattr=",
      "version 3.0; acl \"mail audit\"", "clock       the same as this machine's",
    ] { #expect(ended.output.contains(words), "\(words) in:\n\(ended.output)") }
  }

  @Test func `a file is probed like a server, and several are told of one after the other`() throws
  {
    let folder = try TemporaryFolder()
    let one = try folder.write(
      Self.root() + Self.people(2, more: "shadowLastChange: 20666"), to: "one.ldif")
    let two = try folder.write(
      Self.root() + Self.people(2, more: "zimbraAuthMech: ad\nzimbraAccountStatus: active"),
      to: "two.ldif")
    let ended = try probed(["--directory", one, "--directory", two])
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("shadow (POSIX accounts with shadow attributes)"))
    #expect(ended.output.contains("mailboxes   2, 2 of them in more than one"))
    #expect(ended.output.contains("passwords   2 changed"))
    let alone = try probed(["--directory", two])
    #expect(
      alone.output.contains("2 passwords are kept elsewhere (ad), and their age is not judged"))
  }

  @Test func `the rule to ask for, put into slapd's configuration, lets the account read`() throws {
    let ldif =
      Self.root() + Self.auditor + Self.people(3, more: "pwdChangedTime: 20260801020000Z")
    let blind = try PrivateDirectoryServer(
      ldif: ldif, configuration: "access to * by * search")
    defer { blind.stop() }
    let account = ["--bind-dn", Self.auditorDN]
    let asked = try probed(["--directory", blind.url] + account, password: "pw")
    let rule = try #require(
      asked.output.split(separator: "# slapd.conf, above the other access rules:\n").last?
        .split(separator: "# or cn=config").first, "\(asked.output)")
    #expect(!rule.contains("authTimestamp"), "slapd knows no such attribute")
    let seeing = try PrivateDirectoryServer(
      ldif: ldif, configuration: "\(rule)access to * by * auth")
    defer { seeing.stop() }
    let told = try probed(["--directory", seeing.url] + account, password: "pw")
    #expect(told.code == 0, "\(told.output)\(told.errors)")
    #expect(told.output.contains("3 changed"))
  }
}
