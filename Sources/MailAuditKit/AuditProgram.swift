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
  let policies: [Policy]

  /// The first policy is the one that holds where none is named.
  public init(policies: [Policy]) {
    self.policies = policies
  }

  /// The program that is running, for its commands.
  @TaskLocal static var running = AuditProgram(policies: [])

  /// Reads the command line, runs the command, and ends the process with its exit code.
  public func main() async {
    let code = await AuditProgram.$running.withValue(self) { await exitCode() }
    exit(code)
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
      FileHandle.standardError.write(Data("mailaudit: \(fault.description)\n".utf8))
      return fault.blame == .commandLine ? 2 : 3
    } catch {
      // Help and the version are "errors" too, of code 0; wrong usage ends with 2 like every
      // other thing that can be mended on the command line.
      let asked = RootCommand.exitCode(for: error) == .success
      let output = asked ? FileHandle.standardOutput : .standardError
      output.write(Data((RootCommand.fullMessage(for: error) + "\n").utf8))
      return asked ? 0 : 2
    }
  }

  /// The policy of that id, or the default one.
  func policy(named id: String?) throws(UnknownPolicy) -> Policy {
    let found = id.map { id in policies.first { $0.id == id } } ?? policies.first
    guard let found else { throw UnknownPolicy(id: id, known: policies.map(\.id)) }
    return found
  }
}

/// A policy that this program was not built with.
struct UnknownPolicy: Fault {
  var blame: Blame { .commandLine }
  let id: String?
  let known: [String]

  var description: String {
    guard let id else { return "this program was built without a policy" }
    return "there is no policy \"\(id.printable)\"; this program has: "
      + known.joined(separator: ", ")
  }
}

extension String {
  /// The text as one line that a terminal takes for text: what controls it is left out.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
          default: true
          }
        }))
  }
}

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailaudit", abstract: "Audit official e-mail: directory, mail logs, policy.",
    subcommands: [PolicyCommand.self])
}
