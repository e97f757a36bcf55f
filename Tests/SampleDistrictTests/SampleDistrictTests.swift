import Foundation
import OfficialMail
import Policy
import SampleDistrict
import Testing

@Suite struct SampleDistrictTests {
  /// The truth about the planted cases, which ordinary traffic does not change.
  private static let planned = Result { try SampleFolder(traffic: 0).truth }

  @Test func `the same seed writes the same bytes, another seed does not`() throws {
    let first = try SampleFolder(traffic: 0.05)
    let second = try SampleFolder(traffic: 0.05)
    let other = try SampleFolder(seed: 7, traffic: 0.05)
    #expect(try first.contents() == second.contents())
    #expect(first.truth == second.truth)
    #expect(try first.text("directory.ldif") != other.text("directory.ldif"))
  }

  @Test func `the district has 20 agencies, 2 ended ones and 285 mailboxes`() throws {
    let sample = try SampleFolder(traffic: 0)
    let rows = try sample.text("agencies.csv").split(separator: "\n").dropFirst()
    #expect(rows.count == 22)
    #expect(rows.count { $0.contains("2026-06-30") || $0.contains("2025-06-30") } == 2)
    #expect(rows.contains { $0.contains("\"Phòng Kinh tế, Hạ tầng và Đô thị\"") })
    let entries = try sample.text("directory.ldif").components(separatedBy: "\n\n")
    let people = entries.filter { $0.contains("\nobjectClass: officialMailbox\n") }
    #expect(people.count == 285)
    #expect(sample.truth.mailboxes == 285)
    #expect(sample.truth.mailboxesByAgency.values.reduce(0, +) == 285)
    // Unassigned mailboxes beside the 20 agencies in force.
    #expect(sample.truth.mailboxesByAgency.count == 21)
    let names = Set(entries.compactMap { $0.split(separator: "\n").first { $0.contains("dn: ") } })
    #expect(names.count == entries.count { $0.contains("dn: ") })
  }

  @Test(arguments: [
    ("PW-AGE", VerdictKind.violation, 40), ("PW-AGE", .waived, 1), ("PW-AGE", .cannotTell, 6),
    ("PW-AGE", .notApplicable, 13), ("PW-INIT", .violation, 8), ("PW-INIT", .cannotTell, 2),
    ("FREEMAIL-SELF", .violation, 9), ("FREEMAIL-SELF", .indicator, 4),
    ("FREEMAIL-SELF", .compliant, 9), ("FREEMAIL-FROM", .indicator, 4),
    ("FWD-OUT", .violation, 5), ("FWD-OUT", .compliant, 2), ("FREEMAIL-DIR", .violation, 3),
    ("FREEMAIL-USE", .indicator, 3), ("FREEMAIL-USE", .notApplicable, 1),
  ])
  func `every kind of verdict is planted`(
    rule: String, verdict: VerdictKind, atLeast: Int
  ) throws {
    let truth = try Self.planned.get()
    let rows = truth.findings + truth.innocent
    #expect(rows.count { $0.rule == rule && $0.verdict == verdict } >= atLeast)
  }

  @Test func `no subject is accused twice under a rule, and none that is innocent of it`() throws {
    let truth = try Self.planned.get()
    let accused = truth.findings.map { "\($0.rule) \($0.subject)" }
    #expect(Set(accused).count == accused.count)
    for row in truth.innocent { #expect(!accused.contains("\(row.rule) \(row.subject)")) }
    #expect(truth.findings == truth.findings.sorted())
    // Two agencies without any finding, so that some get no letter.
    #expect(Set(truth.findings.map(\.agency)).count == truth.mailboxesByAgency.count - 2)
  }

  @Test func `every line has a stamp, and stamps never go back`() throws {
    let sample = try SampleFolder(traffic: 0.3)
    var lines = 0
    for host in ["mail1", "mail2"] {
      var last = 0
      for name in try sample.logs(of: host) {
        for text in try sample.text(name).split(separator: "\n") {
          let line = try #require(LogLine(text), "\(name): \(text)")
          #expect(line.host == host)
          if line.time < last { Issue.record("\(name): \(text)") }
          last = line.time
          lines += 1
        }
      }
    }
    #expect(lines == sample.truth.lines)
  }

  @Test func `mail2 is silent on 16 August and mail1 is not`() throws {
    let sample = try SampleFolder(traffic: 1)
    for (host, isSilent) in [("mail1", false), ("mail2", true)] {
      var hours: Set<Int> = []
      for name in try sample.logs(of: host) {
        for text in try sample.text(name).split(separator: "\n") {
          if let line = LogLine(text), line.time / 86_400 == 46 { hours.insert(line.time / 3600) }
        }
      }
      #expect(hours.isEmpty == isSilent)
    }
  }

  @Test(arguments: [(2026, 0.3), (2026, 1), (11, 0.2)])
  func `an independent count of the logs equals the truth`(
    seed: UInt64, traffic: Double
  ) throws {
    let sample = try SampleFolder(seed: seed, traffic: traffic)
    var correlator = try NaiveCorrelator(reading: sample)
    var counted: [String: Int] = [:]
    for (row, messages) in correlator.messages(webmail: SampleDistrict.webmailDomains) {
      counted["\(row.mailbox),\(row.domain),\(row.direction)", default: 0] += messages
    }
    let planned = sample.truth.correspondence.map { pair, volume in
      ("\(pair.mailbox),\(pair.webmail),\(pair.direction.rawValue)", volume.messages)
    }
    #expect(counted == Dictionary(uniqueKeysWithValues: planned))
    #expect(correlator.unresolvedHops == 0)
    #expect(correlator.reusedIDs > 10)
    #expect(Set(sample.truth.correspondence.keys.map(\.direction)).count == 4)
  }

  @Test func `nobody but the planned writes more than 50 messages to free mail`() throws {
    let truth = try SampleFolder(traffic: 1).truth
    var sent: [String: Int] = [:]
    for (pair, volume) in truth.correspondence where pair.direction == .sent {
      sent["\(pair.mailbox)", default: 0] += volume.messages
    }
    let many = sent.filter { $0.value > 50 }.keys
    let planned = (truth.findings + truth.innocent).filter {
      $0.rule == "FREEMAIL-USE" && $0.verdict != .compliant
    }
    #expect(Set(many) == Set(planned.map(\.subject)))
  }

  @Test func `progress goes from day to day up to 1`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var parts: [Double] = []
    try SampleDistrict(traffic: 0).write(to: folder) { parts.append($0) }
    #expect(parts.count == 92)
    #expect(parts == parts.sorted() && parts.last == 1)
  }

  @Test func `a folder that cannot be made is named in the fault`() throws {
    let place = URL(filePath: "/dev/null/sample")
    let fault = #expect(throws: SampleFault.self) {
      try SampleDistrict(traffic: 0).write(to: place)
    }
    #expect(fault?.description.hasPrefix("/dev/null/sample: ") == true)
    #expect(fault?.blame == .commandLine)
  }
}
