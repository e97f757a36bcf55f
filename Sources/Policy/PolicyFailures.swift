import Foundation
public import OfficialMail

/// Something wrong with a policy itself, found by its own examples.
public struct PolicyFailure: Sendable, Hashable, Fault {
  public var blame: Blame { .commandLine }
  public let policy: String
  /// Nil where the policy as a whole is at fault.
  public let rule: String?
  public let source: SourceLocation?
  public let problem: LocalizedText

  public var description: String { text(in: .en) }

  /// `policies/SongMa/PasswordAge.swift:12: song-ma PW-AGE: …`
  public func text(in language: Language) -> String {
    let place = source.map { "\($0.file):\($0.line): " } ?? ""
    let subject = [policy, rule].compactMap(\.self).joined(separator: " ")
    return "\(place)\(subject): \(problem[language])"
  }
}

extension Policy {
  /// What is wrong with this policy: examples that come out otherwise, examples that are missing,
  /// rules of one id, waivers of rules it does not have, legal texts not in force on `day`.
  public func failures(asOf day: Day) -> [PolicyFailure] {
    failuresOfThePolicy + failuresOfTheWaivers
      + rules.flatMap { failures(of: $0) + failuresOfTheBasis(of: $0, asOf: day) }
  }

  private var failuresOfThePolicy: [PolicyFailure] {
    var problems: [LocalizedText] = []
    if TimeZone(identifier: timeZone) == nil {
      problems.append(
        LocalizedText(
          vi: "không có múi giờ \"\(timeZone)\"", en: "there is no time zone \"\(timeZone)\""))
    }
    problems += unreadableDomains.map {
      LocalizedText(vi: "\"\($0)\" không phải là tên miền", en: "\"\($0)\" is not a domain")
    }
    if officialDomains.isEmpty {
      problems.append(
        LocalizedText(vi: "không có tên miền công vụ", en: "no domain is official"))
    }
    for domain in officialDomains where webmail.contains(domain) {
      problems.append(
        LocalizedText(
          vi: "\(domain) vừa là tên miền công vụ vừa là thư miễn phí",
          en: "\(domain) is both official and webmail"))
    }
    let ids = Dictionary(grouping: rules, by: \.id)
    for (id, same) in ids.sorted(by: { $0.key < $1.key }) where same.count > 1 {
      problems.append(
        LocalizedText(
          vi: "\(same.count) quy tắc cùng có mã \(id)", en: "\(same.count) rules have the id \(id)")
      )
    }
    return problems.map { failure($0) }
  }

  private var failuresOfTheWaivers: [PolicyFailure] {
    waivers.flatMap { waiver in
      var problems: [LocalizedText] = []
      if !rules.contains(where: { $0.id == waiver.rule }) {
        problems.append(
          LocalizedText(
            vi: "miễn trừ cho quy tắc \(waiver.rule) không thuộc chính sách này",
            en: "a waiver of \(waiver.rule), which is no rule of this policy"))
      }
      if case .mailbox(let address) = waiver.subject, EmailAddress(address) == nil {
        problems.append(
          LocalizedText(
            vi: "miễn trừ cho \"\(address)\" không phải là địa chỉ thư",
            en: "a waiver for \"\(address)\", which is no address"))
      }
      if waiver.until < waiver.from {
        problems.append(
          LocalizedText(
            vi: "miễn trừ kết thúc (\(waiver.until)) trước khi bắt đầu (\(waiver.from))",
            en: "a waiver ends (\(waiver.until)) before it begins (\(waiver.from))"))
      }
      if waiver.approver.isEmpty || waiver.decision.isEmpty {
        problems.append(
          LocalizedText(
            vi: "miễn trừ thiếu người phê duyệt hoặc quyết định",
            en: "a waiver lacks its approver or its decision"))
      }
      return problems.map { failure($0) }
    }
  }

  private func failuresOfTheBasis(of rule: Rule, asOf day: Day) -> [PolicyFailure] {
    let basis = rule.description.basis
    if basis.isEmpty {
      return [
        failure(LocalizedText(vi: "không có căn cứ", en: "rests on no legal basis"), of: rule)
      ]
    }
    return basis.filter { !$0.text.isInForce(on: day) }.map { basis in
      failure(
        LocalizedText(
          vi: "viện dẫn \(basis.text.number), không có hiệu lực ngày \(day)",
          en: "cites \(basis.text.number), which is not in force on \(day)"), of: rule)
    }
  }

  private func failures(of rule: Rule) -> [PolicyFailure] {
    let examples = rule.examples
    var problems: [LocalizedText] = []
    if !examples.contains(where: { $0.expected == .compliant }) {
      problems.append(
        LocalizedText(
          vi: "thiếu ví dụ tuân thủ", en: "has no example of a compliant mailbox"))
    }
    if !examples.contains(where: { $0.expected == .violation || $0.expected == .indicator }) {
      problems.append(
        LocalizedText(vi: "thiếu ví dụ vi phạm", en: "has no example of a breach"))
    }
    problems += examples.compactMap { problem(in: $0, of: rule) }
    return problems.map { failure($0, of: rule) }
  }

  /// Examples are judged without waivers: they explain the rule, not its exceptions.
  private func problem(in example: Example, of rule: Rule) -> LocalizedText? {
    guard let facts = example.mailbox.facts(asOf: example.asOf) else {
      return LocalizedText(
        vi: "ví dụ \"\(example.name.vi)\" có địa chỉ thư không hợp lệ",
        en: "the example \"\(example.name.en)\" holds an address that is none")
    }
    var alone = self
    alone.rules = [rule]
    alone.waivers = []
    let result = alone.judgement(on: Facts.example(facts, asOf: example.asOf))
    let kind = VerdictKind.allCases.first { result.countsByRule[rule.id]?[$0] == 1 }
    guard kind == example.expected else {
      let got = kind?.rawValue ?? "-"
      return LocalizedText(
        vi: "ví dụ \"\(example.name.vi)\" cho kết quả \(got), mong đợi \(example.expected)",
        en: "the example \"\(example.name.en)\" is \(got), not \(example.expected)")
    }
    if let sentence = example.sentence, let detail = result.findings.first?.detail,
      detail != sentence
    {
      return LocalizedText(
        vi: "ví dụ \"\(example.name.vi)\" nói \"\(detail.vi)\", không phải \"\(sentence.vi)\"",
        en: "the example \"\(example.name.en)\" says \"\(detail.en)\", not \"\(sentence.en)\"")
    }
    return nil
  }

  private func failure(_ problem: LocalizedText, of rule: Rule? = nil) -> PolicyFailure {
    PolicyFailure(
      policy: id, rule: rule?.id, source: rule?.description.source, problem: problem)
  }
}

extension Facts {
  fileprivate static func example(_ mailbox: MailboxFacts, asOf: Day) -> Facts {
    Facts(
      mailboxes: [mailbox], agencies: [], sources: Set(FactSource.allCases),
      period: Period(day: asOf), asOf: asOf)
  }
}
