/// What Exchange adds to the schema of Active Directory, as far as an audit reads it.
///
/// Names and syntaxes are Exchange's; the object identifiers are of the arc kept for examples
/// (RFC 5612).
enum ExchangeSchema {
  private enum Syntax {
    case name, flag, number, largeNumber, text, bytes, identity

    var lines: String {
      switch self {
      case .name:
        """
        attributeSyntax: 2.5.5.1
        oMSyntax: 127
        oMObjectClass:: KwwCh3McAIVK
        """
      case .flag: "attributeSyntax: 2.5.5.8\noMSyntax: 1"
      case .number: "attributeSyntax: 2.5.5.9\noMSyntax: 2"
      case .largeNumber: "attributeSyntax: 2.5.5.16\noMSyntax: 65"
      case .text: "attributeSyntax: 2.5.5.12\noMSyntax: 64"
      case .bytes: "attributeSyntax: 2.5.5.10\noMSyntax: 4"
      case .identity: "attributeSyntax: 2.5.5.17\noMSyntax: 4"
      }
    }
  }

  private static let attributes: [(name: String, syntax: Syntax)] = [
    ("altRecipient", .name),
    ("deliverAndRedirect", .flag),
    ("homeMDB", .name),
    ("mailNickname", .text),
    ("targetAddress", .text),
    ("msExchGenericForwardingAddress", .text),
    ("msExchHideFromAddressLists", .flag),
    ("msExchMailboxGuid", .bytes),
    ("msExchMasterAccountSid", .identity),
    ("msExchRecipientDisplayType", .number),
    ("msExchRecipientTypeDetails", .largeNumber),
    ("msExchRemoteRecipientType", .largeNumber),
  ]

  /// Content records of the attributes, below the schema's own entry.
  static func attributes(below schema: String) -> String {
    attributes.enumerated().map { number, attribute in
      """
      dn: CN=Exchange-\(attribute.name),\(schema)
      objectClass: attributeSchema
      lDAPDisplayName: \(attribute.name)
      attributeID: 1.3.6.1.4.1.32473.1.\(number + 1)
      isSingleValued: TRUE
      \(attribute.syntax.lines)

      """
    }.joined(separator: "\n")
  }

  /// The change that gives them to users, groups and contacts.
  static func permission(below schema: String) -> String {
    let lines = attributes.map { "mayContain: \($0.name)\n" }.joined()
    return """
      dn: CN=Mail-Recipient,\(schema)
      changetype: modify
      add: mayContain
      \(lines)
      """
  }

  /// The change that makes what was added known to the server.
  static let refresh = """
    dn:
    changetype: modify
    replace: schemaUpdateNow
    schemaUpdateNow: 1

    """
}
