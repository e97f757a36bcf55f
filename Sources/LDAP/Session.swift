import CLDAP
import Foundation

/// One handle of libldap: all that is unsafe of this target is here and in this type's extensions,
/// but for the TLS diagnosis.
///
/// Not thread-safe; its owner calls it from one place at a time. Calls block.
@safe
final class Session {
  /// A call of libldap that failed.
  struct Failure: Error {
    var code: Int32
    var text: String
    /// Whether what came cannot be read as an answer; asking again would bring the same.
    var isUnreadable = false
    /// Whether the server was asked for StartTLS when it failed.
    var isOfStartTLS = false
    /// Set where more is known than the code says.
    var kerberos: KerberosFault?
  }

  /// Bytes; a bigger message ends the connection.
  static let largestMessage: UInt = 32 << 20

  let handle: OpaquePointer
  let operationTimeout: Int
  var names = AttributeNames()
  /// What to make room for: entries are much alike.
  var lastSize = (values: 0, bytes: 0)

  /// Makes the handle; nothing goes onto the wire yet.
  ///
  /// - Parameter allowsOldTLS: to find out whether a server speaks nothing later than 1.1; nothing
  ///   may be sent over such a connection.
  init(_ options: ConnectionOptions, allowsOldTLS: Bool = false) throws(Failure) {
    var made: OpaquePointer?
    let code = unsafe ldap_initialize(&made, options.address.description)
    guard code == LDAP_SUCCESS, let handle = unsafe made else {
      throw Session.failure(code)
    }
    unsafe self.handle = handle
    operationTimeout = options.operationTimeout
    // Every option that ldap.conf or the environment could set otherwise.
    unsafe cldap_set_int(handle, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3)
    unsafe cldap_set_off(handle, LDAP_OPT_REFERRALS)
    unsafe cldap_set_int(handle, LDAP_OPT_DEREF, LDAP_DEREF_NEVER)
    unsafe cldap_set_int(handle, LDAP_OPT_SIZELIMIT, 0)
    unsafe cldap_set_int(handle, LDAP_OPT_TIMELIMIT, 0)
    unsafe cldap_set_seconds(
      handle, LDAP_OPT_NETWORK_TIMEOUT, Int32(clamping: options.connectTimeout))
    unsafe cldap_set_seconds(handle, LDAP_OPT_TIMEOUT, Int32(clamping: options.operationTimeout))
    if options.hasTLS {
      unsafe cldap_bound_handshake(handle, Int32(clamping: options.connectTimeout))
      try prepareTLS(caCertificate: options.caCertificate, allowsOld: allowsOldTLS)
    }
  }

  deinit {
    unsafe ldap_unbind_ext(handle, nil, nil)
  }

  private func prepareTLS(caCertificate: String?, allowsOld: Bool) throws(Failure) {
    if let file = caCertificate ?? Session.systemAuthorities {
      let code = unsafe ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, file)
      guard code == LDAP_OPT_SUCCESS else { throw Session.failure(LDAP_CONNECT_ERROR) }
    }
    unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND)
    // 3 << 8 | 3 is TLS 1.2. GnuTLS does not heed that, but a priority string.
    unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, allowsOld ? 0 : 3 << 8 | 3)
    if isByGnuTLS {
      let priorities =
        allowsOld ? "NORMAL:+VERS-ALL" : "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
      let code = unsafe ldap_set_option(handle, LDAP_OPT_X_TLS_CIPHER_SUITE, priorities)
      guard code == LDAP_OPT_SUCCESS else { throw Session.failure(LDAP_CONNECT_ERROR) }
    }
    // Last: the context is made from the options above.
    let code = unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_NEWCTX, 0)
    guard code == LDAP_OPT_SUCCESS else { throw Session.failure(LDAP_CONNECT_ERROR) }
  }

  private var isByGnuTLS: Bool {
    var name: UnsafeMutablePointer<CChar>?
    unsafe ldap_get_option(handle, LDAP_OPT_X_TLS_PACKAGE, &name)
    defer { unsafe ldap_memfree(name) }
    return unsafe Session.text(name) == "GnuTLS"
  }

  private static var systemAuthorities: String? {
    let path = "/etc/ssl/certs/ca-certificates.crt"
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  // MARK: - Borders

  static func bytes(_ value: berval) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
  }

  static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
  }

  func succeed(_ code: Int32) throws(Failure) {
    guard code != LDAP_SUCCESS else { return }
    var pointer: UnsafeMutablePointer<CChar>?
    unsafe ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &pointer)
    defer { unsafe ldap_memfree(pointer) }
    let said = unsafe Session.text(pointer)
    throw said.isEmpty ? Session.failure(code) : Failure(code: code, text: said)
  }

  static func failure(_ code: Int32) -> Failure {
    Failure(code: code, text: unsafe String(cString: ldap_err2string(code)))
  }
}
