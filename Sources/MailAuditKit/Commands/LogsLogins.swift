import ArgumentParser
import MailLog
import OfficialMail

struct LogsLogins: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logins",
    abstract: "Show when official mailboxes were logged in to, as CSV.",
    discussion: """
      mailbox,protocol,logins,failures,days,first,last: from Zimbra's audit.log and mailbox.log, and \
      from the messages that mail servers took under a login (smtp). days counts those with a \
      successful login, on the calendar of the logs' zone; first and last are of any attempt. \
      Bursts, which are clock hours with very many attempts or messages, are told on standard error.

      Example: mailaudit logs logins --time-zone Asia/Ho_Chi_Minh exports/
      """)

  @OptionGroup var options: LogOptions

  @Option(help: ArgumentHelp("Failed logins an hour beyond which it is a burst.", valueName: "n"))
  var failures = 30

  @Option(help: ArgumentHelp("Messages an hour beyond which it is a burst.", valueName: "n"))
  var messages = 100

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  func validate() throws {
    guard failures >= 20, messages >= 20 else {
      throw ValidationError("--failures and --messages take 20 and more.")
    }
  }

  func run() throws {
    let line = ProgressLine()
    defer { line.finish() }
    let found = try findings(inLogs: paths, try options.reading(), progress: line.show(_:))
    line.finish()
    var csv = CSVTable(
      header: ["mailbox", "protocol", "logins", "failures", "days", "first", "last"])
    for row in found.logins {
      csv.append([
        row.mailbox.description, row.way, String(row.logins), String(row.failures),
        String(row.days.count), row.first.description, row.last.description,
      ])
    }
    try StandardOutput.write(csv.text)
    for burst in found.bursts(failures: failures, messages: messages) {
      let what = burst.kind == .failures ? "failed logins" : "messages"
      StandardError.print(
        "burst: \(burst.mailbox.description.visible), \(burst.count) \(what) in the hour of "
          + "\(burst.hour)")
    }
    try found.report()
  }
}
