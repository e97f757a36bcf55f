import Foundation
package import SampleDistrict

/// A Kerberos realm of one's own: an MIT key distribution centre on a free loopback port, gone with
/// its users and tickets when it is stopped or when this process ends.
///
/// Runs for root and for ordinary users alike. Starts in a twentieth of a second.
package final class PrivateKerberosRealm: @unchecked Sendable {
  package let realm = "GOV.EXAMPLE"

  private let folder: ServerFolder
  // Set by `init` before anybody else can see the object, and by `stop` under the lock.
  private let lock = NSLock()
  private var process: ServerProcess?

  /// The realm's `krb5.conf`: nothing is looked up in the DNS, and no name is changed by it.
  package var configuration: String { folder.file("krb5.conf") }

  /// Makes the realm and starts its server; it answers when this returns.
  package init() throws {
    folder = try ServerFolder("krb5")
    do {
      try writeConfiguration(port: 0)
      try Program.kdb5Util.run(
        ["create", "-s", "-r", realm, "-P", UUID().uuidString], environment: environment)
      try start()
    } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  /// Ends the server and removes its data.
  package func stop() {
    kill()
    folder.remove()
  }

  /// Ends the server at once; the tickets and keys that it gave stay.
  package func kill() {
    lock.withLock {
      process?.kill()
      process = nil
    }
  }

  package func addUser(_ name: String, password: String) throws {
    try administer(["addprinc", "-pw", password, name])
  }

  /// Adds a service such as `ldap/127.0.0.1`.
  ///
  /// - Returns: the file of its keys.
  package func addService(_ principal: String) throws -> String {
    let keytab = folder.file(UUID().uuidString + ".keytab")
    try administer(["addprinc", "-randkey", principal])
    try administer(["ktadd", "-k", keytab, principal])
    return keytab
  }

  /// Adds the service of directories at 127.0.0.1, for `PrivateDirectoryServer`: one for them all.
  ///
  /// - Parameter entries: the DN that a user is in the directory, by the user's name.
  package func singleSignOn(entries: [String: String]) throws -> SingleSignOn {
    SingleSignOn(
      realm: realm, keytab: try addService("ldap/127.0.0.1"), configuration: configuration,
      entries: entries)
  }

  /// Logs a user in.
  ///
  /// - Parameter lifetime: how long the ticket is good, such as `2s`; a day if it is not said.
  /// - Returns: the environment for a program that is to act as this user.
  package func ticketCache(
    for name: String, password: String, lifetime: String? = nil
  ) throws -> [String: String] {
    let cache = "FILE:" + folder.file(UUID().uuidString + ".cache")
    try Program.kinit.run(
      ["-c", cache] + (lifetime.map { ["-l", $0] } ?? []) + ["\(name)@\(realm)"],
      environment: environment, input: password + "\n")
    return ["KRB5_CONFIG": configuration, "KRB5CCNAME": cache]
  }

  /// Starts the KDC again, over what it knows, with a clock that is ahead; more than five minutes
  /// are too many for Kerberos. Whoever has a ticket needs a new one for each further service.
  package func restart(minutesAhead: Int) throws {
    _ = try Program.faketime.path()
    kill()
    folder.remove("pid")
    // $LIB is the loader's own word for the folder of this machine's libraries.
    try start([
      "LD_PRELOAD": "/usr/$LIB/faketime/libfaketime.so.1", "FAKETIME": "+\(minutesAhead)m",
      "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    ])
  }
}

extension PrivateKerberosRealm {
  private var environment: [String: String] {
    ["KRB5_CONFIG": configuration, "KRB5_KDC_PROFILE": folder.file("kdc.conf")]
  }

  private func administer(_ query: [String]) throws {
    try Program.kadminLocal.run(["-r", realm] + query, environment: environment)
  }

  private func start(_ more: [String: String] = [:]) throws {
    var said = ""
    for _ in 0..<5 {
      guard let port = LoopbackPort.free() else { continue }
      try writeConfiguration(port: port)
      let server = try ServerProcess(
        .krb5kdc, ["-n", "-r", realm, "-P", folder.file("pid")],
        environment: environment.merging(more) { $1 }, in: folder)
      lock.withLock { process = server }
      // The pid file is written when this very server has its ports.
      if server.becomes(ready: { folder.contains("pid") && LoopbackPort.answers(port) }) {
        return
      }
      said = server.said
      kill()
    }
    throw PrivateDirectoryServer.Failure.noAnswer(program: "krb5kdc", said: said)
  }

  private func writeConfiguration(port: UInt16) throws {
    try folder.write(
      """
      [libdefaults]
      default_realm = \(realm)
      dns_lookup_realm = false
      dns_lookup_kdc = false
      dns_uri_lookup = false
      dns_canonicalize_hostname = false
      rdns = false

      [realms]
      \(realm) = {
        kdc = 127.0.0.1:\(port)
      }

      [domain_realm]
      127.0.0.1 = \(realm)

      """, to: "krb5.conf")
    try folder.write(
      """
      [kdcdefaults]
      kdc_listen = 127.0.0.1:\(port)
      kdc_tcp_listen = 127.0.0.1:\(port)

      [realms]
      \(realm) = {
        database_name = \(folder.file("principals"))
        key_stash_file = \(folder.file("stash"))
        acl_file = \(folder.file("acl"))
      }

      [logging]
      default = STDERR
      kdc = STDERR

      """, to: "kdc.conf")
  }
}

extension Program {
  fileprivate static let krb5kdc = Program(name: "krb5kdc", package: "krb5-kdc")
  fileprivate static let kdb5Util = Program(name: "kdb5_util", package: "krb5-kdc")
  fileprivate static let kadminLocal = Program(name: "kadmin.local", package: "krb5-admin-server")
  fileprivate static let kinit = Program(name: "kinit", package: "krb5-user")
  fileprivate static let faketime = Program(name: "faketime", package: "faketime")
}
