import Foundation
import Testing

@Suite struct AuditRunTests {
  @Test func `a run accuses whom the evidence names and nobody else`() throws {
    let office = try SmallOffice()
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 1, "\(ended.errors)")
    let rows = try office.written("findings.csv").split(separator: "\n").dropFirst()
    #expect(rows.count == 1)
    #expect(
      rows.first?.hasPrefix("FREEMAIL-SELF,violation,high,A,cuong@a.gov.example,") == true)
    let letters = try FileManager.default.contentsOfDirectory(atPath: office.output + "/letters")
    #expect(letters.sorted() == ["A.docx", "A.pdf"])
  }

  @Test func `the same inputs give the same bytes`() throws {
    let office = try SmallOffice()
    let again = office.folder.path("again")
    #expect(try Program.run(office.arguments("run")).code == 1)
    #expect(try Program.run(office.arguments("run") + ["--output", again]).code == 1)
    let names = try FileManager.default.subpathsOfDirectory(atPath: office.output).sorted()
    #expect(try FileManager.default.subpathsOfDirectory(atPath: again).sorted() == names)
    #expect(names.count == 9)
    for name in names {
      let first = FileManager.default.contents(atPath: office.output + "/" + name)
      #expect(first == FileManager.default.contents(atPath: again + "/" + name), "\(name)")
    }
  }

  @Test func `results are for their owner alone`() throws {
    let office = try SmallOffice()
    #expect(try Program.run(office.arguments("run")).code == 1)
    for name in ["", "/findings.csv", "/letters", "/letters/A.pdf", "/report.html"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: office.output + name)
      let mode = try #require(attributes[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(name)")
    }
  }

  @Test func `without logs the rules that need them cannot tell, once each`() throws {
    let office = try SmallOffice()
    let ended = try Program.run([
      "check", "--directory", office.directory, "--agencies", office.register, "--period",
      "2026-Q3", "--as-of", "2026-10-01", "--format", "json",
    ])
    #expect(ended.code == 3, "\(ended.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
    let object = try #require(json as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.allSatisfy { $0["verdict"] as? String == "cannotTell" })
    #expect(findings.allSatisfy { $0["subject"] as? String == "system" })
    #expect(
      findings.compactMap { $0["rule"] as? String }
        == ["FREEMAIL-FROM", "FREEMAIL-SELF", "FREEMAIL-USE", "FWD-OUT"])
    #expect(object["incomplete"] as? Bool == true)
  }

  @Test func `a clean office ends with 0`() throws {
    let office = try SmallOffice(
      log: SmallOffice.delivery(from: "cuong@a.gov.example", to: "binh@a.gov.example"))
    let ended = try Program.run(office.arguments("check"))
    #expect(ended.code == 0, "\(ended.errors)\(ended.output)")
  }

  @Test func `an unreadable password date is incomplete and no violation`() throws {
    let office = try SmallOffice(
      ldif: SmallOffice.entry("a", "A B C", mail: "abc@a.gov.example", changed: nil))
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 3, "\(ended.errors)")
    #expect(
      try office.written("findings.csv")
        .contains("PW-AGE,cannotTell,high,A,abc@a.gov.example,"))
  }

  @Test func `only violations at or above fail-on end with 1`() throws {
    let office = try SmallOffice()
    #expect(try Program.run(office.arguments("check", "--fail-on", "high")).code == 1)
    #expect(try Program.run(office.arguments("check", "--fail-on", "critical")).code == 0)
    #expect(try Program.run(office.arguments("check", "--exit-zero")).code == 0)
  }

  @Test func `messages outside the period are not judged`() throws {
    let september = SmallOffice.delivery(from: "binh@a.gov.example", to: "dung@b.gov.example")
      .replacing("2026-08-03", with: "2026-09-03")
    let office = try SmallOffice(log: SmallOffice.log + september)
    #expect(try Program.run(office.arguments("check")).code == 1)
    let ended = try Program.run(office.arguments("check", "--period", "2026-09"))
    #expect(ended.code == 0, "\(ended.errors)\(ended.output)")
  }

  @Test func `an alias that two mailboxes claim accuses neither`() throws {
    let office = try SmallOffice(
      ldif: SmallOffice.entry(
        "c", "Le Van Cuong", mail: "c1@a.gov.example", "mail: cuong@a.gov.example")
        + SmallOffice.entry(
          "d", "Le Van Cuong", mail: "c2@a.gov.example", "mail: cuong@a.gov.example"))
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 3, "\(ended.errors)")
    #expect(!(try office.written("findings.csv").contains("violation")))
    #expect(try office.written("coverage.json").contains("charged to nobody"))
  }
}

@Suite struct VerdictTests {
  @Test func `logs of another time are no logs of this period`() throws {
    let office = try SmallOffice(
      log: SmallOffice.delivery(from: "cuong@a.gov.example", to: "binh@a.gov.example"))
    let ended = try Program.run(office.arguments("check", "--period", "2026-Q1"))
    #expect(ended.code == 3, "\(ended.output)")
    #expect(ended.errors.contains("2026-Q1"))
    #expect(ended.output.contains("FREEMAIL-SELF"))
  }

  @Test func `a reader that leaves does not change the verdict`() throws {
    let office = try SmallOffice()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments =
      ["-c", "\"$@\" | true; exit ${PIPESTATUS[0]}", "bash", try Program.url.path()]
      + office.arguments("check")
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 1)
  }

  @Test func `results that cannot be written are a fault`() throws {
    let office = try SmallOffice()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments =
      ["-c", "\"$@\" > /dev/full", "bash", try Program.url.path()] + office.arguments("check")
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 2)
  }

  @Test(arguments: [["--year", "99999999999"], ["--threads", "0"], ["--threads", "100000"]])
  func `numbers out of range are refused`(option: [String]) throws {
    let office = try SmallOffice()
    let ended = try Program.run(office.arguments("check") + option)
    #expect(ended.code == 2)
    #expect(ended.errors.contains(option[1]))
  }
}

@Suite struct SharedAddressTests {
  @Test func `an address that two people's entries claim accuses neither by name`() throws {
    let office = try SmallOffice(
      ldif: SmallOffice.entry("a", "Tran Thi Binh", mail: "cuong@a.gov.example")
        + SmallOffice.entry("b", "Le Van Cuong", mail: "cuong@a.gov.example"))
    for owner in ["levancuong@gmail.com", "tranthibinh@gmail.com"] {
      let log = SmallOffice.delivery(from: "cuong@a.gov.example", to: owner)
      try office.folder.write(log, to: "logs/mail.log")
      let ended = try Program.run(office.arguments("check"))
      #expect(!ended.output.contains("FREEMAIL-SELF"), "\(ended.output)")
    }
  }
}
