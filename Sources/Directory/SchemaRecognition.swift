import LDAP
import OfficialMail

/// Which product a directory is, and how that was told.
struct SchemaRecognition: Sendable {
  var schema: DirectorySchema
  /// What decided, in words that follow "because".
  var reason: String
}

extension SchemaRecognition {
  /// By what a server says of itself in its root DSE (RFC 4512, section 5.1; RFC 3045); nil where
  /// that leaves several products possible, as OpenLDAP's does.
  init?(rootDSE: Entry) {
    func texts(_ type: AttributeKey) -> [String] { rootDSE.values(type).map(\.repairedText) }
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

  /// The products that a server with this root DSE can hold.
  static func candidates(_ rootDSE: Entry) -> [DirectorySchema] {
    switch Maker(rootDSE) {
    // An Active Directory says that it is one.
    case .openLDAP: DirectorySchema.all.filter { ![.activeDirectory, .port389].contains($0.name) }
    case .port389: [.freeIPA, .port389]
    case nil: DirectorySchema.all.filter { $0.name != .activeDirectory }
    }
  }

  /// What a server is whose entries show nothing of another product; nil for one that does not
  /// name its maker.
  init?(makerInRootDSE rootDSE: Entry, entriesSeen: Int) {
    let silence =
      entriesSeen == 0
      ? "no entry is to be seen"
      : "none of the first \(entriesSeen) entries has another product's attributes"
    switch Maker(rootDSE) {
    case .openLDAP:
      self.init(schema: .openLDAP, reason: "the root DSE is OpenLDAP's, and \(silence)")
    case .port389:
      self.init(schema: .port389, reason: "the root DSE names its vendor, and \(silence)")
    case nil: return nil
    }
  }
}

/// Counts what entries hold that only one product has.
struct SchemaVotes {
  private let candidates: [DirectorySchema]
  private var marks: [Vote]
  private var hints: [Vote]
  private(set) var entries = 0
  /// Entries with an address: those that matter.
  private var addressed = 0

  private struct Vote {
    var count = 0
    var first: (mark: String, dn: String)?

    mutating func add(_ mark: String, _ dn: String) {
      count += 1
      if first == nil { first = (mark, dn) }
    }
  }

  /// - Parameter candidates: the products it can be.
  init(among candidates: [DirectorySchema] = DirectorySchema.all) {
    self.candidates = candidates
    marks = candidates.map { _ in Vote() }
    hints = marks
  }

  /// Whether enough was seen to tell.
  var isEnough: Bool { addressed >= 1000 }

  mutating func add(_ page: [Entry]) {
    entries += page.count
    for entry in page {
      if entry.contains(AttributeType.mail.key) { addressed += 1 }
      for index in candidates.indices {
        if let hint = candidates[index].hint(entry) { hints[index].add(hint, entry.dn) }
      }
      for index in candidates.indices {
        guard let mark = candidates[index].mark(entry) else { continue }
        marks[index].add(mark, entry.dn)
        break
      }
    }
  }

  /// The product that most entries are; nil where no entry tells.
  ///
  /// The password policy's attributes, Samba's and shadow's are met in other products too: what
  /// only one product has counts more, unless hardly an entry has it.
  var recognition: SchemaRecognition? {
    let generic: Set<SchemaName> = [.openLDAP, .samba, .shadow]
    func winner(_ votes: [Vote], where isMeant: (SchemaName) -> Bool) -> Int? {
      candidates.indices.filter { isMeant(candidates[$0].name) && votes[$0].count > 0 }
        .max { (votes[$0].count, $1) < (votes[$1].count, $0) }
    }
    let all = marks.reduce(0) { $0 + $1.count }
    let own = winner(marks) { !generic.contains($0) }.flatMap { index in
      marks[index].count * 10 >= all ? index : nil
    }
    if let index = own ?? winner(marks, where: generic.contains) {
      return recognition(index, marks[index])
    }
    return winner(hints) { _ in true }.flatMap { recognition($0, hints[$0]) }
  }

  private func recognition(_ index: Int, _ vote: Vote) -> SchemaRecognition? {
    vote.first.map { mark, dn in
      SchemaRecognition(
        schema: candidates[index],
        reason: "\(vote.count) of the first \(entries) entries have what tells it, such as \(mark) "
          + "in \(shown(dn))")
    }
  }
}

/// Who made a server that can hold the schemas of several products.
enum Maker {
  case openLDAP, port389

  init?(_ rootDSE: Entry) {
    let classes = rootDSE.values("objectclass") + rootDSE.values("structuralobjectclass")
    let vendor = (rootDSE.values("vendorname") + rootDSE.values("vendorversion"))
      .map(\.repairedText).joined(separator: " ").lowercased()
    if classes.contains(where: { $0.isWord("openldaprootdse") }) {
      self = .openLDAP
    } else if ["389 project", "389-directory", "red hat", "fedora"].contains(where: vendor.contains)
    {
      self = .port389
    } else {
      return nil
    }
  }
}

/// Active Directory (MS-ADTS, section 3.1.1.3.4.3); its Lightweight Directory Services say
/// otherwise of accounts.
private let activeDirectoryCapabilities = ["1.2.840.113556.1.4.800"]
