import Foundation
import MailLog
import OfficialMail
import Testing

/// One mail system's lines in two files: every message counts once.
@Suite struct OverlapTests {
  private let folder: TemporaryFolder
  private let lines: [String]
  private let expected: [String]

  init() throws {
    folder = try TemporaryFolder()
    var log = LogLines()
    for number in 0..<40 {
      log.message(number * 60, "A\(1000 + number)", from: "an@gov.example", to: "b@gmail.com")
    }
    lines = log.lines
    expected = try rows(of: log.text)
    try #require(expected == ["an@gov.example b@gmail.com sent 40"])
  }

  private func tally(_ files: [String: [String]]) throws -> (rows: [String], repeated: UInt64) {
    for (name, lines) in files {
      _ = try folder.file(name, lines.map { $0 + "\n" }.joined())
    }
    let (totals, ledger) = try readLogs(paths: [folder.path], testReading()).totals()
    let rows = totals.map { "\($0.mailbox) \($0.webmail) \($0.direction.rawValue) \($0.messages)" }
    return (rows, ledger.repeatedDeliveries)
  }

  @Test func `the same mail in mail.log and in zimbra.log`() throws {
    let noise = "\(LogLines.stamp(5)) mta1 zmconfigd[1]: nothing"
    let (rows, repeated) = try tally(["mail.log": lines, "zimbra.log": lines + [noise]])
    #expect(rows == expected)
    #expect(repeated == 40)
  }

  @Test func `two copies of a growing log`() throws {
    let (rows, repeated) = try tally([
      "monday/mail.log": Array(lines.prefix(lines.count / 2 + 1)), "tuesday/mail.log": lines,
    ])
    #expect(rows == expected)
    #expect(repeated == 20)
  }

  @Test func `parts of one log do not overlap`() throws {
    let (rows, repeated) = try tally([
      "mail.log.1": Array(lines.prefix(57)), "mail.log": Array(lines.dropFirst(57)),
    ])
    #expect(rows == expected)
    #expect(repeated == 0)
  }
}

@Test func `a host under a short and a full name is told of`() throws {
  var short = LogLines(host: "mx1")
  short.message(0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com")
  var full = LogLines(host: "mx1.gov.example")
  full.message(0, "AAAAA1", from: "an@gov.example", to: "b@gmail.com")
  var later = LogLines(host: "mx1.so.example")
  later.message(90_000, "AAAAA1", from: "an@gov.example", to: "b@gmail.com")
  let summary = try tally(of: [short.text, full.text, later.text]).findings().ledger.summary
  let told = summary.filter { $0.contains("if they are one host") }
  #expect(told.count == 1)
  #expect(told.first?.hasPrefix("mx1 and mx1.gov.example wrote at the same time") == true)
}
