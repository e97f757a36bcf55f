/// Numbers met so far, each exactly: some 20 bytes for one of 128 bits, some 10 for one of 64.
///
/// Sixty-four tables that begin with different sizes and so grow one after the other: only a 64th
/// of the numbers is in memory twice, and the room left free is always the same part of the whole.
package struct NumberSet {
  package enum Width: Int, Sendable {
    case bits64 = 1
    case bits128 = 2
  }

  private var tables: [Table]
  private let seed = Seed()
  package private(set) var count = 0

  package init(of width: Width) {
    let seed = seed
    // From one size to the next one that growing by half leads to.
    tables = (0..<64).map { Table(seed: seed, words: width.rawValue, firstSize: 64 + $0 / 2) }
  }

  /// Whether the number was not there before.
  ///
  /// - Parameter number: within the set's width.
  package mutating func insert(_ number: UInt128) -> Bool {
    let hash = seed.hash(number)
    let isNew = tables[Int(hash & 63)].insert(number, hash: hash)
    if isNew { count += 1 }
    return isNew
  }

  /// Makes hashes that a server cannot foresee: it chooses the numbers, but not which of them meet.
  private struct Seed {
    private let high = UInt64.random(in: .min ... .max)
    private let low = UInt64.random(in: .min ... .max)

    func hash(_ number: UInt128) -> UInt64 {
      let product = (UInt64(truncatingIfNeeded: number >> 64) ^ high).multipliedFullWidth(
        by: UInt64(truncatingIfNeeded: number) ^ low)
      return product.high ^ product.low
    }
  }

  /// Open addressing; zero is an empty place.
  private struct Table {
    let seed: Seed
    /// 64-bit words a number takes, the lower one first.
    let words: Int
    private let firstSize: Int
    private var places: [UInt64] = []
    private var used = 0
    private var holdsZero = false

    init(seed: Seed, words: Int, firstSize: Int) {
      self.seed = seed
      self.words = words
      self.firstSize = firstSize
    }

    private var count: Int { places.count / words }

    private subscript(place: Int) -> UInt128 {
      get {
        let low = UInt128(places[place * words])
        return words == 1 ? low : low | UInt128(places[place * words + 1]) << 64
      }
      set {
        places[place * words] = UInt64(truncatingIfNeeded: newValue)
        if words == 2 { places[place * words + 1] = UInt64(truncatingIfNeeded: newValue >> 64) }
      }
    }

    mutating func insert(_ number: UInt128, hash: UInt64) -> Bool {
      if number == 0 {
        defer { holdsZero = true }
        return !holdsZero
      }
      if used * 8 >= count * 7 { grow() }
      guard let place = place(for: number, hash: hash) else { return false }
      self[place] = number
      used += 1
      return true
    }

    /// The empty place where the number belongs; nil where it is there already.
    private func place(for number: UInt128, hash: UInt64) -> Int? {
      var place = Int(hash.multipliedFullWidth(by: UInt64(count)).high)
      while true {
        let found = self[place]
        if found == 0 { return place }
        if found == number { return nil }
        place += 1
        if place == count { place = 0 }
      }
    }

    private mutating func grow() {
      let former = self
      places = Array(repeating: 0, count: max(firstSize, former.count + former.count / 2) * words)
      for index in 0..<former.count where former[index] != 0 {
        let number = former[index]
        if let place = place(for: number, hash: seed.hash(number)) { self[place] = number }
      }
    }
  }
}
