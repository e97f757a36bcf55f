import Directory
import OfficialMail
import Testing

/// The states in which every product's mailboxes are tried.
enum MailboxState: String, CaseIterable, Sendable {
  case active, locked, disabled, expired, neverSet, mustChange, unknown, elsewhere, forwarded,
    aliased, migrated

  var address: String { "\(rawValue.lowercased())@a.gov.example" }
}

/// What one product's directory looks like, and what must be read from it.
struct SchemaFixture: Sendable, CustomTestStringConvertible {
  /// Lines of an entry in one state, and where they make it differ from an active mailbox.
  struct Case: Sendable {
    var lines: [String]
    var expected: Expected

    init(_ lines: String..., expecting change: (inout Expected) -> Void = { _ in }) {
      self.lines = lines
      expected = Expected()
      change(&expected)
    }
  }

  /// What is compared of a mailbox; a reason for unknown is compared by what it contains.
  struct Expected: Sendable, Equatable {
    var status = Mailbox.Status.active
    var password = Mailbox.Password.changed(.changed)
    var unknownBecause = ""
    var kind = Mailbox.Kind.personal
    var aliases: [String] = []
    var alternates: [String] = []
    var forwarding: [String] = []
    var created: Timestamp? = .created
    var lastLogin: Timestamp?

    mutating func isUnknown(because words: String) {
      password = .unknown(reason: "")
      unknownBecause = words
    }
  }

  let name: SchemaName
  /// Entries that the mailboxes depend on.
  var frame = ""
  /// The attribute that names entries within their unit.
  var namedBy = "uid"
  /// Lines of every mailbox, such as its object classes.
  let common: [String]
  /// States that the product cannot express are left out.
  let cases: [MailboxState: Case]
  /// Schema of slapd under which the same entries can be served; nil where they cannot.
  var slapdSchema: String?

  var testDescription: String { name.rawValue }

  static let all: [SchemaFixture] = [
    .openLDAP, .activeDirectory, .zimbra, .port389, .freeIPA, .samba, .shadow, .iPlanet,
  ]

  /// The whole directory in LDIF, without a version line.
  var ldif: String { SchemaFixture.root + ldifBelowRoot() }

  /// The entries below the suffix.
  ///
  /// - Parameter others: lines of a state where a real server wants others.
  func ldifBelowRoot(_ others: [MailboxState: [String]] = [:]) -> String {
    let entries = MailboxState.allCases.compactMap { state in
      cases[state].map { entry(state.rawValue.lowercased(), others[state] ?? $0.lines) }
    }
    return SchemaFixture.unit + frame + entries.joined()
  }

  private static let root = """
    dn: dc=gov,dc=example
    objectClass: dcObject
    objectClass: organization
    o: gov
    dc: gov


    """
  private static let unit = """
    dn: ou=Phòng A,dc=gov,dc=example
    objectClass: organizationalUnit
    ou: Phòng A


    """

  private func entry(_ name: String, _ lines: [String]) -> String {
    let all =
      [
        "dn: \(namedBy)=\(name),ou=Phòng A,dc=gov,dc=example", "\(namedBy): \(name)",
        "displayName: Nguyễn Văn An", "sn: An",
      ] + (namedBy == "uid" ? ["cn: An"] : []) + common + lines
    return all.joined(separator: "\n") + "\n\n"
  }
}

extension Timestamp {
  static let changed = Timestamp(secondsSinceEpoch: 1_785_549_600)  // 2026-08-01T02:00:00Z
  static let created = Timestamp(secondsSinceEpoch: 1_736_470_800)  // 2025-01-10T01:00:00Z
  /// Before `created`: the mailbox came from another system, its password with it.
  static let beforeMigration = Timestamp(secondsSinceEpoch: 1_717_200_000)  // 2024-06-01T00:00:00Z
  static let login = Timestamp(secondsSinceEpoch: 1_789_873_200)  // 2026-09-20T03:00:00Z
}

/// Attribute types and one auxiliary class for them in slapd's words; numbers of the arc for
/// examples.
func slapdSchema(
  _ arc: Int, classes: [String], times: [String] = [], texts: [String] = [],
  numbers: [String] = [], booleans: [String] = []
) -> String {
  var lines: [String] = []
  func add(_ names: [String], _ rest: String) {
    for name in names {
      lines.append("attributetype ( 2.999.\(arc).1.\(lines.count) NAME '\(name)' \(rest) )")
    }
  }
  let syntax = "SYNTAX 1.3.6.1.4.1.1466.115.121.1"
  add(times, "EQUALITY generalizedTimeMatch \(syntax).24")
  add(texts, "EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch \(syntax).15")
  add(numbers, "EQUALITY integerMatch \(syntax).27")
  add(booleans, "EQUALITY booleanMatch \(syntax).7")
  let all = (times + texts + numbers + booleans).joined(separator: " $ ")
  for (index, name) in classes.enumerated() {
    lines.append(
      "objectclass ( 2.999.\(arc).2.\(index) NAME '\(name)' SUP top AUXILIARY MAY ( \(all) ) )")
  }
  return lines.joined(separator: "\n") + "\n"
}
