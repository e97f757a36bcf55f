import Foundation
package import OfficialMail
import Synchronization

/// Reads files and folders of logs into a tally, which merges with others; `-` is standard input.
///
/// - Throws: `LogFault` where a path can't be read at all, there is nothing to read, or a forced
///   format does not fit. What is lost of a file that was opened stands in the ledger.
package func readLogs(
  paths: [String], _ reading: LogReading,
  progress: @escaping @Sendable (LogProgress) -> Void = { _ in }
) throws(LogFault) -> Tally {
  let input = try LogFiles(paths, reading)
  let (files, _) = try input.read(reading, progress, settlement: nil)
  return try tally(of: files, input, reading)
}

/// Reads files and folders of logs for good: the memory it takes grows with what is found and not
/// with the logs.
///
/// - Throws: as `readLogs`.
package func findings(
  inLogs paths: [String], _ reading: LogReading, listing listed: EmailAddress? = nil,
  progress: @escaping @Sendable (LogProgress) -> Void = { _ in }
) throws(LogFault) -> LogFindings {
  let input = try LogFiles(paths, reading)
  let (files, settlement) = try input.read(
    reading, progress,
    settlement: Settlement(
      window: reading.window, threads: reading.threads, listing: listed))
  guard let settlement else { return try tally(of: files, input, reading).findings() }
  try checkLines(files)
  return LogFindings(settlement, files, repeatedFiles: input.repeated)
}

private func tally(
  of files: [Tally.File], _ input: LogFiles, _ reading: LogReading
) throws(LogFault) -> Tally {
  try checkLines(files)
  var tally = Tally(criteria: reading.criteria, window: reading.window)
  tally.threads = reading.threads
  tally.repeatedFiles = input.repeated
  tally.files = files
  tally.sortFiles()
  return tally
}

private func checkLines(_ files: [Tally.File]) throws(LogFault) {
  guard files.contains(where: { $0.ledger.lines > 0 || $0.ledger.loss != nil }) else {
    throw .noLines
  }
}

/// Reads one file whose first time is known.
func readPiece(
  _ path: String, beginning first: Timestamp?, _ reading: LogReading,
  progress: @escaping @Sendable (LogProgress) -> Void
) throws(LogFault) -> Tally {
  var input = try LogFiles([path], reading, assigningYears: false)
  for index in input.inputs.indices {
    input.inputs[index].year = input.inputs[index].year(nearest: first, reading.timeZone)
  }
  let (files, _) = try input.read(reading, progress, settlement: nil)
  var tally = Tally(criteria: reading.criteria, window: reading.window)
  tally.threads = reading.threads
  tally.files = files
  tally.sortFiles()
  return tally
}

/// The files that are to be read, each content once.
private struct LogFiles {
  var files: [StoredFile] = []
  var inputs: [LogInput]
  /// Passed over: their content is another one's.
  var repeated: [String] = []
  private let digests: LogDigests

  init(
    _ paths: [String], _ reading: LogReading, assigningYears: Bool = true
  ) throws(LogFault) {
    for path in try LogInput.files(at: paths) { files.append(try StoredFile(path: path)) }
    digests = try LogDigests(files, all: reading.digests, threads: reading.threads)
    files = digests.withoutRepeats(files, &repeated)
    inputs = files.map { LogInput($0, forced: reading.format) }
    guard assigningYears else { return }
    inputs.assignYears(
      firstYear: reading.firstYear, window: reading.window,
      now: Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)))
  }

  func read(
    _ reading: LogReading, _ progress: @escaping @Sendable (LogProgress) -> Void,
    settlement: Settlement?
  ) throws(LogFault) -> (files: [Tally.File], settlement: Settlement?) {
    let scan = FileScan(files, inputs, reading, progress)
    let intake = PartIntake(scan, files, digests, reading, settlement: settlement)
    scan.run(into: intake)
    return try intake.finished()
  }
}

extension LogReading {
  /// What two tallies must have in common to merge.
  var criteria: String {
    var hash = StableHash()
    for domain in officialDomains.map(\.name).sorted() { hash.add(domain) }
    hash.add("|")
    for entry in webmail.entries { hash.add(entry.domain.name) }
    return "\(hash.hex) \(timeZone.identifier)"
  }
}

/// The digests of input files, where they are asked for or two files might be the same.
struct LogDigests {
  private var byFile: [ObjectIdentifier: String] = [:]
  /// Why a digest could not be made.
  private(set) var failures: [ObjectIdentifier: String] = [:]

  init(_ files: [StoredFile], all: Bool, threads: Int) throws(LogFault) {
    let sizes = Dictionary(grouping: files, by: \.size)
    let wanted = files.filter {
      $0.path != "-" && (all || (($0.size > 0) && (sizes[$0.size]?.count ?? 0) > 1))
    }
    let results = Mutex<[(ObjectIdentifier, Result<String, ReadFailure>)]>([])
    inParallel(wanted.count, threads: threads) { index in
      let digest = wanted[index].sha256()
      results.withLock { $0.append((ObjectIdentifier(wanted[index]), digest)) }
    }
    for (file, result) in results.withLock({ $0 }) {
      switch result {
      case .success(let digest): byFile[file] = digest
      case .failure(let failure): failures[file] = failure.reason
      }
    }
  }

  subscript(file: StoredFile) -> String { byFile[ObjectIdentifier(file)] ?? "" }

  /// The files but for those whose content another one before them has; those are named.
  func withoutRepeats(_ files: [StoredFile], _ repeated: inout [String]) -> [StoredFile] {
    var seen: Set<String> = []
    var kept: [StoredFile] = []
    for file in files {
      let digest = self[file]
      if !digest.isEmpty, file.size > 0, !seen.insert(digest).inserted {
        repeated.append(file.path)
      } else {
        kept.append(file)
      }
    }
    return kept
  }
}
