/// Addresses in the order in which they were first met, each once, in one run of bytes.
struct AddressTable: Sendable, Equatable {
  private(set) var text: [UInt8] = []
  // Where each address ends in `text`.
  private(set) var ends: [UInt32] = []
  private(set) var kinds: [UInt8] = []
  // Open addressing; 0 is a free slot, otherwise a number + 1, and above it half of the address's
  // mix: two that differ in it need no comparison.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)

  var count: Int { ends.count }

  func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  func bytes(_ number: Int) -> ArraySlice<UInt8> { text[range(number)] }

  func kind(_ number: Int) -> AddressKey.Kind {
    AddressKey.Kind(rawValue: UInt64(kinds[number])) ?? .other
  }

  /// The number of an address, which is added if it is new.
  mutating func number(
    of bytes: Span<UInt8>, _ range: Range<Int>, _ kind: AddressKey.Kind
  ) -> Int {
    let hash = bytes.mix(range)
    let mark = hash << 32
    var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] & AddressTable.markBits == mark {
        let number = Int(slots[slot] & ~AddressTable.markBits) - 1
        let own = self.range(number)
        if own.count == range.count,
          bytes.equals(
            text.span, from: own.lowerBound, at: range.lowerBound, length: range.count)
        {
          return number
        }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    text.append(bytes, range)
    ends.append(UInt32(text.count))
    kinds.append(UInt8(kind.rawValue))
    slots[slot] = mark | UInt64(count)
    if count * 4 > slots.count * 3 { rehash() }
    return count - 1
  }

  private static let markBits: UInt64 = 0xFFFF_FFFF_0000_0000

  private mutating func rehash() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      let hash = text.span.mix(range(number))
      var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash << 32 | UInt64(number + 1)
    }
  }

  init() {}

  /// The addresses of `table` with the given numbers, in that order, sealed.
  init(_ numbers: [UInt32], of table: AddressTable) {
    ends.reserveCapacity(numbers.count)
    kinds.reserveCapacity(numbers.count)
    for number in numbers {
      text += table.bytes(Int(number))
      ends.append(UInt32(text.count))
      kinds.append(table.kinds[Int(number)])
    }
    slots = [0]
  }

  /// Gives back what only finding needs, once nothing more is added.
  mutating func seal() {
    slots = [0]
  }

  static func == (left: AddressTable, right: AddressTable) -> Bool {
    left.text == right.text && left.ends == right.ends && left.kinds == right.kinds
  }
}
