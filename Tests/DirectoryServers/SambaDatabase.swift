import Foundation
import SampleDistrict

/// The files of a Samba domain controller, and the programs that change them.
struct SambaDatabase {
  static let suffix = "DC=gov,DC=example"
  static let adminPassword = "Secret-1"

  let folder: ServerFolder

  /// A copy of a domain that is made once for this process.
  ///
  /// - Parameters:
  ///   - address: the only one that its server is to listen at.
  ///   - requiresProtection: whether it is to refuse a password without TLS.
  init(address: String, requiresProtection: Bool) throws {
    let (made, _) = try SambaDatabase.made.get()
    folder = try ServerFolder("samba")
    do {
      try Program.cp.run(["-a", made.folder.path + "/.", folder.path])
      try writeConfiguration(address: address, requiresProtection: requiresProtection)
    } catch {
      folder.remove()
      throw error
    }
  }

  /// Adds records with all that the server would otherwise set itself or refuse.
  func add(ldif: String) throws { try run(.ldbadd, ldif) }

  /// Makes changes, likewise.
  func modify(ldif: String) throws { try run(.ldbmodify, ldif) }

  private func run(_ program: Program, _ ldif: String, options: [String] = []) throws {
    let name = UUID().uuidString + ".ldif"
    try folder.write(ldif, to: name)
    defer { folder.remove(name) }
    try program.run(
      [
        "-H", folder.file("private/sam.ldb"), "--configfile=" + folder.file("smb.conf"),
        // The first keeps a pwdLastSet that is given, the second relaxes the rules of the rest.
        "--controls=local_oid:1.3.6.1.4.1.7165.4.3.20:0,relax:0",
      ] + options + [folder.file(name)])
  }

  // All copies are of one identity, which nobody compares. The watch removes the files at the end
  // of this process.
  private static let made = Result {
    let database = try SambaDatabase()
    return (database, try ServerWatch(removing: [database.folder.path]))
  }

  private init() throws {
    _ = try Program.samba.path()
    folder = try ServerFolder("samba-made")
    do {
      try writeConfiguration(address: "127.0.0.1", requiresProtection: false)
      try folder.write(SambaDatabase.provision, to: "provision.py")
      try Program.debianPython.run([folder.file("provision.py"), folder.path])
      let schema = "CN=Schema,CN=Configuration," + SambaDatabase.suffix
      let options = ["--option=dsdb:schema update allowed=true"]
      try run(.ldbadd, ExchangeSchema.attributes(below: schema), options: options)
      try run(.ldbmodify, ExchangeSchema.refresh, options: options)
      try run(.ldbmodify, ExchangeSchema.permission(below: schema), options: options)
      try run(.ldbmodify, ExchangeSchema.refresh, options: options)
    } catch {
      folder.remove()
      throw error
    }
  }

  // samba-tool does the same and then sets the access lists of files that an LDAP server has not,
  // for which it needs more packages and more of the file system.
  private static let provision = """
    import logging, sys
    from samba.auth import system_session
    from samba.dsdb import DS_DOMAIN_FUNCTION_2008_R2
    from samba.param import LoadParm
    from samba.provision import provision

    path = sys.argv[1] + "/smb.conf"
    parameters = LoadParm()
    parameters.load(path)
    logging.getLogger().setLevel(logging.ERROR)
    provision(
        logging.getLogger(), system_session(parameters), smbconf=path, lp=parameters,
        realm="GOV.EXAMPLE", domain="GOV", hostname="dc1", hostip="127.0.0.1",
        adminpass="\(adminPassword)", serverrole="dc", dns_backend="NONE",
        dom_for_fun_level=DS_DOMAIN_FUNCTION_2008_R2, batch_mode=True)
    """

  private func writeConfiguration(address: String, requiresProtection: Bool) throws {
    try folder.write(
      """
      [global]
      netbios name = DC1
      realm = GOV.EXAMPLE
      workgroup = GOV
      server role = active directory domain controller
      server services = ldap
      interfaces = \(address)/8
      bind interfaces only = yes
      disable netbios = yes
      private dir = \(folder.file("private"))
      lock directory = \(folder.file("lock"))
      state directory = \(folder.file("state"))
      cache directory = \(folder.file("cache"))
      pid directory = \(folder.file("pid"))
      ncalrpc dir = \(folder.file("ncalrpc"))
      binddns dir = \(folder.file("bind"))
      ntp signd socket directory = \(folder.file("ntp"))
      winbindd socket directory = \(folder.file("winbindd"))
      log file = \(folder.file("log.samba"))
      logging = file
      ldb:nosync = true
      ldap server require strong auth = \(requiresProtection ? "yes" : "no")
      tls cafile = \(folder.file("ca.pem"))
      tls certfile = \(folder.file("server.pem"))
      tls keyfile = \(folder.file("server.key"))

      [sysvol]
      path = \(folder.file("state/sysvol"))

      [netlogon]
      path = \(folder.file("state/sysvol/gov.example/scripts"))

      """, to: "smb.conf")
  }
}

extension Program {
  static let samba = Program(name: "samba", package: "samba")
  fileprivate static let ldbadd = Program(name: "ldbadd", package: "ldb-tools")
  fileprivate static let ldbmodify = Program(name: "ldbmodify", package: "ldb-tools")
  fileprivate static let cp = Program(name: "cp", package: "coreutils")
  // Samba's modules are for Debian's own Python, whatever else the path finds.
  fileprivate static let debianPython = Program(name: "/usr/bin/python3", package: "python3-samba")
}
