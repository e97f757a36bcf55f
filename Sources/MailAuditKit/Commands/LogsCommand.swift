import ArgumentParser
import Foundation
import MailLog
import OfficialMail

/// `mailaudit logs`: what exported mail logs come to, without an audit.
struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Read exported mail logs.",
    subcommands: [LogsTally.self, LogsMerge.self, LogsManifest.self])
}

struct LogsTally: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Count the messages between official mailboxes and webmail, as CSV.")

  @OptionGroup var options: LogOptions

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
    if manifest == nil && paths.isEmpty {
      throw ValidationError("Name a file or folder of logs, or - for standard input.")
    }
  }

  func run() throws {
    let line = ProgressLine()
    defer { line.finish() }
    let tally: Tally
    if let manifest, let sequence {
      let known = try LogManifest(csv: manifestText(at: manifest), path: manifest)
      tally = try known.tally(
        sequence: sequence, at: paths, try options.reading(), progress: line.show(_:))
    } else {
      let reading = try options.reading(digests: partial != nil || ledger != nil)
      tally = try readLogs(paths: paths, reading, progress: line.show(_:))
    }
    line.finish()
    try LogResult(tally: tally, pairs: pairs, partial: partial, ledger: ledger).write()
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
    commandName: "merge", abstract: "Merge partial tallies, in any order.")

  @Flag(help: "Whole webmail addresses instead of their domains.")
  var pairs = false

  @Option(help: ArgumentHelp("Write one bigger partial instead.", valueName: "file"))
  var partial: String?

  @Option(help: ArgumentHelp("Write the ledger as JSON.", valueName: "file"))
  var ledger: String?

  @Argument(help: "Partials made by logs tally --partial.")
  var files: [String]

  func run() throws {
    var whole: Tally?
    for path in files {
      let part = try Tally(partialAt: path)
      if whole == nil { whole = Tally(toMergeWith: part) }
      try whole?.merge(part, from: path)
    }
    guard let whole else { return }
    if partial == nil { try whole.checkCoverage() }
    try LogResult(tally: whole, pairs: pairs, partial: partial, ledger: ledger).write()
  }
}

struct LogsManifest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest", abstract: "Put log files in order, with their digests, as CSV.")

  @OptionGroup var options: LogOptions

  @Argument(help: "Files and folders.")
  var paths: [String]

  func run() throws {
    let line = ProgressLine()
    defer { line.finish() }
    let tally = try readLogs(
      paths: paths, try options.reading(digests: true), progress: line.show(_:))
    line.finish()
    try StandardOutput.write(LogManifest(of: tally).csv)
    try LogResult.report(tally, tally.totals().ledger)
  }
}

/// Where the result of reading logs goes: CSV or a partial, the ledger, and a word for people.
private struct LogResult {
  var tally: Tally
  var pairs: Bool
  var partial: String?
  var ledger: String?

  func write() throws {
    let (totals, counted) = tally.totals()
    if let ledger { try ResultFile.write(counted.json(), to: ledger) }
    if let partial {
      try ResultFile.write(Data(tally.partial()), to: partial)
    } else {
      try StandardOutput.write(totals.csv(pairs: pairs))
    }
    try LogResult.report(tally, counted)
  }

  /// Tells people what was read, and ends with 3 where something was lost.
  static func report(_ tally: Tally, _ ledger: LogLedger) throws {
    for path in tally.repeatedFiles {
      StandardError.print("\(path.visible): the same as another file; counted once")
    }
    for line in ledger.summary { StandardError.print(line) }
    if !ledger.isComplete { throw ExitCode(3) }
  }
}
