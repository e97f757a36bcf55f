import Foundation
import OfficialMail

/// Reads the time at the start of a syslog line: RFC 3164 (`Aug  2 16:49:03`) in a given zone, or
/// ISO 8601 with or without fraction and zone.
///
/// RFC 3164 has no year. The reader carries it from line to line: a step back of more than half a
/// year is a New Year, a step forward of nearly a year is a straggler from the old one, and a
/// smaller step back is jitter.
struct SyslogStamp {
  private var zone: LogZone
  private var iso = ISOTime()
  /// The year of the last RFC 3164 line, and the day of that year as 32 × month + day.
  private(set) var year: Int
  private(set) var monthDay = 0

  // The stamp read last, and what it came to.
  private var lastLow: UInt64 = 0
  private var lastHigh: UInt64 = 0
  private var lastTime: Int64 = 0
  // The day read last: midnight as if in UTC.
  private var dayKey: UInt64 = 0
  private var midnight: Int64 = 0

  init(zone: LogZone, year: Int) {
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
    if isDigit(line[place]) { return readISO(line, at: place, end: end) }
    return readBSD(line, at: place, end: end, low, high)
  }

  // Mmm dd hh:mm:ss, day with a blank or a zero before it.
  private mutating func readBSD(
    _ line: Span<UInt8>, at place: Int, end: Int, _ low: UInt64, _ high: UInt64
  ) -> (time: Int64, next: Int)? {
    guard let clock = line.clock(at: place + 7),
      let next = endOfBSD(line, at: place + 15, end: end)
    else { return nil }
    let key = low & 0x00FF_FFFF_FFFF_FFFF
    if key != dayKey {
      guard let newDay = monthAndDay(line, at: place), turn(to: newDay) else { return nil }
      dayKey = key
    }
    let time = zone.universal(midnight + clock)
    if next == place + 16 {
      lastLow = low
      lastHigh = high
      lastTime = time
    }
    return (time, next)
  }

  // Behind the clock a blank, or a fraction (journalctl's `short-precise`) and a blank.
  private func endOfBSD(_ line: Span<UInt8>, at place: Int, end: Int) -> Int? {
    if line[place] == UInt8(ascii: " ") { return place + 1 }
    guard line[place] == UInt8(ascii: ".") else { return nil }
    var next = place + 1
    while next < end, isDigit(line[next]) { next += 1 }
    return next < end && line[next] == UInt8(ascii: " ") ? next + 1 : nil
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
  }

  /// The year of a day (32 × month + day) that a line has after a line of another day.
  static func year(of newDay: Int, after oldDay: Int, in year: Int) -> Int {
    let step = (newDay >> 5) * 31 + (newDay & 31) - (oldDay >> 5) * 31 - (oldDay & 31)
    if step < -186 { return year + 1 }
    if step > 360 { return year - 1 }
    return year
  }

  // ISO 8601, then a blank.
  private mutating func readISO(
    _ line: Span<UInt8>, at place: Int, end: Int
  ) -> (time: Int64, next: Int)? {
    guard let found = iso.read(line, at: place, end: end), found.next < end,
      line[found.next] == UInt8(ascii: " ")
    else { return nil }
    return (found.hasZone ? found.seconds : zone.universal(found.seconds), found.next + 1)
  }
}
