import Foundation

/// `openssl s_server` on a loopback port with a certificate of an authority of its own: it shakes
/// hands, or does not, and says nothing of LDAP.
final class TLSServer {
  struct Failed: Error {
    var said: String
  }

  let port: UInt16
  var url: String { "ldaps://127.0.0.1:\(port)" }
  /// PEM file of the authority.
  let authority: String
  private let folder: String
  private let process = Process()

  /// - Parameters:
  ///   - validity: the first and the last second of the certificate, as `YYYYMMDDHHMMSSZ`.
  ///   - arguments: to `openssl s_server`, such as the one TLS version to speak.
  init(
    validity: (String, String) = ("20200101000000Z", "20491231235959Z"), _ arguments: String...
  ) throws {
    let folder = NSTemporaryDirectory() + "/tls-\(UUID().uuidString)"
    self.folder = folder
    authority = folder + "/ca.pem"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try """
    [ca]
    default_ca = own
    [own]
    database = \(folder)/index.txt
    serial = \(folder)/serial
    new_certs_dir = \(folder)
    default_md = sha256
    policy = names
    x509_extensions = server
    [names]
    commonName = supplied
    [server]
    subjectAltName = IP:127.0.0.1

    """.write(toFile: folder + "/ca.cnf", atomically: false, encoding: .utf8)
    try "".write(toFile: folder + "/index.txt", atomically: false, encoding: .utf8)
    try "01\n".write(toFile: folder + "/serial", atomically: false, encoding: .utf8)
    let key = ["-newkey", "rsa:2048", "-nodes"]
    try TLSServer.openssl(
      ["req", "-x509"] + key + [
        "-keyout", folder + "/ca.key", "-out", authority, "-days", "30", "-subj", "/CN=Authority",
        "-addext", "basicConstraints=critical,CA:TRUE",
      ])
    try TLSServer.openssl(
      ["req"] + key + [
        "-keyout", folder + "/server.key", "-out", folder + "/server.csr", "-subj", "/CN=server",
      ])
    try TLSServer.openssl([
      "ca", "-batch", "-config", folder + "/ca.cnf", "-cert", authority,
      "-keyfile", folder + "/ca.key", "-in", folder + "/server.csr", "-out", folder + "/server.pem",
      "-startdate", validity.0, "-enddate", validity.1,
    ])
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments =
      [
        "s_server", "-accept", "0", "-cert", folder + "/server.pem", "-key", folder + "/server.key",
      ] + arguments
    // An end of its input would end the server.
    process.standardInput = Pipe()
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says `ACCEPT 127.0.0.1:port`.
    var said = ""
    while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Failed(said: said) }
      said += String(decoding: data, as: UTF8.self)
    }
    guard let line = said.split(separator: "\n").last(where: { $0.hasPrefix("ACCEPT") }),
      let port = line.split(separator: ":").last.flatMap({ UInt16($0) })
    else { throw Failed(said: said) }
    self.port = port
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(said: String(decoding: said.suffix(600), as: UTF8.self))
    }
  }
}
