import OfficialMail
public import Policy

public let freemailSelf = Rule(
  "FREEMAIL-SELF", severity: .high,
  title: LocalizedText(
    vi: "Không gửi thư công vụ tới hộp thư miễn phí của mình",
    en: "No work sent to one's own free mailbox"),
  statement: LocalizedText(
    vi:
      "Chủ hộp thư không gửi thư tới hộp thư miễn phí của mình, không gửi thư qua máy chủ công vụ "
      + "với địa chỉ miễn phí.",
    en: "Nobody sends work to a free mailbox of their own, or sends through the official server "
      + "with a free address."),
  for: .mailboxes(except: [.reception]),
  requires: .noOwnWebmail([.sent, .sentAs], strong: .violation, weak: .indicator),
  basis: [LegalBasis(songMaArticle, article: useOfficialMail)],
  remedy: Remedy(
    LocalizedText(
      vi: "Chấm dứt việc gửi, xóa dữ liệu công vụ trong hộp thư miễn phí và báo cáo.",
      en: "Stop sending, delete official data from the free mailbox, and report."),
    within: .days(10)),
  examples: [
    Example(
      LocalizedText(vi: "gửi cho người khác", en: "sent to somebody else"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(4, .sent, "binhtran88@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "gửi cho hộp thư mang họ tên mình", en: "sent to a mailbox of one's name"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(1, .sent, "nguyenvanan@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .violation,
      saying: LocalizedText(
        vi: "Gửi 1 thư tới nguyenvanan@gmail.com ngày 2026-09-29; phần trước @ là họ tên đầy đủ "
          + "của chủ hộp thư.",
        en: "1 message sent to nguyenvanan@gmail.com on 2026-09-29; the part before @ is the "
          + "owner's full name.")),
    Example(
      LocalizedText(
        vi: "đăng nhập hộp thư công vụ, gửi với địa chỉ miễn phí của mình",
        en: "logged in as the mailbox, sent with one's own free address"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An", alternates: ["caonguyen7@yahoo.com"],
        messages: [.init(2, .sentAs, "caonguyen7@yahoo.com")]),
      asOf: .on(2026, 9, 30), is: .violation),
    Example(
      LocalizedText(vi: "chỉ trùng tên và chữ đầu", en: "only the given name and initials match"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(1, .sent, "annv@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .indicator),
    Example(
      LocalizedText(vi: "hộp thư tiếp công dân", en: "a citizens' reception mailbox"),
      ExampleMailbox(
        "tiepdan@xa.gov.example", owner: "Tiếp công dân", kind: .reception,
        alternates: ["tiepdan.xa@gmail.com"], messages: [.init(9, .sent, "tiepdan.xa@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .notApplicable),
    Example(
      LocalizedText(vi: "thư của nhà mạng", en: "an internet provider's mail"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(1, .sent, "nguyenvanan@hcm.vnn.vn")]),
      asOf: .on(2026, 9, 30), is: .compliant),
  ])

public let freemailFrom = Rule(
  "FREEMAIL-FROM", severity: .medium,
  title: LocalizedText(
    vi: "Không làm việc từ hộp thư miễn phí của mình",
    en: "No work done from one's own free mailbox"),
  statement: LocalizedText(
    vi: "Hộp thư không nhận thư từ hộp thư miễn phí của chính chủ hộp thư.",
    en: "The mailbox receives no mail from a free mailbox of its own owner."),
  for: .mailboxes(except: [.reception]),
  requires: .noOwnWebmail([.received], strong: .indicator, weak: nil),
  basis: [
    LegalBasis(
      songMaArticle, article: useOfficialMail,
      ownDecision: LocalizedText(
        vi: "thư nhận được chỉ là dấu hiệu", en: "mail received is only an indicator"))
  ],
  remedy: Remedy(
    LocalizedText(
      vi: "Giải trình; dùng hộp thư công vụ cho công việc.",
      en: "Explain; use the official mailbox for work."),
    within: .days(15)),
  examples: [
    Example(
      LocalizedText(vi: "công dân gửi tới", en: "a citizen writes in"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(30, .received, "binhtran88@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "từ hộp thư mang họ tên mình", en: "from a mailbox of one's own name"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(3, .received, "anvannguyen@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .indicator,
      saying: LocalizedText(
        vi: "Nhận 3 thư từ anvannguyen@gmail.com ngày 2026-09-29; phần trước @ là họ tên đầy đủ "
          + "của chủ hộp thư.",
        en: "3 messages received from anvannguyen@gmail.com on 2026-09-29; the part before @ is "
          + "the owner's full name.")),
    Example(
      LocalizedText(vi: "chỉ trùng tên và chữ đầu", en: "only the given name and initials match"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", owner: "Nguyễn Văn An",
        messages: [.init(3, .received, "annv@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .compliant),
  ])

public let freemailDirectory = Rule(
  "FREEMAIL-DIR", severity: .medium,
  title: LocalizedText(
    vi: "Không đăng ký hộp thư miễn phí làm địa chỉ chính",
    en: "No free mailbox registered as the official address"),
  statement: LocalizedText(
    vi: "Địa chỉ chính trong danh bạ không thuộc dịch vụ thư miễn phí.",
    en: "The primary address in the directory is not on a free mail domain."),
  for: .allMailboxes,
  requires: .primaryAddressIsNoWebmail,
  basis: [LegalBasis(songMaArticle, article: useOfficialMail)],
  remedy: Remedy(
    LocalizedText(
      vi: "Đăng ký địa chỉ công vụ thay cho địa chỉ miễn phí.",
      en: "Register an official address in place of the free one."),
    within: .days(15)),
  examples: [
    Example(
      LocalizedText(vi: "địa chỉ công vụ", en: "an official address"),
      ExampleMailbox("an.nguyen@xa.gov.example"), asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "địa chỉ miễn phí", en: "a free address"),
      ExampleMailbox("xachiengkhuong@gmail.com"), asOf: .on(2026, 9, 30), is: .violation,
      saying: LocalizedText(
        vi: "Địa chỉ chính đăng ký trong danh bạ là xachiengkhuong@gmail.com, thuộc dịch vụ thư "
          + "miễn phí gmail.com.",
        en: "The primary address in the directory is xachiengkhuong@gmail.com, on the free mail "
          + "domain gmail.com.")),
    Example(
      LocalizedText(vi: "tên miền nhái", en: "a look-alike domain"),
      ExampleMailbox("an@gmail.com.vn"), asOf: .on(2026, 9, 30), is: .compliant),
  ])

public let freemailUse = Rule(
  "FREEMAIL-USE", severity: .low,
  title: LocalizedText(
    vi: "Hạn chế gửi thư tới hộp thư miễn phí", en: "Little mail to free mailboxes"),
  statement: LocalizedText(
    vi: "Hộp thư gửi không quá 50 thư tới hộp thư miễn phí trong kỳ.",
    en: "The mailbox sends no more than 50 messages to free mailboxes in the period."),
  for: .mailboxes(except: [.reception]),
  requires: .atMost(.messages(50), .sent, beyond: .indicator),
  basis: [
    LegalBasis(
      songMaArticle, article: useOfficialMail,
      ownDecision: LocalizedText(
        vi: "mức 50 thư là quyết định riêng và chỉ là dấu hiệu",
        en: "50 messages is the office's own decision and only an indicator"))
  ],
  remedy: Remedy(
    LocalizedText(
      vi: "Giải trình nhu cầu; hướng dẫn nơi nhận dùng thư công vụ.",
      en: "Explain the need; ask official recipients to use official mail."),
    within: .days(15)),
  examples: [
    Example(
      LocalizedText(vi: "đúng mức cho phép", en: "as many as allowed"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example",
        messages: [.init(30, .sent, "a@gmail.com"), .init(20, .sent, "b@yahoo.com.vn")]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "quá mức một thư", en: "one too many"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example",
        messages: [.init(30, .sent, "a@gmail.com"), .init(21, .sent, "b@yahoo.com.vn")]),
      asOf: .on(2026, 9, 30), is: .indicator,
      saying: LocalizedText(
        vi: "Gửi 51 thư tới gmail.com, yahoo.com.vn ngày 2026-09-29; mức cho phép: 50.",
        en: "51 messages sent to gmail.com, yahoo.com.vn on 2026-09-29; allowed: 50.")),
    Example(
      LocalizedText(vi: "thư nhận không tính", en: "mail received does not count"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", messages: [.init(500, .received, "a@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "hộp thư tiếp công dân", en: "a citizens' reception mailbox"),
      ExampleMailbox(
        "tiepdan@xa.gov.example", kind: .reception, messages: [.init(51, .sent, "a@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .notApplicable),
  ])
