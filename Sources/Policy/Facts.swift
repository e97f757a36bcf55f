public import OfficialMail

/// One mailbox with all that is known of it: what a rule looks at.
public struct MailboxFacts: Sendable {
  public var mailbox: Mailbox
  /// The agency's code, or `Agency.unassigned`.
  public var agency: String
  /// All correspondence of all the mailbox's addresses.
  public var correspondence: [Correspondence]

  public init(mailbox: Mailbox, agency: String, correspondence: [Correspondence] = []) {
    self.mailbox = mailbox
    self.agency = agency
    self.correspondence = correspondence
  }
}

/// A source of facts that an audit can be given or not.
public enum FactSource: String, Sendable, Hashable, Codable, CaseIterable {
  case directory, logs
}

/// All that one audit knows when it judges.
public struct Facts: Sendable {
  public var mailboxes: [MailboxFacts]
  public var agencies: [Agency]
  /// What the audit was given; a rule that needs another source cannot tell.
  public var sources: Set<FactSource>
  public var period: Period
  public var asOf: Day

  public init(
    mailboxes: [MailboxFacts], agencies: [Agency], sources: Set<FactSource>, period: Period,
    asOf: Day
  ) {
    self.mailboxes = mailboxes
    self.agencies = agencies
    self.sources = sources
    self.period = period
    self.asOf = asOf
  }
}

/// How many verdicts of each kind an agency has under all rules.
public struct VerdictCounts: Sendable, Hashable, Codable {
  public var compliant = 0
  public var violation = 0
  public var indicator = 0
  public var waived = 0
  public var notApplicable = 0
  public var cannotTell = 0

  public init() {}

  public subscript(kind: VerdictKind) -> Int {
    get {
      switch kind {
      case .compliant: compliant
      case .violation: violation
      case .indicator: indicator
      case .waived: waived
      case .notApplicable: notApplicable
      case .cannotTell: cannotTell
      }
    }
    set {
      switch kind {
      case .compliant: compliant = newValue
      case .violation: violation = newValue
      case .indicator: indicator = newValue
      case .waived: waived = newValue
      case .notApplicable: notApplicable = newValue
      case .cannotTell: cannotTell = newValue
      }
    }
  }
}

/// What a policy comes to on some facts.
public struct Judgement: Sendable {
  /// All but compliant and notApplicable, sorted by rule, agency, subject.
  public var findings: [Finding]
  /// By agency code, `unassigned` and `system` among them.
  public var counts: [String: VerdictCounts]
  /// By rule id.
  public var countsByRule: [String: VerdictCounts]

  public init(
    findings: [Finding], counts: [String: VerdictCounts], countsByRule: [String: VerdictCounts]
  ) {
    self.findings = findings
    self.counts = counts
    self.countsByRule = countsByRule
  }
}
