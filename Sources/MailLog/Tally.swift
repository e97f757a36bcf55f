package import Foundation
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
    files.sort { left, right in
      let one = (left.firstLine ?? .max, left.lastTime, left.sequence, left.member)
      let other = (right.firstLine ?? .max, right.lastTime, right.sequence, right.member)
      if one != other { return one < other }
      return (left.ledger.sha256, left.ledger.path) < (right.ledger.sha256, right.ledger.path)
    }
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
      sequences: (1...manifest.pieces).filter { !covered.contains($0) }, of: manifest.pieces)
  }

  // MARK: Results

  /// All correspondence, sorted by mailbox, webmail, direction, and the ledger, whose count of
  /// unresolved transactions is known only then.
  package func settled() -> (correspondence: [Correspondence], ledger: LogLedger) {
    let settlement = Settlement(self, threads: threads)
    return (settlement.correspondence(files: files), ledger(settlement))
  }

  /// The same without evidence, by pair of addresses.
  package func totals() -> (totals: [Correspondence], ledger: LogLedger) {
    let settlement = Settlement(self, threads: threads)
    return (settlement.correspondence(files: nil), ledger(settlement))
  }

  package func correspondence() -> [Correspondence] { settled().correspondence }

  package var ledger: LogLedger { settled().ledger }

  private func ledger(_ settlement: Settlement) -> LogLedger {
    LogLedger(
      files: files.map(\.ledger).sorted { ($0.path, $0.sha256) < ($1.path, $1.sha256) },
      silences: silences, unresolvedTransactions: settlement.unresolved,
      repeatedDeliveries: settlement.repeated)
  }

  var hours: [HostHours] { HostHours.union(files.flatMap(\.hours)) }

  private var silences: [LogLedger.Silence] {
    hours.map { host in
      var gaps: [LogLedger.Gap] = []
      for (run, next) in zip(host.runs, host.runs.dropFirst()) {
        gaps.append(
          LogLedger.Gap(
            from: Timestamp(secondsSinceEpoch: Int64(run.upperBound) * 3600),
            hours: Int(next.lowerBound - run.upperBound)))
      }
      let longest = gaps.sorted { ($1.hours, $0.from) < ($0.hours, $1.from) }.prefix(10)
      return LogLedger.Silence(
        host: host.host, first: Timestamp(secondsSinceEpoch: host.first),
        last: Timestamp(secondsSinceEpoch: host.last),
        silentHours: gaps.reduce(0) { $0 + $1.hours }, longest: Array(longest))
    }
  }

  /// The days of `period` on the calendar of `zone` on which a host wrote no line, by host; hosts
  /// that wrote every day are left out.
  package func daysWithoutLines(in period: Period, zone: TimeZone) -> [String: [Day]] {
    var result: [String: [Day]] = [:]
    for host in hours {
      var seen: Set<Day> = []
      for run in host.runs {
        for hour in run {
          seen.insert(Timestamp(secondsSinceEpoch: Int64(hour) * 3600).day(in: zone))
        }
      }
      // An hour may reach into a day where the zone's offset is no whole hour.
      seen.insert(Timestamp(secondsSinceEpoch: host.first).day(in: zone))
      seen.insert(Timestamp(secondsSinceEpoch: host.last).day(in: zone))
      var days: [Day] = []
      var day = period.first
      while day <= period.last {
        if !seen.contains(day) { days.append(day) }
        day = day.adding(days: 1)
      }
      if !days.isEmpty { result[host.host] = days }
    }
    return result
  }
}
