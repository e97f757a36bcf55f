import Foundation
import MailLog
import OfficialMail
import Testing

/// What every format must do, over the samples of each.
@Suite struct FormatConformanceTests {
  @Test(arguments: FormatSample.all)
  func `a log comes to what its messages mean, and its ledger adds up`(
    sample: FormatSample
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log", Data(sample.bytes))
    let tally = try readLogs(paths: [path], testReading())
    #expect(rows(tally) == sample.rows)
    let ledger = tally.findings().ledger
    let file = try #require(ledger.files.first)
    #expect(file.format == sample.format.rawValue)
    #expect(!file.reason.isEmpty)
    #expect(file.loss == nil)
    #expect(file.unrecognised == 0)
    #expect(file.recognised > 0)
    #expect(file.lines == UInt64(lineCount(sample.text(of: sample.records))))
    #expect(file.lines == file.recognised + file.irrelevant + file.unrecognised)
    #expect(logins(tally) == sample.logins)
  }

  @Test(arguments: FormatSample.all)
  func `a log is refused where another format is forced`(sample: FormatSample) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log", Data(sample.bytes))
    for format in LogFormat.allCases where format != .auto {
      var reading = testReading()
      reading.format = format
      if format == sample.format {
        #expect(rows(try readLogs(paths: [path], reading)) == sample.rows)
      } else {
        #expect(throws: LogFault.doesNotFit(path: path, format: format.rawValue)) {
          _ = try readLogs(paths: [path], reading)
        }
      }
    }
  }

  @Test(arguments: FormatSample.all.filter(\.canBeCut))
  func `cuts, their order, partials and merge trees change no byte`(sample: FormatSample) throws {
    let folder = try TemporaryFolder()
    let whole = try folder.file("whole", Data(sample.bytes))
    let expected = try readLogs(paths: [whole], testReading()).findings().totals.csv(pairs: true)
    for place in 1..<max(2, sample.records.count) {
      let parts = [sample.records[..<place], sample.records[place...]].filter { !$0.isEmpty }
      var paths: [String] = []
      for (number, part) in parts.enumerated() {
        paths.append(
          try folder.file("\(place)-\(number)", Data(sample.encoded(sample.text(of: part)))))
      }
      for order in [paths, paths.reversed()] {
        let tally = try readLogs(paths: order, testReading())
        #expect(tally.findings().totals.csv(pairs: true) == expected)
      }
      let listed = try readLogs(paths: paths, testReading(digests: true))
      let manifest = LogManifest(of: listed)
      var results: Set<[UInt8]> = []
      for order in [manifest.pieces, manifest.pieces.reversed()] {
        var merged: Tally?
        for piece in order {
          let tally = try manifest.tally(sequence: piece.sequence, at: [], testReading())
          let read = try Tally(partial: tally.partial(), path: "partial")
          if merged == nil { merged = Tally(toMergeWith: read) }
          try merged?.merge(read, from: "partial")
        }
        #expect(merged?.findings().totals.csv(pairs: true) == expected)
        results.insert(merged?.partial() ?? [])
      }
      #expect(results.count == 1)
    }
  }

  @Test(arguments: FormatSample.all)
  func `compression changes no byte`(sample: FormatSample) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log", Data(sample.bytes))
    let expected = try readLogs(paths: [path], testReading()).findings().totals.csv(pairs: true)
    for tool in ["gzip", "zstd"] {
      let packed = try compressed(path, with: tool)
      let tally = try readLogs(paths: [packed], testReading())
      #expect(tally.findings().totals.csv(pairs: true) == expected)
    }
  }

  @Test(arguments: FormatSample.all)
  func `evidence points at the record`(sample: FormatSample) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log", Data(sample.bytes))
    let text = Array(sample.text(of: sample.records).utf8)
    let starts = [0] + text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
    let found = try readLogs(paths: [path], testReading()).findings().correspondence
    #expect(!found.isEmpty || sample.rows.isEmpty)
    for pair in found {
      #expect(!pair.evidence.isEmpty)
      let row =
        "\(pair.mailbox) \(pair.webmail) \(pair.direction.rawValue) \(pair.messages)"
      for evidence in pair.evidence {
        #expect(evidence.file == path)
        let line = starts.lastIndex { $0 <= Int(evidence.offset) }
        #expect(line == Int(evidence.line) - 1)
        let rest = String(decoding: text[Int(evidence.offset)...].prefix(4000), as: UTF8.self)
        let whole = sample.records.first { rest.hasPrefix($0) }
        if let wanted = sample.evidence[row] { #expect(whole?.contains(wanted) == true) }
      }
    }
  }

  @Test(arguments: FormatSample.all)
  func `every cut inside the text is survived`(sample: FormatSample) throws {
    let folder = try TemporaryFolder()
    let bytes = sample.bytes
    for length in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 60)) {
      let path = try folder.file("log", Data(bytes[..<length]))
      let ledger = try readLogs(paths: [path], testReading()).findings().ledger
      #expect(ledger.lines == ledger.recognised + ledger.irrelevant + ledger.unrecognised)
    }
  }

  @Test(arguments: FormatSample.all)
  func `hostile lines are counted and located, and harm nothing else`(
    sample: FormatSample
  ) throws {
    let hostile = [
      "\u{1B}]0;owned\u{7}\u{1B}[31m\u{0}\u{0}nonsense", String(repeating: "a", count: 1 << 19),
      String(repeating: "(", count: 3000), String(repeating: "\\", count: 3001),
      "\"" + String(repeating: "\"", count: 3000), ",;:=<>@[]{}", "{\"a\":" + "{\"b\":[1,",
    ]
    let folder = try TemporaryFolder()
    let plain = rows(try readLogs(paths: [folder.file("plain", Data(sample.bytes))], testReading()))
    #expect(plain == sample.rows)
    for line in hostile {
      // Behind all records, so that what a hostile line swallows is known.
      let text = sample.text(of: sample.records)
      let bytes = sample.encoded(text + (text.hasSuffix("\n") ? "" : "\n") + line + "\n")
      let path = try folder.file("hostile", Data(bytes))
      let tally = try readLogs(paths: [path], testReading())
      #expect(rows(tally) == sample.rows)
      let file = try #require(tally.findings().ledger.files.first)
      #expect(file.lines == file.recognised + file.irrelevant + file.unrecognised)
      if sample.refusesNonsense { #expect(file.unrecognised > 0) }
      for unread in file.firstUnrecognised {
        #expect(unread.excerpt.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      }
    }
  }

  @Test func `a folder may mix all formats`() throws {
    let folder = try TemporaryFolder()
    for (number, sample) in FormatSample.all.enumerated() {
      _ = try folder.file("host\(number)/log", Data(sample.bytes))
    }
    let tally = try readLogs(paths: [folder.path], testReading(threads: 2))
    let found = tally.findings().ledger.files
    #expect(found.count == FormatSample.all.count)
    #expect(found.map(\.format).sorted() == FormatSample.all.map(\.format.rawValue).sorted())
    #expect(found.allSatisfy { $0.loss == nil })
  }

  private func lineCount(_ text: String) -> Int {
    text.utf8.count { $0 == 0x0A } + (text.hasSuffix("\n") || text.isEmpty ? 0 : 1)
  }

  private func logins(_ tally: Tally) -> [String] {
    tally.findings().logins.map { "\($0.mailbox) \($0.way) \($0.logins) \($0.failures)" }.sorted()
  }
}
