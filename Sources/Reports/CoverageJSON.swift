package import Audit
import Directory
import MailLog
import OfficialMail

extension AuditResult {
  /// `coverage.json`: the ledger of what was read and what was not.
  ///
  /// Top-level keys: `complete`, `losses`, `directories`, `logs` (null where none were given),
  /// `unknown_official_addresses`, `unassigned_mailboxes`, `unassigned` (their addresses).
  package func coverageJSON() throws -> String {
    try JSONDocument.text(of: CoverageDocument(coverage))
  }
}

private struct CoverageDocument: Encodable {
  let complete: Bool
  let losses: [String]
  let directories: [DirectoryView]
  let logs: OrNull<LogsView>
  let unknownOfficialAddresses: Int
  let unassignedMailboxes: Int
  let unassigned: [String]

  init(_ coverage: Coverage) {
    complete = coverage.complete
    losses = coverage.losses
    directories = coverage.directories.map(DirectoryView.init)
    logs = OrNull(coverage.logs.map { LogsView($0, without: coverage.daysWithoutLogs) })
    unknownOfficialAddresses = coverage.unknownOfficialAddresses
    unassignedMailboxes = coverage.unassigned.count
    unassigned = coverage.unassigned.map(\.description)
  }
}

/// Keys `source`, `schema`, `base`, `entries`, `mailboxes`, `skipped` (`reason`, `entries`,
/// `examples`), `left_out` (the same of mailboxes read without some value), `referrals`,
/// `truncated`, `loss` (null when nothing was lost).
private struct DirectoryView: Encodable {
  struct Skipped: Encodable {
    let reason: String
    let entries: Int
    let examples: [String]

    init(_ skipped: DirectoryLedger.Skipped) {
      reason = skipped.reason
      entries = skipped.entries
      examples = skipped.examples
    }
  }

  let source, schema, base: String
  let entries, mailboxes: Int
  let skipped, leftOut: [Skipped]
  let referrals: Int
  let truncated: Bool
  let loss: OrNull<String>

  init(_ ledger: DirectoryLedger) {
    source = ledger.source
    schema = ledger.schema
    base = ledger.base
    entries = ledger.entries
    mailboxes = ledger.mailboxes
    skipped = ledger.skipped.map(Skipped.init)
    leftOut = ledger.leftOut.map(Skipped.init)
    referrals = ledger.referrals
    truncated = ledger.truncated
    loss = OrNull(ledger.loss)
  }
}

/// Keys `lines` = `recognised` + `irrelevant` + `unrecognised`, `unresolved` (transactions whose
/// outcome or sender the logs do not show), `repeated` (deliveries that two overlapping files tell
/// of, counted once), `other_logins` and `other_failures` (that name no official address), `files`, `silences`, `days_without_logs` (`host`,
/// `days`).
private struct LogsView: Encodable {
  struct Missing: Encodable {
    let host: String
    let days: [String]
  }

  let lines, recognised, irrelevant, unrecognised, unresolved, repeated: UInt64
  let otherLogins, otherFailures: UInt64
  let files: [FileView]
  let silences: [SilenceView]
  let daysWithoutLogs: [Missing]

  init(_ ledger: LogLedger, without days: [DaysWithoutLogs]) {
    lines = ledger.lines
    recognised = ledger.recognised
    irrelevant = ledger.irrelevant
    unrecognised = ledger.unrecognised
    unresolved = ledger.unresolvedTransactions
    repeated = ledger.repeatedDeliveries
    otherLogins = ledger.otherLogins
    otherFailures = ledger.otherFailures
    files = ledger.files.map(FileView.init)
    silences = ledger.silences.map(SilenceView.init)
    daysWithoutLogs = days.map { Missing(host: $0.host, days: $0.days.map(\.description)) }
  }
}

/// Keys `path`, `format`, `size` and `sha256` of the stored bytes, `hosts`, the four counts of
/// lines, `first_unrecognised` (`line`, `offset`, `excerpt`), `first`, `last`, `loss`.
private struct FileView: Encodable {
  struct Line: Encodable {
    let line, offset: UInt64
    let excerpt: String
  }

  let path, format: String
  let size: UInt64
  let sha256: String
  let hosts: [String]
  let lines, recognised, irrelevant, unrecognised: UInt64
  let firstUnrecognised: [Line]
  let first, last, loss: OrNull<String>

  init(_ file: LogLedger.File) {
    path = file.path
    format = file.format
    size = file.size
    sha256 = file.sha256
    hosts = file.hosts
    lines = file.lines
    recognised = file.recognised
    irrelevant = file.irrelevant
    unrecognised = file.unrecognised
    firstUnrecognised = file.firstUnrecognised.map {
      Line(line: $0.line, offset: $0.offset, excerpt: $0.excerpt)
    }
    first = OrNull(file.first?.description)
    last = OrNull(file.last?.description)
    loss = OrNull(file.loss)
  }
}

/// Keys `host`, `first`, `last`, `silent_hours`, `longest` (`from`, `hours`).
private struct SilenceView: Encodable {
  struct Gap: Encodable {
    let from: String
    let hours: Int
  }

  let host, first, last: String
  let silentHours: Int
  let longest: [Gap]

  init(_ silence: LogLedger.Silence) {
    host = silence.host
    first = silence.first.description
    last = silence.last.description
    silentHours = silence.silentHours
    longest = silence.longest.map { Gap(from: $0.from.description, hours: $0.hours) }
  }
}
