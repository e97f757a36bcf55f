import Foundation

/// An authority and a server's certificate, made by the `openssl` program.
struct ServerCertificates {
  let authority: String
  let certificate: String
  let key: String

  /// - Parameter folder: where the files go.
  init(_ variant: PrivateDirectoryServer.Certificate, in folder: String) throws {
    authority = folder + "/ca.pem"
    certificate = folder + "/server.pem"
    key = folder + "/server.key"
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try Program.openssl.run(
      ["req", "-x509"] + curve + [
        "-keyout", folder + "/ca.key", "-out", authority, "-days", "30",
        "-subj", "/CN=Sample authority", "-addext", "basicConstraints=critical,CA:TRUE",
      ])
    try Program.openssl.run(
      ["req"] + curve + [
        "-keyout", key, "-out", folder + "/server.csr", "-subj", "/CN=sample server",
      ])
    let name = variant == .wrongName ? "DNS:elsewhere.example" : "IP:127.0.0.1"
    try "subjectAltName=\(name)\n".write(
      toFile: folder + "/server.ext", atomically: false, encoding: .utf8)
    try Program.openssl.run([
      "x509", "-req", "-in", folder + "/server.csr", "-CA", authority,
      "-CAkey", folder + "/ca.key", "-CAcreateserial", "-out", certificate,
      "-days", variant == .expired ? "-1" : "30", "-extfile", folder + "/server.ext",
    ])
  }
}

/// A program of the system, found on the path or where Debian keeps it.
struct Program {
  let name: String
  /// What to install where it is missing.
  let package: String

  static let openssl = Program(name: "openssl", package: "openssl")
  static let slapd = Program(name: "slapd", package: "slapd")
  static let slapadd = Program(name: "slapadd", package: "slapd")

  func path() throws -> String {
    let folders =
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
      + ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/libexec", "/usr/libexec"]
    guard
      let found = folders.map({ $0 + "/" + name }).first(
        where: FileManager.default.isExecutableFile(atPath:))
    else { throw PrivateDirectoryServer.Failure.missing(program: name, package: package) }
    return found
  }

  /// Runs it to its end; what it wrote to standard error is in the error it throws.
  func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path())
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
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
