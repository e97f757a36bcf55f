import Foundation

/// Bootstring encoding of one label (RFC 3492), so that a Unicode name compares with its A-label.
enum Punycode {
  /// The label itself if it is ASCII, its `xn--` form otherwise; nil where the encoding overflows.
  static func aLabel(_ label: some StringProtocol) -> String? {
    if label.utf8.allSatisfy({ $0 < 0x80 }) { return String(label) }
    let scalars = String(label).precomposedStringWithCompatibilityMapping.unicodeScalars
    guard let encoded = encode(scalars.map(\.value)) else { return nil }
    return "xn--" + encoded
  }

  private static func encode(_ input: [UInt32]) -> String? {
    var output = input.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var threshold: UInt32 = 128
    var delta: UInt32 = 0
    var bias: UInt32 = 72
    var handled = basicCount
    while handled < input.count {
      guard let next = input.filter({ $0 >= threshold }).min() else { return nil }
      let (product, overflow) = (next - threshold).multipliedReportingOverflow(
        by: UInt32(handled + 1))
      let (sum, carried) = delta.addingReportingOverflow(product)
      guard !overflow, !carried else { return nil }
      delta = sum
      threshold = next
      for scalar in input {
        if scalar < threshold { delta += 1 }
        guard scalar == threshold else { continue }
        var rest = delta
        var weight: UInt32 = 36
        while true {
          let limit = weight <= bias ? 1 : min(weight - bias, 26)
          if rest < limit { break }
          output.append(digit(limit + (rest - limit) % (36 - limit)))
          rest = (rest - limit) / (36 - limit)
          weight += 36
        }
        output.append(digit(rest))
        bias = adapted(delta, count: UInt32(handled + 1), first: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      threshold += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }

  private static func adapted(_ delta: UInt32, count: UInt32, first: Bool) -> UInt32 {
    var rest = first ? delta / 700 : delta / 2
    rest += rest / count
    var weight: UInt32 = 0
    while rest > 455 {
      rest /= 35
      weight += 36
    }
    return weight + 36 * rest / (rest + 38)
  }
}
