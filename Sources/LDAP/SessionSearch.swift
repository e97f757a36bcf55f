import CLDAP
import Glibc

extension Session {
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

  /// One entry by its name, where there is one, and how the search for it ended.
  func entry(
    named dn: String, attributes: [String]
  ) throws(Failure) -> (entry: Entry?, end: Completion) {
    let message = try search(
      base: dn, scope: .base, filter: "(objectClass=*)", attributes: attributes, pageSize: nil,
      cookie: [])
    var found: Entry?
    while true {
      switch try nextAnswer(to: message) {
      case .entry(let entry): found = entry
      case .reference: continue
      case .done(let completion): return (found, completion)
      case nil: throw Session.failure(LDAP_TIMEOUT)
      }
    }
  }

  /// Waits for the next answer; nil when none came in time.
  func nextAnswer(to message: Int32) throws(Failure) -> Answer? {
    while true {
      var received: OpaquePointer?
      var cause: Int32 = 0
      let kind = unsafe cldap_result(
        handle, message, Int32(clamping: operationTimeout), &received, &cause)
      defer { if let received = unsafe received { unsafe ldap_msgfree(received) } }
      if kind == 0 { return nil }
      guard kind > 0, let received = unsafe received else { throw broken(cause: cause) }
      switch UInt(kind) {
      case UInt(LDAP_RES_SEARCH_ENTRY): return .entry(try unsafe entry(received))
      case UInt(LDAP_RES_SEARCH_REFERENCE): return .reference
      case UInt(LDAP_RES_SEARCH_RESULT): return .done(try unsafe completion(received))
      default: continue
      }
    }
  }

  /// Why no answer came, where the system's code for it was `cause`.
  private func broken(cause: Int32) -> Failure {
    let failure = Session.failure(unsafe cldap_result_code(handle))
    switch failure.code {
    // The library's word for bytes that begin no message too.
    case _ where cause == ERANGE:
      let limit = Session.largestMessage >> 20
      return Failure(
        code: failure.code, text: "no LDAP message, or one larger than \(limit) MiB",
        isUnreadable: true)
    case LDAP_LOCAL_ERROR, LDAP_DECODING_ERROR:
      return Failure(code: failure.code, text: "no LDAP message", isUnreadable: true)
    // A notice of disconnection (RFC 4511, section 4.4.1), of which the library keeps the code.
    case 0...:
      return Failure(
        code: LDAP_SERVER_DOWN, text: "the server ended the connection: \(failure.text)")
    default: return failure
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
}

/// The names a server uses, each read once.
struct AttributeNames {
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
