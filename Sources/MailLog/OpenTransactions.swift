/// The transactions of a scan that have begun and not ended, found by host and queue id.
///
/// Ended ones are written as records where they may matter, and forgotten otherwise.
struct OpenTransactions: ~Copyable {
  private struct Entry {
    var id = QueueID()
    var host: UInt16 = 0
    var hasHead = false
    var hasOtherRecipients = false
    var isLasting = false
    var awaited: Int32 = 0
    var senderKind = AddressKey.Kind.missing
    // Where an address is held as it was written: its length, and no key yet.
    var senderLength: UInt8 = 0
    var loginLength: UInt8 = 0
    var begin: Int64 = 0
    var last: Int64 = 0
    var sender = AddressKey.missing
    var login = AddressKey.missing
    // A chain through `deliveries`, -1 where there is none.
    var firstDelivery: Int32 = -1
    var lastDelivery: Int32 = -1
  }

  private struct Link {
    var delivery: Transaction.Delivery
    var next: Int32
  }

  // Open addressing with linear probing; 0 is a free slot, otherwise an entry's index + 1.
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 12)
  private var entries: [Entry] = []
  private var freeEntries: [UInt32] = []
  private var used = 0
  private var deliveries: [Link] = []
  private var freeDelivery: Int32 = -1
  /// The records of what ended and may matter, one behind the other.
  private var records: [UInt8] = []
  private var recordCount = 0

  private var book: AddressBook
  // Of each entry the sender and the login as they were written: most messages matter to nobody,
  // and their addresses need no number.
  private var texts: [UInt8] = []

  // When so many are open, those that are complete and long silent are looked for.
  private var sweepCount = OpenTransactions.leastSweepCount

  private static let leastSweepCount = 1 << 12
  private static let heldLength = 64

  init(_ book: AddressBook) { self.book = book }

  // MARK: Events

  mutating func begin(
    _ id: QueueID, host: UInt16, at time: Int64, login block: Span<UInt8>, _ range: Range<Int>
  ) {
    if let slot = slot(of: id, host) { end(slot) }
    let entry = open(id, host, time, hasHead: true)
    if !range.isEmpty { setLogin(of: entry, block, range) }
  }

  @inline(__always)
  private mutating func setLogin(of entry: Int, _ block: Span<UInt8>, _ range: Range<Int>) {
    if range.count <= OpenTransactions.heldLength {
      texts.overwrite(from: place(ofLogin: entry), with: block, range)
      entries[entry].loginLength = UInt8(range.count)
    } else {
      entries[entry].login = book.key(block, range)
    }
  }

  mutating func sender(
    _ block: Span<UInt8>, _ range: Range<Int>, _ id: QueueID, host: UInt16, at time: Int64
  ) {
    let kind = book.kind(block, range)
    var entry = entry(of: id, host, time)
    let known = entries[entry].senderKind
    if known == kind, isSender(of: entry, block, range) { return }
    if known != .missing || entries[entry].firstDelivery >= 0
      || entries[entry].hasOtherRecipients
    {
      // Another message under the id, or one whose head another stretch holds: which of the two is
      // decided where the fragments are joined.
      if let slot = slot(of: id, host) {
        close(slot, isEnded: known != .missing)
      }
      entry = open(id, host, time, hasHead: false)
    }
    setSender(of: entry, block, range, kind)
  }

  @inline(__always)
  private mutating func setSender(
    of entry: Int, _ block: Span<UInt8>, _ range: Range<Int>, _ kind: AddressKey.Kind
  ) {
    entries[entry].senderKind = kind
    if range.count <= OpenTransactions.heldLength, kind != .nobody {
      texts.overwrite(from: place(ofSender: entry), with: block, range)
      entries[entry].senderLength = UInt8(range.count)
    } else {
      entries[entry].sender = book.key(block, range)
    }
  }

  /// Adds a delivery, and gives it back where it may matter.
  mutating func add(
    _ found: PostfixDelivery, _ block: Span<UInt8>, _ count: UInt32,
    _ place: StretchRecorder.Place, at time: Int64, _ id: QueueID, host: UInt16
  ) -> Transaction.Delivery? {
    let entry = entry(of: id, host, time, silentFor: Transaction.silenceBeforeDelivery)
    let recipient = book.kind(block, found.recipient)
    let original = found.original.isEmpty ? .missing : book.kind(block, found.original)
    let sender = entries[entry].senderKind
    // The reply is read where the addresses leave it open whether the line matters.
    let isOpen = original == .official && recipient != .official
    guard
      sender == .missing || sender == .webmail || recipient == .webmail || original == .webmail
        || isOpen || found.isForwarded(block)
    else {
      entries[entry].hasOtherRecipients = true
      return nil
    }
    let (outcome, next) = found.outcome(block, toWebmail: recipient == .webmail)
    let delivery = Transaction.Delivery(
      recipient: book.key(block, found.recipient),
      original: original == .missing ? .missing : book.key(block, found.original),
      outcome: outcome, next: next, time: time, offset: place.offset, line: place.line,
      count: count)
    append(delivery, to: entry)
    return delivery
  }

  // MARK: Transactions with lasting ids

  /// Begins a transaction whose id no other message of the host gets, or adds its head to what came
  /// before. `recipients` more are awaited.
  mutating func begin(
    lasting id: QueueID, host: UInt16, at time: Int64, awaiting recipients: Int32,
    _ block: Span<UInt8>, sender: Range<Int>? = nil, login: Range<Int>
  ) {
    var entry = entry(of: id, host, time)
    if let sender {
      let kind = book.kind(block, sender)
      if entries[entry].senderKind == .missing {
        setSender(of: entry, block, sender, kind)
      } else if entries[entry].senderKind != kind || !isSender(of: entry, block, sender) {
        if let slot = slot(of: id, host) { end(slot) }
        entry = open(id, host, time, hasHead: true)
        setSender(of: entry, block, sender, kind)
      }
    }
    entries[entry].hasHead = true
    entries[entry].isLasting = true
    entries[entry].awaited = entries[entry].awaited.addingBounded(recipients)
    if !login.isEmpty { setLogin(of: entry, block, login) }
  }

  /// Names the sender of a transaction by another line than its head, where it is not known.
  mutating func sender(
    ofLasting id: QueueID, host: UInt16, at time: Int64, _ block: Span<UInt8>, _ range: Range<Int>
  ) {
    let entry = entry(of: id, host, time)
    entries[entry].isLasting = true
    if entries[entry].senderKind == .missing {
      setSender(of: entry, block, range, book.kind(block, range))
    }
  }

  /// Whether the head was read, and nobody had logged in.
  func isWithoutLogin(_ id: QueueID, host: UInt16) -> Bool {
    guard let slot = slot(of: id, host) else { return false }
    let entry = entries[Int(slots[slot]) - 1]
    return entry.hasHead && entry.loginLength == 0 && entry.login.isMissing
  }

  /// Takes note of a recipient that cannot matter.
  mutating func pass(awaited: Int32, at time: Int64, lasting id: QueueID, host: UInt16) {
    let entry = entry(of: id, host, time)
    entries[entry].isLasting = true
    entries[entry].hasOtherRecipients = true
    entries[entry].awaited = entries[entry].awaited.addingBounded(awaited)
  }

  /// Whether a recipient may matter; of one that cannot it takes note. The number of the awaited
  /// changes by `awaited`.
  @inline(__always)
  mutating func mayMatter(
    _ recipient: AddressKey.Kind, original: AddressKey.Kind, awaited: Int32 = 0, at time: Int64,
    lasting id: QueueID, host: UInt16
  ) -> Bool {
    let entry = entry(of: id, host, time)
    entries[entry].isLasting = true
    entries[entry].awaited = entries[entry].awaited.addingBounded(awaited)
    let sender = entries[entry].senderKind
    if sender == .missing || sender == .webmail || recipient == .webmail || original == .webmail
      || original == .official && recipient != .official
    {
      return true
    }
    entries[entry].hasOtherRecipients = true
    return false
  }

  /// Adds a delivery that may matter. `unlessSender`: the original is none where it is the sender.
  mutating func add(
    _ outcome: DeliveryOutcome, to recipient: AddressKey, original: AddressKey = .missing,
    unlessSender: Bool = false, next: QueueID = QueueID(), times count: UInt32 = 1,
    _ place: StretchRecorder.Place, at time: Int64, lasting id: QueueID, host: UInt16
  ) {
    let entry = entry(of: id, host, time)
    entries[entry].isLasting = true
    append(
      Transaction.Delivery(
        recipient: recipient, original: original, outcome: outcome, next: next, time: time,
        offset: place.offset, line: place.line, count: count,
        isOriginalUnlessSender: unlessSender),
      to: entry)
  }

  /// Ends a transaction whose id no other message of the host gets.
  mutating func remove(lasting id: QueueID, host: UInt16, at time: Int64) {
    let entry = entry(of: id, host, time)
    entries[entry].isLasting = true
    if let slot = slot(of: id, host) { end(slot) }
  }

  // MARK: Deliveries

  /// Adds a delivery that was read before.
  mutating func add(_ delivery: Transaction.Delivery, _ id: QueueID, host: UInt16) {
    append(delivery, to: entry(of: id, host, delivery.time))
  }

  /// Adds a delivery that cannot matter.
  mutating func addOtherRecipient(_ id: QueueID, host: UInt16, at time: Int64) {
    let entry = entry(of: id, host, time)
    entries[entry].hasOtherRecipients = true
  }

  private mutating func append(_ delivery: Transaction.Delivery, to entry: Int) {
    let link: Int32
    if freeDelivery >= 0 {
      link = freeDelivery
      freeDelivery = deliveries[Int(link)].next
      deliveries[Int(link)] = Link(delivery: delivery, next: -1)
    } else {
      link = Int32(deliveries.count)
      deliveries.append(Link(delivery: delivery, next: -1))
    }
    if entries[entry].firstDelivery < 0 {
      entries[entry].firstDelivery = link
    } else {
      deliveries[Int(entries[entry].lastDelivery)].next = link
    }
    entries[entry].lastDelivery = link
  }

  mutating func remove(_ id: QueueID, host: UInt16, at time: Int64) {
    _ = entry(of: id, host, time)
    if let slot = slot(of: id, host) { end(slot) }
  }

  /// Writes all that is still open, and gives the records with their addresses.
  mutating func takeRecords() -> (records: [UInt8], addresses: AddressTable) {
    closeAll()
    let taken = records
    records = []
    recordCount = 0
    return (taken, book.takeMet())
  }

  // In the order of beginning.
  private mutating func closeAll() {
    let open = slots.indices.filter { slots[$0] != 0 }
      .map { (entry: Int(slots[$0]) - 1, slot: $0) }
    let ordered = open.sorted { left, right in
      let (one, other) = (entries[left.entry], entries[right.entry])
      return (one.begin, one.id.low, one.id.middle, one.host)
        < (other.begin, other.id.low, other.id.middle, other.host)
    }
    let latest = latestTimes()
    for (entry, _) in ordered where mayMatter(entry) || !isSilentlyOver(entry, latest) {
      write(entry, isEnded: false)
    }
    sweepCount = OpenTransactions.leastSweepCount
    for slot in slots.indices { slots[slot] = 0 }
    used = 0
    entries.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    deliveries.removeAll(keepingCapacity: true)
    freeDelivery = -1
    freeEntries.removeAll(keepingCapacity: true)
  }

  /// The book for the next stretch.
  consuming func takeBook() -> AddressBook { book }

  // MARK: Addresses

  var classes: DomainClasses { book.classes }

  mutating func key(_ block: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    book.key(block, range)
  }

  @inline(__always)
  mutating func kind(_ block: Span<UInt8>, _ range: Range<Int>) -> AddressKey.Kind {
    book.kind(block, range)
  }

  private func place(ofSender entry: Int) -> Int { entry * 2 * OpenTransactions.heldLength }

  private func place(ofLogin entry: Int) -> Int {
    (entry * 2 + 1) * OpenTransactions.heldLength
  }

  @inline(__always)
  private mutating func isSender(of entry: Int, _ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if Int(entries[entry].senderLength) == range.count,
      block.equals(
        texts.span, from: place(ofSender: entry), at: range.lowerBound, length: range.count)
    {
      return true
    }
    // Another spelling may be the same address.
    return senderKey(entry) == book.key(block, range)
  }

  private mutating func senderKey(_ entry: Int) -> AddressKey {
    let length = Int(entries[entry].senderLength)
    if entries[entry].sender.isMissing, length > 0 {
      let start = place(ofSender: entry)
      let texts = texts
      entries[entry].sender = book.key(texts.span, start..<start + length)
    }
    return entries[entry].sender
  }

  private mutating func loginKey(_ entry: Int) -> AddressKey {
    let length = Int(entries[entry].loginLength)
    if entries[entry].login.isMissing, length > 0 {
      let start = place(ofLogin: entry)
      let texts = texts
      entries[entry].login = book.key(texts.span, start..<start + length)
    }
    return entries[entry].login
  }

  // MARK: Table

  @inline(__always)
  private func home(_ id: QueueID, _ host: UInt16) -> Int {
    Int(truncatingIfNeeded: id.mixed &+ UInt64(host) &* 0x9E37_79B9) & (slots.count - 1)
  }

  @inline(__always)
  private func slot(of id: QueueID, _ host: UInt16) -> Int? {
    var slot = home(id, host)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].id == id, entries[entry].host == host { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  // The open entry of an id, begun without its head where there is none or it is silent for longer.
  @inline(__always)
  private mutating func entry(
    of id: QueueID, _ host: UInt16, _ time: Int64, silentFor longest: Int64 = .max
  ) -> Int {
    if let slot = slot(of: id, host) {
      let entry = Int(slots[slot]) - 1
      if time - entries[entry].last <= min(patience(entry), longest) {
        entries[entry].last = max(entries[entry].last, time)
        return entry
      }
      close(slot, isEnded: true)
    }
    return open(id, host, time, hasHead: false)
  }

  private mutating func open(
    _ id: QueueID, _ host: UInt16, _ time: Int64, hasHead: Bool
  ) -> Int {
    if used >= sweepCount { sweep() }
    if used * 2 >= slots.count { grow() }
    let index: Int
    if let free = freeEntries.popLast() {
      index = Int(free)
    } else {
      index = entries.count
      entries.append(Entry())
      texts.append(
        contentsOf: repeatElement(0, count: 2 * OpenTransactions.heldLength))
    }
    entries[index] = Entry(id: id, host: host, hasHead: hasHead, begin: time, last: time)
    var slot = home(id, host)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index + 1)
    used += 1
    return index
  }

  private mutating func end(_ slot: Int) {
    close(slot, isEnded: true)
  }

  private mutating func close(_ slot: Int, isEnded: Bool) {
    let entry = Int(slots[slot]) - 1
    if mayMatter(entry) { write(entry, isEnded: isEnded) }
    if entries[entry].firstDelivery >= 0 {
      deliveries[Int(entries[entry].lastDelivery)].next = freeDelivery
      freeDelivery = entries[entry].firstDelivery
    }
    freeEntries.append(UInt32(entry))
    free(slot)
  }

  @inline(__always)
  private func mayMatter(_ entry: Int) -> Bool {
    // The deliveries of a lasting id may stand before its head, in another stretch.
    entries[entry].firstDelivery >= 0 || !entries[entry].hasHead
      || entries[entry].isLasting && !entries[entry].hasOtherRecipients
  }

  @inline(__always)
  private func patience(_ entry: Int) -> Int64 {
    let isComplete =
      entries[entry].isLasting && entries[entry].hasHead && entries[entry].awaited <= 0
    return isComplete ? Transaction.silenceBehindLast : Transaction.longestSilence
  }

  // Of each host, whose clocks may differ, the latest line of an open transaction.
  private func latestTimes() -> [Int64] {
    var latest = Array(repeating: Int64.min, count: SeenHosts.most)
    for slot in slots where slot != 0 {
      let entry = Int(slot) - 1
      let host = Int(entries[entry].host)
      latest[host] = max(latest[host], entries[entry].last)
    }
    return latest
  }

  // Whether nothing that comes now can belong to an entry.
  private func isSilentlyOver(_ entry: Int, _ latest: [Int64]) -> Bool {
    entries[entry].isLasting
      && latest[Int(entries[entry].host)] - entries[entry].last > patience(entry)
  }

  // Closes what ended by its silence.
  private mutating func sweep() {
    let latest = latestTimes()
    var over: [(QueueID, UInt16)] = []
    for slot in slots where slot != 0 && isSilentlyOver(Int(slot) - 1, latest) {
      over.append((entries[Int(slot) - 1].id, entries[Int(slot) - 1].host))
    }
    for (id, host) in over {
      if let slot = slot(of: id, host) { close(slot, isEnded: false) }
    }
    sweepCount = max(OpenTransactions.leastSweepCount, used * 2)
  }

  // Takes the slot out and moves up those behind it that are not at home.
  private mutating func free(_ slot: Int) {
    let mask = slots.count - 1
    var hole = slot
    var next = (slot + 1) & mask
    while slots[next] != 0 {
      let entry = Int(slots[next]) - 1
      let home = home(entries[entry].id, entries[entry].host)
      if (next - home) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
    used -= 1
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for value in old where value != 0 {
      let entry = Int(value) - 1
      var slot = home(entries[entry].id, entries[entry].host)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = value
    }
  }

  private mutating func write(_ index: Int, isEnded: Bool) {
    let sender = senderKey(index)
    let login = loginKey(index)
    let entry = entries[index]
    var list = FewDeliveries()
    var link = entry.firstDelivery
    while link >= 0 {
      list.append(deliveries[Int(link)].delivery)
      link = deliveries[Int(link)].next
    }
    let transaction = Transaction(
      host: Int(entry.host), id: entry.id, hasHead: entry.hasHead, isEnded: isEnded,
      hasOtherRecipients: entry.hasOtherRecipients, isLasting: entry.isLasting,
      awaited: entry.awaited, begin: entry.begin, last: entry.last,
      sender: sender, login: login, deliveries: list)
    transaction.encode(into: &records)
    recordCount += 1
  }
}
