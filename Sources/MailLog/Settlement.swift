import OfficialMail

/// Decides what stretches come to: joins fragments at cuts, follows hops, and counts deliveries by
/// pair and direction.
///
/// Stretches are added in their one order. What no later stretch can change may be settled before
/// the last one is there, so that memory grows with the correspondents and not with the logs; what
/// it all comes to is the same.
struct Settlement: Sendable {
  /// Transactions that could have mattered and whose outcome or sender the logs do not show.
  private(set) var unresolved: UInt64 = 0
  /// Deliveries that another file tells of too, and that count once.
  private(set) var repeated: UInt64 = 0
  /// Open transactions that were given up because there were too many.
  private(set) var givenUp: UInt64 = 0
  /// Transactions that came after what they may belong to was settled.
  private(set) var late: UInt64 = 0
  private(set) var addresses = AddressTable()
  private(set) var logins: LoginTotals
  private(set) var pairs: PairCounts
  private var tracked = TrackedSettlement()
  private var hosts: [String: Int] = [:]
  private var held: [RecordIndex.Part] = []
  private var spans: OverlappingFiles.Spans = [:]
  // By host, its last line where that is a delivery: as a record with the numbers of all parts.
  private var lastLines: [Int: Transaction] = [:]
  // Up to where things were settled.
  private var settledBefore: Int64 = .min

  private let window: Range<Int64>?
  private let threads: Int

  /// Bytes of records that wait to be settled.
  private(set) var heldBytes = 0

  /// How much earlier than the horizon a transaction must have ended to be settled: hops reach so
  /// far, and hosts' lines are so far out of order.
  static let slack: Int64 = 3600
  /// Open transactions that are held; of more the oldest are given up.
  static let mostOpen = 1 << 20

  /// - Parameter listed: the mailbox of whose correspondence all places are kept, not the first few.
  init(
    window: Range<Timestamp>?, threads: Int, listing listed: EmailAddress? = nil
  ) {
    self.window = window.map { $0.lowerBound.secondsSinceEpoch..<$0.upperBound.secondsSinceEpoch }
    self.threads = threads
    logins = LoginTotals(window: self.window)
    pairs = PairCounts(listing: listed)
  }

  /// What the logs know a message by.
  func text(of id: PairCounts.MessageID) -> String {
    switch id {
    case .queue(let id): id.text
    case .tracked(let number): tracked.id(number)
    }
  }

  // MARK: Adding

  /// Takes in a stretch of a file; `hours` are those of its lines, or of the whole file.
  mutating func add(_ stretch: Tally.Stretch, of file: Int, _ hours: [HostHours]) {
    let hostNumbers = stretch.hosts.map { number(ofHost: $0) }
    for host in hours where host.first <= host.last {
      let number = number(ofHost: host.host)
      let known = spans[number]?[file] ?? host.first...host.last
      spans[number, default: [:]][file] =
        min(known.lowerBound, host.first)...max(known.upperBound, host.last)
    }
    let addressNumbers = (0..<stretch.addresses.count).map {
      UInt32(
        addresses.number(
          of: stretch.addresses.text.span, stretch.addresses.range($0), stretch.addresses.kind($0)))
    }
    let place = RecordIndex.Part.Place(
      file: file, offset: stretch.baseOffset, line: stretch.baseLine)
    addHeadRepeats(stretch, hostNumbers, place)
    takeLastLines(stretch, hostNumbers, addressNumbers)
    if !stretch.records.isEmpty {
      hold(
        RecordIndex.Part(
          records: stretch.records, hosts: hostNumbers, addresses: addressNumbers, place: place))
    }
    tracked.add(stretch.tracked, addressNumbers, place)
    logins.add(stretch.logins, file, hostNumbers, addressNumbers)
  }

  private mutating func number(ofHost name: String) -> Int {
    if let number = hosts[name] { return number }
    hosts[name] = hosts.count
    return hosts.count - 1
  }

  private mutating func hold(_ part: RecordIndex.Part) {
    held.append(part)
    heldBytes += part.records.count
  }

