import ArgumentParser
import Foundation
import MailLog
import OfficialMail
import Policy

/// How logs are read, as all commands over logs have it.
struct LogOptions: ParsableArguments {
  @Option(
    name: .customLong("official-domain"),
    help: ArgumentHelp(
      "A domain whose mailboxes are official, itself and all below it; may be repeated.",
      valueName: "suffix"))
  var officialDomains: [String] = []

  @Option(
    help: "The format of all logs: auto, told from each file's content, or \(LogFormat.names).")
  var logFormat = LogFormat.auto

  @Option(help: "The zone of time stamps that have none, such as Asia/Ho_Chi_Minh.")
  var timeZone: String?

  @Option(help: "The year of the first line, where time stamps have none.")
  var year: Int?

  @Option(help: "Threads; all cores where not given.")
  var threads: Int?

  func validate() throws {
    for name in officialDomains where MailDomain(name) == nil {
      throw ValidationError("--official-domain \(name.visible) is not a domain.")
    }
    if let timeZone, TimeZone(identifier: timeZone) == nil {
      throw ValidationError("--time-zone \(timeZone.visible) is not a time zone.")
    }
    if let year, !(1970...9998).contains(year) {
      throw ValidationError("--year \(year) is not a year of mail logs.")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes 1 to 256.")
    }
  }

  /// The options, with the default policy's domains and zone where the command line names none.
  func reading(window: Range<Timestamp>? = nil, digests: Bool = false) throws -> LogReading {
    let policy = try AuditProgram.running.policy(named: nil)
    let domains = officialDomains.compactMap { MailDomain($0) }
    return LogReading(
      officialDomains: domains.isEmpty ? policy.officialDomains : domains,
      webmail: policy.webmail,
      timeZone: TimeZone(identifier: timeZone ?? policy.timeZone) ?? .gmt,
      firstYear: year, window: window, format: logFormat,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, digests: digests)
  }
}

extension LogFormat: ExpressibleByArgument {
  /// All but `auto`, for help texts.
  static var names: String {
    allCases.filter { $0 != .auto }.map(\.rawValue).joined(separator: ", ")
  }
}
