import Foundation
import OfficialMail

extension AgencyRegister {
  /// What the header of the register's file names.
  static let columns = [
    "code", "name", "parent", "recipient", "mail_domains", "units", "valid_from", "valid_to",
    "successor",
  ]

  /// Reads the register's CSV file and checks it whole.
  ///
  /// - Throws: a `Fault` that names the file, the line and the code.
  public init(file path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw DirectoryFault(.commandLine, "\(path): there is no such agency register.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DirectoryFault(.commandLine, "\(path): this agency register cannot be read.")
    }
    try self.init(csv: Array(data), path: path)
  }

  /// - Parameter path: how messages name the text.
  package init(csv: [UInt8], path: String) throws {
    do throws(RegisterProblem) {
      self.init(checked: try RegisterText(csv).agencies())
    } catch {
      throw DirectoryFault(.commandLine, "\(path):\(error.line): \(shown(error.text))")
    }
  }
}

/// A fault of the register and its line.
private struct RegisterProblem: Error {
  var line: Int
  var text: String
}

/// The register's rows, and the checks over all of them.
private struct RegisterText {
  struct Row {
    var line: Int
    var agency: Agency
  }

  private var rows: [Row] = []
  private var rowOfCode: [String: Int] = [:]

  init(_ bytes: [UInt8]) throws(RegisterProblem) {
    do throws(CSVRecords.Problem) {
      var records = try CSVRecords(bytes)
      let header = try records.next()
      do throws(RegisterProblem) {
        let positions = try RegisterText.positions(header)
        try read(&records, positions, width: header?.fields.count ?? 0)
      } catch {
        throw CSVRecords.Problem(line: error.line, text: error.text)
      }
    } catch {
      throw RegisterProblem(line: error.line, text: error.text)
    }
  }

  func agencies() throws(RegisterProblem) -> [Agency] {
    guard !rows.isEmpty else { throw RegisterProblem(line: 1, text: "the register has no agency.") }
    for row in rows {
      try check(row, \.parent, "parent")
      try check(row, \.successor, "successor")
    }
    try checkClaims()
    return rows.map(\.agency)
  }

  // MARK: - Rows

