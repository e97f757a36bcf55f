import Foundation
import MailLog
import OfficialMail
import Testing

/// What strangers and accidents do to logs: nothing crashes, hangs, or counts what it should not.
@Suite struct HostileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func addsUp(_ ledger: LogLedger) -> Bool {
    ledger.files.allSatisfy { $0.lines == $0.recognised + $0.irrelevant + $0.unrecognised }
  }

  // MARK: Files

  @Test func `the order in which files are named changes nothing`() throws {
    var paths: [String] = []
    for (number, sample) in FormatSample.all.enumerated() {
      paths.append(try folder.file("\(number)", Data(sample.bytes)))
    }
    let expected = try readLogs(paths: paths, testReading()).findings()
    var numbers = SeededNumbers(state: 11)
    for _ in 0..<6 {
      let shuffled = paths.shuffled(using: &numbers)
      let found = try readLogs(paths: shuffled, testReading(threads: 2)).findings()
      #expect(found.totals == expected.totals)
      #expect(found.ledger == expected.ledger)
    }
  }

  @Test(arguments: FormatSample.all)
  func `the same content twice counts once, and is said`(sample: FormatSample) throws {
    let one = try folder.file("one/mail.log", Data(sample.bytes))
    let other = try folder.file("other/mail.log.copy", Data(sample.bytes))
    for paths in [[one, other], [other, one], [one, one, other], [folder.path]] {
      let tally = try readLogs(paths: paths, testReading())
      #expect(rows(tally) == sample.rows)
      #expect(tally.repeatedFiles.count == paths.count - 1 + (paths == [folder.path] ? 1 : 0))
      #expect(tally.findings().ledger.files.count == 1)
    }
  }

  @Test(arguments: FormatSample.all)
  func `a copy of the same log packed counts once`(sample: FormatSample) throws {
    let one = try folder.file("mail.log", Data(sample.bytes))
    let packed = try Packing.gz.packed([one])
    #expect(rows(try readLogs(paths: [one, packed], testReading())) == sample.rows)
  }

  // MARK: Text

  /// What is put behind a sample's records; each is a line, or the rest of the file.
  private static let intrusions: [(name: String, bytes: [UInt8])] = [
    ("10 MB without a newline", Array(repeating: UInt8(ascii: "a"), count: 10_000_000)),
    ("half a megabyte of quotes", Array(repeating: UInt8(ascii: "\""), count: 500_000)),
    ("half a megabyte of brackets", Array(repeating: UInt8(ascii: "{"), count: 500_000)),
    ("half a megabyte of blank lines", Array(repeating: 0x0A, count: 500_000)),
    ("half a megabyte of zeros", Array(repeating: 0, count: 500_000)),
    ("a terminal's title and colours", Array("\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\n".utf8)),
    ("a byte that is no text", [0xFF, 0xFE, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0x0A]),
    ("carriage returns", Array("\r\r\r\n\r".utf8)),
  ]

  /// The first of each format.
  private static let ofEachFormat = LogFormat.allCases.compactMap { format in
    FormatSample.all.first { $0.format == format }
  }

  @Test(arguments: ofEachFormat, intrusions.map(\.name))
  func `an intrusion behind the records harms nothing else`(
    sample: FormatSample, name: String
  ) throws {
    let intrusion = try #require(HostileTests.intrusions.first { $0.name == name })
    let text = sample.text(of: sample.records)
    // As the file has it: intruders know nothing of its encoding.
    let bytes = sample.encoded(text + (text.hasSuffix("\n") ? "" : "\n")) + intrusion.bytes
    let path = try folder.file("log", Data(bytes))
    let tally = try readLogs(paths: [path], testReading())
    #expect(rows(tally) == sample.rows)
    let ledger = tally.findings().ledger
    #expect(addsUp(ledger))
    for line in ledger.summary + [tally.findings().totals.csv(pairs: true)] {
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\r" })
      #expect(!line.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
    }
  }

  @Test(arguments: FormatSample.all)
  func `a byte changed anywhere is survived`(sample: FormatSample) throws {
    let bytes = sample.bytes
    for (number, place) in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150))
      .enumerated()
    {
      var changed = bytes
      changed[place] = [0, 0x0A, 0x22, 0x2C, 0x3C, 0x80, 0xFF][number % 7]
      let path = try folder.file("log", Data(changed))
      let ledger = try readLogs(paths: [path], testReading()).findings().ledger
      #expect(addsUp(ledger))
    }
  }

  @Test(arguments: FormatSample.all)
  func `blocks of any size come to the same bytes`(sample: FormatSample) throws {
    let path = try folder.file("log", Data(sample.bytes))
    let expected = try readLogs(paths: [path], testReading()).partial()
    for size in [1, 2, 3, 7, 16, 61, 1021] {
      var reading = testReading()
      reading.blockSize = size
      #expect(try readLogs(paths: [path], reading).partial() == expected)
    }
  }

  @Test(arguments: FormatSample.all)
  func `stretches of any length come to the same`(sample: FormatSample) throws {
    let path = try folder.file("log", Data(sample.bytes))
    let whole = try readLogs(paths: [path], testReading()).findings()
    for length in [1, 40, 200, 500, 900] as [UInt64] {
      var reading = testReading()
      reading.stretchLength = length
      let found = try readLogs(paths: [path], reading).findings()
      #expect(found.totals == whole.totals)
      #expect(found.ledger == whole.ledger)
    }
  }

  @Test(arguments: FormatSample.all)
  func `a text that ends without a newline loses no line to a stretch's end`(
    sample: FormatSample
  ) throws {
    var text = sample.text(of: sample.records)
    while text.hasSuffix("\n") || text.hasSuffix("\r") { text.removeLast() }
    let path = try folder.file("log", Data(sample.encoded(text)))
    let whole = try readLogs(paths: [path], testReading()).findings()
    let length = text.utf8.count
    // Ends that fall on the last record, and before it.
    for cut in [1, length / 2, length - 2, length - 1] {
      var partials: Set<[UInt8]> = []
      for size in [1, 7, 64, 1 << 16] {
        var reading = testReading()
        reading.stretchLength = UInt64(max(1, cut))
        reading.blockSize = size
        let tally = try readLogs(paths: [path], reading)
        let found = tally.findings()
        #expect(found.totals == whole.totals)
        #expect(found.ledger == whole.ledger)
        partials.insert(tally.partial())
      }
      #expect(partials.count == 1)
    }
  }

  @Test(arguments: 1...80)
  func `what stands behind a wrapper's records is read in blocks of any size`(size: Int) throws {
    let path = try folder.file(
      "log",
      """
      {"@odata.context":"https://graph.example/$metadata","value":[{"id":"1","messageId":"<m1@x>",\
      "senderAddress":"an@gov.example","recipientAddress":"b@gmail.com","status":"delivered",\
      "receivedDateTime":"2026-08-02T00:00:03Z","subject":"a","size":9},{"id":"none"}],\
      "count":2,"@odata.nextLink":"https://graph.example/next?{\\"x\\":1}","more":[1,{}]}

      """)
    var reading = testReading()
    let whole = try readLogs(paths: [path], reading)
    #expect(rows(whole) == ["an@gov.example b@gmail.com sent 1"])
    reading.blockSize = size
    #expect(try readLogs(paths: [path], reading).partial() == whole.partial())
  }

  @Test(arguments: FormatSample.all)
  func `a log repeated to megabytes is read in no time of its square`(sample: FormatSample) throws {
    let unit = sample.text(of: sample.records)
    var text = ""
    while text.utf8.count < 1 << 19 { text += unit }
    for whole in [text, text.replacing("\n", with: " ")] {
      let path = try folder.file("log", Data(sample.encoded(whole)))
      let tally = try? readLogs(paths: [path], testReading())
      if let tally { #expect(addsUp(tally.findings().ledger)) }
    }
  }

  // MARK: Queues

  @Test func `ten thousand recipients are ten thousand deliveries`() throws {
    var log = LogLines()
    log.client(0, "AAAAA1")
    log.from(0, "AAAAA1", "an@gov.example")
    for number in 0..<10_000 { log.to(1, "AAAAA1", "b\(number)@gmail.com") }
    log.removed(2, "AAAAA1")
    let found = try tally(of: [log.text]).findings()
    #expect(found.totals.count == 10_000)
    #expect(found.totals.allSatisfy { $0.messages == 1 })
    #expect(
      found.totals.csv(pairs: false).contains("an@gov.example,gmail.com,sent,10000,"))
  }

  @Test func `thousands of recipients through a filter are told apart`() throws {
    var log = LogLines()
    log.client(0, "AAAAA1", login: "an@gov.example")
    log.from(0, "AAAAA1", "c@yahoo.com")
    log.from(1, "AAAAA2", "c@yahoo.com")
    let recipients = (0..<1_000).map { "b\($0)@gov.example" }
    for recipient in recipients {
      log.to(
        1, "AAAAA1", recipient, relay: LogLines.filter, status: LogLines.queued("AAAAA2"))
    }
    for recipient in recipients { log.to(2, "AAAAA2", recipient) }
    log.removed(3, "AAAAA1")
    log.removed(3, "AAAAA2")
    let found = try tally(of: [log.text]).findings().totals
    #expect(found.count == 1_001)
    #expect(found.first { $0.direction == .sentAs }?.messages == 1_000)
  }

  @Test func `queue ids that never end are held within bounds`() throws {
    var log = LogLines()
    for number in 0..<20_000 {
      log.from(number / 40, "A\(100_000 + number)", "an@gov.example")
    }
    log.message(700, "BBBBB1", from: "an@gov.example", to: "b@gmail.com")
    var reading = testReading()
    reading.stretchLength = 1 << 20
    reading.heldBytes = 1 << 18
    let path = try folder.file("log", log.text)
    let found = try findings(inLogs: [path], reading)
    #expect(found.totals.map(\.messages) == [1])
    #expect(found.ledger.lines == 20_004)
  }

  @Test func `one queue id over and over takes no time of its square`() throws {
    var log = LogLines()
    for number in 0..<2_000 {
      log.client(number, "AAAAA1", from: "localhost[127.0.0.1]")
      log.from(number, "AAAAA1", "an@gov.example")
      log.to(
        number, "AAAAA1", "b@gmail.com", relay: LogLines.filter,
        status: LogLines.queued("AAAAA1"))
      log.removed(number, "AAAAA1")
    }
    let ledger = try tally(of: [log.text]).findings().ledger
    #expect(ledger.recognised == 8_000)
  }

  @Test func `hops from each to each are followed in bounded time`() throws {
    var log = LogLines()
    let ids = (0..<24).map { "AAAAA\(10 + $0)" }
    for id in ids {
      log.client(0, id)
      log.from(0, id, "x@far.example")
    }
    for id in ids {
      for next in ids where next != id {
        log.to(
          1, id, "b@gmail.com", relay: "mx.so.example[10.0.0.2]:25", status: LogLines.queued(next))
      }
      log.to(1, id, "b@gmail.com")
    }
    for id in ids { log.removed(2, id) }
    let ledger = try tally(of: [log.text]).findings().ledger
    #expect(ledger.lines == ledger.recognised)
  }

  @Test func `hosts without number are held within bounds`() throws {
    var lines: [String] = []
    for number in 0..<20_000 {
      lines.append("\(LogLines.stamp(0)) h\(number) postfix/qmgr[1]: AAAAA1: removed")
    }
    let ledger = try tally(of: [lines.joined(separator: "\n")]).findings().ledger
    #expect(addsUp(ledger))
    #expect(ledger.lines == 20_000)
  }
}
