extension PrivateDirectoryServer {
  /// Forwarding and further addresses, by the names that Netscape's mail servers gave them.
  public static let mailSchema = """
    attributetype ( 2.16.840.1.113730.3.1.17 NAME 'mailForwardingAddress'
      EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch
      SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
    attributetype ( 2.16.840.1.113730.3.1.13 NAME 'mailAlternateAddress'
      EQUALITY caseIgnoreIA5Match SUBSTR caseIgnoreIA5SubstringsMatch
      SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
    objectclass ( 2.16.840.1.113730.3.2.3 NAME 'mailRecipient' SUP top AUXILIARY
      MAY ( mailForwardingAddress $ mailAlternateAddress ) )

    """

  static func configurationFile(
    folder: String, suffix: String, password: String, lines: String,
    certificates: ServerCertificates?, singleSignOn: SingleSignOn?
  ) -> String {
    var text = """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/inetorgperson.schema
      include \(folder)/mail.schema
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload ppolicy
      pidfile \(folder)/pid
      # A socket's own user reads everything, as the administrator does.
      authz-regexp "gidNumber=.*,cn=peercred,cn=external,cn=auth" "cn=admin,\(suffix)"

      """
    if let certificates {
      text += """
        TLSCertificateFile \(certificates.certificate)
        TLSCertificateKeyFile \(certificates.key)
        TLSCACertificateFile \(certificates.authority)

        """
    }
    text += singleSignOn?.configurationLines ?? ""
    return text + """
      database mdb
      suffix "\(suffix)"
      rootdn "cn=admin,\(suffix)"
      rootpw \(password)
      directory \(folder)/db
      maxsize 4294967296
      dbnosync
      index objectClass,uid,mail eq
      \(lines)
      overlay ppolicy

      """
  }
}
