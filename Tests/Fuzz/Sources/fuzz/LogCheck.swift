import Foundation
import OfficialMail

@testable import MailLog

/// What must hold of any bytes that are read as a log.
struct LogCheck {
  private let input: [UInt8]
  private let format: LogFormat
  /// Whether lines of the input are lines of the text: neither packed nor UTF-16.
  private let isText: Bool
  private let file = ScratchFile.shared

  init(_ input: [UInt8], _ format: LogFormat, isText: Bool = true) {
    self.input = input
    self.format = format
    self.isText = isText && !LogCheck.mayBeDecoded(input)
  }

  // Bytes that steer the check, the same for the same input.
  private var choice: UInt64 {
    input.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  func run() {
    file.write(input)
    let whole: Tally
    do {
      whole = try readLogs(paths: [file.path], reading())
    } catch {
      // A refusal must not depend on how the bytes come.
      let again = Result { try readLogs(paths: [file.path], reading(blocks: 7)) }
      if case .failure(let other as LogFault) = again, other == error { return }
      return require(false, "refused in one go: \(error), and in blocks: \(again)")
    }
    let found = whole.findings()
    checkLedger(found.ledger)
    checkEvidence(found)
    checkWords(found)
    let partial = whole.partial()
    checkRoundTrip(partial, found)
    checkBlocks(whole)
    checkStretches(whole, found)
    if choice % 256 == 0, input.count > 1 { runAmplified() }
  }

  private func reading(blocks: Int? = nil, stretches: UInt64? = nil) -> LogReading {
    var reading = LogReading(
      officialDomains: ["gov.example", "so.example"].compactMap { MailDomain($0) },
      webmail: LogCheck.webmail, timeZone: .gmt, firstYear: 2026, format: format)
    // Larger than most inputs, and no larger than it need be.
    reading.blockSize = blocks ?? 1 << 15
    if let stretches { reading.stretchLength = stretches }
    return reading
  }

  private static let webmail = WebmailCatalogue(
    ["gmail.com", "yahoo.com", "outlook.com", "mail.gov.example"].compactMap { name in
      MailDomain(name).map {
        WebmailCatalogue.Entry(domain: $0, family: name, class: .webmail, provenance: "fuzz")
      }
    })

  // MARK: Checks

  /// Every line is counted once, and those not understood stand where they are said to.
  private func checkLedger(_ ledger: LogLedger) {
    for read in ledger.files {
      require(
        read.lines == read.recognised + read.irrelevant + read.unrecognised,
        "lines add up: \(read)")
      guard isText else { continue }
      let newlines = input.count { $0 == 0x0A }
      let lines = newlines + (input.isEmpty || input.last == 0x0A ? 0 : 1)
      require(read.lines == UInt64(lines), "\(lines) lines: \(read)")
      for line in read.firstUnrecognised { checkPlace(line.offset, line.line) }
    }
  }

  /// Evidence of what was counted points into the text, at the line it names.
  private func checkEvidence(_ found: LogFindings) {
    let all = found.correspondence
    let totals = found.totals
    require(all.count == totals.count, "evidence of \(all.count), totals of \(totals.count)")
    for pair in all {
      require(pair.messages > 0 && pair.first <= pair.last, "a count and its times: \(pair)")
      require(!pair.evidence.isEmpty, "evidence: \(pair)")
      require(
        LogCheck.webmail.entries.contains { $0.domain == pair.webmail.domain },
        "webmail: \(pair)")
      require(
        ["gov.example", "so.example"].contains { suffix in
          pair.mailbox.domain.name == suffix || pair.mailbox.domain.name.hasSuffix("." + suffix)
        }, "official: \(pair)")
      guard isText else { continue }
      for evidence in pair.evidence { checkPlace(evidence.offset, evidence.line) }
    }
  }

  private func checkPlace(_ offset: UInt64, _ line: UInt64) {
    require(offset < UInt64(input.count), "byte \(offset) of \(input.count)")
    let before = input[..<Int(offset)].count { $0 == 0x0A }
    require(line == UInt64(before + 1), "byte \(offset) is on line \(before + 1), not \(line)")
  }

  /// What a log says reaches no terminal and no table as it is.
  private func checkWords(_ found: LogFindings) {
    for text in [found.totals.csv(pairs: true), found.totals.csv(pairs: false)] {
      require(!hasControls(text), "CSV without control characters: \(text.debugDescription)")
    }
    for line in found.ledger.summary {
      require(!hasControls(line), "a summary without them: \(line.debugDescription)")
    }
    for login in found.logins {
      require(!hasControls(login.mailbox.description), "a login without them: \(login)")
    }
    require((try? found.ledger.json()) != nil, "a ledger is JSON")
  }

  private func checkRoundTrip(_ partial: [UInt8], _ found: LogFindings) {
    guard let read = try? Tally(partial: partial, path: "partial") else {
      return require(false, "a partial is read")
    }
    require(read.partial() == partial, "a partial is written as it was")
    require(
      read.findings().totals.csv(pairs: true) == found.totals.csv(pairs: true),
      "a partial comes to the same")
  }

  private func checkBlocks(_ whole: Tally) {
    let size = 1 + Int(choice % 997)
    guard let other = try? readLogs(paths: [file.path], reading(blocks: size)) else {
      return require(false, "blocks of \(size) bytes are read")
    }
    require(
      other.partial() == whole.partial(),
      "blocks of \(size) bytes change nothing: \(whole.findings().ledger) "
        + "and \(other.findings().ledger)")
  }

  /// Where a text is cut into stretches changes no line; nor what it comes to, but for queue ids
  /// that begin again without an end, of which a cut keeps more than is kept between cuts.
  private func checkStretches(_ whole: Tally, _ found: LogFindings) {
    let length = 200 + choice % 3001
    guard let tally = try? readLogs(paths: [file.path], reading(stretches: length))
    else { return require(false, "stretches of \(length) bytes are read") }
    let other = tally.findings()
    let (ledger, cut) = (found.ledger, other.ledger)
    require(
      cut.lines == ledger.lines && cut.recognised == ledger.recognised
        && cut.irrelevant == ledger.irrelevant && cut.unrecognised == ledger.unrecognised,
      "stretches of \(length) bytes change no line: \(ledger) and \(cut)")
    guard whole.transactions + tally.transactions == 0 else { return }
    require(
      other.totals.csv(pairs: true) == found.totals.csv(pairs: true),
      "stretches of \(length) bytes change nothing: \(found.totals.csv(pairs: true)) "
        + "and \(other.totals.csv(pairs: true))")
  }

  /// A megabyte of the same, as it is or as one line: time that grows with the square of a length
  /// shows as libFuzzer's timeout.
  private func runAmplified() {
    let unit = choice % 512 == 0 ? input : input.filter { $0 != 0x0A }
    guard !unit.isEmpty, isText else { return }
    var bytes: [UInt8] = []
    while bytes.count < 1 << 20 { bytes += unit }
    file.write(bytes)
    guard let found = try? readLogs(paths: [file.path], reading()).findings() else { return }
    let newlines = bytes.count { $0 == 0x0A }
    let lines = newlines + (bytes.last == 0x0A ? 0 : 1)
    require(found.ledger.lines == UInt64(lines), "\(lines) lines, not \(found.ledger.lines)")
  }

  // MARK: Inputs

  // What begins as something packed, or as UTF-16, has lines of its own.
  private static func mayBeDecoded(_ input: [UInt8]) -> Bool {
    let magics: [[UInt8]] = [
      [0x1F], [0x28, 0xB5], [0xFD], [0x42, 0x5A], [0x50, 0x4B], [0x04, 0x22], [0x37, 0x7A],
      [0x5D, 0x00], [0xFF], [0xFE],
    ]
    if magics.contains(where: { input.starts(with: $0) }) { return true }
    if input.count > 261, input[257..<262].elementsEqual("ustar".utf8) { return true }
    // A skippable zstd frame.
    if input.count > 3, input[1...3].elementsEqual([0x2A, 0x4D, 0x18]) { return true }
    return input.prefix(128).contains(0)
  }
}

/// Whether text has C0, DEL or C1 characters other than a line's end.
func hasControls(_ text: String) -> Bool {
  text.unicodeScalars.contains {
    ($0.value < 0x20 && $0 != "\n" && $0 != "\r") || (0x7F...0x9F).contains($0.value)
  }
}

extension Tally {
  /// Bytes of records of transactions, of logs that tell a message line by line.
  fileprivate var transactions: Int {
    files.reduce(0) { $0 + $1.stretches.reduce(0) { $0 + $1.records.count } }
  }
}
