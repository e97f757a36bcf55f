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
  ])
  func `what the command line gets wrong ends with 2`(arguments: [String]) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 2, "\(ended.errors)")
    #expect(ended.output.isEmpty)
    #expect(!ended.errors.isEmpty)
  }
}
