import Crypto
import Foundation
import OfficialMail

/// A tally as a file. Numbers are varints (seven bits a byte, low bits first, signed ones zigzag),
/// texts and blocks have their length before them.
///
/// | part | content |
/// |---|---|
/// | magic | `mailaudit partial tally 5` and a newline |
/// | header | criteria (digest of domains and webmail names, time zone); manifest's digest and number of pieces; the covered pieces; files passed over as repeats |
/// | files | their number, and for each, in the order of first line, last line and place: a block of what the ledger says of it and its hosts' hours, and a block of its stretches |
/// | digest | SHA-256 of all before it |
///
/// A stretch holds hosts, addresses and, with their numbers, transactions, tracked deliveries and
/// logins. The same pieces give the same bytes, whatever the merge tree, threads or compression.
///
/// The number goes up too when lines come to mean something else: partials do not merge then, and
/// what a store remembers is read anew.
extension Tally {
  static let magic = "mailaudit partial tally 5\n"

  /// The partial's bytes.
  package func partial() -> [UInt8] {
    var bytes = partialHead(fileCount: files.count)
    for file in files {
      bytes.append(counted: file.encodedLedger)
      bytes.append(counted: file.encodedStretches)
    }
    bytes += SHA256.hash(data: bytes)
    return bytes
  }

  /// All of a partial that comes before its files.
  func partialHead(fileCount: Int) -> [UInt8] {
    var bytes = Array(Tally.magic.utf8)
    bytes.append(counted: criteria)
    bytes.append(counted: manifest?.digest ?? "")
    bytes.append(varint: UInt64(manifest?.pieces ?? 0))
    bytes.append(varint: UInt64(covered.count))
    for sequence in covered.sorted() { bytes.append(varint: UInt64(sequence)) }
    bytes.append(varint: UInt64(repeatedFiles.count))
    for path in repeatedFiles { bytes.append(counted: path) }
    bytes.append(varint: UInt64(fileCount))
    return bytes
  }

  /// Reads a partial whole. `path` names it in faults.
  package init(partial bytes: [UInt8], path: String) throws(LogFault) {
    let stored = try StoredPartial(bytes, path: path)
    self = stored.tally
    for (number, place) in stored.stretches.enumerated() {
      files[number].take(stretches: Array(bytes[place]))
    }
  }

  /// Reads the head of a partial: all but its files, and how many there are.
  static func partialHead(_ reader: inout VarintReader) -> (tally: Tally, fileCount: Int)? {
    guard let criteria = reader.text(), let digest = reader.text(),
      let pieces = reader.count(upTo: 1 << 30), let coveredCount = reader.count(upTo: pieces)
    else { return nil }
    var tally = Tally(
      criteria: criteria,
      manifest: digest.isEmpty ? nil : ManifestIdentity(digest: digest, pieces: pieces),
      window: nil)
    for _ in 0..<coveredCount {
      guard let sequence = reader.count(upTo: pieces), sequence > 0 else { return nil }
      tally.covered.insert(sequence)
    }
    guard let repeatedCount = reader.count(upTo: 1 << 30) else { return nil }
    for _ in 0..<repeatedCount {
      guard let path = reader.text() else { return nil }
      tally.repeatedFiles.append(path)
    }
    guard let fileCount = reader.count(upTo: 1 << 30) else { return nil }
    return (tally, fileCount)
  }
}

