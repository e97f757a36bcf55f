import Foundation
import Reports

/// Words for people. Results never go here.
enum StandardError {
  /// One message and a line break; control characters of foreign text are escaped.
  static func print(_ message: String) {
    write(message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { terminalSafe(String($0)) }.joined(separator: "\n") + "\n")
  }

  /// Text as it stands, with its own control characters.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
