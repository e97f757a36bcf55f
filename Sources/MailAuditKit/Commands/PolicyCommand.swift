import ArgumentParser
import Foundation
import OfficialMail
import Policy

/// `mailaudit policy`: what the program's policies demand, and whether they keep their own word.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "List, explain and test the policies of this program.",
    subcommands: [PolicyList.self, PolicyShow.self, PolicyTest.self])
}

/// The options that every `policy` command takes.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("language"), help: "vi or en; the policy's own language otherwise.",
    transform: { text in
      guard let language = Language(rawValue: text) else {
        throw ValidationError("there is no language \"\(text.printable)\": use vi or en")
      }
      return language
    })
  var language: Language?
}

struct PolicyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the policies, the default one first.")

  @OptionGroup var options: PolicyOptions

  func run() throws {
    print(text(of: AuditProgram.running.policies))
  }

  /// One line a policy: id, how much is in it, title.
  func text(of policies: [Policy]) -> String {
    let width = policies.map(\.id.count).max() ?? 0
    return policies.map { policy in
      let language = options.language ?? policy.language
      let size = LocalizedText(
        vi: "\(policy.rules.count) quy tắc, \(policy.waivers.count) miễn trừ",
        en: "\(policy.rules.count) rules, \(policy.waivers.count) waivers")
      let id = policy.id + String(repeating: " ", count: width - policy.id.count)
      return "\(id)  \(size[language])  \(policy.title[language])"
    }.joined(separator: "\n")
  }
}

struct PolicyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Explain a policy, or one of its rules with its examples.")

  @OptionGroup var options: PolicyOptions

  @Argument(help: "The policy; the default one otherwise.")
  var policy: String?

  @Argument(help: "A rule of it, such as PW-AGE.")
  var rule: String?

  func run() throws {
    print(try text(in: AuditProgram.running))
  }

  func text(in program: AuditProgram) throws -> String {
    var policyID = policy
    var ruleID = rule
    // `show PW-AGE` means a rule of the default policy.
    if rule == nil, let policy, !program.policies.contains(where: { $0.id == policy }),
      let first = program.policies.first, first.rules.contains(where: { $0.id == policy })
    {
      (policyID, ruleID) = (nil, policy)
    }
    let chosen = try program.policy(named: policyID)
    let explanation = PolicyExplanation(
      policy: chosen, language: options.language ?? chosen.language)
    guard let ruleID else { return explanation.text }
    guard let found = chosen.rules.first(where: { $0.id == ruleID }) else {
      throw UnknownRule(id: ruleID, policy: chosen.id, known: chosen.rules.map(\.id))
    }
    return explanation.text(of: found)
  }
}

struct PolicyTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run a policy's own examples; without an ID, those of every policy.",
    discussion: "Ends with 2 when an example fails.")

  @OptionGroup var options: PolicyOptions

  @Argument(help: "The policy.")
  var policy: String?

  @Option(
    name: .customLong("as-of"), help: "The day on which the legal texts must be in force; today.",
    transform: { text in
      guard let day = Day(text) else {
        throw ValidationError("\"\(text.printable)\" is not a date of the form YYYY-MM-DD")
      }
      return day
    })
  var asOf: Day?

  func run() throws {
    let program = AuditProgram.running
    let policies = policy == nil ? program.policies : [try program.policy(named: policy)]
    var failed = false
    for policy in policies {
      let language = options.language ?? policy.language
      let failures = policy.failures(asOf: asOf ?? .today(in: policy.timeZone))
      failed = failed || !failures.isEmpty
      for failure in failures { print(failure.text(in: language)) }
      print(summary(of: policy, failures: failures.count)[language])
    }
    if failed { throw ExitCode(2) }
  }

  private func summary(of policy: Policy, failures: Int) -> LocalizedText {
    let examples = policy.rules.reduce(0) { $0 + $1.examples.count }
    return LocalizedText(
      vi: "\(policy.id): \(policy.rules.count) quy tắc, \(examples) ví dụ, \(failures) lỗi",
      en: "\(policy.id): \(policy.rules.count) rules, \(examples) examples, \(failures) failures")
  }
}

/// A rule that the policy does not have.
struct UnknownRule: Fault {
  var blame: Blame { .commandLine }
  let id: String
  let policy: String
  let known: [String]

  var description: String {
    "policy \(policy) has no rule \"\(id.printable)\"; it has: \(known.joined(separator: ", "))"
  }
}

extension Day {
  /// Today on the wall calendar of a zone; in UTC where there is no such zone.
  fileprivate static func today(in zone: String) -> Day {
    Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
      .day(in: TimeZone(identifier: zone) ?? .gmt)
  }
}
