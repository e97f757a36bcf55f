/// A span of civil days, both ends included: what one audit looks at.
public struct Period: Sendable, Hashable, Codable {
  public let first: Day
  public let last: Day

  /// Nil when `last` is before `first`.
  public init?(first: Day, last: Day) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// One day.
  public init(day: Day) {
    first = day
    last = day
  }

  /// Reads `2026`, `2026-Q3`, `2026-07` or `2026-07-01..2026-09-30`; nil for anything else.
  public init?(_ text: String) {
    if let dots = text.firstRange(of: "..") {
      guard let first = Day(String(text[..<dots.lowerBound])),
        let last = Day(String(text[dots.upperBound...]))
      else { return nil }
      self.init(first: first, last: last)
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 4 || (bytes.count == 7 && bytes[4] == UInt8(ascii: "-")),
      let year = decimal(bytes[0..<4])
    else { return nil }
    switch bytes.count {
    case 4:
      self.init(year: year, firstMonth: 1, months: 12)
    case 7 where bytes[5] == UInt8(ascii: "Q") || bytes[5] == UInt8(ascii: "q"):
      guard let quarter = decimal(bytes[6...]), (1...4).contains(quarter) else { return nil }
      self.init(year: year, firstMonth: quarter * 3 - 2, months: 3)
    default:
      guard let month = decimal(bytes[5...]) else { return nil }
      self.init(year: year, firstMonth: month, months: 1)
    }
  }

  private init?(year: Int, firstMonth: Int, months: Int) {
    guard let first = Day(year: year, month: firstMonth, day: 1) else { return nil }
    self.init(first: first, last: first.adding(months: months).adding(days: -1))
  }

  public var days: Int { Int(last.daysSinceEpoch - first.daysSinceEpoch) + 1 }

  public func contains(_ day: Day) -> Bool {
    first <= day && day <= last
  }

  /// The calendar quarter that ended last before `day`.
  public static func quarter(before day: Day) -> Period? {
    let (year, month, _) = day.components
    let start = Day(uncheckedYear: year, month: (month - 1) / 3 * 3 + 1, day: 1)
    return Period(first: start.adding(months: -3), last: start.adding(days: -1))
  }
}

extension Period: CustomStringConvertible {
  /// The shortest form that reads back as the same period.
  public var description: String {
    let (year, month, _) = first.components
    let short = [
      padded(year, to: 4), "\(padded(year, to: 4))-Q\((month + 2) / 3)",
      "\(padded(year, to: 4))-\(padded(month, to: 2))",
    ]
    return short.first { Period($0) == self } ?? "\(first)..\(last)"
  }
}
