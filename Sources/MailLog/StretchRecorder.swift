/// What a grammar says of the lines it reads: hosts, transactions, deliveries, logins. Made for a
/// stretch of text; what it holds of addresses serves the next one too.
struct StretchRecorder: ~Copyable {
  /// Where the record that is being read stands in the stretch.
  struct Place {
    /// Bytes and lines before it.
    var offset: UInt64 = 0
    var line: UInt64 = 0
  }

  var place = Place()
  var hosts = SeenHosts()
  var open: OpenTransactions
  var headRepeats: [HeadRepeat] = []
  private(set) var tracked = TrackedDeliveries()
  private(set) var logins: LoginCounts
  private let zone: LogZone
  /// Of the first record with a time.
  private(set) var firstTime: Int64?
  /// Of the same, where stamps lack their year.
  var firstStamp: StretchStamp?
  /// Recognised records by their format, where several may stand in one file.
  var recognised: [UInt64] = Array(repeating: 0, count: LogFormat.allCases.count)

  /// Records of formats that are not wanted.
  var foreignRecords: UInt64 = 0
  private var otherLogins = LoginCount()

  init(_ book: AddressBook, zone: LogZone) {
    open = OpenTransactions(book)
    self.zone = zone
    logins = LoginCounts(zone: zone)
  }

  // MARK: Hosts and times

  /// Seconds of the years 1970 to 9999: all that calendars and sums can bear.
  static let times: Range<Int64> = 0..<253_402_300_800

  /// The number of the host that `name` names, which wrote a line at `time`; nil for one too many.
  @inline(__always)
  mutating func host(
    _ block: Span<UInt8>, _ name: Range<Int>, at time: Int64
  ) -> Int? {
    guard StretchRecorder.times.contains(time), let number = hosts.number(block, name, at: time)
    else { return nil }
    if firstTime == nil { firstTime = time }
    return number
  }

  /// The same for formats whose lines name no host: the format's own name stands for it.
  mutating func host(_ name: [UInt8], at time: Int64) -> Int? {
    host(name.span, 0..<name.count, at: time)
  }

  mutating func count(_ format: LogFormat) {
    recognised[format.number] += 1
  }

  // MARK: Addresses

  /// The key of the address written in `range`, without angle brackets. Empty is nobody.
  mutating func key(_ block: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    open.key(block, range)
  }

  /// The kind of the same, cheaper than its key.
  @inline(__always)
  mutating func kind(_ block: Span<UInt8>, _ range: Range<Int>) -> AddressKey.Kind {
    open.kind(block, range)
  }

  // MARK: Deliveries of logs that tell each one whole

  /// A message reached a recipient; kept where it may matter. Of several with one `id` and
  /// recipient, in any file, the last one counts, once.
  mutating func deliver(_ delivery: TrackedDelivery, id: Span<UInt8>, _ range: Range<Int>) {
    guard delivery.mayMatter, StretchRecorder.times.contains(delivery.time) else { return }
    tracked.add(delivery, id, range, place)
  }

  /// A message for `original` goes to `recipient` too: its delivery is a forwarded one.
  mutating func redirect(
    to recipient: AddressKey, from original: AddressKey, id: Span<UInt8>, _ range: Range<Int>,
    at time: Int64
  ) {
    guard recipient.isWebmail, original.isOfficial, StretchRecorder.times.contains(time) else {
      return
    }
    tracked.add(
      TrackedDelivery(
        sender: .missing, recipient: recipient, original: original, login: .missing, time: time),
      id, range, place)
  }

  /// A message was not delivered to a recipient after all, whatever records before it tell.
  mutating func fail(
    _ recipient: AddressKey, id: Span<UInt8>, _ range: Range<Int>, at time: Int64
  ) {
    guard recipient.isNumbered, StretchRecorder.times.contains(time) else { return }
    tracked.add(
      TrackedDelivery(sender: .nobody, recipient: recipient, time: time), id, range, place)
  }

  /// A message went to others than its sender wrote to: which of its webmail recipients those are
  /// does not show.
  mutating func blur(id: Span<UInt8>, _ range: Range<Int>, at time: Int64) {
    guard StretchRecorder.times.contains(time) else { return }
    tracked.add(
      TrackedDelivery(sender: .missing, recipient: .missing, time: time), id, range, place)
  }

