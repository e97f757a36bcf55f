import Crypto
import Foundation
import MailLog
import OfficialMail

/// The line that partials begin with.
private let firstLine: [UInt8] = {
  ScratchFile.shared.write(Array("\n".utf8))
  let reading = LogReading(
    officialDomains: [], webmail: WebmailCatalogue([]), timeZone: .gmt, firstYear: 2026)
  let partial = (try? readLogs(paths: [ScratchFile.shared.path], reading).partial()) ?? []
  return Array(partial.prefix { $0 != 0x0A }) + [0x0A]
}()

/// What must hold of any bytes that are read as a partial tally.
///
/// - Parameter content: without its first line and its checksum, which are put to it.
func checkPartial(content: [UInt8]) {
  var bytes = firstLine + content
  bytes += SHA256.hash(data: bytes)
  guard let tally = try? Tally(partial: bytes, path: "partial") else { return }
  let written = tally.partial()
  // Numbers may be longer than they need be, and text may not be UTF-8: once.
  guard let again = try? Tally(partial: written, path: "partial") else {
    return require(false, "what was read of a partial is one")
  }
  require(again.partial() == written, "a partial is written as it was")
  let found = tally.findings()
  require(
    again.findings().totals.csv(pairs: true) == found.totals.csv(pairs: true),
    "a partial comes to the same")
  require(!hasControls(found.totals.csv(pairs: true)), "CSV without control characters")
  require(!found.ledger.summary.contains(where: hasControls), "a summary without them")
  require((try? found.ledger.json()) != nil, "a ledger is JSON")
  _ = found.correspondence
  _ = found.logins
  var merged = Tally(toMergeWith: tally)
  if (try? merged.merge(tally, from: "one")) != nil {
    try? merged.merge(again, from: "other")
    _ = merged.findings().totals
    try? merged.checkCoverage()
  }
}
