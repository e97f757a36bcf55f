import OfficialMail

/// What the parts of one file, or of one member of an archive, come to.
struct TalliedFile: Sendable {
  private(set) var file: Tally.File
  private var offset: UInt64 = 0
  private var binaryAt: UInt64?
  private var foreign: UInt64 = 0
  private var byFormat = Array(repeating: UInt64(0), count: LogFormat.allCases.count)
  private var first: FileScan.Part?
  /// Of the last line so far, where stamps have no year.
  private(set) var lastStamp: StretchStamp?

  /// - Parameter part: the first one, which is not added by this.
  init(_ stored: StoredFile, sequence: Int, _ part: FileScan.Part?, sha256: String) {
    var path = stored.path
    if let name = part?.member, !name.isEmpty { path += "/" + name }
    file = Tally.File(
      ledger: LogLedger.File(
        path: path, format: "", reason: part?.reason ?? "", size: stored.size, sha256: sha256),
      sequence: sequence, member: part?.memberNumber ?? 0, source: stored.path, firstLine: nil,
      hours: [], stretches: [])
  }

  /// A file, or member, that was read before.
  init(_ member: Tally.File, sequence: Int, at path: String) {
    file = member
    file.sequence = sequence
    let name = member.ledger.path.dropFirst(member.source.count)
    file.ledger.path = path + name
    file.source = path
    isRecalled = true
  }

  /// Whether it was not read now.
  private(set) var isRecalled = false

  /// Takes in the next part, and gives its stretch with its place in the file.
  mutating func add(_ part: FileScan.Part) -> Tally.Stretch? {
    if first == nil {
      first = part
      first?.stretch = nil
    }
    file.ledger.loss = file.ledger.loss ?? part.loss
    guard let stretch = part.stretch else { return nil }
    let counts = stretch.counts
    for line in counts.unrecognised.first
    where file.ledger.firstUnrecognised.count < UnrecognisedLines.kept {
      file.ledger.firstUnrecognised.append(
        LogLedger.UnrecognisedLine(
          line: file.ledger.lines + line.line + 1, offset: offset + line.offset,
          excerpt: line.excerpt))
    }
    if binaryAt == nil { binaryAt = counts.unrecognised.binaryAt.map { offset + $0 } }
    let placed = Tally.Stretch(
      baseOffset: offset, baseLine: file.ledger.lines, hosts: stretch.hosts.map(\.host),
      headRepeats: stretch.headRepeats, silentHosts: stretch.silentHosts,
      lastLines: stretch.lastLines, addresses: stretch.addresses, records: stretch.records,
      tracked: stretch.tracked, logins: stretch.logins)
    offset += stretch.bytes
    file.ledger.lines += counts.lines
    file.ledger.recognised += counts.recognised
    file.ledger.irrelevant += counts.irrelevant
    file.ledger.unrecognised += counts.unrecognised.count
    file.ledger.otherLogins += UInt64(stretch.otherLogins.logins)
    file.ledger.otherFailures += UInt64(stretch.otherLogins.failures)
    if file.firstLine == nil { file.firstLine = stretch.firstTime }
    file.hours = HostHours.union(file.hours + stretch.hosts)
    foreign += stretch.foreignRecords
    for (number, count) in stretch.recognisedByFormat.enumerated() { byFormat[number] += count }
    if let stamp = stretch.lastStamp { lastStamp = stamp }
    return placed
  }

  /// Keeps a stretch for a tally that merges, or to be remembered.
  mutating func keep(_ stretch: Tally.Stretch) { file.stretches.append(stretch) }

  mutating func dropStretches() { file.stretches = [] }

  /// The file at its end.
  ///
  /// - Throws: `LogFault.doesNotFit` where a format was forced and nothing has its shape.
  func finished(forced: LogFormat) throws(LogFault) -> Tally.File {
    if isRecalled { return file }
    var file = file
    file.takeHours()
    file.ledger.format = try format(forced, &file)
    if let binaryAt {
      file.ledger.loss = file.ledger.loss ?? "binary data at byte \(binaryAt)"
    }
    return file
  }

  private func format(
    _ forced: LogFormat, _ file: inout Tally.File
  ) throws(LogFault) -> String {
    let ledger = file.ledger
    if forced != .auto {
      let isEmpty = ledger.lines == ledger.irrelevant && foreign == 0
      let isOther = first?.format == nil || foreign > 0 && byFormat[forced.number] == 0
      if !isEmpty, isOther { throw .doesNotFit(path: ledger.path, format: forced.rawValue) }
      return forced.rawValue
    }
    if let most = byFormat.max(), most > 0, let number = byFormat.firstIndex(of: most) {
      return LogFormat.allCases[number].rawValue
    }
    if let format = first?.format { return format == .postfix ? "syslog" : format.rawValue }
    if ledger.unrecognised > 0 {
      file.ledger.loss = ledger.loss ?? "it is not a log of a known format"
    }
    return "unknown"
  }
}

extension Tally.File {
  /// Takes over into the ledger what the hosts' hours say.
  mutating func takeHours() {
    ledger.hosts = hours.map(\.host)
    ledger.first = hours.map(\.first).min().map { Timestamp(secondsSinceEpoch: $0) }
    ledger.last = hours.map(\.last).max().map { Timestamp(secondsSinceEpoch: $0) }
  }
}
