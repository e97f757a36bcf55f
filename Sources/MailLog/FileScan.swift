import Foundation
import OfficialMail
import Synchronization

/// One reading of a list of files: the jobs that threads work off, and the parts that come of them.
///
/// Text is cut into stretches of one size wherever it comes from, so that what a file comes to does
/// not depend on threads or compression.
struct FileScan: Sendable {
  private let files: [StoredFile]
  private let inputs: [LogInput]
  private let reading: LogReading
  private let classes: DomainClasses
  private let meter: ProgressMeter

  /// A stretch ends with the first line that ends behind so many bytes of its text.
  static let stretchLength: UInt64 = 1 << 24
  static let longestRecord = 1 << 22
  /// How deep an archive may lie in another.
  static let deepestPacking = 3

  struct Job: Sendable {
    var file: Int
    // Of a plain file that may be cut; nil: the file is read whole.
    var range: Range<UInt64>?
    var year: Int
  }

  /// A stretch of a file, or of a member of an archive.
  struct Part: Sendable {
    var member = ""
    var memberNumber = 0
    var format: LogFormat?
    var reason = ""
    var stretch: ScannedStretch?
    var loss: String?

    func with(_ stretch: ScannedStretch, loss: String? = nil) -> Part {
      var part = self
      part.stretch = stretch
      part.loss = part.loss ?? loss
      return part
    }
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
    inParallel(jobs.count, threads: reading.threads, holding: { AddressBook(classes) }) {
      book, index in
      let parts = scan(jobs[index], &book)
      results.withLock { $0[index] = parts }
    }
    let parts = results.withLock { $0 }
    var book = AddressBook(classes)
    var tallied: [Tally.File] = []
    for file in files.indices {
      var own = jobs.indices.filter { jobs[$0].file == file }.map { (jobs[$0], parts[$0]) }
      rescanWhereYearsDiffer(&own, &book)
      tallied += try filesTallied(file, own.flatMap(\.1), digests)
    }
    return tallied
  }

  // MARK: Jobs

