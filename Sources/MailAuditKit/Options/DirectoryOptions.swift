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

  @Option(help: "Search base; without it the server's only naming context.")
  var base: String?

  @Option(help: "Product of the directory: auto or a product's name.")
  var schema = "auto"

  @Option(
    name: .customLong("bind-dn"),
    help: "Whom to bind as; the password comes from a file or MAILAUDIT_LDAP_PASSWORD.")
  var bindDN: String?

  @Option(help: "File with the password, readable by its owner alone.")
  var passwordFile: String?

  @Option(
    help: "SASL mechanism in place of a bind DN: external, or gssapi with your Kerberos ticket.")
  var sasl: String?

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
    guard let choice = SchemaChoice(schema) else {
      let names = ["auto"] + SchemaName.allCases.map(\.rawValue)
      throw UsageFault("--schema \(schema): unknown; known are \(names.joined(separator: ", "))")
    }
    guard (1...3600).contains(timeout) else {
      throw UsageFault("--timeout \(timeout): seconds from 1 to 3600.")
    }
    if let caCertificate, !FileManager.default.isReadableFile(atPath: caCertificate) {
      throw UsageFault("--ca-certificate \(caCertificate): there is no such readable file.")
    }
    let needsCredentials = directories.contains { DirectorySource(location: $0).isFile == false }
    let credentials = needsCredentials ? try credentials() : .anonymous
    return directories.map {
      DirectorySource(
        location: $0, base: base, schema: choice, credentials: credentials, startTLS: startTLS,
        caCertificate: caCertificate, allowPlaintext: allowPlaintext, timeout: timeout)
    }
  }

  private func credentials() throws -> Credentials {
    if let sasl {
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
    guard let password = try password() else {
      throw UsageFault(
        "--bind-dn needs a password: --password-file FILE or MAILAUDIT_LDAP_PASSWORD.")
    }
    return .simple(dn: bindDN, password: password)
  }

  private func password() throws -> Secret? {
    guard let passwordFile else {
      return ProcessInfo.processInfo.environment["MAILAUDIT_LDAP_PASSWORD"].map { Secret($0) }
    }
    let facts: [FileAttributeKey: Any]
    do {
      facts = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: passwordFile).resolvingSymlinksInPath().path)
    } catch {
      throw UsageFault("--password-file \(passwordFile): there is no such readable file.")
    }
    let rights = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    guard rights & 0o077 == 0 else {
      throw UsageFault(
        "--password-file \(passwordFile): others than its owner may read it.\n"
          + "Make it private first: chmod 600 \(passwordFile)")
    }
    guard (facts[.size] as? NSNumber)?.intValue ?? 0 <= 4096,
      let data = FileManager.default.contents(atPath: passwordFile),
      var text = String(data: data, encoding: .utf8)
    else { throw UsageFault("--password-file \(passwordFile): not one line of text.") }
    if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
    guard !text.contains(where: \.isNewline) else {
      throw UsageFault("--password-file \(passwordFile): more than one line.")
    }
    guard !text.isEmpty else {
      throw UsageFault("--password-file \(passwordFile): it is empty; write the password into it.")
    }
    return Secret(text)
  }
}
