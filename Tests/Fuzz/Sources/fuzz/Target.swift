import CFuzzer
import Foundation
import MailLog

/// What is fuzzed: a format's logs, any log with its format told from its content, packed and
/// transcoded files, or partial tallies.
enum Target {
  case log(LogFormat)
  case packed
  case partial

  /// - Parameter name: a `LogFormat`, `packed` or `partial`.
  init?(name: String) {
    switch name {
    case "packed": self = .packed
    case "partial": self = .partial
    default:
      guard let format = LogFormat(rawValue: name) else { return nil }
      self = .log(format)
    }
  }

  /// The one that the environment's `TARGET` names.
  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["TARGET"] ?? ""
    guard let target = Target(name: name) else {
      print("TARGET must be packed, partial or a format, not \"\(name)\"")
      exit(2)
    }
    return target
  }()
}

/// Runs libFuzzer with its own arguments.
@main
struct Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        unsafe check(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }
}

private func check(_ input: [UInt8]) {
  switch Target.chosen {
  case .log(let format): LogCheck(input, format).run()
  case .packed: LogCheck(input, .auto, isText: false).run()
  case .partial: checkPartial(content: input)
  }
}

/// Ends the process, so that libFuzzer keeps the input, where something does not hold.
func require(_ condition: Bool, _ what: @autoclosure () -> String) {
  guard !condition else { return }
  FileHandle.standardError.write(Data("does not hold: \(what())\n".utf8))
  abort()
}
