package import OfficialMail

/// What a piece of log, or all of it, comes to. Tallies merge in any order, and what they come to
/// is decided once, from all of their records.
package struct Tally: Sendable {
  /// A stretch of a file's decoded text that one pass read.
  struct Stretch: Sendable {
    /// Bytes and lines of the file before it.
    var baseOffset: UInt64
    var baseLine: UInt64
    /// In the order of the records' host numbers.
    var hosts: [String] = []
    var headRepeats: [HeadRepeat] = []
    /// Hosts that have no line but such repeats.
    var silentHosts: [Int] = []
    /// Of every host whose last line is a delivery, that one alone, as a transaction's record.
    var lastLines: [UInt8] = []
    var addresses = AddressTable()
    /// Transactions and tracked deliveries, each kind in its compact form.
    var records: [UInt8] = []
    var tracked: [UInt8] = []
    var logins: [LoginRecord] = []
  }

  /// One file, or one member of an archive.
  struct File: Sendable {
    var ledger: LogLedger.File
    /// Its place in the manifest or in the input.
    var sequence: Int
    /// Its place in its archive.
    var member: Int
    /// The stored file, where it is a member of an archive.
    var source: String
    var firstLine: Int64?
    var hours: [HostHours]
    var stretches: [Stretch]

    var lastTime: Int64 { ledger.last?.secondsSinceEpoch ?? .max }

    /// Whether the file comes before another one in the order in which they are joined.
    func precedes(_ other: File) -> Bool {
      let one = (firstLine ?? .max, lastTime, sequence, member)
      let two = (other.firstLine ?? .max, other.lastTime, other.sequence, other.member)
      if one != two { return one < two }
      return (ledger.sha256, ledger.path) < (other.ledger.sha256, other.ledger.path)
    }
  }

  /// Official domains, webmail names and time zone: tallies of different criteria don't merge.
  var criteria: String
  /// Digest of the manifest and its number of pieces, where the tally is of its pieces.
  var manifest: ManifestIdentity?
  /// The pieces of the manifest that are covered.
  var covered: Set<Int> = []
  /// Only deliveries in it are counted; nil: all.
  package var window: Range<Timestamp>?
  var files: [File] = []
  /// How many threads may work on what it comes to.
  var threads = 1
  /// Files passed over because another one with the same content was read.
  package var repeatedFiles: [String] = []

  struct ManifestIdentity: Sendable, Hashable {
    var digest: String
    var pieces: Int
  }

  /// Brings the files into their one order: by the time of the first line, then of the last (of two
  /// parts that begin in one second the shorter comes first), then as the input or manifest has
  /// them.
  mutating func sortFiles() {
    files.sort { $0.precedes($1) }
  }

  /// A tally of nothing that merges with `first`.
  package init(toMergeWith first: Tally) {
    self.init(criteria: first.criteria, manifest: first.manifest, window: first.window)
  }

  init(criteria: String, manifest: ManifestIdentity? = nil, window: Range<Timestamp>?) {
    self.criteria = criteria
    self.manifest = manifest
    self.window = window
  }

  /// Takes in another tally. `path` names it in faults.
  package mutating func merge(_ other: Tally, from path: String) throws(LogFault) {
    guard other.criteria == criteria, other.manifest == manifest else {
      throw .differentCriteria(path: path)
    }
    let read = Set(files.filter { $0.ledger.size > 0 }.map(\.ledger.sha256)).subtracting([""])
    if let twice = other.files.first(where: { read.contains($0.ledger.sha256) }) {
      throw .pieceTwice(path: twice.ledger.path)
    }
    if !covered.isDisjoint(with: other.covered) { throw .pieceTwice(path: path) }
    covered.formUnion(other.covered)
    files += other.files
    repeatedFiles = (repeatedFiles + other.repeatedFiles).sorted()
    sortFiles()
  }

  /// Throws where pieces of the manifest are missing.
  package func checkCoverage() throws(LogFault) {
    guard let manifest, covered.count < manifest.pieces else { return }
    throw .pieceMissing(
      sequences: Array(
        (1...manifest.pieces).lazy.filter { !covered.contains($0) }.prefix(LogFault.namedPieces)),
      of: manifest.pieces)
  }

  // MARK: Results

  /// What it all comes to. Of the correspondence of a `listed` mailbox every delivery is evidence,
  /// of others the first few.
  package func findings(listing listed: EmailAddress? = nil) -> LogFindings {
    var settlement = Settlement(window: window, threads: threads, listing: listed)
    for (number, file) in files.enumerated() {
      for (place, stretch) in file.stretches.enumerated() {
        settlement.add(stretch, of: number, place == 0 ? file.hours : [])
      }
    }
    settlement.finish()
    return LogFindings(settlement, files, repeatedFiles: repeatedFiles)
  }
}
