import CLDAP

/// What a server says of itself: its root DSE (RFC 4512, section 5.1), the names in its schema,
/// and whom it takes the asker for.
public struct ServerDescription: Sendable {
  /// The root DSE with all that was asked for and given.
  public var rootDSE: Entry
  /// Names of attribute types in lower case; nil where the schema was not given.
  public var attributeTypes: Set<String>?
  /// Names of object classes in lower case; nil where the schema was not given.
  public var objectClasses: Set<String>?
  /// The answer to "who am I?" (RFC 4532): `dn:…` or `u:…`, empty for nobody; nil where the
  /// server does not tell.
  public var identity: String?

  public init(
    rootDSE: Entry, attributeTypes: Set<String>? = nil, objectClasses: Set<String>? = nil,
    identity: String? = nil
  ) {
    self.rootDSE = rootDSE
    self.attributeTypes = attributeTypes
    self.objectClasses = objectClasses
    self.identity = identity
  }

  /// Asks for all of it over one connection.
  public static func read(_ options: ConnectionOptions) async throws(LDAPError) -> Self {
    let server = PagedSearch(options, base: "", scope: .base, attributes: ["1.1"])
    var description = ServerDescription(
      rootDSE: try await server.entry(named: "", attributes: rootAttributes) ?? Entry(dn: ""))
    try await description.readSchema(server)
    if description.has("1.3.6.1.4.1.4203.1.11.3", "supportedextension") {
      description.identity = try await server.unlessRefused { () async throws(LDAPError) in
        try await server.answer { session throws(Session.Failure) in try session.whoAmI() }
      }
    }
    return description
  }

  // By name, since most are operational.
  private static let rootAttributes = [
    "objectClass", "structuralObjectClass", "vendorName", "vendorVersion", "namingContexts",
    "defaultNamingContext", "rootDomainNamingContext", "supportedCapabilities",
    "supportedControl", "supportedExtension", "supportedFeatures", "supportedSASLMechanisms",
    "supportedLDAPVersion", "subschemaSubentry", "currentTime", "dnsHostName",
    "ipatopologypluginversion", "ipaDomainLevel",
  ]

  private mutating func readSchema(_ server: PagedSearch) async throws(LDAPError) {
    guard let name = text("subschemasubentry"),
      let schema = try await server.unlessRefused({ () async throws(LDAPError) in
        try await server.entry(named: name, attributes: ["attributeTypes", "objectClasses"])
      })
    else { return }
    attributeTypes = ServerDescription.names(schema.values("attributetypes"))
    objectClasses = ServerDescription.names(schema.values("objectclasses"))
  }

  private static func names(_ definitions: [AttributeValue]) -> Set<String>? {
    guard !definitions.isEmpty else { return nil }
    return Set(definitions.flatMap { schemaNames(in: $0.bytes) })
  }
}

// MARK: - The root DSE

extension ServerDescription {
  public var vendorName: String? { text("vendorname") }
  public var vendorVersion: String? { text("vendorversion") }
  public var namingContexts: [String] { texts("namingcontexts") }
  public var defaultNamingContext: String? { text("defaultnamingcontext") }
  /// The server's clock as a GeneralizedTime, where it tells (Active Directory does).
  public var currentTime: AttributeValue? { rootDSE.first("currenttime") }
  public var saslMechanisms: [String] { texts("supportedsaslmechanisms") }

  /// - Parameter oid: of a control, such as 1.2.840.113556.1.4.319 for paged results.
  public func supports(control oid: String) -> Bool { has(oid, "supportedcontrol") }

  /// - Parameter oid: of a capability, such as 1.2.840.113556.1.4.800 for Active Directory.
  public func supports(capability oid: String) -> Bool { has(oid, "supportedcapabilities") }

  private func has(_ value: String, _ type: AttributeKey) -> Bool {
    rootDSE.values(type).contains { $0.bytes.elementsEqual(value.utf8) }
  }

  private func text(_ type: AttributeKey) -> String? { rootDSE.first(type)?.repairedText }

  private func texts(_ type: AttributeKey) -> [String] { rootDSE.values(type).map(\.repairedText) }
}

extension PagedSearch {
  /// Nil where the server refuses the answer.
  fileprivate func unlessRefused<Answer: Sendable>(
    _ ask: () async throws(LDAPError) -> Answer?
  ) async throws(LDAPError) -> Answer? {
    do throws(LDAPError) {
      return try await ask()
    } catch {
      guard case .refused = error.kind else { throw error }
      return nil
    }
  }
}
