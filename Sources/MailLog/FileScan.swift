import Foundation
import OfficialMail
import Synchronization

/// One reading of a list of files: the stretches that threads work off, and the files that come of
/// them.
struct FileScan: Sendable {
  private let files: [StoredFile]
  private let inputs: [LogInput]
  private let reading: LogReading
  private let classes: DomainClasses
  private let meter: ProgressMeter

  /// The least of a plain file that is worth a thread of its own.
  static let leastStretch: UInt64 = 1 << 16
  static let bigFile: UInt64 = 1 << 26
  static let longestLine = 1 << 17

  private struct Job: Sendable {
    var file: Int
    // Of a plain file; packed ones are read whole.
    var range: Range<UInt64>
    var year: Int
  }

  // A packed file gives several of these, a stretch of a plain one gives one.
  private struct Part: Sendable {
    var member: String
    var stretch: ScannedStretch
    var loss: String?
  }

  init(
    _ files: [StoredFile], _ inputs: [LogInput], _ reading: LogReading,
    _ progress: @escaping @Sendable (LogProgress) -> Void
  ) {
    self.files = files
    self.inputs = inputs
    self.reading = reading
    classes = reading.classes
    meter = ProgressMeter(total: files.reduce(0) { $0 + $1.size }, progress)
  }

  func run(_ digests: LogDigests) throws(LogFault) -> [Tally.File] {
    let jobs = jobs()
    let results = Mutex([[Part]](repeating: [], count: jobs.count))
    inParallel(jobs.count, threads: reading.threads) { index in
      let parts = scan(jobs[index])
      results.withLock { $0[index] = parts }
    }
    let parts = results.withLock { $0 }
    var tallied: [Tally.File] = []
    for file in files.indices {
      var own = jobs.indices.filter { jobs[$0].file == file }.map { (jobs[$0], parts[$0]) }
      rescanWhereYearsDiffer(&own)
      tallied += try filesTallied(file, own.map(\.1), digests)
    }
    return tallied
  }

  // MARK: Jobs

  private func jobs() -> [Job] {
    var jobs: [Job] = []
    for (index, file) in files.enumerated() {
      let input = inputs[index]
      guard !input.isPacked, reading.threads > 1 else {
        jobs.append(Job(file: index, range: 0..<file.size, year: input.year))
        continue
      }
      // Big files are cut finer, so that a thread that is held up keeps no other waiting.
      let shares = UInt64(reading.threads) * (file.size > FileScan.bigFile ? 2 : 1)
      let wanted = max(file.size / shares + 1, FileScan.leastStretch)
      var start: UInt64 = 0
      var year = input.year
      var monthDay = input.firstMonthDay
      repeat {
        let end = start + wanted >= file.size ? file.size : file.lineStart(from: start + wanted)
        if start > 0, let day = monthDayOfLine(file, start) {
          if monthDay != 0 { year = SyslogStamp.year(of: day, after: monthDay, in: year) }
          monthDay = day
        }
        jobs.append(Job(file: index, range: start..<end, year: year))
        start = end
      } while start < file.size
    }
    return jobs
  }

  private func monthDayOfLine(_ file: StoredFile, _ offset: UInt64) -> Int? {
    let head = file.bytes(from: offset, length: 64)
    var stamp = SyslogStamp(zone: .gmt, year: 2000)
    guard stamp.read(head.span, at: 0, end: head.count) != nil, stamp.monthDay != 0 else {
      return nil
    }
    return stamp.monthDay
  }

  // A stretch's year was told from its first line alone; the line before it has the say.
  private func rescanWhereYearsDiffer(_ parts: inout [(Job, [Part])]) {
    var last: (year: Int, monthDay: Int)?
    for index in parts.indices {
      guard let stretch = parts[index].1.first?.stretch, let firstYear = stretch.firstYear else {
        continue
      }
      var lastYear = stretch.lastYear
      if let last {
        let year = SyslogStamp.year(of: stretch.firstMonthDay, after: last.monthDay, in: last.year)
        if year != firstYear {
          parts[index].0.year = year
          parts[index].1 = scan(parts[index].0)
          lastYear = parts[index].1.first?.stretch.lastYear
        }
      }
      last = lastYear.map { ($0, stretch.lastMonthDay) }
    }
  }

  // MARK: Scanning

  private func scan(_ job: Job) -> [Part] {
    inputs[job.file].isPacked ? scanPacked(job) : [scanPlain(job)]
  }

  private func scanPlain(_ job: Job) -> Part {
    let file = files[job.file]
    var offset = job.range.lowerBound
    return scanned(member: "", year: job.year) { buffer, place, length in
      let rest = job.range.upperBound - offset
      guard rest > 0 else { return .end }
      switch file.read(
        into: &buffer, at: place, length: Int(min(UInt64(length), rest)), offset: offset)
      {
      case .failure(let failure): return .damaged("reading stopped: \(failure.reason)")
      case .success(0): return .damaged("it became shorter while it was read")
      case .success(let count):
        offset += UInt64(count)
        meter.add(UInt64(count), file.path)
        return .bytes(count)
      }
    }
  }

  private func scanPacked(_ job: Job) -> [Part] {
    let file = files[job.file]
    guard let reader = ArchiveReader(file) else { return [] }
    var parts: [Part] = []
    var counted: UInt64 = 0
    while true {
      switch reader.nextMember() {
      case .success(nil):
        return parts.isEmpty && file.size > 0 ? [lost(job, "", "it holds no file")] : parts
      case .failure(let failure):
        return parts + [lost(job, "", failure.reason)]
      case .success(.some(let member)):
        parts.append(
          scanned(member: member, year: job.year) { buffer, place, length in
            let block = reader.read(into: &buffer, at: place, length: length)
            meter.add(reader.storedBytes - counted, file.path)
            counted = reader.storedBytes
            return block
          })
        if parts.last?.loss != nil { return parts }
      }
    }
  }

