import Audit
import Directory
import MailLog
import OfficialMail
import Policy
import Testing

/// Audit results written by hand, for tests of what is made from them.
enum SampleResult {
  /// Three agencies and every kind of verdict; some data is lost.
  static func mixed(_ language: Language = .en) throws -> AuditResult {
    let logins = try evidence()
    let rules = try rules()
    let counts = VerdictCounts(compliant: 3)
    return AuditResult(
      run: try run(language), rules: rules, office: office,
      agencies: [
        AgencyResult(
          agency: Agency(code: "VH-01", name: "Phòng Văn hóa"), mailboxes: 2, counts: counts),
        AgencyResult(
          agency: Agency(code: "XA-01", name: "UBND xã Mường Lầm"), mailboxes: 4, counts: counts),
        AgencyResult(
          agency: Agency(code: "XA-02", name: "UBND xã Chiềng Cang"), mailboxes: 3,
          counts: counts),
        AgencyResult(
          agency: Agency(code: "unassigned", name: ""), mailboxes: 1, counts: VerdictCounts()),
      ],
      findings: [
        finding("FWD-OUT", .violation, .critical, "XA-01", "an@muonglam.example", logins),
        finding("PW-AGE", .cannotTell, .high, "VH-01", "binh@vanhoa.example", [logins[1]]),
        finding("PW-AGE", .violation, .high, "XA-01", "an@muonglam.example", [logins[1]]),
        finding("PW-AGE", .waived, .high, "XA-01", "chi@muonglam.example", []),
        finding("PW-AGE", .violation, .high, "unassigned", "la@khac.example", [logins[1]]),
        finding("USE", .indicator, .low, "XA-02", "dung@chiengcang.example", [logins[0]]),
        finding("USE", .cannotTell, .low, "", "system", []),
      ],
      countsByRule: [
        "FWD-OUT": VerdictCounts(compliant: 9, violation: 1),
        "PW-AGE": VerdictCounts(compliant: 0, violation: 2, waived: 1, cannotTell: 1),
        "USE": VerdictCounts(indicator: 1, cannotTell: 1),
      ],
      coverage: try coverage(),
      inputs: [
        FileDigest(path: "logs/mail.log", size: 1234, sha256: String(repeating: "ab", count: 32)),
        FileDigest(path: "agencies.csv", size: 99, sha256: String(repeating: "0c", count: 32)),
      ])
  }

  /// Nothing found and nothing lost.
  static func clean(_ language: Language = .en) throws -> AuditResult {
    var result = try mixed(language)
    result.findings = []
    result.countsByRule = ["PW-AGE": VerdictCounts(compliant: 9)]
    result.coverage.losses = []
    result.coverage.daysWithoutLogs = []
    return result
  }

  /// `count` findings spread over `agencies` agencies, as big as a province's worst quarter.
  static func large(findings count: Int, agencies: Int, _ language: Language) throws -> AuditResult
  {
    var result = try mixed(language)
    let proofs = try evidence()
    result.agencies = (1...agencies).map { number in
      AgencyResult(
        agency: Agency(code: "XA-\(100 + number)", name: "Ủy ban nhân dân xã số \(number)"),
        mailboxes: 14, counts: VerdictCounts(compliant: 40))
    }
    let kinds: [VerdictKind] = [.violation, .indicator, .violation, .cannotTell, .waived]
    let ids = ["FWD-OUT", "PW-AGE", "USE"]
    result.findings = (0..<count).map { number in
      finding(
        ids[number % 3], kinds[number % 5], Severity.allCases[number % 4],
        "XA-\(101 + number * number % agencies)", "canbo\(number)@xa.example",
        number.isMultiple(of: 2) ? proofs : [proofs[1]])
    }
    return result
  }

  static let office = IssuingOffice(
    parent: "Ủy ban nhân dân tỉnh Sơn Mẫu", name: "Ủy ban nhân dân huyện Sông Mã",
    symbol: "UBND-VHXH", place: "Sông Mã", authority: ["CHỦ TỊCH"], signatory: "", copies: [],
    contact: "")

  static func run(_ language: Language) throws -> RunFacts {
    RunFacts(
      toolVersion: "1.0.0", policy: "song-ma",
      policyTitle: LocalizedText(vi: "Thư công vụ Sông Mã", en: "Official e-mail of Song Ma"),
      period: try #require(Period("2026-Q3")), asOf: try #require(Day("2026-10-05")),
      timeZone: "Asia/Ho_Chi_Minh", language: language, failOn: .high)
  }

