import OfficialMail
import Policies
import Policy
import Testing

private func waived(
  _ rule: Rule, _ subject: Waiver.Subject, from: Day = .on(2026, 7, 1),
  until: Day = .on(2026, 12, 31)
) -> Policy {
  var policy = songMa
  policy.waivers = [
    Waiver(
      of: rule, for: subject, approver: "Lò Văn Thắng", decision: "QĐ 12/QĐ-UBND",
      reason: LocalizedText(vi: "thiết bị cũ", en: "old equipment"), from: from, until: until)
  ]
  return policy
}

@Test(arguments: [
  ("2026-06-30", VerdictKind.violation), ("2026-07-01", .waived), ("2026-12-31", .waived),
  ("2027-01-01", .violation),
])
func `a waiver holds from its first day to its last`(asOf: String, expected: VerdictKind) throws {
  let policy = waived(passwordAge, .mailbox("An.Nguyen@XA.songma.gov.example"))
  let old = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  #expect(try policy.verdict(passwordAge, old, asOf: asOf) == expected)
}

@Test func `a waived finding names the decision, the approver and the end`() throws {
  let policy = waived(passwordAge, .agency("XA01"))
  let old = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  let result = policy.judgement(on: try facts([old]))
  let finding = try #require(result.findings.first)
  #expect(finding.verdict == .waived)
  #expect(finding.observed == LocalizedText(verbatim: "2020-01-01"))
  for text in [finding.detail.vi, finding.detail.en] {
    #expect(text.contains("QĐ 12/QĐ-UBND"))
    #expect(text.contains("Lò Văn Thắng"))
    #expect(text.contains("2026-12-31"))
  }
  #expect(result.counts["XA01"]?.waived == 1)
  #expect(result.counts["XA01"]?.violation == 0)
}

@Test(arguments: [
  Waiver.Subject.mailbox("binh@xa.songma.gov.example"), .agency("XA02"), .mailbox("XA01"),
])
func `a waiver holds for its subject alone`(subject: Waiver.Subject) throws {
  let old = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  #expect(try waived(passwordAge, subject).verdict(passwordAge, old) == .violation)
}

@Test func `a waiver of one rule does not hold for another`() throws {
  let policy = waived(initialPassword, .agency("XA01"))
  let old = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  #expect(try policy.verdict(passwordAge, old) == .violation)
}

@Test func `indicators can be waived, what cannot be told cannot`() throws {
  let weak = try mailbox(mail: [mail(1, .sent, "annv@gmail.com")])
  #expect(try waived(freemailSelf, .agency("XA01")).verdict(freemailSelf, weak) == .waived)
  let unknown = try mailbox(password: .unknown(reason: "-"))
  #expect(try waived(passwordAge, .agency("XA01")).verdict(passwordAge, unknown) == .cannotTell)
}

@Test func `song-ma has no waivers, and the sample's one holds in its quarter`() throws {
  #expect(songMa.waivers.isEmpty)
  let radio = try mailbox(
    "truyenthanh@vhtt.songma.gov.example", kind: .service,
    password: changed("2020-01-01T00:00:00Z"))
  #expect(try songMa.verdict(passwordAge, radio) == .violation)
  #expect(try songMaSample.verdict(passwordAge, radio) == .waived)
}
