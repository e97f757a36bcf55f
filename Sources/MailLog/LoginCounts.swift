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

/// Logins of a stretch, counted by host, account, way and hour.
struct LoginCounts {
  private struct Key: Hashable {
    var host: UInt16
    var account: UInt32
    var way: UInt16
    var hour: Int32
  }

  private struct Sum {
    var logins: UInt32 = 0
    var failures: UInt32 = 0
    var first: Int64
    var last: Int64
  }

  private var ways: [LoginWay] = []
  private var sums: [Key: Sum] = [:]

  /// The most ways that are told apart in one stretch; further ones count as `other`.
  private static let mostWays = 64

  mutating func add(
    _ account: AddressKey, _ way: LoginWay, succeeded: Bool, at time: Int64, host: Int
  ) {
    let number: Int
    if let known = ways.firstIndex(of: way) {
      number = known
    } else if ways.count < LoginCounts.mostWays {
      number = ways.count
      ways.append(way)
    } else {
      return add(
        account, LoginWay(name: ways[0].name, source: ways[0].source), succeeded: succeeded,
        at: time, host: host)
    }
    let key = Key(
      host: UInt16(truncatingIfNeeded: host), account: UInt32(account.payload),
      way: UInt16(number),
      hour: Int32(truncatingIfNeeded: (time - (time % 3600 + 3600) % 3600) / 3600)
    )
    var sum = sums[key] ?? Sum(first: time, last: time)
    if succeeded { sum.logins &+= 1 } else { sum.failures &+= 1 }
    sum.first = min(sum.first, time)
    sum.last = max(sum.last, time)
    sums[key] = sum
  }

  /// In the order of their keys, the same whatever the order of the lines.
  func records() -> [LoginRecord] {
    sums.map { key, sum in
      LoginRecord(
        host: Int(key.host), account: Int(key.account), way: ways[Int(key.way)], hour: key.hour,
        logins: sum.logins, failures: sum.failures, first: sum.first, last: sum.last)
    }
    .sorted {
      ($0.host, $0.account, $0.way.source.rawValue, $0.way.name, $0.hour)
        < ($1.host, $1.account, $1.way.source.rawValue, $1.way.name, $1.hour)
    }
  }
}

/// What one account did in one hour on one host in one way.
struct LoginRecord: Sendable, Hashable {
  /// Numbers of the stretch's host and address.
  var host: Int
  var account: Int
  var way: LoginWay
  /// Hours since 1970.
  var hour: Int32
  var logins: UInt32
  var failures: UInt32
  /// Seconds since 1970.
  var first: Int64
  var last: Int64
}

extension LoginRecord {
  func encode(into bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(host))
    bytes.append(varint: UInt64(account))
    bytes.append(counted: way.name)
    bytes.append(way.source.rawValue)
    bytes.append(signed: Int64(hour))
    bytes.append(varint: UInt64(logins))
    bytes.append(varint: UInt64(failures))
    bytes.append(signed: first - Int64(hour) * 3600)
    bytes.append(signed: last - first)
  }

  /// Nil where it is damaged.
  init?(_ reader: inout VarintReader) {
    guard let host = reader.count(upTo: SeenHosts.most), let account = reader.count(upTo: 1 << 31),
      let name = reader.text(), let source = reader.byte().flatMap(LoginWay.Source.init),
      let hour = reader.signed(), (-1 << 30..<1 << 30).contains(hour),
      let logins = reader.count(upTo: Int(UInt32.max)),
      let failures = reader.count(upTo: Int(UInt32.max)), let first = reader.signed(),
      let length = reader.signed()
    else { return nil }
    self.host = host
    self.account = account
    way = LoginWay(name: name, source: source)
    self.hour = Int32(hour)
    self.logins = UInt32(logins)
    self.failures = UInt32(failures)
    self.first = first &+ hour &* 3600
    last = self.first &+ length
  }
}
