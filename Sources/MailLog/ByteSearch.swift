import Foundation

// The one file of this target that touches raw memory: searches over a checked `Span`, each within
// the bounds it was given.
extension Span<UInt8> {
  /// The first place of `byte` in `range`, or nil.
  @inline(__always)
  func place(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard range.lowerBound >= 0, range.lowerBound < range.upperBound, range.upperBound <= count
    else { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// The first place of `pattern` in `range`, or nil. `anchor` is the pattern's rarest byte.
  @inline(__always)
  func place(of pattern: StaticString, anchor: Int = 0, in range: Range<Int>) -> Int? {
    let length = pattern.utf8CodeUnitCount
    let rare = unsafe pattern.utf8Start[anchor]
    var from = range.lowerBound + anchor
    while let hit = place(of: rare, in: from..<Swift.max(from, range.upperBound)) {
      let start = hit - anchor
      if start + length <= range.upperBound, has(pattern, at: start) { return start }
      from = hit + 1
    }
    return nil
  }

  @inline(__always)
  func has(_ pattern: StaticString, at place: Int) -> Bool {
    let length = pattern.utf8CodeUnitCount
    guard place >= 0, place <= count - length else { return false }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe memcmp(base + place, pattern.utf8Start, length) == 0
    }
  }

  /// Whether `range` is `name`, which is in lower case, in either case.
  @inline(__always)
  func isName(_ range: Range<Int>, _ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard range.count == length, range.lowerBound >= 0, range.upperBound <= count else {
      return false
    }
    return unsafe withUnsafeBytes { bytes in
      var done = 0
      while done + 8 <= length {
        let word = unsafe bytes.loadUnaligned(
          fromByteOffset: range.lowerBound + done, as: UInt64.self)
        let other = unsafe UnsafeRawPointer(name.utf8Start)
          .loadUnaligned(fromByteOffset: done, as: UInt64.self)
        if word.loweredLetters != other { return false }
        done += 8
      }
      while done < length {
        if unsafe lowered(bytes[range.lowerBound + done]) != name.utf8Start[done] { return false }
        done += 1
      }
      return true
    }
  }

  @inline(__always)
  func equals(_ bytes: [UInt8], at place: Int) -> Bool {
    equals(bytes.span, from: 0, at: place, length: bytes.count)
  }

  /// Whether `length` bytes from `place` are those of `other` from `from`. Names and addresses are
  /// a few words: a call to memcmp costs more (Tests/Benchmarks/logs.sh).
  @inline(__always)
  func equals(_ other: Span<UInt8>, from: Int, at place: Int, length: Int) -> Bool {
    guard place >= 0, place <= count - length, from >= 0, from <= other.count - length else {
      return false
    }
    return unsafe withUnsafeBytes { left in
      unsafe other.withUnsafeBytes { right in
        var done = 0
        while done + 8 <= length {
          let one = unsafe left.loadUnaligned(fromByteOffset: place + done, as: UInt64.self)
          let two = unsafe right.loadUnaligned(fromByteOffset: from + done, as: UInt64.self)
          if one != two { return false }
          done += 8
        }
        while done < length {
          if unsafe left[place + done] != right[from + done] { return false }
          done += 1
        }
        return true
      }
    }
  }

  /// Up to eight bytes from `place`, the first in the lowest bits, zero after `length` or the end.
  @inline(__always)
  func word(at place: Int, length: Int = 8) -> UInt64 {
    if place >= 0, place <= count - 8 {
      let word = unsafe withUnsafeBytes { bytes in
        UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      }
      if length >= 8 { return word }
      return length > 0 ? word & ((1 << UInt64(length * 8)) - 1) : 0
    }
    return wordNearEnd(at: place, length: length)
  }

  private func wordNearEnd(at place: Int, length: Int) -> UInt64 {
    guard place >= 0, place < count, length > 0 else { return 0 }
    var word: UInt64 = 0
    for index in 0..<Swift.min(length, Swift.min(8, count - place)) {
      word |= UInt64(self[place + index]) << UInt64(index * 8)
    }
    return word
  }

  /// A 64-bit mix of `range`, eight bytes at a time. Equal bytes mix equal; the reverse is never
  /// relied on without a comparison of the bytes.
  @inline(__always)
  func mix(_ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      hash = (hash ^ word(at: place, length: range.upperBound - place)) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      place += 8
    }
    return hash
  }

  /// The range without a newline or CRLF at its end.
  @inline(__always)
  func withoutLineEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    if end > range.lowerBound, self[end - 1] == 0x0A { end -= 1 }
    if end > range.lowerBound, self[end - 1] == 0x0D { end -= 1 }
    return range.lowerBound..<end
  }

  func array(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for place in range { bytes.append(self[place]) }
    return bytes
  }
}

extension [UInt8] {
  /// Moves the bytes of `range` to the front.
  mutating func slideToFront(_ range: Range<Int>) {
    guard range.lowerBound > 0, range.upperBound <= count else { return }
    unsafe withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe memmove(base, base + range.lowerBound, range.count)
    }
  }

  /// Appends the bytes of `range` of `source`.
  mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= source.count else { return }
    unsafe source.withUnsafeBytes { bytes in
      unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Copies `source` over the bytes from `place`; what does not fit stays out.
  mutating func overwrite(from place: Int, with source: Span<UInt8>, _ range: Range<Int>) {
    let length = Swift.min(range.count, count - place)
    guard length > 0, range.upperBound <= source.count else { return }
    unsafe withUnsafeMutableBytes { bytes in
      unsafe source.withUnsafeBytes { from in
        guard let base = bytes.baseAddress, let from = from.baseAddress else { return }
        unsafe memcpy(base + place, from + range.lowerBound, length)
      }
    }
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inline(__always)
func isLetterOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 26 }

@inline(__always)
func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
