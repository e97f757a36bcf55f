// Searches eight bytes at a time, for what stands within a few words: a call to memchr costs more
// than it finds (Tests/Benchmarks/logs.sh).
extension Span<UInt8> {
  /// The first place in `range` of one of three bytes, or nil.
  @inline(__always)
  func place(ofFirst one: UInt8, _ two: UInt8, _ three: UInt8, in range: Range<Int>) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      let word = word(at: place)
      let hits = word.marks(of: one) | word.marks(of: two) | word.marks(of: three)
      if hits != 0 {
        let hit = place + hits.trailingZeroBitCount / 8
        return hit < range.upperBound ? hit : nil
      }
      place += 8
    }
    return nil
  }

  /// The place in `range` of the first byte that is no printable ASCII or is a blank, else its end.
  @inline(__always)
  func endOfWord(in range: Range<Int>) -> Int {
    var place = range.lowerBound
    while place < range.upperBound {
      let word = word(at: place)
      let others = ~word.marks(from: 0x21, to: 0x7E) & UInt64.highBits
      if others != 0 {
        return Swift.min(place + others.trailingZeroBitCount / 8, range.upperBound)
      }
      place += 8
    }
    return range.upperBound
  }

  /// The last place of `byte` in `range`, or nil.
  func place(ofLast byte: UInt8, in range: Range<Int>) -> Int? {
    var place = range.upperBound
    while place > range.lowerBound {
      place -= 1
      if self[place] == byte { return place }
    }
    return nil
  }

  /// The last place of `pattern` in `range`, or nil.
  func place(ofLast pattern: StaticString, in range: Range<Int>) -> Int? {
    var last: Int?
    var from = range.lowerBound
    while let hit = place(of: pattern, in: from..<Swift.max(from, range.upperBound)) {
      last = hit
      from = hit + 1
    }
    return last
  }

  /// How many ASCII letters and digits stand from `place`; more than `limit` counts no further.
  @inline(__always)
  func countOfLettersAndDigits(at place: Int, end: Int, limit: Int) -> Int {
    var next = place
    while next < end, next - place <= limit {
      let word = word(at: next)
      let letters = (word | 0x2020_2020_2020_2020).marks(from: 0x61, to: 0x7A)
      let others = ~(letters | word.marks(from: 0x30, to: 0x39)) & UInt64.highBits
      if others != 0 { return Swift.min(next + others.trailingZeroBitCount / 8, end) - place }
      next += 8
    }
    return Swift.min(next, end) - place
  }
}

extension UInt64 {
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  static let lowBits: UInt64 = 0x0101_0101_0101_0101

  /// Eight bytes, capital letters of ASCII as small ones.
  @inline(__always)
  var loweredLetters: UInt64 { self | marks(from: 0x41, to: 0x5A) >> 2 }

  /// The high bit of bytes that are `byte`; the lowest mark is right, those above it may not be.
  @inline(__always)
  func marks(of byte: UInt8) -> UInt64 {
    let zeroed = self ^ (UInt64.lowBits &* UInt64(byte))
    return (zeroed &- UInt64.lowBits) & ~zeroed & UInt64.highBits
  }

  /// The high bit of exactly those bytes that lie in `from...to`, both below 0x80.
  @inline(__always)
  func marks(from: UInt8, to: UInt8) -> UInt64 {
    let ascii = self & ~UInt64.highBits
    let atLeast = ascii &+ UInt64.lowBits &* UInt64(0x80 - from)
    let above = ascii &+ UInt64.lowBits &* UInt64(0x7F - to)
    return atLeast & ~above & ~self & UInt64.highBits
  }
}
