import Foundation
import Testing

/// Every fault: the right code, one to four lines that name the thing, and nothing half-written.
@Suite struct BadInputTests {
  private func expectRefusal(
    _ office: SmallOffice, _ arguments: [String], code: Int32, naming words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == code, "\(ended.errors)", sourceLocation: sourceLocation)
    #expect((1...4).contains(ended.errorLines), "\(ended.errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        ended.errors.contains(word), "\(word) in: \(ended.errors)", sourceLocation: sourceLocation)
    }
    #expect(ended.output.isEmpty, sourceLocation: sourceLocation)
    #expect(
      !FileManager.default.fileExists(atPath: office.output), sourceLocation: sourceLocation)
    let left = try FileManager.default.contentsOfDirectory(atPath: office.folder.path(""))
    #expect(!left.contains { $0.contains("audit") }, "\(left)", sourceLocation: sourceLocation)
  }

  @Test(arguments: ["2026-Q5", "2026-13", "2026-09-30..2026-07-01", "soon", "2027-Q1"])
  func `an impossible period is refused`(period: String) throws {
    let office = try SmallOffice()
    try expectRefusal(
      office, office.arguments("run") + ["--period", period], code: 2, naming: [period])
  }

  @Test func `an impossible date is refused`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office, office.arguments("run") + ["--as-of", "2026-02-30"], code: 2,
      naming: ["2026-02-30"])
  }

  @Test func `an unknown policy is refused with those there are`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office, office.arguments("run") + ["--policy", "son-la"], code: 2,
      naming: ["son-la", "song-ma"])
  }

  @Test func `an output folder with something in it is left alone`() throws {
    let office = try SmallOffice()
    let kept = try office.folder.write("kept", to: "full/letter.docx")
    let ended = try Program.run(
      office.arguments("run") + ["--output", office.folder.path("full")])
    #expect(ended.code == 2)
    #expect(ended.errors.contains("full"))
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == "kept")
  }

  @Test func `a missing directory file is refused`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office,
      ["run", "--directory", office.folder.path("none.ldif"), "--output", office.output],
      code: 2, naming: ["none.ldif"])
  }

  @Test func `no directory at all is refused`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office, ["run", "--output", office.output], code: 2, naming: ["--directory"])
  }

  @Test func `an unreachable server is the outside world's fault`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office,
      [
        "run", "--directory", "ldap://127.0.0.1:9", "--base", "dc=gov,dc=example", "--output",
        office.output,
      ], code: 3, naming: ["127.0.0.1:9"])
  }

  @Test func `plain LDAP beyond this machine is refused`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office,
      [
        "run", "--directory", "ldap://192.0.2.1", "--base", "dc=gov,dc=example", "--output",
        office.output,
      ], code: 2, naming: ["192.0.2.1", "--start-tls"])
  }

  @Test func `a password file that others can read is refused`() throws {
    let office = try SmallOffice()
    let file = try office.folder.write("secret-word", to: "password")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    let arguments = [
      "run", "--directory", "ldap://127.0.0.1:9", "--base", "dc=gov,dc=example", "--bind-dn",
      "cn=auditor", "--password-file", file, "--output", office.output,
    ]
    try expectRefusal(office, arguments, code: 2, naming: ["password", "600"])
    #expect(!(try Program.run(arguments).errors.contains("secret-word")))
  }

  @Test(arguments: [
    ("A,One,,,,,,,\nA,Two,,,,,,,\n", ["A", "3"]),
    ("A,One,B,,,,,,\nB,Two,A,,,,,,\n", ["A", "B"]),
    ("A,One,,,,,2026-31-01,,\n", ["2026-31-01", "2"]),
    ("A,One,,,,,,,Z\n", ["Z", "2"]),
  ])
  func `a faulty register is refused`(register: String, words: [String]) throws {
    let office = try SmallOffice()
    let header =
      "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor\n"
    try office.folder.write(header + register, to: "agencies.csv")
    try expectRefusal(
      office, office.arguments("run"), code: 2, naming: words + ["agencies.csv"])
  }

  @Test func `a register without its columns is refused`() throws {
    let office = try SmallOffice()
    try office.folder.write("title\nA\n", to: "agencies.csv")
    try expectRefusal(
      office, office.arguments("run"), code: 2, naming: ["code", "agencies.csv"])
  }

  @Test func `an empty folder of logs is refused`() throws {
    let office = try SmallOffice()
    try FileManager.default.createDirectory(
      atPath: office.folder.path("empty"), withIntermediateDirectories: false)
    try expectRefusal(
      office, office.arguments("run") + ["--logs", office.folder.path("empty")], code: 2,
      naming: ["empty"])
  }

  @Test func `missing logs are refused`() throws {
    let office = try SmallOffice()
    try expectRefusal(
      office, office.arguments("run") + ["--logs", office.folder.path("none.log")], code: 2,
      naming: ["none.log"])
  }

  @Test(arguments: [
    ("binary", "\u{0}\u{1}\u{2}\u{7F}PNG\u{0}\u{3}\u{4}\u{0}\u{0}\n\u{0}\u{5}"),
    ("prose", "Dear Sir,\nplease find the logs in the other folder.\nRegards\n"),
  ])
  func `a file that is no log is named, and good files still count`(
    name: String, content: String
  ) throws {
    let office = try SmallOffice(
      log: SmallOffice.delivery(from: "cuong@a.gov.example", to: "binh@a.gov.example"))
    try office.folder.write(content, to: "logs/\(name).log")
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 3, "\(ended.errors)")
    #expect((ended.errors + ended.output).contains("\(name).log"))
    #expect(try office.written("coverage.json").contains("\(name).log"))
  }

  @Test func `a log cut off in its compression is named`() throws {
    let office = try SmallOffice()
    let zipped = Process()
    zipped.executableURL = URL(filePath: "/bin/sh")
    zipped.arguments = [
      "-c", "for i in $(seq 2000); do cat \"$1\"; done | gzip -c | head -c 3000 > \"$2\"", "sh",
      office.logs + "/mail.log", office.logs + "/cut.log.gz",
    ]
    try zipped.run()
    zipped.waitUntilExit()
    try FileManager.default.removeItem(atPath: office.logs + "/mail.log")
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 1 || ended.code == 3, "\(ended.errors)")
    #expect((ended.errors + ended.output).contains("cut.log.gz"))
    #expect(try office.written("coverage.json").contains("\"complete\" : false"))
  }

  @Test func `a misspelt option ends with 2`() throws {
    let ended = try Program.run(["check", "--directroy", "x.ldif"])
    #expect(ended.code == 2)
    #expect(ended.errors.contains("--directroy"))
  }
}
