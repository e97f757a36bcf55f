package import Foundation
package import OfficialMail

/// What logs come to: correspondence, logins, and the ledger.
package struct LogFindings: Sendable {
  package var ledger: LogLedger
  /// Files passed over because another one with the same content was read.
  package var repeatedFiles: [String]
  let settlement: Settlement
  let hours: [HostHours]
  // By the number of a file.
  private let paths: [String]

  /// - Parameter settlement: finished; its files are numbered as `files` are.
  init(_ settlement: Settlement, _ files: [Tally.File], repeatedFiles: [String]) {
    self.settlement = settlement
    self.repeatedFiles = repeatedFiles
    paths = files.map(\.ledger.path)
    hours = HostHours.union(files.filter(\.ledger.tellsOfMail).flatMap(\.hours))
    ledger = LogLedger(
      files: files.map(\.ledger).sorted { ($0.path, $0.sha256) < ($1.path, $1.sha256) },
      silences: hours.map(\.silence), unresolvedTransactions: settlement.unresolved,
      repeatedDeliveries: settlement.repeated, givenUpTransactions: settlement.givenUp,
      lateTransactions: settlement.late)
  }

  /// All correspondence with evidence, sorted by mailbox, webmail, direction.
  package var correspondence: [Correspondence] {
    settlement.pairs.correspondence(settlement.addresses, paths: paths, id: settlement.text)
  }

  /// The same without evidence.
  package var totals: [Correspondence] {
    settlement.pairs.correspondence(settlement.addresses, paths: nil, id: settlement.text)
  }

  /// Logins of official mailboxes by mailbox and protocol, sorted.
  package var logins: [MailboxLogins] { settlement.logins.logins(settlement.addresses) }

  /// Hours with more than so many failed logins, or messages handed in under a login, by one
  /// mailbox; sorted. Fewer than 20 are never told.
  package func bursts(failures: Int, messages: Int) -> [LoginBurst] {
    settlement.logins.bursts(failures: failures, messages: messages, settlement.addresses)
  }

  /// The days of `period` on the calendar of `zone` on which a host wrote no line, by host; hosts
  /// that wrote every day are left out.
  package func daysWithoutLines(in period: Period, zone: TimeZone) -> [String: [Day]] {
    var result: [String: [Day]] = [:]
    for host in hours {
      var seen: Set<Day> = []
      for run in host.runs {
        for hour in run {
          seen.insert(Timestamp(secondsSinceEpoch: Int64(hour) * 3600).day(in: zone))
        }
      }
      // An hour may reach into a day where the zone's offset is no whole hour.
      seen.insert(Timestamp(secondsSinceEpoch: host.first).day(in: zone))
      seen.insert(Timestamp(secondsSinceEpoch: host.last).day(in: zone))
      var days: [Day] = []
      var day = period.first
      while day <= period.last {
        if !seen.contains(day) { days.append(day) }
        day = day.adding(days: 1)
      }
      if !days.isEmpty { result[host.host] = days }
    }
    return result
  }
}

extension LogLedger.File {
  /// Whether the file can show that a host's mail was seen: not logins alone, nor a log in which no
  /// mail program wrote.
  fileprivate var tellsOfMail: Bool {
    format != LogFormat.zimbra.rawValue && format != "syslog" && format != "unknown"
  }
}

extension HostHours {
  /// The hours of the host's own span without a line.
  fileprivate var silence: LogLedger.Silence {
    var gaps: [LogLedger.Gap] = []
    for (run, next) in zip(runs, runs.dropFirst()) {
      gaps.append(
        LogLedger.Gap(
          from: Timestamp(secondsSinceEpoch: Int64(run.upperBound) * 3600),
          hours: Int(next.lowerBound - run.upperBound)))
    }
    let longest = gaps.sorted { ($1.hours, $0.from) < ($0.hours, $1.from) }.prefix(10)
    return LogLedger.Silence(
      host: host, first: Timestamp(secondsSinceEpoch: first),
      last: Timestamp(secondsSinceEpoch: last), silentHours: gaps.reduce(0) { $0 + $1.hours },
      longest: Array(longest))
  }
}
