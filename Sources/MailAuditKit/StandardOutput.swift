import Foundation

/// Results for programs and files. A result that cannot be written is a fault, never silence.
enum StandardOutput {
  /// One text and a line break.
  static func print(_ text: String) throws { try write(text + "\n") }

  static func write(_ text: String) throws { try write(bytes: Array(text.utf8)) }

  static func write(bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Foundation.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        // The reader has what it wanted, as in `| head`; the verdict is still the exit code.
        return
      } else if errno != EINTR {
        throw UsageFault(
          "standard output cannot be written: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }
}
