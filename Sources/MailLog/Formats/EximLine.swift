/// One thing that a line of Exim's says about a message.
enum EximEvent {
  /// `<=`; `login` is the authenticated id, empty where there is none.
  case arrival(sender: Range<Int>, login: Range<Int>)
  /// `=>`, `->`, `>>`, and the failed `**` and deferred `==`.
  case recipient(EximRecipient)
  case completed
}

/// What became of one recipient.
struct EximRecipient {
  /// The address that was delivered to as it stands: with its domain, a bare local part, a pipe or
  /// a file.
  var address: Range<Int>
  /// What it was expanded from, the nearest first, with blanks and commas; empty where not told.
  var parents: Range<Int>
  /// The address that the message was for; empty where it is the one delivered to.
  var top: Range<Int>
  /// `F=`, the envelope sender; nil where it is not told.
  var sender: Range<Int>?
  /// The name of the transport; empty where there is none.
  var transport: Range<Int>
  var isDelivered: Bool
  /// From behind the addresses to the line's end.
  var rest: Range<Int>
}

/// The grammar of Exim's main log behind its time stamp (The Exim Specification, chapter "Log
/// files").
enum Exim {
  /// How many bytes from `place` are a message id: 6-6-2 letters and digits, 6-11-4 since 4.97;
  /// 0 where there is none.
  @inline(__always)
  static func idLength(_ line: Span<UInt8>, at place: Int, end: Int) -> Int {
    guard place >= 0, place + 16 <= end, line[place + 6] == UInt8(ascii: "-") else { return 0 }
    let long = place + 23 <= end && line[place + 18] == UInt8(ascii: "-")
    guard long || line[place + 13] == UInt8(ascii: "-") else { return 0 }
    let (middle, last) = long ? (11, 4) : (6, 2)
    guard isRun(line, place, 6, end), isRun(line, place + 7, middle, end),
      isRun(line, place + 8 + middle, last, end)
    else { return 0 }
    return 8 + middle + last
  }

  // Exactly so many letters and digits.
  @inline(__always)
  private static func isRun(_ line: Span<UInt8>, _ place: Int, _ count: Int, _ end: Int) -> Bool {
    line.countOfLettersAndDigits(at: place, end: end, limit: count) == count
  }

  /// The event that follows the id and its blank; nil where it is of no interest.
  @inline(__always)
  static func event(_ line: Span<UInt8>, _ range: Range<Int>) -> EximEvent? {
    let place = range.lowerBound
    guard range.count >= 3 else { return nil }
    switch line.word(at: place, length: 3) {
    case 0x203D3C, 0x203D28:  // "<= ", "(= "
      return arrival(line, place + 3..<range.upperBound)
    case 0x203E3D, 0x203E2D, 0x203E3E:  // "=> ", "-> ", ">> "
      return recipient(line, place + 3..<range.upperBound, isDelivered: true)
    case 0x202A2A, 0x203D3D:  // "** ", "== "
      return recipient(line, place + 3..<range.upperBound, isDelivered: false)
    default:
      guard range.count == 9 || range.count > 9 && line[place + 9] == UInt8(ascii: " "),
        line.has("Completed", at: place)
      else { return nil }
      return .completed
    }
  }

  // MARK: Arrivals

  private static func arrival(_ line: Span<UInt8>, _ range: Range<Int>) -> EximEvent? {
    let end = endOfAddress(line, range)
    guard end > range.lowerBound else { return nil }
    let isNull = line.has("<>", at: range.lowerBound) && end == range.lowerBound + 2
    return .arrival(
      sender: isNull ? end..<end : range.lowerBound..<end,
      login: login(line, end..<range.upperBound))
  }

  // `A=plain:an@gov.example` between the fields of the connection and those of the message, which
  // writers of messages have a say in. A HELO name stands in parentheses.
  private static func login(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let none = range.upperBound..<range.upperBound
    var place = range.lowerBound
    while place < range.upperBound {
      guard line[place] == UInt8(ascii: " ") else {
        place = line.place(of: UInt8(ascii: " "), in: place..<range.upperBound) ?? range.upperBound
        continue
      }
      place += 1
      switch line.word(at: place, length: 2) {
      case 0x3D41:  // "A="
        return authenticatedID(line, place + 2..<range.upperBound)
      case 0x3D53, 0x3D54:  // "S=", "T="
        return none
      default: break
      }
      if line.has("id=", at: place) { return none }
      if place < range.upperBound, line[place] == UInt8(ascii: "(") {
        place = line.place(of: ")", in: place..<range.upperBound) ?? range.upperBound
      } else if line.has("DN=\"", at: place) || line.has("SNI=\"", at: place) {
        let quote = line.place(of: UInt8(ascii: "\""), in: place..<range.upperBound) ?? place
        place = endOfQuoted(line, quote..<range.upperBound)
      }
    }
    return none
  }

  private static func authenticatedID(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let end = line.place(of: UInt8(ascii: " "), in: range) ?? range.upperBound
    guard let colon = line.place(of: UInt8(ascii: ":"), in: range.lowerBound..<end) else {
      return end..<end
    }
    // The authenticated sender may follow.
    let next = line.place(of: UInt8(ascii: ":"), in: colon + 1..<max(end, colon + 1))
    return colon + 1..<max(next ?? end, colon + 1)
  }

