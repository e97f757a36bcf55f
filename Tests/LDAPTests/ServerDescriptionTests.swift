import LDAP
import SampleDistrict
import Testing

@Test func `a server tells its contexts, its schema and whom it takes us for`() async throws {
  let server = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { server.stop() }
  let description = try await ServerDescription.read(server.options())
  #expect(description.namingContexts == [server.suffix])
  #expect(description.rootDSE.values("objectclass").contains { $0.isWord("openldaprootdse") })
  #expect(description.supports(control: "1.2.840.113556.1.4.319"))
  #expect(!description.supports(capability: "1.2.840.113556.1.4.800"))
  #expect(description.identity == "dn:\(server.adminDN)")
  #expect(description.vendorName == nil)
  #expect(description.currentTime == nil)
  let types = try #require(description.attributeTypes)
  #expect(types.isSuperset(of: ["cn", "commonname", "mail", "rfc822mailbox", "pwdchangedtime"]))
  #expect(!types.contains("pwdlastset"))
  #expect(description.objectClasses?.contains("inetorgperson") == true)
}

@Test func `a server that hides its schema is described by the rest`() async throws {
  let server = try PrivateDirectoryServer(
    ldif: office(people: 0), configuration: "restrict extended")
  defer { server.stop() }
  var options = try server.options()
  options.credentials = .anonymous
  let description = try await ServerDescription.read(options)
  #expect(description.identity?.isEmpty != false)
  #expect(description.namingContexts == [server.suffix])
}

@Test func `a server that tells next to nothing is described by nothing`() async throws {
  let server = try ScriptedServer { client, _ in
    while true {
      let request = try client.next()
      if request.operation == 0x77 {
        try client.send(client.done(request.id, code: 2, text: "no extensions", tag: 0x78))
      } else if request.base.isEmpty {
        let values: [(String, [[UInt8]])] = [
          ("currentTime", [Array("20260924090807.0Z".utf8)]),
          ("subschemaSubentry", [Array("cn=schema".utf8)]),
          ("supportedExtension", [Array("1.3.6.1.4.1.4203.1.11.3".utf8)]),
        ]
        try client.send(client.entry(request.id, "", values))
        try client.send(client.done(request.id, code: 0))
      } else {
        try client.send(client.done(request.id, code: 50, text: "not for you"))
      }
    }
  }
  let description = try await ServerDescription.read(
    ConnectionOptions(address: try address(server.url)))
  #expect(description.currentTime?.text == "20260924090807.0Z")
  #expect(description.attributeTypes == nil)
  #expect(description.objectClasses == nil)
  #expect(description.identity == nil)
}

@Test(arguments: [
  ("( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'NAME of it' SUP name )", ["cn", "commonname"]),
  ("( 1.2.840.113556.1.4.96 NAME 'pwdLastSet' SYNTAX '1.2' SINGLE-VALUE )", ["pwdlastset"]),
  ("(2.5.4.3 NAME('a''b')DESC 'x')", ["a", "b"]), ("( 1.2 NAME bare SUP top )", ["bare"]),
  ("( 1.2 DESC 'NAME' SUP top )", []), ("( 1.2 DESC 'has NAME ''x'' in it' NAME 'y' )", ["y"]),
  ("( 1.2 NAME", []), ("( 1.2 NAME ( 'a' 'b", ["a", "b"]), ("( 1.2 NAME )", []), ("", []),
  ("'", []), ("( cn-oid NAME 'x-y;z_1' )", ["x-y;z_1"]),
])
func `names are found in a definition of a schema`(definition: String, names: [String]) async throws
{
  let server = try ScriptedServer { client, _ in
    while true {
      let request = try client.next()
      let values: [(String, [[UInt8]])] =
        request.base.isEmpty
        ? [("subschemaSubentry", [Array("cn=schema".utf8)])]
        : [("attributeTypes", [Array(definition.utf8)])]
      try client.send(client.entry(request.id, request.base, values))
      try client.send(client.done(request.id, code: 0))
    }
  }
  let description = try await ServerDescription.read(
    ConnectionOptions(address: try address(server.url)))
  #expect(description.attributeTypes == Set(names))
}
