import Foundation

/// A program of the system, found on the path or where Debian keeps it.
package struct Program: Sendable {
  /// An absolute path is looked for nowhere else.
  package let name: String
  /// What to install where it is missing.
  package let package: String

  package static let openssl = Program(name: "openssl", package: "openssl")
  package static let slapd = Program(name: "slapd", package: "slapd")
  package static let slapadd = Program(name: "slapadd", package: "slapd")

  package init(name: String, package: String) {
    self.name = name
    self.package = package
  }

  package func path() throws -> String {
    let folders =
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
      + ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/libexec", "/usr/libexec"]
    let candidates = name.hasPrefix("/") ? [name] : folders.map { $0 + "/" + name }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:))
    else { throw PrivateDirectoryServer.Failure.missing(program: name, package: package) }
    return found
  }

  /// Runs it to its end; what it wrote to standard error is in the error it throws.
  ///
  /// - Parameters:
  ///   - environment: beyond this process's own.
  ///   - input: what it reads from standard input; short, for a pipe holds it.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = ""
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path())
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    let words = Pipe()
    process.standardInput = input.isEmpty ? FileHandle.nullDevice : words
    try words.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try words.fileHandleForWriting.close()
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PrivateDirectoryServer.Failure.programFailed(
        program: name, status: process.terminationStatus,
        said: String(decoding: said.suffix(600), as: UTF8.self))
    }
  }
}
