import ArgumentParser
import Audit
import Letters
import MailLog
import OfficialMail
import Reports

/// One audit, written to a folder: findings, report, letters, ledger.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Audit a period and write findings, a report and a letter per agency.",
    discussion: """
      An LDIF export instead of a server, the third quarter:
        mailaudit run --directory mailboxes.ldif --logs /srv/mail-logs \\
          --agencies agencies.csv --period 2026-Q3 --as-of 2026-10-01 --output audit-2026-Q3

      The folder holds findings.csv, findings.json, agencies.csv, coverage.json, report.html, \
      letters/ and manifest.json. It is written whole or not at all, for your eyes alone.

      Exit codes: 0 complete, no violation at or above --fail-on; 1 violations; 2 the command \
      line must be mended; 3 incomplete, so that nobody can claim clean.
      """)

  @OptionGroup var audit: AuditOptions

  @Option(help: ArgumentHelp("A new or empty folder.", valueName: "folder"))
  var output: String

  func run() async throws {
    let outcome = try await audit.plan().carriedOut(into: output).outcome
    if outcome != .clean { throw ExitCode(outcome.rawValue) }
  }
}

extension AuditPlan {
  /// Audits with a progress line, writes every output into `folder`, and prints the summary.
  func carriedOut(into folder: String) async throws -> AuditResult {
    // Before minutes of work, not after.
    try OutputFolder.check(folder)
    let line = ProgressLine()
    defer { line.finish() }
    let result = try await result(toolVersion: AuditProgram.version) { line.show($0) }
    let press = try LetterPress()
    let written = try OutputFolder.write(result, to: folder) { add in
      for agency in result.agencies {
        guard let letter = agencyLetter(for: agency.agency.code, in: result) else { continue }
        try add(agency.agency.code, try press.pdf(of: letter), try press.docx(of: letter))
      }
    }
    line.finish()
    try StandardOutput.write(result.summary(written: written))
    result.tellLosses()
    store?.tell()
    return result
  }
}

extension AuditStore {
  /// Ends the store's part in a run, and says on standard error what it did.
  func tell() {
    for word in finish() { StandardError.print("mailaudit: \(word)") }
  }
}

extension AuditResult {
  /// Says on standard error what was lost, the first few in words.
  func tellLosses() {
    let losses = coverage.losses
    for loss in losses.prefix(3) { StandardError.print("mailaudit: incomplete: \(loss)") }
    if losses.count > 3 {
      StandardError.print("mailaudit: incomplete: \(losses.count - 3) more; see coverage.json")
    }
    for doubt in coverage.logs?.doubts ?? [] { StandardError.print("mailaudit: \(doubt)") }
    guard losses.isEmpty,
      let worst = coverage.daysWithoutLogs.max(by: { $0.days.count < $1.days.count })
    else { return }
    StandardError.print(
      "mailaudit: no log line of \(worst.host) on \(worst.days.count) of \(run.period.days) days; "
        + "what went through it then was not judged")
  }
}
