import CLDAP

/// Whether an account may read an attribute of an entry: what tells a value that is not there from
/// one that is hidden.
public enum Readability: Sendable, Hashable {
  /// Its values were given, or the server says that it has none.
  case readable
  case notReadable
  /// The server knows no attribute of this name.
  case notInSchema
  /// The server's answer leaves it open.
  case untold

  /// One value of each syntax that attributes of an audit have; a server refuses those of another.
  fileprivate static let values = [
    "20000101000000Z", "0", "TRUE", "cn=nobody", "00000000-0000-0000-0000-000000000000", "nobody",
  ]
}

extension PagedSearch {
  /// Whether the account may read one attribute of one entry.
  ///
  /// It is read, and where it is not given, compared with a value (RFC 4511, section 4.10):
  /// OpenLDAP and 389 look at the rights before they look for the attribute. Active Directory
  /// does not: there, and wherever a server calls hidden attributes missing, `readable` of an
  /// attribute that was not given proves nothing. 389 calls attributes outside its schema missing;
  /// `ServerDescription.attributeTypes` tells them.
  ///
  /// - Parameters:
  ///   - control: an attribute that the account has read in this entry: where not even that may be
  ///     compared, it is comparing that is forbidden, and nothing is told.
  ///   - wasAbsent: whether the entry was asked for the attribute already, and came without.
  public func readability(
    of attribute: String, in dn: String, control: String? = nil, wasAbsent: Bool = false
  ) async throws(LDAPError) -> Readability {
    let name = attribute.lowercased()
    if !wasAbsent, let entry = try await entry(named: dn, attributes: [attribute]),
      entry.contains(AttributeKey(name))
    {
      return .readable
    }
    // A value of the wrong syntax is refused before the rights are looked at.
    for value in valuesToCompare[name].map({ [$0] }) ?? Readability.values {
      let code = try await answer { session throws(Session.Failure) in
        try session.compare(dn: dn, attribute: attribute, value: value)
      }
      if code != LDAP_INVALID_SYNTAX { valuesToCompare[name] = value }
      switch code {
      case LDAP_NO_SUCH_ATTRIBUTE: return .readable
      // It is there, and was not given.
      case LDAP_COMPARE_TRUE: return .notReadable
      case LDAP_COMPARE_FALSE: return try await comparesAll(in: dn) ? .untold : .notReadable
      case LDAP_INSUFFICIENT_ACCESS, LDAP_NO_SUCH_OBJECT:
        guard let control else { return .notReadable }
        let refused = try await answer { session throws(Session.Failure) in
          try session.compare(dn: dn, attribute: control, value: "nobody")
        }
        let mayCompare = refused == LDAP_COMPARE_TRUE || refused == LDAP_COMPARE_FALSE
        return mayCompare ? .notReadable : .untold
      case LDAP_UNDEFINED_TYPE: return .notInSchema
      case LDAP_INVALID_SYNTAX: continue
      default: return .untold
      }
    }
    return .untold
  }

  /// Whether the server calls different even what is not there (Samba does): then its answer says
  /// nothing.
  private func comparesAll(in dn: String) async throws(LDAPError) -> Bool {
    let code = try await answer { session throws(Session.Failure) in
      try session.compare(dn: dn, attribute: "x-there-is-no-such-attribute", value: "0")
    }
    return code == LDAP_COMPARE_FALSE
  }
}
