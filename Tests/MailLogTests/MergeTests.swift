import Foundation
import MailLog
import OfficialMail
import Testing

/// Writes `text` compressed by the system's own tool.
func compressed(_ path: String, with tool: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [tool, "-k", "-q", "-f", path]
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  return path + (tool == "gzip" ? ".gz" : tool == "xz" ? ".xz" : tool == "zstd" ? ".zst" : ".bz2")
}

/// A text cut behind whole lines at random places.
func cut(_ lines: [String], into count: Int, _ numbers: inout SeededNumbers) -> [String] {
  let cuts = (1..<count).map { _ in Int.random(in: 0...lines.count, using: &numbers) }.sorted()
  var parts: [String] = []
  var start = 0
  for end in cuts + [lines.count] {
    parts.append(lines[start..<end].map { $0 + "\n" }.joined())
    start = end
  }
  return parts
}

@Test(arguments: 1...12 as ClosedRange<UInt64>)
func `random mail comes to what its messages mean`(seed: UInt64) throws {
  let mail = RandomMail(seed: seed, messages: 250)
  let text = mail.lines.map { $0 + "\n" }.joined()
  #expect(try rows(of: text).sorted() == mail.rows)
}

@Test(arguments: 1...12 as ClosedRange<UInt64>)
func `cuts, merge trees, compression and threads change no byte`(seed: UInt64) throws {
  let mail = RandomMail(seed: seed, messages: 250)
  var numbers = SeededNumbers(state: seed &* 77)
  let folder = try TemporaryFolder()
  let whole = try folder.file("whole.log", mail.lines.map { $0 + "\n" }.joined())
  let expected = try readLogs(paths: [whole], testReading()).findings().totals.csv(pairs: true)
  #expect(expected.utf8.count > 200)

  let packed = try compressed(whole, with: ["gzip", "zstd", "xz", "bzip2"][Int(seed % 4)])
  for threads in [1, 2, 3] {
    for path in [whole, packed] {
      let tally = try readLogs(paths: [path], testReading(threads: threads))
      #expect(tally.findings().totals.csv(pairs: true) == expected)
    }
  }

  var paths: [String] = []
  for (index, part) in cut(mail.lines, into: 6, &numbers).enumerated() {
    paths.append(try folder.file("part\(index)", part))
  }
  let parts = try readLogs(paths: paths, testReading(threads: 2))
  #expect(parts.findings().totals.csv(pairs: true) == expected)

  let ordered = LogManifest(of: try readLogs(paths: paths, testReading(digests: true)))
  let manifest = try LogManifest(csv: ordered.csv, path: "manifest")
  var tallies: [[UInt8]] = []
  for piece in manifest.pieces {
    let year = Int.random(in: 1990...2040, using: &numbers)
    let tally = try manifest.tally(sequence: piece.sequence, at: [], testReading(year: year))
    tallies.append(tally.partial())
  }
  var results: Set<[UInt8]> = []
  for _ in 0..<2 {
    var trees = try tallies.shuffled(using: &numbers).map { try Tally(partial: $0, path: "p") }
    while trees.count > 1 {
      let left = trees.remove(at: Int.random(in: 0..<trees.count, using: &numbers))
      let other = Int.random(in: 0..<trees.count, using: &numbers)
      var merged = Tally(toMergeWith: left)
      try merged.merge(left, from: "left")
      try merged.merge(trees[other], from: "right")
      trees[other] = try Tally(partial: merged.partial(), path: "merged")
    }
    try trees[0].checkCoverage()
    #expect(trees[0].findings().totals.csv(pairs: true) == expected)
    results.insert(trees[0].partial())
  }
  #expect(results.count == 1)

  var merge = PartialMerge(threads: 2)
  for (number, bytes) in tallies.shuffled(using: &numbers).enumerated() {
    try merge.add(StoredPartial(at: folder.file("\(number).partial", Data(bytes))))
  }
  try merge.checkCoverage()
  #expect(try merge.findings().totals.csv(pairs: true) == expected)
  var written: [UInt8] = []
  try merge.write { written += $0 }
  #expect(results == [written])
}

