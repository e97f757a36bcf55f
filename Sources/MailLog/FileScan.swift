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

  /// How deep an archive may lie in another.
  static let deepestPacking = 3

  struct Job: Sendable {
    var file: Int
    // Of a plain file that may be cut; nil: the file is read whole.
    var range: Range<UInt64>?
    var year: Int
    /// The time of its first line, seconds since 1970, where it is known.
    var start: Int64?
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

  /// Reads all; `intake` gets what comes of it.
  func run(into intake: PartIntake) {
    let jobs = intake.jobs
    let work: @Sendable (inout AddressBook, Int) -> Void = { book, index in
      if !intake.recall(index) { scan(jobs[index], &book) { intake.take($0, of: index) } }
      intake.finish(index) { year in
        var job = jobs[index]
        job.year = year
        var parts: [Part] = []
        var book = AddressBook(classes)
        scan(job, &book) { parts.append($0) }
        return parts
      }
    }
    inParallel(
      jobs.count, threads: reading.threads, holding: { AddressBook(classes) }, work)
  }

  // MARK: Jobs

  /// The files that a memory has, each under its key.
  func known(to memory: LogMemory?, _ digests: LogDigests) -> [Int: String] {
    guard let memory else { return [:] }
    var known: [Int: String] = [:]
    for (index, file) in files.enumerated() {
      let key = LogMemory.key(sha256: digests[file], year: inputs[index].year, reading)
      if let key, memory.knows(key) { known[index] = key }
    }
    return known
  }

  /// What threads work off, in the order of time as far as files' heads tell it: those whose time
  /// is not known first, so that nothing waits for them.
  ///
  /// - Parameter known: the files that were read before, each one job.
  func jobs(known: Set<Int>) -> [Job] {
    let firstTimes = inputs.map { $0.firstTime(reading.timeZone) ?? .min }
    let ordered = files.indices.sorted {
      (firstTimes[$0], $0) < (firstTimes[$1], $1)
    }
    return ordered.flatMap { jobs(ofFile: $0, isKnown: known.contains($0)) }
  }

  private func jobs(ofFile index: Int, isKnown: Bool) -> [Job] {
    let file = files[index]
    let input = inputs[index]
    guard input.isCuttable, !isKnown else {
      return [
        Job(file: index, range: nil, year: input.year, start: input.firstTime(reading.timeZone))
      ]
    }
    var jobs: [Job] = []
    var start: UInt64 = 0
    var stamp = SyslogStamp(zone: LogZone(reading.timeZone), year: input.year)
    repeat {
      let wanted = start + reading.stretchLength
      let end = wanted >= file.size ? file.size : file.lineStart(from: wanted)
      // The year goes on from one stretch's first line to the next one's.
      let time = firstTime(file, start, &stamp)
      jobs.append(Job(file: index, range: start..<end, year: stamp.year, start: time))
      start = end
    } while start < file.size
    return jobs
  }

  // The time of the first line with a stamp from `offset` on.
  private func firstTime(
    _ file: StoredFile, _ offset: UInt64, _ stamp: inout SyslogStamp
  ) -> Int64? {
    let head = file.bytes(from: offset, length: 1 << 12)
    var place = 0
    while place < head.count {
      var line = place
      // `<22>` may stand before it.
      if head[line] == UInt8(ascii: "<"), let close = head[line...].firstIndex(of: 0x3E) {
        line = close + 1
        if head[line...].starts(with: "1 ".utf8) { line += 2 }
      }
      if let found = stamp.read(head.span, at: line, end: head.count) { return found.time }
      guard let newline = head[place...].firstIndex(of: 0x0A) else { return nil }
      place = newline + 1
    }
    return nil
  }

  // MARK: Scanning

  private func scan(_ job: Job, _ book: inout AddressBook, _ emit: @escaping (Part) -> Void) {
    let sink = PartSink(emit)
    if inputs[job.file].isPacked {
      scanPacked(job, &book, sink)
    } else {
      let source = plainSource(job)
      if job.range == nil {
        scanText(LogText(source), "", job.year, &book, sink)
      } else if let choice = inputs[job.file].choice {
        scan(source, choice, "", job.year, isWhole: false, &book, sink)
      }
    }
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

  private func scanPacked(_ job: Job, _ book: inout AddressBook, _ sink: PartSink) {
    let file = files[job.file]
    var stored: UInt64 = 0
    guard
      let reader = ArchiveReader(
        bombSize: reading.bombSize,
        reading: { [meter] buffer in
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
    scanMembers(reader, "", job.year, depth: 1, &book, sink)
    if sink.members == 0, file.size > 0 { sink.add(Part(loss: "it holds no file")) }
  }

  private func scanMembers(
    _ reader: ArchiveReader, _ folder: String, _ year: Int, depth: Int,
    _ book: inout AddressBook, _ sink: PartSink
  ) {
    while true {
      let member: String
      switch reader.nextMember() {
      case .success(nil): return
      case .failure(let failure):
        sink.add(Part(member: folder, memberNumber: sink.nextMember(), loss: failure.reason))
        return
      case .success(.some(let name)):
        member = folder.isEmpty || name.isEmpty ? folder + name : "\(folder)/\(name)"
      }
      let text = LogText { reader.read(into: &$0, at: $1, length: $2) }
      // A stored gzip that a folder's archive holds; a compressed file was decoded already.
      if text.isPacked {
        guard depth < FileScan.deepestPacking,
          let inner = ArchiveReader(
            bombSize: reading.bombSize,
            reading: { buffer in
              switch text.next(into: &buffer, at: 0, length: buffer.count) {
              case .bytes(let count): .success(count)
              case .end: .success(0)
              case .damaged(let reason): .failure(ReadFailure(reason: reason))
              }
            })
        else {
          sink.add(
            Part(
              member: member, memberNumber: sink.nextMember(), loss: "packed too many times over"))
          continue
        }
        inner.outermost = reader.outermost ?? reader
        scanMembers(inner, member, year, depth: depth + 1, &book, sink)
      } else {
        scanText(text, member, year, &book, sink)
      }
      // Behind damage no archive can be trusted; a member's own is its alone.
      if reader.isDamaged { return }
    }
  }

  private func scanText(
    _ text: LogText, _ member: String, _ year: Int, _ book: inout AddressBook,
    _ sink: PartSink
  ) {
    let choice = FormatChoice(text.head, forced: reading.format) { text.further($0) }
    scan(
      { text.next(into: &$0, at: $1, length: $2) }, choice, member, year, isWhole: true, &book,
      sink)
  }

  private func scan(
    _ source: @escaping LogText.Source, _ choice: FormatChoice, _ member: String, _ year: Int,
    isWhole: Bool, _ book: inout AddressBook, _ sink: PartSink
  ) {
    var part = Part(member: member, memberNumber: sink.nextMember())
    part.reason = choice.recognition?.reason ?? ""
    part.loss = choice.recognition?.obstacle
    let context = GrammarContext(
      formats: reading.format == .auto ? Set(LogFormat.allCases) : [reading.format],
      zone: LogZone(reading.timeZone), year: year)
    let known = part.loss == nil ? choice.grammar : nil
    part.format = known?.formats.first
    let grammar = (known ?? UnknownText.self).init(choice.head, context)
    grammar.scan(
      TextJob(
        source: source, part: part, zone: context.zone,
        blockSize: reading.blockSize, stretchLength: isWhole ? reading.stretchLength : .max,
        emit: sink.add),
      &book)
  }
}

/// Numbers the members whose parts come one after the other.
private final class PartSink {
  private let emit: (FileScan.Part) -> Void
  private(set) var members = 0

  init(_ emit: @escaping (FileScan.Part) -> Void) { self.emit = emit }

  /// The number of a member that begins.
  func nextMember() -> Int {
    members += 1
    return members - 1
  }

  func add(_ part: FileScan.Part) { emit(part) }
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
