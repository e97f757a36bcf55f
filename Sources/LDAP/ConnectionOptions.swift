/// How to reach a server, and as whom.
public struct ConnectionOptions: Sendable {
  public var address: ServerAddress
  public var credentials: Credentials
  /// Turns a plain connection into a protected one before anything else is said.
  public var startTLS: Bool
  /// PEM file of the authorities to trust in place of the system's.
  public var caCertificate: String?
  /// Lets the pull cross a network unprotected.
  public var allowPlaintext: Bool
  /// Seconds until a server that does not answer counts as unreachable.
  public var connectTimeout: Int
  /// Seconds to wait for each answer of a connected server.
  public var operationTimeout: Int

  public init(
    address: ServerAddress, credentials: Credentials = .anonymous, startTLS: Bool = false,
    caCertificate: String? = nil, allowPlaintext: Bool = false, connectTimeout: Int = 10,
    operationTimeout: Int = 60
  ) {
    self.address = address
    self.credentials = credentials
    self.startTLS = startTLS
    self.caCertificate = caCertificate
    self.allowPlaintext = allowPlaintext
    self.connectTimeout = connectTimeout
    self.operationTimeout = operationTimeout
  }

  /// Refuses what must not go onto a wire: a readable connection beyond this machine, and a DN
  /// with an empty password, which some servers take for anonymous.
  func check() throws(LDAPError) {
    if address.scheme == .ldap, !startTLS, !allowPlaintext, !address.isLocal, !isEncrypting {
      throw LDAPError(.plaintextRefused, at: address.place)
    }
    if startTLS, address.scheme != .ldap {
      throw LDAPError(.startTLSNotPlain(scheme: address.scheme.rawValue), at: address.place)
    }
    if case .simple(let dn, let password) = credentials {
      if dn.isEmpty { throw LDAPError(.emptyBindDN, at: address.place) }
      if password.bytes.isEmpty { throw LDAPError(.emptyPassword, at: address.place) }
    }
  }
}

extension ConnectionOptions {
  /// Whether TLS protects the connection.
  var hasTLS: Bool { startTLS || address.scheme == .ldaps }

  private var isEncrypting: Bool {
    if case .kerberos = credentials { true } else { false }
  }
}

/// Who asks.
public enum Credentials: Sendable {
  case anonymous
  case simple(dn: String, password: Secret)
  /// SASL EXTERNAL: the user of this process on a local socket.
  case external
  /// SASL GSSAPI: whom the Kerberos ticket of this process's credential cache is for. Without TLS
  /// all that is said after the bind is encrypted by it.
  case kerberos
}

/// Text that never shows in output.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  let bytes: [UInt8]

  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  public var isEmpty: Bool { bytes.isEmpty }
  public var description: String { "(secret)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
