package import Directory
package import MailLog
package import OfficialMail
package import Policy

/// All that one audit is asked to do.
package struct AuditPlan: Sendable {
  package var policy: Policy
  package var directories: [DirectorySource]
  /// Files and folders of exported logs, `-` for standard input; nil where none were given.
  package var logs: [String]?
  package var logFormat: LogFormat
  /// The year of the first line of logs whose stamps have none; inferred where nil.
  package var firstYear: Int?
  package var threads: Int
  /// The agency register's CSV file; without one every mailbox is unassigned.
  package var register: String?
  package var period: Period
  package var asOf: Day
  package var language: Language
  package var failOn: Severity
  /// What is remembered from run to run; nil: nothing.
  package var store: AuditStore?

  package init(
    policy: Policy, directories: [DirectorySource], logs: [String]?, logFormat: LogFormat,
    firstYear: Int?, threads: Int, register: String?, period: Period, asOf: Day,
    language: Language, failOn: Severity, store: AuditStore? = nil
  ) {
    self.policy = policy
    self.directories = directories
    self.logs = logs
    self.logFormat = logFormat
    self.firstYear = firstYear
    self.threads = threads
    self.register = register
    self.period = period
    self.asOf = asOf
    self.language = language
    self.failOn = failOn
    self.store = store
  }
}

/// How far an audit has come.
package enum AuditProgress: Sendable {
  /// Entries read so far of one directory.
  case directory(source: String, entries: Int)
  case logs(LogProgress)
  case judging(mailboxes: Int)
}
