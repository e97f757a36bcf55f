public import ArgumentParser
import Audit
import Directory
import Foundation
import MailLog
public import OfficialMail
public import Policy

/// What every command that judges takes.
struct AuditOptions: ParsableArguments {
  @Option(help: "The policy to judge by; 'mailaudit policy list' shows them.")
  var policy: String?

  @OptionGroup(title: "Directory") var directory: DirectoryOptions

  @Option(
    name: .customLong("logs"),
    help: ArgumentHelp(
      "Exported mail logs: a file, a folder, or - for standard input. Repeat for several.",
      discussion: "Plain, .gz, .zst, .xz, .bz2, .zip and .tar are told apart by content.",
      valueName: "path"))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp(
      "auto, or the one format that every log must have: \(LogFormat.names).",
      discussion: "Told from each file's content where it is auto."))
  var logFormat = LogFormat.auto

  @Option(
    name: .customLong("year"),
    help: ArgumentHelp(
      "The year of the first log line, where stamps have none; inferred from the period.",
      valueName: "yyyy"))
  var firstYear: Int?

  @Option(help: ArgumentHelp("The agency register.", valueName: "file.csv"))
  var agencies: String?

  @Option(
    help: ArgumentHelp(
      "2026-Q3, 2026-07, 2026, or 2026-07-01..2026-09-30; the quarter before the audit date.",
      valueName: "period"))
  var period: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The audit date, from which ages count; today.", valueName: "yyyy-mm-dd"))
  var asOf: String?

  @Option(help: "The lowest severity of a violation that ends with exit code 1.")
  var failOn: Severity = .low

  @Option(help: "vi or en; the policy's own language.")
  var language: Language?

  @Option(help: ArgumentHelp("Threads that read logs.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "An SQLite file that remembers logs which were read, so that a killed run goes on from there.",
      valueName: "file.sqlite"))
  var store: String?

  func plan() throws -> AuditPlan {
    let policy = try AuditProgram.running.policy(named: policy)
    let zone = TimeZone(identifier: policy.timeZone) ?? .gmt
    let asOf = try Day.audit(asOf, in: zone)
    let sources = try directory.sources()
    guard !sources.isEmpty else {
      throw UsageFault(
        "no directory: add --directory URL-or-file.ldif (see 'mailaudit run --help')")
    }
    guard (1...256).contains(threads) else {
      throw UsageFault("--threads \(threads): it must be from 1 to 256")
    }
    if let firstYear, !(1970...9998).contains(firstYear) {
      throw UsageFault("--year \(firstYear) is not a year of mail logs")
    }
    return AuditPlan(
      policy: policy, directories: sources, logs: logs.isEmpty ? nil : logs,
      logFormat: logFormat, firstYear: firstYear, threads: threads,
      register: agencies, period: try auditPeriod(before: asOf), asOf: asOf,
      language: language ?? policy.language, failOn: failOn,
      store: try store.map { try AuditStore(path: $0) })
  }

  private func auditPeriod(before asOf: Day) throws -> Period {
    let period = self.period.map { Period($0) } ?? Period.quarter(before: asOf)
    guard let period else {
      throw UsageFault(
        "--period \(self.period ?? "") is no period; "
          + "write 2026-Q3, 2026-07, 2026, or 2026-07-01..2026-09-30 with the earlier day first")
    }
    guard period.first <= asOf else {
      throw UsageFault(
        "--period \(period) begins after the audit date \(asOf); correct one or the other")
    }
    return period
  }
}

extension Day {
  /// The audit date as `--as-of` has it; today on the calendar of `zone` where it is left away.
  static func audit(_ text: String?, in zone: TimeZone) throws -> Day {
    guard let text else {
      return Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)).day(in: zone)
    }
    guard let day = Day(text) else {
      throw UsageFault("--as-of \(text) is no date; write it as 2026-10-01")
    }
    return day
  }
}

extension Severity: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
