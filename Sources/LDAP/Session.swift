import CLDAP
import Foundation

/// One handle of libldap: everything unsafe of this target but the TLS diagnosis.
///
/// Not thread-safe; its owner calls it from one place at a time. Calls block.
@safe
final class Session {
  /// One answer to a search.
  enum Answer {
    case entry(Entry)
    case reference
    case done(Completion)
  }

  /// How a search or a page of it ended.
  struct Completion {
    var code: Int32
    var matched: String
    var text: String
    /// Empty after the last page; nil where the server did not page.
    var cookie: [UInt8]?
  }

  /// A call of libldap that failed.
  struct Failure: Error {
    var code: Int32
    var text: String
  }

  private static let largestMessage: UInt = 32 << 20

  private let handle: OpaquePointer
  private let operationTimeout: Int
  private var names = AttributeNames()
  /// What to make room for: entries are much alike.
  private var lastSize = (values: 0, bytes: 0)

  /// Makes the handle; nothing goes onto the wire yet.
  init(_ options: ConnectionOptions) throws(Failure) {
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
    if options.address.scheme == .ldaps || options.startTLS {
      try prepareTLS(caCertificate: options.caCertificate)
    }
  }

  deinit {
    unsafe ldap_unbind_ext(handle, nil, nil)
  }

