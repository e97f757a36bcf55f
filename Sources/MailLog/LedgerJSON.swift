package import Foundation
import OfficialMail

extension LogLedger {
  /// The ledger as JSON with the keys of the contract; the same bytes for the same ledger.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try encoder.encode(Written(self)) + Data("\n".utf8)
  }

  private struct Written: Encodable {
    struct File: Encodable {
      var path, format, reason, sha256: String
      var size, lines, recognised, irrelevant, unrecognised: UInt64
      var hosts: [String]
      var first, last: Timestamp?
      var loss: String?
      var complete: Bool
      var firstUnrecognised: [UnrecognisedLine]

      init(_ file: LogLedger.File) {
        path = file.path
        format = file.format
        reason = file.reason
        sha256 = file.sha256
        size = file.size
        lines = file.lines
        recognised = file.recognised
        irrelevant = file.irrelevant
        unrecognised = file.unrecognised
        hosts = file.hosts
        first = file.first
        last = file.last
        loss = file.loss
        complete = file.loss == nil
        firstUnrecognised = file.firstUnrecognised
      }
    }

    var complete: Bool
    var files: [File]
    var lines, recognised, irrelevant, unrecognised, unresolved, repeated, givenUp, late: UInt64
    var otherLogins, otherFailures: UInt64
    var silences: [Silence]

    init(_ ledger: LogLedger) {
      complete = ledger.isComplete
      files = ledger.files.map(File.init)
      lines = ledger.lines
      recognised = ledger.recognised
      irrelevant = ledger.irrelevant
      unrecognised = ledger.unrecognised
      unresolved = ledger.unresolvedTransactions
      repeated = ledger.repeatedDeliveries
      givenUp = ledger.givenUpTransactions
      late = ledger.lateTransactions
      otherLogins = ledger.otherLogins
      otherFailures = ledger.otherFailures
      silences = ledger.silences
    }
  }

  /// The ledger in a few lines for people: every loss first, then what was read.
  package var summary: [String] {
    var text: [String] = []
    for loss in losses { text.append("\(loss.visible); what was read counts") }
    let kinds = "\(recognised) recognised, \(irrelevant) irrelevant, \(unrecognised) unrecognised"
    text.append("\(files.count) \(files.count == 1 ? "file" : "files"), \(lines) lines: \(kinds)")
    if let file = files.first(where: { !$0.firstUnrecognised.isEmpty }),
      let line = file.firstUnrecognised.first
    {
      text.append(
        "first unrecognised line: \(file.path.visible), line \(line.line): \(line.excerpt)")
    }
    let empty = files.filter { $0.lines == 0 && $0.loss == nil }
    if let first = empty.first {
      text.append(
        empty.count == 1
          ? "\(first.path.visible) holds no line"
          : "\(empty.count) files hold no line, \(first.path.visible) the first of them")
    }
    if repeatedDeliveries > 0 {
      text.append(
        "\(repeatedDeliveries) deliveries stand in two overlapping files; counted once")
    }
    if unresolvedTransactions > 0 {
      text.append(
        "\(unresolvedTransactions) transactions unresolved: sender or next queue not in the logs")
    }
    text += doubts
    if otherFailures > 0 {
      text.append("\(otherFailures) failed logins name no address on an official domain")
    }
    let silent = silences.filter { $0.silentHours > 0 }.prefix(10)
    for host in silent {
      text.append("\(host.host.visible) wrote nothing in \(host.silentHours) hours of its span")
    }
    return text
  }

  /// What may be wrong with the logs though nothing was lost, one sentence each.
  package var doubts: [String] {
    var doubts: [String] = []
    if otherLogins > 0 {
      doubts.append(
        "\(otherLogins) logins name no address on an official domain, as where the name stands "
          + "alone: they, and what was sent under them, are charged to no login")
    }
    return doubts
      + hostsUnderTwoNames.prefix(10).map { short, full in
        "\(short.visible) and \(full.visible) wrote at the same time: if they are one host, its "
          + "mail counts twice; leave the logs under one name away"
      }
  }

  // `mx1` and `mx1.gov.example`, as a host's own log and a collector's name it.
  private var hostsUnderTwoNames: [(short: String, full: String)] {
    let longOnes = Dictionary(grouping: silences.filter { $0.host.contains(".") }) {
      $0.host.prefix { $0 != "." }
    }
    return silences.filter { !$0.host.contains(".") }.flatMap { short in
      (longOnes[short.host[...]] ?? [])
        .filter { $0.first <= short.last && short.first <= $0.last }
        .map { (short.host, $0.host) }
    }
  }
}
