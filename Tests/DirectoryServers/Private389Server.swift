import Foundation
import SampleDistrict

/// A 389 Directory Server of one's own: on a free loopback port, filled from LDIF, all of it in a
/// folder of its own, gone with its data when it is stopped or when this process ends.
///
/// Runs for root and for ordinary users alike, but not for one who is root only in a namespace of
/// `unshare -r`. Starts in 1.4 seconds with few entries, 4 with 2500.
package final class Private389Server: @unchecked Sendable {
  package let suffix: String
  package let adminDN = "cn=Directory Manager"
  package let adminPassword: String

  private let folder: ServerFolder
  // Set by `init` before anybody else can see the object, and by `stop` under the lock.
  private let lock = NSLock()
  private var process: ServerProcess?
  private var port: UInt16 = 0

  package var url: String { "ldap://127.0.0.1:\(port)" }

  /// Changes for `configuration` that let every reader have everything: by default a search ends
  /// after 2000 entries, and one that looks through 5000 is refused.
  package static let withoutLimits = """
    dn: cn=config
    changetype: modify
    replace: nsslapd-sizelimit
    nsslapd-sizelimit: -1

    dn: cn=config,cn=ldbm database,cn=plugins,cn=config
    changetype: modify
    replace: nsslapd-lookthroughlimit
    nsslapd-lookthroughlimit: -1

    """

  /// Loads the entries and starts the server; it answers when this returns.
  ///
  /// - Parameters:
  ///   - ldif: content records from the suffix down, with `aci` values for whoever is to read, and
  ///     with operational attributes such as `pwdUpdateTime` and `nsAccountLock`.
  ///   - schemas: files of `/usr/share/dirsrv/data` to use beside the standard ones:
  ///     `60inetmail.ldif` has Oracle's mail attributes, `60kerberos.ldif` FreeIPA's.
  ///   - configuration: LDIF changes below `cn=config`, made after the start.
  package init(
    ldif: String, suffix: String = "dc=gov,dc=example", adminPassword: String = "secret",
    schemas: [String] = [], configuration: String = ""
  ) throws {
    self.suffix = suffix
    self.adminPassword = adminPassword
    folder = try ServerFolder(
      "ds389", with: ["schema", "db/userRoot", "home", "log", "run", "lock", "ldif", "bak"])
    do {
      try writeConfiguration(schemas: schemas)
      try folder.write(ldif, to: "data.ldif")
      try load()
      try start()
      if !configuration.isEmpty { try modify(ldif: configuration) }
    } catch {
      stop()
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
    folder.remove()
    try? FileManager.default.removeItem(atPath: semaphore)
  }

  /// Makes the changes of an LDIF text as Directory Manager, who may set what the server keeps.
  package func modify(ldif: String) throws {
    try folder.write(ldif, to: "changes.ldif")
    try Program.ldapmodify.run([
      "-x", "-H", url, "-D", adminDN, "-w", adminPassword, "-f", folder.file("changes.ldif"),
    ])
  }
}

extension Private389Server {
  // The server makes names of the last part of this path, so that it must be nobody else's.
  private var instance: String { folder.path }

  // The one file that the server leaves elsewhere.
  private var semaphore: String {
    "/dev/shm/sem.\(URL(fileURLWithPath: instance).lastPathComponent).stats"
  }

  private static let packaged = "/usr/share/dirsrv/data/"

  // What lib389 does when it makes an instance, but for the places: the package's template is
  // filled in.
  private func writeConfiguration(schemas: [String]) throws {
    _ = try Program.slapd389.path()
    // Ordinary users may not read the package's own.
    try folder.write("certmap default default\n", to: "certmap.conf")
    try folder.write("", to: "slapd-collations.conf")
    try folder.write("dn: cn=schema\nobjectClass: top\n", to: "schema/99user.ldif")
    for name in schemas {
      try FileManager.default.copyItem(
        atPath: Private389Server.packaged + name, toPath: folder.file("schema/" + name))
    }
    var text = try String(
      contentsOfFile: Private389Server.packaged + "template-dse.ldif", encoding: .utf8)
    let values = [
      "schema_dir": folder.file("schema"), "lock_dir": folder.file("lock"),
      "tmp_dir": folder.path, "cert_dir": instance, "ldif_dir": folder.file("ldif"),
      "bak_dir": folder.file("bak"), "run_dir": folder.file("run"),
      "inst_dir": folder.file("run"), "log_dir": folder.file("log"), "config_dir": instance,
      "db_dir": folder.file("db"), "db_home_dir": folder.file("home"), "db_lib": "bdb",
      "ldapi": folder.file("ldapi"), "ldapi_enabled": "on", "ldapi_autobind": "off",
      "fqdn": "localhost", "ds_port": "0", "ds_user": NSUserName(), "ds_suffix": suffix,
      "rootdn": adminDN, "ds_passwd": "{CLEAR}" + adminPassword,
    ]
    for (name, value) in values {
      text = text.replacingOccurrences(of: "%\(name)%", with: value)
    }
    let additions = [
      "nsslapd-port: 0": """
      nsslapd-listenhost: 127.0.0.1
      nsslapd-securelistenhost: 127.0.0.1
      nsslapd-rootpwstoragescheme: CLEAR
      """,
      // It takes half the memory of the machine unless it is told.
      "nsslapd-mode: 600": """
      nsslapd-cache-autosize: 0
      nsslapd-dbcachesize: 16777216
      nsslapd-import-cache-autosize: 0
      nsslapd-import-cachesize: 33554432
      nsslapd-db-durable-transaction: off
      """,
    ]
    for (line, more) in additions {
      text = text.replacingOccurrences(of: line + "\n", with: "\(line)\n\(more)\n")
    }
    try folder.write(
      text.trimmingCharacters(in: .newlines) + "\n\n" + database, to: "dse.ldif")
  }

  private var database: String {
    """
    dn: cn=userRoot,cn=ldbm database,cn=plugins,cn=config
    objectClass: top
    objectClass: extensibleObject
    objectClass: nsBackendInstance
    cn: userRoot
    nsslapd-suffix: \(suffix)
    nsslapd-directory: \(folder.file("db/userRoot"))

    dn: cn="\(suffix)",cn=mapping tree,cn=config
    objectClass: top
    objectClass: extensibleObject
    objectClass: nsMappingTree
    cn: "\(suffix)"
    nsslapd-state: backend
    nsslapd-backend: userRoot

    """
  }

  // A record that cannot be loaded fails the whole, and is named only in the log.
  private func load() throws {
    do {
      try Program.slapd389.run([
        "ldif2db", "-D", instance, "-n", "userRoot", "-i", folder.file("data.ldif"),
      ])
    } catch PrivateDirectoryServer.Failure.programFailed(let program, let status, let said) {
      let log = (try? String(contentsOfFile: folder.file("log/errors"), encoding: .utf8)) ?? said
      let reasons = log.split(separator: "\n").filter {
        $0.contains("- WARN -") || $0.contains("- ERR -")
      }
      throw PrivateDirectoryServer.Failure.programFailed(
        program: program, status: status, said: reasons.joined(separator: "\n"))
    }
  }

  private func start() throws {
    var said = ""
    for _ in 0..<5 {
      guard let free = LoopbackPort.free() else { continue }
      // The server rewrites this file whenever it ends.
      let lines = try String(contentsOfFile: folder.file("dse.ldif"), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("nsslapd-port:") ? "nsslapd-port: \(free)" : $0 }
      try folder.write(lines.joined(separator: "\n"), to: "dse.ldif")
      folder.remove("ldapi")
      let server = try ServerProcess(
        .slapd389, ["-D", instance, "-i", folder.file("pid"), "-d", "0"], in: folder,
        traces: [semaphore])
      lock.withLock { (process, port) = (server, free) }
      // The socket is made after the port is this very server's.
      if server.becomes(ready: { folder.contains("ldapi") && LoopbackPort.answers(free) }) {
        return
      }
      said = server.said
      server.kill()
    }
    throw PrivateDirectoryServer.Failure.noAnswer(program: "ns-slapd", said: said)
  }
}

extension Program {
  fileprivate static let slapd389 = Program(name: "ns-slapd", package: "389-ds-base")
  static let ldapmodify = Program(name: "ldapmodify", package: "ldap-utils")
}
