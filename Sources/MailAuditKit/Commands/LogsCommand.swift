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
    if manifest != nil && paths.count > 1 {
      throw ValidationError("A piece of a manifest is one file.")
    }
    if manifest == nil && paths.isEmpty {
      throw ValidationError("Name a file or folder of logs, or - for standard input.")
    }
  }

  func run() throws {
    let bar = LogProgressBar()
    let tally: Tally
    if let manifest, let sequence {
      let known = try LogManifest(csv: Files.text(at: manifest), path: manifest)
      tally = try known.tally(
        sequence: sequence, at: paths.first, try options.reading(), progress: bar.show)
    } else {
      let reading = try options.reading(digests: partial != nil || ledger != nil)
      tally = try readLogs(paths: paths, reading, progress: bar.show)
    }
    bar.clear()
    try LogResult(tally: tally, pairs: pairs, partial: partial, ledger: ledger).write()
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
    let bar = LogProgressBar()
    let tally = try readLogs(paths: paths, try options.reading(digests: true), progress: bar.show)
    bar.clear()
    Files.print(LogManifest(of: tally).csv)
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
    if let ledger { try Files.write(counted.json(), to: ledger) }
    if let partial {
      try Files.write(Data(tally.partial()), to: partial)
    } else {
      Files.print(totals.csv(pairs: pairs))
    }
    try LogResult.report(tally, counted)
  }

  /// Tells people what was read, and ends with 3 where something was lost.
  static func report(_ tally: Tally, _ ledger: LogLedger) throws {
    for path in tally.repeatedFiles {
      Files.tell("\(printable(path)): the same as another file; counted once")
    }
    for line in ledger.summary { Files.tell(line) }
    if !ledger.isComplete { throw ExitCode(3) }
  }
}

/// A line on standard error that shows how far the reading is, on a terminal only.
private struct LogProgressBar: Sendable {
  private let isOnTerminal = isatty(2) == 1
  private let start = ContinuousClock.now

  @Sendable func show(_ progress: LogProgress) {
    guard isOnTerminal, progress.total > 0 else { return }
    let elapsed = start.duration(to: .now) / .seconds(1)
    let rate = Double(progress.bytes) / max(elapsed, 0.001)
    let left = Int(Double(progress.total - min(progress.bytes, progress.total)) / max(rate, 1))
    let percent = progress.bytes * 100 / progress.total
    let bar = String(repeating: "█", count: Int(min(percent, 100)) / 5)
      .padding(toLength: 20, withPad: "·", startingAt: 0)
    let text =
      "\r\u{1B}[K\(bar) \(percent) %  \(Int(rate / 1_000_000)) MB/s  \(left) s left  "
      + printable(String(progress.file.suffix(40)))
    FileHandle.standardError.write(Data(text.utf8))
  }

  func clear() {
    if isOnTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

/// Reading and writing of a command's own small files.
private enum Files {
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  static func text(at path: String) throws -> String {
    guard FileManager.default.fileExists(atPath: path) else { throw LogFault.missing(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LogFault.unreadable(path: path, reason: "it can't be opened")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Writes aside and renames, for the owner alone.
  static func write(_ data: Data, to path: String) throws {
    let aside = path + ".\(ProcessInfo.processInfo.processIdentifier).part"
    let descriptor = unsafe open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputFault(path: path, reason: reason()) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: data)
      try handle.synchronize()
      try handle.close()
      guard unsafe rename(aside, path) == 0 else { throw OutputFault(path: path, reason: reason()) }
    } catch {
      unsafe unlink(aside)
      throw (error as? OutputFault) ?? OutputFault(path: path, reason: "\(error)")
    }
  }

  private static func reason() -> String {
    unsafe String(cString: strerror(errno))
  }
}

/// A result that could not be written.
struct OutputFault: Fault {
  var path: String
  var reason: String

  var blame: Blame { .commandLine }
  var description: String {
    "\(printable(path)) can't be written: \(printable(reason)). Nothing was written."
  }
}
