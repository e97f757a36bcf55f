import OfficialMail
import Policies
import Policy
import Testing

private let day = Day.on(2026, 9, 30)

private func rule(
  _ id: String = "TEST", basis: [LegalBasis] = passwordAge.description.basis,
  examples: [Example]
) -> Rule {
  Rule(
    id, severity: .low, title: LocalizedText(verbatim: "t"),
    statement: LocalizedText(verbatim: "s"),
    for: .allMailboxes, requires: .primaryAddressIsNoWebmail, basis: basis,
    remedy: Remedy(LocalizedText(verbatim: "r"), within: .days(1)), examples: examples)
}

private let compliant = Example(
  LocalizedText(verbatim: "official"), ExampleMailbox("a@x.gov.example"), asOf: day, is: .compliant)
private let violating = Example(
  LocalizedText(verbatim: "free"), ExampleMailbox("a@gmail.com"), asOf: day, is: .violation)

private func problems(_ rules: [Rule], waivers: [Waiver] = []) -> [String] {
  var policy = songMa
  policy.rules = rules
  policy.waivers = waivers
  return policy.failures(asOf: day).map(\.problem.en)
}

@Test(arguments: shippedPolicies.map(\.id))
func `every example of the shipped policies comes out as it says`(id: String) throws {
  let policy = try #require(shippedPolicies.first { $0.id == id })
  #expect(policy.failures(asOf: day).map(\.description) == [])
}

@Test func `every shipped rule tells a compliant case, an accused one and missing data`() {
  for rule in songMa.rules {
    let kinds = Set(rule.examples.map(\.expected))
    #expect(kinds.contains(.compliant))
    #expect(kinds.contains(.violation) || kinds.contains(.indicator))
    #expect(rule.examples.contains { $0.sentence != nil })
  }
  for rule in [passwordAge, initialPassword] {
    #expect(rule.examples.contains { $0.expected == .cannotTell })
  }
}

@Test func `a good rule has no failures`() {
  #expect(problems([rule(examples: [compliant, violating])]).isEmpty)
}

@Test func `an example that comes out otherwise is reported with its place`() throws {
  var policy = songMa
  let wrong = Example(
    LocalizedText(verbatim: "wrong"), ExampleMailbox("b@gmail.com"), asOf: day, is: .compliant)
  policy.rules = [rule(examples: [compliant, violating, wrong])]
  let failure = try #require(policy.failures(asOf: day).first)
  #expect(failure.problem.en == "the example \"wrong\" is violation, not compliant")
  #expect(failure.source?.file == "Tests/PolicyTests/PolicyFailuresTests.swift")
  #expect(failure.blame == .commandLine)
}

@Test func `an example's sentence is held to the word`() {
  let wrong = Example(
    LocalizedText(verbatim: "free"), ExampleMailbox("a@gmail.com"), asOf: day, is: .violation,
    saying: LocalizedText(verbatim: "something else"))
  let found = problems([rule(examples: [compliant, wrong])])
  #expect(found.count == 1)
  #expect(found.first?.hasSuffix("not \"something else\"") == true)
}

@Test func `examples of both sides are required, and addresses in them`() {
  let broken = Example(
    LocalizedText(verbatim: "broken"), ExampleMailbox("nobody"), asOf: day, is: .compliant)
  #expect(problems([rule(examples: [violating])]) == ["has no example of a compliant mailbox"])
  #expect(problems([rule(examples: [compliant])]) == ["has no example of a breach"])
  #expect(
    problems([rule(examples: [compliant, violating, broken])])
      == ["the example \"broken\" holds an address that is none"])
}

@Test func `two rules of one id are reported`() {
  let twice = rule(examples: [compliant, violating])
  #expect(problems([twice, twice]).contains("2 rules have the id TEST"))
}

@Test func `a legal text that has ended is reported`() {
  let ended = LegalText(
    number: "01/2020", title: LocalizedText(verbatim: "t"), date: .on(2020, 1, 1),
    inForceFrom: .on(2020, 1, 1), inForceUntil: .on(2026, 9, 29), reading: .full)
  let found = problems([rule(basis: [LegalBasis(ended)], examples: [compliant, violating])])
  #expect(found == ["cites 01/2020, which is not in force on 2026-09-30"])
  #expect(
    problems([rule(basis: [], examples: [compliant, violating])]) == ["rests on no legal basis"])
}

@Test func `waivers are checked`() {
  let mine = rule(examples: [compliant, violating])
  func waiver(
    of rule: Rule, for subject: Waiver.Subject = .agency("A"), approver: String = "x",
    until: Day = day
  ) -> Waiver {
    Waiver(
      of: rule, for: subject, approver: approver, decision: "d",
      reason: LocalizedText(verbatim: "r"), from: day, until: until)
  }
  #expect(problems([mine], waivers: [waiver(of: mine)]).isEmpty)
  #expect(
    problems([mine], waivers: [waiver(of: passwordAge)])
      == ["a waiver of PW-AGE, which is no rule of this policy"])
  #expect(
    problems([mine], waivers: [waiver(of: mine, for: .mailbox("nobody"))])
      == ["a waiver for \"nobody\", which is no address"])
  #expect(
    problems([mine], waivers: [waiver(of: mine, until: day.adding(days: -1))])
      == ["a waiver ends (2026-09-29) before it begins (2026-09-30)"])
  #expect(
    problems([mine], waivers: [waiver(of: mine, approver: "")])
      == ["a waiver lacks its approver or its decision"])
}

@Test func `a wrong zone and wrong domains are reported`() {
  let policy = Policy(
    id: "x", title: LocalizedText(verbatim: "x"), timeZone: "Asia/Nowhere",
    officialDomains: ["gov..vn", "gmail.com"], webmail: songMa.webmail,
    ownerNames: vietnameseNames, office: songMa.office, rules: [])
  #expect(
    policy.failures(asOf: day).map(\.problem.en) == [
      "there is no time zone \"Asia/Nowhere\"", "\"gov..vn\" is not a domain",
      "gmail.com is both official and webmail",
    ])
}

@Test(arguments: [("songma.gov.vn", true), ("evilgov.vn", false), ("x.gov.example", true)])
func `official domains are suffixes on a dot`(domain: String, expected: Bool) throws {
  #expect(songMa.isOfficial(try #require(MailDomain(domain))) == expected)
}

@Test func `rules name their source within the package`() {
  #expect(passwordAge.description.source.file == "policies/SongMa/PasswordRules.swift")
  #expect(passwordAge.description.source.line == 4)
}