  // A repeat at a stretch's head means its host's last line before it.
  private mutating func addHeadRepeats(
    _ stretch: Tally.Stretch, _ hostNumbers: [Int], _ place: RecordIndex.Part.Place
  ) {
    var records: [UInt8] = []
    for entry in stretch.headRepeats {
      guard var transaction = lastLines[hostNumbers[entry.host]],
        var delivery = transaction.deliveries.first
      else { continue }
      delivery.count = entry.count
      delivery.time = entry.time
      delivery.offset = entry.offset &+ place.offset
      delivery.line = entry.line &+ place.line
      delivery.file = place.file
      transaction = Transaction(
        repeating: delivery, of: transaction.id, host: transaction.host)
      transaction.encode(into: &records, withFiles: true)
    }
    if !records.isEmpty { hold(RecordIndex.Part(records: records)) }
  }

  private mutating func takeLastLines(
    _ stretch: Tally.Stretch, _ hostNumbers: [Int], _ addressNumbers: [UInt32]
  ) {
    let silent = Set(stretch.silentHosts)
    for host in hostNumbers.indices where !silent.contains(host) {
      lastLines[hostNumbers[host]] = nil
    }
    let part = RecordIndex.Part(
      records: stretch.lastLines, hosts: hostNumbers, addresses: addressNumbers,
      place: RecordIndex.Part.Place(file: 0, offset: 0, line: 0))
    let index = RecordIndex([part])
    for number in 0..<index.count {
      let transaction = index[number]
      lastLines[transaction.host] = transaction
    }
  }

  // MARK: Settling

  /// Settles what no later stretch can change: all of them begin at `horizon` or later.
  mutating func settle(before horizon: Int64) {
    let index = RecordIndex(held)
    let limit = horizon.subtractingReportingOverflow(Settlement.slack).partialValue
    countLate(index)
    let fates = fates(index, endingBefore: limit)
    settle(index, fates)
    settledBefore = max(settledBefore, limit)
    heldBytes = 0
    held = []
    var residue: [UInt8] = []
    for number in 0..<index.count
    where fates[number] == .stays && !index.isContinuation(number) {
      index[number].encode(into: &residue, withFiles: true)
    }
    if !residue.isEmpty { hold(RecordIndex.Part(records: residue)) }
    logins.close(before: limit)
  }

  /// Settles all the rest; nothing can be added any more.
  mutating func finish() {
    let index = RecordIndex(held)
    countLate(index)
    settle(index, Array(repeating: .settles, count: index.count))
    held = []
    heldBytes = 0
    logins.close(before: .max)
    unresolved += UInt64(tracked.blurredCount)
    for outcome in tracked.outcomes {
      let delivery = outcome.delivery
      guard window?.contains(delivery.time) ?? true else { continue }
      pairs.add(
        from: delivery.sender, to: delivery.recipient, original: delivery.original,
        login: delivery.login, 1, outcome.place, in: addresses)
    }
  }

  private mutating func countLate(_ index: RecordIndex) {
    guard settledBefore > .min else { return }
    let limit = settledBefore + HopTable.reach
    for number in 0..<index.count where index.isNew(number) && !index.isContinuation(number) {
      if index[number].begin < limit { late += 1 }
    }
  }

  private mutating func settle(_ index: RecordIndex, _ fates: [Fate]) {
    let hops = HopTable(index, addresses, threads: threads)
    let overlaps = OverlappingFiles(spans, index)
    let listed = pairs.listed
    let redirections = tracked.redirections
    let slices = inSlices(index.count, threads: threads) { [addresses, window] slice in
      var share = Share(pairs: PairCounts(listing: listed))
      for number in slice where fates[number] == .settles {
        if hops.unresolved.contains(UInt32(number)) { share.unresolved += 1 }
        guard index.mayDeliver(number) else { continue }
        share.settle(index[number], number, hops, overlaps, redirections, window, addresses)
      }
      return share
    }
    for slice in slices {
      unresolved += slice.unresolved
      repeated += slice.repeated
      pairs.add(slice.pairs)
    }
  }

  // MARK: What stays open

  private enum Fate: UInt8 {
    case settles, stays, isGivenUp
  }

