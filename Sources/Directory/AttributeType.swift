import LDAP

/// What an attribute is called: as its standard spells it, and as entries are searched for it.
struct AttributeType: Sendable, Hashable {
  let name: String
  let key: AttributeKey

  init(_ name: String) {
    self.name = name
    key = AttributeKey(name)
  }
}

extension AttributeType: CustomStringConvertible {
  var description: String { name }
}

/// What more than one product has.
extension AttributeType {
  // RFC 4512, section 2.4 and 3.4.
  static let objectClass = AttributeType("objectClass")
  static let createTimestamp = AttributeType("createTimestamp")
  // RFC 4530.
  static let entryUUID = AttributeType("entryUUID")
  // RFC 4519 and RFC 4524.
  static let cn = AttributeType("cn")
  static let ou = AttributeType("ou")
  static let mail = AttributeType("mail")
  // RFC 2798.
  static let displayName = AttributeType("displayName")
  static let employeeType = AttributeType("employeeType")
  // By Netscape's mail servers, and taken over by most.
  static let mailAlternateAddress = AttributeType("mailAlternateAddress")
  static let mailForwardingAddress = AttributeType("mailForwardingAddress")
  static let mailDeliveryOption = AttributeType("mailDeliveryOption")
  // draft-behera-ldap-password-policy-10, sections 5.3.2 to 5.3.8.
  static let pwdChangedTime = AttributeType("pwdChangedTime")
  static let pwdReset = AttributeType("pwdReset")
  static let pwdAccountLockedTime = AttributeType("pwdAccountLockedTime")
  static let pwdEndTime = AttributeType("pwdEndTime")
  // Netscape's directory server and those that came of it.
  static let nsUniqueId = AttributeType("nsUniqueId")
  static let nsAccountLock = AttributeType("nsAccountLock")
  static let accountUnlockTime = AttributeType("accountUnlockTime")
}
