import Foundation
import MailLog
import OfficialMail
import Testing

private let expectedRows = ["an@gov.example b@gmail.com sent 1"]

private func simple(_ second: Int = 0, _ id: String = "AAAAA1") -> LogLines {
  var log = LogLines()
  log.message(second, id, from: "an@gov.example", to: "b@gmail.com")
  return log
}

@Test(arguments: [
  "Aug  2 00:00:00 mta1 ", "Aug 02 00:00:00 mta1 ", "<22>Aug  2 00:00:00 mta1 ",
  "2026-08-02T07:00:00.572449+07:00 mta1 ", "2026-08-02T00:00:00Z mta1 ",
  "2026-08-01T20:00:00-0400 mta1 ", "Aug 02 00:00:00.572449 mta1 ",
  "Aug  2 00:00:00 <mail.info> mta1 ",
])
func `a prefix of any known kind is read`(prefix: String) throws {
  let text = simple().lines.map { prefix + $0.dropFirst(21) }.joined(separator: "\r\n")
  let (totals, ledger) = try tally(of: [text]).totals()
  #expect(totals.map(\.messages) == [1])
  #expect(totals.first?.first.description == "2026-08-02T00:00:00Z")
  #expect((ledger.lines, ledger.recognised, ledger.unrecognised) == (4, 4, 0))
}

@Test func `structured syslog is read`() throws {
  let text = simple().lines.map { line in
    let message = line.split(separator: "]: ", maxSplits: 1)[1]
    let tag = line.split(separator: " ")[4].split(separator: "[")[0]
    return "<22>1 2026-08-02T00:00:00Z mta1 \(tag) 7 - [a@1 b=\"x\\\"]y\"] \(message)\n"
  }.joined()
  #expect(try rows(of: text) == expectedRows)
}

@Test func `Solaris writes its own number before the message`() throws {
  let text = simple().text.replacing("[7]: ", with: "[7]: [ID 197553 mail.info] ")
  let (totals, ledger) = try tally(of: [text]).totals()
  #expect(totals.map(\.messages) == [1])
  #expect((ledger.lines, ledger.recognised) == (4, 4))
}

@Test(arguments: [
  "postfix/submission/smtp", "postfix-out/smtp", "postfix-170.55.103.23/smtp", "postfix/relay/smtp",
])
func `service names vary`(tag: String) throws {
  let text = simple().text.replacing("postfix/smtp[", with: "\(tag)[")
  #expect(try rows(of: text) == expectedRows)
}

@Test(arguments: ["postfix/submission/smtpd", "postfix/smtps/smtpd", "postfix-mx/smtpd"])
func `the login stands on the line of any of the server's services`(tag: String) throws {
  var log = LogLines()
  log.message(0, "AAAAA1", from: "b@gmail.com", to: "x@far.example", login: "an@gov.example")
  let text = log.text.replacing("postfix/smtpd[", with: "\(tag)[")
  #expect(try rows(of: text) == ["an@gov.example b@gmail.com sentAs 1"])
}

@Test func `a collector's file may mix the programs of several hosts`() throws {
  let parts = FormatSample.all.filter { $0.records.first?.hasPrefix("Aug ") == true }
  var lines: [String] = []
  for (number, sample) in parts.enumerated() {
    lines += sample.records.map { $0.replacing(" mx1 ", with: " host\(number) ") }
  }
  let mixed = lines.sorted { $0.prefix(15) < $1.prefix(15) }.joined(separator: "\n")
  var expected: [String: Int] = [:]
  for row in parts.flatMap(\.rows) {
    let words = row.split(separator: " ")
    expected[words.dropLast().joined(separator: " "), default: 0] += Int(words[3]) ?? 0
  }
  #expect(try rows(of: mixed).sorted() == expected.map { "\($0.key) \($0.value)" }.sorted())
}

@Test(arguments: ["004DFA0007", "4fP6G829d9zLTX6", "ED06590130AA1C9D6D862", "B0CC6"])
func `queue ids are long or short`(id: String) throws {
  #expect(try rows(of: simple(0, id).text) == expectedRows)
}

