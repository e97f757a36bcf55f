package import Audit
import OfficialMail
import Policy

extension AuditResult {
  /// `findings.json`, which `check --format json` prints as well.
  ///
  /// Top-level keys: `exit_code` (0, 1, 3), `fail_on`, `violations` (one at or above `fail_on`),
  /// `incomplete` (something was lost, or a rule cannot tell), `run`, `rules`, `findings`. Texts
  /// are objects with the keys `vi` and `en`.
  package func findingsJSON() throws -> String {
    let titles = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    return try JSONDocument.text(
      of: FindingsDocument(
        exitCode: outcome.rawValue, failOn: run.failOn.rawValue,
        violations: findings.contains { $0.verdict == .violation && $0.severity >= run.failOn },
        incomplete: !coverage.complete || findings.contains { $0.verdict == .cannotTell },
        run: RunView(run),
        rules: rules.map { RuleView($0, counts: countsByRule[$0.id] ?? VerdictCounts()) },
        findings: sortedFindings.map { FindingView($0, rule: titles[$0.rule]) }))
  }
}

private struct FindingsDocument: Encodable {
  let exitCode: Int32
  let failOn: String
  let violations: Bool
  let incomplete: Bool
  let run: RunView
  let rules: [RuleView]
  let findings: [FindingView]
}

/// Keys `vi`, `en`.
struct TextView: Encodable {
  let vi: String
  let en: String

  init(_ text: LocalizedText) {
    vi = text.vi
    en = text.en
  }
}

/// Keys `tool_version`, `policy`, `policy_title`, `period` (as it can be given to `--period`),
/// `first_day`, `last_day`, `as_of`, `time_zone`, `language`.
struct RunView: Encodable {
  let toolVersion: String
  let policy: String
  let policyTitle: TextView
  let period: String
  let firstDay: String
  let lastDay: String
  let asOf: String
  let timeZone: String
  let language: String

  init(_ run: RunFacts) {
    toolVersion = run.toolVersion
    policy = run.policy
    policyTitle = TextView(run.policyTitle)
    period = run.period.description
    firstDay = run.period.first.description
    lastDay = run.period.last.description
    asOf = run.asOf.description
    timeZone = run.timeZone
    language = run.language.rawValue
  }
}

/// Keys `id`, `severity`, `title`, `statement`, `limit`, `basis`, `remedy` (`text`, `months` or
/// `days`), `needs`, `source`, and `counts`: `compliant`, `violations`, `indicators`, `waived`,
/// `not_applicable`, `cannot_tell`.
private struct RuleView: Encodable {
  struct Counts: Encodable {
    let compliant, violations, indicators, waived, notApplicable, cannotTell: Int
  }

  struct RemedyView: Encodable {
    let text: TextView
    let months: Int?
    let days: Int?
  }

  let id: String
  let severity: String
  let title, statement, limit: TextView
  let basis: [BasisView]
  let remedy: RemedyView
  let needs: [String]
  let source: SourceView
  let counts: Counts

  init(_ rule: RuleDescription, counts: VerdictCounts) {
    id = rule.id
    severity = rule.severity.rawValue
    title = TextView(rule.title)
    statement = TextView(rule.statement)
    limit = TextView(rule.limit)
    basis = rule.basis.map(BasisView.init)
    remedy =
      switch rule.remedy.deadline {
      case .months(let count):
        RemedyView(text: TextView(rule.remedy.text), months: count, days: nil)
      case .days(let count):
        RemedyView(text: TextView(rule.remedy.text), months: nil, days: count)
      }
    needs = rule.needs.map(\.rawValue).sorted()
    source = SourceView(rule.source)
    self.counts = Counts(
      compliant: counts.compliant, violations: counts.violation, indicators: counts.indicator,
      waived: counts.waived, notApplicable: counts.notApplicable, cannotTell: counts.cannotTell)
  }
}

/// Keys `file`, `line`.
private struct SourceView: Encodable {
  let file: String
  let line: Int

  init(_ source: SourceLocation) {
    file = source.file
    line = source.line
  }
}

/// Keys `number`, `title`, `date`, `in_force_from`, `in_force_until` (null while it holds),
/// `reading`, `article`, `own_decision` (both null where there is none).
private struct BasisView: Encodable {
  let number: String
  let title: TextView
  let date, inForceFrom: String
  let inForceUntil: OrNull<String>
  let reading: String
  let article, ownDecision: OrNull<TextView>

  init(_ basis: LegalBasis) {
    number = basis.text.number
    title = TextView(basis.text.title)
    date = basis.text.date.description
    inForceFrom = basis.text.inForceFrom.description
    inForceUntil = OrNull(basis.text.inForceUntil?.description)
    reading = basis.text.reading.rawValue
    article = OrNull(basis.article.map(TextView.init))
    ownDecision = OrNull(basis.ownDecision.map(TextView.init))
  }
}

/// The columns of findings.csv as keys, with `title` and `source` of the rule (null for a rule that
/// the result does not describe) and `evidence`.
private struct FindingView: Encodable {
  let rule, verdict, severity, agency, subject: String
  let title: OrNull<TextView>
  let source: OrNull<SourceView>
  let observed, limit, basis, detail: TextView
  let evidence: [EvidenceView]

  init(_ finding: Finding, rule description: RuleDescription?) {
    rule = finding.rule
    verdict = finding.verdict.rawValue
    severity = finding.severity.rawValue
    agency = finding.agency
    subject = finding.subject
    title = OrNull(description.map { TextView($0.title) })
    source = OrNull(description.map { SourceView($0.source) })
    observed = TextView(finding.observed)
    limit = TextView(finding.limit)
    basis = TextView(finding.basis)
    detail = TextView(finding.detail)
    evidence = finding.evidence.map(EvidenceView.init)
  }
}

/// Keys `kind` and, for `directory`: `source`, `dn`, `attribute` where one is the point; for `log`:
/// `file`, `line` (from 1), `offset` (bytes before the line, from 0), `queue_id`, `time` (UTC).
private struct EvidenceView: Encodable {
  var kind: String
  var source, dn, attribute: String?
  var file: String?
  var line, offset: UInt64?
  var queueId, time: String?

  init(_ evidence: Evidence) {
    switch evidence {
    case .directory(let entry):
      kind = "directory"
      source = entry.source
      dn = entry.dn
      attribute = entry.attribute
    case .log(let place):
      kind = "log"
      file = place.file
      line = place.line
      offset = place.offset
      queueId = place.queueID
      time = place.time.description
    }
  }
}
