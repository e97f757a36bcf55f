import OfficialMail
public import Policy

/// `song-ma` for the sample district, where one mailbox has a waiver.
public let songMaSample = Policy(
  id: "song-ma-sample",
  title: LocalizedText(
    vi: "Thư điện tử công vụ huyện Sông Mã (dữ liệu mẫu)",
    en: "Official e-mail of Sông Mã district (sample data)"),
  officialDomains: songMa.officialDomains.map(\.name),
  webmail: songMa.webmail,
  ownerNames: songMa.ownerNames,
  office: songMa.office,
  rules: songMa.rules,
  waivers: [
    Waiver(
      of: passwordAge, for: .mailbox("truyenthanh@vhtt.songma.gov.example"),
      approver: "Lò Văn Thắng, Phó Chủ tịch UBND huyện",
      decision: "Công văn 118/UBND-VHTT ngày 26/06/2026",
      reason: LocalizedText(
        vi: "thiết bị truyền thanh không đổi được mật khẩu cho đến khi thay thế",
        en: "the broadcasting equipment cannot change its password until it is replaced"),
      from: .on(2026, 7, 1), until: .on(2026, 12, 31))
  ])
