import OfficialMail

/// Addresses met so far: exact, and small enough to be kept for a whole directory.
///
/// An address costs its own length, 1 byte, and 6 to 12 bytes of a table: about 30 bytes, where a
/// `Set` takes three times as much.
struct AddressSet {
  /// Addresses one after the other, each ended by a byte that no UTF-8 text has.
  private var text: [UInt8] = []
  /// Where an address begins in `text`, plus 1; 0 is a free slot. Their number is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1024)
  private(set) var count = 0

  private static let end: UInt8 = 0xFF

  /// - Returns: whether the address is new; nil where no more fit (4 GiB of text).
  mutating func insert(_ address: EmailAddress) -> Bool? {
    let start = text.count
    guard let mark = UInt32(exactly: start + 1) else { return nil }
    text.append(contentsOf: address.localPart.utf8)
    text.append(UInt8(ascii: "@"))
    text.append(contentsOf: address.domain.name.utf8)
    text.append(AddressSet.end)
    let slot = slot(for: start..<text.count)
    guard slots[slot] == 0 else {
      text.removeSubrange(start...)
      return false
    }
    slots[slot] = mark
    count += 1
    if count > slots.count / 3 * 2 { grow() }
    return true
  }

  /// The slot that holds the same address, else the free one where it belongs.
  private func slot(for range: Range<Int>) -> Int {
    var hasher = Hasher()
    unsafe text[range].withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != 0, !isSame(Int(slots[slot]) - 1, range) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isSame(_ start: Int, _ range: Range<Int>) -> Bool {
    text[start...].prefix(range.count).elementsEqual(text[range])
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    var start = 0
    while let end = text[start...].firstIndex(of: AddressSet.end) {
      slots[slot(for: start..<end + 1)] = UInt32(start + 1)
      start = end + 1
    }
  }
}
