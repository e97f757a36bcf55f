import Foundation
import MailLog
import OfficialMail
import Policy
import SampleDistrict
import Testing

/// The whole audit of the sample district, against what its generator planted.
@Suite(.serialized) struct SampleAuditTests {
  private let folder: TemporaryFolder
  private let truth: SampleTruth

  init() throws {
    folder = try TemporaryFolder()
    truth = try SampleDistrict().write(to: folder.url)
  }

  private func arguments(_ directory: String..., output: String) -> [String] {
    ["run", "--policy", SampleDistrict.policy] + directory + [
      "--logs", folder.path(SampleDistrict.logsFolder),
      "--agencies", folder.path(SampleDistrict.registerFile),
      "--period", SampleDistrict.period, "--as-of", SampleDistrict.auditDate,
      "--output", folder.path(output),
    ]
  }

  private func findings(_ output: String) throws -> String {
    try String(contentsOfFile: folder.path(output + "/findings.csv"), encoding: .utf8)
  }

  @Test func `the audit finds what was planted, accuses nobody else, and every verdict occurs`()
    throws
  {
    let ended = try Program.run(
      arguments("--directory", folder.path(SampleDistrict.directoryFile), output: "audit"))
    #expect(ended.code == 1, "\(ended.errors)")
    let found = try findings("audit").split(separator: "\n").dropFirst().map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return [cells[0], cells[1], cells[3], cells[4]].joined(separator: " ")
    }
    let planted = truth.findings.map {
      "\($0.rule) \($0.verdict.rawValue) \($0.agency) \($0.subject)"
    }
    #expect(found == planted)

    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appending(path: "audit/findings.json")))
    let rules = try #require((json as? [String: Any])?["rules"] as? [[String: Any]])
    let counts = rules.compactMap { $0["counts"] as? [String: Int] }
    for verdict in [
      "compliant", "violations", "indicators", "waived", "not_applicable", "cannot_tell",
    ] {
      #expect(counts.contains { $0[verdict] ?? 0 > 0 }, "\(verdict)")
    }
  }

  @Test func `a server over ldaps and StartTLS says what its LDIF file says`() throws {
    let server = try PrivateDirectoryServer(
      ldif: String(
        contentsOf: folder.url.appending(path: SampleDistrict.directoryFile), encoding: .utf8),
      suffix: SampleDistrict.baseDN, schema: SampleDistrict.schema, certificate: .valid)
    defer { server.stop() }
    let authority = try #require(server.caCertificate)
    let password = try folder.write(SampleDistrict.readerPassword + "\n", to: "password")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
    let bind = [
      "--base", SampleDistrict.baseDN, "--bind-dn", SampleDistrict.readerDN, "--password-file",
      password, "--ca-certificate", authority,
    ]
    let file = try Program.run(
      arguments("--directory", folder.path(SampleDistrict.directoryFile), output: "file"))
    let tls = try Program.run(arguments("--directory", server.tlsURL, output: "tls") + bind)
    let startTLS = try Program.run(
      arguments("--directory", server.url, "--start-tls", output: "start-tls") + bind)
    #expect([file.code, tls.code, startTLS.code] == [1, 1, 1], "\(tls.errors)\(startTLS.errors)")
    let expected = try findings("file")
    #expect(expected.split(separator: "\n").count == truth.findings.count + 1)
    #expect(try findings("tls") == expected)
    #expect(try findings("start-tls") == expected)

    for (name, text) in [("tls", tls), ("start-tls", startTLS)] {
      let written = try FileManager.default.subpathsOfDirectory(atPath: folder.path(name))
      for file in written {
        let bytes = FileManager.default.contents(atPath: folder.path("\(name)/\(file)")) ?? Data()
        let secret = Data(SampleDistrict.readerPassword.utf8)
        #expect(bytes.range(of: secret) == nil, "\(file) holds the password")
      }
      #expect(!(text.output + text.errors).contains(SampleDistrict.readerPassword))
    }
  }

  @Test func `the tally of the sample's logs is the generator's own count`() throws {
    let ended = try Program.run([
      "logs", "tally", "--official-domain", SampleDistrict.domain, "--time-zone",
      SampleDistrict.timeZone, "--year", "2026", folder.path(SampleDistrict.logsFolder),
    ])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.output == truth.tallyCSV)
  }
}
