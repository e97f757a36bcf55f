import LDAP
import SampleDistrict
import Testing

private let auditorDN = "cn=auditor,dc=gov,dc=example"
private let auditor = """
  dn: cn=auditor,dc=gov,dc=example
  objectClass: organizationalRole
  objectClass: simpleSecurityObject
  cn: auditor
  userPassword: pw

  dn: uid=new,ou=people,dc=gov,dc=example
  objectClass: inetOrgPerson
  uid: new
  cn: New
  sn: New


  """
/// Has a pwdChangedTime and a mail.
private let full = "uid=u0,ou=people,dc=gov,dc=example"
/// Has neither.
private let bare = "uid=new,ou=people,dc=gov,dc=example"

/// What the auditor is told under this right to pwdChangedTime.
private func readability(
  _ attribute: String, in dn: String, right: String, others: String = "read"
) async throws -> Readability {
  let server = try PrivateDirectoryServer(
    ldif: office(people: 1) + auditor,
    configuration: """
      access to dn.subtree="ou=people,dc=gov,dc=example" attrs=pwdChangedTime
        by dn.exact="\(auditorDN)" \(right)
        by * none
      access to * by dn.exact="\(auditorDN)" \(others) by anonymous auth by * none
      """)
  defer { server.stop() }
  var options = try server.options()
  options.credentials = .simple(dn: auditorDN, password: Secret("pw"))
  let search = PagedSearch(options, base: server.suffix, attributes: ["mail"])
  return try await search.readability(of: attribute, in: dn)
}

@Test(arguments: [
  ("read", full, Readability.readable), ("read", bare, .readable), ("none", full, .notReadable),
  ("none", bare, .notReadable), ("disclose", full, .notReadable), ("disclose", bare, .notReadable),
  // It may be compared with, but is not given.
  ("compare", full, .notReadable), ("search", full, .notReadable),
])
func `a hidden attribute is told from one that is not there`(
  right: String, dn: String, expected: Readability
) async throws {
  #expect(try await readability("pwdChangedTime", in: dn, right: right) == expected)
}

@Test(arguments: [
  ("mail", bare, Readability.readable), ("seeAlso", bare, .readable), ("pwdReset", bare, .readable),
  ("pwdAccountLockedTime", bare, .readable), ("pwdMinAge", bare, .readable),
  ("telephoneNumber", bare, .readable), ("noSuchThing", bare, .notInSchema),
  ("no such thing", bare, .notInSchema), ("facsimileTelephoneNumber", bare, .untold),
  ("MAIL", full, .readable),
])
func `a value is found to ask every attribute with`(
  attribute: String, dn: String, expected: Readability
) async throws {
  #expect(try await readability(attribute, in: dn, right: "read") == expected)
}

@Test func `an entry that may not be seen at all is not readable`() async throws {
  #expect(
    try await readability("mail", in: full, right: "none", others: "none") == .notReadable)
  let nobody = "uid=nobody,dc=gov,dc=example"
  #expect(try await readability("mail", in: nobody, right: "read") == .notReadable)
}

@Test(arguments: [(5, Readability.untold), (17, .notReadable), (16, .notReadable)])
func `a server that calls different even what is not there leaves it open`(
  codeOfNonsense: Int, expected: Readability
) async throws {
  let server = try ScriptedServer { client, _ in
    while true {
      let request = try client.next()
      if request.operation == 0x6E {
        let code = request.attributes == ["mail"] ? 5 : codeOfNonsense
        try client.send(client.done(request.id, code: code, tag: 0x6F))
      } else {
        try client.send(client.entry(request.id, request.base, [("cn", [[0x61]])]))
        try client.send(client.done(request.id, code: 0))
      }
    }
  }
  #expect(try await search(server).readability(of: "mail", in: "cn=a,dc=gov") == expected)
}
