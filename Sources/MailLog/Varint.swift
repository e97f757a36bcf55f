/// Numbers of seven bits a byte, low bits first, as records and partials hold them.
extension [UInt8] {
  @inline(__always)
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Small magnitudes of either sign stay short.
  mutating func append(signed value: Int64) {
    append(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func append(counted bytes: some Collection<UInt8>) {
    append(varint: UInt64(bytes.count))
    append(contentsOf: bytes)
  }

  mutating func append(counted text: String) {
    append(counted: text.utf8)
  }
}

/// Reads what the appending functions wrote. Damage shows as nil, never as a crash.
struct VarintReader {
  private let bytes: [UInt8]
  private(set) var place: Int
  private let end: Int

  init(_ bytes: [UInt8], at place: Int = 0, end: Int? = nil) {
    self.bytes = bytes
    self.place = place
    self.end = end ?? bytes.count
  }

  var isAtEnd: Bool { place >= end }

  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < end, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// Passes over numbers; false where the bytes end first.
  @inline(__always)
  mutating func skip(numbers: UInt8) -> Bool {
    var left = numbers
    while left > 0 {
      guard place < end else { return false }
      if bytes[place] < 0x80 { left -= 1 }
      place += 1
    }
    return true
  }

  mutating func signed() -> Int64? {
    number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// A number that is to be at most `limit`.
  mutating func count(upTo limit: Int) -> Int? {
    guard let value = number(), limit >= 0, value <= UInt64(limit) else { return nil }
    return Int(value)
  }

  /// Seconds since 1970 that a log may tell.
  mutating func time() -> Int64? {
    guard let time = signed(), StretchRecorder.times.contains(time) else { return nil }
    return time
  }

  /// A number of bytes or lines, of which the sum of all is a number too.
  mutating func size() -> UInt64? {
    guard let size = number(), size < 1 << 48 else { return nil }
    return size
  }

  mutating func byte() -> UInt8? {
    guard place < end else { return nil }
    place += 1
    return bytes[place - 1]
  }

  mutating func counted() -> ArraySlice<UInt8>? {
    guard let length = count(upTo: end), length <= end - place else { return nil }
    place += length
    return bytes[place - length..<place]
  }

  /// The queue id in the next `length` bytes.
  mutating func queueID(length: Int) -> QueueID? {
    guard length <= end - place else { return nil }
    place += length
    return QueueID(bytes.span, at: place - length, length: length)
  }

  /// The place of the next counted bytes, which are passed over.
  mutating func countedPlace() -> Range<Int>? {
    guard let length = count(upTo: end - place) else { return nil }
    place += length
    return place - length..<place
  }

  mutating func text() -> String? {
    counted().map { String(decoding: $0, as: UTF8.self) }
  }
}
