import LDAP
import OfficialMail

/// Which product a directory is, and how that was told.
struct SchemaRecognition: Sendable {
  var schema: DirectorySchema
  /// What decided, in words that follow "because".
  var reason: String
  /// The entry that decided, where one did.
  var dn: String?
}

extension SchemaRecognition {
  /// By what a server says of itself in its root DSE (RFC 4512, section 5.1; RFC 3045); nil where
  /// that leaves several products possible, as OpenLDAP's does.
  init?(rootDSE: Entry) {
    func texts(_ type: String) -> [String] { rootDSE.values(type).map(\.repairedText) }
    let capabilities = texts("supportedcapabilities")
    let vendor = (texts("vendorname") + texts("vendorversion")).joined(separator: " ")
    let lowercased = vendor.lowercased()
    if let capability = capabilities.first(where: activeDirectoryCapabilities.contains) {
      self.init(
        schema: .activeDirectory,
        reason: "the root DSE names the capability \(capability), which only Active Directory has")
    } else if rootDSE.contains("ipatopologypluginversion") {
      self.init(schema: .freeIPA, reason: "the root DSE has ipaTopologyPluginVersion")
    } else if ["sun microsystems", "sun-directory", "oracle", "netscape", "iplanet"]
      .contains(where: lowercased.contains)
    {
      self.init(schema: .iPlanet, reason: "the root DSE names the vendor \"\(shown(vendor))\"")
    } else {
      return nil
    }
  }

  /// By what entries hold that only one product has; nil where no entry tells.
  init?(entries: [Entry]) {
    for schema in DirectorySchema.all {
      for entry in entries {
        guard let mark = schema.mark(entry) else { continue }
        self.init(
          schema: schema, reason: "entries have \(mark), such as \(shown(entry.dn))", dn: entry.dn)
        return
      }
    }
    return nil
  }

  /// What a server is whose entries show nothing of another product; nil for one that does not
  /// name its maker.
  init?(makerInRootDSE rootDSE: Entry, entriesSeen: Int) {
    let classes = rootDSE.values("objectclass") + rootDSE.values("structuralobjectclass")
    let vendor = (rootDSE.values("vendorname") + rootDSE.values("vendorversion"))
      .map(\.repairedText).joined(separator: " ")
    let silence =
      entriesSeen == 0
      ? "no entry is to be seen"
      : "none of the first \(entriesSeen) entries has another product's attributes"
    if classes.contains(where: { $0.isWord("openldaprootdse") }) {
      self.init(schema: .openLDAP, reason: "the root DSE is OpenLDAP's, and \(silence)")
    } else if ["389 project", "389-directory", "red hat", "fedora"]
      .contains(where: vendor.lowercased().contains)
    {
      self.init(
        schema: .port389,
        reason: "the root DSE names the vendor \"\(shown(vendor))\", and \(silence)")
    } else {
      return nil
    }
  }
}

/// Active Directory and its Lightweight Directory Services (MS-ADTS, section 3.1.1.3.4.3).
private let activeDirectoryCapabilities = ["1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1851"]