extension Tally.File {
  /// What the ledger says of the file.
  var encodedLedger: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(counted: ledger.path)
    bytes.append(counted: ledger.format)
    bytes.append(counted: ledger.reason)
    bytes.append(varint: ledger.size)
    bytes.append(counted: ledger.sha256)
    for number in [ledger.lines, ledger.recognised, ledger.irrelevant, ledger.unrecognised] {
      bytes.append(varint: number)
    }
    bytes.append(varint: UInt64(ledger.firstUnrecognised.count))
    for line in ledger.firstUnrecognised {
      bytes.append(varint: line.line)
      bytes.append(varint: line.offset)
      bytes.append(counted: line.excerpt)
    }
    bytes.append(varint: ledger.otherLogins)
    bytes.append(varint: ledger.otherFailures)
    bytes.append(counted: ledger.loss ?? "")
    bytes.append(varint: UInt64(sequence))
    bytes.append(varint: UInt64(member))
    bytes.append(counted: source)
    bytes.append(varint: firstLine == nil ? 0 : 1)
    bytes.append(signed: firstLine ?? 0)
    bytes.append(varint: UInt64(hours.count))
    for host in hours { host.encode(into: &bytes) }
    return bytes
  }

  var encodedStretches: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(varint: UInt64(stretches.count))
    for stretch in stretches { stretch.encode(into: &bytes) }
    return bytes
  }

  /// Takes the stretches of a partial that was found to be sound; false where they are not.
  @discardableResult
  mutating func take(stretches bytes: [UInt8]) -> Bool {
    var reader = VarintReader(bytes)
    guard let count = reader.count(upTo: 1 << 20) else { return false }
    stretches = []
    for _ in 0..<count {
      guard let stretch = Tally.Stretch(&reader) else { return false }
      stretches.append(stretch)
    }
    return reader.isAtEnd
  }

  /// Reads what `encodedLedger` wrote; nil where it is damaged.
  init?(ledger bytes: [UInt8]) {
    var reader = VarintReader(bytes)
    guard let path = reader.text(), let format = reader.text(), let reason = reader.text(),
      let size = reader.size(),
      let sha256 = reader.text(), let lines = reader.size(), let recognised = reader.size(),
      let irrelevant = reader.size(), let unrecognised = reader.size(),
      let samples = reader.count(upTo: 1 << 10)
    else { return nil }
    ledger = LogLedger.File(
      path: path, format: format, reason: reason, size: size, sha256: sha256, lines: lines,
      recognised: recognised, irrelevant: irrelevant, unrecognised: unrecognised)
    for _ in 0..<samples {
      guard let line = reader.size(), let offset = reader.size(), let excerpt = reader.text()
      else { return nil }
      ledger.firstUnrecognised.append(
        LogLedger.UnrecognisedLine(line: line, offset: offset, excerpt: excerpt))
    }
    guard let otherLogins = reader.size(), let otherFailures = reader.size(),
      let loss = reader.text(), let sequence = reader.count(upTo: 1 << 30),
      let member = reader.count(upTo: 1 << 30), let source = reader.text(),
      let hasFirst = reader.number(),
      let first = reader.time(), let hostCount = reader.count(upTo: 1 << 20)
    else { return nil }
    ledger.otherLogins = otherLogins
    ledger.otherFailures = otherFailures
    ledger.loss = loss.isEmpty ? nil : loss
    self.sequence = sequence
    self.member = member
    self.source = source
    firstLine = hasFirst == 1 ? first : nil
    hours = []
    for _ in 0..<hostCount {
      guard let host = HostHours(&reader) else { return nil }
      hours.append(host)
    }
    stretches = []
    guard reader.isAtEnd else { return nil }
    takeHours()
  }
}

extension HostHours {
  fileprivate func encode(into bytes: inout [UInt8]) {
    bytes.append(counted: host)
    bytes.append(signed: first)
    bytes.append(signed: last)
    bytes.append(varint: UInt64(runs.count))
    for run in runs {
      bytes.append(signed: Int64(run.lowerBound))
      bytes.append(varint: UInt64(run.count))
    }
  }

  fileprivate init?(_ reader: inout VarintReader) {
    guard let host = reader.text(), let first = reader.time(), let last = reader.time(),
      first <= last, let count = reader.count(upTo: 1 << 30)
    else { return nil }
    var runs: [Range<Int32>] = []
    for _ in 0..<count {
      guard let start = reader.signed(), let length = reader.count(upTo: 1 << 28),
        (-1 << 30..<1 << 30).contains(start)
      else { return nil }
      runs.append(Int32(start)..<Int32(start) + Int32(length))
    }
    self.init(host: host, first: first, last: last, runs: runs)
  }
}

