import ArgumentParser
import Foundation
import OfficialMail
public import Policy

/// The whole program with the policies that an office chose.
///
/// ```swift
/// @main struct OurAudit {
///   static func main() async { await AuditProgram(policies: [ourPolicy]).main() }
/// }
/// ```
public struct AuditProgram: Sendable {
  /// The first is the one that holds where the command line names none.
  let policies: [Policy]

  public init(policies: [Policy]) {
    self.policies = policies
  }

  /// The program that is running, for its commands.
  @TaskLocal static var running = AuditProgram(policies: [])

  /// The version that every output names.
  static let version = "0.1.0"

  /// Reads the command line, runs the command, and ends the process with its exit code.
  public func main() async {
    // A reader that left is found out by the failed write, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    let interruptions = Interruption.watched()
    let code = await AuditProgram.$running.withValue(self) { await exitCode() }
    withExtendedLifetime(interruptions) { exit(code) }
  }

  private func exitCode() async -> Int32 {
    do {
      var command = try RootCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let fault as any Fault {
      StandardError.print("mailaudit: \(fault.description)")
      return fault.blame == .commandLine ? 2 : 3
    } catch {
      // Help and the version are "errors" too, of code 0; wrong usage ends with 2 like every
      // other thing that can be mended on the command line.
      let message = RootCommand.fullMessage(for: error)
      if RootCommand.exitCode(for: error).isSuccess {
        print(message)
        return 0
      }
      StandardError.print(message)
      return 2
    }
  }

  /// The zone of the default policy, in which days are counted.
  func defaultZone() throws -> TimeZone {
    TimeZone(identifier: try policy(named: nil).timeZone) ?? .gmt
  }

  /// The policy of that id, or the default one.
  func policy(named id: String?) throws(UnknownPolicy) -> Policy {
    let found = id.map { id in policies.first { $0.id == id } } ?? policies.first
    guard let found else { throw UnknownPolicy(id: id, known: policies.map(\.id)) }
    return found
  }
}

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailaudit",
    abstract: "Audit official e-mail: the mailbox directory and mail logs against a policy.",
    discussion: """
      A first audit, with the sample that comes along:
        mailaudit demo --output first-audit

      Your own server, last quarter:
        mailaudit run --directory ldaps://ldap.gov.example --base dc=gov,dc=example \\
          --bind-dn cn=auditor,dc=gov,dc=example --password-file auditor.password \\
          --logs /srv/mail-logs --agencies agencies.csv --output audit-2026-Q3

      Exit codes: 0 no violation at or above --fail-on; 1 violations; 2 the command line must be mended; \
      3 incomplete, so that nobody can claim clean.
      """,
    version: AuditProgram.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PolicyCommand.self, DirectoryCommand.self,
      LogsCommand.self, DemoCommand.self,
    ])
}
