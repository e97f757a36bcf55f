import ArgumentParser
import MailLog
import OfficialMail

struct LogsInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what each log file is and what is made of it.",
    discussion: """
      The tool for when a number looks wrong: each file's format and why it was taken for one, its \
      hosts, first and last line, lines by kind, the first lines that were not understood, and \
      hours in which a host wrote nothing. With --mailbox the deliveries behind a mailbox's counts, \
      each with its file and line.

      Examples:
        mailaudit logs inspect exports/
        mailaudit logs inspect --mailbox an@songma.example exports/
      """)

  @OptionGroup var options: LogOptions

  @Option(
    help: ArgumentHelp(
      "List the deliveries behind this mailbox's counts, as CSV.", valueName: "address"))
  var mailbox: String?

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  func run() throws {
    var listed: EmailAddress?
    if let mailbox {
      listed = EmailAddress(mailbox)?.withoutTag
      guard listed != nil else { throw UsageFault("--mailbox \(mailbox) is no e-mail address") }
    }
    let line = ProgressLine()
    defer { line.finish() }
    let reading = try options.reading()
    if let listed, !reading.officialDomains.contains(where: { listed.domain.isAtOrBelow($0) }) {
      throw UsageFault(
        "--mailbox \(listed) is on no official domain: name its domain with --official-domain")
    }
    let found = try findings(
      inLogs: paths, reading, listing: listed, progress: line.show(_:))
    line.finish()
    if let listed {
      try StandardOutput.write(found.deliveries(of: listed))
      return try found.report()
    }
    try StandardOutput.write(found.inspection)
    if !found.ledger.isComplete { throw ExitCode(3) }
  }
}

extension LogFindings {
  /// `direction,webmail,time,id,file,line,offset` of every delivery of a mailbox, in order of time.
  fileprivate func deliveries(of mailbox: EmailAddress) -> String {
    var rows: [(Timestamp, [String])] = []
    for pair in correspondence where pair.mailbox == mailbox {
      for place in pair.evidence {
        rows.append(
          (
            place.time,
            [
              pair.direction.rawValue, pair.webmail.description, place.time.description,
              place.queueID, place.file, String(place.line), String(place.offset),
            ]
          ))
      }
    }
    var csv = CSVTable(header: ["direction", "webmail", "time", "id", "file", "line", "offset"])
    for (_, row) in rows.sorted(by: { ($0.0, $0.1[4]) < ($1.0, $1.1[4]) }) { csv.append(row) }
    return csv.text
  }

  /// For people, a paragraph for each file and what it all comes to.
  fileprivate var inspection: String {
    var text: [String] = []
    for file in ledger.files {
      text.append("\(file.path.visible)")
      let why = file.reason.isEmpty ? "" : ": \(file.reason.visible)"
      text.append("  format        \(file.format)\(why)")
      if let loss = file.loss { text.append("  LOST          \(loss.visible)") }
      let hosts = file.hosts.prefix(5).map(\.visible).joined(separator: ", ")
      if !file.hosts.isEmpty {
        let more = file.hosts.count > 5 ? " and \(file.hosts.count - 5) more" : ""
        text.append("  hosts         \(hosts)\(more)")
      }
      if let first = file.first, let last = file.last {
        text.append("  time          \(first) to \(last)")
      }
      text.append(
        "  lines         \(file.lines): \(file.recognised) recognised, "
          + "\(file.irrelevant) irrelevant, \(file.unrecognised) unrecognised")
      for line in file.firstUnrecognised.prefix(3) {
        text.append("  not understood, line \(line.line), byte \(line.offset): \(line.excerpt)")
      }
    }
    for path in repeatedFiles {
      text.append("\(path.visible)\n  the same as another file: left out")
    }
    text.append("")
    for host in ledger.silences where host.silentHours > 0 {
      let longest = host.longest.prefix(3).map { "\($0.hours) h from \($0.from)" }
      text.append(
        "\(host.host.visible) wrote nothing in \(host.silentHours) hours: "
          + longest.joined(separator: ", "))
    }
    let pairs = totals
    let sum = pairs.reduce(0) { $0 + $1.messages }
    text.append(
      "run would count \(sum) \(sum == 1 ? "delivery" : "deliveries") of "
        + "\(Set(pairs.map(\.mailbox)).count) official mailboxes with "
        + "\(Set(pairs.map(\.webmail)).count) webmail addresses")
    for direction in Correspondence.Direction.allCases {
      let own = pairs.filter { $0.direction == direction }
      if own.isEmpty { continue }
      text.append("  \(direction.rawValue): \(own.reduce(0) { $0 + $1.messages })")
    }
    if ledger.unresolvedTransactions > 0 {
      text.append(
        "  unresolved transactions: \(ledger.unresolvedTransactions) (sender or next queue not in "
          + "the logs; not counted)")
    }
    if ledger.repeatedDeliveries > 0 {
      text.append(
        "  deliveries told by two files, counted once: \(ledger.repeatedDeliveries)")
    }
    return text.joined(separator: "\n") + "\n"
  }
}
