import CLDAP

extension Session {
  /// Connects and protects the connection, and from then on bounds what is read.
  func connect(startTLS: Bool) throws(Failure) {
    try succeed(unsafe ldap_connect(handle))
    unsafe cldap_bound_reads(handle, Session.largestMessage, Int32(clamping: operationTimeout))
    if startTLS {
      do throws(Failure) {
        try succeed(unsafe ldap_start_tls_s(handle, nil, nil))
      } catch {
        var failure = error
        failure.isOfStartTLS = true
        throw failure
      }
    }
    unsafe cldap_end_handshake(handle)
  }

  /// Says who asks.
  func bind(_ options: ConnectionOptions) throws(Failure) {
    switch options.credentials {
    case .anonymous: try succeed(bind(dn: nil, mechanism: nil, secret: []))
    case .simple(let dn, let password):
      try succeed(bind(dn: dn, mechanism: nil, secret: password.bytes))
    case .external: try succeed(bind(dn: nil, mechanism: "EXTERNAL", secret: []))
    case .kerberos: try bindByKerberos(options)
    }
    unsafe cldap_read_ahead(handle)
  }

  private func bind(dn: String?, mechanism: String?, secret: [UInt8]) -> Int32 {
    // A credential of length 0 must still have an address: without one EXTERNAL is refused.
    var bytes = secret.map { CChar(bitPattern: $0) } + [0]
    return unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var value = unsafe berval(
        bv_len: ber_len_t(secret.count), bv_val: buffer.baseAddress)
      return unsafe ldap_sasl_bind_s(handle, dn, mechanism, &value, nil, nil, nil)
    }
  }

  // MARK: - Kerberos

  /// SASL GSSAPI (RFC 4752) with the ticket of the process's credential cache.
  ///
  /// A connection that is not protected must get the mechanism's own encryption; under TLS that
  /// is left off, since Active Directory refuses the two together.
  private func bindByKerberos(_ options: ConnectionOptions) throws(Failure) {
    let isProtected = options.hasTLS || options.address.scheme == .ldapi
    let strength = isProtected ? "minssf=0,maxssf=0" : "minssf=\(Session.leastStrength)"
    unsafe ldap_set_option(handle, LDAP_OPT_X_SASL_SECPROPS, strength)
    // Bound to the TLS channel (RFC 5929, section 4), which Active Directory may demand.
    if options.hasTLS {
      unsafe cldap_set_int(handle, LDAP_OPT_X_SASL_CBINDING, LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT)
    }
    // The name that was asked for, not what the address resolves back to.
    unsafe cldap_set_on(handle, LDAP_OPT_X_SASL_NOCANON)
    try checkMechanism()
    try succeed(unsafe cldap_kerberos_bind(handle))
    let reached = unsafe cldap_sasl_strength(handle)
    guard isProtected || reached >= Session.leastStrength else {
      throw Failure(
        code: LDAP_STRONG_AUTH_REQUIRED, text: "no security layer", kerberos: .unprotected)
    }
  }

  /// Bits that GSSAPI counts its weakest encryption as.
  private static let leastStrength: UInt = 56

  /// Asks for the server's mechanisms first: without a ticket the bind would not get so far.
  private func checkMechanism() throws(Failure) {
    let list = try entry(named: "", attributes: ["supportedSASLMechanisms"])
      .entry?.values("supportedsaslmechanisms").map(\.repairedText)
    // A server that tells nothing to strangers may still know it.
    guard let list, !list.isEmpty, !list.contains("GSSAPI") else { return }
    throw Failure(
      code: LDAP_AUTH_METHOD_NOT_SUPPORTED, text: "no GSSAPI", kerberos: .notOffered(list))
  }
}