  private func prepareTLS(caCertificate: String?) throws(Failure) {
    if let file = caCertificate ?? Session.systemAuthorities {
      let code = unsafe ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, file)
      guard code == LDAP_OPT_SUCCESS else { throw Session.failure(LDAP_CONNECT_ERROR) }
    }
    unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND)
    // 3 << 8 | 3 is TLS 1.2.
    unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, 3 << 8 | 3)
    // Last: the context is made from the options above.
    let code = unsafe cldap_set_int(handle, LDAP_OPT_X_TLS_NEWCTX, 0)
    guard code == LDAP_OPT_SUCCESS else { throw Session.failure(LDAP_CONNECT_ERROR) }
  }

  private static var systemAuthorities: String? {
    let path = "/etc/ssl/certs/ca-certificates.crt"
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  // MARK: - Connecting

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

  // MARK: - Searching

  /// Sends a search and gives its message id.
  func search(
    base: String, scope: Scope, filter: String, attributes: [String], pageSize: Int32?,
    cookie: [UInt8]
  ) throws(Failure) -> Int32 {
    var controls: [UnsafeMutablePointer<LDAPControl>?] = unsafe []
    defer { while unsafe !controls.isEmpty { unsafe ldap_control_free(controls.removeLast()) } }
    if let pageSize {
      try unsafe controls.append(pageControl(size: pageSize, cookie: cookie))
    }
    unsafe controls.append(nil)
    var names: [UnsafeMutablePointer<CChar>?] = unsafe attributes.map { unsafe strdup($0) } + [nil]
    defer { while unsafe !names.isEmpty { unsafe free(names.removeLast()) } }
    var message: Int32 = 0
    let code = unsafe ldap_search_ext(
      handle, base, scope.rawValue, filter, &names, 0, &controls, nil, nil, 0, &message)
    try succeed(code)
    return message
  }

  private func pageControl(
    size: Int32, cookie: [UInt8]
  ) throws(Failure) -> UnsafeMutablePointer<LDAPControl>? {
    var bytes = cookie.map { CChar(bitPattern: $0) } + [0]
    var control: UnsafeMutablePointer<LDAPControl>?
    let code = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var value = unsafe berval(
        bv_len: ber_len_t(cookie.count), bv_val: buffer.baseAddress)
      return unsafe ldap_create_page_control(handle, ber_int_t(size), &value, 0, &control)
    }
    try succeed(code)
    return unsafe control
  }

  /// Waits for the next answer; nil when none came in time.
  func nextAnswer(to message: Int32) throws(Failure) -> Answer? {
    while true {
      var time = timeval(tv_sec: operationTimeout, tv_usec: 0)
      var received: OpaquePointer?
      let kind = unsafe ldap_result(handle, message, LDAP_MSG_ONE, &time, &received)
      defer { if let received = unsafe received { unsafe ldap_msgfree(received) } }
      if kind == 0 { return nil }
      guard kind > 0, let received = unsafe received else {
        throw Session.failure(unsafe cldap_result_code(handle))
      }
      switch UInt(kind) {
      case UInt(LDAP_RES_SEARCH_ENTRY): return .entry(try unsafe entry(received))
      case UInt(LDAP_RES_SEARCH_REFERENCE): return .reference
      case UInt(LDAP_RES_SEARCH_RESULT): return .done(try unsafe completion(received))
      default: continue
      }
    }
  }

  // Values point into the message, so that only the array of them is freed.
  private func entry(_ message: OpaquePointer) throws(Failure) -> Entry {
    var ber: OpaquePointer?
    var dn = unsafe berval()
    try succeed(unsafe ldap_get_dn_ber(handle, message, &ber, &dn))
    defer { unsafe ber_free(ber, 0) }
    var entry = Entry(dn: unsafe String(decoding: Session.bytes(dn), as: UTF8.self))
    entry.reserve(values: lastSize.values, bytes: lastSize.bytes)
    while true {
      var type = unsafe berval()
      var values: UnsafeMutablePointer<berval>?
      try succeed(unsafe ldap_get_attribute_ber(handle, message, ber, &type, &values))
      guard unsafe type.bv_val != nil else { break }
      guard let values = unsafe values else { continue }
      let name = unsafe names.name(Session.bytes(type))
      var index = 0
      while unsafe values[index].bv_val != nil {
        unsafe entry.append(Session.bytes(values[index]), to: name)
        index += 1
      }
      unsafe ldap_memfree(values)
    }
    lastSize = (entry.size.values, min(entry.size.bytes, 4096))
    return entry
  }

  private func completion(_ message: OpaquePointer) throws(Failure) -> Completion {
    var code: Int32 = 0
    var matched: UnsafeMutablePointer<CChar>?
    var text: UnsafeMutablePointer<CChar>?
    var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    defer {
      unsafe ldap_memfree(matched)
      unsafe ldap_memfree(text)
      unsafe ldap_controls_free(controls)
    }
    try succeed(
      unsafe ldap_parse_result(handle, message, &code, &matched, &text, nil, &controls, 0))
    var completion = Completion(
      code: code, matched: unsafe Session.text(matched), text: unsafe Session.text(text))
    if completion.text.isEmpty, code != LDAP_SUCCESS {
      completion.text = unsafe String(cString: ldap_err2string(code))
    }
    if let control = unsafe ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) {
      var cookie = unsafe berval()
      var estimate: ber_int_t = 0
      try succeed(unsafe ldap_parse_pageresponse_control(handle, control, &estimate, &cookie))
      completion.cookie = unsafe Array(Session.bytes(cookie))
      unsafe ldap_memfree(cookie.bv_val)
    }
    return completion
  }

  // MARK: - Borders

  private static func bytes(_ value: berval) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
  }

  private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
  }

  private func succeed(_ code: Int32) throws(Failure) {
    guard code != LDAP_SUCCESS else { return }
    var pointer: UnsafeMutablePointer<CChar>?
    unsafe ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &pointer)
    defer { unsafe ldap_memfree(pointer) }
    let said = unsafe Session.text(pointer)
    throw said.isEmpty ? Session.failure(code) : Failure(code: code, text: said)
  }

  private static func failure(_ code: Int32) -> Failure {
    Failure(code: code, text: unsafe String(cString: ldap_err2string(code)))
  }
}

/// The names a server uses, each read once.
private struct AttributeNames {
  // A server may make up any number of names.
  private static let most = 64
  private var known: [(spelling: [UInt8], name: AttributeName)] = []

  mutating func name(_ spelling: UnsafeRawBufferPointer) -> AttributeName {
    for index in known.indices where unsafe known[index].spelling.elementsEqual(spelling) {
      return known[index].name
    }
    let name = unsafe AttributeName(String(decoding: spelling, as: UTF8.self))
    if known.count < AttributeNames.most { unsafe known.append((Array(spelling), name)) }
    return name
  }
}

/// How deep a search goes below its base.
public enum Scope: Int32, Sendable, Hashable {
  case base = 0
  case oneLevel = 1
  case subtree = 2
}
