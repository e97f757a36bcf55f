package import OfficialMail

/// A register drafted from what the directory itself says, for an office that has none yet.
///
/// It names no recipients: somebody who knows the agencies reads it, corrects it and keeps it,
/// since a code must stay the same from quarter to quarter.
package struct AgencyDraft {
  /// What makes an agency.
  package enum Ground: String, Sendable, CaseIterable {
    /// The nearest organisational unit of each mailbox that no other unit shares its name with.
    case unit
    /// The primary address's domain.
    case domain
  }

  /// What came of the mailboxes.
  package struct Register: Sendable {
    /// The register's columns, and how many mailboxes each agency has.
    package var csv: String
    package var agencies: Int
    /// Mailboxes that belong to none.
    package var without: Int
    /// Names that units in several places have, so that they tell no agency.
    package var shared: [String]
  }

  /// Units that hold everybody, and are nobody's.
  private static let containers: Set<String> = ["people", "users", "accounts", "staff"]

  private let ground: Ground
  /// By key, with the spelling met first.
  private var spellings: [String: String] = [:]
  /// Mailboxes by their units' keys, from the nearest up.
  private var mailboxes: [[String]: Int] = [:]

  package init(by ground: Ground) {
    self.ground = ground
  }

  package mutating func add(_ mailbox: Mailbox) {
    let names =
      switch ground {
      // A semicolon parts units in the register.
      case .unit:
        mailbox.units.filter {
          !AgencyDraft.containers.contains($0.lowercased()) && !$0.contains(";")
        }
      case .domain: [mailbox.primary.domain.name]
      }
    for name in names where spellings[AgencyRegister.key(name)] == nil {
      spellings[AgencyRegister.key(name)] = name
    }
    mailboxes[names.map(AgencyRegister.key), default: 0] += 1
  }

  package func register() -> Register {
    let shared = sharedNames()
    var counts: [String: Int] = [:]
    var around: [String: [String]] = [:]
    var without = 0
    for (path, count) in mailboxes {
      let own = path.filter { !shared.contains($0) }
      guard let nearest = own.first else {
        without += count
        continue
      }
      counts[nearest, default: 0] += count
      let above = Array(own.dropFirst())
      around[nearest] = around[nearest].map { $0.filter(above.contains) } ?? above
    }
    var table = CSVTable(header: AgencyRegister.columns + ["mailboxes"])
    let codes = codes(of: counts.keys.sorted())
    for (key, code) in codes.sorted(by: { $0.value < $1.value }) {
      let name = spellings[key] ?? key
      let parent = around[key]?.first { around[$0]?.contains(key) == false }
      table.append([
        code, name, parent.flatMap { codes[$0] } ?? "", "", ground == .domain ? name : "",
        ground == .unit ? name : "", "", "", "", String(counts[key] ?? 0),
      ])
    }
    return Register(
      csv: table.text, agencies: counts.count, without: without,
      shared: shared.map { spellings[$0] ?? $0 }.sorted())
  }

  /// Names of units that stand directly below different ones: "office" says nothing by itself, and
  /// its mailboxes are those of the unit above.
  private func sharedNames() -> Set<String> {
    var above: [String: Set<String>] = [:]
    for path in mailboxes.keys {
      for (index, unit) in path.enumerated() {
        above[unit, default: []].insert(index + 1 < path.count ? path[index + 1] : "")
      }
    }
    return Set(above.filter { $0.value.count > 1 && !$0.value.contains("") }.keys)
  }

  /// A code for each agency: its name's words in ASCII capitals, with a number where two are alike.
  private func codes(of keys: [String]) -> [String: String] {
    var codes: [String: String] = [:]
    var taken: Set<String> = [Agency.unassigned.uppercased(), "SYSTEM"]
    for key in keys {
      let words = NameFolding.words(key).map { String(decoding: $0, as: UTF8.self) }
      let plain = words.joined(separator: "-").uppercased()
      let stem = plain.isEmpty ? "AGENCY" : String(plain.prefix(56))
      var code = stem
      var number = 2
      while !taken.insert(code).inserted {
        code = "\(stem)-\(number)"
        number += 1
      }
      codes[key] = code
    }
    return codes
  }
}
