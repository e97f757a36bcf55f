import Foundation
import MailLog
import OfficialMail
import Testing

/// A made-up log of one format and what it comes to, for the shared conformance test.
struct FormatSample: Sendable, CustomTestStringConvertible {
  /// As a test shows it, such as `exim, ids of 6-11-4`.
  var name: String
  var format: LogFormat
  /// Lines that every part of a cut log needs at its head.
  var header: [String] = []
  /// Whole records, each of one line or of several; in order.
  var records: [String]
  /// What stands before the first and behind the last record, where a file is one document.
  var opening = ""
  var closing = ""
  /// What stands between two records.
  var separator = "\n"
  /// `mailbox webmail direction messages`, sorted.
  var rows: [String]
  /// `mailbox protocol logins failures`, sorted.
  var logins: [String] = []
  /// Whether the file may be cut into parts behind any record, with the header repeated.
  var canBeCut = true
  /// Whether a line of nonsense between records is told as unrecognised; false where a format has
  /// free text between its lines.
  var refusesNonsense = true
  /// The file as it is stored, from its text.
  var encoded: @Sendable (String) -> [UInt8] = { Array($0.utf8) }
  /// What the text of each evidence must contain, by row; the line at the evidence's offset is
  /// searched.
  var evidence: [String: String] = [:]

  var testDescription: String { name }

  func text(of records: some Collection<String>) -> String {
    let head = header.map { $0 + "\n" }.joined()
    let end = closing.isEmpty && !records.isEmpty ? separator : ""
    return head + opening + records.joined(separator: separator) + end + closing
  }

  var bytes: [UInt8] { encoded(text(of: records)) }

  /// One list of every format, and one line for each.
  static let all: [FormatSample] = [
    postfixSamples, eximSamples, sendmailSamples, openSMTPDSamples, exchangeSamples, m365Samples,
    googleSamples, zeekSamples, zimbraSamples, mdaemonSamples,
  ].flatMap(\.self)
}

/// `mailbox webmail direction messages`, sorted.
func rows(_ tally: Tally) -> [String] {
  tally.findings().totals.map {
    "\($0.mailbox) \($0.webmail) \($0.direction.rawValue) \($0.messages)"
  }.sorted()
}
