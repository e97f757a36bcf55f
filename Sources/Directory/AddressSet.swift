import LDAP
import OfficialMail

/// Addresses met so far, told apart by a hash of 64 bits that nobody can foresee: some 10 bytes
/// each, where a `Set` of them takes a hundred.
///
/// Of a million addresses two are mistaken for one in fewer than one pull of ten million; the
/// second entry then stands in the ledger as skipped.
struct AddressSet {
  private var hashes = NumberSet(of: .bits64)

  var count: Int { hashes.count }

  /// Whether the address was not there before.
  mutating func insert(_ address: EmailAddress) -> Bool {
    // SipHash, keyed anew in each process.
    var hasher = Hasher()
    hasher.combine(address)
    return hashes.insert(UInt128(UInt(bitPattern: hasher.finalize())))
  }
}
