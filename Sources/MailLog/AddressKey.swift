/// An address as a scan holds it: what kind it is, and its number in the scan's `AddressBook`.
struct AddressKey: Hashable, Sendable {
  enum Kind: UInt64, Sendable {
    case missing, nobody, other, official, webmail
  }

  var bits: UInt64

  static let missing = AddressKey(bits: 0)
  /// A null sender, a bounce's own address: nobody's correspondence.
  static let nobody = AddressKey(.nobody, 0)

  init(bits: UInt64) { self.bits = bits }

  init(_ kind: Kind, _ payload: UInt64) {
    bits = kind.rawValue << 60 | payload & ((1 << 60) - 1)
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: bits >> 60) ?? .missing }
  /// The number in the book of an official or webmail address; a mix of the bytes of any other.
  var payload: UInt64 { bits & ((1 << 60) - 1) }
  @inline(__always)
  var isMissing: Bool { bits == 0 }
  @inline(__always)
  var isOfficial: Bool { kind == .official }
  @inline(__always)
  var isWebmail: Bool { kind == .webmail }
  /// Whether the payload is a number in a book.
  var isNumbered: Bool { isOfficial || isWebmail }
}
