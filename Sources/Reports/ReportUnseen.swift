import Audit
import Directory
import MailLog
import OfficialMail
import Policy

/// The part of report.html that says what the audit could not see.
struct UnseenView {
  private let result: AuditResult
  private let forms: LocalForms
  private let titles: [String: RuleDescription]

  init(_ result: AuditResult, forms: LocalForms, titles: [String: RuleDescription]) {
    self.result = result
    self.forms = forms
    self.titles = titles
  }

  var page: [String: Any] {
    let coverage = result.coverage
    let undecided = undecided
    return [
      "whole": coverage.complete && undecided.isEmpty,
      "lost": !coverage.complete,
      "open": coverage.complete && !undecided.isEmpty,
      "lossRows": coverage.losses.map { ["text": $0.visible] },
      "hasLosses": !coverage.losses.isEmpty,
      "missing": coverage.daysWithoutLogs.map {
        [
          "hostName": $0.host.visible, "dayCount": forms.number($0.days.count),
          "dayList": forms.days($0.days),
        ]
      },
      "hasMissing": !coverage.daysWithoutLogs.isEmpty,
      "undecidedRows": undecided,
      "hasUndecided": !undecided.isEmpty,
      "gaps": gaps,
      "noLogsGiven": coverage.logs == nil,
    ]
  }

  /// Cannot-tell verdicts by rule and reason, most first. Reasons past the first 40 are summed up by
  /// rule, so that the counts still come to all of them.
  private var undecided: [[String: Any]] {
    struct Cause: Hashable {
      let rule: String
      let reason: String
    }
    let language = result.run.language
    var counts: [Cause: Int] = [:]
    for finding in result.findings where finding.verdict == .cannotTell {
      counts[Cause(rule: finding.rule, reason: finding.detail[language]), default: 0] += 1
    }
    var rows = counts.sorted {
      ($1.value, $0.key.rule, $0.key.reason) < ($0.value, $1.key.rule, $1.key.reason)
    }
    var rest: [String: Int] = [:]
    for (cause, count) in rows.dropFirst(40) { rest[cause.rule, default: 0] += count }
    let other = LocalizedText(vi: "các lý do khác", en: "other reasons")[language]
    rows =
      rows.prefix(40)
      + rest.sorted { $0.key < $1.key }.map { rule, count in
        (key: Cause(rule: rule, reason: other), value: count)
      }
    return rows.map { cause, count in
      [
        "ruleID": cause.rule.visible,
        "ruleTitle": (titles[cause.rule]?.title[language] ?? "").visible,
        "reasonText": cause.reason.visible, "undecidedCount": forms.number(count),
      ]
    }
  }

  /// Counts of what was met and not judged; a zero is printed, since it says something too.
  private var gaps: [[String: Any]] {
    let coverage = result.coverage
    var rows: [(LocalizedText, Int)] = [
      (
        LocalizedText(
          vi: "Địa chỉ công vụ có trong nhật ký nhưng không có trong danh bạ",
          en: "Official addresses in the logs that no directory entry has"),
        coverage.unknownOfficialAddresses
      ),
      (
        LocalizedText(
          vi: "Mục danh bạ bị bỏ qua (lý do ở phần Nguồn đã đọc)",
          en: "Directory entries passed over (the reasons stand under What was read)"),
        coverage.directories.reduce(0) { $0 + $1.skipped.reduce(0) { $0 + $1.entries } }
      ),
      (
        LocalizedText(
          vi: "Giá trị của hộp thư không đọc được (lý do ở phần Nguồn đã đọc)",
          en: "Values of mailboxes that could not be read (the reasons stand under What was read)"),
        coverage.directories.reduce(0) { $0 + $1.leftOut.reduce(0) { $0 + $1.entries } }
      ),
      (
        LocalizedText(
          vi: "Tham chiếu đến danh bạ khác, không đi theo",
          en: "References to other directories, not followed"),
        coverage.directories.reduce(0) { $0 + $1.referrals }
      ),
    ]
    if let logs = coverage.logs {
      rows += [
        (
          LocalizedText(vi: "Dòng nhật ký không hiểu được", en: "Log lines not understood"),
          Int(clamping: logs.unrecognised)
        ),
        (
          LocalizedText(
            vi: "Giao dịch thư không rõ kết cục hoặc người gửi",
            en: "Mail transactions whose outcome or sender the logs do not show"),
          Int(clamping: logs.unresolvedTransactions)
        ),
      ]
      rows += logs.silences.map {
        (
          LocalizedText(
            vi: "Số giờ máy chủ \($0.host) không ghi dòng nào",
            en: "Hours in which \($0.host) wrote no line"), $0.silentHours
        )
      }
    }
    return [unassigned]
      + rows.map { text, count in
        [
          "text": text[result.run.language].visible, "gapCount": forms.number(count),
          "some": count > 0, "listed": false, "names": "",
        ]
      }
  }

  /// Mailboxes without an agency, named as far as one can read them; coverage.json has them all.
  private var unassigned: [String: Any] {
    let addresses = result.coverage.unassigned
    let text = LocalizedText(
      vi: "Hộp thư không thuộc cơ quan nào trong danh sách (không có công văn gửi đi)",
      en: "Mailboxes that fit no agency of the register (no letter goes out for them)")
    let named = addresses.prefix(100).map(\.description.visible).joined(separator: "; ")
    return [
      "text": text[result.run.language].visible, "gapCount": forms.number(addresses.count),
      "some": !addresses.isEmpty, "listed": !addresses.isEmpty,
      "names": named + (addresses.count > 100 ? "; … (coverage.json)" : ""),
    ]
  }
}