  // MARK: Recipients

  @inline(__always)
  private static func recipient(
    _ line: Span<UInt8>, _ range: Range<Int>, isDelivered: Bool
  ) -> EximEvent? {
    let end = range.upperBound
    guard range.lowerBound < end else { return nil }
    var place: Int
    switch line[range.lowerBound] {
    case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: ":"):
      place = endOfCommand(line, range)
    default:
      let isFile = line.has("save ", at: range.lowerBound)
      place = isFile ? endOfCommand(line, range) : endOfAddress(line, range)
    }
    let address = range.lowerBound..<place
    guard !address.isEmpty else { return nil }
    var parents = place..<place
    if line.has(" (", at: place),
      let close = line.place(of: UInt8(ascii: ")"), in: place..<end)
    {
      parents = place + 2..<max(close, place + 2)
      place = close + 1
    }
    let top = bracketed(line, " <", at: &place, end) ?? place..<place
    let rest = place..<end
    let sender = bracketed(line, " F=<", at: &place, end)
    _ = bracketed(line, " P=<", at: &place, end)
    passWord(line, " R=", at: &place, end)
    var transport = place..<place
    if line.has(" T=", at: place) {
      let start = place + 3
      passWord(line, " T=", at: &place, end)
      transport = min(start, place)..<place
    }
    return .recipient(
      EximRecipient(
        address: address, parents: parents, top: top, sender: sender, transport: transport,
        isDelivered: isDelivered, rest: rest))
  }

  // `<…>` behind `opening`, past which the place moves; nil and no move where it is not there.
  @inline(__always)
  private static func bracketed(
    _ line: Span<UInt8>, _ opening: StaticString, at place: inout Int, _ end: Int
  ) -> Range<Int>? {
    guard line.has(opening, at: place) else { return nil }
    let start = place + opening.utf8CodeUnitCount
    guard start <= end, let close = endOfBracketed(line, start..<end) else { return nil }
    place = close + 1
    return start..<close
  }

  @inline(__always)
  private static func passWord(
    _ line: Span<UInt8>, _ opening: StaticString, at place: inout Int, _ end: Int
  ) {
    guard line.has(opening, at: place) else { return }
    let start = place + opening.utf8CodeUnitCount
    place = start < end ? line.endOfWord(in: start..<end) : end
  }

  // The `>` that ends an address, outside quotes; no blank stands before it.
  private static func endOfBracketed(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let start = range.lowerBound
    guard start < range.upperBound else { return nil }
    let from = line[start] == UInt8(ascii: "\"") ? endOfQuoted(line, range) : start
    let end = line.place(
      ofFirst: UInt8(ascii: ">"), UInt8(ascii: " "), UInt8(ascii: "<"), in: from..<range.upperBound)
    guard let end, line[end] == UInt8(ascii: ">") else { return nil }
    return end
  }

  // The blank behind an address, whose local part may be quoted; of a failed one the colon.
  @inline(__always)
  private static func endOfAddress(_ line: Span<UInt8>, _ range: Range<Int>) -> Int {
    guard range.lowerBound < range.upperBound else { return range.lowerBound }
    let start =
      line[range.lowerBound] == UInt8(ascii: "\"") ? endOfQuoted(line, range) : range.lowerBound
    let blank = line.place(of: UInt8(ascii: " "), in: start..<range.upperBound) ?? range.upperBound
    return blank > start && line[blank - 1] == UInt8(ascii: ":") ? blank - 1 : blank
  }

  // The place behind the quote that closes the one at the range's start.
  private static func endOfQuoted(_ line: Span<UInt8>, _ range: Range<Int>) -> Int {
    var place = range.lowerBound + 1
    while place < range.upperBound {
      switch line[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "\""): return place + 1
      default: break
      }
      place += 1
    }
    return range.upperBound
  }

  // A pipe's command has blanks: it ends before its parents, its bracketed address or a field.
  private static func endOfCommand(_ line: Span<UInt8>, _ range: Range<Int>) -> Int {
    var from = range.lowerBound
    while let blank = line.place(of: UInt8(ascii: " "), in: from..<range.upperBound) {
      if line.has(" F=<", at: blank) || line.has(" R=", at: blank) { return blank }
      if line.has(" <", at: blank), let close = endOfBracketed(line, blank + 2..<range.upperBound),
        isFollowedByField(line, close + 1, range.upperBound)
      {
        return parentsBefore(line, range.lowerBound..<blank) ?? blank
      }
      from = blank + 1
    }
    return range.upperBound
  }

  private static func isFollowedByField(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> Bool {
    if place >= end { return true }
    return [" R=", " F=", " P=", " T=", " S="].contains { line.has($0, at: place) }
  }

  // Where ` (an@gov.example)` begins that ends the range.
  private static func parentsBefore(_ line: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count > 3, line[range.upperBound - 1] == UInt8(ascii: ")") else { return nil }
    var place = range.upperBound - 2
    while place > range.lowerBound, line[place] != UInt8(ascii: "(") { place -= 1 }
    return place - 1 > range.lowerBound && line[place - 1] == UInt8(ascii: " ") ? place - 1 : nil
  }
}
