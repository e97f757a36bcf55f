import CLDAP

extension PagedSearch {
  public func entries(
    named names: Set<String>, attributes: [String]
  ) async throws(LDAPError) -> [String: Entry] {
    var found: [String: Entry] = [:]
    for name in names {
      found[name] = try await entry(named: name, attributes: attributes)
    }
    return found
  }

  /// The entry of this name; nil where there is none, or none that this account may see.
  ///
  /// It is asked for on the connection of the search, of which a page may be on its way.
  public func entry(
    named dn: String, attributes: [String]
  ) async throws(LDAPError) -> Entry? {
    guard var entry = try await servedEntry(named: dn, attributes: attributes) else { return nil }
    guard try await complete(&entry) else {
      throw LDAPError(
        .unreadableAnswer(
          "\(dn) has more values than it gave", entriesRead: summary.entries),
        at: options.address.place)
    }
    return entry
  }

  /// The entry with what the first answer holds of it.
  func servedEntry(
    named dn: String, attributes: [String]
  ) async throws(LDAPError) -> Entry? {
    let (entry, end) = try await answer { session throws(Session.Failure) in
      try session.entry(named: dn, attributes: attributes)
    }
    switch end.code {
    case LDAP_SUCCESS: return entry
    case LDAP_NO_SUCH_OBJECT, LDAP_INVALID_DN_SYNTAX: return nil
    case LDAP_REFERRAL, LDAP_PARTIAL_RESULTS:
      throw LDAPError(.baseIsElsewhere(base: dn), at: options.address.place)
    default: throw refused(end, end.text)
    }
  }
}
