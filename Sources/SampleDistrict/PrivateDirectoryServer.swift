import Foundation
public import OfficialMail

/// A directory server of one's own: an OpenLDAP slapd on a free loopback port, filled from LDIF,
/// gone with its data when it is stopped or when this process ends.
public final class PrivateDirectoryServer: @unchecked Sendable {
  /// The certificate it shows; all but `none` also open an `ldaps` port and StartTLS.
  public enum Certificate: Sendable {
    case none
    /// For IP 127.0.0.1, by the authority in `caCertificate`.
    case valid
    case wrongName
    case expired
  }

  public enum Failure: Fault {
    case missing(program: String, package: String)
    case programFailed(program: String, status: Int32, said: String)
    case noAnswer(said: String)

    public var blame: Blame {
      if case .missing = self { .commandLine } else { .outsideWorld }
    }

    public var description: String {
      switch self {
      case .missing(let program, let package):
        "The program \(program) is not installed. Install it with: apt-get install \(package)"
      case .programFailed(let program, let status, let said):
        "\(program) ended with \(status): \(said)"
      case .noAnswer(let said):
        "slapd did not answer on a loopback port within 20 seconds: \(said)"
      }
    }
  }

  public let suffix: String
  public let adminPassword: String
  public var adminDN: String { "cn=admin,\(suffix)" }
  /// PEM file of the authority that signed the server's certificate.
  public let caCertificate: String?

  private let folder: String
  // Set before anybody else can see the object, and by `stop` and `start` under the lock.
  private let lock = NSLock()
  private var process: Process?
  private var watch: Pipe?
  private var port: UInt16 = 0
  private var tlsPort: UInt16 = 0

  public var url: String { "ldap://127.0.0.1:\(lock.withLock { port })" }
  public var tlsURL: String { "ldaps://127.0.0.1:\(lock.withLock { tlsPort })" }
  public var socketURL: String {
    "ldapi://" + (folder + "/ldapi").replacingOccurrences(of: "/", with: "%2F")
  }

  /// Loads the entries and starts the server; it answers when this returns.
  ///
  /// - Parameters:
  ///   - ldif: content records from the suffix down, operational attributes such as
  ///     `pwdChangedTime` included.
  ///   - schema: attribute types and object classes beyond inetOrgPerson, as in slapd.conf.
  ///   - configuration: lines for the database, such as `sizelimit 500`.
  public init(
    ldif: String, suffix: String = "dc=gov,dc=example", adminPassword: String = "secret",
    schema: String = PrivateDirectoryServer.mailSchema, configuration: String = "",
    certificate: Certificate = .none
  ) throws {
    self.suffix = suffix
    self.adminPassword = adminPassword
    // Short: the path of a socket has at most 107 bytes.
    folder = "/tmp/slapd-" + String(UInt64.random(in: .min ... .max), radix: 36)
    try FileManager.default.createDirectory(
      atPath: folder + "/db", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    do {
      let certificates =
        certificate == .none ? nil : try ServerCertificates(certificate, in: folder)
      caCertificate = certificates?.authority
      try schema.write(toFile: folder + "/mail.schema", atomically: false, encoding: .utf8)
      try PrivateDirectoryServer.configurationFile(
        folder: folder, suffix: suffix, password: adminPassword, lines: configuration,
        certificates: certificates
      ).write(toFile: folder + "/slapd.conf", atomically: false, encoding: .utf8)
      // slapadd takes a version line that stands apart for a record without a DN.
      let records = ldif.hasPrefix("version: 1\n") ? String(ldif.dropFirst(11)) : ldif
      try records.write(toFile: folder + "/data.ldif", atomically: false, encoding: .utf8)
      try Program.slapadd.run([
        "-q", "-f", folder + "/slapd.conf", "-l", folder + "/data.ldif",
      ])
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    do { try start() } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  /// Ends the server and removes its data.
  public func stop() {
    kill()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Ends the server at once, as a power cut does; the data stays for `start`.
  public func kill() {
    lock.withLock {
      guard let process else { return }
      // Milder signals may not reach it: a child inherits those that this thread blocks.
      _ = Glibc.kill(process.processIdentifier, SIGKILL)
      // A line sends the watch home; an end without one sets it off.
      try? watch?.fileHandleForWriting.write(contentsOf: Data("done\n".utf8))
      try? watch?.fileHandleForWriting.close()
      while process.isRunning { usleep(2_000) }
      self.process = nil
      watch = nil
    }
  }

  /// Starts the server over the data it has; a second start keeps the ports of the first.
  public func start() throws {
    var said = ""
    for attempt in 0..<5 {
      let (first, second) = lock.withLock { (port, tlsPort) }
      if attempt > 0 || first == 0 {
        guard let plain = LoopbackPort.free(), let protected = LoopbackPort.free() else { continue }
        lock.withLock { (port, tlsPort) = (plain, protected) }
      } else {
        lock.withLock { (port, tlsPort) = (first, second) }
      }
      try launch()
      if isReady() { return }
      said = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
      kill()
    }
    throw Failure.noAnswer(said: String(said.suffix(600)))
  }

  private func launch() throws {
    var urls = "\(url) \(socketURL)"
    if caCertificate != nil { urls += " \(tlsURL)" }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Program.slapd.path())
    process.arguments = ["-d", "0", "-f", folder + "/slapd.conf", "-h", urls]
    let log = folder + "/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log)
    try? FileManager.default.removeItem(atPath: folder + "/pid")
    try process.run()
    let watch = try watchdog(over: process.processIdentifier)
    lock.withLock {
      self.process = process
      self.watch = watch
    }
  }

  // Ends the server when the pipe closes without a word: when this process was killed.
  private func watchdog(over pid: Int32) throws -> Pipe {
    let watch = Pipe()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "read _ && exit; kill -9 \(pid); rm -rf '\(folder)'"]
    shell.standardInput = watch
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    return watch
  }

  private func isReady() -> Bool {
    let (running, port) = lock.withLock { (self.process, self.port) }
    for _ in 0..<2000 {
      guard running?.isRunning == true else { return false }
      // The pid file is written when this very server has its ports.
      if FileManager.default.fileExists(atPath: folder + "/pid"), LoopbackPort.answers(port) {
        return true
      }
      usleep(10_000)
    }
    return false
  }
}
