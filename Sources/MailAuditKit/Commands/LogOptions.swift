import ArgumentParser
import Foundation
import MailLog
import OfficialMail

/// How logs are read, as all commands over logs have it.
struct LogOptions: ParsableArguments {
  @Option(
    name: .customLong("official-domain"),
    help: ArgumentHelp(
      "A domain whose mailboxes are official, itself and all below it; may be repeated.",
      valueName: "suffix"))
  var officialDomains: [String] = []

  @Option(help: "The logs' format: auto or postfix (Postfix, Zimbra, Carbonio).")
  var logFormat = LogFormat.auto

  @Option(help: "The zone of time stamps that have none, such as Asia/Ho_Chi_Minh.")
  var timeZone: String?

  @Option(help: "The year of the first line, where time stamps have none.")
  var year: Int?

  @Option(help: "Threads; all cores where not given.")
  var threads: Int?

  func validate() throws {
    for name in officialDomains where MailDomain(name) == nil {
      throw ValidationError("--official-domain \(printable(name)) is not a domain.")
    }
    if let timeZone, TimeZone(identifier: timeZone) == nil {
      throw ValidationError("--time-zone \(printable(timeZone)) is not a time zone.")
    }
    if let year, !(1970...9998).contains(year) {
      throw ValidationError("--year \(year) is not a year of mail logs.")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes 1 to 256.")
    }
  }

  /// The options with what the command line left open.
  func reading(window: Range<Timestamp>? = nil, digests: Bool = false) -> LogReading {
    let defaults = LogDefaults.running
    let domains = officialDomains.compactMap { MailDomain($0) }
    return LogReading(
      officialDomains: domains.isEmpty ? defaults.officialDomains : domains,
      webmail: defaults.webmail,
      timeZone: timeZone.flatMap { TimeZone(identifier: $0) } ?? defaults.timeZone,
      firstYear: year, window: window, format: logFormat,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, digests: digests)
  }
}

extension LogFormat: ExpressibleByArgument {}

/// What holds where the command line names no domain and no zone: the default policy's.
struct LogDefaults: Sendable {
  var officialDomains: [MailDomain]
  var webmail: WebmailCatalogue
  var timeZone: TimeZone

  // Stands in for the default policy, and for nothing else: replaced where policies are known.
  static let running = LogDefaults(
    officialDomains: [MailDomain("gov.vn")].compactMap { $0 },
    webmail: WebmailCatalogue(
      [
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "hotmail.com",
        "outlook.com", "outlook.com.vn", "live.com", "msn.com", "icloud.com", "me.com",
        "proton.me", "protonmail.com", "zoho.com", "gmx.com", "gmx.net", "mail.ru", "yandex.ru",
        "yandex.com", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "aol.com",
      ].compactMap { name in
        MailDomain(name).map {
          WebmailCatalogue.Entry(
            domain: $0, family: name, class: .webmail, provenance: "widely known")
        }
      }),
    timeZone: TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt)
}
