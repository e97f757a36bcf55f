import Audit
import Foundation
import OfficialMail
import Policy

extension VerdictKind {
  /// The word for people. An indicator says that it accuses nobody.
  var word: LocalizedText {
    switch self {
    case .compliant: LocalizedText(vi: "Tuân thủ", en: "Compliant")
    case .violation: LocalizedText(vi: "Vi phạm", en: "Violation")
    case .indicator: LocalizedText(vi: "Dấu hiệu", en: "Indicator")
    case .waived: LocalizedText(vi: "Được miễn trừ", en: "Waived")
    case .notApplicable: LocalizedText(vi: "Không áp dụng", en: "Not applicable")
    case .cannotTell: LocalizedText(vi: "Chưa xác định được", en: "Cannot tell")
    }
  }

  /// What the word means, for a legend.
  var meaning: LocalizedText {
    switch self {
    case .compliant:
      LocalizedText(vi: "đã kiểm tra và đạt yêu cầu", en: "examined and in order")
    case .violation:
      LocalizedText(
        vi: "chứng cứ cho thấy rõ trái với quy định", en: "the evidence shows a clear breach")
    case .indicator:
      LocalizedText(
        vi: "có dấu hiệu, chưa kết luận vi phạm; cần cơ quan xác minh",
        en: "a sign only, not a finding of breach; the agency should look into it")
    case .waived:
      LocalizedText(
        vi: "trái với quy định nhưng đang được miễn trừ có phê duyệt",
        en: "a breach that an approved waiver covers for now")
    case .notApplicable:
      LocalizedText(vi: "quy định không áp dụng ở đây", en: "the rule does not apply here")
    case .cannotTell:
      LocalizedText(
        vi: "thiếu dữ liệu nên không thể kết luận; không phải là đạt",
        en: "data is missing, so nothing can be concluded; this is not a pass")
    }
  }

  /// The order in which people read: what accuses first.
  static let reported: [VerdictKind] = [.violation, .indicator, .cannotTell, .waived]
}

extension Severity {
  var word: LocalizedText {
    switch self {
    case .critical: LocalizedText(vi: "Nghiêm trọng", en: "Critical")
    case .high: LocalizedText(vi: "Cao", en: "High")
    case .medium: LocalizedText(vi: "Trung bình", en: "Medium")
    case .low: LocalizedText(vi: "Thấp", en: "Low")
    }
  }

  static let gravestFirst: [Severity] = [.critical, .high, .medium, .low]
}

extension Outcome {
  var sentence: LocalizedText {
    switch self {
    case .clean:
      LocalizedText(
        vi: "Mọi nguồn đã cho được đọc trọn vẹn; không có vi phạm từ mức báo động trở lên.",
        en: "All that was given was read whole; no violation at or above the alarm level.")
    case .violations:
      LocalizedText(
        vi: "Có vi phạm từ mức báo động trở lên.",
        en: "There are violations at or above the alarm level.")
    case .incomplete:
      LocalizedText(
        vi:
          "Không thấy vi phạm từ mức báo động trở lên, nhưng dữ liệu không đủ để kết luận là đạt.",
        en: "No violation at or above the alarm level was seen, but the data does not allow a "
          + "clean bill.")
    }
  }
}

/// Days, times and numbers as people of one language write them.
struct LocalForms {
  let language: Language
  private let zone: TimeZone

  /// An unknown zone is read as UTC, and every time is printed with its offset.
  init(language: Language, timeZone: String) {
    self.language = language
    zone = TimeZone(identifier: timeZone) ?? .gmt
  }

  func day(_ day: Day) -> String {
    let iso = day.description
    guard language == .vi else { return iso }
    return iso.split(separator: "-").reversed().joined(separator: "/")
  }

  /// Such as `2026-07-03 08:15:22 +07:00`.
  func time(_ time: Timestamp) -> String {
    let date = Date(timeIntervalSince1970: Double(time.secondsSinceEpoch))
    let offset = zone.secondsFromGMT(for: date)
    let local = Timestamp(secondsSinceEpoch: time.secondsSinceEpoch + Int64(offset)).description
    let minutes = abs(offset) / 60
    let sign = offset < 0 ? "-" : "+"
    let hours = [minutes / 60, minutes % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return "\(local.prefix(10)) \(local.dropFirst(11).prefix(8)) \(sign)"
      + hours.joined(separator: ":")
  }

  /// Digits in groups of three.
  func number(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3), digits[index - 1] != "-" {
        text += language == .vi ? "." : ","
      }
      text.append(digit)
    }
    return text
  }

  /// Runs of days written as `first – last`.
  func days(_ days: [Day]) -> String {
    var runs: [(first: Day, last: Day)] = []
    for day in days.sorted() {
      if let last = runs.last?.last, day <= last.adding(days: 1) {
        runs[runs.count - 1].last = day
      } else {
        runs.append((day, day))
      }
    }
    return runs.map {
      $0.first == $0.last ? day($0.first) : "\(day($0.first)) – \(day($0.last))"
    }.joined(separator: ", ")
  }
}
