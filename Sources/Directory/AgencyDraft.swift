package import OfficialMail

/// A register drafted from what the directory itself says, for an office that has none yet.
///
/// It names no recipients: somebody who knows the agencies reads it, corrects it and keeps it,
/// since a code must stay the same from quarter to quarter.
package struct AgencyDraft {
  /// What makes an agency.
  package enum Ground: String, Sendable, CaseIterable {
    /// The nearest organisational unit of each mailbox.
    case unit
    /// The primary address's domain.
    case domain
  }

  private struct Candidate {
    var mailboxes = 0
    /// Units around it in every mailbox, from the nearest up.
    var around: [String]
  }

  /// Units that hold everybody, and are nobody's.
  private static let containers: Set<String> = ["people", "users", "accounts", "staff"]

  private let ground: Ground
  /// By key, with the spelling met first.
  private var spellings: [String: String] = [:]
  private var candidates: [String: Candidate] = [:]
  /// Mailboxes that have no unit.
  package private(set) var without = 0

  package init(by ground: Ground) {
    self.ground = ground
  }

  package mutating func add(_ mailbox: Mailbox) {
    let names =
      switch ground {
      case .unit: mailbox.units.filter { !AgencyDraft.containers.contains($0.lowercased()) }
      case .domain: [mailbox.primary.domain.name]
      }
    guard let nearest = names.first else {
      without += 1
      return
    }
    for name in names where spellings[AgencyRegister.key(name)] == nil {
      spellings[AgencyRegister.key(name)] = name
    }
    let around = names.dropFirst().map(AgencyRegister.key)
    let key = AgencyRegister.key(nearest)
    var candidate = candidates[key] ?? Candidate(around: around)
    candidate.mailboxes += 1
    candidate.around.removeAll { !around.contains($0) }
    candidates[key] = candidate
  }

  package var agencies: Int { candidates.count }

  /// The register's columns, and how many mailboxes each agency has.
  package func csv() -> String {
    var table = CSVTable(header: AgencyRegister.columns + ["mailboxes"])
    let codes = codes()
    for (key, code) in codes.sorted(by: { $0.value < $1.value }) {
      guard let candidate = candidates[key] else { continue }
      let name = spellings[key] ?? key
      let parent = candidate.around.first { around in
        around != key && candidates[around]?.around.contains(key) == false
      }
      table.append([
        code, name, parent.flatMap { codes[$0] } ?? "", "", ground == .domain ? name : "",
        ground == .unit ? name : "", "", "",
        "", String(candidate.mailboxes),
      ])
    }
    return table.text
  }

  /// A code for each agency: its name's words in ASCII capitals, with a number where two are alike.
  private func codes() -> [String: String] {
    var codes: [String: String] = [:]
    var taken: Set<String> = [Agency.unassigned.uppercased(), "SYSTEM"]
    for key in candidates.keys.sorted() {
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