@Test func `lines add up, and those not understood are located`() throws {
  var log = simple()
  log.add(raw: "nonsense \u{1B}[31m")
  log.add(raw: "Feb 31 00:00:00 mta1 postfix/smtp[1]: AAAAA2: removed")
  log.add(raw: "")
  log.add(9, "smtpd", "NOQUEUE: client=pc[10.0.0.1]")
  log.add(raw: "\(LogLines.stamp(9)) mta1 amavis[1]: (1-1) Passed CLEAN <a@b> -> <b@gmail.com>")
  let ledger = try tally(of: [log.text]).findings().ledger
  #expect(ledger.lines == 9)
  #expect((ledger.recognised, ledger.irrelevant, ledger.unrecognised) == (4, 3, 2))
  #expect(ledger.files.first?.firstUnrecognised.map(\.line) == [5, 6])
  #expect(ledger.files.first?.firstUnrecognised.first?.excerpt == "nonsense \\x1B[31m")
  #expect(ledger.isComplete)
}

@Test func `evidence points to the line`() throws {
  let text = simple().text
  let found = try tally(of: ["\n" + text]).findings().correspondence.first?.evidence.first
  let lines = ("\n" + text).components(separatedBy: "\n")
  let line = try #require(lines.firstIndex { $0.contains("status=sent") })
  #expect(found?.line == UInt64(line + 1))
  #expect(found?.offset == UInt64(lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }))
  #expect(found?.queueID == "AAAAA1")
}

@Test func `a New Year follows from the order of lines`() throws {
  // 2026-12-31T23:59:58Z and on.
  let eve = 151 * 86_400 + 86_398
  var log = simple(eve)
  log.message(eve + 4, "AAAAA2", from: "an@gov.example", to: "b@gmail.com")
  log.message(eve + 1, "AAAAA3", from: "an@gov.example", to: "b@gmail.com")
  let row = try #require(try tally(of: [log.text]).findings().totals.first)
  #expect(row.messages == 3)
  #expect(row.first.description == "2026-12-31T23:59:59Z")
  #expect(row.last.description == "2027-01-01T00:00:03Z")
  // The younger file is named first.
  let parts = try tally(of: [simple(eve + 20, "AAAAA2").text, simple(eve - 90).text]).totals()
  #expect(parts.totals.first?.last.description == "2027-01-01T00:00:19Z")
}

@Test func `without a year it comes from the period`() throws {
  let period =
    try #require(
      Timestamp("2024-07-01T00:00:00Z"))..<(try #require(
      Timestamp("2024-10-01T00:00:00Z")))
  let reading = testReading(year: nil, window: period)
  let row = try #require(try tally(of: [simple().text], reading).findings().totals.first)
  #expect(row.first.description == "2024-08-02T00:00:01Z")
}

@Test func `only deliveries in the window count`() throws {
  var log = simple()
  log.message(7200, "AAAAA2", from: "an@gov.example", to: "b@gmail.com")
  let from = Timestamp(secondsSinceEpoch: LogLines.start + 3600)
  let to = Timestamp(secondsSinceEpoch: LogLines.start + 9000)
  #expect(try rows(of: log.text, reading: testReading(window: from..<to)) == expectedRows)
}

@Test(arguments: [("2026-10-25T00:30:00Z", "02:30:00"), ("2026-03-29T01:30:00Z", "03:30:00")])
func `daylight saving is the zone's`(expected: String, clock: String) throws {
  let day = expected.dropFirst(5).prefix(5) == "10-25" ? "Oct 25" : "Mar 29"
  let text = simple().lines.map { "\(day) \(clock)" + $0.dropFirst(15) }.joined(separator: "\n")
  let row = try tally(of: [text], testReading(zone: "Europe/Berlin")).findings().totals.first
  #expect(row?.first.description == expected)
}

@Test(arguments: ["gzip", "zstd", "xz", "bzip2"])
func `what was read of a file cut short counts, and the loss is told`(tool: String) throws {
  let folder = try TemporaryFolder()
  var log = LogLines()
  for number in 0..<40_000 {
    log.message(number / 4, "A\(100_000 + number)", from: "an@gov.example", to: "b@gmail.com")
  }
  let whole = try compressed(try folder.file("a.log", log.text), with: tool)
  let data = try Data(contentsOf: URL(fileURLWithPath: whole))
  let cut = try folder.file("cut", data.prefix(data.count * 3 / 4))
  let good = try folder.file("good", simple().text)
  let (totals, ledger) = try readLogs(paths: [cut, good], testReading()).totals()
  #expect(!ledger.isComplete)
  #expect(ledger.files.first { $0.path == cut }?.loss != nil)
  #expect(ledger.files.first { $0.path == good }?.loss == nil)
  #expect((totals.first?.messages ?? 0) >= 1)
}

