/// What an administrator can do so that an account sees all that an audit needs, in the words of
/// the product.
struct AccessAdvice: Sendable {
  /// Whom to let read what.
  struct Grant: Sendable {
    /// The account's DN, or a stand-in for it.
    var reader: String
    var base: String
    var attributes: [AttributeType]
    /// Whether the entries themselves are hidden, not only attributes of them.
    var hidesEntries = false

    fileprivate var names: [String] { attributes.map(\.name) }
  }

  /// The rule that lets the account read.
  let reading: @Sendable (Grant) -> String
  /// The setting that lets it read everything.
  let limits: @Sendable (Grant) -> String
  /// When the product writes down that a password was changed.
  let passwordTime: String
}

extension AccessAdvice {
  /// slapd.access(5) and slapd.conf(5).
  static func slapd(passwordTime: String) -> AccessAdvice {
    AccessAdvice(
      reading: { grant in
        let what =
          "to dn.subtree=\"\(grant.base)\" attrs=" + (grant.hidesEntries ? "entry,children," : "")
          + grant.names.joined(separator: ",")
        return """
          # slapd.conf, above the other access rules:
          access \(what)
            by dn.exact="\(grant.reader)" read
            by * break
          # or cn=config, with the database's own name, by ldapmodify:
          dn: olcDatabase={1}mdb,cn=config
          changetype: modify
          add: olcAccess
          olcAccess: {0}\(what) by dn.exact="\(grant.reader)" read by * break
          """
      },
      limits: { grant in
        let what =
          "dn.exact=\"\(grant.reader)\" size.soft=unlimited size.hard=unlimited "
          + "size.prtotal=unlimited time=unlimited"
        return """
          # slapd.conf, in the database:
          limits \(what)
          # or cn=config, with the database's own name, by ldapmodify:
          dn: olcDatabase={1}mdb,cn=config
          changetype: modify
          add: olcLimits
          olcLimits: {0}\(what)
          """
      },
      passwordTime: passwordTime)
  }

  /// Access control instructions and resource limits of Netscape's servers and their heirs.
  static func netscape(passwordTime: String) -> AccessAdvice {
    AccessAdvice(
      reading: { grant in
        """
        dn: \(grant.base)
        changetype: modify
        add: aci
        aci: (targetattr="\(grant.names.joined(separator: " || "))")
         (version 3.0; acl "mail audit"; allow (read, search, compare)
         userdn="ldap:///\(grant.reader)";)
        """
      },
      limits: { grant in
        """
        dn: \(grant.reader)
        changetype: modify
        replace: nsSizeLimit
        nsSizeLimit: -1
        -
        replace: nsPagedSizeLimit
        nsPagedSizeLimit: -1
        -
        replace: nsLookThroughLimit
        nsLookThroughLimit: -1
        -
        replace: nsPagedLookThroughLimit
        nsPagedLookThroughLimit: -1
        -
        replace: nsTimeLimit
        nsTimeLimit: -1
        """
      },
      passwordTime: passwordTime)
  }

  /// dsacls and ntdsutil.
  static let activeDirectory = AccessAdvice(
    reading: { grant in
      (["dsacls \"\(grant.base)\" /I:S /G"]
        + grant.names.map { "  \"DOMAIN\\account:RP;\($0);user\"" }).joined(separator: " ^\n")
    },
    limits: { _ in
      """
      ntdsutil "ldap policies" connections "connect to server …" quit
        "set MaxQueryDuration to 600" "commit changes" quit quit
      """
    },
    passwordTime: "every account has pwdLastSet: one without it is hidden from this account")

  /// The ipa program.
  static let freeIPA = AccessAdvice(
    reading: { grant in
      """
      ipa permission-add "mail audit" --type=user --right={read,search,compare} \\
        --attrs={\(grant.names.map { $0.lowercased() }.joined(separator: ","))}
      ipa privilege-add "mail audit"
      ipa privilege-add-permission "mail audit" --permissions="mail audit"
      ipa role-add "mail auditor"
      ipa role-add-privilege "mail auditor" --privileges="mail audit"
      ipa role-add-member "mail auditor" --users=…    (\(grant.reader))
      """
    },
    limits: netscape(passwordTime: "").limits,
    passwordTime: "FreeIPA writes krbLastPwdChange whenever a password is set; its default "
      + "permissions show it to nobody but administrators")
}
