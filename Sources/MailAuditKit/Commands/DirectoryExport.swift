import ArgumentParser
import Audit
import Directory
import Foundation
import OfficialMail

extension DirectoryCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every mailbox of the directory as CSV.",
      discussion: """
        Rows come as the server gives them. Ends with 0, also where cells are unknown, and with \
        3 when entries are missing. With several directories there is one row an address: the one \
        named first wins, the others fill what it does not say.
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

    func run() async throws {
      let sources = try options.namedSources()
      let day = try Day.audit(asOf, in: try AuditProgram.running.defaultZone())
      let line = ProgressLine()
      defer { line.finish() }
      let register = try agencies.map { try AgencyRegister(file: $0) }
      var assignments = register.map { AgencyAssignments(register: $0, on: day) }
      // Where the register may turn out to be at odds with a mailbox, nothing is printed before
      // every mailbox was seen.
      var table = try MailboxTable(holdingBack: register != nil)
      let ledgers = try await eachPage(of: sources, asOf: day, line) { mailboxes in
        for mailbox in mailboxes {
          table.append(mailbox, agency: assignments?.code(of: mailbox) ?? "")
        }
        try table.flush()
      }
      if let agencies { try assignments?.check(register: agencies) }
      try table.finish()
      if let ledger { try ResultFile.write(ledgers: ledgers, to: ledger) }
      line.finish()
      try report(losses: ledgers)
    }
  }
}

/// Hands over the mailboxes of one directory page by page, of several merged.
func eachPage(
  of sources: [DirectorySource], asOf day: Day, _ line: ProgressLine,
  _ body: ([Mailbox]) throws -> Void
) async throws -> [DirectoryLedger] {
  if sources.count == 1, let source = sources.first {
    return [
      try await read(
        source, asOf: day,
        progress: { line.show(.directory(source: source.location, entries: $0)) },
        deliver: { try body($0.mailboxes) })
    ]
  }
  var pulls: [DirectoryPull] = []
  for source in sources {
    pulls.append(
      try await pull(
        source, asOf: day,
        progress: { line.show(.directory(source: source.location, entries: $0)) }))
  }
  try body(merged(pulls))
  return pulls.map(\.ledger)
}

/// Says what values and entries are missing, and ends with 3 where entries are.
func report(losses ledgers: [DirectoryLedger]) throws {
  let left = ledgers.flatMap { ledger in
    (ledger.leftOut + ledger.skipped.filter { $0.reason == sameAddress }).map {
      (entries: $0.entries, words: "\(ledger.source): \($0.entries) × \($0.reason)")
    }
  }.sorted { $0.entries > $1.entries }
  for line in left.prefix(2) { StandardError.print("mailaudit: \(line.words)") }
  if left.count > 2 {
    StandardError.print(
      "mailaudit: and \(left.count - 2) more such gaps (directory export --ledger FILE)")
  }
  let losses = ledgers.compactMap { ledger in ledger.loss.map { "\(ledger.source): \($0)" } }
  for loss in losses { StandardError.print("mailaudit: incomplete: \(loss)") }
  if !losses.isEmpty { throw ExitCode(3) }
}

extension ResultFile {
  fileprivate static func write(ledgers: [DirectoryLedger], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(["directories": ledgers]) + Data("\n".utf8), to: path)
  }
}
