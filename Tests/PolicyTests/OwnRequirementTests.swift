import OfficialMail
import Policies
import Policy
import Testing

/// What an office may write itself: a login within 45 days.
private let inactive = Rule(
  "INACT", severity: .medium, title: LocalizedText(vi: "Không sử dụng", en: "Not in use"),
  statement: LocalizedText(vi: "Đăng nhập trong 45 ngày.", en: "A login within 45 days."),
  for: .mailboxes(except: [.service]),
  requires: Requirement(limit: CalendarSpan.days(45).text, needs: [.directory]) { facts, audit in
    guard let login = facts.mailbox.lastLogin else {
      return .cannotTell(
        Observation(
          LocalizedText(vi: "không rõ", en: "unknown"),
          LocalizedText(vi: "Không rõ.", en: "The last login is unknown."), evidence: []))
    }
    if audit.isWithin(.days(45), login) { return .compliant }
    let day = audit.day(of: login).description
    return .violation(
      Observation(
        LocalizedText(verbatim: day), LocalizedText(vi: "Từ \(day).", en: "Since \(day)."),
        evidence: []))
  },
  basis: passwordAge.description.basis,
  remedy: Remedy(LocalizedText(vi: "Khóa.", en: "Lock it."), within: .days(5)), examples: [])

@Test(arguments: [
  ("2026-08-16T05:00:00Z", VerdictKind.compliant), ("2026-08-15T16:59:59Z", .violation),
  ("2026-08-15T17:00:00Z", .compliant),
])
func `an office's own requirement counts whole days in the policy's zone`(
  login: String, expected: VerdictKind
) throws {
  var policy = songMa
  policy.rules = [inactive]
  var one = try mailbox()
  let time: Timestamp = try #require(Timestamp(login))
  one.mailbox.lastLogin = time
  #expect(try policy.verdict(inactive, one) == expected)
}

@Test func `an office's own requirement may not know, and may exempt`() throws {
  var policy = songMa
  policy.rules = [inactive]
  #expect(try policy.verdict(inactive, mailbox()) == .cannotTell)
  #expect(try policy.verdict(inactive, mailbox(kind: .service)) == .notApplicable)
  #expect(inactive.description.limit.en == "45 days")
}

@Test(arguments: [("UTC", VerdictKind.violation), ("Asia/Ho_Chi_Minh", .compliant)])
func `the zone decides on which day a password was changed`(
  zone: String, expected: VerdictKind
) throws {
  var policy = songMa
  policy.timeZone = zone
  let late = try mailbox(password: changed("2026-06-29T20:00:00Z"))
  #expect(try policy.verdict(passwordAge, late, asOf: "2026-09-30") == expected)
}
