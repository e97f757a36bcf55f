import Letters
import OfficialMail
import Policy

/// The sentences of a letter to an agency, in both languages side by side.
///
/// A violation is called one; an indicator is always said to be no finding of violation.
struct AgencyLetterWording {
  var language: Language
  var issuer: String

  init(_ language: Language, issuer: String) {
    self.language = language
    self.issuer = issuer
  }

  private func say(vi: String, en: String) -> String {
    LocalizedText(vi: vi, en: en)[language]
  }

  private func mailboxes(_ count: Int) -> String {
    say(vi: "\(count) hộp thư", en: count == 1 ? "1 mailbox" : "\(count) mailboxes")
  }

  private func long(_ day: Day) -> String { day.official(in: language) }

  /// `10/10/2026`, or ISO 8601 in English, where that would be read in two ways.
  func short(_ day: Day) -> String {
    let parts = day.description.split(separator: "-")
    return language == .vi ? parts.reversed().joined(separator: "/") : day.description
  }

  /// A finding's words with its ISO dates as `short` writes them.
  func dated(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let start = word.firstIndex { !"(“".contains($0) } ?? word.startIndex
      let end = word.lastIndex { !".,;:)”".contains($0) }.map(word.index(after:)) ?? start
      guard start < end, let day = Day(String(word[start..<end])) else { return String(word) }
      return word[..<start] + short(day) + word[end...]
    }.joined(separator: " ")
  }

  // MARK: - What it is about

  func subject(of period: Period) -> String {
    say(
      vi: "khắc phục vi phạm trong sử dụng thư điện tử công vụ \(name(of: period))",
      en: "remedy of violations in the use of official e-mail, \(name(of: period))")
  }

  private func name(of period: Period) -> String {
    let (year, month, _) = period.first.components
    let text = period.description
    if text.utf8.count == 4 { return say(vi: "năm \(year)", en: "\(year)") }
    if text.contains("-Q") {
      let quarter = (month - 1) / 3
      let ordinal = ["first", "second", "third", "fourth"][quarter]
      return say(
        vi: "quý \(["I", "II", "III", "IV"][quarter]) năm \(year)",
        en: "\(ordinal) quarter of \(year)")
    }
    if text.utf8.count == 7 {
      return say(
        vi: "tháng \(month < 3 ? "0" : "")\(month) năm \(year)",
        en: "\(Day.englishMonths[month - 1]) \(year)")
    }
    return say(
      vi: "từ \(long(period.first)) đến \(long(period.last))",
      en: "\(long(period.first)) to \(long(period.last))")
  }

  /// One paragraph for each text in force on `day`, and one for each rule of which the issuer
  /// decided something itself.
  func legalBasis(of rules: [RuleDescription], on day: Day) -> [String] {
    let bases = rules.flatMap(\.basis).filter { $0.text.isInForce(on: day) }
    var texts: [LegalText] = []
    for basis in bases where !texts.contains(basis.text) { texts.append(basis.text) }
    let acts = texts.filter { $0.kind == .act } + texts.filter { $0.kind == .other }
    var paragraphs = acts.map { text -> String in
      let articles = distinct(
        bases.filter { $0.text == text }.compactMap { $0.article?[language] })
      return citation(of: text) + (articles.isEmpty ? "" : ": " + articles.joined(separator: "; "))
        + ";"
    }
    if let last = paragraphs.popLast() { paragraphs.append(last.dropLast() + ".") }
    return paragraphs + ownDecisions(of: rules, on: day)
  }

  /// Only an act is a ground ("Căn cứ"); what else there is, is followed ("Theo").
  private func citation(of text: LegalText) -> String {
    switch text.kind {
    case .act:
      say(vi: "Căn cứ ", en: "Pursuant to ") + text.number + say(vi: " ", en: " of ")
        + "\(long(text.date)), \(text.title[language])"
    case .other: say(vi: "Theo ", en: "Following the ") + text.title[language]
    }
  }

  private func ownDecisions(of rules: [RuleDescription], on day: Day) -> [String] {
    let decisions = rules.compactMap { rule -> String? in
      let own = distinct(
        rule.basis.filter { $0.text.isInForce(on: day) }.compactMap { $0.ownDecision?[language] })
      guard !own.isEmpty else { return nil }
      return say(vi: "- Quy định ", en: "- Rule ")
        + "“\(rule.title[language])”: \(own.joined(separator: "; "))."
    }
    guard !decisions.isEmpty else { return [] }
    return [
      say(
        vi: "Những điểm chưa được nêu cụ thể ở trên do \(issuer) tự quyết định:",
        en: "What is left open above was decided by the issuing office, \(issuer):")
    ] + decisions
  }

  private func distinct(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func opening(policy: String, period: Period, asOf: Day, agency: String) -> String {
    say(
      vi: "Qua kiểm tra việc sử dụng thư điện tử công vụ theo chính sách “\(policy)”, từ "
        + "\(long(period.first)) đến \(long(period.last)) (số liệu tính đến \(long(asOf))), "
        + "\(issuer) thông báo kết quả đối với \(agency) như sau:",
      en: "Having examined the use of official e-mail under the policy “\(policy)” from "
        + "\(long(period.first)) to \(long(period.last)) (as of \(long(asOf))), \(issuer) "
        + "informs you of the results for \(agency):")
  }

  // MARK: - Findings

  func figures(
    agency: String, mailboxes: Int, violations: Int, violating: Int, indicators: Int,
    undecided: Int, waived: Int
  ) -> String {
    var sentences = [
      say(
        vi: "Tổng số hộp thư của \(agency): \(mailboxes); số vi phạm: \(violations), tại "
          + "\(violating) hộp thư (một hộp thư vi phạm nhiều quy định được tính theo từng quy định)",
        en: "Mailboxes of \(agency): \(mailboxes); violations: \(violations), in "
          + "\(self.mailboxes(violating)) (a mailbox in breach of several rules counts once for "
          + "each rule)")
    ]
    if indicators > 0 {
      sentences.append(
        say(
          vi: "số dấu hiệu, chưa kết luận vi phạm: \(indicators)",
          en: "indicators, not findings of violation: \(indicators)"))
    }
    if undecided > 0 {
      sentences.append(
        say(
          vi: "số nội dung chưa xác định được do thiếu dữ liệu: \(undecided)",
          en: "points where the data cannot tell: \(undecided)"))
    }
    if waived > 0 {
      sentences.append(
        say(
          vi: "số nội dung được miễn trừ theo quyết định: \(waived)",
          en: "points waived by decision: \(waived)"))
    }
    return sentences.joined(separator: "; ") + "."
  }

  func violations(of title: String, _ group: RuleFindings) -> String {
    say(vi: "- Vi phạm quy định ", en: "- Breach of the rule ")
      + summary(title, group, limit: say(vi: "giới hạn", en: "limit"))
  }

  func indicators(of title: String, _ group: RuleFindings) -> String {
    say(
      vi: "- Dấu hiệu, chưa kết luận vi phạm: quy định ",
      en: "- Indicator, not a finding of violation: rule ")
      + summary(title, group, limit: say(vi: "ngưỡng", en: "threshold"))
  }

  private func summary(_ title: String, _ group: RuleFindings, limit name: String) -> String {
    let limit = group.rule.map { " (\(name): \($0.limit[language]))" }
    return "“\(title)”\(limit ?? ""): \(mailboxes(RuleFindings.subjects(group.findings)))."
  }

  var incomplete: String {
    say(
      vi: "Dữ liệu kiểm tra chưa đầy đủ: kết quả trên chỉ dựa vào phần dữ liệu đọc được; phần "
        + "còn thiếu không được coi là vi phạm hay là chấp hành đúng.",
      en: "The data examined are incomplete: these results rest on what could be read, and what "
        + "is missing counts neither as a violation nor as compliance.")
  }

  // MARK: - Requests

  func requestsFollow(_ recipient: String) -> String {
    say(
      vi: "\(issuer) đề nghị \(recipient) chỉ đạo thực hiện các nội dung sau:",
      en: "\(issuer) kindly requests \(recipient) to see to the following:")
  }

  /// "by 3 October 2026" where the letter has a date; else a span after the date it will get.
  func deadline(_ span: CalendarSpan, after date: Day?) -> String {
    guard let date else {
      return say(
        vi: "trong thời hạn \(span.text.vi) kể từ ngày ký công văn",
        en: "within \(span.text.en) of the date of this letter")
    }
    let day = long(date.adding(span))
    return say(vi: "chậm nhất \(day)", en: "by \(day)")
  }

  /// The same for a column: a day, or the span alone.
  func shortDeadline(_ span: CalendarSpan, after date: Day?) -> String {
    date.map { short($0.adding(span)) } ?? span.text[language]
  }

  func remedy(_ text: String, _ group: RuleFindings, by deadline: String, part: String) -> String {
    let count = mailboxes(RuleFindings.subjects(group.findings))
    return text
      + say(
        vi: " Nội dung này áp dụng với \(count) vi phạm quy định “\(group.title(language))” tại "
          + "mục \(part) Phụ lục, thực hiện \(deadline).",
        en: " This concerns \(count) in breach of the rule “\(group.title(language))” in part "
          + "\(part) of the annex and is to be done \(deadline).")
  }

  func verify(part: String) -> String {
    say(
      vi: "Rà soát, xác minh các dấu hiệu tại mục \(part) Phụ lục và thông báo kết quả xác minh; "
        + "đây chưa phải là kết luận vi phạm.",
      en: "Look into the indicators in part \(part) of the annex and tell us the outcome; they "
        + "are not findings of violation.")
  }

  func complete(part: String) -> String {
    say(
      vi: "Cung cấp thông tin còn thiếu về các nội dung chưa xác định được tại mục \(part) "
        + "Phụ lục.",
      en: "Supply what is missing on the points listed in part \(part) of the annex.")
  }

  func report(to contact: String, by deadline: String?) -> String {
    let end = deadline.map { " " + $0 } ?? ""
    return say(
      vi: "Báo cáo kết quả thực hiện bằng văn bản về \(contact)\(end). Trường hợp "
        + "số liệu chưa chính xác, đề nghị phản hồi kèm tài liệu để kiểm tra lại.",
      en: "Report the outcome in writing to \(contact)\(end). Where a figure is not "
        + "correct, please answer with the papers that show it, so that it is examined again.")
  }

  var consequence: String {
    say(
      vi: "Trường hợp quá thời hạn mà vi phạm chưa được khắc phục hoặc vi phạm tái diễn ở kỳ kiểm "
        + "tra sau, \(issuer) sẽ báo cáo cấp có thẩm quyền xem xét, xử lý theo quy định.",
      en: "Should a violation not be remedied in time, or occur again in the next examination, "
        + "\(issuer) will refer it to the competent authority for decision under the rules in "
        + "force.")
  }

  var courtesy: String {
    say(
      vi: "Trân trọng đề nghị quý cơ quan phối hợp thực hiện.",
      en: "We thank you for your cooperation.")
  }
}