  private static func positions(
    _ header: CSVRecords.Record?
  ) throws(RegisterProblem) -> [String: Int] {
    guard let header else { throw RegisterProblem(line: 1, text: "the register is empty.") }
    let names = header.fields.map {
      $0.lowercased().trimmingCharacters(in: .whitespaces)
    }
    var positions: [String: Int] = [:]
    for (index, name) in names.enumerated() where AgencyRegister.columns.contains(name) {
      guard positions.updateValue(index, forKey: name) == nil else {
        throw RegisterProblem(line: header.line, text: "two columns are named \(name).")
      }
    }
    let missing = AgencyRegister.columns.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw RegisterProblem(
        line: header.line,
        text: "the header lacks \(missing.joined(separator: ", ")); it names, with commas: "
          + AgencyRegister.columns.joined(separator: ","))
    }
    return positions
  }

  private mutating func read(
    _ records: inout CSVRecords, _ positions: [String: Int], width: Int
  ) throws(RegisterProblem) {
    while true {
      let record: CSVRecords.Record?
      do { record = try records.next() } catch {
        throw RegisterProblem(line: error.line, text: error.text)
      }
      guard let record else { return }
      guard record.fields.count == width else {
        throw RegisterProblem(
          line: record.line,
          text: "\(record.fields.count) fields where the header has \(width).")
      }
      var cells: [String: String] = [:]
      for (name, position) in positions {
        cells[name] = RegisterText.unguarded(
          record.fields[position].trimmingCharacters(in: .whitespaces))
      }
      let agency = try RegisterText.agency(cells, line: record.line)
      if let earlier = rowOfCode.updateValue(rows.count, forKey: agency.code) {
        throw RegisterProblem(
          line: record.line,
          text: "agency \(agency.code): the code stands on line \(rows[earlier].line) already.")
      }
      rows.append(Row(line: record.line, agency: agency))
    }
  }

  /// The cell without the apostrophe that keeps spreadsheets from running it.
  private static func unguarded(_ cell: String) -> String {
    guard cell.first == "'", let second = cell.dropFirst().first, "=+-@".contains(second) else {
      return cell
    }
    return String(cell.dropFirst())
  }

  private static func agency(
    _ cells: [String: String], line: Int
  ) throws(RegisterProblem) -> Agency {
    func cell(_ name: String) -> String? {
      cells[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    func list(_ name: String) -> [String] {
      (cells[name] ?? "").split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
    guard let code = cell("code") else {
      throw RegisterProblem(line: line, text: "an agency without a code.")
    }
    func fault(_ text: String) -> RegisterProblem {
      RegisterProblem(line: line, text: "agency \(code): \(text)")
    }
    guard code != Agency.unassigned, code != "system" else {
      throw fault("a word of the audit's own, for mailboxes without an agency or the audit itself.")
    }
    // Codes name files.
    guard code.utf8.count <= 64, code.first != ".",
      !code.unicodeScalars.contains(where: { "/\\:".unicodeScalars.contains($0) || $0.value < 0x20 }
      )
    else { throw fault("not a code: at most 64 bytes, no / \\ : and no dot in front.") }
    guard let name = cell("name") else { throw fault("it has no name.") }
    var domains: [MailDomain] = []
    for text in list("mail_domains") {
      guard let domain = MailDomain(text) else { throw fault("\(text) is no mail domain.") }
      domains.append(domain)
    }
    func day(_ column: String) throws(RegisterProblem) -> Day? {
      guard let text = cell(column) else { return nil }
      guard let day = Day(text) else {
        throw fault("\(column) \(text) is no date of the form YYYY-MM-DD.")
      }
      return day
    }
    let agency = Agency(
      code: code, name: name, parent: cell("parent"), recipient: cell("recipient") ?? "",
      mailDomains: domains, units: list("units"), validFrom: try day("valid_from"),
      validTo: try day("valid_to"), successor: cell("successor"))
    if let first = agency.validFrom, let last = agency.validTo, last < first {
      throw fault("valid_to \(last) is before valid_from \(first).")
    }
    return agency
  }

  // MARK: - Checks

  /// Every code named must be there, and following it must not lead back.
  private func check(
    _ row: Row, _ next: KeyPath<Agency, String?>, _ column: String
  ) throws(RegisterProblem) {
    var current = row.agency
    var path = [current.code]
    while let code = current[keyPath: next] {
      guard let index = rowOfCode[code] else {
        let line = rowOfCode[current.code].map { rows[$0].line } ?? row.line
        throw RegisterProblem(
          line: line, text: "agency \(current.code): its \(column) \(code) is not in the register.")
      }
      if path.contains(code) {
        throw RegisterProblem(
          line: row.line,
          text: "agency \(row.agency.code): its \(column)s form a cycle: "
            + (path + [code]).joined(separator: " > "))
      }
      path.append(code)
      current = rows[index].agency
    }
  }

  /// No two agencies may claim the same mailboxes on the same day.
  private func checkClaims() throws(RegisterProblem) {
    struct Claim: Hashable {
      var domain: MailDomain
      var unit: String?
    }
    var claims: [Claim: [Row]] = [:]
    for row in rows {
      let units: [String?] =
        row.agency.units.isEmpty ? [nil] : row.agency.units.map { AgencyRegister.key($0) }
      for domain in Set(row.agency.mailDomains) {
        for unit in Set(units) {
          let claim = Claim(domain: domain, unit: unit)
          for other in claims[claim, default: []] where overlap(row.agency, other.agency) {
            throw RegisterProblem(
              line: row.line,
              text: "agency \(row.agency.code): it claims \(domain)"
                + (unit.map { " with the unit \"\($0)\"" } ?? "")
                + " at the same time as \(other.agency.code) on line \(other.line).")
          }
          claims[claim, default: []].append(row)
        }
      }
    }
  }

  private func overlap(_ one: Agency, _ other: Agency) -> Bool {
    func begins(_ one: Agency, noLaterThanEndOf other: Agency) -> Bool {
      guard let first = one.validFrom, let last = other.validTo else { return true }
      return first <= last
    }
    return begins(one, noLaterThanEndOf: other) && begins(other, noLaterThanEndOf: one)
  }
}
