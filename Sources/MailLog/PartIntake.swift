import OfficialMail
import Synchronization

/// Takes the parts that jobs make, in the jobs' order, and keeps them to be merged or settles them
/// as far as the jobs that are not done allow.
final class PartIntake: Sendable {
  private struct State {
    /// The first job of which not all parts are taken.
    var next = 0
    /// Parts of jobs behind that one.
    var waiting: [Int: [FileScan.Part]] = [:]
    /// Files that were read before, by job.
    var recalled: [Int: [Tally.File]] = [:]
    var finished: [Int: @Sendable (Int) -> [FileScan.Part]] = [:]
    /// By file, its members in order.
    var files: [Int: [TalliedFile]] = [:]
    /// The numbers that files and members have in the settlement, in order.
    var numbers: [(file: Int, member: Int)] = []
    var settlement: Settlement?
    /// Of the job that is at work: the last time met, where its lines follow the clock.
    var progress: Int64?
  }

  let jobs: [FileScan.Job]
  // Keys of files that were read before.
  private let known: [Int: String]
  private let stored: [StoredFile]
  private let digests: LogDigests
  private let reading: LogReading
  private let state: Mutex<State>

  /// - Parameter settlement: what takes in the stretches; nil: they are kept with their files.
  init(
    _ scan: FileScan, _ stored: [StoredFile], _ digests: LogDigests, _ reading: LogReading,
    settlement: Settlement?
  ) {
    known = scan.known(to: reading.memory, digests)
    jobs = scan.jobs(known: Set(known.keys))
    self.stored = stored
    self.digests = digests
    self.reading = reading
    state = Mutex(State(settlement: settlement))
  }

  // MARK: Parts

  func take(_ part: FileScan.Part, of job: Int) {
    state.withLock { state in
      if job == state.next {
        take(part, job, &state)
      } else {
        state.waiting[job, default: []].append(part)
      }
    }
  }

  /// Ends a job; `again` does it once more, with stamps of another year.
  func finish(_ job: Int, again: @escaping @Sendable (Int) -> [FileScan.Part]) {
    state.withLock { state in
      state.finished[job] = again
      while let again = state.finished[state.next] {
        let job = state.next
        var parts = state.waiting.removeValue(forKey: job) ?? []
        if let year = otherYear(of: parts, job, state) { parts = again(year) }
        for part in parts { take(part, job, &state) }
        takeRecalled(job, &state)
        if !jobs.dropFirst(job + 1).contains(where: { $0.file == jobs[job].file }) {
          keep(jobs[job], &state)
        }
        state.finished[job] = nil
        state.progress = nil
        state.next += 1
      }
      // What waits of the job that is next need wait no longer, unless its year may be wrong.
      if jobs.indices.contains(state.next), jobs[state.next].range == nil,
        let parts = state.waiting.removeValue(forKey: state.next)
      {
        for part in parts { take(part, state.next, &state) }
      }
    }
  }

  // A stretch's year was told from its first line alone; the line before it has the say.
  private func otherYear(of parts: [FileScan.Part], _ job: Int, _ state: State) -> Int? {
    guard let range = jobs[job].range, range.lowerBound > 0,
      let first = parts.first?.stretch?.firstStamp,
      let last = state.files[jobs[job].file]?.last?.lastStamp
    else { return nil }
    let year = SyslogStamp.year(of: first.monthDay, after: last.monthDay, in: last.year)
    return year == first.year ? nil : year
  }

  private func take(_ part: FileScan.Part, _ job: Int, _ state: inout State) {
    let file = jobs[job].file
    var members = state.files[file] ?? []
    let member = part.memberNumber
    if members.count <= member {
      members.append(
        TalliedFile(stored[file], sequence: file + 1, part, sha256: digests[stored[file]]))
      state.numbers.append((file, members.count - 1))
    }
    guard let last = members.indices.last else { return }
    let stretch = members[last].add(part)
    defer { state.files[file] = members }
    guard let stretch else { return }
    if state.settlement == nil || reading.memory != nil { members[last].keep(stretch) }
    guard state.settlement != nil else { return }
    let number = state.numbers.lastIndex { $0.file == file && $0.member == last } ?? 0
    let hours = part.stretch?.hosts ?? []
    state.settlement?.add(stretch, of: number, hours)
    // Members of an archive may go back in time.
    state.progress = part.member.isEmpty ? hours.map(\.last).max() : nil
    settle(job, &state)
  }

