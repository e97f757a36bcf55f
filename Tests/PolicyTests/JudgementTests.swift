import OfficialMail
import Policies
import Policy
import Testing

@Test func `every rule that lacks the logs says so once`() throws {
  let mailboxes = try (1...3).map { try mailbox("b\($0)@xa.gov.example") }
  let result = songMa.judgement(on: try facts(mailboxes, sources: [.directory]))
  let rows = result.findings.filter { $0.subject == "system" }
  #expect(rows.map(\.rule) == ["FREEMAIL-FROM", "FREEMAIL-SELF", "FREEMAIL-USE", "FWD-OUT"])
  #expect(rows.allSatisfy { $0.verdict == .cannotTell && $0.agency.isEmpty })
  #expect(result.findings.count == rows.count)
  #expect(result.counts["system"]?.cannotTell == 4)
  #expect(result.countsByRule["FREEMAIL-SELF"]?.compliant == 0)
  #expect(result.countsByRule["FWD-OUT"]?.compliant == 0)
  #expect(result.countsByRule["FREEMAIL-DIR"]?.compliant == 3)
}

@Test func `without logs FWD-OUT still accuses by the directory`() throws {
  let one = try mailbox(forwarding: ["binh@gmail.com"])
  let result = songMa.judgement(on: try facts([one], sources: [.directory]))
  let verdicts = result.findings.filter { $0.rule == "FWD-OUT" }.map(\.verdict)
  #expect(verdicts == [.cannotTell, .violation])
  #expect(result.countsByRule["FWD-OUT"]?.violation == 1)
}

@Test func `findings are sorted by rule, agency and subject`() throws {
  let old = try changed("2020-01-01T00:00:00Z")
  let mailboxes = [
    try mailbox("c@x.gov.example", password: old, agency: "B"),
    try mailbox("b@x.gov.example", password: old, agency: "A"),
    try mailbox("a@gmail.com", password: old, agency: "B"),
    try mailbox("d@x.gov.example", password: old, agency: "unassigned"),
  ]
  let result = songMa.judgement(on: try facts(mailboxes))
  #expect(
    result.findings.map { "\($0.rule) \($0.agency) \($0.subject)" } == [
      "FREEMAIL-DIR B a@gmail.com", "PW-AGE A b@x.gov.example", "PW-AGE B a@gmail.com",
      "PW-AGE B c@x.gov.example", "PW-AGE unassigned d@x.gov.example",
    ])
}

@Test func `every verdict is counted for its agency and its rule`() throws {
  let mailboxes = [
    try mailbox("a@x.gov.example", password: changed("2020-01-01T00:00:00Z"), agency: "A"),
    try mailbox("b@x.gov.example", password: .unknown(reason: "-"), agency: "A"),
    try mailbox("c@x.gov.example", kind: .reception, agency: "B"),
  ]
  let result = songMa.judgement(on: try facts(mailboxes))
  func total(_ counts: VerdictCounts?) -> Int {
    VerdictKind.allCases.reduce(0) { $0 + (counts?[$1] ?? 0) }
  }
  #expect(total(result.counts["A"]) == 14)
  #expect(total(result.counts["B"]) == 7)
  #expect(result.counts["A"]?.violation == 1)
  #expect(result.counts["A"]?.cannotTell == 1)
  #expect(result.counts["B"]?.notApplicable == 5)
  #expect(result.countsByRule.values.allSatisfy { total($0) == 3 })
}

@Test func `no mailboxes make no findings`() throws {
  let result = songMa.judgement(on: try facts([]))
  #expect(result.findings.isEmpty)
  #expect(result.counts.isEmpty)
}

@Test func `a text that is not in force is not cited`() throws {
  let old = try mailbox(password: changed("2020-01-01T00:00:00Z"))
  let result = songMa.judgement(on: try facts([old], asOf: "2024-05-31"))
  #expect(result.findings.first?.verdict == .violation)
  #expect(result.findings.first?.basis.en == "no text in force on 2024-05-31")
}
