import Foundation
import Reports

/// Words for people. Results never go here.
enum StandardError {
  /// One message and a line break; control characters of foreign text are escaped.
  static func print(_ message: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { String($0).visible + "\n" }.joined())
  }

  /// Text as it stands, with its own control characters.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
