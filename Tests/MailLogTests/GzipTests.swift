import Foundation
import MailLog
import OfficialMail
import Testing

private func gzippedMail(_ folder: TemporaryFolder) throws -> Data {
  var log = LogLines()
  for number in 0..<2_000 {
    log.message(number, "A\(100_000 + number)", from: "an@gov.example", to: "b@gmail.com")
  }
  let packed = try compressed(try folder.file("a.log", log.text), with: "gzip")
  return try Data(contentsOf: URL(fileURLWithPath: packed))
}

@Test(arguments: [8, 5])
func `a gzip whose checksum or length is wrong is a loss`(fromEnd: Int) throws {
  let folder = try TemporaryFolder()
  var data = try gzippedMail(folder)
  data[data.endIndex - fromEnd] ^= 0x55
  let damaged = try folder.file("damaged", data)
  let (totals, ledger) = try readLogs(paths: [damaged], testReading()).totals()
  #expect(ledger.files.first?.loss?.contains("damaged compression") == true)
  #expect((totals.first?.messages ?? 0) > 0)
}

@Test func `members one after the other, and padding, are one log`() throws {
  let folder = try TemporaryFolder()
  let one = try gzippedMail(folder)
  let (single, _) = try readLogs(paths: [folder.file("one", one)], testReading()).totals()
  let both = try folder.file("both", one + one + Data(count: 512))
  let ledger = try readLogs(paths: [both], testReading()).findings().ledger
  #expect(ledger.isComplete)
  #expect(ledger.lines == 2 * UInt64(single.first?.messages ?? 0) * 4)
}

@Test func `what follows a gzip and is none is a loss`() throws {
  let folder = try TemporaryFolder()
  let file = try folder.file("odd", try gzippedMail(folder) + Data("not gzip".utf8))
  let ledger = try readLogs(paths: [file], testReading()).findings().ledger
  #expect(ledger.files.first?.loss?.contains("no gzip") == true)
}
