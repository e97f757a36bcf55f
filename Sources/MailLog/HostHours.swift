/// When a host wrote lines: the hours, and the first and last second.
struct HostHours: Sendable, Equatable {
  var host: String
  var first: Int64
  var last: Int64
  /// Hours since 1970 with at least one line, as runs without gaps, in order.
  var runs: [Range<Int32>]

  init(host: String, first: Int64, last: Int64, runs: [Range<Int32>]) {
    self.host = host
    self.first = first
    self.last = last
    self.runs = HostHours.joined(runs)
  }

  mutating func formUnion(_ other: HostHours) {
    first = min(first, other.first)
    last = max(last, other.last)
    runs = HostHours.joined(runs + other.runs)
  }

  /// One entry a host, sorted by name.
  static func union(_ all: some Sequence<HostHours>) -> [HostHours] {
    var byHost: [String: HostHours] = [:]
    for hours in all { byHost[hours.host, default: hours].formUnion(hours) }
    return byHost.values.sorted { $0.host.utf8.lexicographicallyPrecedes($1.host.utf8) }
  }

  private static func joined(_ runs: [Range<Int32>]) -> [Range<Int32>] {
    var result: [Range<Int32>] = []
    for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, run.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
      } else {
        result.append(run)
      }
    }
    return result
  }
}
