import Foundation
import Testing

/// The built program, run as an officer would.
enum Program {
  struct Ended {
    var code: Int32
    var output: String
    var errors: String

    var errorLines: Int { errors.split(separator: "\n").count }
  }

  /// `mailaudit` stands beside the test bundle.
  static var url: URL {
    get throws {
      let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      let program = beside.appending(path: "mailaudit")
      try #require(FileManager.default.isExecutableFile(atPath: program.path()))
      return program
    }
  }

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Ended {
    let folder = try TemporaryFolder()
    let outputFile = folder.path("stdout")
    let errorFile = folder.path("stderr")
    for file in [outputFile, errorFile] {
      try #require(FileManager.default.createFile(atPath: file, contents: nil))
    }
    let process = Process()
    process.executableURL = try url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files and not pipes: nothing can fill up and wait.
    process.standardOutput = FileHandle(forWritingAtPath: outputFile)
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.run()
    process.waitUntilExit()
    return Ended(
      code: process.terminationStatus,
      output: try String(contentsOfFile: outputFile, encoding: .utf8),
      errors: try String(contentsOfFile: errorFile, encoding: .utf8))
  }
}

/// A folder that goes with its owner.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "mailaudit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  /// Writes a file, making the folders above it.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path(percentEncoded: false)
  }
}
