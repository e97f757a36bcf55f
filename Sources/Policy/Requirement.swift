public import OfficialMail

/// What must hold of a mailbox, with its threshold: `.passwordChanged(within: .months(3))`.
///
/// The ones in this package cover the shipped policies; an office writes its own with
/// `init(limit:needs:judging:)`.
public struct Requirement: Sendable {
  /// The threshold in words.
  public let limit: LocalizedText
  let clauses: [Clause]

  /// What can be judged by itself, given its sources.
  struct Clause: Sendable {
    let needs: Set<FactSource>
    let judge: @Sendable (MailboxFacts, Standpoint) -> Verdict
  }

  /// - Parameters:
  ///   - limit: the threshold in words, such as `CalendarSpan.months(3).text`.
  ///   - needs: sources without which nothing can be said; the audit then says so once.
  ///   - judging: called for every mailbox: make no texts for a compliant one.
  public init(
    limit: LocalizedText, needs: Set<FactSource>,
    judging: @escaping @Sendable (MailboxFacts, Standpoint) -> Verdict
  ) {
    self.limit = limit
    clauses = [Clause(needs: needs, judge: judging)]
  }

  private init(limit: LocalizedText, clauses: [Clause]) {
    self.limit = limit
    self.clauses = clauses
  }

  /// Both must hold. Where the source of one is missing, the other still accuses, and nobody is
  /// called compliant.
  public func and(_ other: Requirement) -> Requirement {
    Requirement(limit: limit, clauses: clauses + other.clauses)
  }
}

/// What a requirement comes to for one mailbox.
public enum Verdict: Sendable, Hashable {
  case compliant
  case notApplicable
  /// The facts prove a breach.
  case violation(Observation)
  /// Evidence short of proof.
  case indicator(Observation)
  case cannotTell(Observation)

  public var kind: VerdictKind {
    switch self {
    case .compliant: .compliant
    case .notApplicable: .notApplicable
    case .violation: .violation
    case .indicator: .indicator
    case .cannotTell: .cannotTell
    }
  }

  /// Nil for a verdict that nobody has to read.
  public var observation: Observation? {
    switch self {
    case .compliant, .notApplicable: nil
    case .violation(let observation), .indicator(let observation), .cannotTell(let observation):
      observation
    }
  }

  /// The graver of two; two alike say both.
  func combined(with other: Verdict) -> Verdict {
    switch (self, other) {
    case (.violation(let mine), .violation(let theirs)): .violation(mine.followed(by: theirs))
    case (.indicator(let mine), .indicator(let theirs)): .indicator(mine.followed(by: theirs))
    case (.cannotTell(let mine), .cannotTell(let theirs)): .cannotTell(mine.followed(by: theirs))
    default: gravity >= other.gravity ? self : other
    }
  }

  private var gravity: Int {
    switch self {
    case .notApplicable: 0
    case .compliant: 1
    case .cannotTell: 2
    case .indicator: 3
    case .violation: 4
    }
  }
}

/// What was seen, for people.
public struct Observation: Sendable, Hashable {
  /// A date, a number of messages, an address.
  public var observed: LocalizedText
  /// The same for letters, where a date says of what it is and a number has its unit; nil where
  /// `observed` says it all.
  public var inWords: LocalizedText?
  /// One sentence: what was seen, where, and why it comes to this verdict.
  public var detail: LocalizedText
  public var evidence: [Evidence]

  public init(
    _ observed: LocalizedText, _ detail: LocalizedText, evidence: [Evidence],
    inWords: LocalizedText? = nil
  ) {
    self.observed = observed
    self.inWords = inWords
    self.detail = detail
    self.evidence = evidence
  }

  func followed(by other: Observation) -> Observation {
    let words = (inWords ?? observed).joined(with: other.inWords ?? other.observed, by: "; ")
    return Observation(
      observed.joined(with: other.observed, by: "; "), detail.joined(with: other.detail, by: " "),
      evidence: evidence + other.evidence, inWords: words)
  }
}

/// A number of messages with its unit: `.messages(50)`.
public struct MessageCount: Sendable, Hashable {
  public let count: Int

  public static func messages(_ count: Int) -> MessageCount {
    MessageCount(count: count)
  }

  /// "2 messages".
  public var text: LocalizedText {
    LocalizedText(vi: "\(count) thư", en: count == 1 ? "1 message" : "\(count) messages")
  }

  /// The number as a limit: of none, that there may be none.
  var asLimit: LocalizedText {
    count == 0 ? .noneAllowed : text
  }
}

/// How far evidence goes: what a requirement that is not met comes to.
public enum Weight: Sendable, Hashable {
  case violation, indicator

  func verdict(_ observation: Observation) -> Verdict {
    switch self {
    case .violation: .violation(observation)
    case .indicator: .indicator(observation)
    }
  }
}

extension LocalizedText {
  static let noneAllowed = LocalizedText(vi: "không được có", en: "none allowed")

  func joined(with other: LocalizedText, by separator: String) -> LocalizedText {
    LocalizedText(vi: vi + separator + other.vi, en: en + separator + other.en)
  }
}
