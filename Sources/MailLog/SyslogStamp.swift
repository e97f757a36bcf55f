import Foundation
import OfficialMail

/// Reads the time at the start of a syslog line: RFC 3164 (`Aug  2 16:49:03`) in a given zone, or
/// ISO 8601 with or without fraction and zone.
///
/// RFC 3164 has no year. The reader carries it from line to line: a step back of more than half a
/// year is a New Year, a step forward of nearly a year is a straggler from the old one, and a
/// smaller step back is jitter.
struct SyslogStamp {
  private let zone: TimeZone
  /// The year of the last RFC 3164 line, and the day of that year as 32 × month + day.
  private(set) var year: Int
  private(set) var monthDay = 0

  // The stamp read last, and what it came to.
  private var lastLow: UInt64 = 0
  private var lastHigh: UInt64 = 0
  private var lastTime: Int64 = 0
  // The day read last: midnight as if in UTC, and the zone's offset while it is one all day.
  private var dayKey: UInt64 = 0
  private var midnight: Int64 = 0
  private var offset: Int64?
  private var isoKeyLow: UInt64 = 0
  private var isoKeyHigh: UInt64 = 0
  private var isoMidnight: Int64 = 0

  init(zone: TimeZone, year: Int) {
    self.zone = zone
    self.year = year
  }

  /// Seconds since 1970 and the place after the stamp's blank; nil where there is no stamp.
  @inline(__always)
  mutating func read(_ line: Span<UInt8>, at place: Int, end: Int) -> (time: Int64, next: Int)? {
    guard end - place >= 16 else { return nil }
    let low = line.word(at: place)
    let high = line.word(at: place + 8)
    if low == lastLow, high == lastHigh { return (lastTime, place + 16) }
    if isDigit(line[place]) { return readISO(line, at: place, end: end, low) }
    return readBSD(line, at: place, low, high)
  }

  // Mmm dd hh:mm:ss, day with a blank or a zero before it.
  private mutating func readBSD(
    _ line: Span<UInt8>, at place: Int, _ low: UInt64, _ high: UInt64
  ) -> (time: Int64, next: Int)? {
    guard line[place + 15] == UInt8(ascii: " "), let clock = clock(line, at: place + 7) else {
      return nil
    }
    let key = low & 0x00FF_FFFF_FFFF_FFFF
    if key != dayKey {
      guard let newDay = monthAndDay(line, at: place), turn(to: newDay) else { return nil }
      dayKey = key
    }
    let time = universal(midnight + clock, offset)
    lastLow = low
    lastHigh = high
    lastTime = time
    return (time, place + 16)
  }

  private func monthAndDay(_ line: Span<UInt8>, at place: Int) -> Int? {
    let month: Int
    switch line.word(at: place, length: 4) {
    case 0x206E_614A: month = 1  // "Jan "
    case 0x2062_6546: month = 2
    case 0x2072_614D: month = 3
    case 0x2072_7041: month = 4
    case 0x2079_614D: month = 5
    case 0x206E_754A: month = 6
    case 0x206C_754A: month = 7
    case 0x2067_7541: month = 8
    case 0x2070_6553: month = 9
    case 0x2074_634F: month = 10
    case 0x2076_6F4E: month = 11
    case 0x2063_6544: month = 12
    default: return nil
    }
    let tens = line[place + 4]
    let ones = line[place + 5]
    guard isDigit(ones), isDigit(tens) || tens == UInt8(ascii: " "),
      line[place + 6] == UInt8(ascii: " ")
    else { return nil }
    let day = (isDigit(tens) ? Int(tens - 0x30) * 10 : 0) + Int(ones - 0x30)
    return month * 32 + day
  }

  // Takes up a new day, in another year where the step says so; false where no year has the day.
  private mutating func turn(to newDay: Int) -> Bool {
    let newYear = monthDay == 0 ? year : SyslogStamp.year(of: newDay, after: monthDay, in: year)
    guard let day = Day(year: newYear, month: newDay >> 5, day: newDay & 31) else {
      // 29 February is a day all the same where the year was guessed wrong.
      guard newDay == 2 * 32 + 29, let next = Day(year: newYear, month: 3, day: 1) else {
        return false
      }
      take(next, newYear, newDay)
      return true
    }
    take(day, newYear, newDay)
    return true
  }