  private func settle(_ job: Int, _ state: inout State) {
    if state.settlement?.heldBytes ?? 0 > reading.heldBytes, let horizon = horizon(job, state) {
      state.settlement?.settle(before: horizon)
    }
  }

  // No line of a job that is not done comes before it, as far as can be told.
  private func horizon(_ job: Int, _ state: State) -> Int64? {
    guard var horizon = jobs[job].range == nil ? state.progress : jobs[job].start else {
      return nil
    }
    for later in jobs[(job + 1)...] {
      guard let start = later.start else { return nil }
      horizon = min(horizon, start)
    }
    return horizon
  }

  // MARK: Memory

  /// Takes what a job's file came to when it was read before; false where it is to be read.
  func recall(_ job: Int) -> Bool {
    guard let key = known[jobs[job].file],
      let members = reading.memory?.recall(key).flatMap(LogMemory.members)
    else { return false }
    state.withLock { $0.recalled[job] = members }
    return true
  }

  private func takeRecalled(_ job: Int, _ state: inout State) {
    guard let members = state.recalled.removeValue(forKey: job) else { return }
    let file = jobs[job].file
    for (place, member) in members.enumerated() {
      var known = TalliedFile(member, sequence: file + 1, at: stored[file].path)
      state.numbers.append((file, place))
      if state.settlement != nil {
        for (number, stretch) in member.stretches.enumerated() {
          state.settlement?.add(
            stretch, of: state.numbers.count - 1, number == 0 ? member.hours : [])
        }
        known.dropStretches()
      }
      state.files[file, default: []].append(known)
    }
    if state.settlement != nil { settle(job, &state) }
  }

  // A file that was read whole is remembered; one that was lost in part is not.
  private func keep(_ job: FileScan.Job, _ state: inout State) {
    guard let memory = reading.memory,
      let key = LogMemory.key(
        sha256: digests[stored[job.file]], year: firstYear(of: job.file), reading),
      var members = state.files[job.file], !members.isEmpty
    else { return }
    var finished: [Tally.File] = []
    for index in members.indices {
      guard !members[index].isRecalled,
        let file = try? members[index].finished(forced: reading.format), file.ledger.loss == nil
      else {
        finished = []
        break
      }
      finished.append(file)
    }
    if !finished.isEmpty { memory.keep(key, stored[job.file].path, LogMemory.encoded(finished)) }
    guard state.settlement != nil else { return }
    for index in members.indices { members[index].dropStretches() }
    state.files[job.file] = members
  }

  // The year of a file is that of its first job.
  private func firstYear(of file: Int) -> Int {
    jobs.first { $0.file == file }?.year ?? 0
  }

  // MARK: Files

  /// The files in the order of their numbers, and the finished settlement where there is one.
  func finished() throws(LogFault) -> (files: [Tally.File], settlement: Settlement?) {
    let (known, numbers, held) = state.withLock { state in
      (state.files, state.numbers, state.settlement)
    }
    state.withLock { $0.settlement = nil }
    var settlement = held
    var files: [Tally.File] = []
    for (file, member) in numbers {
      guard let members = known[file] else { continue }
      files.append(try members[member].finished(forced: reading.format))
    }
    for file in stored.indices where known[file] == nil {
      let nothing = TalliedFile(
        stored[file], sequence: file + 1, nil, sha256: digests[stored[file]])
      files.append(try nothing.finished(forced: reading.format))
    }
    settlement?.finish()
    return (files, settlement)
  }
}
