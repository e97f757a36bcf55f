public import Directory
public import MailLog
public import OfficialMail
public import Policy

/// All that one audit came to: what every output is made from.
public struct AuditResult: Sendable {
  public var run: RunFacts
  public var rules: [RuleDescription]
  public var office: IssuingOffice
  /// One row for each agency of the register and one for `unassigned`, sorted by code.
  public var agencies: [AgencyResult]
  /// Sorted by rule, agency, subject.
  public var findings: [Finding]
  public var countsByRule: [String: VerdictCounts]
  public var coverage: Coverage
  /// Every file read, sorted by path.
  public var inputs: [FileDigest]

  public init(
    run: RunFacts, rules: [RuleDescription], office: IssuingOffice, agencies: [AgencyResult],
    findings: [Finding], countsByRule: [String: VerdictCounts], coverage: Coverage,
    inputs: [FileDigest]
  ) {
    self.run = run
    self.rules = rules
    self.office = office
    self.agencies = agencies
    self.findings = findings
    self.countsByRule = countsByRule
    self.coverage = coverage
    self.inputs = inputs
  }
}

/// What was asked for, and with which tool.
public struct RunFacts: Sendable, Hashable, Codable {
  public var toolVersion: String
  public var policy: String
  public var policyTitle: LocalizedText
  public var period: Period
  public var asOf: Day
  /// The zone in which days are counted, such as `Asia/Ho_Chi_Minh`.
  public var timeZone: String
  public var language: Language
  public var failOn: Severity

  public init(
    toolVersion: String, policy: String, policyTitle: LocalizedText, period: Period, asOf: Day,
    timeZone: String, language: Language, failOn: Severity
  ) {
    self.toolVersion = toolVersion
    self.policy = policy
    self.policyTitle = policyTitle
    self.period = period
    self.asOf = asOf
    self.timeZone = timeZone
    self.language = language
    self.failOn = failOn
  }
}

/// One agency's mailboxes and verdicts.
public struct AgencyResult: Sendable, Hashable, Codable {
  public var agency: Agency
  public var mailboxes: Int
  public var counts: VerdictCounts

  public init(agency: Agency, mailboxes: Int, counts: VerdictCounts) {
    self.agency = agency
    self.mailboxes = mailboxes
    self.counts = counts
  }
}

/// What the audit could see and what it could not.
public struct Coverage: Sendable, Hashable, Codable {
  public var directories: [DirectoryLedger]
  /// Nil where no logs were given.
  public var logs: LogLedger?
  /// Hosts whose logs leave days of the period without a line.
  public var daysWithoutLogs: [DaysWithoutLogs]
  /// Official addresses in the logs that no directory entry has; they make no finding.
  public var unknownOfficialAddresses: Int
  /// Primary addresses of mailboxes that fit no agency, sorted.
  public var unassigned: [EmailAddress]
  /// What was lost, one sentence each; empty when nothing was.
  public var losses: [String]

  public var complete: Bool { losses.isEmpty }

  public init(
    directories: [DirectoryLedger], logs: LogLedger?, daysWithoutLogs: [DaysWithoutLogs],
    unknownOfficialAddresses: Int, unassigned: [EmailAddress], losses: [String]
  ) {
    self.directories = directories
    self.logs = logs
    self.daysWithoutLogs = daysWithoutLogs
    self.unknownOfficialAddresses = unknownOfficialAddresses
    self.unassigned = unassigned
    self.losses = losses
  }
}

public struct DaysWithoutLogs: Sendable, Hashable, Codable {
  public var host: String
  public var days: [Day]

  public init(host: String, days: [Day]) {
    self.host = host
    self.days = days
  }
}

public struct FileDigest: Sendable, Hashable, Codable {
  public var path: String
  public var size: UInt64
  /// Lower-case hex.
  public var sha256: String

  public init(path: String, size: UInt64, sha256: String) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }
}

/// How a command that judges ends (see the README).
public enum Outcome: Int32, Sendable {
  case clean = 0
  case violations = 1
  case incomplete = 3
}

extension AuditResult {
  /// Violations at or above `failOn` beat incompleteness.
  public var outcome: Outcome {
    let accused = findings.contains { $0.verdict == .violation && $0.severity >= run.failOn }
    if accused { return .violations }
    let open = findings.contains { $0.verdict == .cannotTell }
    return coverage.complete && !open ? .clean : .incomplete
  }
}
