/// What a private directory server needs to take Kerberos tickets for passwords.
public struct SingleSignOn: Sendable {
  let realm: String
  /// Where the server's keys and its `krb5.conf` are.
  let environment: [String: String]
  /// The entry of a user, by the name in the realm.
  let entries: [String: String]

  /// - Parameters:
  ///   - keytab: the keys of `ldap/127.0.0.1`.
  ///   - configuration: the realm's `krb5.conf`.
  ///   - entries: the DN that a user of the realm is in the directory, by the user's name.
  package init(realm: String, keytab: String, configuration: String, entries: [String: String]) {
    self.realm = realm
    self.entries = entries
    environment = [
      "KRB5_CONFIG": configuration, "KRB5_KTNAME": "FILE:" + keytab,
      // A record of tickets seen would be left in /var/tmp.
      "KRB5RCACHENAME": "none:",
    ]
  }

  /// Lines of slapd.conf, before any database.
  var configurationLines: String {
    let mappings = entries.map { name, entry in
      "authz-regexp \"uid=\(name),(cn=[^,]*,)?cn=gssapi,cn=auth\" \"\(entry)\"\n"
    }
    return "sasl-host 127.0.0.1\nsasl-realm \(realm)\n" + mappings.sorted().joined()
  }
}
