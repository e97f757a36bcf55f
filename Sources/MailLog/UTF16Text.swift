/// Turns UTF-16 into UTF-8, block by block. A lone half of a pair becomes U+FFFD.
struct UTF16Text {
  private let isBigEndian: Bool
  private var isAtStart = true
  // A byte, or a high half, that waits for what follows it.
  private var oddByte: UInt8?
  private var high: UInt16?

  /// Nil where bytes at a file's start are no UTF-16: neither its mark nor Latin letters in it.
  init?(head: [UInt8]) {
    if head.starts(with: [0xFF, 0xFE]) {
      isBigEndian = false
    } else if head.starts(with: [0xFE, 0xFF]) {
      isBigEndian = true
    } else {
      let pairs = min(head.count / 2, 64)
      guard pairs >= 4 else { return nil }
      let zeroBehind = (0..<pairs).count { head[$0 * 2] != 0 && head[$0 * 2 + 1] == 0 }
      let zeroBefore = (0..<pairs).count { head[$0 * 2] == 0 && head[$0 * 2 + 1] != 0 }
      guard max(zeroBehind, zeroBefore) * 10 >= pairs * 9 else { return nil }
      isBigEndian = zeroBefore > zeroBehind
    }
  }

  /// Appends the text of the next `bytes`.
  mutating func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let bytes = bytes.span
    var place = 0
    while place < bytes.count {
      if oddByte == nil, high == nil, !isAtStart {
        let end = endOfASCII(bytes, from: place)
        if end > place { appendASCII(bytes, place..<end, to: &text) }
        place = end
        if place == bytes.count { break }
      }
      append(byte: bytes[place], to: &text)
      place += 1
    }
  }

  // Behind the units from `start` that are ASCII, as far as they are so by fours.
  private func endOfASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let beyond: UInt64 = isBigEndian ? 0x80FF_80FF_80FF_80FF : 0xFF80_FF80_FF80_FF80
    var end = start
    while end + 8 <= bytes.count, bytes.word(at: end) & beyond == 0 { end += 8 }
    return end
  }

  private func appendASCII(_ bytes: Span<UInt8>, _ range: Range<Int>, to text: inout [UInt8]) {
    let lowByte = isBigEndian ? 1 : 0
    text.append(addingCapacity: range.count / 2) { letters in
      var place = range.lowerBound + lowByte
      while place < range.upperBound {
        letters.append(bytes[place])
        place += 2
      }
    }
  }

  private mutating func append(byte: UInt8, to text: inout [UInt8]) {
    guard let first = oddByte else {
      oddByte = byte
      return
    }
    oddByte = nil
    let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
    append(unit, to: &text)
  }

  private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
    if isAtStart {
      isAtStart = false
      if unit == 0xFEFF { return }
    }
    if let first = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        return UTF16Text.append(scalar, to: &text)
      }
      UTF16Text.append(0xFFFD, to: &text)
    }
    switch unit {
    case 0xD800...0xDBFF: high = unit
    case 0xDC00...0xDFFF: UTF16Text.append(0xFFFD, to: &text)
    default: UTF16Text.append(UInt32(unit), to: &text)
    }
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    if scalar < 0x80 { return text.append(UInt8(scalar)) }
    guard let scalar = Unicode.Scalar(scalar), let encoded = UTF8.encode(scalar) else { return }
    text.append(contentsOf: encoded)
  }
}
