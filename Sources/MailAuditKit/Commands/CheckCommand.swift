import ArgumentParser
import Audit
import Reports

/// The same audit for a pipeline: findings on standard output, no files, a verdict as exit code.
struct CheckCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "The same audit for a pipeline: prints its findings and writes no files.",
    discussion: """
      Fail the job on grave violations only, and keep the findings:
        mailaudit check --directory mailboxes.ldif --logs logs/ --fail-on critical \\
          --format json > findings.json

      Exit codes: 0 complete, no violation at or above --fail-on; 1 violations; 2 the command \
      line must be mended; 3 incomplete, so that nobody can claim clean.
      """)

  @OptionGroup var audit: AuditOptions

  @Option(help: "text or json.")
  var format: Format = .text

  @Flag(help: "End with 0 whatever the audit finds; faults keep their codes.")
  var exitZero = false

  func run() async throws {
    let plan = try audit.plan()
    let line = ProgressLine()
    defer { line.finish() }
    let result = try await plan.result(toolVersion: AuditProgram.version) { line.show($0) }
    plan.store?.tell()
    line.finish()
    switch format {
    case .text: try StandardOutput.write(result.findingsText)
    case .json: try StandardOutput.write(result.findingsJSON())
    }
    result.tellLosses()
    if !exitZero, result.outcome != .clean { throw ExitCode(result.outcome.rawValue) }
  }
}
