/// Sebastiano Vigna's SplitMix64: the same numbers from the same seed on every machine.
///
/// The standard library's `random(in:using:)` may change its algorithm between releases, so the
/// sample draws through the few methods below alone.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `bound - 1`; 0 where `bound` is not positive.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int((next() >> 33) % UInt64(bound)) : 0
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True in `percent` of 100 draws.
  mutating func chance(_ percent: Int) -> Bool {
    below(100) < percent
  }

  /// Nil for an empty list.
  mutating func pick<Element>(_ list: [Element]) -> Element? {
    list.isEmpty ? nil : list[below(list.count)]
  }

  /// A member of a list that is never empty; `first` stands in for the list's own first member.
  mutating func pick<Element>(_ first: Element, or others: [Element]) -> Element {
    let drawn = below(others.count + 1)
    return drawn == 0 ? first : others[drawn - 1]
  }

  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    var list = list
    for index in list.indices.reversed().dropLast() {
      list.swapAt(index, below(index + 1))
    }
    return list
  }

  /// Lower-case hexadecimal digits.
  mutating func hex(_ digits: Int) -> String {
    var text = ""
    while text.utf8.count < digits {
      text += String(next() | 1 << 63, radix: 16)
    }
    return String(text.prefix(digits))
  }
}
