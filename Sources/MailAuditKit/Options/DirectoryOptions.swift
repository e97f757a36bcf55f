import ArgumentParser
import Directory
import Foundation
import LDAP
import OfficialMail

/// Which directories to pull, and as whom.
struct DirectoryOptions: ParsableArguments {
  @Option(
    name: .customLong("directory"),
    help: ArgumentHelp(
      "Directory to pull: an ldap, ldaps or ldapi URL, or an LDIF file; repeatable.",
      valueName: "URL-or-file"))
  var directories: [String] = []

  @Option(
    name: .customLong("base"),
    help: ArgumentHelp(
      "Search base on a server; without it the default or only naming context. Files are read whole.",
      discussion: "This and the next four are given once for all directories, or once for each in "
        + "their order ('' for none).", valueName: "base"))
  var bases: [String] = []

  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp(
      "Product of the directory: auto (the default), "
        + SchemaName.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "schema"))
  var schemas: [String] = []

  @Option(
    name: .customLong("bind-dn"),
    help: ArgumentHelp(
      "Whom to bind as; the password comes from a file or MAILAUDIT_LDAP_PASSWORD.",
      valueName: "bind-dn"))
  var bindDNs: [String] = []

  @Option(
    name: .customLong("password-file"),
    help: ArgumentHelp(
      "File with the password, readable by its owner alone.", valueName: "password-file"))
  var passwordFiles: [String] = []

  @Option(
    name: .customLong("sasl"),
    help: ArgumentHelp(
      "SASL mechanism in place of a bind DN: external, or gssapi with your Kerberos ticket.",
      valueName: "sasl"))
  var mechanisms: [String] = []

  @Flag(name: .customLong("start-tls"), help: "Protect an ldap:// connection by StartTLS.")
  var startTLS = false

  @Option(help: "PEM file of the authorities to trust in place of the system's.")
  var caCertificate: String?

  @Flag(help: "Let an unprotected connection leave this machine.")
  var allowPlaintext = false

  @Option(help: "Seconds to wait for each answer of the server.")
  var timeout = 60
}

extension DirectoryOptions {
  /// The same for a command that makes no sense without a directory.
  func namedSources() throws -> [DirectorySource] {
    let sources = try sources()
    guard !sources.isEmpty else {
      throw UsageFault("name a directory: --directory ldaps://HOST or --directory FILE.ldif")
    }
    return sources
  }

  /// What to pull, in the order named.
  ///
  /// - Throws: a `Fault` on what the command line can mend.
  func sources() throws -> [DirectorySource] {
    guard (1...3600).contains(timeout) else {
      throw UsageFault("--timeout \(timeout): seconds from 1 to 3600.")
    }
    if let caCertificate, !FileManager.default.isReadableFile(atPath: caCertificate) {
      throw UsageFault("--ca-certificate \(caCertificate): there is no such readable file.")
    }
    return try directories.indices.map { index in
      var source = DirectorySource(
        location: directories[index], base: try value(bases, of: "--base", at: index),
        schema: try schema(at: index), startTLS: startTLS, caCertificate: caCertificate,
        allowPlaintext: allowPlaintext, timeout: timeout)
      if !source.isFile { source.credentials = try credentials(at: index) }
      return source
    }
  }

  /// What an option says of one directory.
  private func value(_ values: [String], of option: String, at index: Int) throws -> String? {
    switch values.count {
    case 0: return nil
    case 1: return values[0]
    case directories.count: return values[index]
    default:
      throw UsageFault(
        "\(option) is given \(values.count) times for \(directories.count) directories.\n"
          + "Give it once for all, or once for each in their order ('' for none).")
    }
  }

  /// The same where an empty value stands for none.
  private func word(_ values: [String], of option: String, at index: Int) throws -> String? {
    let value = try value(values, of: option, at: index)
    return values.count > 1 && value == "" ? nil : value
  }

  private func schema(at index: Int) throws -> SchemaChoice {
    guard let name = try word(schemas, of: "--schema", at: index) else { return .auto }
    guard let choice = SchemaChoice(name) else {
      let names = ["auto"] + SchemaName.allCases.map(\.rawValue)
      throw UsageFault("--schema \(name): unknown; known are \(names.joined(separator: ", "))")
    }
    return choice
  }

  private func credentials(at index: Int) throws -> Credentials {
    let bindDN = try word(bindDNs, of: "--bind-dn", at: index)
    let passwordFile = try word(passwordFiles, of: "--password-file", at: index)
    if let sasl = try word(mechanisms, of: "--sasl", at: index) {
      let credentials: Credentials
      switch sasl {
      case "external": credentials = .external
      case "gssapi": credentials = .kerberos
      default: throw UsageFault("--sasl \(sasl): unknown; known are external and gssapi.")
      }
      guard bindDN == nil, passwordFile == nil else {
        throw UsageFault("--sasl \(sasl) takes neither --bind-dn nor --password-file.")
      }
      return credentials
    }
    guard let bindDN else {
      guard passwordFile == nil else {
        throw UsageFault("--password-file needs --bind-dn: whose password is it?")
      }
      return .anonymous
    }
    let password =
      try passwordFile.map { try Secret(passwordFile: $0) }
      ?? ProcessInfo.processInfo.environment["MAILAUDIT_LDAP_PASSWORD"].map { Secret($0) }
    guard let password else {
      throw UsageFault(
        "--bind-dn needs a password: --password-file FILE or MAILAUDIT_LDAP_PASSWORD.")
    }
    return .simple(dn: bindDN, password: password)
  }
}
