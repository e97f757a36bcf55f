import Dispatch
import Foundation
import Reports

/// What an interrupted run does last.
enum Interruption {
  /// As long as the sources live, SIGINT, SIGTERM and SIGHUP take away what is half-written and
  /// then end the program with 128 plus their number, as the shell has it.
  static func watched() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        FoldersAside.deleteAll()
        if StandardError.isTerminal { StandardError.write("\n") }
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }
}
