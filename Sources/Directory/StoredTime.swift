import LDAP
import OfficialMail

/// How an attribute writes its times.
enum TimeForm: Sendable {
  /// RFC 4517, section 3.3.13.
  case generalized
  /// 100 nanoseconds since 1601-01-01T00:00:00Z in decimal (MS-DTYP, section 2.3.3).
  case fileTime
  /// Seconds since 1970-01-01T00:00:00Z in decimal.
  case unixSeconds

  func read(_ value: AttributeValue) throws(UnusableTime) -> Timestamp {
    switch self {
    case .generalized: return try GeneralizedTime.read(value.bytes)
    case .fileTime:
      guard let ticks = value.integer else { throw .unreadable }
      // From 1601 to 1970.
      return try GeneralizedTime.plausible(
        Timestamp(secondsSinceEpoch: ticks.flooredQuotient(by: 10_000_000) - 11_644_473_600))
    case .unixSeconds:
      guard let seconds = value.integer else { throw .unreadable }
      // The largest numbers of 32 bits stand for never.
      guard seconds != 2_147_483_647, seconds != 4_294_967_295 else { throw .implausible }
      return try GeneralizedTime.plausible(Timestamp(secondsSinceEpoch: seconds))
    }
  }
}

extension TimeForm {
  /// A day as its number since 1970-01-01 (shadow(5)).
  static func day(_ value: AttributeValue) throws(UnusableTime) -> Day {
    guard let number = value.integer else { throw .unreadable }
    // shadow(5)'s tools write 99999 for never.
    guard number != 99_999, let days = Int32(exactly: number) else { throw .implausible }
    let day = Day(daysSinceEpoch: days)
    _ = try GeneralizedTime.plausible(
      Timestamp(secondsSinceEpoch: Int64(day.daysSinceEpoch) * 86_400))
    return day
  }
}

/// Why a value is no time to judge by.
package enum UnusableTime: Error, Hashable {
  case unreadable
  /// No zone: the instant could be hours off.
  case noZone
  /// Before 1993 or after 9000: a stand-in for never, not a date.
  case implausible
}

extension UnusableTime {
  func words(for value: AttributeValue) -> LocalizedText {
    let shown = String(
      value.repairedText.unicodeScalars.prefix(40).map {
        (0x20..<0x7F).contains($0.value) ? Character($0) : "?"
      })
    return switch self {
    case .unreadable:
      LocalizedText(
        vi: "không đọc được thành thời điểm: \(shown)", en: "cannot be read as a time: \(shown)")
    case .noZone:
      LocalizedText(vi: "không ghi múi giờ: \(shown)", en: "has no time zone: \(shown)")
    case .implausible:
      LocalizedText(
        vi: "không phải là ngày dùng được để kết luận: \(shown)",
        en: "is no date to judge by: \(shown)")
    }
  }
}

extension AttributeValue {
  /// A decimal number of 64 bits, a minus sign in front of it allowed; nil for anything else.
  var integer: Int64? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    guard (1...19).contains(digits.count) else { return nil }
    var number: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeNow) = tens.addingReportingOverflow(Int64(digit - 0x30))
      guard !isTooLarge, !isTooLargeNow else { return nil }
      number = sum
    }
    return isNegative ? -number : number
  }
}
