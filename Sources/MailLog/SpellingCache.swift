/// Values of spellings met lately, in a table of bounded size: a newer one displaces an older one
/// with the same slot.
struct SpellingCache {
  private var bits: UInt64
  private let mostBits: UInt64
  private let longest: Int
  // How many were set since the table grew.
  private var count = 0
  private var values: [UInt64] = []
  // 0: a free slot.
  private var lengths: [UInt8] = []
  private var texts: [UInt8] = []

  /// Holds up to 2^`bits` spellings of at most `length` bytes, which is below 256. It begins small,
  /// since most files are.
  init(bits: UInt64, length: Int) {
    self.bits = min(bits, 6)
    mostBits = bits
    longest = length
    empty()
  }

  private mutating func empty() {
    count = 0
    values = Array(repeating: 0, count: 1 << Int(bits))
    lengths = Array(repeating: 0, count: 1 << Int(bits))
    texts = Array(repeating: 0, count: longest << Int(bits))
  }

  @inline(__always)
  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> (64 - bits)) }

  /// The value of exactly these bytes; `hash` is their mix.
  @inline(__always)
  func value(of bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64) -> UInt64? {
    let slot = slot(hash)
    guard Int(lengths[slot]) == range.count, !range.isEmpty,
      bytes.equals(texts.span, from: slot * longest, at: range.lowerBound, length: range.count)
    else { return nil }
    return values[slot]
  }

  mutating func set(
    _ value: UInt64, of bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64
  ) {
    guard range.count <= longest else { return }
    count += 1
    // What is lost by it is soon met again.
    if count > values.count, bits < mostBits {
      bits = min(bits + 3, mostBits)
      empty()
    }
    let slot = slot(hash)
    values[slot] = value
    lengths[slot] = UInt8(range.count)
    texts.overwrite(from: slot * longest, with: bytes, range)
  }
}
