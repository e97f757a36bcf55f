import OfficialMail
public import Policy

public let passwordAge = Rule(
  "PW-AGE", severity: .high,
  title: LocalizedText(vi: "Đổi mật khẩu định kỳ", en: "Periodic password change"),
  statement: LocalizedText(
    vi: "Mật khẩu của hộp thư đang hoạt động phải được đổi trong vòng 3 tháng trước ngày kiểm tra.",
    en: "The password of an active mailbox was changed within 3 months before the audit date."),
  for: .activeMailboxes,
  requires: .passwordChanged(within: .months(3)),
  basis: [
    LegalBasis(
      songMaArticle, article: changePasswords,
      ownDecision: LocalizedText(
        vi: "bài báo không nêu số; mức 3 tháng là quyết định riêng",
        en: "the article gives no number; 3 months is the office's own decision"))
  ],
  remedy: Remedy(
    LocalizedText(
      vi: "Đổi mật khẩu hộp thư và báo cáo kết quả.",
      en: "Change the mailbox's password and report that it was done."),
    within: .days(10)),
  examples: [
    Example(
      LocalizedText(vi: "đổi đúng ngày cuối của hạn", en: "changed on the last day in time"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .changed(.noon(of: .on(2026, 2, 28)))),
      asOf: .on(2026, 5, 31), is: .compliant),
    Example(
      LocalizedText(vi: "đổi sớm hơn hạn một ngày", en: "changed one day too early"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .changed(.noon(of: .on(2026, 2, 27)))),
      asOf: .on(2026, 5, 31), is: .violation,
      saying: LocalizedText(
        vi: "Mật khẩu đổi lần cuối ngày 2026-02-27, quá 3 tháng trước ngày kiểm tra 2026-05-31.",
        en: "The password was last changed on 2026-02-27, more than 3 months before the audit "
          + "date 2026-05-31.")),
    Example(
      LocalizedText(vi: "đổi sau ngày kiểm tra", en: "changed after the audit date"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .changed(.noon(of: .on(2026, 6, 2)))),
      asOf: .on(2026, 5, 31), is: .compliant),
    Example(
      LocalizedText(vi: "danh bạ chỉ ghi ngày", en: "the directory keeps the day alone"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .changedOn(.on(2026, 2, 26))),
      asOf: .on(2026, 5, 31), is: .violation),
    Example(
      LocalizedText(
        vi: "ngày ghi theo giờ quốc tế có thể là ngày hôm sau ở đây",
        en: "a day recorded in UTC may be the next one here"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .changedOn(.on(2026, 2, 27))),
      asOf: .on(2026, 5, 31), is: .compliant),
    Example(
      LocalizedText(vi: "không rõ ngày đổi", en: "the date is not known"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", password: .unknown(reason: "-")),
      asOf: .on(2026, 5, 31), is: .cannotTell),
    Example(
      LocalizedText(vi: "hộp thư đã khóa", en: "a locked mailbox"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", status: .locked,
        password: .changed(.noon(of: .on(2020, 1, 1)))),
      asOf: .on(2026, 5, 31), is: .notApplicable),
    Example(
      LocalizedText(vi: "không rõ còn hoạt động không", en: "whether it is active is not known"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", status: .unknown,
        password: .changed(.noon(of: .on(2020, 1, 1)))),
      asOf: .on(2026, 5, 31), is: .cannotTell),
    Example(
      LocalizedText(vi: "mật khẩu ở hệ thống khác", en: "the password lives in another system"),
      ExampleMailbox("an.nguyen@xa.gov.example", password: .elsewhere("SSO")),
      asOf: .on(2026, 5, 31), is: .notApplicable),
  ])

public let initialPassword = Rule(
  "PW-INIT", severity: .high,
  title: LocalizedText(vi: "Đổi mật khẩu được cấp", en: "Change of an issued password"),
  statement: LocalizedText(
    vi: "Mật khẩu được cấp phải được chủ hộp thư đổi trong vòng 1 tháng kể từ ngày cấp.",
    en: "An issued password is changed by the mailbox's owner within 1 month of its issue."),
  for: .activeMailboxes,
  requires: .issuedPasswordChanged(within: .months(1)),
  basis: [
    LegalBasis(
      songMaArticle, article: changePasswords,
      ownDecision: LocalizedText(
        vi: "bài báo không nêu mật khẩu được cấp; mức 1 tháng là quyết định riêng",
        en: "the article does not speak of issued passwords; 1 month is the office's own decision"))
  ],
  remedy: Remedy(
    LocalizedText(
      vi: "Chủ hộp thư đăng nhập và đổi mật khẩu được cấp; nếu không còn dùng thì đề nghị khóa.",
      en: "The owner logs in and changes the issued password, or the mailbox is to be locked."),
    within: .days(5)),
  examples: [
    Example(
      LocalizedText(vi: "mới cấp chưa quá 1 tháng", en: "issued not more than a month ago"),
      ExampleMailbox(
        "binh.tran@xa.gov.example", password: .neverSet(issued: .noon(of: .on(2026, 8, 30)))),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "cấp quá 1 tháng, chưa đổi", en: "issued over a month ago, not changed"),
      ExampleMailbox(
        "binh.tran@xa.gov.example", password: .mustChange(issued: .noon(of: .on(2026, 8, 29)))),
      asOf: .on(2026, 9, 30), is: .violation,
      saying: LocalizedText(
        vi: "Mật khẩu được cấp ngày 2026-08-29 và chưa được chủ hộp thư đổi sau hơn 1 tháng, tính "
          + "đến ngày kiểm tra 2026-09-30.",
        en: "The password issued on 2026-08-29 had not been changed by its owner after more than "
          + "1 month, on the audit date 2026-09-30.")),
    Example(
      LocalizedText(vi: "không rõ ngày cấp", en: "the issue date is not known"),
      ExampleMailbox("binh.tran@xa.gov.example", password: .mustChange(issued: nil)),
      asOf: .on(2026, 9, 30), is: .cannotTell),
    Example(
      LocalizedText(vi: "không rõ mật khẩu", en: "nothing is known of the password"),
      ExampleMailbox("binh.tran@xa.gov.example", password: .unknown(reason: "-")),
      asOf: .on(2026, 9, 30), is: .notApplicable),
    Example(
      LocalizedText(vi: "chủ hộp thư đã đổi", en: "the owner has changed it"),
      ExampleMailbox(
        "binh.tran@xa.gov.example", password: .changed(.noon(of: .on(2020, 1, 1)))),
      asOf: .on(2026, 9, 30), is: .notApplicable),
  ])
