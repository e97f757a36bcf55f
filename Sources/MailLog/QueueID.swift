/// What a mail system knows a message by in its queue: at most 24 ASCII letters, digits and hyphens,
/// held inline and compared exactly.
struct QueueID: Hashable, Sendable {
  var low: UInt64 = 0
  var middle: UInt64 = 0
  var high: UInt64 = 0

  static let longest = 24

  init() {}

  @inline(__always)
  init(_ bytes: Span<UInt8>, at place: Int, length: Int) {
    low = bytes.word(at: place, length: length)
    middle = length > 8 ? bytes.word(at: place + 8, length: length - 8) : 0
    high = length > 16 ? bytes.word(at: place + 16, length: length - 16) : 0
  }

  var isEmpty: Bool { low == 0 }

  var length: Int {
    24 - (high.leadingZeroBitCount + middle.leadingZeroBitCount + low.leadingZeroBitCount) / 8
  }

  @inline(__always)
  var mixed: UInt64 {
    var hash = (low ^ (middle &* 0x9E37_79B9_7F4A_7C15) ^ (high &* 0xC2B2_AE3D_27D4_EB4F))
    hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash >> 29)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for word in [low, middle, high] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        let byte = UInt8(truncatingIfNeeded: word >> shift)
        if byte == 0 { return bytes }
        bytes.append(byte)
      }
    }
    return bytes
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// How many bytes from `place` can be a queue id of Postfix, Sendmail or OpenSMTPD, which are
  /// letters and digits; 0 where there is none.
  @inline(__always)
  static func length(in bytes: Span<UInt8>, at place: Int, end: Int) -> Int {
    let length = bytes.countOfLettersAndDigits(at: place, end: end, limit: longest)
    return length >= 5 && length <= longest ? length : 0
  }
}
