import Audit
import Foundation
import OfficialMail
import Policy

/// What report.html says, as the names its template asks for.
struct ReportView {
  let result: AuditResult
  private let forms: LocalForms
  private let titles: [String: RuleDescription]

  init(_ result: AuditResult) {
    self.result = result
    forms = LocalForms(language: result.run.language, timeZone: result.run.timeZone)
    titles = Dictionary(result.rules.map { ($0.id, $0) }) { first, _ in first }
  }

  var language: Language { result.run.language }

  var page: [String: Any] {
    let run = result.run
    let unseen = UnseenView(result, forms: forms, titles: titles)
    return [
      "lang": language.rawValue,
      "w": ReportWords.view(language),
      "styleHash": ReportStyle.hash(of: ReportStyle.css),
      "scriptHash": ReportStyle.hash(of: ReportStyle.script),
      "style": ReportStyle.css,
      "script": ReportStyle.script,
      "parent": result.office.parent.visible,
      "office": result.office.name.visible,
      "periodName": run.period.description,
      "periodDays": "\(forms.day(run.period.first)) – \(forms.day(run.period.last))",
      "asOfDay": forms.day(run.asOf),
      "policyName": run.policyTitle[language].visible,
      "policyID": run.policy.visible,
      "zoneName": run.timeZone.visible,
      "version": run.toolVersion.visible,
      "alarm": run.failOn.word[language],
      "outcome": result.outcome.sentence[language],
      "outcomeClass": "\(result.outcome)",
      "figures": figures,
      "severities": severities,
      "legend": VerdictKind.reported.map {
        ["class": $0.rawValue, "word": $0.word[language], "meaning": $0.meaning[language]]
      },
      "unseenView": unseen.page,
      "ruleRows": result.rules.map(rule),
      "agencyRows": agencies,
      "sourcesView": SourcesView(result.coverage, forms: forms).page,
    ]
  }

  private var figures: [[String: Any]] {
    let counts = VerdictCounts(of: result.findings)
    let accused = Set(result.findings.filter { $0.verdict == .violation }.map(\.agency))
    let registered = result.agencies.filter { $0.agency.code != Agency.unassigned }
    let hit = registered.count { accused.contains($0.agency.code) }
    let words = ReportWords.view(language)
    let mailboxes = result.agencies.reduce(0) { $0 + $1.mailboxes }
    return [
      ("agencies", registered.count, "plain"), ("agenciesHit", hit, "violation"),
      ("mailboxes", mailboxes, "plain"), ("violations", counts.violation, "violation"),
      ("indicators", counts.indicator, "indicator"),
      ("cannotTells", counts.cannotTell, "cannotTell"), ("waivers", counts.waived, "waived"),
    ].map { (key: String, value: Int, style: String) in
      [
        "value": forms.number(value), "label": words[key] ?? "",
        "class": value == 0 ? "plain" : style,
      ]
    }
  }

  private var severities: [[String: Any]] {
    Severity.gravestFirst.map { severity in
      let count = result.findings.count { $0.verdict == .violation && $0.severity == severity }
      return [
        "class": severity.rawValue, "word": severity.word[language], "count": forms.number(count),
      ]
    }
  }

  // MARK: - Rules

  private func rule(_ rule: RuleDescription) -> [String: Any] {
    let counts = result.countsByRule[rule.id] ?? VerdictCounts()
    let asOf = result.run.asOf
    return [
      "id": rule.id.visible,
      "title": rule.title[language].visible,
      "statement": rule.statement[language].visible,
      "severityWord": rule.severity.word[language],
      "severityClass": rule.severity.rawValue,
      "limitText": rule.limit[language].visible,
      "bases": rule.basis.map { basis -> [String: Any] in
        [
          "article": basis.article.map { $0[language].visible + ", " } ?? "",
          "number": basis.text.name[language].visible,
          "textTitle": basis.text.kind == .act ? ": " + basis.text.title[language].visible : "",
          "from": forms.day(basis.text.inForceFrom),
          "ended": basis.text.inForceUntil.map { [["day": forms.day($0)]] } ?? [],
          "expired": !basis.text.isInForce(on: asOf),
          "own": basis.ownDecision.map { [["text": $0[language].visible]] } ?? [],
        ]
      },
      "remedyText": rule.remedy.text[language].visible,
      "deadline": rule.remedy.deadline.text[language],
      "ruleFile": "\(rule.source.file.visible):\(rule.source.line)",
    ].merging(numbers(counts)) { own, _ in own }
  }

