public import OfficialMail

/// One demand on mailboxes, as the regulation has it. Write one `let` per rule: lists of `let`s
/// compile fast, and a waiver names the value.
public struct Rule: Sendable {
  public let description: RuleDescription
  let scope: Scope
  let requirement: Requirement
  /// Made when asked for: an audit does not need them.
  let makeExamples: @Sendable () -> [Example]

  /// - Parameters:
  ///   - id: upper case words joined by hyphens, without a number that may change.
  ///   - scope: whom the rule speaks of.
  ///   - requirement: what must hold, with its threshold.
  ///   - examples: at least one compliant and one accused, and one that cannot be told where facts
  ///     can be missing. They are the rule's tests and what `policy show` explains it with.
  public init(
    _ id: String, severity: Severity, title: LocalizedText, statement: LocalizedText,
    for scope: Scope, requires requirement: Requirement, basis: [LegalBasis], remedy: Remedy,
    file: String = #filePath, line: Int = #line,
    examples: @autoclosure @escaping @Sendable () -> [Example]
  ) {
    self.scope = scope
    self.requirement = requirement
    makeExamples = examples
    description = RuleDescription(
      id: id, severity: severity, title: title, statement: statement, limit: requirement.limit,
      basis: basis, remedy: remedy,
      needs: requirement.clauses.reduce(into: [.directory]) { $0.formUnion($1.needs) },
      source: SourceLocation(file: packagePath(of: file), line: line))
  }

  public var id: String { description.id }

  public var examples: [Example] { makeExamples() }
}

/// Whom a rule speaks of.
public enum Scope: Sendable, Hashable {
  /// Mailboxes of any kind that are in use.
  case activeMailboxes
  /// Mailboxes in any state, but those of some kinds.
  case mailboxes(except: Set<Mailbox.Kind>)

  public static let allMailboxes = Scope.mailboxes(except: [])
}

/// The part of a source path that means something to a reader on another machine: from `policies/`
/// or `Sources/` on.
func packagePath(of path: String) -> String {
  let parts = path.split(separator: "/")
  let root = parts.lastIndex { $0 == "policies" || $0 == "Sources" || $0 == "Tests" }
  return parts.suffix(from: root ?? max(0, parts.count - 2)).joined(separator: "/")
}
