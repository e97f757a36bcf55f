import Foundation

/// What cleans up after this process when it dies without having done so.
package final class ServerWatch: Sendable {
  private let pipe = Pipe()

  /// - Parameters:
  ///   - pid: the server that is to end with this process.
  ///   - paths: what is to be removed then; without quotes in them.
  package init(ending pid: Int32? = nil, removing paths: [String]) throws {
    let end = pid.map { "kill -9 \($0);" } ?? ""
    let names = paths.map { "'\($0)'" }.joined(separator: " ")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "read _ && exit; \(end) rm -rf \(names)"]
    shell.standardInput = pipe
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
  }

  /// Sends the watch home: a line does, an end without one sets it off.
  package func dismiss() {
    try? pipe.fileHandleForWriting.write(contentsOf: Data("done\n".utf8))
    try? pipe.fileHandleForWriting.close()
  }
}