  private func numbers(_ counts: VerdictCounts) -> [String: Any] {
    var view: [String: Any] = [:]
    for kind in VerdictKind.allCases {
      view["n_\(kind.rawValue)"] = forms.number(counts[kind])
      view["has_\(kind.rawValue)"] = counts[kind] > 0
    }
    return view
  }

  // MARK: - Agencies

  /// Every agency of the result, and whatever else findings stand under, the worst first.
  private var agencies: [[String: Any]] {
    var byCode = result.findingsByAgency
    var rows: [(code: String, name: String, mailboxes: Int?, counts: VerdictCounts, [Finding])] = []
    let words = ReportWords.view(language)
    for item in result.agencies {
      let own = byCode.removeValue(forKey: item.agency.code) ?? []
      let unassigned = item.agency.code == Agency.unassigned
      let name = unassigned ? words["unassigned"] as? String ?? "" : item.agency.name
      rows.append((item.agency.code, name, item.mailboxes, item.counts, own))
    }
    for (code, own) in byCode {
      let name = code.isEmpty ? words["wholeSystem"] as? String ?? "" : code
      rows.append((code, name, nil, VerdictCounts(), own))
    }
    return rows.map { row in
      (rank: rank(row.4) + [-row.counts.compliant], row: row)
    }.sorted { left, right in
      left.rank == right.rank
        ? left.row.code.utf8.lexicographicallyPrecedes(right.row.code.utf8)
        : right.rank.lexicographicallyPrecedes(left.rank)
    }.map { _, row in
      var counts = VerdictCounts(of: row.4)
      counts.compliant = row.counts.compliant
      return [
        "code": row.code.visible,
        "name": row.name.visible,
        "boxes": row.mailboxes.map(forms.number) ?? "–",
        "any": !row.4.isEmpty,
        "rows": row.4.sorted { rank([$1]).lexicographicallyPrecedes(rank([$0])) }.map(finding),
      ].merging(numbers(counts)) { own, _ in own }
    }
  }

  /// How much stands against an agency: violations from the gravest down, then the other verdicts.
  private func rank(_ findings: [Finding]) -> [Int] {
    Severity.gravestFirst.map { severity in
      findings.count { $0.verdict == .violation && $0.severity == severity }
    } + [.indicator, .cannotTell, .waived].map { kind in findings.count { $0.verdict == kind } }
  }

  private func finding(_ finding: Finding) -> [String: Any] {
    [
      "class": finding.verdict.rawValue,
      "word": finding.verdict.word[language],
      "meaning": finding.verdict.meaning[language],
      "severityWord": finding.severity.word[language],
      "severityClass": finding.severity.rawValue,
      "ruleID": finding.rule.visible,
      "ruleTitle": (titles[finding.rule]?.title[language] ?? "").visible,
      "subjectText": finding.subject.visible,
      "observedText": finding.observed[language].visible,
      "limitText": finding.limit[language].visible,
      "basisText": finding.basis[language].visible,
      "detailText": finding.detail[language].visible,
      "proved": !finding.evidence.isEmpty,
      "proofs": finding.evidence.map(proof),
      "proofCount": finding.evidence.count,
    ]
  }

  private func proof(_ evidence: Evidence) -> [String: Any] {
    switch evidence {
    case .directory(let entry):
      [
        "log": [],
        "directory": [
          [
            "sourceText": entry.source.visible, "dn": entry.dn.visible,
            "attribute": (entry.attribute ?? "").visible, "named": entry.attribute != nil,
          ] as [String: Any]
        ],
      ]
    case .log(let place):
      [
        "log": [
          [
            "fileText": place.file.visible, "lineNumber": String(place.line),
            "offsetNumber": String(place.offset), "queueID": place.queueID.visible,
            "timeText": forms.time(place.time), "timeUTC": place.time.description,
          ] as [String: Any]
        ],
        "directory": [],
      ]
    }
  }
}
