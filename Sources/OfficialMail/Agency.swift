/// A public body that answers for mailboxes. Its identity is the code, never the name.
public struct Agency: Sendable, Hashable, Codable {
  public var code: String
  public var name: String
  /// The code of the body it belongs to.
  public var parent: String?
  /// Whom a letter addresses, such as "Ủy ban nhân dân xã …".
  public var recipient: String
  public var mailDomains: [MailDomain]
  /// Organisational units (`ou`) whose mailboxes are this agency's.
  public var units: [String]
  public var validFrom: Day?
  /// The last day in force.
  public var validTo: Day?
  /// The code of the body that took over.
  public var successor: String?

  public init(
    code: String, name: String, parent: String? = nil, recipient: String = "",
    mailDomains: [MailDomain] = [], units: [String] = [], validFrom: Day? = nil,
    validTo: Day? = nil, successor: String? = nil
  ) {
    self.code = code
    self.name = name
    self.parent = parent
    self.recipient = recipient
    self.mailDomains = mailDomains
    self.units = units
    self.validFrom = validFrom
    self.validTo = validTo
    self.successor = successor
  }

  public func isInForce(on day: Day) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
  }

  /// The code that stands for mailboxes which fit no agency.
  public static let unassigned = "unassigned"
}
