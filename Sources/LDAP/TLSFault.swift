/// Why no TLS connection could be made, where the certificate was not the cause.
public enum TLSFault: Sendable, Hashable {
  /// The server speaks no later version than 1.1.
  case tooOld
  /// The server did not answer in TLS, or closed the connection.
  case notSpoken
  /// In the server's words.
  case startTLSRefused(String)
  /// In the library's words.
  case other(String)
}

extension TLSFault {
  /// - Parameter reason: of the TLS library, GnuTLS.
  init(reason: String) {
    let signs = ["unexpected TLS packet", "non-properly terminated", "pull function"]
    if signs.contains(where: { reason.contains($0) }) {
      self = .notSpoken
    } else {
      self = .other(reason)
    }
  }

  var words: String {
    switch self {
    case .tooOld:
      "the server speaks only TLS 1.0 or 1.1, which are not safe any more.\n"
        + "Ask its administrator to enable TLS 1.2 or later."
    case .notSpoken:
      "this port does not speak TLS, or closed the connection.\n"
        + "Use ldap:// with StartTLS (--start-tls), or the port of ldaps:// (mostly 636)."
    case .startTLSRefused(let reason):
      "StartTLS was refused (\(printable(reason))).\n"
        + "Use ldaps://, or ask the server's administrator to enable StartTLS."
    case .other(let reason):
      "\(printable(reason)). Is it the right port, and does the server offer TLS?"
    }
  }
}
