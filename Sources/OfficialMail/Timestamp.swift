public import Foundation

/// An instant, in whole seconds of UTC.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var secondsSinceEpoch: Int64

  public init(secondsSinceEpoch: Int64) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// The instant of a civil time of day in UTC; `second` may be 60, which rolls over.
  public init?(day: Day, hour: Int, minute: Int, second: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else {
      return nil
    }
    let days = Int64(day.daysSinceEpoch)
    secondsSinceEpoch = days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The civil day in UTC.
  public var utcDay: Day {
    Day(daysSinceEpoch: Int32(clamping: secondsSinceEpoch.flooredQuotient(by: 86_400)))
  }

  /// The civil day on the wall calendar of `zone`.
  public func day(in zone: TimeZone) -> Day {
    let date = Date(timeIntervalSince1970: Double(secondsSinceEpoch))
    let local = secondsSinceEpoch + Int64(zone.secondsFromGMT(for: date))
    return Timestamp(secondsSinceEpoch: local).utcDay
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Timestamp: CustomStringConvertible, Codable {
  /// `YYYY-MM-DDTHH:MM:SSZ`.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the description, for rows by the hundred thousand.
  package func write(to bytes: inout [UInt8]) {
    let day = utcDay
    let rest = Int(secondsSinceEpoch - Int64(day.daysSinceEpoch) * 86_400)
    day.write(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(rest / 3600, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(rest / 60 % 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(rest % 60, digits: 2)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Reads `YYYY-MM-DDTHH:MM:SSZ` and nothing else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let day = Day(String(text.prefix(10))), let hour = decimal(bytes[11..<13]),
      let minute = decimal(bytes[14..<16]), let second = decimal(bytes[17..<19])
    else { return nil }
    self.init(day: day, hour: hour, minute: minute, second: second)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let timestamp = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a time of the form YYYY-MM-DDTHH:MM:SSZ: \(text)")
    }
    self = timestamp
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Int64 {
  package func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Day {
  /// The instant this day begins on the wall calendar of `zone`.
  public func start(in zone: TimeZone) -> Timestamp {
    let midnight = Int64(daysSinceEpoch) * 86_400
    // Twice, since the offset at UTC midnight may not be the one at local midnight.
    var instant = midnight
    for _ in 0..<2 {
      let date = Date(timeIntervalSince1970: Double(instant))
      instant = midnight - Int64(zone.secondsFromGMT(for: date))
    }
    return Timestamp(secondsSinceEpoch: instant)
  }
}
