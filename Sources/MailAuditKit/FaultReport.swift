import ArgumentParser
import Foundation
import OfficialMail

extension Blame {
  /// How a command ends that met such a fault.
  var exitCode: ExitCode {
    switch self {
    case .commandLine: ExitCode(2)
    case .outsideWorld: ExitCode(3)
    }
  }
}

/// Writes words for people to standard error.
func tell(_ words: String) {
  FileHandle.standardError.write(Data("mailaudit: \(words)\n".utf8))
}

/// Runs a command's work; a fault is told and becomes its exit code.
func tellingFaults(_ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let fault as any Fault {
    tell(fault.description)
    throw fault.blame.exitCode
  }
}
