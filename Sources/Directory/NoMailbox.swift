import LDAP

extension EntryParts {
  /// Why an entry is no mailbox whatever else it holds; nil where it may be one.
  ///
  /// - Parameter others: further object classes of the product, in lower case.
  func reasonForNoMailbox(groups others: [String] = []) -> String? {
    if isAny(of: ObjectClasses.groups + others) { return "group or list" }
    if isAny(of: ["alias"]) { return "alias of another entry" }
    if isAny(of: ["referral"]) { return "reference to another server" }
    if isAny(of: ["nstombstone"]) || entry.first("isdeleted")?.isWord("true") == true {
      return "deleted entry, kept as a tombstone"
    }
    return nil
  }

  /// Why an entry without a primary address is none.
  func reasonForNoAddress(_ types: [AttributeType]) -> String {
    if types.contains(where: { entry.contains($0.key) }) { return "no readable address" }
    if isAny(of: ObjectClasses.containers) { return "container or organisational unit" }
    if isAny(of: ObjectClasses.persons) { return "person without an address" }
    return "other entry without an address"
  }
}

private enum ObjectClasses {
  static let groups = [
    "groupofnames", "groupofuniquenames", "groupofmembers", "groupofurls", "posixgroup",
    "mailgroup", "nismailalias", "dyngroup",
  ]
  static let containers = [
    "organizationalunit", "organization", "domain", "dcobject", "locality", "country", "container",
  ]
  static let persons = [
    "person", "organizationalperson", "inetorgperson", "account", "posixaccount",
  ]
}

extension DirectorySchema {
  /// A `mark` by the first of some attribute types that an entry has.
  static func having(_ types: AttributeType...) -> @Sendable (Entry) -> String? {
    { entry in types.first { entry.contains($0.key) }?.name }
  }
}
