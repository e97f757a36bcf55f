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
    case noAnswer(program: String, said: String)

    public var blame: Blame {
      if case .missing = self { .commandLine } else { .outsideWorld }
    }

    public var description: String {
      switch self {
      case .missing(let program, let package):
        "The program \(program) is not installed. Install it with: apt-get install \(package)"
      case .programFailed(let program, let status, let said):
        "\(program) ended with \(status): \(said)"
      case .noAnswer(let program, let said):
        "\(program) did not answer on a loopback port within 20 seconds: \(said)"
      }
    }
  }

  public let suffix: String
  public let adminPassword: String
  public var adminDN: String { "cn=admin,\(suffix)" }
  /// PEM file of the authority that signed the server's certificate.
  public let caCertificate: String?

  private let folder: ServerFolder
  private let singleSignOn: SingleSignOn?
  // Set before anybody else can see the object, and by `stop` and `start` under the lock.
  private let lock = NSLock()
  private var process: ServerProcess?
  private var port: UInt16 = 0
  private var tlsPort: UInt16 = 0

  public var url: String { "ldap://127.0.0.1:\(lock.withLock { port })" }
  public var tlsURL: String { "ldaps://127.0.0.1:\(lock.withLock { tlsPort })" }
  public var socketURL: String {
    "ldapi://" + folder.file("ldapi").replacingOccurrences(of: "/", with: "%2F")
  }

  /// Loads the entries and starts the server; it answers when this returns.
  ///
  /// - Parameters:
  ///   - ldif: content records from the suffix down, operational attributes such as
  ///     `pwdChangedTime` included.
  ///   - schema: attribute types and object classes beyond inetOrgPerson, as in slapd.conf.
  ///   - configuration: lines for the database, such as `sizelimit 500`.
  ///   - singleSignOn: lets users of a Kerberos realm in, by the mechanism GSSAPI.
  public init(
    ldif: String, suffix: String = "dc=gov,dc=example", adminPassword: String = "secret",
    schema: String = PrivateDirectoryServer.mailSchema, configuration: String = "",
    certificate: Certificate = .none, singleSignOn: SingleSignOn? = nil
  ) throws {
    self.suffix = suffix
    self.adminPassword = adminPassword
    self.singleSignOn = singleSignOn
    folder = try ServerFolder("slapd", with: ["db"])
    do {
      let certificates =
        certificate == .none ? nil : try ServerCertificates(certificate, in: folder.path)
      caCertificate = certificates?.authority
      try folder.write(schema, to: "mail.schema")
      try folder.write(
        PrivateDirectoryServer.configurationFile(
          folder: folder.path, suffix: suffix, password: adminPassword, lines: configuration,
          certificates: certificates, singleSignOn: singleSignOn),
        to: "slapd.conf")
      // slapadd takes a version line that stands apart for a record without a DN.
      let records = ldif.hasPrefix("version: 1\n") ? String(ldif.dropFirst(11)) : ldif
      try folder.write(records, to: "data.ldif")
      try Program.slapadd.run([
        "-q", "-f", folder.file("slapd.conf"), "-l", folder.file("data.ldif"),
      ])
    } catch {
      folder.remove()
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
    folder.remove()
  }

  /// Ends the server at once, as a power cut does; the data stays for `start`.
  public func kill() {
    lock.withLock {
      process?.kill()
      process = nil
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
      let server = try launch()
      lock.withLock { process = server }
      if isReady(server) { return }
      said = server.said
      kill()
    }
    throw Failure.noAnswer(program: "slapd", said: said)
  }

  private func launch() throws -> ServerProcess {
    var urls = "\(url) \(socketURL)"
    if caCertificate != nil { urls += " \(tlsURL)" }
    folder.remove("pid")
    return try ServerProcess(
      .slapd, ["-d", "0", "-f", folder.file("slapd.conf"), "-h", urls],
      environment: singleSignOn?.environment ?? [:], in: folder)
  }

  private func isReady(_ server: ServerProcess) -> Bool {
    let port = lock.withLock { self.port }
    // The pid file is written when this very server has its ports.
    return server.becomes(ready: { folder.contains("pid") && LoopbackPort.answers(port) })
  }
}
