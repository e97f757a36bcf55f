import CLDAP

extension Session {
  /// Connects, protects and binds, and words what failed.
  static func opened(_ options: ConnectionOptions) throws(LDAPError) -> Session {
    try options.check()
    let start = ContinuousClock.now
    do throws(Failure) {
      return try connected(options)
    } catch {
      let isLate = start.duration(to: .now) >= .seconds(options.connectTimeout)
      throw LDAPError(kind(of: error, options, isLate: isLate), at: options.address.place)
    }
  }

  private static func connected(_ options: ConnectionOptions) throws(Failure) -> Session {
    let session = try Session(options)
    try session.connect(startTLS: options.startTLS)
    do throws(Failure) {
      try session.bind(options)
    } catch {
      guard error.code == LDAP_SERVER_DOWN else { throw error }
      throw Failure(
        code: error.code, text: "it closed the connection, or does not speak LDAP on this port")
    }
    return session
  }

  /// - Parameter isLate: whether the attempt took as long as a handshake may.
  private static func kind(
    of failure: Failure, _ options: ConnectionOptions, isLate: Bool
  ) -> LDAPError.Kind {
    if case .kerberos = options.credentials,
      let fault = KerberosFault(failure, host: options.address.host)
    {
      return .kerberos(fault)
    }
    switch failure.code {
    case LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR, LDAP_LOCAL_ERROR:
      if options.hasTLS {
        return isLate
          ? .timedOut(seconds: options.connectTimeout, entriesRead: 0)
          : tlsFault(options) ?? closed(failure)
      }
      return .unreachable(failure.text)
    case LDAP_DECODING_ERROR: return .unreadableAnswer("no LDAP message", entriesRead: 0)
    case LDAP_TIMEOUT:
      return .timedOut(seconds: options.operationTimeout, entriesRead: 0)
    case LDAP_INVALID_CREDENTIALS, LDAP_INAPPROPRIATE_AUTH, LDAP_NO_SUCH_OBJECT,
      LDAP_INVALID_DN_SYNTAX:
      if case .simple(let dn, _) = options.credentials { return .credentialsRefused(dn: dn) }
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    case LDAP_AUTH_METHOD_NOT_SUPPORTED, LDAP_AUTH_UNKNOWN:
      if case .external = options.credentials { return .externalRefused(failure.text) }
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    case 1... where failure.isOfStartTLS: return .tls(.startTLSRefused(failure.text))
    default:
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    }
  }

  private static func closed(_ failure: Failure) -> LDAPError.Kind {
    failure.isOfStartTLS
      ? .tls(.startTLSRefused("the server closed the connection")) : .unreachable(failure.text)
  }

  /// Tries again, with the library's log on; nil where TLS is not to blame.
  ///
  /// Without the credentials: the first attempt never got as far as sending them.
  private static func tlsFault(_ options: ConnectionOptions) -> LDAPError.Kind? {
    var bare = options
    bare.credentials = .anonymous
    let start = ContinuousClock.now
    let lines = TLSDiagnosis.linesOfLog { _ = try? connected(bare) }
    guard start.duration(to: .now) < .seconds(options.connectTimeout) else {
      return .timedOut(seconds: options.connectTimeout, entriesRead: 0)
    }
    let kind = TLSDiagnosis.kind(of: lines, caCertificate: options.caCertificate)
    guard case .tls(.other) = kind, isTooOld(bare) else { return kind }
    return .tls(.tooOld)
  }

  /// Whether the server shakes hands where TLS 1.0 and 1.1 are allowed.
  private static func isTooOld(_ options: ConnectionOptions) -> Bool {
    let lines = TLSDiagnosis.linesOfLog {
      _ = try? Session(options, allowsOldTLS: true).connect(startTLS: options.startTLS)
    }
    if case .tls = TLSDiagnosis.kind(of: lines, caCertificate: options.caCertificate) {
      return false
    }
    return true
  }
}
