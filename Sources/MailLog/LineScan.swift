import OfficialMail

/// One pass over a stretch of log: whole lines in, transaction records and counts out.
struct LineScan: ~Copyable {
  private var stamp: SyslogStamp
  private var open: OpenTransactions
  private var hosts = SeenHosts()
  private var headRepeats: [HeadRepeat] = []
  private var recognised: UInt64 = 0
  private var irrelevant: UInt64 = 0
  private var unrecognised = UnrecognisedLines()
  private var lines: UInt64 = 0
  private var offset: UInt64 = 0
  private var firstLine: Int64?
  private var firstYear: Int?
  private var firstMonthDay = 0
  private var isInsideLongLine = false

  init(_ classes: DomainClasses, _ stamp: SyslogStamp) {
    self.stamp = stamp
    open = OpenTransactions(AddressBook(classes))
  }

  /// Reads the whole lines of the first `held` bytes of `buffer`; `isLast` says that the rest is a
  /// line too. Gives the number of bytes read.
  mutating func read(_ buffer: [UInt8], _ held: Int, isLast: Bool) -> Int {
    let block = buffer.span.extracting(0..<held)
    var place = 0
    if isInsideLongLine {
      guard let end = block.place(of: 0x0A, in: 0..<block.count) else { return skip(block.count) }
      isInsideLongLine = false
      place = end + 1
    }
    let base = offset
    while place < block.count {
      let end: Int
      if let newline = block.place(of: 0x0A, in: place..<block.count) {
        end = newline
      } else if isLast {
        end = block.count
      } else {
        break
      }
      offset = base + UInt64(place)
      readLine(block, place..<end)
      lines += 1
      place = end + 1
    }
    place = min(place, block.count)
    offset = base + UInt64(place)
    return place
  }

  /// Counts a line that no buffer holds as unrecognised, and passes over it.
  mutating func passOverLongLine(_ buffer: [UInt8], _ held: Int) {
    let block = buffer.span.extracting(0..<held)
    refuse(block, 0..<min(block.count, 512))
    lines += 1
    isInsideLongLine = true
    offset += UInt64(block.count)
  }

  private mutating func skip(_ count: Int) -> Int {
    offset += UInt64(count)
    return count
  }

  private mutating func refuse(_ block: Span<UInt8>, _ range: Range<Int>) {
    if range.isEmpty {
      irrelevant += 1
    } else {
      unrecognised.add(block, range, line: lines, offset: offset)
    }
  }

  // MARK: Lines

  @inline(__always)
  private mutating func readLine(_ block: Span<UInt8>, _ whole: Range<Int>) {
    var end = whole.upperBound
    if end > whole.lowerBound, block[end - 1] == 0x0D { end -= 1 }
    guard let line = SyslogLine(block, whole.lowerBound..<end, &stamp),
      let host = hosts.number(block, line.host, at: line.time)
    else {
      return refuse(block, whole.lowerBound..<end)
    }
    if firstLine == nil { begin(at: line.time) }
    let service = Postfix.service(block, line.tag)
    if service == .other {
      if block.has("last message repeated ", at: line.message) {
        return readRepeat(block, line, end, host)
      }
      irrelevant += 1
      return hosts.passLine(of: host)
    }
    var message = line.message
    var count: UInt32 = 1
    if block.has("message repeated ", at: message) {
      guard let inner = RepeatedLine(wrappedIn: block, message..<end) else {
        irrelevant += 1
        return hosts.passLine(of: host)
      }
      count = inner.times
      message = inner.range.lowerBound
      end = inner.range.upperBound
    }
    let length = QueueID.length(in: block, at: message, end: end)
    guard length > 0, message + length + 2 <= end, block[message + length] == UInt8(ascii: ":"),
      block[message + length + 1] == UInt8(ascii: " "),
      let event = Postfix.event(block, message + length + 2..<end, of: service),
      !block.has("NOQUEUE", at: message)
    else {
      irrelevant += 1
      return hosts.passLine(of: host)
    }
    recognised += 1
    let id = QueueID(block, at: message, length: length)
    take(event, id, count, block, host, line.time)
  }

  @inline(__always)
  private mutating func take(
    _ event: PostfixEvent, _ id: QueueID, _ count: UInt32, _ block: Span<UInt8>, _ host: Int,
    _ time: Int64
  ) {
    let number = UInt16(host)
    switch event {
    case .begun(let login):
      open.begin(id, host: number, at: time, login: block, login)
      hosts.passLine(of: host)
    case .sender(let range):
      open.sender(block, range, id, host: number, at: time)
      hosts.passLine(of: host)
    case .removed:
      open.remove(id, host: number, at: time)
      hosts.passLine(of: host)
    case .delivery(let found):
      let place = OpenTransactions.Place(time: time, offset: offset, line: lines)
      let delivery = open.add(found, block, count, place, id, host: number)
      hosts.passDelivery(delivery, id, of: host)
    }
  }

  // `last message repeated 2 times` means its host's line before it.
  private mutating func readRepeat(
    _ block: Span<UInt8>, _ line: SyslogLine, _ end: Int, _ host: Int
  ) {
    guard let times = RepeatedLine.times(block, line.message + 22, end)?.times else {
      irrelevant += 1
      return hosts.passLine(of: host)
    }
    recognised += 1
    guard hosts.hasLines(host) else {
      headRepeats.append(
        HeadRepeat(host: host, count: times, time: line.time, offset: offset, line: lines))
      return
    }
    guard let (id, said) = hosts.lastDelivery(of: host) else { return }
    guard var delivery = said else {
      return open.addOtherRecipient(id, host: UInt16(host), at: line.time)
    }
    delivery.count = times
    delivery.time = line.time
    delivery.offset = offset
    delivery.line = lines
    open.add(delivery, id, host: UInt16(host))
    hosts.passDelivery(delivery, id, of: host)
  }

  private mutating func begin(at time: Int64) {
    firstLine = time
    firstYear = stamp.monthDay == 0 ? nil : stamp.year
    firstMonthDay = stamp.monthDay
  }

  // MARK: End

  /// Ends the pass: what it came to.
  consuming func finished() -> ScannedStretch {
    for host in 0..<hosts.count {
      if let (id, said) = hosts.lastDelivery(of: host), let delivery = said {
        open.markLastLine(id, host: UInt16(host), line: delivery.line)
      }
    }
    open.closeAll()
    return ScannedStretch(
      bytes: offset, lines: lines, recognised: recognised, irrelevant: irrelevant,
      unrecognised: unrecognised.count, firstUnrecognised: unrecognised.first,
      binaryAt: unrecognised.binaryAt, firstLine: firstLine, firstYear: firstYear,
      firstMonthDay: firstMonthDay, lastYear: stamp.monthDay == 0 ? nil : stamp.year,
      lastMonthDay: stamp.monthDay, hosts: hosts.hostHours, headRepeats: headRepeats,
      silentHosts: hosts.silent, addresses: open.sealedAddresses(), records: open.records)
  }
}
