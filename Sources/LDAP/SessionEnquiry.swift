import CLDAP

extension Session {
  /// Asks whether an entry has a value (RFC 4511, section 4.10); gives the result code.
  func compare(dn: String, attribute: String, value: String) throws(Failure) -> Int32 {
    var bytes = value.utf8.map { CChar(bitPattern: $0) } + [0]
    let code = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var value = unsafe berval(bv_len: ber_len_t(buffer.count - 1), bv_val: buffer.baseAddress)
      return unsafe ldap_compare_ext_s(handle, dn, attribute, &value, nil, nil)
    }
    // What is below zero is no answer of the server.
    if code < 0 { try succeed(code) }
    return code
  }

  /// Whom the server takes this connection for (RFC 4532): `dn:…`, `u:…`, or nothing for nobody.
  func whoAmI() throws(Failure) -> String {
    var identity: UnsafeMutablePointer<berval>?
    try succeed(unsafe ldap_whoami_s(handle, &identity, nil, nil))
    guard let identity = unsafe identity else { return "" }
    defer { unsafe ber_bvfree(identity) }
    return unsafe String(decoding: Session.bytes(identity.pointee), as: UTF8.self)
  }
}
