import OfficialMail

/// Reads the times of message traces: ISO 8601, `/Date(…)/` of older JSON, and what spreadsheets and
/// PowerShell write in their own language. Without a zone they are of UTC.
///
/// `9/8/2026 3:02:29 PM` is month-first, with SA or CH (Vietnamese) day-first, with points day-first.
/// Of other dates the order must show, in the date itself or in one of the file's head; else they are
/// refused.
struct TraceTime {
  enum Order: Sendable {
    case monthFirst, dayFirst
  }

  private var iso = ISOTime()
  private let evidence: Evidence

  /// - Parameter evidence: what the file's own dates show.
  init(_ evidence: Evidence) { self.evidence = evidence }

  /// Seconds since 1970.
  mutating func read(_ text: Span<UInt8>, _ field: Range<Int>) -> Int64? {
    let field = text.trimmed(field)
    if let found = iso.read(text, at: field.lowerBound, end: field.upperBound),
      found.next == field.upperBound
    {
      return found.seconds
    }
    if let time = TraceTime.epoch(text, field) { return time }
    guard let date = WrittenTime(text, field) else { return nil }
    let order =
      date.order ?? evidence.order ?? (evidence.isContradictory ? nil : date.usualOrder)
    return order.flatMap { date.seconds($0) }
  }

  // `/Date(1663599749000)/`: milliseconds since 1970; an offset says nothing (Microsoft: JSON
  // serialisation of DateTime).
  private static func epoch(_ text: Span<UInt8>, _ field: Range<Int>) -> Int64? {
    guard text.has("/Date(", at: field.lowerBound), field.count > 8 else { return nil }
    var next = field.lowerBound + 6
    var value: Int64 = 0
    let start = next
    while next < field.upperBound, isDigit(text[next]), next - start < 16 {
      value = value * 10 + Int64(text[next] - 0x30)
      next += 1
    }
    guard next > start, next < field.upperBound,
      [UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(text[next])
    else { return nil }
    return value / 1000
  }

  /// What some dates of a file show of the order of all.
  struct Evidence {
    /// Nil where none tells, or some tell the one and some the other.
    fileprivate var order: Order? { isContradictory ? nil : shown }
    fileprivate private(set) var isContradictory = false
    private var shown: Order?
    private var hasReadable = false
    private var ambiguous: Range<Int>?

    mutating func add(_ text: Span<UInt8>, _ field: Range<Int>) {
      let field = text.trimmed(field)
      var alone = TraceTime(Evidence())
      if alone.read(text, field) != nil { hasReadable = true }
      guard let date = WrittenTime(text, field) else { return }
      if let own = date.shownOrder {
        isContradictory = isContradictory || shown ?? own != own
        shown = shown ?? own
      } else if date.order == nil, date.usualOrder == nil {
        ambiguous = ambiguous ?? field
      }
    }

    /// Why no date can be read; nil where some can.
    func obstacle(_ text: Span<UInt8>) -> String? {
      guard !hasReadable, let ambiguous else { return nil }
      let date = String(decoding: text.array(ambiguous), as: UTF8.self)
      return "its dates, such as \(date.visible), may be day-first or month-first; export it again "
        + "with dates as 2026-09-30T08:00:00Z"
    }
  }
}

/// A date of three numbers and a time of day, as people write them.
private struct WrittenTime {
  private var numbers: (Int64, Int64, Int64)
  private var clock: Int64
  private var hasPoints: Bool
  private var half: Half?

  private enum Half {
    case english, vietnamese
  }

  private var isYearFirst: Bool { numbers.0 >= 1000 }

  /// The order that the date alone tells, or that does not matter.
  var order: TraceTime.Order? {
    if hasPoints || half == .vietnamese || isYearFirst || numbers.0 == numbers.1 {
      return .dayFirst
    }
    return shownOrder
  }

  /// What is taken where no date of the file shows another.
  var usualOrder: TraceTime.Order? { half == .english ? .monthFirst : nil }

