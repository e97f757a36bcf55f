import ArgumentParser
import Foundation
import OfficialMail

/// The whole program with the policies that an office chose.
///
/// ```swift
/// @main struct OurAudit {
///   static func main() async { await AuditProgram(policies: [ourPolicy]).main() }
/// }
/// ```
public struct AuditProgram: Sendable {
  public init() {}

  /// The program that is running, for its commands.
  @TaskLocal static var running = AuditProgram()

  /// Reads the command line, runs the command, and ends the process with its exit code.
  public func main() async {
    await AuditProgram.$running.withValue(self) {
      do {
        var command = try RootCommand.parseAsRoot()
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      } catch {
        AuditProgram.exit(for: error)
      }
    }
  }

  // A fault says who can mend it; a command line that can't be parsed is mended there.
  private static func exit(for error: any Error) -> Never {
    if let fault = error as? any Fault {
      FileHandle.standardError.write(Data("mailaudit: \(fault)\n".utf8))
      Foundation.exit(fault.blame == .commandLine ? 2 : 3)
    }
    guard RootCommand.exitCode(for: error) == .validationFailure else {
      RootCommand.exit(withError: error)
    }
    FileHandle.standardError.write(Data((RootCommand.fullMessage(for: error) + "\n").utf8))
    Foundation.exit(2)
  }
}

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailaudit", abstract: "Audit official e-mail: directory, mail logs, policy.",
    subcommands: [LogsCommand.self])
}
