/// The hosts that a scan met: when each wrote, and what a `last message repeated` would mean.
struct SeenHosts {
  // What every line touches, apart from what few do.
  private struct Recent {
    var time: Int64
    var lastID = QueueID()
    var hasLines = false
    var lastWasDelivery = false
  }

  private struct Hours {
    var first: Int64
    var last: Int64
    var hour: Int32
    var runs: [Range<Int32>]
  }

  private var recent: [Recent] = []
  private var hours: [Hours] = []
  private var names: [[UInt8]] = []
  private var lastDeliveries: [Transaction.Delivery?] = []
  private var numbers: [[UInt8]: Int] = [:]
  private var currentName: [UInt8] = []
  private var current = 0

  static let most = 4096

  var count: Int { recent.count }

  /// The number of the host that `name` names; nil for one too many.
  @inline(__always)
  mutating func number(_ block: Span<UInt8>, _ name: Range<Int>, at time: Int64) -> Int? {
    if currentName.count == name.count, block.equals(currentName, at: name.lowerBound) {
      if recent[current].time != time { tick(current, time) }
      return current
    }
    return other(block, name, at: time)
  }

  private mutating func other(
    _ block: Span<UInt8>, _ range: Range<Int>, at time: Int64
  ) -> Int? {
    let name = block.array(range)
    if let number = numbers[name] {
      current = number
    } else {
      guard recent.count < SeenHosts.most else { return nil }
      current = recent.count
      let hour = Int32(truncatingIfNeeded: time / 3600)
      recent.append(Recent(time: time))
      hours.append(Hours(first: time, last: time, hour: hour, runs: [hour..<hour + 1]))
      names.append(name)
      lastDeliveries.append(nil)
      numbers[name] = current
    }
    currentName = name
    if recent[current].time != time { tick(current, time) }
    return current
  }

  private mutating func tick(_ host: Int, _ time: Int64) {
    recent[host].time = time
    hours[host].first = min(hours[host].first, time)
    hours[host].last = max(hours[host].last, time)
    let hour = Int32(truncatingIfNeeded: time / 3600)
    guard hour != hours[host].hour else { return }
    hours[host].hour = hour
    let last = hours[host].runs.count - 1
    let run = hours[host].runs[last]
    if run.contains(hour) { return }
    if hour == run.upperBound {
      hours[host].runs[last] = run.lowerBound..<hour + 1
    } else {
      hours[host].runs.append(hour..<hour + 1)
    }
  }

  // MARK: Repeats

  /// Takes note of a line that is neither a repeat nor a delivery.
  @inline(__always)
  mutating func passLine(of host: Int) {
    recent[host].lastWasDelivery = false
    recent[host].hasLines = true
  }

  /// Takes note of a delivery; nil: one that cannot matter.
  @inline(__always)
  mutating func passDelivery(_ delivery: Transaction.Delivery?, _ id: QueueID, of host: Int) {
    recent[host].lastWasDelivery = true
    recent[host].hasLines = true
    recent[host].lastID = id
    lastDeliveries[host] = delivery
  }

  /// Whether a host has had a line that is more than a repeat.
  func hasLines(_ host: Int) -> Bool { recent[host].hasLines }

  /// The delivery that was a host's last line: its queue id, and what it said where it can matter.
  func lastDelivery(of host: Int) -> (id: QueueID, delivery: Transaction.Delivery?)? {
    recent[host].lastWasDelivery ? (recent[host].lastID, lastDeliveries[host]) : nil
  }

  // MARK: End

  var hostHours: [HostHours] {
    zip(names, hours).map { name, hours in
      HostHours(
        host: String(decoding: name, as: UTF8.self), first: hours.first, last: hours.last,
        runs: hours.runs)
    }
  }

  /// Hosts that have no line but repeats at the stretch's head.
  var silent: [Int] { recent.indices.filter { !recent[$0].hasLines } }
}
