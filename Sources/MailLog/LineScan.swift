import OfficialMail

/// One pass over a stretch of log: whole lines in, transaction records and counts out.
struct LineScan: ~Copyable {
  private struct Host {
    var name: [UInt8]
    var first: Int64
    var last: Int64
    var hour: Int32
    var runs: [Range<Int32>]
    // What a `last message repeated` line would mean.
    var hasLines = false
    var lastWasDelivery = false
    var lastID = QueueID()
    var lastDelivery: Transaction.Delivery?
  }

  private var stamp: SyslogStamp
  private var book: AddressBook
  private var open = OpenTransactions()
  private var hosts: [Host] = []
  private var numbers: [[UInt8]: UInt16] = [:]
  private var currentHost = 0
  private var headRepeats: [HeadRepeat] = []
  private var recognised: UInt64 = 0
  private var irrelevant: UInt64 = 0
  private var unrecognised: [LogLedger.UnrecognisedLine] = []
  private var unrecognisedCount: UInt64 = 0
  private var binaryAt: UInt64?
  private var lines: UInt64 = 0
  private var offset: UInt64 = 0
  private var firstLine: Int64?
  private var firstYear: Int?
  private var firstMonthDay = 0
  private var isInsideLongLine = false

  static let mostHosts = 4096
  static let keptUnrecognised = 10

