import CLDAP

/// Why a bind by Kerberos failed.
public enum KerberosFault: Sendable, Hashable {
  case noTicket
  case ticketExpired
  case clockSkew
  /// The realm has no service of this host name.
  case serverUnknown(host: String)
  /// In the library's words.
  case kdcUnreachable(String)
  /// The SASL library lacks its GSSAPI part.
  case moduleMissing
  /// The mechanisms that the server offers instead.
  case notOffered([String])
  /// The server would not encrypt, on a connection without TLS.
  case unprotected
  /// Under TLS, a server that wants Kerberos to encrypt and nothing else, as Samba does.
  case mustEncryptAlone
  /// The server did not take the ticket; it does not say why.
  case ticketRefused(host: String)
  /// Any other reason, in the library's or the server's words.
  case refused(String)
}

extension KerberosFault {
  /// Nil where the bind did not get as far as Kerberos.
  init?(_ failure: Session.Failure, host: String) {
    if let known = failure.kerberos {
      self = known
      return
    }
    let text = failure.text.lowercased()
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    let isRefusal = failure.code == LDAP_INVALID_CREDENTIALS
    guard isRefusal || says("sasl", "gss", "krb", "kerberos") else { return nil }
    // The words of Cyrus SASL, of MIT's Kerberos and of Heimdal's.
    if failure.code == LDAP_AUTH_UNKNOWN, says("no mechanism available", "no worthy mechs") {
      self = .moduleMissing
    } else if says("sign or seal are required") {
      self = .mustEncryptAlone
    } else if says("too weak") {
      self = .unprotected
    } else if says("expired") {
      self = .ticketExpired
    } else if says("clock skew", "not yet valid") {
      self = .clockSkew
    } else if says("no kerberos credentials", "credentials cache", "no credentials were supplied") {
      self = .noTicket
    } else if says(
      "cannot contact any kdc", "cannot find kdc", "unable to reach any kdc",
      "cannot resolve network address for kdc")
    {
      self = .kdcUnreachable(failure.text)
    } else if says(
      "not found in kerberos database", "cannot determine realm", "cannot be canonicalized",
      "wrong principal", "server unknown")
    {
      self = .serverUnknown(host: host)
    } else if isRefusal {
      self = .ticketRefused(host: host)
    } else {
      self = .refused(failure.text)
    }
  }

  var words: String {
    switch self {
    case .noTicket:
      "there is no Kerberos ticket in this account's credential cache. Run kinit first."
    case .ticketExpired:
      "the Kerberos ticket has expired: this machine's time is \(machineTime()). "
        + "Run kinit first."
    case .clockSkew:
      "Kerberos finds the clocks too far apart (clock skew): this machine's time is "
        + "\(machineTime()). Set the clock that is wrong, then run kinit."
    case .serverUnknown(let host):
      "Kerberos knows no LDAP service of the name \"\(printable(host))\". Give the server's full "
        + "name, as its administrator registered it, and no IP address."
    case .kdcUnreachable(let reason):
      "no Kerberos server (KDC) can be reached: \(printable(reason)).\n"
        + "Check /etc/krb5.conf and the network."
    case .moduleMissing:
      "this machine's SASL library lacks its Kerberos part. "
        + "Install the package libsasl2-modules-gssapi-mit."
    case .notOffered(let mechanisms):
      "the server does not offer Kerberos (GSSAPI); it offers: "
        + printable(mechanisms.isEmpty ? "nothing" : mechanisms.joined(separator: ", ")) + "."
    case .unprotected:
      "the server would not encrypt by Kerberos what is said after the bind.\n"
        + "Use ldaps:// or StartTLS (--start-tls)."
    case .mustEncryptAlone:
      "the server wants Kerberos itself to encrypt, not TLS.\n"
        + "Use ldap:// without StartTLS: Kerberos encrypts all that follows the bind."
    case .ticketRefused(let host):
      "the server did not accept the Kerberos ticket. Its clock may be wrong, or this machine's, "
        + "which says \(machineTime()); its key table (keytab) may be out of date; or "
        + "\"\(printable(host))\" is not the name it has in Kerberos."
    case .refused(let reason):
      "the bind by Kerberos was not accepted: \(printable(reason))"
    }
  }
}
