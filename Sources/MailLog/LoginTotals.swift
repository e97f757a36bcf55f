/// Logins of all stretches, by mailbox, way and day, and the hours with many.
///
/// What overlapping files tell of one host and day counts once, the greater number of two.
struct LoginTotals: Sendable {
  struct Key: Hashable, Sendable {
    var host: Int
    var account: UInt32
    var way: UInt16
    /// Days, or hours, since 1970.
    var time: Int32
  }

  /// A count that is known, and those of files that later stretches may add to.
  struct Sum: Sendable {
    var closed = LoginCount()
    var first = Int64.max
    var last = Int64.min
    fileprivate var open: [(file: Int, count: LoginCount)] = []
  }

  private(set) var ways: [LoginWay] = []
  private(set) var days: [Key: Sum] = [:]
  private(set) var hours: [Key: Sum] = [:]
  private let window: Range<Int64>?
  // By host and file, the span of its logins: two files that overlap tell of the same ones.
  private var spans: [Int: [Int: ClosedRange<Int64>]] = [:]
  private(set) var zone: LogZone

  init(zone: LogZone, window: Range<Int64>?) {
    self.zone = zone
    self.window = window
  }

  /// Takes in the logins of a stretch of a file.
  mutating func add(
    _ records: [LoginRecord], _ file: Int, _ hostNumbers: [Int], _ addressNumbers: [UInt32]
  ) {
    for record in records where window?.contains(record.first) ?? true {
      let host = hostNumbers[record.host]
      let way = number(of: record.way)
      let account = addressNumbers[record.account]
      let known = spans[host]?[file] ?? record.first...record.last
      spans[host, default: [:]][file] =
        min(known.lowerBound, record.first)...max(known.upperBound, record.last)
      var key = Key(host: host, account: account, way: way, time: record.day)
      days[key, default: Sum()].add(record.count, file, record.first, record.last)
      for hour in record.hours {
        key.time = hour.hour
        let start = Int64(hour.hour) * 3600
        hours[key, default: Sum()].add(hour.count, file, start, start)
      }
    }
  }

  private mutating func number(of way: LoginWay) -> UInt16 {
    if let number = ways.firstIndex(of: way) { return UInt16(number) }
    guard ways.count < Int(UInt16.max) else { return 0 }
    ways.append(way)
    return UInt16(ways.count - 1)
  }

  /// Adds up what no later stretch can change: all before a time.
  mutating func close(before time: Int64) {
    for (key, sum) in days where !sum.open.isEmpty && sum.last < time { close(key, \.days) }
    for (key, sum) in hours where !sum.open.isEmpty && sum.last < time {
      close(key, \.hours)
      guard let count = hours[key]?.closed else { continue }
      if max(count.logins, count.failures) < LoginRecord.leastBurst { hours[key] = nil }
    }
  }

  private mutating func close(_ key: Key, _ path: WritableKeyPath<LoginTotals, [Key: Sum]>) {
    let spans = spans[key.host] ?? [:]
    self[keyPath: path][key]?.close { one, other in
      guard let first = spans[one], let second = spans[other] else { return false }
      let common =
        min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound)
      return common > HopTable.jitter
    }
  }
}

extension LoginTotals.Sum {
  fileprivate mutating func add(_ count: LoginCount, _ file: Int, _ first: Int64, _ last: Int64) {
    self.first = min(self.first, first)
    self.last = max(self.last, last)
    if let known = open.firstIndex(where: { $0.file == file }) {
      open[known].count += count
    } else {
      open.append((file, count))
    }
  }

  // Copies count once, parts add up.
  fileprivate mutating func close(areCopies: (Int, Int) -> Bool) {
    let ordered = open.sorted { $0.file < $1.file }
    for (place, entry) in ordered.enumerated() {
      if ordered[..<place].contains(where: { areCopies($0.file, entry.file) }) {
        closed.formGreater(entry.count)
      } else {
        closed += entry.count
      }
    }
    open = []
  }
}
