import Letters
import OfficialMail
import Policy

/// The annex's words.
extension AgencyLetterWording {
  func annexTitle(agency: String) -> String {
    LocalizedText(
      vi: "Danh sách hộp thư của \(agency)", en: "List of mailboxes of \(agency)")[language]
  }

  func partHeading(_ verdict: VerdictKind) -> String {
    let word = verdict.word[language]
    guard verdict == .indicator else { return word }
    return word
      + LocalizedText(vi: ", chưa kết luận vi phạm", en: ", not a finding of violation")[language]
  }

  func partNote(_ verdict: VerdictKind) -> String? {
    switch verdict {
    case .violation: nil
    case .indicator:
      LocalizedText(
        vi: "Các hộp thư dưới đây cần được xác minh; chưa có kết luận vi phạm.",
        en: "The mailboxes below are to be looked into; no violation has been found.")[language]
    case .waived:
      LocalizedText(
        vi: "Các nội dung dưới đây không bị coi là vi phạm trong thời gian miễn trừ.",
        en: "The points below are not held to be violations while the waiver lasts.")[language]
    default:
      LocalizedText(
        vi: "Thiếu dữ liệu để kết luận; đây không phải là vi phạm.",
        en: "The data do not suffice to decide; this is not a violation.")[language]
    }
  }

  func columns(_ verdict: VerdictKind) -> [LetterDocument.Column] {
    func column(
      vi: String, en: String, _ share: Double, _ content: LetterDocument.Column.Content = .words
    ) -> LetterDocument.Column {
      LetterDocument.Column(
        LocalizedText(vi: vi, en: en)[language], share: share, content: content)
    }
    let number = column(vi: "TT", en: "No.", 9, .figures)
    let mailbox = column(vi: "Hộp thư", en: "Mailbox", 50)
    switch verdict {
    case .violation:
      return [
        number, mailbox, column(vi: "Quy định", en: "Rule", 31),
        column(vi: "Ghi nhận", en: "Observed", 32), column(vi: "Giới hạn", en: "Limit", 22),
        column(vi: "Thời hạn khắc phục", en: "Deadline", 21, .figures),
      ]
    case .indicator:
      return [
        number, mailbox, column(vi: "Quy định", en: "Rule", 40),
        column(vi: "Ghi nhận", en: "Observed", 39), column(vi: "Ngưỡng", en: "Threshold", 27),
      ]
    case .waived:
      return [
        number, mailbox, column(vi: "Quy định", en: "Rule", 36),
        column(vi: "Lý do miễn trừ", en: "Waiver", 70),
      ]
    default:
      return [
        number, mailbox, column(vi: "Quy định", en: "Rule", 36),
        column(vi: "Lý do", en: "Reason", 70),
      ]
    }
  }
}
