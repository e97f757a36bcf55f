package import Audit
import Directory
import MailLog
import OfficialMail
import Policy

extension AuditResult {
  /// `check`'s findings as text in the run's language: one line each, safe for a terminal.
  ///
  /// A line is `VERDICT severity rule agency subject: observed (limit). detail`.
  package var findingsText: String {
    let language = run.language
    return sortedFindings.map { finding in
      let limit = finding.limit[language]
      let place = finding.agency.isEmpty ? "-" : finding.agency
      let line =
        "\(finding.verdict.word[language].uppercased()) \(finding.severity.word[language]) "
        + "\(finding.rule) \(place) \(finding.subject): \(finding.observed[language])"
        + (limit.isEmpty ? "" : " (\(limit))") + ". \(finding.detail[language])"
      return line.visible + "\n"
    }.joined()
  }

  /// The end of a run as text in the run's language: counts by verdict, severity and rule, what
  /// was lost, and where the results stand if they were written.
  package func summary(written: WrittenOutput? = nil) -> String {
    let language = run.language
    let forms = LocalForms(language: language, timeZone: run.timeZone)
    let word = { (vi: String, en: String) in LocalizedText(vi: vi, en: en)[language] }
    let counts = VerdictCounts(of: findings)
    let mailboxes = agencies.reduce(0) { $0 + $1.mailboxes }
    let registered = agencies.count { $0.agency.code != Agency.unassigned }
    var lines = [
      "\(run.policyTitle[language]) (\(run.policy)), \(run.period), "
        + word("ngày kiểm tra ", "as of ") + forms.day(run.asOf),
      word("Cơ quan: ", "Agencies: ") + forms.number(registered)
        + word("; hộp thư: ", "; mailboxes: ") + forms.number(mailboxes),
    ]
    let severities = Severity.gravestFirst.compactMap { severity -> String? in
      let count = findings.count { $0.verdict == .violation && $0.severity == severity }
      return count == 0
        ? nil : "\(severity.word[language].lowercased()) \(forms.number(count))"
    }
    for kind in VerdictKind.reported {
      let detail =
        kind == .violation && !severities.isEmpty
        ? " (\(severities.joined(separator: ", ")))"
        : kind == .indicator && counts[kind] > 0
          ? word(" (chưa kết luận vi phạm)", " (nothing concluded)") : ""
      lines.append("  \(kind.word[language]): \(forms.number(counts[kind]))\(detail)")
    }
    lines.append(word("Theo quy định:", "By rule:"))
    for rule in rules {
      let own = countsByRule[rule.id] ?? VerdictCounts()
      let parts = VerdictKind.allCases.filter { own[$0] > 0 }.map {
        "\($0.word[language].lowercased()) \(forms.number(own[$0]))"
      }
      lines.append("  \(rule.id): " + (parts.isEmpty ? "-" : parts.joined(separator: ", ")))
    }
    lines += unseenLines(forms, word)
    lines.append(outcome.sentence[language])
    if let written {
      lines.append(word("Báo cáo: ", "Report: ") + written.report)
      if let letter = written.letters.first {
        lines.append(
          word("Công văn: ", "Letters: ") + forms.number(written.letters.count)
            + word(" tệp, như ", " files, such as ") + letter)
      }
    }
    return lines.map { $0.visible + "\n" }.joined()
  }

  private func unseenLines(
    _ forms: LocalForms, _ word: (_ vi: String, _ en: String) -> String
  ) -> [String] {
    var lines: [String] = []
    if !coverage.complete {
      lines.append(word("Dữ liệu KHÔNG đầy đủ:", "The data is NOT complete:"))
      lines += coverage.losses.map { "  \($0)" }
    }
    for missing in coverage.daysWithoutLogs {
      lines.append(
        word("Không có nhật ký của ", "No logs of ") + missing.host + ": "
          + forms.days(missing.days))
    }
    for ledger in coverage.directories {
      for left in ledger.leftOut {
        lines.append(
          word("Giá trị không đọc được: ", "Values that could not be read: ")
            + "\(forms.number(left.entries)) × \(left.reason)")
      }
    }
    if coverage.unassigned.count > 0 {
      lines.append(
        word("Hộp thư chưa thuộc cơ quan nào: ", "Mailboxes that fit no agency: ")
          + forms.number(coverage.unassigned.count))
    }
    let empty = agencies.filter {
      $0.mailboxes == 0 && $0.agency.code != Agency.unassigned && $0.agency.isInForce(on: run.asOf)
    }
    if !empty.isEmpty {
      lines.append(
        word("Cơ quan không có hộp thư nào: ", "Agencies without a mailbox: ")
          + empty.prefix(5).map(\.agency.code).joined(separator: ", ")
          + (empty.count > 5 ? ", …" : ""))
    }
    if coverage.unknownOfficialAddresses > 0 {
      lines.append(
        word(
          "Địa chỉ công vụ trong nhật ký mà danh bạ không có: ",
          "Official addresses in the logs that the directory lacks: ")
          + forms.number(coverage.unknownOfficialAddresses))
    }
    if let logs = coverage.logs, logs.unrecognised > 0 {
      lines.append(
        word("Dòng nhật ký không hiểu được: ", "Log lines not understood: ")
          + forms.number(logs.unrecognised))
    }
    if let logs = coverage.logs, logs.repeatedDeliveries > 0 {
      lines.append(
        word(
          "Thư có trong hai tệp nhật ký trùng nhau, chỉ tính một lần: ",
          "Deliveries in two overlapping log files, counted once: ")
          + forms.number(Int(clamping: logs.repeatedDeliveries)))
    }
    if let logs = coverage.logs, logs.unresolvedTransactions > 0 {
      lines.append(
        word(
          "Giao dịch thư không rõ kết cục hoặc người gửi: ",
          "Messages whose outcome or sender the logs do not show: ")
          + forms.number(Int(clamping: logs.unresolvedTransactions)))
    }
    return lines
  }
}
