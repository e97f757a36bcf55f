/// One thing that a line of Sendmail's says.
enum SendmailEvent {
  /// `from=`: a message came in; `recipients` is `nrcpts`, nil where it is not told.
  case arrival(sender: Range<Int>, recipients: Int32?)
  case recipients(SendmailRecipients)
  /// `clone: owner=`: part of the message goes on under another id, for a list's owner.
  case clone(QueueID, owner: Range<Int>)
  case login(Range<Int>)
  case failedLogin(Range<Int>)
}

/// A `to=` line: what became of recipients that were tried together.
struct SendmailRecipients {
  /// The list, with its commas.
  var list: Range<Int>
  /// The local user in whose name they are, without brackets; empty where there is none.
  var controlling: Range<Int>
  /// The fields between the addresses and `stat=`.
  var fields: Range<Int>
  /// From behind `stat=` to the line's end.
  var status: Range<Int>
}

/// The grammar of Sendmail's log lines behind the syslog prefix (Sendmail Installation and
/// Operation Guide, section "Log messages").
enum Sendmail {
  /// The event of a message that begins with its id; nil where it is of no interest.
  @inline(__always)
  static func event(
    _ line: Span<UInt8>, _ range: Range<Int>
  ) -> (id: QueueID, event: SendmailEvent)? {
    var place = range.lowerBound
    let end = range.upperBound
    var id = QueueID()
    let length = QueueID.length(in: line, at: place, end: end)
    if length > 0, line.has(": ", at: place + length), place + length + 2 <= end {
      id = QueueID(line, at: place, length: length)
      place += length + 2
    }
    switch line.word(at: place, length: 3) {
    case 0x3D6F74:  // "to="
      guard !id.isEmpty, let found = recipients(line, place + 3, end) else { return nil }
      return (id, .recipients(found))
    case 0x6F7266:  // "fro"
      guard !id.isEmpty, line.has("from=", at: place), place + 5 <= end,
        let (sender, next) = Postfix.address(line, place + 5, end)
      else { return nil }
      return (id, .arrival(sender: sender, recipients: number(line, ", nrcpts=", next..<end)))
    default:
      return rareEvent(line, place..<end, id).map { (id, $0) }
    }
  }

  private static func rareEvent(
    _ line: Span<UInt8>, _ range: Range<Int>, _ id: QueueID
  ) -> SendmailEvent? {
    let (place, end) = (range.lowerBound, range.upperBound)
    if line.has("AUTH=server, ", at: place) {
      return value(line, ", authid=", range).map { .login($0) }
    }
    if line.has("AUTH failure", at: place) {
      return (value(line, ", user=", range) ?? value(line, ", authid=", range))
        .map { .failedLogin($0) }
    }
    let length = QueueID.length(in: line, at: place, end: end)
    guard !id.isEmpty, length > 0, line.has(": clone: owner=", at: place + length) else {
      return nil
    }
    let owner = min(place + length + 15, end)
    return .clone(QueueID(line, at: place, length: length), owner: owner..<end)
  }

  // MARK: Recipients

  @inline(__always)
  private static func recipients(
    _ line: Span<UInt8>, _ start: Int, _ end: Int
  ) -> SendmailRecipients? {
    guard let listEnd = endOfList(line, start..<max(start, end)) else { return nil }
    var place = listEnd
    var controlling = place..<place
    // A long list is told in several lines.
    if line.has(" [more]", at: place) { place += 7 }
    if line.has(", [more]", at: place) { place += 8 }
    if line.has(", ctladdr=", at: place), place + 10 <= end {
      guard let (address, next) = controllingAddress(line, place + 10, end) else { return nil }
      controlling = address
      place = next
    }
    // All between the addresses and the status is Sendmail's own, a host name at most.
    guard let status = line.place(of: ", stat=", in: place..<max(place, end)) else { return nil }
    return SendmailRecipients(
      list: start..<listEnd, controlling: controlling, fields: place..<status,
      status: status + 7..<max(end, status + 7))
  }

  // The `, ` or end behind a list whose own commas no blank follows, outside brackets and quotes.
  private static func endOfList(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      guard let end = endOfRecipient(line, place..<range.upperBound) else { return nil }
      guard end < range.upperBound, line[end] == UInt8(ascii: ",") else { return end }
      if line.has(", ", at: end) { return end }
      if line.has(", [more]", at: end) || line.has(" [more]", at: end + 1) { return end + 1 }
      place = end + 1
    }
    return range.upperBound
  }

  /// The comma or end behind the recipient that begins the range; nil where a quote is odd.
  static func endOfRecipient(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    // Nearly all: a bracket closes before anything is quoted.
    guard range.lowerBound < range.upperBound else { return range.upperBound }
    let comma = UInt8(ascii: ",")
    if line[range.lowerBound] == UInt8(ascii: "<"),
      let close = line.place(
        ofFirst: UInt8(ascii: ">"), UInt8(ascii: "\""), comma, in: range),
      line[close] == UInt8(ascii: ">"),
      close + 1 == range.upperBound || line[close + 1] == comma
    {
      return close + 1
    }
    var quoted = false
    var place = range.lowerBound
    while place < range.upperBound {
      switch line[place] {
      case UInt8(ascii: "\\") where quoted: place += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case comma where !quoted: return place
      default: break
      }
      place += 1
    }
    return quoted ? nil : range.upperBound
  }

  // `<an@gov.example> (1001/100)` or `an (1001/100)`
  private static func controllingAddress(
    _ line: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (range: Range<Int>, next: Int)? {
    guard let (range, next) = Postfix.address(line, place, end) else { return nil }
    let comma = line.place(of: UInt8(ascii: ","), in: next..<end) ?? end
    if let blank = line.place(of: " (", in: range) { return (range.lowerBound..<blank, comma) }
    return (range, comma)
  }

  // MARK: Fields

  // The value of a field up to the next comma.
  private static func value(
    _ line: Span<UInt8>, _ name: StaticString, _ range: Range<Int>
  ) -> Range<Int>? {
    guard let hit = line.place(of: name, in: range) else { return nil }
    let start = hit + name.utf8CodeUnitCount
    let end = line.place(of: UInt8(ascii: ","), in: start..<range.upperBound) ?? range.upperBound
    return start..<end
  }

  private static func number(
    _ line: Span<UInt8>, _ name: StaticString, _ range: Range<Int>
  ) -> Int32? {
    guard let digits = value(line, name, range), !digits.isEmpty, digits.count <= 6 else {
      return nil
    }
    var number: Int32 = 0
    for place in digits {
      guard isDigit(line[place]) else { return nil }
      number = number * 10 + Int32(line[place] - 0x30)
    }
    return number
  }
}
