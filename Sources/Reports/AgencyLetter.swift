package import Audit
package import Letters
package import OfficialMail
import Policy

/// The letter that tells an agency what its mailboxes break, or nil for one without a violation.
///
/// `unassigned` mailboxes have nobody to write to and get none. A nil number or date leaves room
/// for the registry; without a date, deadlines are spans after it, since a letter that names a day
/// may be signed after that day. The letter is in the run's language and names this agency's
/// mailboxes alone.
package func agencyLetter(
  for code: String, in result: AuditResult, number: String? = nil, date: Day? = nil
) -> LetterDocument? {
  guard code != Agency.unassigned,
    let row = result.agencies.first(where: { $0.agency.code == code })
  else { return nil }
  let letter = AgencyLetter(to: row, in: result, date: date)
  guard !letter.violations.isEmpty else { return nil }
  return letter.document(number: number)
}

/// One agency's findings on their way to paper.
private struct AgencyLetter {
  var row: AgencyResult
  var result: AuditResult
  /// Nil where the registry fills it in.
  var date: Day?
  var wording: AgencyLetterWording
  /// By rule, the gravest first.
  var violations: [RuleFindings]
  var indicators: [RuleFindings]
  var undecided: [RuleFindings]
  var waived: [RuleFindings]

  init(to row: AgencyResult, in result: AuditResult, date: Day?) {
    self.row = row
    self.result = result
    self.date = date
    wording = AgencyLetterWording(result.run.language, issuer: result.office.name)
    let own = result.findings.filter { $0.agency == row.agency.code }
    func findings(_ verdict: VerdictKind) -> [RuleFindings] {
      RuleFindings.grouped(own.filter { $0.verdict == verdict }, rules: result.rules)
    }
    violations = findings(.violation)
    indicators = findings(.indicator)
    undecided = findings(.cannotTell)
    waived = findings(.waived)
  }

  var language: Language { result.run.language }
  var agencyName: String { row.agency.name.printable(limit: 200) }

  var recipient: String {
    row.agency.recipient.isEmpty ? agencyName : row.agency.recipient.printable(limit: 200)
  }

  func document(number: String?) -> LetterDocument {
    let office = result.office
    let unit = office.symbol.split(separator: "-").dropFirst().last
    return LetterDocument(
      language: language, parent: office.parent, issuer: office.name,
      number: number?.printable(limit: 20), symbol: office.symbol, place: office.place, date: date,
      asOf: result.run.asOf, subject: wording.subject(of: result.run.period),
      recipients: [recipient], body: body, authority: office.authority,
      signatory: office.signatory, copies: office.copies, archive: unit.map(String.init),
      annex: annex)
  }

  // MARK: - Text

  private var body: [String] {
    let asOf = result.run.asOf
    var paragraphs = wording.legalBasis(of: concerned, on: asOf)
    paragraphs.append(
      wording.opening(
        policy: result.run.policyTitle[language], period: result.run.period, asOf: asOf,
        agency: agencyName))
    paragraphs.append(
      wording.figures(
        agency: agencyName, mailboxes: row.mailboxes, violations: count(violations),
        violating: RuleFindings.subjects(violations.flatMap(\.findings)),
        indicators: count(indicators), undecided: count(undecided), waived: count(waived)))
    paragraphs += violations.map { wording.violations(of: $0.title(language), $0) }
    paragraphs += indicators.map { wording.indicators(of: $0.title(language), $0) }
    if !result.coverage.complete { paragraphs.append(wording.incomplete) }
    paragraphs.append(wording.requestsFollow(recipient))
    paragraphs += requests.enumerated().map { "\($0 + 1). \($1)" }
    paragraphs.append(wording.consequence)
    paragraphs.append(wording.courtesy)
    return paragraphs
  }

  private var requests: [String] {
    var requests = violations.compactMap { group in
      group.rule.map {
        wording.remedy(
          $0.remedy.text[language], group, by: wording.deadline($0.remedy.deadline, after: date),
          part: part(.violation))
      }
    }
    let spans = violations.compactMap(\.rule?.remedy.deadline)
    let start = date ?? result.run.asOf
    let longest = spans.max { start.adding($0) < start.adding($1) }
    if !indicators.isEmpty { requests.append(wording.verify(part: part(.indicator))) }
    if !undecided.isEmpty { requests.append(wording.complete(part: part(.cannotTell))) }
    requests.append(
      wording.report(
        to: result.office.contact, by: longest.map { wording.deadline($0, after: date) }))
    return requests
  }

  private var concerned: [RuleDescription] { (violations + indicators).compactMap(\.rule) }

  private func count(_ groups: [RuleFindings]) -> Int {
    groups.reduce(0) { $0 + $1.findings.count }
  }

  // MARK: - Annex

  /// The parts that the annex has, in its order.
  private var parts: [(VerdictKind, [RuleFindings])] {
    [
      (.violation, violations), (.indicator, indicators), (.cannotTell, undecided),
      (.waived, waived),
    ].filter { !$0.1.isEmpty }
  }

  /// The Roman number of a part of the annex.
  private func part(_ verdict: VerdictKind) -> String {
    let index = parts.firstIndex { $0.0 == verdict } ?? 0
    return ["I", "II", "III", "IV"][index]
  }

  private var annex: LetterDocument.Annex {
    LetterDocument.Annex(
      title: wording.annexTitle(agency: agencyName),
      parts: parts.map { verdict, groups in
        LetterDocument.Part(
          heading: "\(part(verdict)). \(wording.partHeading(verdict))",
          note: wording.partNote(verdict), columns: wording.columns(verdict),
          rows: rows(verdict, groups))
      })
  }

  private func rows(_ verdict: VerdictKind, _ groups: [RuleFindings]) -> [[String]] {
    let rows = groups.flatMap { group in
      group.findings.map { finding -> [String] in
        let subject = finding.subject == row.agency.code ? agencyName : finding.subject.printable()
        let named = [subject, group.title(language)]
        let observed = finding.observedInWords ?? finding.observed
        let seen = [
          wording.dated(observed[language].printable(limit: 400)),
          wording.dated(finding.limit[language].printable(limit: 400)),
        ]
        switch verdict {
        case .violation:
          let span = group.rule?.remedy.deadline
          return named + seen + [span.map { wording.shortDeadline($0, after: date) } ?? ""]
        case .indicator: return named + seen
        default: return named + [wording.dated(finding.detail[language].printable(limit: 600))]
        }
      }
    }
    return rows.enumerated().map { ["\($0 + 1)"] + $1 }
  }
}

/// One agency's findings under one rule.
struct RuleFindings {
  var id: String
  /// Nil where the result does not describe the rule.
  var rule: RuleDescription?
  var findings: [Finding]

  /// How many mailboxes, or agencies, there are among them.
  static func subjects(_ findings: [Finding]) -> Int { Set(findings.map(\.subject)).count }

  func title(_ language: Language) -> String { rule?.title[language] ?? id.printable(limit: 60) }

  /// The gravest rules first, then in the policy's order.
  static func grouped(_ findings: [Finding], rules: [RuleDescription]) -> [RuleFindings] {
    let byRule = Dictionary(grouping: findings, by: \.rule)
    let described = rules.enumerated().sorted {
      ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
    }.map(\.element)
    let known = described.compactMap { rule in
      byRule[rule.id].map { RuleFindings(id: rule.id, rule: rule, findings: $0) }
    }
    let ids = Set(rules.map(\.id))
    let others = byRule.filter { !ids.contains($0.key) }.sorted { $0.key < $1.key }
    return known + others.map { RuleFindings(id: $0.key, rule: nil, findings: $0.value) }
  }
}
