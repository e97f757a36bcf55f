// Strings of JSON texts.
extension Span<UInt8> {
  /// The place of the quote that ends the string whose first byte is at `start`; nil where it does
  /// not end, or not on its line (RFC 8259, section 7: no control characters).
  @inline(__always)
  func jsonStringEnd(from start: Int, in end: Int) -> Int? {
    var from = start
    while from < end,
      let hit = place(ofFirst: UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, in: from..<end)
    {
      if self[hit] == UInt8(ascii: "\"") { return hit }
      if self[hit] == 0x0A || hit + 1 < end && self[hit + 1] == 0x0A { return nil }
      from = hit + 2
    }
    return nil
  }

  /// What cuts off a string that has no end: its line's, or that of what was looked at.
  func jsonStringDamage(from start: Int, in end: Int) -> JSONExtent {
    place(of: 0x0A, in: start..<end).map { .damaged(at: $0) } ?? .unfinished
  }

  @inline(__always)
  func isJSONLiteral(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  @inline(__always)
  func skippingBlanks(_ place: Int, _ end: Int) -> Int {
    var next = place
    while next < end, self[next] == 0x20 || (0x09...0x0D).contains(self[next]) { next += 1 }
    return next
  }

  /// A string's bytes without its escapes (RFC 8259, section 7).
  func jsonText(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var place = range.lowerBound
    var high: UInt32?
    while place < range.upperBound {
      guard self[place] == UInt8(ascii: "\\"), place + 1 < range.upperBound else {
        text.append(self[place])
        place += 1
        continue
      }
      let escape = self[place + 1]
      place += 2
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let unit = hexUnit(at: place, in: range.upperBound) else { continue }
        place += 4
        if let first = high, (0xDC00...0xDFFF).contains(unit) {
          text.append(scalar: 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
          high = nil
        } else if (0xD800...0xDBFF).contains(unit) {
          high = unit
        } else {
          text.append(scalar: unit)
        }
      default: text.append(escape)
      }
    }
    return text
  }

  private func hexUnit(at place: Int, in end: Int) -> UInt32? {
    guard place + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for index in place..<place + 4 {
      let byte = self[index]
      let digit: UInt8
      if isDigit(byte) {
        digit = byte - 0x30
      } else if (byte | 0x20) &- 0x61 < 6 {
        digit = (byte | 0x20) - 0x61 + 10
      } else {
        return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Whether a string without escapes is `text`.
  @inline(__always)
  func isJSON(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount && has(text, at: range.lowerBound)
  }
}

extension [UInt8] {
  fileprivate mutating func append(scalar: UInt32) {
    guard let scalar = Unicode.Scalar(scalar), let bytes = UTF8.encode(scalar) else { return }
    append(contentsOf: bytes)
  }
}
