import OfficialMail
import Policies
import Policy
import Testing

@Test(arguments: [
  (Correspondence.Direction.sent, "nguyenvanan@gmail.com", VerdictKind.violation),
  (.sentAs, "nguyenvanan@gmail.com", .violation), (.sent, "an.nguyen@yahoo.com.vn", .violation),
  (.sent, "annv@gmail.com", .indicator), (.sentAs, "nguyenvanan90@gmail.com", .indicator),
  (.sent, "binhtran@gmail.com", .compliant), (.received, "nguyenvanan@gmail.com", .compliant),
  (.forwarded, "nguyenvanan@gmail.com", .compliant),
  // An internet provider's mail, and no catalogue name at all.
  (.sent, "nguyenvanan@hcm.vnn.vn", .compliant), (.sent, "nguyenvanan@fpt.vn", .compliant),
  (.sent, "nguyenvanan@gmail.com.vn", .compliant),
  (.sent, "nguyenvanan@mail.gmail.com", .compliant),
])
func `FREEMAIL-SELF accuses by a strong match and points by a weak one`(
  direction: Correspondence.Direction, webmail: String, expected: VerdictKind
) throws {
  let one = try mailbox(mail: [mail(1, direction, webmail)])
  #expect(try songMa.verdict(freemailSelf, one) == expected)
}

@Test(arguments: [
  ("Nguyễn Văn Ân", "annv.so@gov.example"), ("Nguyen Van An", "annv.so@gov.example"),
  ("TS. Nguyễn Văn An (PGĐ)", "annv.so@gov.example"), ("Nguyễn Văn An 2", "annv.so@gov.example"),
  ("Trần Thị Bình", "nguyenvanan@so.gov.example"), ("Trần Thị Bình", "nguyen.van.an@gov.example"),
])
func `what would be two owners' address accuses neither`(owner: String, address: String) throws {
  let webmail = "nguyenvanan@gmail.com"
  let one = try mailbox(mail: [mail(1, .sent, webmail)])
  let other = try mailbox(address, owner: owner, mail: [mail(1, .sent, webmail, of: address)])
  let judgement = songMa.judgement(on: try facts([one, other]))
  let findings = judgement.findings.filter { $0.rule == freemailSelf.id }
  #expect(findings.map(\.verdict) == [.indicator, .indicator])
  #expect(findings.allSatisfy { $0.detail.en.contains("a name that others bear too") })
}

@Test func `an address that the directory lists is its owner's, whoever else is called so`() throws
{
  let one = try mailbox(
    alternates: ["nguyenvanan@gmail.com"], mail: [mail(1, .sent, "nguyenvanan@gmail.com")])
  let other = try mailbox("annv.so@gov.example")
  let judgement = songMa.judgement(on: try facts([one, other]))
  let findings = judgement.findings.filter { $0.rule == freemailSelf.id }
  #expect(findings.map(\.verdict) == [.violation])
}

@Test func `a strong match beside weak ones is a violation that counts its own messages`() throws {
  let one = try mailbox(mail: [
    mail(7, .sent, "annv@gmail.com"), mail(2, .sent, "nguyenvanan@gmail.com"),
    mail(1, .sentAs, "nguyenvanan@gmail.com"),
  ])
  let result = songMa.judgement(on: try facts([one]))
  let finding = try #require(result.findings.first { $0.rule == "FREEMAIL-SELF" })
  #expect(finding.verdict == .violation)
  #expect(finding.observed == LocalizedText(verbatim: "3"))
  #expect(
    finding.observedInWords
      == LocalizedText(
        vi: "3 thư: nguyenvanan@gmail.com", en: "3 messages: nguyenvanan@gmail.com"))
  #expect(finding.limit == LocalizedText(vi: "không được có", en: "none allowed"))
  #expect(finding.basis.en.hasPrefix("press article of 09/07/2024"))
  #expect(finding.evidence.count == 2)
  #expect(
    finding.detail.en
      == "2 messages sent to nguyenvanan@gmail.com; 1 message sent while logged in as this mailbox "
      + "with the sender address nguyenvanan@gmail.com on 2026-08-03; the part before @ is the "
      + "owner's full name.")
}

@Test func `a weak match says why it is only an indicator`() throws {
  let one = try mailbox(mail: [mail(1, .sent, "annv@gmail.com")])
  let finding = try #require(songMa.judgement(on: try facts([one])).findings.first)
  #expect(finding.detail.en.contains("only an indicator"))
  #expect(finding.detail.vi.contains("chỉ là dấu hiệu"))
}

@Test(arguments: [
  ("nguyenvanan@gmail.com", VerdictKind.indicator), ("an.nguyen@gmail.com", .indicator),
  ("annv@gmail.com", .compliant), ("citizen@gmail.com", .compliant),
  ("nguyenvanan@vnn.vn", .compliant),
])
func `FREEMAIL-FROM is never more than an indicator`(
  webmail: String, expected: VerdictKind
) throws {
  let one = try mailbox(mail: [mail(40, .received, webmail)])
  #expect(try songMa.verdict(freemailFrom, one) == expected)
}

@Test(arguments: [
  ([30, 20], VerdictKind.compliant), ([30, 21], .indicator), ([50], .compliant), ([51], .indicator),
  ([], .compliant), ([Int.max, 5], .indicator),
])
func `FREEMAIL-USE adds up what was sent to all webmail`(
  counts: [Int], expected: VerdictKind
) throws {
  let one = try mailbox(
    mail: counts.enumerated().map { try mail($1, .sent, "citizen\($0)@gmail.com") })
  #expect(try songMa.verdict(freemailUse, one) == expected)
}

