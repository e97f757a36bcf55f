/// Files that tell of the same host and time: one mail system's lines in `mail.log` and in
/// `zimbra.log`, or two copies of a growing log. A delivery that both tell of is one delivery.
///
/// Parts of one log do not overlap: of two, the later begins where the earlier ends.
struct OverlappingFiles: Sendable {
  /// By host and file, when the file's lines of the host begin and end.
  typealias Spans = [Int: [Int: ClosedRange<Int64>]]

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

  /// Hosts of overlapping files alone.
  private let spans: Spans
  /// The last file that tells of a delivery: hops are followed to the latest of equal records.
  private var lastFile: [Line: Int] = [:]

  init(_ all: Spans, _ records: RecordIndex) {
    spans = all.filter { _, files in
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
        lastFile[Line(delivery, of: transaction)] = delivery.file
      }
    }
  }

  /// Whether a later file tells of the same delivery.
  func isRepeat(_ delivery: Transaction.Delivery, of transaction: Transaction) -> Bool {
    guard let spans = spans[transaction.host],
      let last = lastFile[Line(delivery, of: transaction)], delivery.file != last,
      let one = spans[last], let other = spans[delivery.file]
    else { return false }
    // Both have lines before and after it; at a cut, time and id may meet by chance.
    let first = max(one.lowerBound, other.lowerBound)
    let end = min(one.upperBound, other.upperBound)
    return first < end && (first...end).contains(delivery.time)
  }
}
