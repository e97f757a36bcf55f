/// How somebody logged in, and what told it.
struct LoginWay: Hashable, Sendable {
  /// The protocol as the log has it, in lower case: `imap`, `pop3`, `smtp`, `soap`, …
  var name: String
  /// What told it: what two logs of one kind tell adds up, of two kinds the greater counts.
  var source: Source

  enum Source: UInt8, Sendable {
    /// An MTA's own line of a message handed in, or refused to be.
    case mta
    case zimbraAudit
    case zimbraMailbox
  }

  static let smtp = LoginWay(name: "smtp", source: .mta)
}

/// Successful and failed logins.
struct LoginCount: Sendable, Hashable {
  var logins: UInt32 = 0
  var failures: UInt32 = 0

  static func += (sum: inout LoginCount, other: LoginCount) {
    sum.logins = sum.logins.addingClamped(other.logins)
    sum.failures = sum.failures.addingClamped(other.failures)
  }

  mutating func formGreater(_ other: LoginCount) {
    logins = max(logins, other.logins)
    failures = max(failures, other.failures)
  }
}

extension UInt32 {
  fileprivate func addingClamped(_ other: UInt32) -> UInt32 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}

/// What one account did on one day on one host in one way.
struct LoginRecord: Sendable, Hashable {
  /// Numbers of the stretch's host and address.
  var host: Int
  var account: Int
  var way: LoginWay
  /// Days since 1970 on the calendar of the logs' zone.
  var day: Int32
  var count: LoginCount
  /// Seconds since 1970.
  var first: Int64
  var last: Int64
  /// The hours since 1970 that may be part of a burst: those with many, and the stretch's first and
  /// last one on the host, which the stretches beside it may have the rest of.
  var hours: [Hour]

  struct Hour: Sendable, Hashable {
    var hour: Int32
    var count: LoginCount
  }

  /// Fewer in an hour are no burst by any rule.
  static let leastBurst: UInt32 = 20
}

/// Logins of a stretch.
struct LoginCounts: Sendable {
  private struct Sum: Sendable {
    var count = LoginCount()
    var first: Int64
    var last: Int64
  }

  private let zone: LogZone
  private var ways: [LoginWay] = []
  private var sums = AccountSums<Sum>()

  /// Ways that are told apart in one stretch; a further one counts as the first of its source.
  private static let mostWays = 64

  init(zone: LogZone) { self.zone = zone }

  mutating func add(
    _ account: AddressKey, _ way: LoginWay, succeeded: Bool, at time: Int64, host: Int
  ) {
    let key = AccountSums<Sum>.Key(
      account: Int32(truncatingIfNeeded: account.payload), host: Int32(host),
      way: Int32(number(of: way)), time: Int32(clamping: time.flooredHour))
    let place = sums.place(of: key, adding: Sum(first: time, last: time))
    sums[place].count += LoginCount(logins: succeeded ? 1 : 0, failures: succeeded ? 0 : 1)
    sums[place].first = min(sums[place].first, time)
    sums[place].last = max(sums[place].last, time)
  }

  private mutating func number(of way: LoginWay) -> Int {
    if let known = ways.firstIndex(of: way) { return known }
    if ways.count == LoginCounts.mostWays {
      return ways.firstIndex { $0.source == way.source } ?? 0
    }
    ways.append(way)
    return ways.count - 1
  }

  /// In the order of account, host, way and time. `hosts` are in the order of their numbers.
  func records(hosts: [HostHours]) -> [LoginRecord] {
    let edges = hosts.map { ($0.first.flooredHour, $0.last.flooredHour) }
    var records: [LoginRecord] = []
    records.reserveCapacity(sums.entries.count)
    for entry in sums.entries.sorted(by: { $0.key < $1.key }) {
      let (key, sum) = (entry.key, entry.sum)
      let (first, last) = edges[Int(key.host)]
      let isEdge = Int64(key.time) == first || Int64(key.time) == last
      let isMany = max(sum.count.logins, sum.count.failures) >= LoginRecord.leastBurst
      let hours = isEdge || isMany ? [LoginRecord.Hour(hour: key.time, count: sum.count)] : []
      let day = zone.day(of: sum.first)
      let way = ways[Int(key.way)]
      if let last = records.indices.last, records[last].account == Int(key.account),
        records[last].host == Int(key.host), records[last].day == day, records[last].way == way
      {
        records[last].count += sum.count
        records[last].first = min(records[last].first, sum.first)
        records[last].last = max(records[last].last, sum.last)
        records[last].hours += hours
        continue
      }
      records.append(
        LoginRecord(
          host: Int(key.host), account: Int(key.account), way: way, day: day, count: sum.count,
          first: sum.first, last: sum.last, hours: hours))
    }
    return records
  }
}

extension Int64 {
  /// Whole hours since 1970 of seconds since 1970.
  var flooredHour: Int64 { self >= 0 ? self / 3600 : (self - 3599) / 3600 }
}

extension LoginRecord {
  func encode(into bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(host))
    bytes.append(varint: UInt64(account))
    bytes.append(counted: way.name)
    bytes.append(way.source.rawValue)
    bytes.append(signed: Int64(day))
    count.encode(into: &bytes)
    bytes.append(signed: first - Int64(day) * 86_400)
    bytes.append(signed: last - first)
    bytes.append(varint: UInt64(hours.count))
    for hour in hours {
      bytes.append(signed: Int64(hour.hour) - Int64(day) * 24)
      hour.count.encode(into: &bytes)
    }
  }

  /// Nil where it is damaged.
  init?(_ reader: inout VarintReader) {
    guard let host = reader.count(upTo: SeenHosts.most), let account = reader.count(upTo: 1 << 31),
      let name = reader.text(), let source = reader.byte().flatMap(LoginWay.Source.init),
      let day = reader.signed(), (-1 << 28..<1 << 28).contains(day),
      let count = LoginCount(&reader), let first = reader.signed(), let length = reader.signed(),
      let hourCount = reader.count(upTo: 1 << 10)
    else { return nil }
    self.host = host
    self.account = account
    way = LoginWay(name: name, source: source)
    self.day = Int32(day)
    self.count = count
    self.first = first &+ day &* 86_400
    last = self.first &+ length
    guard StretchRecorder.times.contains(self.first), StretchRecorder.times.contains(last),
      length >= 0
    else { return nil }
    hours = []
    for _ in 0..<hourCount {
      guard let hour = reader.signed(), (-1 << 10..<1 << 10).contains(hour),
        let count = LoginCount(&reader)
      else { return nil }
      hours.append(Hour(hour: Int32(hour + day * 24), count: count))
    }
  }
}

extension LoginCount {
  fileprivate func encode(into bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(logins))
    bytes.append(varint: UInt64(failures))
  }

  fileprivate init?(_ reader: inout VarintReader) {
    guard let logins = reader.count(upTo: Int(UInt32.max)),
      let failures = reader.count(upTo: Int(UInt32.max))
    else { return nil }
    self.logins = UInt32(logins)
    self.failures = UInt32(failures)
  }
}
