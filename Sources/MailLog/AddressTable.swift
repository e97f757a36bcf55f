/// Addresses in the order in which they were first met, each once, in one run of bytes.
struct AddressTable: Sendable, Equatable {
  private(set) var text: [UInt8] = []
  // Where each address ends in `text`.
  private(set) var ends: [UInt32] = []
  private(set) var kinds: [UInt8] = []
  // Open addressing; 0 is a free slot, otherwise a number + 1.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)
  // Half of each address's mix: two that differ in it need no comparison.
  private var marks: [UInt32] = []

  var count: Int { ends.count }

  func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  func bytes(_ number: Int) -> ArraySlice<UInt8> { text[range(number)] }

  func kind(_ number: Int) -> AddressKey.Kind {
    AddressKey.Kind(rawValue: UInt64(kinds[number])) ?? .other
  }

  /// The number of an address, which is added if it is new.
  mutating func number(of address: [UInt8], _ kind: AddressKey.Kind) -> Int {
    let hash = address.span.mix(0..<address.count)
    var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if marks[number] == UInt32(truncatingIfNeeded: hash) {
        let range = range(number)
        if range.count == address.count, text.span.equals(address, at: range.lowerBound) {
          return number
        }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    text += address
    ends.append(UInt32(text.count))
    kinds.append(UInt8(kind.rawValue))
    marks.append(UInt32(truncatingIfNeeded: hash))
    slots[slot] = UInt32(count)
    if count * 4 > slots.count * 3 { rehash() }
    return count - 1
  }

  private mutating func rehash() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      let hash = text.span.mix(range(number))
      var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
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
    marks = []
  }

  static func == (left: AddressTable, right: AddressTable) -> Bool {
    left.text == right.text && left.ends == right.ends && left.kinds == right.kinds
  }
}
