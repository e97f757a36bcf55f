import ArgumentParser
import Audit
import Foundation
import MailLog
import OfficialMail

/// `mailaudit logs`: what exported mail logs come to, without an audit.
struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Read exported mail logs.",
    subcommands: [
      LogsTally.self, LogsInspect.self, LogsLogins.self, LogsMerge.self, LogsManifest.self,
    ])
}

struct LogsTally: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Count the messages between official mailboxes and webmail, as CSV.",
    discussion: """
      mailbox,webmail,direction,messages,first,last. What was read of the logs, and what was lost, \
      is told on standard error.

      Examples:
        mailaudit logs tally exports/
        mailaudit logs tally --official-domain songma.example --pairs --year 2026 exports/
        mailaudit logs tally --manifest manifest.csv --sequence 3 --partial 3.partial exports/
      """)

  @OptionGroup var options: LogOptions

  @Option(
    help: ArgumentHelp(
      "An SQLite file that remembers logs which were read, so that a killed run goes on from there.",
      valueName: "file.sqlite"))
  var store: String?

  @Flag(help: "Whole webmail addresses instead of their domains.")
  var pairs = false

  @Option(help: ArgumentHelp("Write a mergeable partial instead.", valueName: "file"))
  var partial: String?

  @Option(
    help: ArgumentHelp("The manifest whose piece is tallied, with --sequence.", valueName: "file"))
  var manifest: String?

  @Option(help: ArgumentHelp("The piece of the manifest, from 1.", valueName: "n"))
  var sequence: Int?

  @Option(help: ArgumentHelp("Write the ledger as JSON.", valueName: "file"))
  var ledger: String?

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String] = []

  func validate() throws {
    if (manifest == nil) != (sequence == nil) {
      throw ValidationError("--manifest and --sequence go together.")
    }
    if manifest != nil && partial == nil {
      throw ValidationError("A piece of a manifest makes a partial: add --partial FILE.")
    }
    if store != nil && partial != nil {
      throw ValidationError("--store remembers nothing for --partial: leave one of them away.")
    }
    if manifest == nil && paths.isEmpty {
      throw ValidationError("Name a file or folder of logs, or - for standard input.")
    }
  }

  func run() throws {
    let line = ProgressLine()
    defer { line.finish() }
    let tally: Tally
    if partial == nil {
      let store = try store.map { try AuditStore(path: $0) }
      var reading = try options.reading(digests: ledger != nil || store != nil)
      reading.memory = store?.memory
      let found = try findings(inLogs: paths, reading, progress: line.show(_:))
      line.finish()
      store?.tell()
      return try LogResult(pairs: pairs, ledger: ledger).write(found)
    }
    if let manifest, let sequence {
      let known = try LogManifest(csv: manifestText(at: manifest), path: manifest)
      tally = try known.tally(
        sequence: sequence, at: paths, try options.reading(), progress: line.show(_:))
    } else {
      tally = try readLogs(
        paths: paths, try options.reading(digests: true), progress: line.show(_:))
    }
    line.finish()
    try LogResult(pairs: pairs, ledger: ledger).write(tally, partial: partial)
  }

  private func manifestText(at path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageFault("\(path) cannot be read: no such file, or no right to read it")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

struct LogsMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Merge partial tallies, in any order.",
    discussion: """
      Prints what logs tally prints of all the logs. A piece that is missing or there twice is \
      refused.

      Example: mailaudit logs merge 1.partial 2.partial 3.partial
      """)

  @Flag(help: "Whole webmail addresses instead of their domains.")
  var pairs = false

  @Option(help: ArgumentHelp("Write one bigger partial instead.", valueName: "file"))
  var partial: String?

  @Option(help: ArgumentHelp("Write the ledger as JSON.", valueName: "file"))
  var ledger: String?

  @Argument(help: "Partials made by logs tally --partial.")
  var files: [String]

  func run() throws {
    var merge = PartialMerge(threads: ProcessInfo.processInfo.activeProcessorCount)
    for path in files { try merge.add(StoredPartial(at: path)) }
    let result = LogResult(pairs: pairs, ledger: ledger)
    guard let partial else {
      try merge.checkCoverage()
      return try result.write(merge.findings())
    }
    try ResultFile.write(to: partial) { file in
      try merge.write { try file.write(contentsOf: $0) }
    }
    try result.report(merge.findings())
  }
}

struct LogsManifest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest", abstract: "Put log files in order, with their digests, as CSV.",
    discussion: """
      sequence,host,path,size,sha256,first,last: grouped by host, oldest first. Made once, it lets \
      several machines tally a piece each.

      Example: mailaudit logs manifest exports/ > manifest.csv
      """)

  @OptionGroup var options: LogOptions

  @Argument(help: "Files and folders.")
  var paths: [String]

  func validate() throws {
    if paths.contains("-") {
      throw ValidationError("Standard input has no place in a manifest: name files and folders.")
    }
  }

  func run() throws {
    let line = ProgressLine()
    defer { line.finish() }
    let tally = try readLogs(
      paths: paths, try options.reading(digests: true), progress: line.show(_:))
    line.finish()
    try StandardOutput.write(LogManifest(of: tally).csv)
    try LogResult(pairs: false).report(tally.findings())
  }
}

/// Where the result of reading logs goes: CSV or a partial, the ledger, and a word for people.
private struct LogResult {
  var pairs: Bool
  var ledger: String?

  func write(_ tally: Tally, partial: String?) throws {
    guard let partial else { return try write(tally.findings()) }
    let found = tally.findings()
    try ResultFile.write(Data(tally.partial()), to: partial)
    try report(found)
  }

  func write(_ found: LogFindings) throws {
    try StandardOutput.write(found.totals.csv(pairs: pairs))
    try report(found)
  }

  /// Writes the ledger where it is asked for, tells people what was read, and ends with 3 where
  /// something was lost.
  func report(_ found: LogFindings) throws {
    if let ledger { try ResultFile.write(found.ledger.json(), to: ledger) }
    try found.report()
  }
}

extension LogFindings {
  /// Tells people what was read, and ends with 3 where something was lost.
  func report() throws {
    for path in repeatedFiles {
      StandardError.print("\(path.visible): the same as another file; counted once")
    }
    for line in ledger.summary { StandardError.print(line) }
    if !ledger.isComplete { throw ExitCode(3) }
  }
}
