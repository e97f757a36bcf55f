package import Audit
import OfficialMail
import Policy

extension AuditResult {
  /// `findings.csv`: one row for each verdict but compliant and notApplicable, sorted by rule,
  /// agency and subject; its texts are in the run's language.
  package var findingsCSV: String {
    var table = CSVTable(header: [
      "rule", "verdict", "severity", "agency", "subject", "observed", "limit", "basis", "detail",
    ])
    for finding in sortedFindings {
      table.append([
        finding.rule, finding.verdict.rawValue, finding.severity.rawValue, finding.agency,
        finding.subject, finding.observed[run.language], finding.limit[run.language],
        finding.basis[run.language], finding.detail[run.language],
      ])
    }
    return table.text
  }

  /// The findings by rule, agency and subject, byte for byte; equal ones keep their order.
  var sortedFindings: [Finding] {
    findings.sorted { left, right in
      for key in [\Finding.rule, \.agency, \.subject]
      where left[keyPath: key] != right[keyPath: key] {
        return left[keyPath: key].utf8.lexicographicallyPrecedes(right[keyPath: key].utf8)
      }
      return false
    }
  }
}