  /// The only order that gives a date, of those that people write either way.
  var shownOrder: TraceTime.Order? {
    guard !hasPoints, half != .vietnamese, !isYearFirst else { return nil }
    if numbers.0 > 12, numbers.1 <= 12 { return .dayFirst }
    return numbers.1 > 12 && numbers.0 <= 12 ? .monthFirst : nil
  }

  func seconds(_ order: TraceTime.Order) -> Int64? {
    let year = isYearFirst ? numbers.0 : numbers.2
    let month = isYearFirst || order == .dayFirst ? numbers.1 : numbers.0
    let date = isYearFirst ? numbers.2 : order == .dayFirst ? numbers.0 : numbers.1
    guard let day = Day(year: Int(year), month: Int(month), day: Int(date)) else { return nil }
    return Int64(day.daysSinceEpoch) * 86_400 + clock
  }

  init?(_ text: Span<UInt8>, _ field: Range<Int>) {
    var reader = Reader(text: text, next: field.lowerBound, end: field.upperBound)
    guard field.count <= 40, let first = reader.number(), let mark = reader.mark(),
      let second = reader.number(), reader.mark() == mark, let third = reader.number(),
      (first >= 1000) != (third >= 1000), max(first, third) <= 9999, second < 100
    else { return nil }
    numbers = (first, second, third)
    hasPoints = mark == UInt8(ascii: ".")
    guard reader.blank(), var hour = reader.number(), reader.take(UInt8(ascii: ":")),
      let minute = reader.number(), minute < 60
    else { return nil }
    var second60: Int64 = 0
    if reader.take(UInt8(ascii: ":")) {
      guard let number = reader.number(), number <= 60 else { return nil }
      second60 = number
      if reader.take(UInt8(ascii: ".")) { _ = reader.number() }
    }
    _ = reader.blank()
    if let (half, isAfternoon) = reader.half() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
      self.half = half
    }
    _ = reader.take(UInt8(ascii: "Z"))
    guard hour < 24, reader.next == reader.end else { return nil }
    clock = hour * 3600 + minute * 60 + second60
  }

  private struct Reader: ~Escapable {
    let text: Span<UInt8>
    var next: Int
    let end: Int

    @_lifetime(copy text)
    init(text: Span<UInt8>, next: Int, end: Int) {
      self.text = text
      self.next = next
      self.end = end
    }

    mutating func number() -> Int64? {
      let start = next
      var value: Int64 = 0
      while next < end, isDigit(text[next]), next - start < 9 {
        value = value * 10 + Int64(text[next] - 0x30)
        next += 1
      }
      return next > start ? value : nil
    }

    mutating func mark() -> UInt8? {
      guard next < end, "/-.".utf8.contains(text[next]) else { return nil }
      next += 1
      return text[next - 1]
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard next < end, text[next] == byte else { return false }
      next += 1
      return true
    }

    // Blanks, the narrow ones that newer systems write before AM, a comma, or T.
    mutating func blank() -> Bool {
      let start = next
      while next < end {
        if text[next] == 0x20 || text[next] == UInt8(ascii: ",") || text[next] == UInt8(ascii: "T")
        {
          next += 1
        } else if text.has("\u{202F}", at: next), next + 3 <= end {
          next += 3
        } else if text.has("\u{A0}", at: next), next + 2 <= end {
          next += 2
        } else {
          break
        }
      }
      return next > start
    }

    mutating func half() -> (Half, isAfternoon: Bool)? {
      guard next + 2 <= end else { return nil }
      let word = next..<next + 2
      let found: (Half, isAfternoon: Bool)? =
        if text.isName(word, "am") { (.english, false) } else if text.isName(word, "pm") {
          (.english, true)
        } else if text.isName(word, "sa") { (.vietnamese, false) } else if text.isName(word, "ch") {
          (.vietnamese, true)
        } else { nil }
      if found != nil { next += 2 }
      return found
    }
  }
}
