import LDAP
import OfficialMail

/// Addresses met so far, told apart by a hash of 128 bits that nobody can foresee: some 20 bytes
/// each, where a `Set` of them takes a hundred.
struct AddressSet {
  private var hashes = NumberSet()

  var count: Int { hashes.count }

  /// Whether the address was not there before.
  mutating func insert(_ address: EmailAddress) -> Bool {
    let (high, low) = (AddressSet.hash(address, 0), AddressSet.hash(address, 1))
    return hashes.insert(UInt128(high) << 64 | UInt128(low))
  }

  /// Keyed anew in each process.
  private static func hash(_ address: EmailAddress, _ half: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(half)
    hasher.combine(address)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
