/// Which deliveries are hops to a transaction that the logs hold, and where each transaction came
/// from by such hops.
struct HopTable {
  /// What only an earlier queue knew of a delivery.
  struct Origin {
    /// The nearest official address that the message was for before it was redirected.
    var original = AddressKey.missing
    /// As whom the message was handed in.
    var login = AddressKey.missing
  }

  private struct Source {
    var transaction: UInt32
    var delivery: UInt32
    // The next source of the same transaction; an index + 1.
    var next: UInt32
  }

  private let records: RecordIndex
  private let addresses: AddressTable
  private var sources: [Source] = []
  private var firstSource: [UInt32]
  // Transaction and delivery of every hop to another host that was followed; the others are no
  // deliveries in any case.
  private var isFollowed: Set<UInt64> = []
  /// Transactions that lead to a queue id on the same host that the logs don't hold.
  private(set) var unresolved: Set<UInt32> = []

  /// How far apart a hop and the beginning of what it led to may lie: filters are slow, clocks of
  /// hosts differ.
  static let reach: Int64 = 600
  /// How far apart they may lie where the two tell of different senders: a host may rewrite one, but
  /// an id that comes again soon is another message.
  static let reachOfOtherSender: Int64 = 60
  /// How far lines of one host may be out of order.
  static let jitter: Int64 = 5

  // What one hop leads to, found without the others.
  private struct Step {
    var transaction: UInt32
    var delivery: UInt32
    var target: UInt32
    var isRelayed: Bool
  }

  init(_ records: RecordIndex, _ addresses: AddressTable, threads: Int) {
    self.records = records
    self.addresses = addresses
    firstSource = Array(repeating: 0, count: records.count)
    let hops = records.withHops
    let found = inSlices(hops.count, threads: threads) { slice in
      var steps: [Step] = []
      var unresolved: Set<UInt32> = []
      for index in hops[slice] {
        HopTable.follow(Int(index), records, &steps, &unresolved)
      }
      return (steps, unresolved)
    }
    for (steps, unresolved) in found {
      self.unresolved.formUnion(unresolved)
      for step in steps { take(step) }
    }
  }

  private mutating func take(_ step: Step) {
    if step.isRelayed {
      isFollowed.insert(UInt64(step.transaction) << 32 | UInt64(step.delivery))
    }
    let target = Int(step.target)
    sources.append(
      Source(
        transaction: step.transaction, delivery: step.delivery, next: firstSource[target]))
    firstSource[target] = UInt32(sources.count)
  }

  private static func follow(
    _ index: Int, _ records: RecordIndex, _ steps: inout [Step], _ unresolved: inout Set<UInt32>
  ) {
    let transaction = records[index]
    var isOpen = false
    var candidates = LastTransaction(records)
    for (number, delivery) in transaction.deliveries.enumerated() where delivery.outcome.isHop {
      guard let target = target(of: delivery, in: transaction, index, records, &candidates) else {
        isOpen = isOpen || isLost(delivery, transaction)
        continue
      }
      steps.append(
        Step(
          transaction: UInt32(index), delivery: UInt32(number), target: UInt32(target),
          isRelayed: delivery.outcome == .relayed))
    }
    if isOpen { unresolved.insert(UInt32(index)) }
  }

  // MARK: Targets

  private static func target(
    of delivery: Transaction.Delivery, in transaction: Transaction, _ index: Int,
    _ records: RecordIndex, _ candidates: inout LastTransaction
  ) -> Int? {
    var best: (index: Int, distance: Int64)?
    records.forEachTransaction(under: delivery.next, near: delivery.time) { candidate in
      guard candidate != index,
        let distance = distance(from: delivery, transaction, to: candidates[candidate])
      else { return }
      if let best, (best.distance, -best.index) < (distance, -candidate) { return }
      best = (candidate, distance)
    }
    return best?.index
  }

  // Nil where `next` is not what the hop led to. On the same host the latest that began before the
  // hop is the nearest, so that the one that began after it comes last.
  private static func distance(
    from delivery: Transaction.Delivery, _ transaction: Transaction, to next: Transaction
  ) -> Int64? {
    let wait = delivery.time - next.begin
    let isSameSender =
      transaction.sender == next.sender || transaction.sender.isMissing || next.sender.isMissing
    guard abs(wait) <= (isSameSender ? HopTable.reach : HopTable.reachOfOtherSender) else {
      return nil
    }
    switch delivery.outcome {
    case .none, .final: return nil
    case .forwarded:
      guard next.host == transaction.host, wait >= -HopTable.jitter || !next.hasHead else {
        return nil
      }
    case .filtered:
      guard next.host == transaction.host, wait >= -HopTable.jitter || !next.hasHead,
        names(next, delivery)
      else { return nil }
    case .relayed:
      let isPending = next.deliveries.isEmpty && !next.hasOtherRecipients
      guard isPending || names(next, delivery) else { return nil }
      return abs(wait)
    }
    return wait >= 0 ? wait : HopTable.reach - wait
  }

