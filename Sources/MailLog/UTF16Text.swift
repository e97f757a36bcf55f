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
    for byte in bytes {
      guard let first = oddByte else {
        oddByte = byte
        continue
      }
      oddByte = nil
      let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
      append(unit, to: &text)
    }
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
