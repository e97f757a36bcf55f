import Foundation
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

extension Tally {
  /// Logins by mailbox and protocol, sorted.
  ///
  /// What overlapping files tell of one host and hour counts once, the greater number of two; so
  /// does what two kinds of log tell of one mailbox, protocol and day.
  package func logins() -> [MailboxLogins] {
    struct Line: Hashable {
      var mailbox: EmailAddress
      var way: String
    }
    struct Count {
      var logins = 0
      var failures = 0
    }
    let zone = zone
    var byDay: [Line: [Day: [LoginWay.Source: Count]]] = [:]
    var spans: [Line: ClosedRange<Int64>] = [:]
    for (key, hour) in loginHours() {
      let line = Line(mailbox: key.mailbox, way: key.way.name)
      let day = Timestamp(secondsSinceEpoch: hour.first).day(in: zone)
      var count = byDay[line]?[day]?[key.way.source] ?? Count()
      count.logins += hour.logins
      count.failures += hour.failures
      byDay[line, default: [:]][day, default: [:]][key.way.source] = count
      let span = spans[line] ?? hour.first...hour.last
      spans[line] = min(span.lowerBound, hour.first)...max(span.upperBound, hour.last)
    }
    var result: [MailboxLogins] = []
    for (line, days) in byDay {
      guard let span = spans[line] else { continue }
      var found = MailboxLogins(
        mailbox: line.mailbox, way: line.way,
        first: Timestamp(secondsSinceEpoch: span.lowerBound),
        last: Timestamp(secondsSinceEpoch: span.upperBound))
      for (day, bySource) in days {
        let logins = bySource.values.map(\.logins).max() ?? 0
        found.logins += logins
        found.failures += bySource.values.map(\.failures).max() ?? 0
        if logins > 0 { found.days[day] = logins }
      }
      result.append(found)
    }
    return result.sorted { ($0.mailbox, $0.way) < ($1.mailbox, $1.way) }
  }

  /// Hours with more than so many failed logins, or messages handed in, by one mailbox; sorted.
  package func loginBursts(failures: Int, messages: Int) -> [LoginBurst] {
    struct Hour: Hashable {
      var mailbox: EmailAddress
      var hour: Int32
    }
    var failed: [Hour: [LoginWay.Source: Int]] = [:]
    var handedIn: [Hour: Int] = [:]
    for (key, found) in loginHours() {
      let hour = Hour(mailbox: key.mailbox, hour: key.hour)
      failed[hour, default: [:]][key.way.source, default: 0] += found.failures
      if key.way.source == .mta { handedIn[hour, default: 0] += found.logins }
    }
    var bursts: [LoginBurst] = []
    func add(_ kind: LoginBurst.Kind, _ hour: Hour, _ count: Int) {
      bursts.append(
        LoginBurst(
          mailbox: hour.mailbox, kind: kind,
          hour: Timestamp(secondsSinceEpoch: Int64(hour.hour) * 3600), count: count))
    }
    for (hour, bySource) in failed {
      if let count = bySource.values.max(), count > failures { add(.failures, hour, count) }
    }
    for (hour, count) in handedIn where count > messages { add(.messages, hour, count) }
    return bursts.sorted {
      ($0.mailbox, $0.hour, $0.kind) < ($1.mailbox, $1.hour, $1.kind)
    }
  }

  // MARK: Hours

  private struct HourKey: Hashable {
    var host: String
    var mailbox: EmailAddress
    var way: LoginWay
    var hour: Int32
  }

  private struct HourSum {
    var logins = 0
    var failures = 0
    var first: Int64
    var last: Int64

    mutating func formGreater(_ other: HourSum) {
      logins = max(logins, other.logins)
      failures = max(failures, other.failures)
      formSpan(other)
    }

    mutating func add(_ other: HourSum) {
      logins += other.logins
      failures += other.failures
      formSpan(other)
    }

    private mutating func formSpan(_ other: HourSum) {
      first = min(first, other.first)
      last = max(last, other.last)
    }
  }

  private func loginHours() -> [HourKey: HourSum] {
    var hours: [HourKey: HourSum] = [:]
    // What files before told of an hour, by the file.
    var byFile: [HourKey: [Int: HourSum]] = [:]
    for (number, file) in files.enumerated() {
      for stretch in file.stretches where !stretch.logins.isEmpty {
        let addresses = (0..<stretch.addresses.count).map {
          EmailAddress(String(decoding: stretch.addresses.bytes($0), as: UTF8.self))
        }
        for login in stretch.logins {
          guard let mailbox = addresses[login.account],
            window?.overlaps(login.span) ?? true
          else { continue }
          let key = HourKey(
            host: stretch.hosts[login.host], mailbox: mailbox, way: login.way, hour: login.hour)
          let sum = HourSum(
            logins: Int(login.logins), failures: Int(login.failures), first: login.first,
            last: login.last)
          if byFile[key]?[number]?.add(sum) == nil { byFile[key, default: [:]][number] = sum }
        }
      }
    }
    for (key, sums) in byFile {
      var whole: HourSum?
      let numbers = sums.keys.sorted()
      for number in numbers {
        guard let sum = sums[number] else { continue }
        let isCopy = numbers.contains { $0 < number && overlap($0, number, on: key.host) }
        if isCopy { whole?.formGreater(sum) } else { whole?.add(sum) }
        if whole == nil { whole = sum }
      }
      hours[key] = whole
    }
    return hours
  }

  // Whether two files tell of one time of a host: more than the jitter at a cut.
  private func overlap(_ one: Int, _ other: Int, on host: String) -> Bool {
    guard let first = files[one].hours.first(where: { $0.host == host }),
      let second = files[other].hours.first(where: { $0.host == host })
    else { return false }
    return min(first.last, second.last) - max(first.first, second.first) > HopTable.jitter
  }

  /// The zone of the calendar that days are counted on.
  private var zone: TimeZone {
    criteria.split(separator: " ").last.flatMap { TimeZone(identifier: String($0)) } ?? .gmt
  }
}

extension LoginRecord {
  fileprivate var span: Range<Timestamp> {
    Timestamp(secondsSinceEpoch: first)..<Timestamp(secondsSinceEpoch: max(last, first) + 1)
  }
}
