import ArgumentParser
import Audit
import Directory
import Foundation
import OfficialMail
import Policy
import Reports
import SampleDistrict

/// A whole audit of a made-up district, over a real LDAP server that ends with the command.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Audit a made-up district: sample directory, sample logs, real LDAP server.",
    discussion: """
      Writes the sample into OUTPUT/sample and the audit into OUTPUT/audit. It needs slapd \
      (Debian: slapd), which it starts for itself on a free loopback port and ends again.

      The sample alone, for tries of your own:
        mailaudit demo --sample-only --output sample
      """)

  @Option(help: ArgumentHelp("A new or empty folder.", valueName: "folder"))
  var output: String

  @Flag(help: "Write the sample and stop.")
  var sampleOnly = false

  @Option(help: ArgumentHelp("How many times the usual mail traffic.", valueName: "n"))
  var traffic = 1

  @Option(help: "vi or en; the policy's own language.")
  var language: Language?

  func run() async throws {
    guard traffic > 0 else { throw UsageFault("--traffic \(traffic): it must be 1 or more") }
    try OutputFolder.check(output)
    let sample = sampleOnly ? output : output + "/sample"
    try FileManager.default.createDirectory(
      atPath: sample, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let district = SampleDistrict(traffic: traffic)
    _ = try district.write(to: sample)
    if sampleOnly {
      print("sample: \(sample)")
      return
    }
    let server = try await PrivateDirectoryServer.start(
      ldif: String(contentsOfFile: sample + "/directory.ldif", encoding: .utf8),
      suffix: SampleDistrict.base, schema: SampleDistrict.schema)
    defer { server.stop() }
    print("directory: \(server.url), a private slapd with the sample")
    print("")
    let plan = try plan(server: server, sample: sample)
    _ = try await plan.carriedOut(into: output + "/audit")
    print("")
    print("The same audit from the sample's files:")
    print(
      "  mailaudit run --policy \(plan.policy.id) --directory \(sample)/directory.ldif "
        + "--logs \(sample)/logs --agencies \(sample)/agencies.csv --period \(plan.period) "
        + "--as-of \(plan.asOf) --output NEW-FOLDER")
  }
}
