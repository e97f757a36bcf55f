public import OfficialMail

/// How grave a breach of a rule is.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case low, medium, high, critical

  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .critical: 3
    }
  }
}

/// The outcomes a rule can come to; `rawValue` is the word in every output.
public enum VerdictKind: String, Sendable, Hashable, Codable, CaseIterable {
  case compliant, violation, indicator, waived, notApplicable, cannotTell
}

/// One verdict that somebody has to read: a violation, an indicator, a waiver or a cannot-tell.
public struct Finding: Sendable, Hashable, Codable {
  public var rule: String
  public var verdict: VerdictKind
  public var severity: Severity
  /// The agency's code, `unassigned`, or empty where the subject is the system.
  public var agency: String
  /// The mailbox's primary address in lower case, the agency's code, or `system`.
  public var subject: String
  /// What was seen: a date, a number of messages, an address.
  public var observed: LocalizedText
  /// The same with its meaning and unit, for letters; nil where `observed` says it all.
  public var observedInWords: LocalizedText?
  /// What the rule allows.
  public var limit: LocalizedText
  /// The articles it rests on, in short form.
  public var basis: LocalizedText
  /// One sentence for people: why this verdict, or which waiver holds.
  public var detail: LocalizedText
  public var evidence: [Evidence]

  public init(
    rule: String, verdict: VerdictKind, severity: Severity, agency: String, subject: String,
    observed: LocalizedText, limit: LocalizedText, basis: LocalizedText, detail: LocalizedText,
    evidence: [Evidence], observedInWords: LocalizedText? = nil
  ) {
    self.rule = rule
    self.verdict = verdict
    self.severity = severity
    self.agency = agency
    self.subject = subject
    self.observed = observed
    self.observedInWords = observedInWords
    self.limit = limit
    self.basis = basis
    self.detail = detail
    self.evidence = evidence
  }

  /// The subject of a finding about the whole audit rather than one mailbox or agency.
  public static let systemSubject = "system"
}
