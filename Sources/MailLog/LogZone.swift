import Foundation
import OfficialMail

/// Turns local times of the logs' zone into seconds since 1970; the day last asked for is held.
struct LogZone: Sendable {
  let zone: TimeZone
  private var day: Int64 = .min
  // The zone's offset while it is one all day.
  private var offset: Int64?

  init(_ zone: TimeZone) { self.zone = zone }

  static let utc = LogZone(.gmt)

  /// `local` are seconds since 1970 as the wall clock has them. An hour that comes twice in autumn
  /// is taken as its first time, always.
  mutating func universal(_ local: Int64) -> Int64 {
    let today = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    if today != day {
      day = today
      let before = secondsFromUTC(today * 86_400 - 50_400)
      offset = before == secondsFromUTC(today * 86_400 + 136_800) ? before : nil
    }
    if let offset { return local - offset }
    let early = secondsFromUTC(local - 86_400)
    if secondsFromUTC(local - early) == early { return local - early }
    return local - secondsFromUTC(local + 86_400)
  }

  /// Days since 1970 on the zone's calendar of seconds since 1970.
  func day(of time: Int64) -> Int32 {
    let local = time + secondsFromUTC(time)
    return Int32(clamping: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
  }

  private func secondsFromUTC(_ time: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))))
  }
}