@Test func `a file of no known format is a loss, and good ones beside it count`() throws {
  let folder = try TemporaryFolder()
  var numbers = SeededNumbers(state: 1)
  let noise = Data((0..<50_000).map { _ in UInt8.random(in: 0...255, using: &numbers) })
  let bad = try folder.file("bad.bin", noise)
  _ = try folder.file("deep/good.log", simple().text)
  let (totals, ledger) = try readLogs(paths: [folder.path], testReading()).totals()
  #expect(totals.map(\.messages) == [1])
  #expect(ledger.files.filter { $0.loss != nil }.map(\.path) == [bad])
  var damaged = Data(simple().text.utf8)
  damaged.append(noise)
  let torn = try folder.file("torn.log", damaged)
  #expect(try readLogs(paths: [torn], testReading()).findings().ledger.isComplete == false)
  #expect(try readLogs(paths: [torn], testReading()).findings().totals.map(\.messages) == [1])
}

@Test func `the same file twice counts once, and is told`() throws {
  let folder = try TemporaryFolder()
  let one = try folder.file("a.log", simple().text)
  let other = try folder.file("b.log", simple().text)
  let tally = try readLogs(paths: [one, other], testReading())
  #expect(tally.findings().totals.map(\.messages) == [1])
  #expect(tally.repeatedFiles == [other])
}

@Test func `links in a folder are followed, each folder once`() throws {
  let folder = try TemporaryFolder()
  _ = try folder.file("in/a.log", simple().text)
  _ = try folder.file("other/b.log", simple(60, "AAAAA2").text)
  let manager = FileManager.default
  try manager.createSymbolicLink(
    atPath: "\(folder.path)/in/b", withDestinationPath: "\(folder.path)/other")
  try manager.createSymbolicLink(
    atPath: "\(folder.path)/other/back", withDestinationPath: "\(folder.path)/in")
  let (totals, ledger) = try readLogs(paths: ["\(folder.path)/in"], testReading()).totals()
  #expect(totals.map(\.messages) == [2])
  #expect(ledger.files.count == 2)
}

@Test func `a link that leads nowhere is refused, and a pipe`() throws {
  let folder = try TemporaryFolder()
  _ = try folder.file("a.log", simple().text)
  let link = "\(folder.path)/b.log"
  try FileManager.default.createSymbolicLink(
    atPath: link, withDestinationPath: "\(folder.path)/none")
  #expect(throws: LogFault.unreadable(path: link, reason: "it is a link that leads nowhere")) {
    _ = try readLogs(paths: [folder.path], testReading())
  }
  try FileManager.default.removeItem(atPath: link)
  #expect(unsafe mkfifo(link, 0o600) == 0)
  #expect(throws: LogFault.notAFile(path: link)) {
    _ = try readLogs(paths: [folder.path], testReading())
  }
}

@Test func `files without a line are told of`() throws {
  let folder = try TemporaryFolder()
  _ = try folder.file("a.log", simple().text)
  let empty = try folder.file("b.log", "")
  let ledger = try readLogs(paths: [folder.path], testReading()).findings().ledger
  #expect(ledger.summary.contains("\(empty) holds no line"))
}

@Test func `missing paths, empty folders and empty logs are refused`() throws {
  let folder = try TemporaryFolder()
  let missing = folder.path + "/none"
  #expect(throws: LogFault.missing(path: missing)) {
    _ = try readLogs(paths: [missing], testReading())
  }
  #expect(throws: LogFault.noFiles(path: folder.path)) {
    _ = try readLogs(paths: [folder.path], testReading())
  }
  let empty = try folder.file("empty.log", "")
  #expect(throws: LogFault.noLines) { _ = try readLogs(paths: [empty], testReading()) }
}

@Test func `a line longer than any buffer is passed over`() throws {
  let long = String(repeating: "x", count: 3_000_000)
  let text = simple().text + long + "\n" + simple(60, "AAAAA2").text
  let (totals, ledger) = try tally(of: [text]).totals()
  #expect(totals.map(\.messages) == [2])
  #expect((ledger.lines, ledger.unrecognised) == (9, 1))
}

