import Dispatch
import OfficialMail
import Synchronization

extension Policy {
  /// What this policy comes to on some facts. Texts are made for findings only, so that a million
  /// compliant mailboxes cost no memory.
  public func judgement(on facts: Facts) -> Judgement {
    let standpoint = Standpoint(policy: self, asOf: facts.asOf, mailboxes: facts.mailboxes)
    let hearings = rules.map { Hearing(of: $0, under: self, facts: facts) }
    var whole = Ruling(rules: rules.count)
    for ruling in Self.rulings(of: hearings, on: facts.mailboxes, from: standpoint) {
      whole.add(ruling)
    }
    for index in hearings.indices {
      guard let finding = hearings[index].missingSourceFinding else { continue }
      whole.countsByRule[index].cannotTell += 1
      whole.countsByAgency[Finding.systemSubject, default: VerdictCounts()].cannotTell += 1
      whole.findings.append(finding)
    }
    whole.findings.sort { ($0.rule, $0.agency, $0.subject) < ($1.rule, $1.agency, $1.subject) }
    return Judgement(
      findings: whole.findings, counts: whole.countsByAgency,
      countsByRule: Dictionary(zip(rules.map(\.id), whole.countsByRule)) { first, _ in first })
  }
}

extension Policy {
  // Stretches of mailboxes on all cores, in their order.
  private static func rulings(
    of hearings: [Hearing], on mailboxes: [MailboxFacts], from standpoint: Standpoint
  ) -> [Ruling] {
    let stretch = 4096
    let count = (mailboxes.count + stretch - 1) / stretch
    let rulings = Mutex([Ruling?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { number in
      var ruling = Ruling(rules: hearings.count)
      for index in number * stretch..<min((number + 1) * stretch, mailboxes.count) {
        ruling.judge(mailboxes[index], by: hearings, from: standpoint)
      }
      rulings.withLock { $0[number] = ruling }
    }
    return rulings.withLock { $0.compactMap(\.self) }
  }
}

/// What all rules come to on a stretch of mailboxes.
private struct Ruling: Sendable {
  var findings: [Finding] = []
  var countsByAgency: [String: VerdictCounts] = [:]
  var countsByRule: [VerdictCounts]

  init(rules: Int) {
    countsByRule = [VerdictCounts](repeating: VerdictCounts(), count: rules)
  }

  mutating func judge(
    _ mailbox: MailboxFacts, by hearings: [Hearing], from standpoint: Standpoint
  ) {
    var counts = VerdictCounts()
    for index in hearings.indices {
      guard let verdict = hearings[index].verdict(on: mailbox, from: standpoint) else { continue }
      let finding = hearings[index].finding(verdict, on: mailbox)
      let kind = finding?.verdict ?? verdict.kind
      counts[kind] += 1
      countsByRule[index][kind] += 1
      if let finding { findings.append(finding) }
    }
    countsByAgency[mailbox.agency, default: VerdictCounts()].add(counts)
  }

  mutating func add(_ other: Ruling) {
    findings += other.findings
    for (agency, counts) in other.countsByAgency {
      countsByAgency[agency, default: VerdictCounts()].add(counts)
    }
    for index in countsByRule.indices { countsByRule[index].add(other.countsByRule[index]) }
  }
}

extension VerdictCounts {
  fileprivate mutating func add(_ other: VerdictCounts) {
    for kind in VerdictKind.allCases { self[kind] += other[kind] }
  }
}

/// One rule in one audit: what can be judged by the sources given, and which waivers hold.
// A class so that a million mailboxes do not copy it.
private final class Hearing: Sendable {
  private let rule: Rule
  private let clauses: [Requirement.Clause]
  private let missing: Set<FactSource>
  private let isComplete: Bool
  private let waivers: [Waiver]
  private let basis: LocalizedText
  private let exempt: [Mailbox.Kind]
  private let activeOnly: Bool

  init(of rule: Rule, under policy: Policy, facts: Facts) {
    self.rule = rule
    clauses = rule.requirement.clauses.filter { $0.needs.isSubset(of: facts.sources) }
    missing = rule.description.needs.subtracting(facts.sources)
    waivers = policy.waivers.filter { $0.rule == rule.id && $0.isInForce(on: facts.asOf) }
    basis = rule.description.basis.inShort(on: facts.asOf)
    isComplete = missing.isEmpty
    switch rule.scope {
    case .activeMailboxes: (activeOnly, exempt) = (true, [])
    case .mailboxes(let kinds): (activeOnly, exempt) = (false, Array(kinds))
    }
  }

  /// Nil where a source that is missing leaves nothing to say of this mailbox.
  func verdict(on facts: MailboxFacts, from standpoint: Standpoint) -> Verdict? {
    guard isComplete || !clauses.isEmpty else { return nil }
    if exempt.contains(facts.mailbox.kind) { return .notApplicable }
    if activeOnly {
      switch facts.mailbox.status {
      case .active: break
      case .unknown: return unknownStatusVerdict(facts, standpoint)
      case .locked, .disabled, .expired: return .notApplicable
      }
    }
    return verdictOfClauses(on: facts, from: standpoint)
  }

  private func verdictOfClauses(on facts: MailboxFacts, from standpoint: Standpoint) -> Verdict? {
    var whole: Verdict?
    for index in clauses.indices {
      let verdict = clauses[index].judge(facts, standpoint)
      whole = whole?.combined(with: verdict) ?? verdict
    }
    if !isComplete, case .compliant = whole { return nil }
    return whole
  }

  // Where the rule would not apply to an active mailbox either, the status does not matter.
  private func unknownStatusVerdict(_ facts: MailboxFacts, _ standpoint: Standpoint) -> Verdict? {
    guard let verdict = verdictOfClauses(on: facts, from: standpoint) else { return nil }
    if case .notApplicable = verdict { return verdict }
    return .cannotTell(
      Observation(
        LocalizedText(vi: "trạng thái không rõ", en: "status unknown"),
        LocalizedText(
          vi: "Danh bạ không cho biết hộp thư còn hoạt động hay không.",
          en: "The directory does not say whether the mailbox is active."),
        evidence: [.directory(facts.mailbox.entry)]))
  }

  /// Nil for a verdict that nobody has to read.
  func finding(_ verdict: Verdict, on facts: MailboxFacts) -> Finding? {
    guard let observation = verdict.observation else { return nil }
    var finding = Finding(
      rule: rule.id, verdict: verdict.kind, severity: rule.description.severity,
      agency: facts.agency, subject: facts.mailbox.primary.description,
      observed: observation.observed, limit: rule.description.limit, basis: basis,
      detail: observation.detail, evidence: observation.evidence,
      observedInWords: observation.inWords)
    if verdict.kind != .cannotTell, let waiver = waivers.first(where: { $0.covers(facts) }) {
      finding.verdict = .waived
      finding.detail = waiver.detail.joined(with: observation.detail, by: " ")
    }
    return finding
  }

  /// One row for the whole audit, where a source that the rule needs was not given.
  var missingSourceFinding: Finding? {
    guard !missing.isEmpty else { return nil }
    let names = missing.sorted { $0.rawValue < $1.rawValue }.map(\.name)
    let vi = names.map(\.vi).joined(separator: ", ")
    let en = names.map(\.en).joined(separator: ", ")
    return Finding(
      rule: rule.id, verdict: .cannotTell, severity: rule.description.severity, agency: "",
      subject: Finding.systemSubject,
      observed: LocalizedText(vi: "không có \(vi)", en: "no \(en)"),
      limit: rule.description.limit, basis: basis,
      detail: LocalizedText(
        vi: "Cuộc kiểm tra không được cung cấp \(vi), nên không kết luận được theo quy tắc này.",
        en: "The audit was given no \(en), so this rule cannot be judged in full."),
      evidence: [])
  }
}

extension FactSource {
  fileprivate var name: LocalizedText {
    switch self {
    case .directory: LocalizedText(vi: "danh bạ hộp thư", en: "mailbox directory")
    case .logs: LocalizedText(vi: "nhật ký thư", en: "mail logs")
    }
  }
}

extension [LegalBasis] {
  /// The articles in short form. A text that is not in force on `day` is not cited; where none is,
  /// that is said.
  fileprivate func inShort(on day: Day) -> LocalizedText {
    let held = filter { $0.text.isInForce(on: day) }
    guard !held.isEmpty else {
      return LocalizedText(
        vi: "không có căn cứ còn hiệu lực ngày \(day)", en: "no text in force on \(day)")
    }
    func short(_ language: Language) -> String {
      held.map { basis in
        let place = [basis.text.name[language], basis.article?[language]].compactMap(\.self)
          .joined(separator: ", ")
        return basis.ownDecision.map { "\(place) (\($0[language]))" } ?? place
      }.joined(separator: "; ")
    }
    return LocalizedText(vi: short(.vi), en: short(.en))
  }
}
