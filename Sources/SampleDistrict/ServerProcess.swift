import Foundation

/// A server that runs as a child of this process, over the files of one folder, and ends with it.
package final class ServerProcess: @unchecked Sendable {
  // Set by `init` before anybody else can see the object.
  private let process = Process()
  private let watch: ServerWatch
  private let log: String

  /// - Parameters:
  ///   - environment: beyond this process's own.
  ///   - folder: gets what the server says as `log`; removed if this process dies first.
  ///   - traces: what else the server leaves behind, removed likewise.
  package init(
    _ program: Program, _ arguments: [String], environment: [String: String] = [:],
    in folder: ServerFolder, traces: [String] = []
  ) throws {
    log = folder.file("log")
    process.executableURL = URL(fileURLWithPath: try program.path())
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    do {
      watch = try ServerWatch(
        ending: process.processIdentifier, removing: [folder.path] + traces)
    } catch {
      _ = Glibc.kill(process.processIdentifier, SIGKILL)
      throw error
    }
  }

  /// The end of what it wrote to standard error.
  package var said: String {
    String(((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").suffix(600))
  }

  /// Ends it at once, as a power cut does.
  package func kill() {
    // Milder signals may not reach it: a child inherits those that this thread blocks.
    if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    watch.dismiss()
    while process.isRunning { usleep(2_000) }
  }

  /// Whether the server came to answer, within 20 seconds and before it ended.
  package func becomes(ready isReady: () -> Bool) -> Bool {
    for _ in 0..<2000 {
      guard process.isRunning else { return false }
      if isReady() { return true }
      usleep(10_000)
    }
    return false
  }
}