  /// The own filter of `user` sends a message on to `recipient`, in the name of who wrote it.
  mutating func sendOn(from user: AddressKey, to recipient: AddressKey, at time: Int64) {
    guard recipient.isWebmail, StretchRecorder.times.contains(time) else { return }
    let original = user.isOfficial ? user : .nobody
    let none: [UInt8] = []
    tracked.add(
      TrackedDelivery(sender: .nobody, recipient: recipient, original: original, time: time),
      none.span, 0..<0, place)
  }

  /// A message was handed in under a login that is not its sender's. No delivery: the record that
  /// tells of one becomes that login's.
  mutating func handIn(_ message: TrackedDelivery, id: Span<UInt8>, _ range: Range<Int>) {
    guard message.sender.isWebmail, message.login.isOfficial, !message.recipient.isMissing,
      message.recipient.kind != .nobody
    else { return }
    var claim = message
    claim.sender = .missing
    tracked.add(claim, id, range, place)
  }

  /// The same as `deliver`, of a message that may have been handed in under a login.
  mutating func deliverOnward(
    _ delivery: TrackedDelivery, id: Span<UInt8>, _ range: Range<Int>
  ) {
    let recipient = delivery.recipient
    guard
      delivery.mayMatter
        || delivery.sender.isWebmail && !recipient.isMissing && recipient.kind != .nobody
    else { return }
    tracked.add(delivery, id, range, place)
  }

  // MARK: Logins

  /// Somebody logged in as `account`, or failed to. Kept of official accounts, counted of others: a
  /// name without a domain may be anybody's.
  mutating func login(
    as account: AddressKey, by way: LoginWay, succeeded: Bool, at time: Int64, host: Int
  ) {
    guard account.isOfficial else {
      otherLogins += LoginCount(logins: succeeded ? 1 : 0, failures: succeeded ? 0 : 1)
      return
    }
    logins.add(account, way, succeeded: succeeded, at: time, host: host)
  }

  /// Somebody failed to log in as `account`, `count` times.
  mutating func failedLogins(
    _ count: UInt32, as account: AddressKey, by way: LoginWay, at time: Int64, host: Int
  ) {
    // A line that says it was repeated a billion times is one hostile line.
    for _ in 0..<min(count, 1000) {
      login(as: account, by: way, succeeded: false, at: time, host: host)
    }
  }

  /// Somebody failed to log in, `count` times, and the log does not say as whom.
  mutating func failedLoginsOfNobody(_ count: UInt32) {
    otherLogins += LoginCount(failures: min(count, 1000))
  }

  // MARK: End

  /// Ends the stretch and begins the next: what it comes to.
  mutating func sealed(
    bytes: UInt64, counts: LineCounts, stamp: SyslogStamp?
  ) -> ScannedStretch {
    var lastLines: [UInt8] = []
    for host in 0..<hosts.count {
      guard let (id, said) = hosts.lastDelivery(of: host), let delivery = said else { continue }
      Transaction(repeating: delivery, of: id, host: host).encode(into: &lastLines)
    }
    let (records, addresses) = open.takeRecords()
    let stretch = ScannedStretch(
      bytes: bytes, counts: counts, recognisedByFormat: recognised,
      foreignRecords: foreignRecords, firstTime: firstTime,
      firstStamp: firstStamp, lastStamp: StretchStamp(stamp),
      hosts: hosts.hostHours, headRepeats: headRepeats, silentHosts: hosts.silent,
      lastLines: lastLines,
      addresses: addresses, records: records, tracked: tracked.records,
      logins: logins.records(hosts: hosts.hostHours), otherLogins: otherLogins)
    hosts = SeenHosts()
    headRepeats = []
    tracked = TrackedDeliveries()
    logins = LoginCounts(zone: zone)
    otherLogins = LoginCount()
    firstTime = nil
    firstStamp = nil
    recognised = Array(repeating: 0, count: LogFormat.allCases.count)
    foreignRecords = 0
    return stretch
  }

  /// The addresses, for another file.
  consuming func takeBook() -> AddressBook { open.takeBook() }
}
