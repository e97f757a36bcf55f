import Foundation
import LDAP
import SampleDistrict
import Testing

/// What a search of the root DSE ends with.
private func fault(
  _ url: String, caCertificate: String? = nil, startTLS: Bool = false, patience: Int = 10
) async throws -> LDAPError? {
  let options = ConnectionOptions(
    address: try address(url), startTLS: startTLS, caCertificate: caCertificate,
    connectTimeout: patience, operationTimeout: 1)
  return await Outcome(PagedSearch(options, base: "", scope: .base, attributes: ["1.1"])).error
}

/// This machine's day, as a message has it.
private var today: String {
  Date.now.formatted(.iso8601.year().month().day())
}

@Test(arguments: ["-tls1", "-tls1_1"])
func `a server that speaks only old TLS is refused as such`(version: String) async throws {
  let server = try TLSServer(version, "-cipher", "ALL@SECLEVEL=0")
  let error = try await fault(server.url, caCertificate: server.authority)
  #expect(error?.kind == .tls(.tooOld))
  #expect(error?.description.contains("TLS 1.2 or later") == true)
}

@Test(arguments: ["-tls1_2", "-tls1_3"])
func `a server that speaks TLS 1.2 or later gets as far as the bind`(
  version: String
) async throws {
  let server = try TLSServer(version)
  let error = try await fault(server.url, caCertificate: server.authority)
  #expect(error?.kind == .timedOut(seconds: 1, entriesRead: 0))
}

@Test func `a certificate out of its time is told with this machine's time`() async throws {
  let old = try TLSServer(validity: ("20200101000000Z", "20210101000000Z"))
  let expired = try await fault(old.url, caCertificate: old.authority)
  #expect(expired?.kind == .certificate(.expired))
  #expect(expired?.description.contains("this machine's time is \(today)T") == true)
  let young = try TLSServer(validity: ("20480101000000Z", "20490101000000Z"))
  let early = try await fault(young.url, caCertificate: young.authority)
  #expect(early?.kind == .certificate(.notYetValid))
  #expect(early?.description.contains("this machine's time is \(today)T") == true)
}

@Test func `a file of authorities that is no PEM, or not there, is named`() async throws {
  let server = try TLSServer()
  let path = NSTemporaryDirectory() + "/\(UUID().uuidString).pem"
  try "no PEM at all\n".write(toFile: path, atomically: false, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: path) }
  for path in [path, "/nonexistent/ca.pem"] {
    let error = try await fault(server.url, caCertificate: path)
    #expect(error?.kind == .caCertificateUnreadable(path: path))
    #expect(error?.description.hasPrefix(path) == true)
  }
}

@Test func `a port that speaks something else is told as one without TLS`() async throws {
  let mail = try ScriptedServer { client, _ in
    try client.send(Array("220 mail.gov.example ESMTP\r\n".utf8))
    _ = try client.next()
  }
  let closing = try ScriptedServer { _, _ in throw Client.Gone() }
  let directory = try PrivateDirectoryServer(ldif: office(people: 0))
  defer { directory.stop() }
  for url in [mail.url, closing.url, directory.url] {
    let error = try await fault(url.replacing("ldap:", with: "ldaps:"))
    #expect(error?.kind == .tls(.notSpoken))
  }
}

@Test func `a port that answers no handshake times out`() async throws {
  let deaf = try DeafPort()
  let error = try await fault("ldaps://127.0.0.1:\(deaf.port)", patience: 2)
  #expect(error?.kind == .timedOut(seconds: 2, entriesRead: 0))
}

@Test(arguments: [1, 2, 12, 52, 53])
func `a server without StartTLS is told in its own words`(code: Int) async throws {
  let server = try ScriptedServer { client, _ in
    let request = try client.next()
    try client.send(client.done(request.id, code: code, text: "no TLS here", tag: 0x78))
    _ = try client.next()
  }
  let error = try await fault(server.url, startTLS: true)
  #expect(error?.kind == .tls(.startTLSRefused("no TLS here")))
}

@Test func `StartTLS on a port that speaks TLS from the start is told as refused`() async throws {
  let server = try TLSServer()
  let error = try await fault(server.url.replacing("ldaps:", with: "ldap:"), startTLS: true)
  guard case .tls(.startTLSRefused) = error?.kind else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `a server that says yes to StartTLS and then no handshake times out`() async throws {
  let server = try ScriptedServer { client, _ in
    let request = try client.next()
    try client.send(client.done(request.id, code: 0, tag: 0x78))
    while true { try client.receive() }
  }
  let error = try await fault(server.url, startTLS: true, patience: 2)
  #expect(error?.kind == .timedOut(seconds: 2, entriesRead: 0))
}

@Test func `faults of several servers at once are not taken for each other`() async throws {
  let good = try PrivateDirectoryServer(ldif: office(people: 0), certificate: .valid)
  defer { good.stop() }
  let old = try PrivateDirectoryServer(ldif: office(people: 0), certificate: .expired)
  defer { old.stop() }
  let closing = try ScriptedServer { _, _ in throw Client.Gone() }
  let cases: [(url: String, authority: String?, kind: LDAPError.Kind)] = [
    (good.tlsURL, old.caCertificate, .certificate(.untrusted)),
    (old.tlsURL, old.caCertificate, .certificate(.expired)),
    (closing.url.replacing("ldap:", with: "ldaps:"), nil, .tls(.notSpoken)),
  ]
  try await withThrowingTaskGroup(of: (LDAPError.Kind, LDAPError.Kind?).self) { group in
    for number in 0..<60 {
      let one = cases[number % cases.count]
      group.addTask {
        (one.kind, try await fault(one.url, caCertificate: one.authority)?.kind)
      }
    }
    for try await (expected, found) in group { #expect(found == expected) }
  }
}