  private func lost(_ job: Job, _ member: String, _ reason: String) -> Part {
    let nothing = LineScan(classes, SyslogStamp(zone: reading.timeZone, year: job.year))
    return Part(member: member, stretch: nothing.finished(), loss: reason)
  }

  // Reads blocks until their end; what a damaged one leaves behind counts.
  private func scanned(
    member: String, year: Int,
    _ next: (inout [UInt8], Int, Int) -> ArchiveReader.Block
  ) -> Part {
    var scan = LineScan(classes, SyslogStamp(zone: reading.timeZone, year: year))
    var buffer = [UInt8](repeating: 0, count: StoredFile.blockSize + FileScan.longestLine)
    var held = 0
    var loss: String?
    while true {
      var isLast = false
      switch next(&buffer, held, StoredFile.blockSize) {
      case .bytes(let count): held += count
      case .end: isLast = true
      case .damaged(let reason):
        loss = reason
        isLast = true
      }
      // A line that a loss cut in two is no line.
      let consumed = scan.read(buffer, held, isLast: isLast && loss == nil)
      if isLast { break }
      buffer.slideToFront(consumed..<held)
      held -= consumed
      if held > FileScan.longestLine {
        scan.passOverLongLine(buffer, held)
        held = 0
      }
    }
    return Part(member: member, stretch: scan.finished(), loss: loss)
  }

  // MARK: Files

  private func filesTallied(
    _ file: Int, _ parts: [[Part]], _ digests: LogDigests
  ) throws(LogFault) -> [Tally.File] {
    let input = inputs[file]
    guard input.isPacked else {
      return [try tallied(file, 0, parts.flatMap { $0 }, digests)]
    }
    var result: [Tally.File] = []
    for (member, part) in (parts.first ?? []).enumerated() {
      result.append(try tallied(file, member, [part], digests))
    }
    return result
  }

  private func tallied(
    _ file: Int, _ member: Int, _ parts: [Part], _ digests: LogDigests
  ) throws(LogFault) -> Tally.File {
    let stored = files[file]
    var path = stored.path
    if let name = parts.first?.member, !name.isEmpty { path += "/" + name }
    var ledger = LogLedger.File(
      path: path, format: LogFormat.postfix.rawValue, size: stored.size, sha256: digests[stored])
    var result = Tally.File(
      ledger: ledger, sequence: file + 1, member: member, source: stored.path, firstLine: nil,
      hours: [], stretches: [])
    var offset: UInt64 = 0
    var binaryAt: UInt64?
    for part in parts {
      let stretch = part.stretch
      for line in stretch.firstUnrecognised
      where ledger.firstUnrecognised.count < UnrecognisedLines.kept {
        ledger.firstUnrecognised.append(
          LogLedger.UnrecognisedLine(
            line: ledger.lines + line.line + 1, offset: offset + line.offset,
            excerpt: line.excerpt))
      }
      if binaryAt == nil { binaryAt = stretch.binaryAt.map { offset + $0 } }
      result.stretches.append(
        Tally.Stretch(
          baseOffset: offset, baseLine: ledger.lines, hosts: stretch.hosts.map(\.host),
          headRepeats: stretch.headRepeats, silentHosts: stretch.silentHosts,
          addresses: stretch.addresses, records: stretch.records))
      offset += stretch.bytes
      ledger.lines += stretch.lines
      ledger.recognised += stretch.recognised
      ledger.irrelevant += stretch.irrelevant
      ledger.unrecognised += stretch.unrecognised
      if result.firstLine == nil { result.firstLine = stretch.firstLine }
      result.hours += stretch.hosts
      ledger.loss = ledger.loss ?? part.loss
    }
    result.hours = HostHours.union(result.hours)
    ledger.hosts = result.hours.map(\.host)
    ledger.first = result.hours.map(\.first).min().map { Timestamp(secondsSinceEpoch: $0) }
    ledger.last = result.hours.map(\.last).max().map { Timestamp(secondsSinceEpoch: $0) }
    if ledger.hosts.isEmpty, ledger.unrecognised > 0 {
      if reading.format != .auto {
        throw .doesNotFit(path: path, format: reading.format.rawValue)
      }
      ledger.format = "unknown"
      ledger.loss = ledger.loss ?? "it is not a log of a known format"
    } else if let binaryAt {
      ledger.loss = ledger.loss ?? "binary data at byte \(binaryAt)"
    }
    result.ledger = ledger
    return result
  }
}

/// Adds up what threads have read, and tells of it a few times a second.
final class ProgressMeter: Sendable {
  private struct State {
    var bytes: UInt64 = 0
    var told = ContinuousClock.now
  }

  private let state = Mutex(State())
  private let total: UInt64
  private let tell: @Sendable (LogProgress) -> Void

  init(total: UInt64, _ tell: @escaping @Sendable (LogProgress) -> Void) {
    self.total = total
    self.tell = tell
  }

  func add(_ bytes: UInt64, _ file: String) {
    let due: UInt64? = state.withLock { state in
      state.bytes += bytes
      let now = ContinuousClock.now
      guard now - state.told > .milliseconds(100) else { return nil }
      state.told = now
      return state.bytes
    }
    if let due { tell(LogProgress(bytes: due, total: total, file: file)) }
  }
}
