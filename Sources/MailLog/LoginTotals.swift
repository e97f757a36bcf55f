/// Logins of all stretches, by mailbox, way and day, and the hours with many.
///
/// What overlapping files tell of one host and day counts once, the greater number of two.
struct LoginTotals: Sendable {
  /// A count that is known, and those of files that later stretches may add to.
  struct Sum: Sendable {
    var closed = LoginCount()
    var first = Int64.max
    var last = Int64.min
    fileprivate var open: [(file: Int, count: LoginCount)] = []
  }

  private(set) var ways: [LoginWay] = []
  private(set) var days = AccountSums<Sum>()
  private(set) var hours = AccountSums<Sum>()
  private let window: Range<Int64>?
  // By host and file, the span of its logins: two files that overlap tell of the same ones.
  private var spans: [Int: [Int: ClosedRange<Int64>]] = [:]

  init(window: Range<Int64>?) { self.window = window }

  /// Takes in the logins of a stretch of a file.
  mutating func add(
    _ records: [LoginRecord], _ file: Int, _ hostNumbers: [Int], _ addressNumbers: [UInt32]
  ) {
    var hostSpans: [Int: ClosedRange<Int64>] = [:]
    for record in records where window?.contains(record.first) ?? true {
      let host = hostNumbers[record.host]
      let span = hostSpans[host] ?? record.first...record.last
      hostSpans[host] = min(span.lowerBound, record.first)...max(span.upperBound, record.last)
      var key = AccountSums<Sum>.Key(
        account: Int32(addressNumbers[record.account]), host: Int32(host),
        way: Int32(number(of: record.way)), time: record.day)
      let place = days.place(of: key, adding: Sum())
      days[place].add(record.count, file, record.first, record.last)
      for hour in record.hours {
        key.time = hour.hour
        let start = Int64(hour.hour) * 3600
        hours[hours.place(of: key, adding: Sum())].add(hour.count, file, start, start)
      }
    }
    for (host, span) in hostSpans {
      let known = spans[host]?[file] ?? span
      spans[host, default: [:]][file] =
        min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
    }
  }

  // Beyond 256 ways, all made up, the rest counts as the first one.
  private mutating func number(of way: LoginWay) -> Int {
    if let number = ways.firstIndex(of: way) { return number }
    guard ways.count < 256 else { return 0 }
    ways.append(way)
    return ways.count - 1
  }

  /// Adds up what no later stretch can change: all before a time.
  mutating func close(before time: Int64) {
    for place in days.entries.indices where days[place].isOpen(before: time) {
      let spans = spans[Int(days.entries[place].key.host)] ?? [:]
      days[place].close { LoginTotals.areCopies(spans[$0], spans[$1]) }
    }
    for place in hours.entries.indices where hours[place].isOpen(before: time) {
      let spans = spans[Int(hours.entries[place].key.host)] ?? [:]
      hours[place].close { LoginTotals.areCopies(spans[$0], spans[$1]) }
    }
    hours.removeAll { entry in
      entry.sum.last < time
        && max(entry.sum.closed.logins, entry.sum.closed.failures) < LoginRecord.leastBurst
    }
  }

  private static func areCopies(
    _ one: ClosedRange<Int64>?, _ other: ClosedRange<Int64>?
  ) -> Bool {
    guard let one, let other else { return false }
    return min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound)
      > HopTable.jitter
  }
}

extension LoginTotals.Sum {
  fileprivate mutating func add(_ count: LoginCount, _ file: Int, _ first: Int64, _ last: Int64) {
    self.first = min(self.first, first)
    self.last = max(self.last, last)
    if let known = open.lastIndex(where: { $0.file == file }) {
      open[known].count += count
    } else {
      open.append((file, count))
    }
  }

  fileprivate func isOpen(before time: Int64) -> Bool { !open.isEmpty && last < time }

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