  init(_ classes: DomainClasses, _ stamp: SyslogStamp) {
    self.stamp = stamp
    book = AddressBook(classes)
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

  // MARK: Lines

  @inline(__always)
  private mutating func readLine(_ block: Span<UInt8>, _ whole: Range<Int>) {
    var end = whole.upperBound
    if end > whole.lowerBound, block[end - 1] == 0x0D { end -= 1 }
    guard let line = SyslogLine(block, whole.lowerBound..<end, &stamp), let host = host(block, line)
    else {
      return refuse(block, whole.lowerBound..<end)
    }
    currentHost = host
    if line.time != hosts[host].last { tick(host, line.time) }
    let service = Postfix.service(block, line.tag)
    let hadDelivery = hosts[host].lastWasDelivery
    let isFirst = !hosts[host].hasLines
    hosts[host].lastWasDelivery = false
    hosts[host].hasLines = true
    if service == .other {
      if block.has("last message repeated ", at: line.message) {
        hosts[host].hasLines = !isFirst
        repeated(block, line, end, host, hadDelivery)
      } else {
        irrelevant += 1
      }
      return
    }
    var message = line.message
    var count: UInt32 = 1
    if block.has("message repeated ", at: message) {
      guard let (times, inner, innerEnd) = wrapped(block, message, end) else {
        irrelevant += 1
        return
      }
      count = times
      message = inner
      end = innerEnd
    }
    let length = QueueID.length(in: block, at: message, end: end)
    guard length > 0, message + length + 2 <= end, block[message + length] == UInt8(ascii: ":"),
      block[message + length + 1] == UInt8(ascii: " "),
      let event = Postfix.event(block, message + length + 2..<end, of: service),
      !block.has("NOQUEUE", at: message)
    else {
      irrelevant += 1
      return
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
    switch event {
    case .begun(let login):
      let key = login.isEmpty ? .missing : book.key(block, login)
      open.begin(id, host: UInt16(host), at: time, login: key)
    case .sender(let range):
      open.sender(book.key(block, range), id, host: UInt16(host), at: time)
    case .removed:
      open.remove(id, host: UInt16(host), at: time)
    case .delivery(let found):
      let delivery = Transaction.Delivery(
        recipient: book.key(block, found.recipient),
        original: found.original.isEmpty ? .missing : book.key(block, found.original),
        outcome: found.outcome, next: found.next, time: time, offset: offset, line: lines,
        count: count)
      open.add(delivery, id, host: UInt16(host))
      hosts[host].lastWasDelivery = true
      hosts[host].lastID = id
      hosts[host].lastDelivery = delivery
    }
  }

  // `message repeated 2 times: [ …]`, of some without the blank
  private func wrapped(
    _ block: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (times: UInt32, start: Int, end: Int)? {
    guard let (times, next) = times(block, place + 17, end), block.has(" times: [", at: next),
      next + 9 < end
    else { return nil }
    let start = block[next + 9] == UInt8(ascii: " ") ? next + 10 : next + 9
    let innerEnd = block[end - 1] == UInt8(ascii: "]") ? end - 1 : end
    return (times, start, max(innerEnd, start))
  }

  // `last message repeated 2 times` means its host's line before it.
  private mutating func repeated(
    _ block: Span<UInt8>, _ line: SyslogLine, _ end: Int, _ host: Int, _ hadDelivery: Bool
  ) {
    guard let (times, _) = times(block, line.message + 22, end) else {
      irrelevant += 1
      return
    }
    recognised += 1
    if !hosts[host].hasLines {
      headRepeats.append(
        HeadRepeat(host: host, count: times, time: line.time, offset: offset, line: lines))
    } else if hadDelivery, var delivery = hosts[host].lastDelivery {
      delivery.count = times
      delivery.time = line.time
      delivery.offset = offset
      delivery.line = lines
      open.add(delivery, hosts[host].lastID, host: UInt16(host))
      hosts[host].lastDelivery = delivery
      hosts[host].lastWasDelivery = true
    }
  }

  private func times(
    _ block: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (times: UInt32, next: Int)? {
    var value: UInt32 = 0
    var next = place
    while next < end, next < place + 9, isDigit(block[next]) {
      value = value * 10 + UInt32(block[next] - 0x30)
      next += 1
    }
    return next > place ? (value, next) : nil
  }

  private mutating func refuse(_ block: Span<UInt8>, _ range: Range<Int>) {
    if range.isEmpty {
      irrelevant += 1
      return
    }
    unrecognisedCount += 1
    if binaryAt == nil {
      for index in range
      where block[index] < 0x20 && !(0x07...0x0D).contains(block[index])
        && block[index] != 0x1B
      {
        binaryAt = offset
        break
      }
    }
    guard unrecognised.count < LineScan.keptUnrecognised else { return }
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 120)
    unrecognised.append(
      LogLedger.UnrecognisedLine(
        line: lines, offset: offset, excerpt: LineScan.excerpt(block, head)))
  }

  // Printable ASCII as it is, every other byte as \xHH.
  private static func excerpt(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      let byte = block[index]
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }

  // MARK: Hosts and hours

  @inline(__always)
  private mutating func host(_ block: Span<UInt8>, _ line: SyslogLine) -> Int? {
    if currentHost < hosts.count, hosts[currentHost].name.count == line.host.count,
      block.equals(hosts[currentHost].name, at: line.host.lowerBound)
    {
      return currentHost
    }
    return otherHost(block, line)
  }

  private mutating func otherHost(_ block: Span<UInt8>, _ line: SyslogLine) -> Int? {
    let name = block.array(line.host)
    if let number = numbers[name] { return Int(number) }
    guard hosts.count < LineScan.mostHosts else { return nil }
    let hour = Int32(truncatingIfNeeded: line.time / 3600)
    hosts.append(
      Host(name: name, first: line.time, last: line.time, hour: hour, runs: [hour..<hour + 1]))
    numbers[name] = UInt16(hosts.count - 1)
    if firstLine == nil {
      firstLine = line.time
      firstYear = stamp.monthDay == 0 ? nil : stamp.year
      firstMonthDay = stamp.monthDay
    }
    return hosts.count - 1
  }

  private mutating func tick(_ host: Int, _ time: Int64) {
    hosts[host].first = min(hosts[host].first, time)
    hosts[host].last = max(hosts[host].last, time)
    let hour = Int32(truncatingIfNeeded: time / 3600)
    guard hour != hosts[host].hour else { return }
    hosts[host].hour = hour
    let last = hosts[host].runs.count - 1
    let run = hosts[host].runs[last]
    if run.contains(hour) { return }
    if hour == run.upperBound {
      hosts[host].runs[last] = run.lowerBound..<hour + 1
    } else {
      hosts[host].runs.append(hour..<hour + 1)
    }
  }

  // MARK: End

  /// Ends the pass: what it came to.
  consuming func finished() -> ScannedStretch {
    for (index, host) in hosts.enumerated() where host.lastWasDelivery {
      if let delivery = host.lastDelivery {
        open.markLastLine(host.lastID, host: UInt16(index), line: delivery.line)
      }
    }
    open.closeAll()
    var addresses = book.addresses
    addresses.seal()
    return ScannedStretch(
      bytes: offset, lines: lines, recognised: recognised, irrelevant: irrelevant,
      unrecognised: unrecognisedCount, firstUnrecognised: unrecognised, binaryAt: binaryAt,
      firstLine: firstLine, firstYear: firstYear, firstMonthDay: firstMonthDay,
      lastYear: stamp.monthDay == 0 ? nil : stamp.year, lastMonthDay: stamp.monthDay,
      hosts: hosts.map {
        HostHours(
          host: String(decoding: $0.name, as: UTF8.self), first: $0.first, last: $0.last,
          runs: $0.runs)
      },
      headRepeats: headRepeats,
      silentHosts: hosts.indices.filter { !hosts[$0].hasLines }, addresses: addresses,
      records: open.records)
  }
}

/// A `last message repeated` at the head of a stretch: the line it means is in the one before.
struct HeadRepeat: Sendable, Equatable {
  var host: Int
  var count: UInt32
  var time: Int64
  var offset: UInt64
  var line: UInt64
}

/// What one pass over a stretch of log came to.
struct ScannedStretch: Sendable {
  var bytes: UInt64
  var lines: UInt64
  var recognised: UInt64
  var irrelevant: UInt64
  var unrecognised: UInt64
  var firstUnrecognised: [LogLedger.UnrecognisedLine]
  var binaryAt: UInt64?
  var firstLine: Int64?
  /// The year and day (32 × month + day) of the first and last line, where stamps have no year.
  var firstYear: Int?
  var firstMonthDay: Int
  var lastYear: Int?
  var lastMonthDay: Int
  /// In the order of the records' host numbers.
  var hosts: [HostHours]
  var headRepeats: [HeadRepeat]
  /// Hosts that have no line but such repeats.
  var silentHosts: [Int]
  var addresses: AddressTable
  /// Transactions in their compact form.
  var records: [UInt8]
}
