import OfficialMail
public import Policy

/// Official e-mail in Sông Mã, Sơn La, after the measures told of in July 2024.
public let songMa = Policy(
  id: "song-ma",
  title: LocalizedText(
    vi: "Thư điện tử công vụ huyện Sông Mã, tỉnh Sơn La",
    en: "Official e-mail of Sông Mã district, Sơn La province"),
  // The second one is for documentation and samples: RFC 6761 gives .example to nobody.
  officialDomains: ["gov.vn", "gov.example"],
  webmail: webmailCatalogue.only(.webmail),
  ownerNames: vietnameseNames,
  office: songMaOffice,
  rules: [
    passwordAge, initialPassword, freemailSelf, freemailFrom, forwardingOut, freemailDirectory,
    freemailUse,
  ])

/// The office that signs: the registry fills in who and where.
let songMaOffice = IssuingOffice(
  parent: "Ủy ban nhân dân huyện Sông Mã", name: "Trung tâm Điều hành thông minh",
  symbol: "TTĐHTM",
  place: "Sông Mã", authority: ["GIÁM ĐỐC"], signatory: "",
  copies: ["UBND huyện (để báo cáo)"],
  contact: "Trung tâm Điều hành thông minh huyện Sông Mã")

/// A press article; it says what the district demands of its staff, without a number. It was known
/// here by a restatement.
let songMaArticle = LegalText(
  number: "Bài báo ngày 09/07/2024 về huyện Sông Mã",
  title: LocalizedText(
    vi: "bài báo ngày 09/07/2024 về huyện Sông Mã",
    en: "press article of 09/07/2024 on Sông Mã district"),
  date: .on(2024, 7, 9), inForceFrom: .on(2024, 7, 9), reading: .restated, kind: .other)

let useOfficialMail = LocalizedText(
  vi: "dùng thư công vụ cho công việc, không dùng hộp thư miễn phí",
  en: "official mail for work, no free mailboxes")

let changePasswords = LocalizedText(
  vi: "đổi mật khẩu hộp thư công vụ thường xuyên, định kỳ",
  en: "change official mailbox passwords regularly and periodically")
