package import OfficialMail

/// Reads the times directories write (RFC 4517, section 3.3.13), and those they write in its place.
package enum GeneralizedTime {
  /// Takes minutes and seconds or leaves them out, a fraction of the last unit given, `Z` or an
  /// offset, and RFC 3339 with a zone. Second 60 rolls over; fractions are cut.
  package static func read(_ text: ArraySlice<UInt8>) throws(UnusableTime) -> Timestamp {
    var fields = Fields(text)
    guard let timestamp = try fields.timestamp() else { throw .unreadable }
    return try plausible(timestamp)
  }

  /// Passes instants of 1993 to 9000 alone: earlier and later ones are stand-ins for never.
  static func plausible(_ timestamp: Timestamp) throws(UnusableTime) -> Timestamp {
    guard (firstSecond...lastSecond).contains(timestamp.secondsSinceEpoch) else {
      throw .implausible
    }
    return timestamp
  }

  // 1993-01-01T00:00:00Z and 9000-12-31T23:59:59Z.
  private static let firstSecond: Int64 = 725_846_400
  private static let lastSecond: Int64 = 221_876_927_999
}

/// A cursor over the digits; each step moves on or gives nil.
private struct Fields {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  mutating func timestamp() throws(UnusableTime) -> Timestamp? {
    guard let year = number(4) else { return nil }
    let dashed = take(UInt8(ascii: "-"))
    guard let month = number(2), !dashed || take(UInt8(ascii: "-")), let date = number(2) else {
      return nil
    }
    if dashed {
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " ")) else {
        return nil
      }
    }
    guard let hour = number(2), hour <= 23 else { return nil }
    var minute = 0
    var second = 0
    // The unit that a fraction is part of, in seconds.
    var unit = 3600
    if let value = part(colon: dashed) {
      minute = value
      unit = 60
      if let value = part(colon: dashed) {
        second = value
        unit = 1
      }
    }
    guard minute <= 59, second <= 60, let fraction = fraction(of: unit) else { return nil }
    guard let offset = try offset() else { return nil }
    guard year >= 1, let day = Day(year: year, month: month, day: date),
      let civil = Timestamp(day: day, hour: hour, minute: minute, second: second)
    else {
      // 000001010000Z is a stand-in that ppolicy itself writes, not a broken value.
      if year == 0 { throw .implausible }
      return nil
    }
    return Timestamp(secondsSinceEpoch: civil.secondsSinceEpoch + Int64(fraction - offset))
  }

  /// Two digits of the next smaller unit; nil where the value leaves it out.
  private mutating func part(colon: Bool) -> Int? {
    let before = index
    if colon, !take(UInt8(ascii: ":")) { return nil }
    guard let value = number(2) else {
      index = before
      return nil
    }
    return value
  }

  /// Whole seconds of a fraction; nil where digits are missing.
  private mutating func fraction(of unit: Int) -> Int? {
    guard take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) else { return 0 }
    var value = 0.0
    var weight = 0.1
    var digits = 0
    while let byte = next, (0x30...0x39).contains(byte) {
      value += Double(byte - 0x30) * weight
      weight /= 10
      digits += 1
      index += 1
    }
    guard (1...20).contains(digits) else { return nil }
    // Half a microsecond makes up for what decimal fractions lose in binary.
    return min(Int(value * Double(unit) + 5e-7), unit - 1)
  }

  /// Seconds east of UTC; nil where the value goes on with something else.
  private mutating func offset() throws(UnusableTime) -> Int? {
    if next == nil { throw .noZone }
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return next == nil ? 0 : nil }
    let sign: Int
    if take(UInt8(ascii: "+")) {
      sign = 1
    } else if take(UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(2), hours <= 23 else { return nil }
    var minutes = 0
    if next != nil {
      _ = take(UInt8(ascii: ":"))
      guard let value = number(2), value <= 59, next == nil else { return nil }
      minutes = value
    }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func number(_ digits: Int) -> Int? {
    guard bytes.endIndex - index >= digits else { return nil }
    var value = 0
    for place in index..<index + digits {
      guard (0x30...0x39).contains(bytes[place]) else { return nil }
      value = value * 10 + Int(bytes[place] - 0x30)
    }
    index += digits
    return value
  }
}