@Test func `FREEMAIL-USE counts all addresses of the mailbox and nothing but sent webmail`() throws
{
  let counted = try mailbox(mail: [
    mail(26, .sent, "a@gmail.com"), mail(25, .sent, "a@gmail.com", of: "alias@xa.gov.example"),
  ])
  #expect(try songMa.verdict(freemailUse, counted) == .indicator)
  let uncounted = try mailbox(mail: [
    mail(50, .sent, "a@gmail.com"), mail(9, .received, "a@gmail.com"),
    mail(9, .forwarded, "a@gmail.com"), mail(9, .sentAs, "a@gmail.com"),
    mail(900, .sent, "a@hcm.vnn.vn"), mail(900, .sent, "a@partner.example"),
  ])
  #expect(try songMa.verdict(freemailUse, uncounted) == .compliant)
}

@Test(arguments: [freemailSelf, freemailFrom, freemailUse])
func `citizens' reception is exempt`(rule: Rule) throws {
  let reception = try mailbox(
    kind: .reception,
    mail: [mail(900, .sent, "nguyenvanan@gmail.com"), mail(9, .received, "nguyenvanan@gmail.com")])
  #expect(try songMa.verdict(rule, reception) == .notApplicable)
}

@Test(arguments: [
  ("songma@gmail.com", VerdictKind.violation), ("songma@yahoo.com.vn", .violation),
  ("songma@hcm.vnn.vn", .compliant), ("songma@xa.gov.example", .compliant),
  ("songma@gmail.com.vn", .compliant),
])
func `FREEMAIL-DIR judges the primary address alone`(
  address: String, expected: VerdictKind
) throws {
  #expect(try songMa.verdict(freemailDirectory, mailbox(address)) == expected)
  let alias = try mailbox(aliases: [address])
  #expect(try songMa.verdict(freemailDirectory, alias) == .compliant)
}

@Test func `an alias on webmail is the mailbox's own`() throws {
  let one = try mailbox(aliases: ["xyz@gmail.com"], mail: [mail(1, .sent, "xyz@gmail.com")])
  #expect(try songMa.verdict(freemailSelf, one) == .violation)
}

@Test(arguments: [
  (["binh@gmail.com"], 0, VerdictKind.violation), ([], 1, .violation), ([], 0, .compliant),
  (["binh@gmail.com"], 3, .violation), (["vanthu@huyen.gov.example"], 0, .compliant),
  (["binh@hcm.vnn.vn"], 0, .compliant),
])
func `FWD-OUT accuses by the directory or by the logs`(
  forwarding: [String], messages: Int, expected: VerdictKind
) throws {
  let one = try mailbox(
    status: .locked, forwarding: forwarding,
    mail: messages == 0 ? [] : [mail(messages, .forwarded, "binh@gmail.com")])
  #expect(try songMa.verdict(forwardingOut, one) == expected)
}

@Test func `hidden forwarding cannot be told, and what the logs show still accuses`() throws {
  var one = try mailbox()
  one.mailbox.hidden = [.forwarding]
  #expect(try songMa.verdict(forwardingOut, one) == .cannotTell)
  var other = try mailbox(mail: [mail(3, .forwarded, "binh@gmail.com")])
  other.mailbox.hidden = [.forwarding]
  #expect(try songMa.verdict(forwardingOut, other) == .violation)
}

@Test func `a password's evidence names the value as stored and the directory it came from`() throws
{
  var one = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  one.mailbox.filledIn[.password] = DirectoryEvidence(
    source: "ad.ldif", dn: "CN=An,DC=gov", attribute: "pwdLastSet: 132223104000000000")
  let found = songMa.judgement(on: try facts([one])).findings.first { $0.rule == "PW-AGE" }
  #expect(
    found?.evidence == [
      .directory(
        DirectoryEvidence(
          source: "ad.ldif", dn: "CN=An,DC=gov",
          attribute: "pwdLastSet: 132223104000000000 (password changed: 2020-01-01T00:00:00Z)"))
    ])
}

@Test func `FWD-OUT by both says both in one finding`() throws {
  let one = try mailbox(
    forwarding: ["binh@gmail.com"], mail: [mail(3, .forwarded, "binh@gmail.com")])
  let result = songMa.judgement(on: try facts([one]))
  let finding = try #require(result.findings.first)
  #expect(result.findings.count == 1)
  #expect(finding.observed == LocalizedText(verbatim: "binh@gmail.com; 3"))
  #expect(
    finding.observedInWords
      == LocalizedText(
        vi: "binh@gmail.com; 3 thư: binh@gmail.com",
        en: "binh@gmail.com; 3 messages: binh@gmail.com"))
  #expect(finding.limit == LocalizedText(vi: "không được có", en: "none allowed"))
  #expect(finding.evidence.count == 2)
  #expect(finding.severity == .critical)
}

@Test func `many addresses and much evidence are cut short`() throws {
  let one = try mailbox(mail: (0..<40).map { try mail(2, .forwarded, "a\($0)@gmail.com") })
  let finding = try #require(songMa.judgement(on: try facts([one])).findings.first)
  #expect(finding.observed == LocalizedText(verbatim: "80"))
  #expect(finding.detail.en.contains("a0@gmail.com, a10@gmail.com, a11@gmail.com and 37 other"))
  #expect(finding.evidence.count == 5)
}
