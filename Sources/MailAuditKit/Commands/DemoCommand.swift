import ArgumentParser
import Audit
import Directory
import Foundation
import LDAP
import MailLog
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
  var traffic = 1.0

  @Option(help: "vi or en; the policy's own language.")
  var language: Language?

  func run() async throws {
    guard (0.01...1000).contains(traffic) else {
      throw UsageFault("--traffic \(traffic): it must be from 0.01 to 1000")
    }
    try OutputFolder.check(output)
    let sample = URL(filePath: sampleOnly ? output : output + "/sample")
    let line = ProgressLine()
    defer { line.finish() }
    try SampleDistrict(traffic: traffic).write(to: sample) { line.show(share: $0, of: "sample") }
    line.finish()
    if sampleOnly {
      try StandardOutput.print("sample: \(sample.path(percentEncoded: false))")
      return
    }
    let server = try PrivateDirectoryServer(
      ldif: String(
        contentsOf: sample.appending(path: SampleDistrict.directoryFile), encoding: .utf8),
      suffix: SampleDistrict.baseDN, schema: SampleDistrict.schema)
    defer { server.stop() }
    try StandardOutput.print("A private slapd at \(server.url) serves the sample.\n")
    let plan = try plan(server: server, sample: sample)
    let result = try await plan.carriedOut(into: output + "/audit")
    try StandardOutput.print("\nVerdicts as findings.csv and the report have them:")
    for kind in VerdictKind.allCases {
      try StandardOutput.print(
        "  \(kind.rawValue) \(result.countsByRule.values.reduce(0) { $0 + $1[kind] })")
    }
    try StandardOutput.print(
      """

      The same audit from the sample's files:
        mailaudit run --policy \(plan.policy.id) \\
          --directory \(sample.appending(path: SampleDistrict.directoryFile).path(percentEncoded: false)) \\
          --logs \(sample.appending(path: SampleDistrict.logsFolder).path(percentEncoded: false)) \\
          --agencies \(sample.appending(path: SampleDistrict.registerFile).path(percentEncoded: false)) \\
          --period \(plan.period) --as-of \(plan.asOf) --output NEW-FOLDER
      """)
  }

  private func plan(server: PrivateDirectoryServer, sample: URL) throws -> AuditPlan {
    let policy = try AuditProgram.running.policy(named: SampleDistrict.policy)
    guard let period = Period(SampleDistrict.period), let asOf = Day(SampleDistrict.auditDate)
    else { throw UsageFault("the sample names no period and audit date") }
    return AuditPlan(
      policy: policy,
      directories: [
        DirectorySource(
          location: server.url, base: SampleDistrict.baseDN,
          credentials: .simple(
            dn: SampleDistrict.readerDN, password: Secret(SampleDistrict.readerPassword)))
      ],
      logs: [sample.appending(path: SampleDistrict.logsFolder).path(percentEncoded: false)],
      logFormat: .auto, firstYear: nil,
      threads: ProcessInfo.processInfo.activeProcessorCount,
      register: sample.appending(path: SampleDistrict.registerFile).path(percentEncoded: false),
      period: period, asOf: asOf, language: language ?? policy.language, failOn: .low)
  }
}