@Test(arguments: 1...12 as ClosedRange<UInt64>)
func `settling early, in short stretches, changes nothing`(seed: UInt64) throws {
  let mail = RandomMail(seed: seed, messages: 160)
  let folder = try TemporaryFolder()
  let whole = try folder.file("whole.log", mail.lines.map { $0 + "\n" }.joined())
  let expected = try readLogs(paths: [whole], testReading()).findings()
  #expect(expected.ledger.lateTransactions == 0)
  let packed = try compressed(whole, with: "gzip")
  var numbers = SeededNumbers(state: seed)
  var parts: [String] = []
  for (index, part) in cut(mail.lines, into: 5, &numbers).enumerated() {
    parts.append(try folder.file("part\(index)", part))
  }
  for paths in [[whole], [packed], parts] {
    var reading = testReading(threads: Int(seed % 3) + 1)
    reading.stretchLength = 3000 + seed * 500
    reading.heldBytes = 1
    let found = try findings(inLogs: paths, reading)
    #expect(found.totals.csv(pairs: true) == expected.totals.csv(pairs: true))
    #expect(found.ledger.unresolvedTransactions == expected.ledger.unresolvedTransactions)
    #expect(found.ledger.lateTransactions == 0)
    if paths.count == 1 {
      #expect(
        found.correspondence.map { $0.evidence.map(\.line) }
          == expected.correspondence.map { $0.evidence.map(\.line) })
    }
    let kept = try readLogs(paths: paths, reading).findings()
    #expect(kept.totals.csv(pairs: true) == expected.totals.csv(pairs: true))
  }
}

@Test(arguments: 1...6 as ClosedRange<UInt64>)
func `mail systems that hand mail to each other come to what their messages mean, however cut`(
  seed: UInt64
) throws {
  let mail = RandomQueues(seed: seed, messages: 120)
  let whole = try tally(of: [mail.lines.map { $0 + "\n" }.joined()])
  #expect(rows(whole) == mail.rows)
  #expect(whole.findings().ledger.unresolvedTransactions == 0)
  let folder = try TemporaryFolder()
  var numbers = SeededNumbers(state: seed)
  var parts: [String] = []
  for (index, part) in cut(mail.lines, into: 5, &numbers).enumerated() {
    parts.append(try folder.file("part\(index)", part))
  }
  var reading = testReading()
  reading.stretchLength = 3000 + seed * 500
  reading.heldBytes = 1
  let found = try findings(inLogs: parts.reversed(), reading)
  #expect(found.totals.csv(pairs: true) == whole.findings().totals.csv(pairs: true))
  #expect(found.ledger.unresolvedTransactions == 0)
  #expect(found.ledger.lateTransactions == 0)
}

@Test func `a missing or repeated piece is found out`() throws {
  let mail = RandomMail(seed: 5, messages: 60)
  var numbers = SeededNumbers(state: 9)
  let folder = try TemporaryFolder()
  var paths: [String] = []
  for (index, part) in cut(mail.lines, into: 3, &numbers).enumerated() {
    paths.append(try folder.file("part\(index)", part))
  }
  let manifest = LogManifest(of: try readLogs(paths: paths, testReading(digests: true)))
  let one = try manifest.tally(sequence: 1, at: [], testReading())
  let two = try manifest.tally(sequence: 2, at: [], testReading())
  var merged = Tally(toMergeWith: one)
  try merged.merge(one, from: "one")
  try merged.merge(two, from: "two")
  #expect(throws: LogFault.pieceMissing(sequences: [3], of: 3)) { try merged.checkCoverage() }
  #expect(throws: LogFault.pieceTwice(path: manifest.pieces[0].path)) {
    try merged.merge(one, from: "one")
  }
  #expect(throws: LogFault.changed(path: paths[0], sequence: 3)) {
    _ = try manifest.tally(sequence: 3, at: [paths[0]], testReading())
  }
  #expect(throws: LogFault.self) {
    let other = testReading(zone: "Asia/Ho_Chi_Minh")
    try merged.merge(try manifest.tally(sequence: 3, at: [], other), from: "three")
  }
}

@Test(arguments: [("'=a.log", "=a.log"), ("'+.log", "+.log"), ("'a.log", "'a.log"), ("a", "a")])
func `a manifest's paths are read without what keeps spreadsheets from calculating them`(
  cell: String, path: String
) throws {
  let digest = String(repeating: "0", count: 64)
  let text = "sequence,host,path,size,sha256,first,last\n1,mx1,\(cell),10,\(digest),,\n"
  #expect(try LogManifest(csv: text, path: "manifest").pieces.map(\.path) == [path])
}

@Test func `a damaged partial is refused`() throws {
  let mail = RandomMail(seed: 3, messages: 20)
  let bytes = try tally(of: [mail.lines.joined(separator: "\n")]).partial()
  for place in stride(from: 0, to: bytes.count, by: 7) {
    var changed = bytes
    changed[place] ^= 0x41
    #expect(throws: LogFault.self) { _ = try Tally(partial: changed, path: "p") }
  }
  #expect(throws: LogFault.self) { _ = try Tally(partial: Array(bytes.dropLast()), path: "p") }
  #expect(throws: LogFault.self) { _ = try Tally(partial: [], path: "p") }
}
