package import Foundation
package import SampleDistrict

/// An Active Directory of one's own: a Samba domain controller that serves nothing but LDAP, at an
/// address of its own in 127.0.0.0/8, gone with its data when it is stopped or when this process
/// ends.
///
/// Exchange's attributes are in its schema. It serves more than 1000 entries at once, which Active
/// Directory does not. Its ports are 389, 636, 3268 and 3269 always, which takes root, or for an
/// ordinary user a network of one's own: `unshare -cn --keep-caps sh -c 'ip link set lo up; …'`.
/// The first start in a process takes about four seconds, a further one less than one.
package final class PrivateSambaDomain: @unchecked Sendable {
  package let suffix = SambaDatabase.suffix
  package let adminDN = "CN=Administrator,CN=Users," + SambaDatabase.suffix
  package let adminPassword = SambaDatabase.adminPassword
  /// The loopback address that is this server's alone.
  package let address: String
  /// PEM file of the authority that signed the server's certificate.
  package let caCertificate: String

  private let database: SambaDatabase
  // Set by `init` before anybody else can see the object, and by `stop` under the lock.
  private let lock = NSLock()
  private var process: ServerProcess?

  package var url: String { "ldap://\(address)" }
  package var tlsURL: String { "ldaps://\(address)" }

  /// Makes the domain and starts its server; it answers when this returns.
  ///
  /// - Parameters:
  ///   - ldif: content records below `suffix`, also with what a server would set itself:
  ///     `pwdLastSet`, `lockoutTime`, `lastLogonTimestamp`, `userAccountControl`.
  ///   - certificate: what it shows at `tlsURL` and after StartTLS; `none` is `valid` here.
  ///   - requiresProtection: whether it refuses a password over a connection without TLS, as
  ///     domain controllers are told to.
  package init(
    ldif: String = "", certificate: PrivateDirectoryServer.Certificate = .valid,
    requiresProtection: Bool = false
  ) throws {
    address = try PrivateSambaDomain.freeAddress()
    database = try SambaDatabase(address: address, requiresProtection: requiresProtection)
    do {
      caCertificate =
        try ServerCertificates(certificate, in: database.folder.path, for: address).authority
      if !ldif.isEmpty { try database.add(ldif: ldif) }
      try start()
    } catch {
      process?.kill()
      database.folder.remove()
      throw error
    }
  }

  deinit { stop() }

  /// Ends the server and removes its data.
  package func stop() {
    lock.withLock {
      process?.kill()
      process = nil
    }
    database.folder.remove()
  }

  /// Adds content records, as `init` does; the server has them at once.
  package func add(ldif: String) throws { try database.add(ldif: ldif) }

  /// Makes the changes of an LDIF text, also of what a server would set itself.
  package func modify(ldif: String) throws { try database.modify(ldif: ldif) }

  /// The lines of an LDIF record that give an account a password, which is no longer good 42 days
  /// after it was set.
  ///
  /// - Parameter password: at least seven characters of three kinds.
  package static func lines(password: String, set date: Date = Date()) -> String {
    let quoted = Data("\"\(password)\"".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
    // Seconds from 1601 to 1970, and units of 100 nanoseconds.
    let fileTime = (Int64(date.timeIntervalSince1970) + 11_644_473_600) * 10_000_000
    return "unicodePwd:: \(quoted.base64EncodedString())\npwdLastSet: \(fileTime)"
  }

  private func start() throws {
    let server = try ServerProcess(
      .samba,
      ["--interactive", "--model=single", "--configfile=" + database.folder.file("smb.conf")],
      in: database.folder)
    process = server
    // The socket is made after the ports.
    let isReady = server.becomes(ready: {
      database.folder.contains("private/ldapi") && LoopbackPort.answers(389, at: address)
    })
    guard isReady else {
      throw PrivateDirectoryServer.Failure.noAnswer(program: "samba", said: server.said)
    }
  }

  // One that nobody uses now: among 16 million, two tests hardly ever choose the same.
  private static func freeAddress() throws -> String {
    for _ in 0..<5 {
      let parts = (0..<3).map { _ in String(UInt8.random(in: 1...254)) }
      let address = "127." + parts.joined(separator: ".")
      if [389, 636].allSatisfy({ !LoopbackPort.answers($0, at: address) }) { return address }
    }
    throw PrivateDirectoryServer.Failure.noAnswer(
      program: "samba", said: "Another server has ports 389 and 636 at every loopback address.")
  }
}