  private func jobs() -> [Job] {
    var jobs: [Job] = []
    for (index, file) in files.enumerated() {
      let input = inputs[index]
      guard input.isCuttable else {
        jobs.append(Job(file: index, range: nil, year: input.year))
        continue
      }
      var start: UInt64 = 0
      var year = input.year
      var monthDay = input.firstMonthDay
      repeat {
        let wanted = start + FileScan.stretchLength
        let end = wanted >= file.size ? file.size : file.lineStart(from: wanted)
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
    var stamp = SyslogStamp(zone: .utc, year: 2000)
    guard stamp.read(head.span, at: 0, end: head.count) != nil, stamp.monthDay != 0 else {
      return nil
    }
    return stamp.monthDay
  }

  // A stretch's year was told from its first line alone; the line before it has the say.
  private func rescanWhereYearsDiffer(_ parts: inout [(Job, [Part])], _ book: inout AddressBook) {
    guard parts.count > 1 else { return }
    var last: StretchStamp?
    for index in parts.indices {
      guard let stretch = parts[index].1.first?.stretch, let first = stretch.firstStamp else {
        continue
      }
      var end = stretch.lastStamp
      if let last {
        let year = SyslogStamp.year(of: first.monthDay, after: last.monthDay, in: last.year)
        if year != first.year {
          parts[index].0.year = year
          parts[index].1 = scan(parts[index].0, &book)
          end = parts[index].1.first?.stretch?.lastStamp
        }
      }
      last = end
    }
  }

  // MARK: Scanning

  private func scan(_ job: Job, _ book: inout AddressBook) -> [Part] {
    var parts: [Part] = []
    if inputs[job.file].isPacked {
      scanPacked(job, &book, &parts)
    } else {
      let source = plainSource(job)
      if job.range == nil {
        scanText(LogText(source), "", job.year, &book, &parts)
      } else if let choice = inputs[job.file].choice {
        scan(source, choice, "", job.year, isWhole: false, &book, &parts)
      }
    }
    return parts
  }

  private func plainSource(_ job: Job) -> LogText.Source {
    let file = files[job.file]
    let range = job.range ?? 0..<file.size
    var offset = range.lowerBound
    return { [meter] buffer, place, length in
      let rest = range.upperBound - offset
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

  private func scanPacked(_ job: Job, _ book: inout AddressBook, _ parts: inout [Part]) {
    let file = files[job.file]
    var stored: UInt64 = 0
    guard
      let reader = ArchiveReader(reading: { [meter] buffer in
        let result =
          file.path == "-"
          ? file.readNext(into: &buffer)
          : file.read(into: &buffer, at: 0, length: buffer.count, offset: stored)
        if case .success(let count) = result {
          stored += UInt64(count)
          meter.add(UInt64(count), file.path)
        }
        return result
      })
    else { return }
    scanMembers(reader, "", job.year, depth: 1, &book, &parts)
    if parts.isEmpty, file.size > 0 { parts.append(Part(loss: "it holds no file")) }
  }

  private func scanMembers(
    _ reader: ArchiveReader, _ folder: String, _ year: Int, depth: Int,
    _ book: inout AddressBook, _ parts: inout [Part]
  ) {
    while true {
      let member: String
      switch reader.nextMember() {
      case .success(nil): return
      case .failure(let failure):
        parts.append(Part(member: folder, memberNumber: next(parts), loss: failure.reason))
        return
      case .success(.some(let name)):
        member = folder.isEmpty || name.isEmpty ? folder + name : "\(folder)/\(name)"
      }
      let text = LogText { reader.read(into: &$0, at: $1, length: $2) }
      // A stored gzip that a folder's archive holds; a compressed file was decoded already.
      if text.isPacked {
        guard depth < FileScan.deepestPacking,
          let inner = ArchiveReader(reading: { buffer in
            switch text.next(into: &buffer, at: 0, length: buffer.count) {
            case .bytes(let count): .success(count)
            case .end: .success(0)
            case .damaged(let reason): .failure(ReadFailure(reason: reason))
            }
          })
        else {
          parts.append(
            Part(member: member, memberNumber: next(parts), loss: "packed too many times over"))
          continue
        }
        inner.outermost = reader.outermost ?? reader
        scanMembers(inner, member, year, depth: depth + 1, &book, &parts)
      } else {
        scanText(text, member, year, &book, &parts)
      }
      // Behind damage no archive can be trusted; a member's own is its alone.
      if reader.isDamaged { return }
    }
  }

  // The number of the member that comes next.
  private func next(_ parts: [Part]) -> Int { parts.last.map { $0.memberNumber + 1 } ?? 0 }

  private func scanText(
    _ text: LogText, _ member: String, _ year: Int, _ book: inout AddressBook,
    _ parts: inout [Part]
  ) {
    let choice = FormatChoice(text.head, forced: reading.format) { text.further($0) }
    scan(
      { text.next(into: &$0, at: $1, length: $2) }, choice, member, year, isWhole: true, &book,
      &parts)
  }

  private func scan(
    _ source: LogText.Source, _ choice: FormatChoice, _ member: String, _ year: Int,
    isWhole: Bool, _ book: inout AddressBook, _ parts: inout [Part]
  ) {
    var part = Part(member: member, memberNumber: next(parts))
    part.reason = choice.recognition?.reason ?? ""
    part.loss = choice.recognition?.obstacle
    let context = GrammarContext(
      formats: reading.format == .auto ? Set(LogFormat.allCases) : [reading.format],
      zone: LogZone(reading.timeZone), year: year)
    guard let grammar = choice.grammar, part.loss == nil else {
      return scan(source, UnknownText(choice.head, context), part, isWhole, &book, &parts)
    }
    part.format = grammar.formats.first
    scan(source, grammar, choice.head, context, part, isWhole, &book, &parts)
  }

  private func scan<Grammar: LogGrammar>(
    _ source: LogText.Source, _ grammar: Grammar.Type, _ head: TextSample,
    _ context: GrammarContext, _ part: Part, _ isWhole: Bool, _ book: inout AddressBook,
    _ parts: inout [Part]
  ) {
    scan(source, Grammar(head, context), part, isWhole, &book, &parts)
  }

  // Reads blocks until their end; what a damaged one leaves behind counts.
  private func scan<Grammar: LogGrammar>(
    _ source: LogText.Source, _ grammar: Grammar, _ part: Part, _ isWhole: Bool,
    _ book: inout AddressBook, _ parts: inout [Part]
  ) {
    var scan = TextScan(grammar, book.taken())
    var buffer = [UInt8](repeating: 0, count: StoredFile.blockSize * 2)
    var held = 0
    var damage: String?
    let limit = isWhole ? FileScan.stretchLength : .max
    while true {
      var isLast = false
      if buffer.count - held < StoredFile.blockSize {
        buffer += repeatElement(0, count: buffer.count)
      }
      switch source(&buffer, held, StoredFile.blockSize) {
      case .bytes(let count): held += count
      case .end: isLast = true
      case .damaged(let reason):
        damage = reason
        isLast = true
      }
      // A line that a loss cut in two is no line.
      let isWholeLast = isLast && damage == nil
      var consumed = scan.read(buffer, held, isLast: isWholeLast, upTo: limit)
      while scan.offset > limit {
        parts.append(part.with(scan.sealed()))
        buffer.slideToFront(consumed..<held)
        held -= consumed
        consumed = scan.read(buffer, held, isLast: isWholeLast, upTo: limit)
      }
      if isLast { break }
      buffer.slideToFront(consumed..<held)
      held -= consumed
      if held > FileScan.longestRecord {
        scan.passOverLongLine(buffer, held)
        held = 0
      }
    }
    let isNew = parts.last?.memberNumber != part.memberNumber
    if scan.offset > 0 || isNew || damage != nil {
      parts.append(part.with(scan.sealed(), loss: damage))
    }
    book = scan.takeBook()
  }

  // MARK: Files

  private func filesTallied(
    _ file: Int, _ parts: [Part], _ digests: LogDigests
  ) throws(LogFault) -> [Tally.File] {
    let stored = files[file]
    var result: [Tally.File] = []
    var start = parts.startIndex
    repeat {
      let number = start < parts.endIndex ? parts[start].memberNumber : 0
      let end = parts[start...].firstIndex { $0.memberNumber != number } ?? parts.endIndex
      result.append(
        try Tally.File(
          stored, sequence: file + 1, member: result.count, Array(parts[start..<end]),
          sha256: digests[stored], forced: reading.format))
      start = end
    } while start < parts.endIndex
    return result
  }
}

/// Text of no known format: every line that is not blank is unrecognised.
private struct UnknownText: LogGrammar {
  static var formats: [LogFormat] { [] }
  static func recognition(of sample: TextSample) -> Recognition? { nil }

  init(_ sample: TextSample, _ context: GrammarContext) {}

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind { .unrecognised }
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
