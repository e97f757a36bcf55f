import OfficialMail
public import Policy

public let forwardingOut = Rule(
  "FWD-OUT", severity: .critical,
  title: LocalizedText(
    vi: "Không chuyển tiếp thư công vụ ra hộp thư miễn phí",
    en: "No official mail forwarded to a free mailbox"),
  statement: LocalizedText(
    vi: "Không thư nào của hộp thư được chuyển tiếp tới hộp thư miễn phí, dù do danh bạ đặt hay "
      + "theo nhật ký.",
    en: "No mail of the mailbox is forwarded to a free mailbox, by the directory's setting or in "
      + "fact."),
  for: .allMailboxes,
  requires: .noForwardingToWebmail.and(.atMost(.messages(0), .forwarded, beyond: .violation)),
  basis: [
    LegalBasis(
      songMaArticle, article: useOfficialMail,
      ownDecision: LocalizedText(
        vi: "theo quyết định riêng, chuyển tiếp ra hộp thư miễn phí được coi là dùng hộp thư đó",
        en: "the office takes forwarding to a free mailbox for its use"))
  ],
  remedy: Remedy(
    LocalizedText(
      vi: "Tắt chuyển tiếp ngay, xóa dữ liệu công vụ trong hộp thư miễn phí và báo cáo.",
      en: "Switch forwarding off at once, delete official data from the free mailbox, and report."),
    within: .days(3)),
  examples: [
    Example(
      LocalizedText(vi: "không chuyển tiếp", en: "nothing is forwarded"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", messages: [.init(1, .sent, "binhtran88@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "chuyển tiếp tới hộp thư công vụ khác", en: "to an official mailbox"),
      ExampleMailbox("an.nguyen@xa.gov.example", forwarding: ["vanthu@huyen.gov.example"]),
      asOf: .on(2026, 9, 30), is: .compliant),
    Example(
      LocalizedText(vi: "danh bạ đặt chuyển tiếp", en: "the directory forwards"),
      ExampleMailbox("an.nguyen@xa.gov.example", forwarding: ["binhtran88@gmail.com"]),
      asOf: .on(2026, 9, 30), is: .violation,
      saying: LocalizedText(
        vi: "Danh bạ đặt chuyển tiếp thư của hộp thư này tới binhtran88@gmail.com.",
        en: "The directory forwards the mail of this mailbox to binhtran88@gmail.com.")),
    Example(
      LocalizedText(
        vi: "danh bạ chuyển tiếp tới một mục không đọc được",
        en: "the directory forwards to an entry that cannot be read"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", unresolvedForwarding: ["CN=An,OU=Lien he,DC=gov,DC=example"]),
      asOf: .on(2026, 9, 30), is: .cannotTell),
    Example(
      LocalizedText(vi: "nhật ký cho thấy chuyển tiếp", en: "the logs show forwarding"),
      ExampleMailbox(
        "an.nguyen@xa.gov.example", messages: [.init(1, .forwarded, "binhtran88@gmail.com")]),
      asOf: .on(2026, 9, 30), is: .violation,
      saying: LocalizedText(
        vi: "Chuyển tiếp 1 thư của hộp thư tới binhtran88@gmail.com ngày 2026-09-29; mức cho phép: "
          + "0.",
        en: "1 message forwarded to binhtran88@gmail.com on 2026-09-29; allowed: 0.")),
  ])
