import CLDAP
import Glibc
import Synchronization

/// Finds out why TLS failed.
///
/// libldap says `(unknown error code)` for every fault of a certificate; the cause stands in its
/// log alone, whose hook is one for the process. So a connection that failed is made a second
/// time, one at a time, with the log on; what other threads do meanwhile is passed over.
enum TLSDiagnosis {
  private static let heard = Mutex(Heard())

  private struct Heard {
    /// The thread that is listened to.
    var thread: pthread_t?
    var lines: [String] = []
  }

  private static let turn = Mutex<Void>(())

  /// The log lines on TLS while `attempt` runs.
  static func linesOfLog(during attempt: () -> Void) -> [String] {
    turn.withLock { _ in
      heard.withLock { $0 = Heard(thread: pthread_self()) }
      unsafe cldap_log(1) { line in
        guard let line = unsafe line else { return }
        let text = unsafe String(cString: line)
        guard text.hasPrefix("TLS") else { return }
        TLSDiagnosis.heard.withLock { heard in
          guard heard.thread == pthread_self(), heard.lines.count < 20 else { return }
          heard.lines.append(text)
        }
      }
      attempt()
      cldap_log(0, nil)
      return heard.withLock { heard in
        defer { heard = Heard() }
        return heard.lines
      }
    }
  }

  /// What the log lines say; nil where they are silent on TLS.
  static func kind(of lines: [String], caCertificate: String?) -> LDAPError.Kind? {
    for line in lines {
      if line.contains("could not use CA certificate")
        || line.contains("no certificate loaded from CA certificate file")
      {
        return .caCertificateUnreadable(path: caCertificate ?? "the system's list")
      }
      if let start = line.firstRange(of: "does not match common name in certificate (") {
        return .certificate(.wrongName(String(line[start.upperBound...].prefix { $0 != ")" })))
      }
      if line.contains("unable to get CN from peer certificate") {
        return .certificate(.wrongName("no name in it"))
      }
      if let start = line.firstRange(of: "peer cert untrusted or revoked (0x") {
        let digits = line[start.upperBound...].prefix { $0.isHexDigit }
        return .certificate(fault(status: UInt32(digits, radix: 16) ?? 0))
      }
    }
    guard let last = lines.last(where: { $0.contains("can't connect") }) else { return nil }
    let reason = last.split(separator: ": ").last.map(String.init) ?? last
    return .tls(
      TLSFault(reason: String(reason.trimmingSuffix(while: { $0.isWhitespace || $0 == "." }))))
  }

  // GnuTLS, gnutls_certificate_status_t.
  private static func fault(status: UInt32) -> CertificateFault {
    switch status {
    case _ where status & 0x20 != 0: .revoked
    case _ where status & 0x40 != 0: .untrusted
    case _ where status & 0x400 != 0: .expired
    case _ where status & 0x200 != 0: .notYetValid
    case _ where status & 0x100 != 0: .weak
    default: .untrusted
    }
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while unwanted: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, unwanted(last) { rest.removeLast() }
    return rest
  }
}
