import Foundation
import OfficialMail
import Synchronization

/// Reads files and folders of logs into a tally; `-` is standard input.
///
/// - Throws: `LogFault` where a path can't be read at all, there is nothing to read, or a forced
///   format does not fit. What is lost of a file that was opened stands in the ledger.
package func readLogs(
  paths: [String], _ reading: LogReading,
  progress: @escaping @Sendable (LogProgress) -> Void = { _ in }
) throws(LogFault) -> Tally {
  let tally = try readFiles(paths, reading, progress: progress) { inputs in
    inputs.assignYears(
      firstYear: reading.firstYear, window: reading.window,
      now: Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)))
  }
  guard tally.files.contains(where: { $0.ledger.lines > 0 || $0.ledger.loss != nil }) else {
    throw .noLines
  }
  return tally
}

/// Reads one file whose first time is known.
func readPiece(
  _ path: String, beginning first: Timestamp?, _ reading: LogReading,
  progress: @escaping @Sendable (LogProgress) -> Void
) throws(LogFault) -> Tally {
  try readFiles([path], reading, progress: progress) { inputs in
    for index in inputs.indices {
      inputs[index].year = inputs[index].year(nearest: first, reading.timeZone)
    }
  }
}

private func readFiles(
  _ paths: [String], _ reading: LogReading,
  progress: @escaping @Sendable (LogProgress) -> Void, assigningYears: (inout [LogInput]) -> Void
) throws(LogFault) -> Tally {
  var tally = Tally(criteria: reading.criteria, window: reading.window)
  tally.threads = reading.threads
  var files: [StoredFile] = []
  for path in try LogInput.files(at: paths) { files.append(try StoredFile(path: path)) }
  let digests = try LogDigests(files, all: reading.digests, threads: reading.threads)
  files = digests.withoutRepeats(files, &tally.repeatedFiles)
  var inputs = files.map { LogInput($0, forced: reading.format) }
  assigningYears(&inputs)
  let scan = FileScan(files, inputs, reading, progress)
  tally.files = try scan.run(digests)
  tally.sortFiles()
  return tally
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
