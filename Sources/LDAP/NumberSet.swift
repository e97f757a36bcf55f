/// Numbers of 128 bits met so far, each exactly, in some 20 bytes apiece.
///
/// Sixty-four tables, so that while one grows only a 64th of them is in memory twice.
package struct NumberSet {
  private var tables: [Table]
  package private(set) var count = 0

  package init() {
    let seed = Seed()
    tables = Array(repeating: Table(seed: seed), count: 64)
  }

  /// Whether the number was not there before.
  package mutating func insert(_ number: UInt128) -> Bool {
    let hash = tables[0].seed.hash(number)
    let isNew = tables[Int(hash & 63)].insert(number, hash: hash)
    if isNew { count += 1 }
    return isNew
  }

  /// Makes hashes that a server cannot foresee: it chooses the identities, but not which of them
  /// meet.
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
    private var places: [UInt128] = []
    private var used = 0
    private var holdsZero = false

    init(seed: Seed) {
      self.seed = seed
    }

    mutating func insert(_ number: UInt128, hash: UInt64) -> Bool {
      if number == 0 {
        defer { holdsZero = true }
        return !holdsZero
      }
      if used * 8 >= places.count * 7 { grow() }
      guard let place = place(for: number, hash: hash) else { return false }
      places[place] = number
      used += 1
      return true
    }

    /// The empty place where the number belongs; nil where it is there already.
    private func place(for number: UInt128, hash: UInt64) -> Int? {
      var place = Int(hash.multipliedFullWidth(by: UInt64(places.count)).high)
      while places[place] != 0 {
        if places[place] == number { return nil }
        place += 1
        if place == places.count { place = 0 }
      }
      return place
    }

    private mutating func grow() {
      let numbers = places
      places = Array(repeating: 0, count: max(16, numbers.count + numbers.count / 2))
      for number in numbers where number != 0 {
        if let place = place(for: number, hash: seed.hash(number)) { places[place] = number }
      }
    }
  }
}
