import CLDAP

extension Session {
  /// Connects, protects and binds, and words what failed.
  static func opened(_ options: ConnectionOptions) throws(LDAPError) -> Session {
    try options.check()
    do {
      return try connected(options)
    } catch {
      throw LDAPError(kind(of: error, options), at: options.address.place)
    }
  }

  private static func connected(_ options: ConnectionOptions) throws(Failure) -> Session {
    let session = try Session(options)
    try session.connect()
    if options.startTLS { try session.startTLS() }
    try session.bind(options)
    return session
  }

  private static func kind(of failure: Failure, _ options: ConnectionOptions) -> LDAPError.Kind {
    if case .kerberos = options.credentials,
      let fault = KerberosFault(failure, host: options.address.host)
    {
      return .kerberos(fault)
    }
    switch failure.code {
    case LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR, LDAP_LOCAL_ERROR:
      if options.hasTLS {
        // Without the credentials: the first attempt never got as far as sending them.
        var bare = options
        bare.credentials = .anonymous
        let lines = TLSDiagnosis.linesOfLog { _ = try? connected(bare) }
        if let kind = TLSDiagnosis.kind(of: lines, caCertificate: options.caCertificate) {
          return kind
        }
      }
      return .unreachable(failure.text)
    case LDAP_TIMEOUT:
      return .timedOut(seconds: options.operationTimeout, entriesRead: 0)
    case LDAP_INVALID_CREDENTIALS, LDAP_INAPPROPRIATE_AUTH, LDAP_NO_SUCH_OBJECT,
      LDAP_INVALID_DN_SYNTAX:
      if case .simple(let dn, _) = options.credentials { return .credentialsRefused(dn: dn) }
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    case LDAP_AUTH_METHOD_NOT_SUPPORTED, LDAP_AUTH_UNKNOWN:
      if case .external = options.credentials { return .externalRefused(failure.text) }
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    case LDAP_PROTOCOL_ERROR where options.startTLS, LDAP_UNAVAILABLE where options.startTLS,
      LDAP_OPERATIONS_ERROR where options.startTLS:
      return .tls("StartTLS was refused: \(failure.text)")
    default:
      return .refused(code: Int(failure.code), text: failure.text, entriesRead: 0)
    }
  }
}