  private static func names(_ next: Transaction, _ delivery: Transaction.Delivery) -> Bool {
    next.deliveries.contains {
      $0.recipient == delivery.recipient || $0.original == delivery.recipient
    }
  }

  // Whether a hop that leads nowhere could have made a correspondence.
  private static func isLost(
    _ delivery: Transaction.Delivery, _ transaction: Transaction
  ) -> Bool {
    guard delivery.outcome == .filtered || delivery.outcome == .forwarded,
      transaction.sender.kind != .nobody
    else { return false }
    let sender = transaction.sender
    let isLeaving =
      delivery.recipient.isWebmail && (sender.isOfficial || delivery.original.isOfficial)
    let isEntering =
      sender.isWebmail && (delivery.recipient.isOfficial || transaction.login.isOfficial)
    let isUnknown = sender.isMissing && delivery.recipient.isNumbered
    return isLeaving || isEntering || isUnknown || delivery.outcome == .forwarded
  }

  /// Whether a delivery reached its final recipient as far as the logs show.
  func isDelivery(
    _ delivery: Transaction.Delivery, _ number: Int, of index: Int
  ) -> Bool {
    switch delivery.outcome {
    case .final: true
    case .relayed: !isFollowed.contains(UInt64(index) << 32 | UInt64(number))
    case .none, .filtered, .forwarded: false
    }
  }

  // MARK: Origins

  func origin(
    of delivery: Transaction.Delivery, in transaction: Transaction, _ index: Int
  ) -> Origin {
    var origin = Origin(original: original(delivery, transaction), login: transaction.login)
    if !origin.original.isOfficial || origin.login.isMissing {
      var hops = HopTable.mostHops
      trace(index, delivery, &origin, depth: 0, &hops)
    }
    return origin
  }

  private func original(
    _ delivery: Transaction.Delivery, _ transaction: Transaction
  ) -> AddressKey {
    guard delivery.isOriginalUnlessSender, delivery.original.isOfficial,
      isSame(delivery.original, transaction.sender)
    else { return delivery.original }
    return .missing
  }

  // Whether a local user is a sender: by the same address, the bare name, or under another of the
  // host's names.
  private func isSame(_ user: AddressKey, _ sender: AddressKey) -> Bool {
    if user == sender { return true }
    let own = addresses.bytes(Int(user.payload))
    guard let at = own.lastIndex(of: UInt8(ascii: "@")) else { return false }
    guard sender.isOfficial else {
      let name = Array(own[..<at])
      return sender == AddressKey(.other, name.span.mix(0..<name.count))
    }
    let other = addresses.bytes(Int(sender.payload))
    guard let otherAt = other.lastIndex(of: UInt8(ascii: "@")),
      own[..<at].elementsEqual(other[..<otherAt])
    else { return false }
    let dot = [UInt8(ascii: ".")]
    let (domain, otherDomain) = (dot + own[(at + 1)...], dot + other[(otherAt + 1)...])
    return domain.suffix(otherDomain.count) == otherDomain[...]
      || otherDomain.suffix(domain.count) == domain[...]
  }

  /// Hops that one delivery is traced back over.
  private static let mostHops = 256

  // Depth and number are bounded: hops in a circle, or from each to each, are made up.
  private func trace(
    _ index: Int, _ delivery: Transaction.Delivery, _ origin: inout Origin, depth: Int,
    _ hops: inout Int
  ) {
    var next = firstSource[index]
    var transactions = LastTransaction(records)
    while next != 0, depth < 16, hops > 0 {
      let source = sources[Int(next) - 1]
      next = source.next
      let earlier = transactions[Int(source.transaction)]
      let hop = earlier.deliveries[Int(source.delivery)]
      let isForwarded = hop.outcome == .forwarded
      guard
        isForwarded || hop.recipient == delivery.recipient || hop.recipient == delivery.original
      else { continue }
      hops -= 1
      if !origin.original.isOfficial {
        let original = self.original(hop, earlier)
        if original.isOfficial {
          origin.original = original
        } else if isForwarded, hop.recipient.isOfficial {
          origin.original = hop.recipient
        }
      }
      if origin.login.isMissing { origin.login = earlier.login }
      if origin.original.isOfficial && !origin.login.isMissing { return }
      trace(Int(source.transaction), hop, &origin, depth: depth + 1, &hops)
    }
  }
}

/// Transactions of an index, of which the one asked for last need not be read again: one with very
/// many recipients is asked for once for each.
private struct LastTransaction {
  private let records: RecordIndex
  private var last: (index: Int, transaction: Transaction)?

  init(_ records: RecordIndex) { self.records = records }

  subscript(index: Int) -> Transaction {
    mutating get {
      if let last, last.index == index { return last.transaction }
      let transaction = records[index]
      last = (index, transaction)
      return transaction
    }
  }
}