extension Tally.Stretch {
  fileprivate func encode(into bytes: inout [UInt8]) {
    bytes.append(varint: baseOffset)
    bytes.append(varint: baseLine)
    bytes.append(varint: UInt64(hosts.count))
    for host in hosts { bytes.append(counted: host) }
    bytes.append(varint: UInt64(headRepeats.count))
    for entry in headRepeats {
      bytes.append(varint: UInt64(entry.host))
      bytes.append(varint: UInt64(entry.count))
      bytes.append(signed: entry.time)
      bytes.append(varint: entry.offset)
      bytes.append(varint: entry.line)
    }
    bytes.append(varint: UInt64(silentHosts.count))
    for host in silentHosts { bytes.append(varint: UInt64(host)) }
    bytes.append(counted: lastLines)
    bytes.append(varint: UInt64(addresses.count))
    for number in 0..<addresses.count {
      bytes.append(varint: addresses.kind(number).rawValue)
      bytes.append(counted: addresses.bytes(number))
    }
    bytes.append(counted: records)
    bytes.append(counted: tracked)
    bytes.append(varint: UInt64(logins.count))
    for login in logins { login.encode(into: &bytes) }
  }

  fileprivate init?(_ reader: inout VarintReader) {
    guard let baseOffset = reader.size(), let baseLine = reader.size(),
      let hostCount = reader.count(upTo: SeenHosts.most)
    else { return nil }
    self.baseOffset = baseOffset
    self.baseLine = baseLine
    for _ in 0..<hostCount {
      guard let host = reader.text() else { return nil }
      hosts.append(host)
    }
    guard let repeatCount = reader.count(upTo: 1 << 30) else { return nil }
    for _ in 0..<repeatCount {
      guard let host = reader.count(upTo: hostCount - 1),
        let count = reader.count(upTo: Int(UInt32.max)), let time = reader.time(),
        let offset = reader.size(), let line = reader.size()
      else { return nil }
      headRepeats.append(
        HeadRepeat(host: host, count: UInt32(count), time: time, offset: offset, line: line))
    }
    guard let silentCount = reader.count(upTo: hostCount) else { return nil }
    for _ in 0..<silentCount {
      guard let host = reader.count(upTo: hostCount - 1) else { return nil }
      silentHosts.append(host)
    }
    guard let last = reader.counted(), let addressCount = reader.count(upTo: 1 << 31) else {
      return nil
    }
    lastLines = Array(last)
    for number in 0..<addressCount {
      guard let kind = reader.number().flatMap(AddressKey.Kind.init), let text = reader.counted(),
        addresses.number(of: text.span, 0..<text.count, kind) == number
      else { return nil }
    }
    addresses.seal()
    guard let bytes = reader.counted(), let trackedBytes = reader.counted(),
      let loginCount = reader.count(upTo: 1 << 31)
    else { return nil }
    records = Array(bytes)
    tracked = Array(trackedBytes)
    for _ in 0..<loginCount {
      guard let login = LoginRecord(&reader), login.host < hosts.count,
        login.account < addresses.count
      else { return nil }
      logins.append(login)
    }
    guard areSound(records), areSound(lastLines), trackedAreSound else { return nil }
  }

  private var trackedAreSound: Bool {
    var reader = VarintReader(tracked)
    while !reader.isAtEnd {
      guard let record = TrackedRecord(&reader) else { return false }
      let delivery = record.delivery
      let keys = [delivery.sender, delivery.recipient, delivery.original, delivery.login]
      guard keys.allSatisfy({ !$0.isNumbered || $0.payload < UInt64(addresses.count) }) else {
        return false
      }
    }
    return true
  }

  // Whether every record can be read and speaks of known hosts and addresses alone.
  private func areSound(_ records: [UInt8]) -> Bool {
    var reader = VarintReader(records)
    while !reader.isAtEnd {
      guard let transaction = Transaction(&reader), transaction.host < hosts.count else {
        return false
      }
      let keys =
        [transaction.sender, transaction.login]
        + transaction.deliveries.flatMap { [$0.recipient, $0.original] }
      guard keys.allSatisfy({ !$0.isNumbered || $0.payload < UInt64(addresses.count) }) else {
        return false
      }
    }
    return true
  }
}
