/// A length of time with its unit. A bare number is none, so that a threshold always says what it
/// counts: `.months(3)`.
public enum CalendarSpan: Sendable, Hashable, Codable {
  /// Calendar months, clamped to a month's end.
  case months(Int)
  /// Calendar days.
  case days(Int)

  public var text: LocalizedText {
    switch self {
    case .months(let count):
      LocalizedText(vi: "\(count) tháng", en: count == 1 ? "1 month" : "\(count) months")
    case .days(let count):
      LocalizedText(vi: "\(count) ngày", en: count == 1 ? "1 day" : "\(count) days")
    }
  }
}
