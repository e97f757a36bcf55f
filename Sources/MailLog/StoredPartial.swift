import Crypto
import Foundation

/// A partial in a file, of which the stretches stay there.
package struct StoredPartial: Sendable {
  let path: String
  /// All but the files' stretches.
  let tally: Tally
  /// Where each file's two blocks, with their lengths, and its stretches lie.
  let blocks: [Range<Int>]
  let stretches: [Range<Int>]

  /// Reads and checks the partial in a file.
  package init(at path: String) throws(LogFault) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, reason: "it can't be opened")
    }
    try self.init(Array(data), path: path)
  }

  /// Checks a partial's bytes. `path` names it in faults.
  init(_ bytes: [UInt8], path: String) throws(LogFault) {
    guard bytes.starts(with: Tally.magic.utf8) else {
      throw .partial(
        path: path,
        reason: bytes.starts(with: "mailaudit partial tally ".utf8)
          ? "another version of mailaudit made it" : "it does not begin as one")
    }
    let end = bytes.count - SHA256.byteCount
    guard end >= Tally.magic.utf8.count,
      bytes[end...].elementsEqual(SHA256.hash(data: bytes[..<end]))
    else { throw .partial(path: path, reason: "it was cut off or changed") }
    var reader = VarintReader(bytes, at: Tally.magic.utf8.count, end: end)
    guard let head = Tally.partialHead(&reader) else {
      throw .partial(path: path, reason: "its content makes no sense")
    }
    var tally = head.tally
    var blocks: [Range<Int>] = []
    var stretches: [Range<Int>] = []
    for _ in 0..<head.fileCount {
      let start = reader.place
      guard let ledger = reader.countedPlace(), let place = reader.countedPlace(),
        var file = Tally.File(ledger: Array(bytes[ledger])),
        file.take(stretches: Array(bytes[place]))
      else { throw .partial(path: path, reason: "its content makes no sense") }
      file.stretches = []
      tally.files.append(file)
      blocks.append(start..<place.upperBound)
      stretches.append(place)
    }
    guard reader.isAtEnd else { throw .partial(path: path, reason: "its content makes no sense") }
    self.path = path
    self.tally = tally
    self.blocks = blocks
    self.stretches = stretches
  }
}

/// Partials in files that are merged one file of logs at a time, in any number.
package struct PartialMerge: Sendable {
  private struct Source: Sendable {
    var path: String
    var file: Tally.File
    var block: Range<Int>
    var stretches: Range<Int>
  }

  private var merged: Tally?
  private var sources: [Source] = []
  private let threads: Int

  package init(threads: Int) { self.threads = threads }

  /// Takes in a partial, which must stay where it is until the merge is done.
  package mutating func add(_ partial: StoredPartial) throws(LogFault) {
    if merged == nil { merged = Tally(toMergeWith: partial.tally) }
    try merged?.merge(partial.tally, from: partial.path)
    for (number, file) in partial.tally.files.enumerated() {
      sources.append(
        Source(
          path: partial.path, file: file, block: partial.blocks[number],
          stretches: partial.stretches[number]))
    }
  }

  /// Throws where pieces of the manifest are missing.
  package func checkCoverage() throws(LogFault) { try merged?.checkCoverage() }

  // In the one order of files.
  private var ordered: [Source] { sources.sorted { $0.file.precedes($1.file) } }

  /// What all come to.
  package func findings() throws(LogFault) -> LogFindings {
    var settlement = Settlement(window: nil, threads: threads)
    let ordered = ordered
    for (number, source) in ordered.enumerated() {
      var file = source.file
      guard file.take(stretches: try bytes(source.stretches, of: source.path)) else {
        throw .partial(path: source.path, reason: "it changed while it was read")
      }
      for (place, stretch) in file.stretches.enumerated() {
        settlement.add(stretch, of: number, place == 0 ? file.hours : [])
      }
      let next = number + 1 < ordered.count ? ordered[number + 1].file.firstLine : nil
      if settlement.heldBytes > LogReading.heldBytes, let next { settlement.settle(before: next) }
    }
    settlement.finish()
    return LogFindings(
      settlement, ordered.map(\.file), repeatedFiles: merged?.repeatedFiles ?? [])
  }

  /// Writes the bigger partial that they make, piece by piece.
  package func write(_ body: ([UInt8]) throws -> Void) throws {
    guard let merged else { return }
    var hash = SHA256()
    let head = merged.partialHead(fileCount: sources.count)
    hash.update(data: head)
    try body(head)
    for source in ordered {
      let block = try bytes(source.block, of: source.path)
      hash.update(data: block)
      try body(block)
    }
    try body(Array(hash.finalize()))
  }

  private func bytes(_ place: Range<Int>, of path: String) throws(LogFault) -> [UInt8] {
    let file = try StoredFile(path: path)
    let bytes = file.bytes(from: UInt64(place.lowerBound), length: place.count)
    guard bytes.count == place.count else {
      throw .partial(path: path, reason: "it changed while it was read")
    }
    return bytes
  }
}
