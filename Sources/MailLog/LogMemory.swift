/// Where files that were read to their end are remembered, so that a reading that was cut short, or
/// is made again, need not begin anew.
package struct LogMemory: Sendable {
  /// Whether something was kept under a key, which stands for a file's content and all that its
  /// reading depends on.
  package var knows: @Sendable (_ key: String) -> Bool
  /// What was kept under a key.
  package var recall: @Sendable (_ key: String) -> [UInt8]?
  /// Keeps what a file came to; `path` is where it lay.
  package var keep: @Sendable (_ key: String, _ path: String, _ bytes: [UInt8]) -> Void

  package init(
    knows: @escaping @Sendable (_ key: String) -> Bool,
    recall: @escaping @Sendable (_ key: String) -> [UInt8]?,
    keep: @escaping @Sendable (_ key: String, _ path: String, _ bytes: [UInt8]) -> Void
  ) {
    self.knows = knows
    self.recall = recall
    self.keep = keep
  }
}

extension LogMemory {
  /// The key of a file; nil where its content is not known by a digest.
  static func key(sha256: String, year: Int, _ reading: LogReading) -> String? {
    guard !sha256.isEmpty else { return nil }
    var hash = StableHash()
    for part in [
      Tally.magic, sha256, reading.criteria, String(year), reading.format.rawValue,
      String(reading.stretchLength),
    ] {
      hash.add(part)
    }
    return hash.hex
  }

  /// The members of a file as they are kept.
  static func encoded(_ members: [Tally.File]) -> [UInt8] {
    var bytes: [UInt8] = []
    for member in members {
      bytes.append(counted: member.encodedLedger)
      bytes.append(counted: member.encodedStretches)
    }
    return bytes
  }

  /// Reads what `encoded` wrote; nil where it is damaged.
  static func members(_ bytes: [UInt8]) -> [Tally.File]? {
    var reader = VarintReader(bytes)
    var members: [Tally.File] = []
    while !reader.isAtEnd {
      guard let ledger = reader.counted(), let stretches = reader.counted(),
        var file = Tally.File(ledger: Array(ledger)), file.take(stretches: Array(stretches))
      else { return nil }
      members.append(file)
    }
    return members.isEmpty ? nil : members
  }
}