@Test func `a zip with several members is read member by member`() throws {
  let folder = try TemporaryFolder()
  _ = try folder.file("in/a.log", simple().text)
  _ = try folder.file("in/b.log", simple(60, "AAAAA2").text)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["tar", "-czf", folder.path + "/logs.tgz", "-C", folder.path, "in"]
  try process.run()
  process.waitUntilExit()
  let (totals, ledger) = try readLogs(paths: [folder.path + "/logs.tgz"], testReading()).totals()
  #expect(totals.map(\.messages) == [2])
  #expect(ledger.files.count == 2)
}

@Test func `days without a line are told by host`() throws {
  var log = simple()
  log.message(3 * 86_400, "AAAAA2", from: "an@gov.example", to: "b@gmail.com")
  let period = try #require(Period("2026-08-01..2026-08-06"))
  let days = try tally(of: [log.text]).findings().daysWithoutLines(in: period, zone: .gmt)
  #expect(
    days.mapValues { $0.map(\.description) } == [
      "mta1": ["2026-08-01", "2026-08-03", "2026-08-04", "2026-08-06"]
    ])
}

@Test func `cells that a spreadsheet would run are neutralised`() throws {
  var log = LogLines()
  log.message(0, "AAAAA1", from: "=cmd@gov.example", to: "b@gmail.com")
  let csv = try tally(of: [log.text]).findings().totals.csv(pairs: true)
  #expect(
    csv.split(separator: "\n").last?.hasPrefix("'=cmd@gov.example,b@gmail.com,sent,1,") == true)
}

@Test func `hours are covered by mail logs alone, not by logins or other programs`() throws {
  let audit =
    "2026-08-02 00:00:01,616 INFO  [ImapServer-5] [oip=192.0.2.7;] security - cmd=Auth; "
    + "account=an@gov.example; protocol=imap;\n"
  let kernel = "Aug  2 00:00:01 mta1 kernel: eth0: up\n"
  let found = try tally(of: [audit, kernel]).findings()
  #expect(found.ledger.files.map(\.format) == ["zimbra", "syslog"])
  #expect(found.ledger.silences.isEmpty)
  #expect(try tally(of: [simple().text]).findings().ledger.silences.map(\.host) == ["mta1"])
}

@Test func `logins that name no official address are counted and told of, through a partial too`()
  throws
{
  var log = LogLines()
  log.client(0, "AAAAA1", login: "an.nv")
  log.client(1, "AAAAA2", login: "an@gov.example")
  log.client(2, "AAAAA3", login: "x@far.example")
  log.add(3, "smtpd", "warning: pc[10.0.0.9]: SASL LOGIN authentication failed: UGFz")
  log.add(
    4, "smtpd",
    "warning: pc[10.0.0.9]: SASL LOGIN authentication failed: UGFz, sasl_username=admin")
  let folder = try TemporaryFolder()
  let tally = try readLogs(paths: [folder.file("mail.log", log.text)], testReading())
  for read in [tally, try Tally(partial: tally.partial(), path: "partial")] {
    let found = read.findings()
    #expect(found.ledger.otherLogins == 2)
    #expect(found.ledger.otherFailures == 2)
    #expect(found.logins.map(\.mailbox.description) == ["an@gov.example"])
    #expect(found.ledger.doubts.contains { $0.hasPrefix("2 logins name no address") })
    #expect(found.ledger.summary.contains { $0.hasPrefix("2 failed logins name no address") })
  }
}

@Test func `lines of another log in a syslog file are not understood, and name no host`() throws {
  var log = LogLines()
  for second in 0..<20 {
    log.message(second, "AAAA\(second)", from: "x@far.example", to: "y@far.example")
  }
  log.add(raw: "2026-08-02 00:00:09 1rABCD-000abc-1A <= an@gov.example U=an P=local S=9")
  log.add(raw: "2026-08-02 00:00:09 1rABCD-000abc-1A => b@gmail.com R=dns T=smtp H=mx [192.0.2.7]")
  let found = try tally(of: [log.text]).findings()
  #expect(found.ledger.unrecognised == 2)
  #expect(found.ledger.silences.map(\.host) == ["mta1"])
}
