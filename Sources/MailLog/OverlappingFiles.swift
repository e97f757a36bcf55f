/// Files that tell of the same host and time: one mail system's lines in `mail.log` and in
/// `zimbra.log`, or two copies of a growing log. A delivery that both tell of is one delivery.
///
/// Parts of one log do not overlap: of two, the later begins where the earlier ends.
struct OverlappingFiles: Sendable {
  private struct Line: Hashable {
    var host: Int
    var id: QueueID
    var recipient: AddressKey
    var time: Int64
    var outcome: UInt8
    var next: QueueID

    init(_ delivery: Transaction.Delivery, of transaction: Transaction) {
      host = transaction.host
      id = transaction.id
      recipient = delivery.recipient
      time = delivery.time
      outcome = delivery.outcome.rawValue
      next = delivery.next
    }
  }

  private var fileOfStretch: [Int] = []
  /// By host, when each file's lines begin and end; hosts of overlapping files alone.
  private var spans: [Int: [Int: ClosedRange<Int64>]] = [:]
  /// The last file that tells of a delivery: hops are followed to the latest of equal records.
  private var lastFile: [Line: Int] = [:]

  init(_ files: [Tally.File], _ records: RecordIndex) {
    for (number, file) in files.enumerated() {
      fileOfStretch += Array(repeating: number, count: file.stretches.count)
      for hours in file.hours {
        guard let host = records.hosts[hours.host], hours.first <= hours.last else { continue }
        spans[host, default: [:]][number] = hours.first...hours.last
      }
    }
    spans = spans.filter { _, files in
      let sorted = files.values.sorted { $0.lowerBound < $1.lowerBound }
      var end = Int64.min
      return sorted.contains { span in
        defer { end = max(end, span.upperBound) }
        return span.lowerBound < end
      }
    }
    guard !spans.isEmpty else { return }
    for index in 0..<records.count where records.mayDeliver(index) {
      let transaction = records[index]
      guard spans[transaction.host] != nil else { continue }
      for delivery in transaction.deliveries {
        lastFile[Line(delivery, of: transaction)] = fileOfStretch[delivery.stretch]
      }
    }
  }

  /// Whether a later file tells of the same delivery.
  func isRepeat(_ delivery: Transaction.Delivery, of transaction: Transaction) -> Bool {
    guard let spans = spans[transaction.host],
      let last = lastFile[Line(delivery, of: transaction)]
    else { return false }
    let file = fileOfStretch[delivery.stretch]
    guard file != last, let one = spans[last], let other = spans[file] else { return false }
    // Both have lines before and after it; at a cut, time and id may meet by chance.
    let common = max(one.lowerBound, other.lowerBound)...min(one.upperBound, other.upperBound)
    return common.lowerBound < common.upperBound && common.contains(delivery.time)
  }
}
