import OfficialMail

/// Reads `YYYY-MM-DD`, `T` or a blank, `hh:mm:ss`, a fraction that is cut, and a zone, of which all
/// but date and time may be missing (ISO 8601). The day last read is held.
struct ISOTime {
  private var keyLow: UInt64 = 0
  private var keyHigh: UInt64 = 0
  private var midnight: Int64 = 0

  /// A time, and the place behind it.
  struct Found {
    /// Seconds since 1970: of UTC where there is a zone, else as the wall clock has them.
    var seconds: Int64
    var hasZone: Bool
    var next: Int
  }

  /// The time that begins at `place`; nil where there is none.
  @inline(__always)
  mutating func read(_ text: Span<UInt8>, at place: Int, end: Int) -> Found? {
    guard end <= text.count, end - place >= 19,
      text[place + 10] == UInt8(ascii: "T") || text[place + 10] == UInt8(ascii: " "),
      let clock = text.clock(at: place + 11)
    else { return nil }
    let low = text.word(at: place)
    let high = text.word(at: place + 8, length: 2)
    if low != keyLow || high != keyHigh {
      guard let century = text.twoDigits(at: place), let rest = text.twoDigits(at: place + 2),
        let month = text.twoDigits(at: place + 5), let number = text.twoDigits(at: place + 8),
        text[place + 4] == UInt8(ascii: "-"), text[place + 7] == UInt8(ascii: "-"),
        let day = Day(year: Int(century * 100 + rest), month: Int(month), day: Int(number))
      else { return nil }
      keyLow = low
      keyHigh = high
      midnight = Int64(day.daysSinceEpoch) * 86_400
    }
    var next = place + 19
    if next < end, text[next] == UInt8(ascii: ".") || text[next] == UInt8(ascii: ",") {
      next += 1
      while next < end, isDigit(text[next]) { next += 1 }
    }
    return zoned(text, midnight + clock, next, end)
  }

  // Z, ±hh:mm, ±hhmm, or one of the latter behind a blank.
  private func zoned(_ text: Span<UInt8>, _ local: Int64, _ place: Int, _ end: Int) -> Found? {
    let bare = Found(seconds: local, hasZone: false, next: place)
    guard place < end else { return bare }
    if text[place] == UInt8(ascii: "Z") {
      return Found(seconds: local, hasZone: true, next: place + 1)
    }
    let start = text[place] == UInt8(ascii: " ") ? place + 1 : place
    guard start + 5 <= end,
      text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-")
    else { return bare }
    let sign: Int64 = text[start] == UInt8(ascii: "+") ? 1 : -1
    let colon = text[start + 3] == UInt8(ascii: ":") ? 1 : 0
    guard start + 5 + colon <= end, let hours = text.twoDigits(at: start + 1), hours < 24,
      let minutes = text.twoDigits(at: start + 3 + colon), minutes < 60
    else { return start == place ? nil : bare }
    return Found(
      seconds: local - sign * (hours * 3600 + minutes * 60), hasZone: true,
      next: start + 5 + colon)
  }
}

extension Span<UInt8> {
  /// hh:mm:ss as seconds of the day; second 60 is a leap second.
  @inline(__always)
  func clock(at place: Int) -> Int64? {
    guard let hour = twoDigits(at: place), let minute = twoDigits(at: place + 3),
      let second = twoDigits(at: place + 6), self[place + 2] == UInt8(ascii: ":"),
      self[place + 5] == UInt8(ascii: ":"), hour < 24, minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  @inline(__always)
  func twoDigits(at place: Int) -> Int64? {
    guard place >= 0, place + 2 <= count else { return nil }
    let tens = self[place] &- 0x30
    let ones = self[place + 1] &- 0x30
    guard tens < 10, ones < 10 else { return nil }
    return Int64(tens) * 10 + Int64(ones)
  }
}
