import LDAP
import SampleDistrict

/// An LDIF of a small office: the suffix, one unit, and so many people.
func office(people: Int) -> String {
  var text = """
    version: 1

    dn: dc=gov,dc=example
    objectClass: dcObject
    objectClass: organization
    o: gov
    dc: gov

    dn: ou=people,dc=gov,dc=example
    objectClass: organizationalUnit
    ou: people


    """
  for number in 0..<people {
    text += """
      dn: uid=u\(number),ou=people,dc=gov,dc=example
      objectClass: inetOrgPerson
      uid: u\(number)
      cn: Person \(number)
      sn: \(number)
      mail: u\(number)@gov.example
      pwdChangedTime: 20260101000000Z


      """
  }
  return text
}

extension PrivateDirectoryServer {
  /// Where to connect as the administrator.
  func options(
    _ url: String? = nil, password: String? = nil, startTLS: Bool = false,
    caCertificate: String? = nil
  ) throws -> ConnectionOptions {
    ConnectionOptions(
      address: try address(url ?? self.url),
      credentials: .simple(dn: adminDN, password: Secret(password ?? adminPassword)),
      startTLS: startTLS, caCertificate: caCertificate, connectTimeout: 3, operationTimeout: 5)
  }
}

struct NotAnAddress: Error {
  var text: String
}

func address(_ text: String) throws -> ServerAddress {
  guard let address = ServerAddress(text) else { throw NotAnAddress(text: text) }
  return address
}

/// Every entry of a source.
func all(_ source: any EntrySource) async throws -> [Entry] {
  var entries: [Entry] = []
  while let page = try await source.nextPage() { entries += page }
  return entries
}
