/// The records of several stretches as one list, found by number or by queue id, with host and
/// address numbers that mean the same in all of them. Fragments of one transaction are joined.
///
/// Records stay in their compact form and are read when asked for.
struct RecordIndex {
  private struct Place {
    var stretch: UInt32
    var offset: UInt32
    // Of the queue id: records that differ in it need not be read.
    var mix: UInt32
    // The next record whose id has the same slot; an index + 1, 0 is the end.
    var next: UInt32 = 0
    var traits: Traits
  }

  // What is known of a record without reading it.
  private struct Traits: OptionSet {
    let rawValue: UInt8
    /// It belongs to a transaction that another record began.
    static let isContinuation = Traits(rawValue: 1)
    /// Other records, or repeats, belong to its transaction.
    static let isContinued = Traits(rawValue: 2)
    static let mayDeliver = Traits(rawValue: 4)
  }

  private let stretches: [Tally.Stretch]
  private(set) var addresses = AddressTable()
  private var addressNumbers: [[UInt32]] = []
  private var hostNumbers: [[Int]] = []
  /// The number of every host, by its name.
  private(set) var hosts: [String: Int] = [:]
  private var places: [Place] = []
  // Where the chains of records by queue id begin, each in the records' order.
  private var heads: [UInt32] = []
  // The later fragments of a transaction, and which transaction a fragment belongs to.
  private var continuations: [Int: [Int]] = [:]
  private var owners: [Int: Int] = [:]
  // What a `last message repeated` at a stretch's head adds to a transaction.
  private var repeats: [Int: [Transaction.Delivery]] = [:]
  /// The transactions with a hop, in order; none of them is a continuation.
  private(set) var withHops: [UInt32] = []

  var count: Int { places.count }

  /// Whether a record begins a transaction that may hold a delivery to a final recipient.
  func mayDeliver(_ index: Int) -> Bool {
    let own = places[index].traits
    if own.contains(.isContinuation) { return false }
    return own.contains(.mayDeliver) || own.contains(.isContinued)
  }

  init(_ stretches: [Tally.Stretch]) {
    self.stretches = stretches
    for stretch in stretches {
      hostNumbers.append(
        stretch.hosts.map { name in
          if let number = hosts[name] { return number }
          hosts[name] = hosts.count
          return hosts.count - 1
        })
      if stretches.count == 1 {
        // One stretch's numbers already mean the same in all of it.
        addresses = stretch.addresses
        continue
      }
      addressNumbers.append(
        (0..<stretch.addresses.count).map {
          UInt32(
            addresses.number(
              of: Array(stretch.addresses.bytes($0)), stretch.addresses.kind($0)))
        })
    }
    addresses.seal()
    list()
  }

  // MARK: Reading

  /// The transaction of a record, whole: with all its fragments.
  subscript(index: Int) -> Transaction {
    var transaction = fragment(index)
    if places[index].traits.contains(.isContinued) {
      for later in continuations[index] ?? [] { transaction.append(fragment(later)) }
      if let extra = repeats[index] { transaction.deliveries.append(contentsOf: extra) }
    }
    return transaction
  }

  /// Calls `body` with the numbers of the transactions under a queue id on any host, in order.
  @inline(__always)
  func forEachTransaction(under id: QueueID, _ body: (Int) -> Void) {
    guard !heads.isEmpty else { return }
    let mix = UInt32(truncatingIfNeeded: id.mixed)
    var next = heads[Int(mix) & (heads.count - 1)]
    while next != 0 {
      let index = Int(next) - 1
      let place = places[index]
      next = place.next
      if place.mix == mix, !place.traits.contains(.isContinuation),
        TransactionSkim.id(in: stretches[Int(place.stretch)].records, at: Int(place.offset)) == id
      {
        body(index)
      }
    }
  }

  private func fragment(_ index: Int) -> Transaction {
    let place = places[index]
    let stretch = Int(place.stretch)
    var reader = VarintReader(stretches[stretch].records, at: Int(place.offset))
    guard var transaction = Transaction(&reader) else {
      // Records were read once when they were listed.
      preconditionFailure("a listed record can be read")
    }
    transaction.host = hostNumbers[stretch][transaction.host]
    resolve(&transaction, stretch)
    return transaction
  }

