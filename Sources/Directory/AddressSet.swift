import OfficialMail

/// Addresses met so far: exact, and small enough to be kept for a whole directory.
///
/// An address costs its own length, 1 byte, and 6 to 12 bytes of a table: about 30 bytes, where a
/// `Set` takes three times as much.
struct AddressSet {
  /// Addresses one after the other, each ended by a byte that no UTF-8 text has. In blocks, since
  /// one array would be there twice whenever it grows.
  private var blocks: [[UInt8]] = []
  /// The block and the place in it where an address begins, as one number plus 1; 0 is a free
  /// slot. Their number is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1024)
  /// The address at hand.
  private var text: [UInt8] = []
  private(set) var count = 0

  private static let end: UInt8 = 0xFF
  private static let blockSize = 1 << 16

  /// - Returns: whether the address is new; nil where no more fit (4 GiB of text).
  mutating func insert(_ address: EmailAddress) -> Bool? {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: address.localPart.utf8)
    text.append(UInt8(ascii: "@"))
    text.append(contentsOf: address.domain.name.utf8)
    text.append(AddressSet.end)
    let slot = slot(for: text[...])
    guard slots[slot] == 0 else { return false }
    guard text.count <= AddressSet.blockSize, let place = UInt32(exactly: stored() + 1) else {
      return nil
    }
    slots[slot] = place
    count += 1
    if count > slots.count / 3 * 2 { grow() }
    return true
  }

  /// Keeps the address at hand and says where.
  private mutating func stored() -> Int {
    if blocks.last.map({ $0.count + text.count > AddressSet.blockSize }) ?? true {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(AddressSet.blockSize)
    }
    let block = blocks.count - 1
    let place = blocks[block].count
    blocks[block].append(contentsOf: text)
    return block * AddressSet.blockSize + place
  }

  /// The slot that holds this address, else the free one where it belongs.
  private func slot(for text: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != 0, !isStored(text, at: Int(slots[slot]) - 1) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isStored(_ text: ArraySlice<UInt8>, at place: Int) -> Bool {
    let (block, start) = place.quotientAndRemainder(dividingBy: AddressSet.blockSize)
    return blocks[block][start...].prefix(text.count).elementsEqual(text)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for block in blocks.indices {
      var start = 0
      while let end = blocks[block][start...].firstIndex(of: AddressSet.end) {
        let slot = slot(for: blocks[block][start...end])
        slots[slot] = UInt32(block * AddressSet.blockSize + start + 1)
        start = end + 1
      }
    }
  }
}
