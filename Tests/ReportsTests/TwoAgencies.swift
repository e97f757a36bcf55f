import Audit
import Directory
import OfficialMail
import Policy

extension AuditResult {
  /// H01 has every verdict, H02 one violation, H03 only an indicator; one mailbox is unassigned.
  static func ofTwoAgencies(language: Language = .vi) -> AuditResult {
    let asOf = Day(daysSinceEpoch: 20_726)
    guard let period = Period("2026-Q3") else { preconditionFailure("2026-Q3 is a period") }
    return AuditResult(
      run: RunFacts(
        toolVersion: "1", policy: "test",
        policyTitle: LocalizedText(vi: "Thư điện tử công vụ", en: "Official e-mail"),
        period: period, asOf: asOf,
        timeZone: "Asia/Ho_Chi_Minh", language: language, failOn: .low),
      rules: [
        rule(
          "PW-AGE", .high, LocalizedText(vi: "Đổi mật khẩu định kỳ", en: "Password change"),
          LocalizedText(vi: "3 tháng", en: "3 months"),
          LocalizedText(vi: "Đổi mật khẩu.", en: "Change the password."), .days(10)),
        rule(
          "FWD-OUT", .critical, LocalizedText(vi: "Chuyển tiếp", en: "Forwarding"),
          LocalizedText(vi: "không được", en: "none"),
          LocalizedText(vi: "Tắt chuyển tiếp.", en: "Turn it off."), .days(3)),
        rule(
          "FREEMAIL-USE", .low, LocalizedText(vi: "Trao đổi nhiều", en: "Much exchange"),
          LocalizedText(vi: "50 thư", en: "50 messages"),
          LocalizedText(vi: "Giải trình.", en: "Explain."), .days(30)),
      ],
      office: IssuingOffice(
        parent: "Ủy ban nhân dân huyện Sông Mã", name: "Phòng Văn hóa - Xã hội",
        symbol: "UBND-VHXH", place: "Sông Mã", authority: ["TRƯỞNG PHÒNG"], signatory: "",
        copies: [], contact: "Phòng Văn hóa"),
      agencies: [
        agency("H01", "UBND xã Mường Hung", recipient: "Ủy ban nhân dân xã Mường Hung"),
        agency("H02", "UBND xã Chiềng Khoong"), agency("H03", "Thanh tra"),
        agency("unassigned", "unassigned"),
      ],
      findings: [
        finding("FREEMAIL-USE", .indicator, "H01", "cuong.lo@muong.songma.example"),
        finding("FREEMAIL-USE", .indicator, "H03", "duc@thanhtra.songma.example"),
        finding("FWD-OUT", .violation, "H01", "binh.tran@muong.songma.example"),
        finding("FWD-OUT", .violation, "H02", "em@chieng.songma.example"),
        finding("PW-AGE", .violation, "H01", "an.nguyen@muong.songma.example"),
        finding("PW-AGE", .violation, "H01", "binh.tran@muong.songma.example"),
        finding("PW-AGE", .waived, "H01", "mayquet@muong.songma.example"),
        finding("PW-AGE", .cannotTell, "H01", "vanthu@muong.songma.example"),
        finding("PW-AGE", .violation, "unassigned", "lac@songma.example"),
        finding("PW-AGE", .cannotTell, "", Finding.systemSubject),
      ],
      countsByRule: [:],
      coverage: Coverage(
        directories: [], logs: nil, daysWithoutLogs: [], unknownOfficialAddresses: 0,
        unassigned: [EmailAddress("nobody@c.gov.example")].compactMap(\.self), losses: []),
      inputs: [])
  }

  private static func agency(
    _ code: String, _ name: String, recipient: String = ""
  ) -> AgencyResult {
    AgencyResult(
      agency: Agency(code: code, name: name, recipient: recipient), mailboxes: 12,
      counts: VerdictCounts())
  }

  private static func rule(
    _ id: String, _ severity: Severity, _ title: LocalizedText, _ limit: LocalizedText,
    _ remedy: LocalizedText, _ deadline: CalendarSpan
  ) -> RuleDescription {
    let text = LegalText(
      number: "Quyết định 7/2025/QĐ-UBND",
      title: LocalizedText(vi: "Quy chế thư điện tử", en: "E-mail regulation"),
      date: Day(daysSinceEpoch: 20_415), inForceFrom: Day(daysSinceEpoch: 20_432), reading: .full)
    let basis = LegalBasis(
      text, article: LocalizedText(vi: "Điều 8", en: "Article 8"),
      ownDecision: id == "PW-AGE"
        ? LocalizedText(
          vi: "3 tháng là quyết định của cơ quan", en: "3 months is the office's decision") : nil)
    return RuleDescription(
      id: id, severity: severity, title: title, statement: title, limit: limit, basis: [basis],
      remedy: Remedy(remedy, within: deadline), needs: [.directory],
      source: SourceLocation(file: "policies/Test.swift", line: 1))
  }

  private static func finding(
    _ rule: String, _ verdict: VerdictKind, _ agency: String, _ subject: String
  ) -> Finding {
    Finding(
      rule: rule, verdict: verdict, severity: .high, agency: agency, subject: subject,
      observed: LocalizedText(verbatim: "2026-02-27"), limit: LocalizedText(verbatim: "0"),
      basis: LocalizedText(verbatim: ""), detail: LocalizedText(verbatim: "detail"), evidence: [])
  }
}
