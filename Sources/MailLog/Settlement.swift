import OfficialMail

/// Decides what the records of a tally come to: joins fragments at cuts, follows hops, and counts
/// deliveries by pair and direction. A pure function of the records in their one order.
struct Settlement {
  private(set) var unresolved: UInt64 = 0
  /// Deliveries that another file tells of too, and that count once.
  private(set) var repeated: UInt64 = 0
  private var pairs = PairCounts()
  private var addresses = AddressTable()
  private let records: RecordIndex

  init(_ tally: Tally, threads: Int) {
    let stretches = tally.files.flatMap(\.stretches)
    records = RecordIndex(stretches)
    addresses = records.addresses
    let window = tally.window.map {
      $0.lowerBound.secondsSinceEpoch..<$0.upperBound.secondsSinceEpoch
    }
    let hops = HopTable(records, threads: threads)
    let overlaps = OverlappingFiles(tally.files, records)
    let slices = inSlices(records.count, threads: threads) { [records] slice in
      var share = Share()
      for index in slice where records.mayDeliver(index) {
        share.settle(records[index], index, hops, overlaps, window)
      }
      return share
    }
    unresolved = hops.unresolved
    for (number, slice) in slices.enumerated() {
      unresolved += slice.unresolved
      repeated += slice.repeated
      if number == 0 { pairs = slice.pairs } else { pairs.add(slice.pairs) }
    }
    for outcome in TrackedSettlement(stretches, records).outcomes {
      let delivery = outcome.delivery
      guard window?.contains(delivery.time) ?? true else { continue }
      pairs.add(
        from: delivery.sender, to: delivery.recipient, original: delivery.original,
        login: delivery.login, 1, outcome.place)
    }
  }

  func correspondence(files: [Tally.File]?) -> [Correspondence] {
    pairs.correspondence(addresses, files)
  }
}

/// What some of the records come to.
private struct Share {
  var unresolved: UInt64 = 0
  var repeated: UInt64 = 0
  var pairs = PairCounts()

  mutating func settle(
    _ transaction: Transaction, _ index: Int, _ hops: HopTable, _ overlaps: OverlappingFiles,
    _ window: Range<Int64>?
  ) {
    var isOpen = false
    for (number, delivery) in transaction.deliveries.enumerated() {
      guard hops.isDelivery(delivery, number, of: index) else { continue }
      if overlaps.isRepeat(delivery, of: transaction) {
        repeated += UInt64(delivery.count)
        continue
      }
      if transaction.sender.isMissing {
        isOpen = isOpen || delivery.recipient.isNumbered
        continue
      }
      guard transaction.sender.kind != .nobody, window?.contains(delivery.time) ?? true else {
        continue
      }
      count(transaction, delivery, hops.origin(of: delivery, in: transaction, index))
    }
    if isOpen { unresolved += 1 }
  }

  private mutating func count(
    _ transaction: Transaction, _ delivery: Transaction.Delivery, _ origin: HopTable.Origin
  ) {
    let evidence = PairCounts.Place(
      time: delivery.time, stretch: delivery.stretch,
      line: delivery.line, offset: delivery.offset, id: .queue(transaction.id))
    pairs.add(
      from: transaction.sender, to: delivery.recipient, original: origin.original,
      login: origin.login, delivery.count, evidence)
  }
}

extension PairCounts {
  /// Counts a delivery in each direction that it is one of.
  fileprivate mutating func add(
    from sender: AddressKey, to recipient: AddressKey, original: AddressKey, login: AddressKey,
    _ count: UInt32, _ place: Place
  ) {
    if recipient.isWebmail {
      if original.isOfficial {
        add(original, recipient, .forwarded, count, place)
      } else if sender.isOfficial {
        add(sender, recipient, .sent, count, place)
      }
    }
    guard sender.isWebmail else { return }
    if recipient.isOfficial { add(recipient, sender, .received, count, place) }
    if login.isOfficial { add(login, sender, .sentAs, count, place) }
  }
}