  private mutating func take(_ day: Day, _ newYear: Int, _ newDay: Int) {
    year = newYear
    monthDay = newDay
    midnight = Int64(day.daysSinceEpoch) * 86_400
    let before = secondsFromUTC(midnight - 50_400)
    offset = before == secondsFromUTC(midnight + 136_800) ? before : nil
  }

  /// The year of a day (32 × month + day) that a line has after a line of another day.
  static func year(of newDay: Int, after oldDay: Int, in year: Int) -> Int {
    let step = (newDay >> 5) * 31 + (newDay & 31) - (oldDay >> 5) * 31 - (oldDay & 31)
    if step < -186 { return year + 1 }
    if step > 360 { return year - 1 }
    return year
  }

  private func secondsFromUTC(_ time: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))))
  }

  // An hour that comes twice in autumn is taken as its first time, always.
  private func universal(_ local: Int64, _ offset: Int64?) -> Int64 {
    if let offset { return local - offset }
    let early = secondsFromUTC(local - 86_400)
    if secondsFromUTC(local - early) == early { return local - early }
    let late = secondsFromUTC(local + 86_400)
    return local - late
  }

  // hh:mm:ss as seconds of the day; second 60 is a leap second.
  @inline(__always)
  private func clock(_ line: Span<UInt8>, at place: Int) -> Int64? {
    guard let hour = two(line, place), let minute = two(line, place + 3),
      let second = two(line, place + 6), line[place + 2] == UInt8(ascii: ":"),
      line[place + 5] == UInt8(ascii: ":"), hour < 24, minute < 60, second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  @inline(__always)
  private func two(_ line: Span<UInt8>, _ place: Int) -> Int64? {
    let tens = line[place] &- 0x30
    let ones = line[place + 1] &- 0x30
    guard tens < 10, ones < 10 else { return nil }
    return Int64(tens) * 10 + Int64(ones)
  }

  // YYYY-MM-DDThh:mm:ss[.fraction][Z|±hh:mm|±hhmm], then a blank.
  private mutating func readISO(
    _ line: Span<UInt8>, at place: Int, end: Int, _ low: UInt64
  ) -> (time: Int64, next: Int)? {
    guard end - place >= 20,
      line[place + 10] == UInt8(ascii: "T") || line[place + 10] == UInt8(ascii: " "),
      let clock = clock(line, at: place + 11)
    else { return nil }
    let high = line.word(at: place + 8, length: 2)
    if low != isoKeyLow || high != isoKeyHigh {
      guard let century = two(line, place), let rest = two(line, place + 2),
        let month = two(line, place + 5), let number = two(line, place + 8),
        line[place + 4] == UInt8(ascii: "-"), line[place + 7] == UInt8(ascii: "-"),
        let day = Day(year: Int(century * 100 + rest), month: Int(month), day: Int(number))
      else { return nil }
      isoKeyLow = low
      isoKeyHigh = high
      isoMidnight = Int64(day.daysSinceEpoch) * 86_400
    }
    var next = place + 19
    if line[next] == UInt8(ascii: ".") || line[next] == UInt8(ascii: ",") {
      next += 1
      while next < end, isDigit(line[next]) { next += 1 }
    }
    guard next < end else { return nil }
    let local = isoMidnight + clock
    switch line[next] {
    case UInt8(ascii: "Z"):
      guard next + 1 < end, line[next + 1] == UInt8(ascii: " ") else { return nil }
      return (local, next + 2)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign: Int64 = line[next] == UInt8(ascii: "+") ? 1 : -1
      guard next + 6 <= end, let hours = two(line, next + 1), hours < 24 else { return nil }
      let colon = line[next + 3] == UInt8(ascii: ":") ? 1 : 0
      let after = next + 5 + colon
      guard after < end, let minutes = two(line, next + 3 + colon), minutes < 60,
        line[after] == UInt8(ascii: " ")
      else { return nil }
      return (local - sign * (hours * 3600 + minutes * 60), after + 1)
    case UInt8(ascii: " "):
      return (universal(local, nil), next + 1)
    default: return nil
    }
  }
}
