import LDAP
import OfficialMail

extension OpenedDirectory {
  /// Whether this account may read an attribute that a mailbox's entry came without.
  ///
  /// - Throws: an `LDAPError` where the server could not be asked: taking that for a yes would make
  ///   hidden locks absent ones.
  func readability(of type: AttributeType, in entry: Entry) async throws -> Readability {
    guard let search else { return .untold }
    if recognition.schema.alwaysPresent.contains(type) { return .notReadable }
    guard recognition.schema.tellsRights else { return .untold }
    // Its address was read, so that what is refused for it is the comparison.
    let control = recognition.schema.types(for: .addresses).first { entry.contains($0.key) }
    return try await search.readability(
      of: type.name, in: entry.dn, control: control?.name ?? AttributeType.mail.name,
      wasAbsent: !entry.contains(type.key))
  }
}

/// What a server hides from this account, asked of the first mailbox of each container that comes
/// without an attribute, since access rules are written for subtrees.
struct HiddenAttributes {
  typealias Hidden = (purpose: Purpose, type: AttributeType)

  private struct Container {
    /// Not asked for yet: every mailbox so far had them.
    var open: [Hidden]
    var hidden: [Hidden] = []
  }

  private let wanted: [Hidden]
  private var containers: [String: Container] = [:]
  private var last: (name: Substring, container: Container)?
  private static let most = 10_000

  init(_ schema: DirectorySchema) {
    wanted = schema.attributes.filter { $0.purpose != .entry }.flatMap { row in
      row.types.map { (row.purpose, $0) }
    }
  }

  /// What is hidden of an entry: what it came without, and this account may not read; nil where
  /// there are too many containers to ask.
  mutating func hidden(
    of entry: Entry, in directory: OpenedDirectory
  ) async throws -> [Hidden]? {
    let name = name(ofContainerOf: entry.dn)
    // Nearly always there is nothing to ask and nothing hidden.
    if let last, last.name == name, last.container.hidden.isEmpty,
      !last.container.open.contains(where: { !entry.contains($0.type.key) })
    {
      return []
    }
    guard var container = container(name) else { return nil }
    let toAsk = container.open.filter { !entry.contains($0.type.key) }
    if !toAsk.isEmpty {
      container.open.removeAll { row in toAsk.contains { $0.type == row.type } }
      for row in toAsk {
        let readability = try await directory.readability(of: row.type, in: entry)
        if readability == .notReadable { container.hidden.append(row) }
      }
      containers[String(name)] = container
    }
    last = (name, container)
    return container.hidden.filter { !entry.contains($0.type.key) }
  }

  /// All that the entry came without: what may be hidden where nobody asked.
  func lacking(in entry: Entry) -> [Hidden] {
    wanted.filter { !entry.contains($0.type.key) }
  }

  private func container(_ name: Substring) -> Container? {
    if let last, last.name == name { return last.container }
    if let known = containers[String(name)] { return known }
    return containers.count < HiddenAttributes.most ? Container(open: wanted) : nil
  }

  /// What follows the entry's own name: from the first comma that is not escaped.
  private func name(ofContainerOf dn: String) -> Substring {
    var isEscaped = false
    let comma = dn.utf8.firstIndex { byte in
      if isEscaped {
        isEscaped = false
        return false
      }
      isEscaped = byte == UInt8(ascii: "\\")
      return byte == UInt8(ascii: ",")
    }
    return dn[(comma ?? dn.endIndex)...]
  }
}

extension Mailbox {
  /// Takes back what was concluded from the want of an attribute that is hidden: an account whose
  /// lock is not to be seen may be locked.
  mutating func doubt(
    hidden type: AttributeType, for purpose: Purpose, _ schema: DirectorySchema, _ entry: Entry
  ) {
    switch purpose {
    case .status where status == .active: status = .unknown
    case .forwarding:
      if schema.forwardingGates.contains(type) {
        // Without an address there is nothing to switch on.
        let targets = schema.types(for: .forwarding).filter { !schema.forwardingGates.contains($0) }
        guard targets.contains(where: { entry.contains($0.key) }) else { return }
        forwarding = []
        unresolvedForwarding = []
      }
      hidden.insert(.forwarding)
    case .password:
      switch password {
      case .changed, .changedOn: password = .missing(type, .notReadable)
      case .unknown:
        if password == .missing(type) { password = .missing(type, .notReadable) }
      case .mustChange, .neverSet, .elsewhere: break
      }
    default: break
    }
  }
}
