import ArgumentParser
import Audit
import Directory
import Foundation
import OfficialMail
import Policy

/// `mailaudit directory`: what the directory says, before anything judges it.
struct DirectoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory", abstract: "Look at the mailbox directory.",
    subcommands: [Export.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every mailbox of the directory as CSV.",
      discussion: """
        Rows come as the server gives them. Ends with 0, also where cells are unknown, and with \
        3 when entries are missing.
        """)

    @OptionGroup var options: DirectoryOptions

    @Option(
      help: ArgumentHelp("Agency register (CSV), to fill the agency column.", valueName: "file"))
    var agencies: String?

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("Day to look from; today by default.", valueName: "YYYY-MM-DD"))
    var asOf: String?

    @Option(help: ArgumentHelp("Write what was read and left out as JSON.", valueName: "file"))
    var ledger: String?

  }
}

extension DirectoryCommand.Export {
  func run() async throws {
    let sources = try options.sources()
    guard !sources.isEmpty else {
      throw UsageFault("name a directory: --directory ldaps://HOST or --directory FILE.ldif")
    }
    let policy = try AuditProgram.running.policy(named: nil)
    let zone = TimeZone(identifier: policy.timeZone) ?? .gmt
    let line = ProgressLine()
    defer { line.finish() }
    let register = try agencies.map { try AgencyRegister(file: $0) }
    var table = MailboxTable(register: register, day: try Day.audit(asOf, in: zone))
    var ledgers: [DirectoryLedger] = []
    if sources.count == 1, let source = sources.first {
      ledgers.append(
        try await read(
          source, asOf: table.day,
          progress: { line.show(.directory(source: source.location, entries: $0)) }
        ) { page in
          try table.write(page.mailboxes)
        })
    } else {
      var pulls: [DirectoryPull] = []
      for source in sources {
        pulls.append(
          try await pull(
            source, asOf: table.day,
            progress: { line.show(.directory(source: source.location, entries: $0)) }))
      }
      ledgers = pulls.map(\.ledger)
      try table.write(merged(pulls))
    }
    try table.write([])
    if let ledger { try write(ledgers, to: ledger) }
    let losses = ledgers.compactMap { ledger in ledger.loss.map { "\(ledger.source): \($0)" } }
    line.finish()
    for loss in losses { StandardError.print("mailaudit: incomplete: \(loss)") }
    if !losses.isEmpty { throw ExitCode(3) }
  }

  private func write(_ ledgers: [DirectoryLedger], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try ResultFile.write(encoder.encode(["directories": ledgers]) + Data("\n".utf8), to: path)
  }
}

/// Mailboxes as CSV on standard output.
private struct MailboxTable {
  let day: Day
  private let register: AgencyRegister?
  /// Rows not written yet; used again for each page.
  private var rows: [UInt8]

  init(register: AgencyRegister?, day: Day) {
    self.register = register
    self.day = day
    rows = Array(
      ("mailbox,name,agency,kind,status,password,password_changed,last_login,forwarding,"
        + "alternates\n").utf8)
  }

  /// Writes rows, and the header before the first; an empty page writes the header alone.
  mutating func write(_ mailboxes: [Mailbox]) throws {
    for mailbox in mailboxes { append(mailbox) }
    guard !rows.isEmpty else { return }
    do {
      try FileHandle.standardOutput.write(contentsOf: rows)
    } catch {
      throw UsageFault("standard output cannot be written: \(error.localizedDescription)")
    }
    rows.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ mailbox: Mailbox) {
    let agency = register?.agency(for: mailbox, on: day) ?? ""
    let (word, changed) = password(mailbox.password)
    cell { $0.append(mailbox.primary) }
    cell { $0.append(contentsOf: mailbox.ownerName.utf8) }
    cell { $0.append(contentsOf: agency.utf8) }
    cell { $0.append(contentsOf: mailbox.kind.rawValue.utf8) }
    cell { $0.append(contentsOf: mailbox.status.rawValue.utf8) }
    cell { $0.append(contentsOf: word.utf8) }
    cell { changed?.write(to: &$0) }
    cell { mailbox.lastLogin?.write(to: &$0) }
    cell { $0.append(mailbox.forwarding) }
    cell(last: true) { $0.append(mailbox.aliases + mailbox.alternates) }
  }

  private func password(_ password: Mailbox.Password) -> (String, Timestamp?) {
    switch password {
    case .changed(let time): ("changed", time)
    case .mustChange(let issued): ("must-change", issued)
    case .neverSet: ("never-set", nil)
    case .elsewhere: ("elsewhere", nil)
    case .unknown: ("unknown", nil)
    }
  }

  private mutating func cell(last: Bool = false, write: (inout [UInt8]) -> Void) {
    let start = rows.count
    write(&rows)
    if !rows[start...].allSatisfy(isPlain) || rows[start...].first.map(isFormula) == true {
      let safe = safeCell(String(decoding: rows[start...], as: UTF8.self))
      rows.replaceSubrange(start..., with: safe.utf8)
    }
    rows.append(last ? UInt8(ascii: "\n") : UInt8(ascii: ","))
  }

  /// Neither needs quotes nor may be a control character or the beginning of one.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != UInt8(ascii: ",")
      && byte != UInt8(ascii: "\"")
  }

  /// Begins what a spreadsheet would run.
  private func isFormula(_ byte: UInt8) -> Bool { "=+-@".utf8.contains(byte) }

  /// RFC 4180, without control characters, and without what a spreadsheet would run.
  private func safeCell(_ cell: String) -> String {
    var text = String(
      String.UnicodeScalarView(
        cell.unicodeScalars.map {
          $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }))
    if text.utf8.first.map(isFormula) == true { text = "'" + text }
    let needsQuotes = text.utf8.contains { ",\"".utf8.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ address: EmailAddress) {
    append(contentsOf: address.localPart.utf8)
    append(UInt8(ascii: "@"))
    append(contentsOf: address.domain.name.utf8)
  }

  /// Sorted, each address once, with semicolons between.
  fileprivate mutating func append(_ addresses: [EmailAddress]) {
    guard !addresses.isEmpty else { return }
    append(contentsOf: Set(addresses).sorted().map(\.description).joined(separator: ";").utf8)
  }
}
