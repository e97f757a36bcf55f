import CLDAP

extension Session {
  func startTLS() throws(Failure) {
    try succeed(unsafe ldap_start_tls_s(handle, nil, nil))
  }

  /// Connects where that has not happened yet, then says who asks.
  func bind(_ credentials: Credentials) throws(Failure) {
    let code =
      switch credentials {
      case .anonymous: bind(dn: nil, mechanism: nil, secret: [])
      case .simple(let dn, let password): bind(dn: dn, mechanism: nil, secret: password.bytes)
      case .external: bind(dn: nil, mechanism: "EXTERNAL", secret: [])
      }
    try succeed(code)
    unsafe cldap_read_ahead(handle)
    unsafe cldap_bound_reads(handle, Session.largestMessage, Int32(clamping: operationTimeout))
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
}
