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
            && !AgencyRegister.key($0).isEmpty
        }
      case .domain: [mailbox.primary.domain.name]
      }
    for name in names where spellings[AgencyRegister.key(name)] == nil {
      spellings[AgencyRegister.key(name)] = name
    }
    mailboxes[names.map(AgencyRegister.key), default: 0] += 1
  }

  package func register() -> Register {
    var shared = sharedNames()
    var rows = rows(without: shared)
    // A draft that its own directory cannot be assigned by is none.
    while ground == .unit, let contested = contested(rows) {
      shared.insert(contested)
      rows = self.rows(without: shared)
    }
    var table = CSVTable(header: AgencyRegister.columns + ["mailboxes"])
    for row in rows.agencies {
      table.append([
        row.agency.code, row.agency.name, row.agency.parent ?? "", "",
        row.agency.mailDomains.map(\.name).joined(separator: ";"),
        row.agency.units.joined(separator: ";"), "", "", "", String(row.mailboxes),
      ])
    }
    return Register(
      csv: table.text, agencies: rows.agencies.count, without: rows.without,
      shared: shared.map { spellings[$0] ?? $0 }.sorted())
  }

  /// The agencies where some names make none.
  private func rows(
    without shared: Set<String>
  ) -> (agencies: [(agency: Agency, mailboxes: Int)], without: Int) {
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
    let codes = codes(of: counts.keys.sorted())
    let agencies = codes.sorted { $0.value < $1.value }.map { key, code in
      let name = spellings[key] ?? key
      let parent = around[key]?.first { around[$0]?.contains(key) == false }
      let agency = Agency(
        code: code, name: name, parent: parent.flatMap { codes[$0] },
        mailDomains: ground == .domain ? [MailDomain(name)].compactMap(\.self) : [],
        units: ground == .unit ? [name] : [])
      return (agency, counts[key] ?? 0)
    }
    return (agencies, without)
  }

  /// A name by which the register would put a mailbox into two agencies.
  private func contested(_ rows: (agencies: [(agency: Agency, mailboxes: Int)], without: Int))
    -> String?
  {
    let register = AgencyRegister(checked: rows.agencies.map(\.agency))
    guard let anybody = EmailAddress("anybody@anywhere.example") else { return nil }
    for path in mailboxes.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let mailbox = Mailbox(
        primary: anybody, units: path, password: .unknown(reason: ""),
        entry: DirectoryEvidence(source: "", dn: ""))
      let day = Day(daysSinceEpoch: 0)
      guard case .ambiguous(let codes) = register.assignment(for: mailbox, on: day) else {
        continue
      }
      return codes.first.flatMap { register[$0] }.map { AgencyRegister.key($0.name) }
    }
    return nil
  }

  /// Names of units in several places: "office" says nothing by itself, and its mailboxes are those
  /// of the unit above.
  private func sharedNames() -> Set<String> {
    var shared: Set<String> = []
    while true {
      var above: [String: Set<String>] = [:]
      for path in mailboxes.keys {
        let own = path.filter { !shared.contains($0) }
        for (index, unit) in own.enumerated() {
          above[unit, default: []].insert(index + 1 < own.count ? own[index + 1] : "")
        }
      }
      let more = above.filter { $0.value.count > 1 }.keys
      if more.isEmpty { return shared }
      shared.formUnion(more)
    }
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
