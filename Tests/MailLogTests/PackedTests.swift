import Foundation
import MailLog
import OfficialMail
import Testing

/// Packed files: what is in them counts, what they lose is said, and bombs are put out.
@Suite struct PackedTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func log(_ name: String, _ id: String) throws -> String {
    var log = LogLines()
    log.message(0, id, from: "an@gov.example", to: "b@gmail.com")
    return try folder.file(name, log.text)
  }

  private func read(_ path: String) throws -> (messages: Int?, ledger: LogLedger) {
    var reading = testReading()
    reading.bombSize = 8 << 20
    let found = try readLogs(paths: [path], reading).findings()
    return (found.totals.first?.messages, found.ledger)
  }

  @Test(arguments: Packing.allCases)
  func `a packed log is read`(packing: Packing) throws {
    let (messages, ledger) = try read(packing.packed([log("mail.log", "AAAAA1")]))
    #expect(messages == 1)
    #expect(ledger.isComplete)
    #expect(ledger.lines == 4)
  }

  @Test(arguments: [Packing.tar, .tgz, .zip, .storedZip])
  func `packed logs in an archive are read`(packing: Packing) throws {
    let one = try Packing.gz.packed([log("a/one.log", "AAAAA1")])
    let two = try Packing.zip.packed([log("a/two.log", "AAAAA2")])
    let plain = try log("a/three.log", "AAAAA3")
    let (messages, ledger) = try read(packing.packed([one, two, plain]))
    #expect(messages == 3)
    #expect(ledger.isComplete)
    #expect(ledger.lines == 12)
    #expect(Set(ledger.files.map(\.path)).count == 3)
  }

  @Test func `an archive in an archive in an archive is read, and deeper is said`() throws {
    var path = try log("mail.log", "AAAAA1")
    for packing in [Packing.gz, .tar] { path = try packing.packed([path]) }
    #expect(try read(path).messages == 1)
    path = try Packing.tgz.packed([path])
    #expect(try read(path).messages == 1)
    path = try Packing.zip.packed([path])
    let (messages, ledger) = try read(path)
    #expect(messages == nil)
    #expect(ledger.files.first?.loss == "packed too many times over")
  }

  // MARK: Bombs

  /// What a shell command writes, as a file.
  private func file(_ name: String, by command: String) throws -> String {
    let path = "\(folder.path)/\(name)"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command) > '\(path)'"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path
  }

  /// Megabytes of one byte, packed by a tool.
  private func bomb(
    _ name: String, _ megabytes: Int = 40, of byte: String = "a", by tool: String = "gzip"
  ) throws -> String {
    let zeros = "head -c \(megabytes << 20) /dev/zero"
    return try file(name, by: "\(zeros) | tr '\\0' '\(byte)' | \(tool)")
  }

  private func expectStopped(_ path: String) throws {
    let ledger = try read(path).ledger
    let losses = ledger.files.compactMap(\.loss)
    #expect(losses.contains { $0.hasPrefix("stopped: it decodes to more than") })
    #expect(!ledger.isComplete)
  }

  @Test(arguments: ["\\n", "a"])
  func `megabytes of one byte are stopped, and said`(byte: String) throws {
    try expectStopped(bomb("bomb.gz", of: byte))
  }

  @Test(arguments: ["zstd", "xz", "bzip2"])
  func `other packers' bombs are stopped too`(tool: String) throws {
    try expectStopped(bomb("bomb", by: tool))
  }

  @Test(arguments: [Packing.tar, .zip, .storedZip])
  func `a bomb in an archive is stopped, and the log before it counts`(packing: Packing) throws {
    let bomb = try bomb("z.gz")
    let path = try packing.packed([log("a.log", "AAAAA1"), bomb])
    let (messages, ledger) = try read(path)
    #expect(messages == 1)
    #expect(ledger.files.contains { $0.loss?.hasPrefix("stopped:") == true })
  }

  @Test func `nothing but zeros is said to be lost`() throws {
    #expect(try !read(bomb("zeros.gz", of: "\\0")).ledger.isComplete)
  }

  @Test func `a bomb that is passed over, since it lies too deep, is stopped too`() throws {
    // With the head of an archive.
    let member = try file("x", by: "printf '\\037\\213' && head -c 40M /dev/zero")
    var path = try Packing.tgz.packed([member])
    for _ in 0..<2 { path = try Packing.tgz.packed([path]) }
    try expectStopped(path)
  }

  @Test func `many that are none by themselves are one together`() throws {
    var members: [String] = []
    for number in 0..<12 { members.append(try bomb("\(number).gz", 6)) }
    try expectStopped(Packing.tgz.packed(members))
  }

  @Test func `what is no file in an archive is passed over`() throws {
    _ = try log("in/mail.log", "AAAAA1")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/in/link", withDestinationPath: "/etc/passwd")
    let path = try Packing.tar.packed(["\(folder.path)/in"])
    let (messages, ledger) = try read(path)
    #expect(messages == 1)
    #expect(ledger.files.count == 1)
  }

  @Test func `a name in an archive cannot write to the terminal`() throws {
    let path = try Packing.tar.packed([log("a\u{1B}[31m\n.log", "AAAAA1")])
    let (messages, ledger) = try read(path)
    #expect(messages == 1)
    #expect(!ledger.summary.joined().unicodeScalars.contains { $0.value < 0x20 })
  }
}