  // A transaction stays that has not ended before `limit`; and with it all under the same queue
  // id, and all that hops lead from or to.
  private mutating func fates(_ index: RecordIndex, endingBefore limit: Int64) -> [Fate] {
    var groups = Groups(count: index.count)
    var open: [(last: Int64, number: Int)] = []
    var fates = Array(repeating: Fate.settles, count: index.count)
    for number in 0..<index.count where !index.isContinuation(number) {
      let transaction = index[number]
      if let first = index.firstTransaction(under: transaction.id) { groups.join(number, first) }
      for delivery in transaction.deliveries where delivery.outcome.isHop {
        if let first = index.firstTransaction(under: delivery.next) { groups.join(number, first) }
      }
      let isWhole = transaction.hasHead && transaction.isEnded
      guard transaction.last >= limit - (isWhole ? 0 : transaction.patience) else { continue }
      fates[number] = .stays
      if !isWhole { open.append((transaction.last, number)) }
    }
    var ofGroup = Array(repeating: Fate.settles, count: index.count)
    for number in fates.indices where fates[number] == .stays {
      ofGroup[groups.root(of: number)] = .stays
    }
    // What the oldest of too many would have come to is not known; nothing of it counts.
    if open.count > Settlement.mostOpen {
      open.sort { $0 < $1 }
      for (_, number) in open.prefix(open.count - Settlement.mostOpen / 2) {
        givenUp += 1
        ofGroup[groups.root(of: number)] = .isGivenUp
      }
    }
    for number in fates.indices { fates[number] = ofGroup[groups.root(of: number)] }
    return fates
  }
}

/// Numbers joined into groups.
private struct Groups {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<count).map { UInt32($0) } }

  mutating func root(of number: Int) -> Int {
    var number = number
    while Int(parents[number]) != number {
      parents[number] = parents[Int(parents[number])]
      number = Int(parents[number])
    }
    return number
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (left, right) = (root(of: one), root(of: other))
    if left != right { parents[max(left, right)] = UInt32(min(left, right)) }
  }
}

/// What some of the records come to.
private struct Share: Sendable {
  var unresolved: UInt64 = 0
  var repeated: UInt64 = 0
  var pairs: PairCounts

  init(pairs: PairCounts) { self.pairs = pairs }

  mutating func settle(
    _ transaction: Transaction, _ index: Int, _ hops: HopTable, _ overlaps: OverlappingFiles,
    _ redirections: FilterRedirections, _ window: Range<Int64>?, _ addresses: AddressTable
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
      var origin = hops.origin(of: delivery, in: transaction, index)
      if delivery.recipient.isWebmail, !origin.original.isOfficial, origin.login.isMissing,
        let user = redirections.user(sendingOnTo: delivery.recipient, at: transaction.begin)
      {
        // Whoever it was, the sender did not write to webmail.
        guard user.isOfficial else {
          isOpen = isOpen || transaction.sender.isOfficial
          continue
        }
        origin.original = user
      }
      pairs.add(
        from: transaction.sender, to: delivery.recipient, original: origin.original,
        login: origin.login, delivery.count,
        PairCounts.Place(
          time: delivery.time, file: delivery.file, line: delivery.line, offset: delivery.offset,
          id: .queue(transaction.id)), in: addresses)
    }
    if isOpen { unresolved += 1 }
  }
}

extension PairCounts {
  /// Counts a delivery in each direction that it is one of.
  fileprivate mutating func add(
    from sender: AddressKey, to recipient: AddressKey, original: AddressKey, login: AddressKey,
    _ count: UInt32, _ place: Place, in addresses: AddressTable
  ) {
    if recipient.isWebmail {
      if original.isOfficial {
        add(original, recipient, .forwarded, count, place, addresses)
      } else if sender.isOfficial {
        add(sender, recipient, .sent, count, place, addresses)
      }
    }
    guard sender.isWebmail else { return }
    if recipient.isOfficial { add(recipient, sender, .received, count, place, addresses) }
    if login.isOfficial { add(login, sender, .sentAs, count, place, addresses) }
  }
}
