package import Audit
import OfficialMail
import Policy

extension AuditResult {
  /// `agencies.csv`: one row for each agency of the register and one for `unassigned`.
  ///
  /// `violations`, `indicators`, `waived` and `cannot_tell` count rows of findings.csv;
  /// `compliant` counts verdicts.
  package var agenciesCSV: String {
    var table = CSVTable(header: [
      "agency", "name", "mailboxes", "compliant", "violations", "indicators", "waived",
      "cannot_tell",
    ])
    let rows = findingsByAgency
    for result in agencies {
      let counts = VerdictCounts(of: rows[result.agency.code] ?? [])
      let numbers = [
        result.mailboxes, result.counts.compliant, counts.violation, counts.indicator,
        counts.waived, counts.cannotTell,
      ]
      table.append([result.agency.code, result.agency.name] + numbers.map(String.init))
    }
    return table.text
  }

  /// By agency code; the empty code stands for findings about the whole system.
  var findingsByAgency: [String: [Finding]] {
    Dictionary(grouping: sortedFindings, by: \.agency)
  }
}

extension VerdictCounts {
  /// The findings counted by verdict.
  init(of findings: some Sequence<Finding>) {
    self.init()
    for finding in findings { self[finding.verdict] += 1 }
  }
}
