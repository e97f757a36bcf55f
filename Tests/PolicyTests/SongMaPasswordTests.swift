import OfficialMail
import Policies
import Policy
import Testing

@Test(arguments: [
  // 31 May less 3 months is the last day of February, still in time.
  ("2026-05-31", "2026-02-28T05:00:00Z", VerdictKind.compliant),
  ("2026-05-31", "2026-02-27T05:00:00Z", .violation),
  ("2024-05-31", "2024-02-29T05:00:00Z", .compliant),
  ("2024-05-31", "2024-02-28T05:00:00Z", .violation),
  ("2026-09-30", "2026-06-30T05:00:00Z", .compliant),
  ("2026-09-30", "2026-06-29T05:00:00Z", .violation),
  ("2026-01-15", "2025-10-15T05:00:00Z", .compliant),
  // Days begin at 17:00 UTC of the day before in Việt Nam.
  ("2026-05-31", "2026-02-27T17:00:00Z", .compliant),
  ("2026-05-31", "2026-02-27T16:59:59Z", .violation),
  ("2026-09-30", "2026-06-29T17:00:00Z", .compliant),
  ("2026-09-30", "2026-06-29T16:59:59Z", .violation),
  // On the audit date and after it.
  ("2026-09-30", "2026-09-30T10:00:00Z", .compliant),
  ("2026-09-30", "2027-01-01T00:00:00Z", .compliant),
  ("2026-09-30", "1970-01-01T00:00:00Z", .violation),
])
func `PW-AGE counts calendar months in the policy's zone`(
  asOf: String, time: String, expected: VerdictKind
) throws {
  #expect(
    try songMa.verdict(passwordAge, mailbox(password: changed(time)), asOf: asOf) == expected)
}

@Test(arguments: [
  (Mailbox.Password.unknown(reason: "no pwdChangedTime"), VerdictKind.cannotTell),
  (.elsewhere("SSO"), .notApplicable), (.mustChange(issued: nil), .notApplicable),
  (.neverSet(issued: nil), .notApplicable),
])
func `PW-AGE judges changed passwords alone`(
  password: Mailbox.Password, expected: VerdictKind
) throws {
  #expect(try songMa.verdict(passwordAge, mailbox(password: password)) == expected)
}

@Test(arguments: [
  (Mailbox.Status.active, VerdictKind.violation), (.locked, .notApplicable),
  (.disabled, .notApplicable), (.expired, .notApplicable), (.unknown, .cannotTell),
])
func `PW-AGE judges active mailboxes, and cannot tell where the status is unknown`(
  status: Mailbox.Status, expected: VerdictKind
) throws {
  let old = try mailbox(status: status, password: changed("2020-01-01T00:00:00Z"))
  #expect(try songMa.verdict(passwordAge, old) == expected)
}

@Test(arguments: Mailbox.Kind.allCases)
func `PW-AGE and FWD-OUT judge mailboxes of any kind`(kind: Mailbox.Kind) throws {
  let bad = try mailbox(
    kind: kind, password: changed("2020-01-01T00:00:00Z"), forwarding: ["a@gmail.com"])
  #expect(try songMa.verdict(passwordAge, bad) == .violation)
  #expect(try songMa.verdict(forwardingOut, bad) == .violation)
}

@Test(arguments: [
  ("2026-09-30", "2026-08-30T05:00:00Z", VerdictKind.compliant),
  ("2026-09-30", "2026-08-29T05:00:00Z", .violation),
  ("2026-03-31", "2026-02-28T05:00:00Z", .compliant),
  ("2026-03-31", "2026-02-27T05:00:00Z", .violation),
  ("2026-09-30", "2026-08-29T17:00:00Z", .compliant),
  ("2026-09-30", "2026-08-29T16:59:59Z", .violation),
  ("2026-09-30", "2026-10-05T00:00:00Z", .compliant),
])
func `PW-INIT gives an issued password one calendar month`(
  asOf: String, issued: String, expected: VerdictKind
) throws {
  let issued = try #require(Timestamp(issued))
  for password in [Mailbox.Password.mustChange(issued: issued), .neverSet(issued: issued)] {
    #expect(
      try songMa.verdict(initialPassword, mailbox(password: password), asOf: asOf) == expected)
  }
}

@Test(arguments: [
  (Mailbox.Password.mustChange(issued: nil), VerdictKind.cannotTell),
  (.neverSet(issued: nil), .cannotTell), (.unknown(reason: "-"), .notApplicable),
  (.elsewhere("SSO"), .notApplicable),
])
func `PW-INIT cannot tell without an issue date, and leaves the rest to others`(
  password: Mailbox.Password, expected: VerdictKind
) throws {
  #expect(try songMa.verdict(initialPassword, mailbox(password: password)) == expected)
}

@Test func `PW-INIT leaves mailboxes alone that are not active`() throws {
  let issued = try #require(Timestamp("2020-01-01T00:00:00Z"))
  let locked = try mailbox(status: .locked, password: .mustChange(issued: issued))
  #expect(try songMa.verdict(initialPassword, locked) == .notApplicable)
}

@Test func `why a password's date is not known is said in the reader's language`() throws {
  let reason = LocalizedText(vi: "không có thuộc tính pwdChangedTime", en: "no pwdChangedTime")
  let found = songMa.judgement(
    on: try facts([mailbox(password: .unknown(reason: reason))], asOf: "2026-05-31")
  ).findings
  #expect(
    found.first?.detail
      == LocalizedText(
        vi: "Danh bạ không cho biết ngày đổi mật khẩu: không có thuộc tính pwdChangedTime.",
        en: "The directory does not say when the password was changed: no pwdChangedTime."))
}

@Test func `a finding says what was seen, the limit, the basis and where`() throws {
  let old = try mailbox(password: changed("2026-02-27T16:59:59Z"))
  let result = songMa.judgement(on: try facts([old], asOf: "2026-05-31"))
  let finding = try #require(result.findings.first)
  #expect(result.findings.count == 1)
  #expect(finding.rule == "PW-AGE")
  #expect(finding.severity == .high)
  #expect(finding.agency == "XA01")
  #expect(finding.subject == "an.nguyen@xa.songma.gov.example")
  #expect(finding.observed == LocalizedText(verbatim: "2026-02-27"))
  #expect(
    finding.observedInWords
      == LocalizedText(vi: "đổi lần cuối 2026-02-27", en: "last changed 2026-02-27"))
  #expect(finding.limit == LocalizedText(vi: "3 tháng", en: "3 months"))
  #expect(finding.basis.en.contains("the office's own decision"))
  #expect(
    finding.evidence == [
      .directory(
        DirectoryEvidence(
          source: "sample.ldif", dn: "mail=an.nguyen@xa.songma.gov.example,o=songma",
          attribute: "password changed: 2026-02-27T16:59:59Z"))
    ])
}
