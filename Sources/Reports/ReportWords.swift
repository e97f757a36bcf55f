import OfficialMail
import Policy

/// The fixed words of report.html, by the name its template has for them.
enum ReportWords {
  static func view(_ language: Language) -> [String: Any] {
    var words = texts.mapValues { $0[language] as Any }
    for verdict in VerdictKind.allCases { words[verdict.rawValue] = verdict.word[language] }
    words["cannotTells"] = VerdictKind.cannotTell.word[language].lowercased()
    words["waivers"] = VerdictKind.waived.word[language].lowercased()
    return words
  }

  private static let texts: [String: LocalizedText] = [
    "title": .init(vi: "Báo cáo kiểm tra thư điện tử công vụ", en: "Audit of official e-mail"),
    "skip": .init(vi: "Đến nội dung chính", en: "Skip to the content"),
    "period": .init(vi: "Kỳ kiểm tra", en: "Period"),
    "asOf": .init(vi: "Ngày kiểm tra", en: "Audit date"),
    "policy": .init(vi: "Chính sách", en: "Policy"),
    "zone": .init(vi: "Múi giờ", en: "Time zone"),
    "tool": .init(vi: "Phiên bản công cụ", en: "Tool version"),
    "failOn": .init(vi: "Mức báo động", en: "Alarm level"),
    "headline": .init(vi: "Tóm tắt", en: "Summary"),
    "agencies": .init(vi: "cơ quan", en: "agencies"),
    "agenciesHit": .init(vi: "cơ quan có vi phạm", en: "agencies with violations"),
    "mailboxes": .init(vi: "hộp thư", en: "mailboxes"),
    "boxes": .init(vi: "Hộp thư", en: "Mailboxes"),
    "filesRead": .init(vi: "tệp", en: "files"),
    "linesRead": .init(vi: "dòng", en: "lines"),
    "violations": .init(vi: "vi phạm", en: "violations"),
    "indicators": .init(vi: "dấu hiệu, chưa kết luận", en: "indicators, nothing concluded"),
    "bySeverity": .init(vi: "Vi phạm theo mức độ", en: "Violations by severity"),
    "contents": .init(vi: "Mục lục", en: "Contents"),
    "unseen": .init(vi: "Những gì chưa nhìn thấy", en: "What this audit could not see"),
    "unseenLead": .init(
      vi: "Những điều sau chưa được kiểm tra. Không được coi là đạt.",
      en: "What follows was not examined. It must not be taken for a pass."),
    "complete": .init(
      vi: "Mọi nguồn đã cho đều được đọc trọn vẹn.", en: "Every source given was read whole."),
    "incomplete": .init(
      vi: "Kết quả KHÔNG đầy đủ: một phần dữ liệu đã mất hoặc không đọc được.",
      en: "The result is NOT complete: part of the data was lost or could not be read."),
    "openVerdicts": .init(
      vi: "Có quy định chưa xác định được kết quả vì thiếu dữ liệu.",
      en: "Some rules could not be judged for lack of data."),
    "losses": .init(vi: "Dữ liệu bị mất", en: "Lost data"),
    "missingDays": .init(vi: "Ngày không có nhật ký", en: "Days without logs"),
    "host": .init(vi: "Máy chủ", en: "Host"),
    "days": .init(vi: "Số ngày", en: "Days"),
    "which": .init(vi: "Các ngày", en: "Which days"),
    "undecided": .init(
      vi: "Hộp thư chưa xác định được, theo quy định", en: "Mailboxes that could not be judged"),
    "reason": .init(vi: "Lý do", en: "Reason"),
    "count": .init(vi: "Số lượng", en: "Count"),
    "otherGaps": .init(vi: "Khoảng trống khác", en: "Other gaps"),
    "gap": .init(vi: "Nội dung", en: "What"),
    "noLogs": .init(
      vi: "Không có nhật ký thư nào được cung cấp.", en: "No mail logs were given."),
    "rules": .init(vi: "Theo quy định", en: "By rule"),
    "rulesCaption": .init(
      vi: "Số kết luận theo từng quy định", en: "Verdicts under each rule"),
    "rule": .init(vi: "Quy định", en: "Rule"),
    "severity": .init(vi: "Mức độ", en: "Severity"),
    "limit": .init(vi: "Giới hạn", en: "Limit"),
    "basis": .init(vi: "Căn cứ", en: "Legal basis"),
    "ownDecision": .init(
      vi: "bên ban hành chính sách tự quyết định", en: "decided by the office itself"),
    "inForce": .init(vi: "hiệu lực từ", en: "in force from"),
    "until": .init(vi: "đến hết", en: "until"),
    "notInForce": .init(
      vi: "KHÔNG có hiệu lực vào ngày kiểm tra", en: "NOT in force on the audit date"),
    "remedy": .init(vi: "Yêu cầu khắc phục", en: "Remedy"),
    "written": .init(vi: "Viết tại", en: "Written in"),
    "byAgency": .init(vi: "Theo cơ quan", en: "By agency"),
    "byAgencyLead": .init(
      vi: "Cơ quan có vi phạm nặng nhất đứng trước. Mở một cơ quan để xem từng kết luận.",
      en: "The gravest come first. Open an agency to see each finding."),
    "noFindings": .init(
      vi: "Không có kết luận nào phải xử lý.", en: "Nothing that calls for action."),
    "unassigned": .init(
      vi: "Hộp thư chưa thuộc cơ quan nào", en: "Mailboxes that fit no agency"),
    "wholeSystem": .init(vi: "Toàn hệ thống", en: "The whole system"),
    "findings": .init(vi: "Các kết luận", en: "Findings"),
    "verdict": .init(vi: "Kết luận", en: "Verdict"),
    "subject": .init(vi: "Hộp thư", en: "Subject"),
    "observed": .init(vi: "Ghi nhận", en: "Observed"),
    "detail": .init(vi: "Giải thích và chứng cứ", en: "Why, and the evidence"),
    "evidence": .init(vi: "Chứng cứ", en: "Evidence"),
    "noEvidence": .init(vi: "Không có chứng cứ kèm theo.", en: "No evidence attached."),
    "line": .init(vi: "dòng", en: "line"),
    "offset": .init(vi: "vị trí byte", en: "byte offset"),
    "queue": .init(vi: "mã hàng đợi", en: "queue id"),
    "entry": .init(vi: "mục trong danh bạ", en: "directory entry"),
    "sources": .init(vi: "Nguồn đã đọc", en: "What was read"),
    "directories": .init(vi: "Danh bạ hộp thư", en: "Directories"),
    "source": .init(vi: "Nguồn", en: "Source"),
    "schema": .init(vi: "Lược đồ", en: "Schema"),
    "entries": .init(vi: "Mục đã đọc", en: "Entries read"),
    "state": .init(vi: "Tình trạng", en: "State"),
    "logs": .init(vi: "Nhật ký thư", en: "Mail logs"),
    "file": .init(vi: "Tệp", en: "File"),
    "lines": .init(vi: "Dòng", en: "Lines"),
    "recognised": .init(vi: "Đã hiểu", en: "Recognised"),
    "irrelevant": .init(vi: "Không liên quan", en: "Irrelevant"),
    "unrecognised": .init(vi: "Không hiểu", en: "Not understood"),
    "whole": .init(vi: "đọc trọn vẹn", en: "read whole"),
    "total": .init(vi: "Tổng cộng", en: "Total"),
    "legend": .init(vi: "Ý nghĩa các kết luận", en: "What the verdicts mean"),
    "filter": .init(vi: "Lọc các kết luận", en: "Filter the findings"),
    "search": .init(vi: "Tìm trong các kết luận", en: "Search the findings"),
    "all": .init(vi: "Tất cả", en: "All"),
    "shown": .init(vi: "kết luận đang hiển thị", en: "findings shown"),
    "promise": .init(
      vi: "Chỉ đọc, không thay đổi danh bạ. Mọi con số đều đối chiếu được với findings.csv; "
        + "mã băm của mọi tệp nằm trong manifest.json.",
      en: "Read-only towards the directory. Every figure reconciles with findings.csv; the digests "
        + "of all files are in manifest.json."),
  ]
}
