/// What went wrong with a server or an LDIF file, and where.
public struct LDAPError: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case plaintextRefused
    case startTLSNotPlain(scheme: String)
    case emptyBindDN
    case emptyPassword
    case caCertificateUnreadable(path: String)
    /// No connection at all; the system's words.
    case unreachable(String)
    case certificate(CertificateFault)
    /// No protected connection, for another reason than the certificate.
    case tls(TLSFault)
    case credentialsRefused(dn: String)
    case externalRefused(String)
    case kerberos(KerberosFault)
    case noSuchBase(base: String, nearest: String)
    case baseIsElsewhere(base: String)
    /// The connection broke and the search could not be finished.
    case connectionLost(entriesRead: Int, reason: String)
    case timedOut(seconds: Int, entriesRead: Int)
    /// Any other answer of the server: its result code (RFC 4511, section 4.1.9) and words.
    case refused(code: Int, text: String, entriesRead: Int)
    /// What came from the server is not the answer to a search.
    case unreadableAnswer(String, entriesRead: Int)
    case file(String)
    /// A line of an LDIF file that cannot be read, from 1.
    case line(Int, String)
  }

  public var kind: Kind
  /// `host:port`, a socket's path, or a file's.
  public var place: String

  init(_ kind: Kind, at place: String) {
    self.kind = kind
    self.place = place
  }
}

/// Why a server's certificate was not accepted.
public enum CertificateFault: Sendable, Hashable {
  case untrusted
  /// The names it is for.
  case wrongName(String)
  case expired
  case notYetValid
  case revoked
  case weak
}

extension LDAPError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .caCertificateUnreadable: words
    case .line(let line, _): "\(printable(place)):\(line): \(words)"
    default: "\(printable(place)): \(words)"
    }
  }

  /// Whether another attempt may go well: the server or the way to it was not there.
  var mayPass: Bool {
    switch kind {
    case .unreachable, .connectionLost, .timedOut, .tls: true
    // Busy and unavailable (RFC 4511, appendix A.2).
    case .refused(let code, _, _): code == 51 || code == 52
    default: false
    }
  }

  /// What went wrong, without the place.
  var words: String {
    switch kind {
    case .plaintextRefused:
      "a plain connection beyond this machine was refused: anybody on the way could read "
        + "it.\nUse ldaps:// or StartTLS (--start-tls), or allow it knowingly (--allow-plaintext)."
    case .startTLSNotPlain(let scheme):
      "StartTLS needs an ldap:// address; \(scheme):// is protected already."
    case .emptyBindDN:
      "a password was given without a bind DN."
    case .emptyPassword:
      "the password is empty; a server may take that for an anonymous bind."
    case .caCertificateUnreadable(let path):
      "\(printable(path)): this CA certificate file cannot be read as PEM."
    case .unreachable(let reason):
      "the directory server cannot be reached: \(printable(reason)).\n"
        + "Check the address, the port, and what lies between."
    case .certificate(let fault):
      "the server's certificate \(fault.words)"
    case .tls(let fault):
      "no TLS connection could be made: \(fault.words)"
    case .credentialsRefused(let dn):
      "the bind DN \"\(printable(dn))\" or its password was not accepted.\n"
        + "Check both, and that the account is not locked."
    case .externalRefused(let reason):
      "SASL EXTERNAL was not accepted: \(printable(reason))."
    case .kerberos(let fault):
      fault.words
    case .noSuchBase(let base, let nearest):
      "there is no search base \"\(printable(base))\", or this account may not see it"
        + (nearest.isEmpty ? "." : "; the nearest entry is \"\(printable(nearest))\".")
        + "\nWithout a base the server's own one is searched."
    case .baseIsElsewhere(let base):
      "the search base \"\(printable(base))\" lies on another server (referral). "
        + "Name that server."
    case .connectionLost(let entries, let reason):
      "the connection was lost after \(entries) entries were read: \(printable(reason))."
    case .timedOut(let seconds, let entries):
      "no answer within \(seconds) seconds (timeout); \(entries) entries were read."
    case .refused(let code, let text, let entries):
      "the server refused with code \(code) (\(printable(text))) after \(entries) entries "
        + "were read."
        // Insufficient access rights, inappropriate authentication, strong authentication required.
        + ([50, 48, 8].contains(code) ? "\nBind as an account that may read." : "")
    case .unreadableAnswer(let reason, let entries):
      "the server's answers cannot be read: \(printable(reason)); \(entries) entries were read."
    case .file(let reason):
      printable(reason)
    case .line(_, let problem):
      printable(problem)
    }
  }
}

extension CertificateFault {
  var words: String {
    switch self {
    case .untrusted:
      "is not signed by a trusted authority. Give the issuing CA's certificate file."
    case .wrongName(let names):
      "is for another name (\(printable(names))). Use the name it was issued for."
    // A wrong clock of this machine looks the same.
    case .expired:
      "has expired: this machine's time is \(machineTime()). "
        + "If that is right, ask the server's administrator to renew it."
    case .notYetValid:
      "is not valid yet: this machine's time is \(machineTime()). "
        + "Check the clocks of both machines."
    case .revoked: "has been revoked."
    case .weak: "is signed by an insecure algorithm."
    }
  }
}

/// A stranger's text on one line: control characters escaped, at most 500 characters.
func printable(_ text: String) -> String {
  var safe = ""
  for scalar in text.unicodeScalars.prefix(500) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      safe += "\\u{\(String(scalar.value, radix: 16))}"
    default: safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}
