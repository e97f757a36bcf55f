/// Sums by account, host, way and time. Accounts are small numbers, and what is asked for is nearly
/// always near what was asked for last, so that nothing need be hashed.
struct AccountSums<Sum: Sendable>: Sendable {
  struct Key: Sendable, Equatable, Comparable {
    var account: Int32
    var host: Int32
    var way: Int32
    /// Hours, or days, since 1970.
    var time: Int32

    static func < (left: Key, right: Key) -> Bool {
      (left.account, left.host, left.way, left.time)
        < (right.account, right.host, right.way, right.time)
    }
  }

  struct Entry: Sendable {
    var key: Key
    var sum: Sum
    // The account's entry before this one; -1: there is none.
    fileprivate var next: Int32
  }

  private(set) var entries: [Entry] = []
  // By account, its entry that was added last.
  private var heads: [Int32] = []

  /// The place of a key's entry, which is added with `sum` if it is new.
  mutating func place(of key: Key, adding sum: @autoclosure () -> Sum) -> Int {
    let account = Int(key.account)
    if account >= heads.count {
      heads.append(contentsOf: repeatElement(-1, count: account + 1 - heads.count))
    }
    var next = heads[account]
    while next >= 0 {
      if entries[Int(next)].key == key { return Int(next) }
      next = entries[Int(next)].next
    }
    entries.append(Entry(key: key, sum: sum(), next: heads[account]))
    heads[account] = Int32(entries.count - 1)
    return entries.count - 1
  }

  subscript(place: Int) -> Sum {
    get { entries[place].sum }
    _modify { yield &entries[place].sum }
  }

  /// Takes out entries.
  mutating func removeAll(where isObsolete: (Entry) -> Bool) {
    let kept = entries.filter { !isObsolete($0) }
    guard kept.count < entries.count else { return }
    entries = []
    heads = []
    for entry in kept { _ = place(of: entry.key, adding: entry.sum) }
  }
}
