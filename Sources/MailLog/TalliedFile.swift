import OfficialMail

extension Tally.File {
  /// What the parts of one file, or of one member of an archive, come to.
  ///
  /// - Throws: `LogFault.doesNotFit` where a format was forced and nothing has its shape.
  init(
    _ stored: StoredFile, sequence: Int, member: Int, _ parts: [FileScan.Part], sha256: String,
    forced: LogFormat
  ) throws(LogFault) {
    var path = stored.path
    if let name = parts.first?.member, !name.isEmpty { path += "/" + name }
    self.init(
      ledger: LogLedger.File(path: path, format: "", size: stored.size, sha256: sha256),
      sequence: sequence, member: member, source: stored.path, firstLine: nil, hours: [],
      stretches: [])
    var offset: UInt64 = 0
    var binaryAt: UInt64?
    var foreign: UInt64 = 0
    var byFormat = Array(repeating: UInt64(0), count: LogFormat.allCases.count)
    for part in parts {
      ledger.loss = ledger.loss ?? part.loss
      guard let stretch = part.stretch else { continue }
      let counts = stretch.counts
      for line in counts.unrecognised.first
      where ledger.firstUnrecognised.count < UnrecognisedLines.kept {
        ledger.firstUnrecognised.append(
          LogLedger.UnrecognisedLine(
            line: ledger.lines + line.line + 1, offset: offset + line.offset,
            excerpt: line.excerpt))
      }
      if binaryAt == nil { binaryAt = counts.unrecognised.binaryAt.map { offset + $0 } }
      stretches.append(
        Tally.Stretch(
          baseOffset: offset, baseLine: ledger.lines, hosts: stretch.hosts.map(\.host),
          headRepeats: stretch.headRepeats, silentHosts: stretch.silentHosts,
          addresses: stretch.addresses, records: stretch.records, tracked: stretch.tracked,
          logins: stretch.logins))
      offset += stretch.bytes
      ledger.lines += counts.lines
      ledger.recognised += counts.recognised
      ledger.irrelevant += counts.irrelevant
      ledger.unrecognised += counts.unrecognised.count
      if firstLine == nil { firstLine = stretch.firstTime }
      hours += stretch.hosts
      foreign += stretch.foreignRecords
      for (number, count) in stretch.recognisedByFormat.enumerated() { byFormat[number] += count }
    }
    hours = HostHours.union(hours)
    takeHours()
    ledger.reason = parts.first?.reason ?? ""
    ledger.format = try format(of: parts, byFormat, forced: forced, foreign: foreign)
    if let binaryAt { ledger.loss = ledger.loss ?? "binary data at byte \(binaryAt)" }
  }

  private mutating func format(
    of parts: [FileScan.Part], _ byFormat: [UInt64], forced: LogFormat, foreign: UInt64
  ) throws(LogFault) -> String {
    let hasShape = parts.first?.format != nil
    if forced != .auto {
      let isEmpty = ledger.lines == ledger.irrelevant && foreign == 0
      if !isEmpty, !hasShape || foreign > 0 && byFormat[forced.number] == 0,
        parts.first?.loss == nil || parts.first?.stretch != nil
      {
        throw .doesNotFit(path: ledger.path, format: forced.rawValue)
      }
      return forced.rawValue
    }
    if let most = byFormat.max(), most > 0, let number = byFormat.firstIndex(of: most) {
      return LogFormat.allCases[number].rawValue
    }
    if let format = parts.first?.format { return format == .postfix ? "syslog" : format.rawValue }
    if ledger.unrecognised > 0 {
      ledger.loss = ledger.loss ?? "it is not a log of a known format"
    }
    return "unknown"
  }

  /// Takes over into the ledger what the hosts' hours say.
  mutating func takeHours() {
    ledger.hosts = hours.map(\.host)
    ledger.first = hours.map(\.first).min().map { Timestamp(secondsSinceEpoch: $0) }
    ledger.last = hours.map(\.last).max().map { Timestamp(secondsSinceEpoch: $0) }
  }
}
