import LDAP
import OfficialMail

extension OpenedDirectory {
  /// Whether this account may read an attribute that a mailbox's entry came without.
  func readability(of type: AttributeType, in entry: Entry) async -> Readability {
    if recognition.schema.alwaysPresent.contains(type) { return .notReadable }
    guard let search, recognition.schema.tellsRights else { return .untold }
    // Its address was read, so that what is refused for it is the comparison.
    let control = recognition.schema.types(for: .addresses).first { entry.contains($0.key) }
    return
      (try? await search.readability(
        of: type.name, in: entry.dn, control: control?.name ?? AttributeType.mail.name)) ?? .untold
  }
}

/// What a server hides from this account, asked once for each container of mailboxes, since access
/// rules are written for subtrees.
struct HiddenAttributes {
  typealias Hidden = (purpose: Purpose, type: AttributeType)

  private let wanted: [Hidden]
  private var byContainer: [String: [Hidden]] = [:]
  private var last: (container: Substring, hidden: [Hidden])?

  /// Containers asked about; of further ones nothing is told.
  private static let most = 10_000

  init(_ schema: DirectorySchema) {
    wanted = schema.attributes.filter { $0.purpose != .entry }.flatMap { row in
      row.types.map { (row.purpose, $0) }
    }
  }

  /// The hidden ones of an entry's container.
  mutating func hidden(around entry: Entry, in directory: OpenedDirectory) async -> [Hidden] {
    let container = container(of: entry.dn)
    if let last, last.container == container { return last.hidden }
    let hidden: [Hidden]
    if let known = byContainer[String(container)] {
      hidden = known
    } else if byContainer.count < HiddenAttributes.most {
      var found: [Hidden] = []
      for row in wanted where !entry.contains(row.type.key) {
        if await directory.readability(of: row.type, in: entry) == .notReadable {
          found.append(row)
        }
      }
      byContainer[String(container)] = found
      hidden = found
    } else {
      hidden = []
    }
    last = (container, hidden)
    return hidden
  }

  /// What follows the entry's own name: from the first comma that is not escaped.
  private func container(of dn: String) -> Substring {
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
  mutating func doubt(hidden type: AttributeType, for purpose: Purpose) {
    switch purpose {
    case .status where status == .active: status = .unknown
    case .forwarding: hidden.insert(.forwarding)
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
