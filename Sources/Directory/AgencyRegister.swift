import Foundation
public import OfficialMail

/// The public bodies that answer for mailboxes, and which of them answers for one.
public struct AgencyRegister: Sendable {
  /// Sorted by code.
  public let agencies: [Agency]

  private let byCode: [String: Int]
  private let byDomain: [MailDomain: [Int]]
  private let byUnit: [String: [Int]]
  private let byName: [String: [Int]]

  /// A register of nobody: every mailbox is unassigned.
  public static let empty = AgencyRegister(checked: [])

  /// Takes agencies that have passed `RegisterFile`'s checks.
  init(checked agencies: [Agency]) {
    let sorted = agencies.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    self.agencies = sorted
    var byCode: [String: Int] = [:]
    var byDomain: [MailDomain: [Int]] = [:]
    var byUnit: [String: [Int]] = [:]
    var byName: [String: [Int]] = [:]
    for (index, agency) in sorted.enumerated() {
      byCode[agency.code] = index
      for domain in Set(agency.mailDomains) { byDomain[domain, default: []].append(index) }
      for unit in Set(agency.units.map(AgencyRegister.key)) {
        byUnit[unit, default: []].append(index)
      }
      byName[AgencyRegister.key(agency.name), default: []].append(index)
    }
    self.byCode = byCode
    self.byDomain = byDomain
    self.byUnit = byUnit
    self.byName = byName
  }

  public subscript(code: String) -> Agency? { byCode[code].map { agencies[$0] } }

  /// Units and names compare without regard to case and to spaces around and between words.
  static func key(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

// MARK: - Assignment

extension AgencyRegister {
  /// Which agency a mailbox belongs to.
  public enum Assignment: Sendable, Hashable {
    case agency(String)
    /// No agency claims it.
    case none
    /// Several claim it with equal right; naming one of them could accuse the wrong one.
    case ambiguous([String])

    public var code: String {
      if case .agency(let code) = self { code } else { Agency.unassigned }
    }
  }

  /// The agency's code, or `Agency.unassigned`.
  public func agency(for mailbox: Mailbox, on day: Day) -> String {
    assignment(for: mailbox, on: day).code
  }

  /// A unit within a domain goes before the domain, that before a unit's or an agency's name. All
  /// of the mailbox's domains and units count alike; of two agencies of which one belongs to the
  /// other the nearer one is meant.
  public func assignment(for mailbox: Mailbox, on day: Day) -> Assignment {
    let units = Set(mailbox.units.map(AgencyRegister.key))
    let domains = Set(mailbox.addresses.map(\.domain))
    let ofDomains = domains.flatMap { byDomain[$0, default: []] }
    let ofUnits = ofDomains.filter { index in
      agencies[index].units.contains { units.contains(AgencyRegister.key($0)) }
    }
    if let assignment = settled(ofUnits, on: day) { return assignment }
    let ofWholeDomains = ofDomains.filter { agencies[$0].units.isEmpty }
    if let assignment = settled(ofWholeDomains, on: day) { return assignment }
    let named = units.flatMap { byUnit[$0, default: []] + byName[$0, default: []] }
    return settled(named, on: day) ?? .none
  }

  /// Those in force, else the successors of those that ended; nil where nobody is left.
  private func settled(_ claims: [Int], on day: Day) -> Assignment? {
    var heirs = Set(claims.filter { agencies[$0].isInForce(on: day) })
    if heirs.isEmpty { heirs = Set(claims.compactMap { successor(of: $0, on: day) }) }
    // An office below another is the nearer one.
    let above = Set(heirs.flatMap(ancestors))
    let nearest = heirs.subtracting(above).sorted()
    switch nearest.count {
    case 0: return nil
    case 1: return .agency(agencies[nearest[0]].code)
    default: return .ambiguous(nearest.map { agencies[$0].code })
    }
  }

  /// The first in force along the chain of successors of an agency that has ended.
  private func successor(of index: Int, on day: Day) -> Int? {
    var current = index
    // The register has no cycle; the bound guards this loop without that.
    for _ in 0..<agencies.count {
      guard let end = agencies[current].validTo, end < day,
        let next = agencies[current].successor.flatMap({ byCode[$0] })
      else { return nil }
      if agencies[next].isInForce(on: day) { return next }
      current = next
    }
    return nil
  }

  private func ancestors(of index: Int) -> [Int] {
    var found: [Int] = []
    var current = index
    while let parent = agencies[current].parent.flatMap({ byCode[$0] }),
      found.count < agencies.count
    {
      found.append(parent)
      current = parent
    }
    return found
  }
}
