/// A 128-bit identity: `entryUUID` in text (RFC 4530), `objectGUID` in bytes, `nsUniqueId` in
/// text with its dashes elsewhere.
struct EntryIdentity: Hashable {
  let number: UInt128

  /// Nil where the attribute has no value of that kind.
  init?(_ entry: Entry, attribute: AttributeKey) {
    guard let bytes = entry.first(attribute)?.bytes else { return nil }
    var number: UInt128 = 0
    if bytes.count == 16 {
      for byte in bytes { number = number << 8 | UInt128(byte) }
    } else {
      var digits = 0
      for byte in bytes where byte != UInt8(ascii: "-") {
        guard let digit = hexDigit(byte), digits < 32 else { return nil }
        number = number << 4 | UInt128(digit)
        digits += 1
      }
      guard digits == 32 else { return nil }
    }
    self.number = number
  }
}