  private func resolve(_ transaction: inout Transaction, _ stretch: Int) {
    if stretch > 0 {
      for index in transaction.deliveries.indices {
        transaction.deliveries[index].stretch = stretch
      }
    }
    if addressNumbers.isEmpty { return }
    transaction.sender = resolved(transaction.sender, stretch)
    transaction.login = resolved(transaction.login, stretch)
    for index in transaction.deliveries.indices {
      transaction.deliveries[index].recipient = resolved(
        transaction.deliveries[index].recipient, stretch)
      transaction.deliveries[index].original = resolved(
        transaction.deliveries[index].original, stretch)
    }
  }

  /// A tracked delivery with the numbers that addresses have in all stretches.
  func resolved(_ delivery: TrackedDelivery, _ stretch: Int) -> TrackedDelivery {
    if addressNumbers.isEmpty { return delivery }
    return TrackedDelivery(
      sender: resolved(delivery.sender, stretch), recipient: resolved(delivery.recipient, stretch),
      original: resolved(delivery.original, stretch), login: resolved(delivery.login, stretch),
      time: delivery.time)
  }

  @inline(__always)
  private func resolved(_ key: AddressKey, _ stretch: Int) -> AddressKey {
    guard key.isNumbered else { return key }
    return AddressKey(key.kind, UInt64(addressNumbers[stretch][Int(key.payload)]))
  }

  // MARK: Listing

  private mutating func list() {
    var fragments: [Int] = []
    var lastLines: [[Int: Int]] = Array(repeating: [:], count: stretches.count)
    for (number, stretch) in stretches.enumerated() {
      var reader = VarintReader(stretch.records)
      while !reader.isAtEnd {
        let offset = reader.place
        guard let skim = TransactionSkim(&reader) else { break }
        let index = places.count
        places.append(
          Place(
            stretch: UInt32(number), offset: UInt32(offset),
            mix: UInt32(truncatingIfNeeded: skim.id.mixed),
            traits: skim.mayDeliver ? .mayDeliver : []))
        if !skim.isWhole { fragments.append(index) }
        if skim.hasLastLine { lastLines[number][skim.host] = index }
        if skim.hasHop { withHops.append(UInt32(index)) }
      }
    }
    chain()
    join(fragments)
    addRepeats(lastLines)
    if !owners.isEmpty {
      withHops = Set(withHops.map { UInt32(owners[Int($0)] ?? Int($0)) }).sorted()
    }
  }

  private mutating func chain() {
    var size = 16
    while size < places.count { size *= 2 }
    heads = Array(repeating: 0, count: size)
    for index in places.indices.reversed() {
      let slot = Int(places[index].mix) & (size - 1)
      places[index].next = heads[slot]
      heads[slot] = UInt32(index + 1)
    }
  }

  // Joins what was cut: for every id with a fragment, all its records in order.
  private mutating func join(_ fragments: [Int]) {
    var done: Set<Int> = []
    for start in fragments where !done.contains(start) {
      let first = fragment(start)
      var current: (index: Int, transaction: Transaction)?
      var candidates: [Int] = []
      forEachTransaction(under: first.id) { candidates.append($0) }
      for index in candidates {
        let next = fragment(index)
        guard next.host == first.host else { continue }
        done.insert(index)
        if var open = current, open.transaction.isContinued(by: next) {
          open.transaction.append(next)
          current = open
          continuations[open.index, default: []].append(index)
          owners[index] = open.index
          places[index].traits.insert(.isContinuation)
          places[open.index].traits.insert(.isContinued)
        } else {
          current = (index, next)
        }
      }
    }
  }

  // Finds the line that a repeat at a stretch's head means: the last one of its host before it.
  private mutating func addRepeats(_ lastLines: [[Int: Int]]) {
    for (number, stretch) in stretches.enumerated() {
      for entry in stretch.headRepeats {
        let host = hostNumbers[number][entry.host]
        var before = number - 1
        while before >= 0, !holdsLines(of: host, before) { before -= 1 }
        guard before >= 0, let local = hostNumbers[before].firstIndex(of: host),
          let record = lastLines[before][local]
        else { continue }
        guard var delivery = fragment(record).deliveries.last(where: \.isLastLine) else { continue }
        delivery.count = entry.count
        delivery.time = entry.time
        delivery.offset = entry.offset
        delivery.line = entry.line
        delivery.stretch = number
        let owner = owners[record] ?? record
        repeats[owner, default: []].append(delivery)
        places[owner].traits.insert(.isContinued)
      }
    }
  }

  // Whether a stretch has a line of a host that is more than a repeat at its head.
  private func holdsLines(of host: Int, _ number: Int) -> Bool {
    hostNumbers[number].contains(host)
      && !stretches[number].silentHosts.contains { hostNumbers[number][$0] == host }
  }
}
