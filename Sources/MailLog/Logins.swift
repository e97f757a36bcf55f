package import OfficialMail

/// How one mailbox was logged in to, in one way.
package struct MailboxLogins: Sendable, Hashable {
  package var mailbox: EmailAddress
  /// The protocol as the log has it, in lower case.
  package var way: String
  package var logins = 0
  package var failures = 0
  /// Successful logins by day on the calendar of the logs' zone; days without any are left out.
  package var days: [Day: Int] = [:]
  /// Of logins and failures.
  package var first: Timestamp
  package var last: Timestamp
}

/// More of something than is usual, by one mailbox in one clock hour.
package struct LoginBurst: Sendable, Hashable {
  package enum Kind: String, Sendable, Comparable {
    /// Failed logins.
    case failures
    /// Messages handed in under the mailbox's login.
    case messages

    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  package var mailbox: EmailAddress
  package var kind: Kind
  /// The hour's beginning.
  package var hour: Timestamp
  package var count: Int
}

extension LoginTotals {
  /// Logins by mailbox and protocol, sorted. Of what two kinds of log tell of one mailbox, protocol
  /// and day the greater number counts.
  func logins(_ addresses: AddressTable) -> [MailboxLogins] {
    var byLine: [Line: MailboxLogins] = [:]
    var byDay: [Line: [Int32: [LoginWay.Source: LoginCount]]] = [:]
    for entry in days.entries {
      let (key, sum) = (entry.key, entry.sum)
      let way = ways[Int(key.way)]
      let line = Line(account: UInt32(key.account), way: way.name)
      byDay[line, default: [:]][key.time, default: [:]][way.source, default: LoginCount()] +=
        sum.closed
      guard let mailbox = addresses.address(Int(key.account)) else { continue }
      let first = Timestamp(secondsSinceEpoch: sum.first)
      let last = Timestamp(secondsSinceEpoch: sum.last)
      var found =
        byLine[line]
        ?? MailboxLogins(mailbox: mailbox, way: way.name, first: first, last: last)
      found.first = min(found.first, first)
      found.last = max(found.last, last)
      byLine[line] = found
    }
    for (line, days) in byDay {
      for (day, bySource) in days {
        let logins = Int(bySource.values.map(\.logins).max() ?? 0)
        byLine[line]?.logins += logins
        byLine[line]?.failures += Int(bySource.values.map(\.failures).max() ?? 0)
        if logins > 0 { byLine[line]?.days[Day(daysSinceEpoch: day)] = logins }
      }
    }
    return byLine.values.sorted { ($0.mailbox, $0.way) < ($1.mailbox, $1.way) }
  }

  private struct Line: Hashable {
    var account: UInt32
    var way: String
  }

  /// Hours with more than so many failed logins, or messages handed in, by one mailbox; sorted.
  /// Limits below `LoginRecord.leastBurst` are taken for it.
  func bursts(failures: Int, messages: Int, _ addresses: AddressTable) -> [LoginBurst] {
    struct Hour: Hashable {
      var account: UInt32
      var hour: Int32
    }
    var failed: [Hour: [LoginWay.Source: Int]] = [:]
    var handedIn: [Hour: Int] = [:]
    for entry in hours.entries {
      let (key, sum) = (entry.key, entry.sum)
      let hour = Hour(account: UInt32(key.account), hour: key.time)
      let source = ways[Int(key.way)].source
      failed[hour, default: [:]][source, default: 0] += Int(sum.closed.failures)
      if source == .mta { handedIn[hour, default: 0] += Int(sum.closed.logins) }
    }
    let least = Int(LoginRecord.leastBurst)
    var bursts: [LoginBurst] = []
    func add(_ kind: LoginBurst.Kind, _ hour: Hour, _ count: Int, _ limit: Int) {
      guard count > max(limit, least), let mailbox = addresses.address(Int(hour.account)) else {
        return
      }
      bursts.append(
        LoginBurst(
          mailbox: mailbox, kind: kind,
          hour: Timestamp(secondsSinceEpoch: Int64(hour.hour) * 3600), count: count))
    }
    for (hour, bySource) in failed { add(.failures, hour, bySource.values.max() ?? 0, failures) }
    for (hour, count) in handedIn { add(.messages, hour, count, messages) }
    return bursts.sorted { ($0.mailbox, $0.hour, $0.kind) < ($1.mailbox, $1.hour, $1.kind) }
  }
}

extension AddressTable {
  func address(_ number: Int) -> EmailAddress? {
    EmailAddress(String(decoding: bytes(number), as: UTF8.self))
  }
}
