import Foundation
import LDAP
import SampleDistrict
import Testing

/// The entries of an LDIF text, read from a file of its own.
private func entries(_ text: String) async throws -> [Entry] {
  try await withFile(Array(text.utf8)) { try await all(LDIFFile(path: $0)) }
}

private func withFile<Value>(
  _ bytes: [UInt8], _ body: (String) async throws -> Value
) async throws -> Value {
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).ldif"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

private func fault(_ text: String) async throws -> LDAPError.Kind? {
  do {
    _ = try await entries(text)
    return nil
  } catch let error as LDAPError {
    return error.kind
  }
}

@Test func `folded lines, base64, comments and carriage returns are read`() async throws {
  let text = [
    "version: 1", "# a comment", " that goes on", "dn: uid=an,dc=gov,", " dc=example", "cn: Ng",
    " uy", "# between", "cn:: w4ogYW4=", "mail:an@gov.example", "MAIL: an2@gov.example",
    "cn;lang-vi: An", "empty:", "", "", "dn:: dWlkPWLhu41jLGRjPWdvdg==", "mail: b@gov.example",
  ].joined(separator: "\r\n")
  let read = try await entries("\u{FEFF}" + text)
  #expect(read.map(\.dn) == ["uid=an,dc=gov,dc=example", "uid=bọc,dc=gov"])
  #expect(read[0].values("cn").map(\.text) == ["Nguy", "Ê an", "An"])
  #expect(read[0].values("mail").map(\.text) == ["an@gov.example", "an2@gov.example"])
  #expect(read[0].values("empty").map(\.text) == [""])
}

@Test(arguments: [
  ("dn: a=b\ncn: x\nno colon here\n", 3), ("cn: x\n", 1), (" folded first\n", 1),
  ("dn: a=b\ncn:: !!!\n", 2), ("dn: a=b\nphoto:< file:///etc/passwd\n", 2),
  ("dn: a=b\nchangetype: modify\nreplace: mail\n", 2), ("dn: a=b\ncn: x\ndn: c=d\n", 3),
  ("version: 2\ndn: a=b\n", 1), ("dn: a=b\n\n continued nothing\n", 3),
  ("dn: a=b\nc n: x\n", 2),
])
func `a broken line is located`(text: String, line: Int) async throws {
  guard case .line(let found, let problem) = try await fault(text) else {
    Issue.record("no fault")
    return
  }
  #expect(found == line)
  #expect(!problem.isEmpty)
}

@Test func `UTF-16 is told as such`() async throws {
  try await withFile([0xFF, 0xFE, 0x64, 0x00]) { path in
    do {
      _ = try await all(LDIFFile(path: path))
      Issue.record("read")
    } catch let error as LDAPError {
      #expect(error.description.contains("UTF-16"))
    }
  }
}

@Test func `a line without end is refused, not held in memory`() async throws {
  let bytes = Array("dn: a=b\ncn: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 17 << 20)
  try await withFile(bytes) { path in
    do {
      _ = try await all(LDIFFile(path: path))
      Issue.record("read")
    } catch let error as LDAPError {
      #expect(error.description.contains(":2: the line is longer"))
    }
  }
}

@Test func `what ldapsearch adds is no entry, but its limit counts`() async throws {
  let text = """
    dn: uid=an,dc=gov
    mail: an@gov.example

    # search reference
    ref: ldap://192.0.2.1/dc=far

    # search result
    search: 2
    result: 4 Size limit exceeded

    # numResponses: 2
    # numEntries: 1

    """
  try await withFile(Array(text.utf8)) { path in
    let file = LDIFFile(path: path)
    let read = try await all(file)
    #expect(read.count == 1)
    let summary = await file.summary
    #expect(summary.references == 1)
    #expect(summary.truncation == .size("Size limit exceeded"))
  }
}

@Test func `a missing file is named`() async throws {
  do {
    _ = try await all(LDIFFile(path: "/nowhere/at-all.ldif"))
    Issue.record("read")
  } catch let error as LDAPError {
    #expect(error.description.contains("/nowhere/at-all.ldif"))
  }
}

@Test func `a file gives the entries that a server filled from it gives`() async throws {
  let text = office(people: 120)
  let server = try PrivateDirectoryServer(ldif: text)
  defer { server.stop() }
  let wanted = ["objectclass", "mail", "cn", "pwdchangedtime"]
  func reduced(_ source: any EntrySource) async throws -> [String: [[AttributeValue]]] {
    let pairs = try await all(source).map { entry in
      (entry.dn, wanted.map { entry.values(AttributeKey($0)) })
    }
    return Dictionary(pairs) { first, _ in first }
  }
  let served = try await reduced(
    PagedSearch(try server.options(), base: server.suffix, attributes: wanted))
  let filed = try await withFile(Array(text.utf8)) { try await reduced(LDIFFile(path: $0)) }
  #expect(served == filed)
  #expect(served.count == 122)
}

@Test(arguments: [
  ("uid=an,ou=Phòng A,dc=gov", ["Phòng A"]), ("cn=x+ou=A,OU=B", ["A", "B"]),
  ("cn=a\\,b,ou=C\\2C D", ["C, D"]), ("ou=\"A, B\",dc=x", ["A, B"]), ("ou= A \\ ,dc=x", ["A  "]),
  ("ou=ph\\C3\\B2ng", ["phòng"]), ("", []), ("ou=#04024869", ["#04024869"]),
])
func `a DN is parsed into its units`(text: String, units: [String]) throws {
  #expect(try #require(DistinguishedName(text)).values("ou") == units)
}

@Test(arguments: ["no equals", "ou=a,", "=x", "ou=a\\", "ou=\"a", "ou=a,,dc=b"])
func `text that is no DN is refused`(text: String) {
  #expect(DistinguishedName(text) == nil)
}
