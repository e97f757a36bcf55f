import OfficialMail

/// Decides what tracked deliveries come to: of several records of one message and recipient the
/// last one counts, once, wherever it stands; a redirection makes it a forwarded one. Where that last
/// one failed, or nobody can tell who wrote to the recipient, nothing counts.
struct TrackedSettlement: Sendable {
  /// What is counted for one message and recipient.
  struct Outcome: Sendable {
    /// Without its sender while only a redirection or a login was met.
    var delivery: TrackedDelivery
    var place: PairCounts.Place
  }

  // The message id and the recipient's number, as bytes; each known once.
  private var keys = AddressTable()
  private var found: [Outcome] = []
  // Ids of messages that went to others than their senders wrote to.
  private var blurred: Set<[UInt8]> = []
  /// Of messages that other logs tell of.
  private(set) var redirections = FilterRedirections()

  var outcomes: some Sequence<Outcome> {
    found.indices.lazy.filter { isDelivery($0) && !isBlurred($0) }.map { found[$0] }
  }

  /// Deliveries of which the logs do not show who wrote to the recipient.
  var blurredCount: Int { found.indices.count { isDelivery($0) && isBlurred($0) } }

  private func isDelivery(_ number: Int) -> Bool {
    let sender = found[number].delivery.sender
    return !sender.isMissing && sender.kind != .nobody
  }

  private func isBlurred(_ number: Int) -> Bool {
    let delivery = found[number].delivery
    return !blurred.isEmpty && delivery.sender.isOfficial && delivery.original.isMissing
      && blurred.contains(keys.bytes(number).dropLast(TrackedSettlement.suffix))
  }

  /// What the log knows the numbered message by.
  func id(_ number: UInt32) -> String {
    String(decoding: keys.bytes(Int(number)).dropLast(TrackedSettlement.suffix), as: UTF8.self)
      .visible
  }

  // Bytes of a key behind the message id.
  private static let suffix = 8

  mutating func add(
    _ records: [UInt8], _ addressNumbers: [UInt32], _ place: RecordIndex.Part.Place
  ) {
    var reader = VarintReader(records)
    var key: [UInt8] = []
    while !reader.isAtEnd, let record = TrackedRecord(&reader) {
      var delivery = record.delivery
      delivery.sender = delivery.sender.numbered(by: addressNumbers)
      delivery.recipient = delivery.recipient.numbered(by: addressNumbers)
      delivery.original = delivery.original.numbered(by: addressNumbers)
      delivery.login = delivery.login.numbered(by: addressNumbers)
      if delivery.sender.kind == .nobody, !delivery.original.isMissing {
        redirections.add(delivery.original, to: delivery.recipient, at: delivery.time)
        continue
      }
      if delivery.recipient.isMissing {
        blurred.insert(Array(record.id))
        continue
      }
      key.removeAll(keepingCapacity: true)
      key += record.id
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        key.append(UInt8(truncatingIfNeeded: delivery.recipient.bits >> shift))
      }
      let number = keys.number(of: key.span, 0..<key.count, .other)
      let outcome = Outcome(
        delivery: delivery,
        place: PairCounts.Place(
          time: delivery.time, file: place.file, line: record.line &+ place.line,
          offset: record.offset &+ place.offset, id: .tracked(UInt32(number))))
      if number == found.count { found.append(outcome) } else { merge(outcome, number) }
    }
  }

  private mutating func merge(_ other: Outcome, _ number: Int) {
    let known = found[number]
    let isRedirection = other.delivery.sender.isMissing
    var kept = known
    if known.delivery.sender.isMissing {
      if !isRedirection { kept = other }
    } else if !isRedirection, isLater(other, than: known) {
      kept = other
    }
    // The one that comes first in the logs' order, whichever is met first.
    if kept.delivery.original.isMissing {
      kept.delivery.original =
        known.delivery.original.isMissing ? other.delivery.original : known.delivery.original
    }
    if kept.delivery.login.isMissing {
      kept.delivery.login =
        known.delivery.login.isMissing ? other.delivery.login : known.delivery.login
    }
    found[number] = kept
  }

  // Of one time a failure is the later one: what is unclear counts nothing.
  private func isLater(_ one: Outcome, than other: Outcome) -> Bool {
    let hasFailed = one.delivery.sender.kind == .nobody
    if one.delivery.time == other.delivery.time,
      hasFailed != (other.delivery.sender.kind == .nobody)
    {
      return hasFailed
    }
    return (one.delivery.time, other.place.file, other.place.line)
      > (other.delivery.time, one.place.file, one.place.line)
  }
}
