/// The records of several stretches as one list, found by number or by queue id, with host and
/// address numbers that mean the same in all of them. Fragments of one transaction are joined.
///
/// Records stay in their compact form and are read when asked for.
struct RecordIndex: Sendable {
  /// A stretch's records, and what its numbers mean.
  struct Part: Sendable {
    var records: [UInt8]
    /// Numbers of hosts and addresses; nil: they already mean the same in all parts.
    var hosts: [Int]?
    var addresses: [UInt32]?
    /// The file and what of it lies before the stretch; nil: the records say it themselves.
    var place: Place?

    struct Place: Sendable {
      var file: Int
      var offset: UInt64
      var line: UInt64
    }
  }

  private struct Entry {
    var part: UInt32
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
    /// Other records belong to its transaction.
    static let isContinued = Traits(rawValue: 2)
    static let mayDeliver = Traits(rawValue: 4)
  }

  private let parts: [Part]
  private var entries: [Entry] = []
  // Where the chains of records by queue id begin, each in the records' order.
  private var heads: [UInt32] = []
  // The later fragments of a transaction, and which transaction a fragment belongs to.
  private var continuations: [Int: [Int]] = [:]
  private var owners: [Int: Int] = [:]
  // The transactions under ids that very many have, by their begin.
  private var crowded: [QueueID: [(begin: Int64, index: Int)]] = [:]
  /// The transactions with a hop, in order; none of them is a continuation.
  private(set) var withHops: [UInt32] = []

  var count: Int { entries.count }

  /// Whether a record belongs to a transaction that another one began.
  func isContinuation(_ index: Int) -> Bool { entries[index].traits.contains(.isContinuation) }

  /// Whether a record begins a transaction that may hold a delivery to a final recipient.
  func mayDeliver(_ index: Int) -> Bool {
    let own = entries[index].traits
    if own.contains(.isContinuation) { return false }
    return own.contains(.mayDeliver) || own.contains(.isContinued)
  }

  /// Whether a record comes of a stretch, and not of an earlier index.
  func isNew(_ index: Int) -> Bool { parts[Int(entries[index].part)].place != nil }

  init(_ parts: [Part]) {
    self.parts = parts
    list()
  }

  // MARK: Reading

  /// The transaction of a record, whole: with all its fragments.
  subscript(index: Int) -> Transaction {
    var transaction = fragment(index)
    if entries[index].traits.contains(.isContinued) {
      for later in continuations[index] ?? [] { transaction.append(fragment(later)) }
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
      let entry = entries[index]
      next = entry.next
      if entry.mix == mix, !entry.traits.contains(.isContinuation),
        self.id(of: index) == id
      {
        body(index)
      }
    }
  }

  /// The same; of ids that very many have, as where they were blotted out, only those whose begin
  /// lies nearest to `time`.
  @inline(__always)
  func forEachTransaction(under id: QueueID, near time: Int64, _ body: (Int) -> Void) {
    guard !crowded.isEmpty, let all = crowded[id] else {
      return forEachTransaction(under: id, body)
    }
    var start = 0
    var end = all.count
    while start < end {
      let middle = (start + end) / 2
      if all[middle].begin <= time { start = middle + 1 } else { end = middle }
    }
    let most = RecordIndex.crowd
    for entry in all[max(0, start - most)..<min(all.count, start + most)] { body(entry.index) }
  }

  /// How many transactions under one id are looked at on either side of a time.
  private static let crowd = 64

  /// The first transaction under a queue id on any host.
  func firstTransaction(under id: QueueID) -> Int? {
    guard !heads.isEmpty else { return nil }
    let mix = UInt32(truncatingIfNeeded: id.mixed)
    var next = heads[Int(mix) & (heads.count - 1)]
    while next != 0 {
      let index = Int(next) - 1
      let entry = entries[index]
      next = entry.next
      if entry.mix == mix, !entry.traits.contains(.isContinuation),
        self.id(of: index) == id
      {
        return index
      }
    }
    return nil
  }

  @inline(__always)
  private func id(of index: Int) -> QueueID? {
    let entry = entries[index]
    return TransactionSkim.id(in: parts[Int(entry.part)].records, at: Int(entry.offset))
  }

  private func fragment(_ index: Int) -> Transaction {
    let entry = entries[index]
    let part = Int(entry.part)
    var reader = VarintReader(parts[part].records, at: Int(entry.offset))
    guard var transaction = Transaction(&reader, withFiles: parts[part].place == nil) else {
      // Records were read once when they were listed.
      preconditionFailure("a listed record can be read")
    }
    resolve(&transaction, part)
    return transaction
  }

