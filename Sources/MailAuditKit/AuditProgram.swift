import ArgumentParser

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
      await RootCommand.main()
    }
  }
}

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailaudit", abstract: "Audit official e-mail: directory, mail logs, policy.",
    subcommands: [DirectoryCommand.self])
}
