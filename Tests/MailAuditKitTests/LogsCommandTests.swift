import Foundation
import Testing

@Suite struct LogsCommandTests {
  private let folder: TemporaryFolder
  private let log: String
  private let whole: String
  private let options = ["--official-domain", "gov.example"]

  init() throws {
    folder = try TemporaryFolder()
    let first = SmallOffice.delivery(from: "cuong@a.gov.example", to: "levancuong@gmail.com")
    let second = SmallOffice.delivery(from: "dung@b.gov.example", to: "someone@yahoo.com")
      .replacing("T08:00:", with: "T09:00:")
    log = try folder.write(first + second, to: "logs/mail.log")
    try folder.write(first, to: "parts/mail.log.1")
    try folder.write(second, to: "parts/mail.log")
    let ended = try Program.run(["logs", "tally"] + options + [log])
    try #require(ended.code == 0, "\(ended.errors)")
    whole = ended.output
  }

  @Test func `the tally has its header and a row for each pair`() {
    #expect(
      whole == """
        mailbox,webmail,direction,messages,first,last
        cuong@a.gov.example,gmail.com,sent,1,2026-08-03T01:00:02Z,2026-08-03T01:00:02Z
        dung@b.gov.example,yahoo.com,sent,1,2026-08-03T02:00:02Z,2026-08-03T02:00:02Z

        """)
  }

  @Test func `pieces of a manifest merge in any order to the whole`() throws {
    let manifest = try Program.run(["logs", "manifest"] + options + [folder.path("parts")])
    #expect(manifest.code == 0, "\(manifest.errors)")
    let rows = manifest.output.split(separator: "\n")
    #expect(rows.first == "sequence,host,path,size,sha256,first,last")
    #expect(rows.count == 3)
    let file = try folder.write(manifest.output, to: "manifest.csv")
    let moved = folder.path("moved")
    try FileManager.default.copyItem(atPath: folder.path("parts"), toPath: moved)
    for place in [[folder.path("parts")], [moved]] {
      let partial = folder.path("folder.partial")
      let ended = try Program.run(
        ["logs", "tally"] + options + [
          "--manifest", file, "--sequence", "2", "--partial", partial,
        ] + place)
      #expect(ended.code == 0, "\(ended.errors)")
    }
    for sequence in 1...2 {
      let ended = try Program.run(
        ["logs", "tally"] + options + [
          "--manifest", file, "--sequence", "\(sequence)", "--partial",
          folder.path("\(sequence).partial"),
        ])
      #expect(ended.code == 0, "\(ended.errors)")
    }
    for order in [[1, 2], [2, 1]] {
      let merged = try Program.run(
        ["logs", "merge"] + order.map { folder.path("\($0).partial") })
      #expect(merged.code == 0, "\(merged.errors)")
      #expect(merged.output == whole)
    }
    let missing = try Program.run(["logs", "merge", folder.path("2.partial")])
    #expect(missing.code == 2)
    #expect(missing.output.isEmpty)
    let twice = try Program.run(
      ["logs", "merge", folder.path("1.partial"), folder.path("1.partial")])
    #expect(twice.code == 2)
    #expect(twice.output.isEmpty)
  }

  @Test func `the ledger adds up to the line`() throws {
    let file = folder.path("ledger.json")
    try folder.write("no log line\n", to: "logs/mail.log.0")
    _ = try Program.run(
      ["logs", "tally"] + options + ["--ledger", file, folder.path("logs")])
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: file)))
    let ledger = try #require(json as? [String: Any])
    let counts = ["lines", "recognised", "irrelevant", "unrecognised"].compactMap {
      ledger[$0] as? Int
    }
    try #require(counts.count == 4)
    #expect(counts[0] == counts[1] + counts[2] + counts[3])
    #expect(ledger["complete"] as? Bool == false)
  }

  @Test(arguments: [
    ["logs", "tally", "--log-format", "postix", "x.log"], ["logs", "tally"],
    ["logs", "tally", "--official-domain", "not a domain", "x.log"],
    ["logs", "merge", "no-such.partial"], ["logs", "tally", "no-such.log"],
    ["logs", "tally", "--partial", "x.partial", "--store", "x.sqlite", "x.log"],
    ["logs", "inspect", "--store", "x.sqlite", "x.log"], ["logs", "manifest", "-"],
    ["logs", "inspect", "--mailbox", "an@nowhere.example", "x.log"],
  ])
  func `what the command line gets wrong ends with 2`(arguments: [String]) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 2, "\(ended.errors)")
    #expect(ended.output.isEmpty)
    #expect(!ended.errors.isEmpty)
  }

  @Test func `inspect says of a mailbox of no official domain what to do`() throws {
    let ended = try Program.run(
      ["logs", "inspect", "--mailbox", "an@nowhere.example"] + options + [log])
    #expect(ended.code == 2)
    #expect(ended.errors.contains("--official-domain"))
  }

  @Test(arguments: ["tally", "inspect", "logins", "merge", "manifest"])
  func `every command over logs shows an example`(name: String) throws {
    #expect(try Program.run(["logs", name, "--help"]).output.contains("mailaudit logs \(name) "))
  }

  @Test func `inspect says what a file is and what would come of it`() throws {
    try folder.write("no log line\n", to: "logs/strange")
    let ended = try Program.run(["logs", "inspect"] + options + [folder.path("logs")])
    #expect(ended.code == 3)
    #expect(ended.output.contains("format        postfix: 100 %"))
    #expect(ended.output.contains("LOST          it is not a log of a known format"))
    #expect(ended.output.contains("not understood, line 1, byte 0: no log line"))
    #expect(ended.output.contains("run would count 2 deliveries of 2 official mailboxes"))
  }

  @Test func `inspect lists the deliveries behind a mailbox's counts`() throws {
    let ended = try Program.run(
      ["logs", "inspect", "--mailbox", "Cuong@a.gov.example"] + options + [log])
    let rows = ended.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.first?.joined(separator: ",") == "direction,webmail,time,id,file,line,offset")
    #expect(rows.count == 2)
    #expect(ended.errors.contains("1 file, "))
    let place = try #require(rows.last)
    let text = try Array(Data(contentsOf: URL(filePath: log)))
    let offset = try #require(Int(place[6]))
    let line = String(decoding: text[offset...].prefix { $0 != 0x0A }, as: UTF8.self)
    #expect(line.contains("to=<levancuong@gmail.com>"))
    #expect(text[..<offset].count { $0 == 0x0A } == Int(place[5]).map { $0 - 1 })
  }

  @Test func `logins are shown by mailbox and protocol`() throws {
    let audit = try folder.write(
      "2026-08-03 08:00:01,616 INFO  [ImapServer-5] [name=an@a.gov.example;oip=192.0.2.7;] "
        + "security - cmd=Auth; account=an@a.gov.example; protocol=imap;\n",
      to: "audit.log")
    let ended = try Program.run(["logs", "logins"] + options + [audit])
    #expect(
      ended.output == """
        mailbox,protocol,logins,failures,days,first,last
        an@a.gov.example,imap,1,0,1,2026-08-03T01:00:01Z,2026-08-03T01:00:01Z

        """)
  }

  @Test func `a store saves the reading of files that have not changed`() throws {
    let store = folder.path("store.sqlite")
    let command = ["logs", "tally", "--store", store] + options + [folder.path("parts")]
    let first = try Program.run(command)
    #expect(first.output == whole)
    let again = try Program.run(command)
    #expect(again.output == whole)
    #expect(again.errors.contains("2 files were read before"))
    let mode = try FileManager.default.attributesOfItem(atPath: store)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // A line more in one of them.
    let grown = SmallOffice.delivery(from: "dung@b.gov.example", to: "someone@yahoo.com")
      .replacing("T08:00:", with: "T10:00:").replacing("AAAA", with: "BBBB")
    let path = folder.path("parts/mail.log")
    let old = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write(old + grown, to: "parts/mail.log")
    let changed = try Program.run(command)
    #expect(changed.errors.contains("1 file was read before"))
    #expect(changed.errors.contains("changed since it was read before"))
    #expect(changed.output.contains("dung@b.gov.example,yahoo.com,sent,2,"))
    let strange = try Program.run(
      ["logs", "tally", "--store", try folder.write("text", to: "x.sqlite")] + options + [log])
    #expect(strange.code == 2)
    #expect(strange.errors.contains("can't be used as a store"))
  }
}