  private func resolve(_ transaction: inout Transaction, _ part: Int) {
    if let hosts = parts[part].hosts { transaction.host = hosts[transaction.host] }
    if let numbers = parts[part].addresses {
      transaction.sender = transaction.sender.numbered(by: numbers)
      transaction.login = transaction.login.numbered(by: numbers)
      for index in transaction.deliveries.indices {
        transaction.deliveries[index].recipient =
          transaction.deliveries[index].recipient.numbered(by: numbers)
        transaction.deliveries[index].original =
          transaction.deliveries[index].original.numbered(by: numbers)
      }
    }
    guard let place = parts[part].place else { return }
    for index in transaction.deliveries.indices {
      transaction.deliveries[index].file = place.file
      transaction.deliveries[index].offset &+= place.offset
      transaction.deliveries[index].line &+= place.line
    }
  }

  // MARK: Listing

  private mutating func list() {
    var fragments: [Int] = []
    for (number, part) in parts.enumerated() {
      var reader = VarintReader(part.records)
      while !reader.isAtEnd {
        let offset = reader.place
        guard let skim = TransactionSkim(&reader, withFiles: part.place == nil) else { break }
        let index = entries.count
        entries.append(
          Entry(
            part: UInt32(number), offset: UInt32(offset),
            mix: UInt32(truncatingIfNeeded: skim.id.mixed),
            traits: skim.mayDeliver ? .mayDeliver : []))
        if !skim.isWhole { fragments.append(index) }
        if skim.hasHop { withHops.append(UInt32(index)) }
      }
    }
    let long = chain()
    join(fragments)
    listCrowded(in: long)
    if !owners.isEmpty {
      withHops = Set(withHops.map { UInt32(owners[Int($0)] ?? Int($0)) }).sorted()
    }
  }

  // Gives the slots whose chains are far longer than chance makes them.
  private mutating func chain() -> [Int] {
    var size = 16
    while size < entries.count { size *= 2 }
    heads = Array(repeating: 0, count: size)
    var lengths = Array(repeating: UInt8(0), count: size)
    var long: [Int] = []
    for index in entries.indices.reversed() {
      let slot = Int(entries[index].mix) & (size - 1)
      entries[index].next = heads[slot]
      heads[slot] = UInt32(index + 1)
      guard lengths[slot] <= RecordIndex.crowd else { continue }
      lengths[slot] += 1
      if lengths[slot] > RecordIndex.crowd { long.append(slot) }
    }
    return long
  }

  private mutating func listCrowded(in longChains: [Int]) {
    var all: [QueueID: [(begin: Int64, index: Int)]] = [:]
    for slot in longChains {
      var next = heads[slot]
      while next != 0 {
        let index = Int(next) - 1
        next = entries[index].next
        guard !entries[index].traits.contains(.isContinuation) else { continue }
        let transaction = fragment(index)
        all[transaction.id, default: []].append((transaction.begin, index))
      }
    }
    for (id, transactions) in all where transactions.count > RecordIndex.crowd {
      crowded[id] = transactions.sorted { $0 < $1 }
    }
  }

  // Joins what was cut: for every id with a fragment, all its records in order, host by host.
  private mutating func join(_ fragments: [Int]) {
    var done: Set<Int> = []
    for start in fragments where !done.contains(start) {
      guard let id = id(of: start) else { continue }
      var candidates: [Int] = []
      forEachTransaction(under: id) { candidates.append($0) }
      // Nearly all are alone under their id.
      if candidates.count == 1 { continue }
      // By host.
      var current: [Int: (index: Int, transaction: Transaction)] = [:]
      for index in candidates {
        let next = fragment(index)
        done.insert(index)
        if var open = current.removeValue(forKey: next.host),
          open.transaction.isContinued(by: next)
        {
          open.transaction.append(next)
          continuations[open.index, default: []].append(index)
          owners[index] = open.index
          entries[index].traits.insert(.isContinuation)
          entries[open.index].traits.insert(.isContinued)
          current[next.host] = open
        } else {
          current[next.host] = (index, next)
        }
      }
    }
  }
}

extension AddressKey {
  /// The key with the number that `numbers` has for its own.
  @inline(__always)
  func numbered(by numbers: [UInt32]) -> AddressKey {
    guard isNumbered else { return self }
    return AddressKey(kind, UInt64(numbers[Int(payload)]))
  }
}