  static func finding(
    _ rule: String, _ verdict: VerdictKind, _ severity: Severity, _ agency: String,
    _ subject: String, _ evidence: [Evidence]
  ) -> Finding {
    Finding(
      rule: rule, verdict: verdict, severity: severity, agency: agency, subject: subject,
      observed: LocalizedText(vi: "đổi ngày 01/02/2026", en: "changed on 2026-02-01"),
      limit: LocalizedText(vi: "3 tháng", en: "3 months"),
      basis: LocalizedText(vi: "Điều 8.2.a, QĐ 12/2024", en: "Article 8.2.a, Decision 12/2024"),
      detail: LocalizedText(
        vi: "Mật khẩu đã dùng 246 ngày, quá hạn \"3 tháng\".",
        en: "The password is 246 days old, beyond \"3 months\"."),
      evidence: evidence)
  }

  static func evidence() throws -> [Evidence] {
    [
      .log(
        LogEvidence(
          file: "logs/mx1/mail.log.3.gz", offset: 91_442, line: 512, queueID: "4F2aXk1zPqz1r",
          time: try #require(Timestamp("2026-07-03T01:15:22Z")))),
      .directory(
        DirectoryEvidence(
          source: "ldaps://ldap.example", dn: "uid=an,ou=people,dc=songma,dc=example",
          attribute: "pwdChangedTime: 20260201013000Z")),
    ]
  }

  private static func rules() throws -> [RuleDescription] {
    let decision = LegalText(
      number: "Quyết định 12/2024/QĐ-UBND",
      title: LocalizedText(vi: "Quy chế thư điện tử", en: "Regulation on e-mail"),
      date: try #require(Day("2024-05-02")), inForceFrom: try #require(Day("2024-06-01")),
      reading: .part)
    let ended = LegalText(
      number: "Chỉ thị 5/2020", title: LocalizedText(vi: "Chỉ thị", en: "Directive"),
      date: try #require(Day("2020-05-02")), inForceFrom: try #require(Day("2020-06-01")),
      inForceUntil: Day("2025-12-31"), reading: .full)
    return [("FWD-OUT", Severity.critical), ("PW-AGE", .high), ("USE", .low)].map { id, severity in
      RuleDescription(
        id: id, severity: severity,
        title: LocalizedText(vi: "Tiêu đề của \(id)", en: "Title of \(id)"),
        statement: LocalizedText(
          vi: "Hộp thư công vụ phải theo \(id).", en: "An official mailbox keeps \(id)."),
        limit: LocalizedText(vi: "3 tháng", en: "3 months"),
        basis: [
          LegalBasis(
            decision, article: LocalizedText(vi: "Điều 8.2.a", en: "Article 8.2.a"),
            ownDecision: LocalizedText(vi: "3 tháng", en: "3 months")),
          LegalBasis(ended),
        ],
        remedy: Remedy(
          LocalizedText(vi: "Đổi mật khẩu", en: "Change the password"), within: .days(15)),
        needs: [.logs, .directory],
        source: SourceLocation(file: "policies/SongMa/\(id).swift", line: 12))
    }
  }

  private static func coverage() throws -> Coverage {
    let first = try #require(Timestamp("2026-06-30T17:00:03Z"))
    let last = try #require(Timestamp("2026-09-30T16:59:58Z"))
    let days = try ["2026-07-11", "2026-07-12", "2026-08-02"].map { try #require(Day($0)) }
    let strange = LogLedger.UnrecognisedLine(line: 7, offset: 560, excerpt: "\\x00\\x00binary")
    return Coverage(
      directories: [
        DirectoryLedger(
          source: "ldaps://ldap.example", schema: "openldap", base: "dc=songma,dc=example",
          entries: 12, mailboxes: 10,
          skipped: [.init(reason: "no mail attribute", entries: 2, examples: ["cn=x,dc=example"])],
          referrals: 1)
      ],
      logs: LogLedger(
        files: [
          .init(
            path: "logs/mx1/mail.log.3.gz", format: "postfix", size: 1234,
            sha256: String(repeating: "ab", count: 32), hosts: ["mx1"], lines: 2000,
            recognised: 1500, irrelevant: 498, unrecognised: 2, firstUnrecognised: [strange],
            first: first, last: last),
          .init(
            path: "logs/mx2/mail.log", format: "postfix", size: 8, hosts: ["mx2"],
            loss: "truncated: the gzip stream ends early at byte 8"),
        ],
        silences: [
          .init(
            host: "mx1", first: first, last: last, silentHours: 30,
            longest: [.init(from: first, hours: 24)])
        ],
        unresolvedTransactions: 3),
      daysWithoutLogs: [DaysWithoutLogs(host: "mx2", days: days)],
      unknownOfficialAddresses: 4,
      unassigned: [EmailAddress("nobody@c.gov.example")].compactMap(\.self),
      losses: ["logs/mx2/mail.log: truncated: the gzip stream ends early at byte 8"])
  }
}

extension VerdictCounts {
  init(
    compliant: Int = 0, violation: Int = 0, indicator: Int = 0, waived: Int = 0,
    cannotTell: Int = 0
  ) {
    self.init()
    self.compliant = compliant
    self.violation = violation
    self.indicator = indicator
    self.waived = waived
    self.cannotTell = cannotTell
  }
}
