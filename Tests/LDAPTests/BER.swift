/// Basic encoding rules, as much as LDAP messages need (X.690; RFC 4511, section 5.1).
enum BER {
  static func item(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    [tag] + length(content.count) + content
  }

  static func sequence(_ items: [UInt8]...) -> [UInt8] { item(0x30, items.flatMap { $0 }) }
  static func text(_ text: String) -> [UInt8] { item(0x04, Array(text.utf8)) }
  static func octets(_ bytes: [UInt8]) -> [UInt8] { item(0x04, bytes) }

  static func integer(_ number: Int, tag: UInt8 = 0x02) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = number
    repeat {
      bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    } while rest != 0
    if let first = bytes.first, first >= 0x80 { bytes.insert(0, at: 0) }
    return item(tag, bytes)
  }

  private static func length(_ count: Int) -> [UInt8] {
    guard count >= 0x80 else { return [UInt8(count)] }
    var bytes: [UInt8] = []
    var rest = count
    while rest > 0 {
      bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    }
    return [0x80 | UInt8(bytes.count)] + bytes
  }

  /// One tag with its content.
  struct Item {
    var tag: UInt8
    var content: ArraySlice<UInt8>

    var number: Int { content.reduce(0) { $0 << 8 | Int($1) } }
    var text: String { String(decoding: content, as: UTF8.self) }

    /// The items that the content is made of; as many as can be read.
    var items: [Item] {
      var items: [Item] = []
      var rest = content
      while let item = Item(takenFrom: &rest) { items.append(item) }
      return items
    }

    init?(takenFrom bytes: inout ArraySlice<UInt8>) {
      guard bytes.count >= 2, let tag = bytes.popFirst(), let first = bytes.popFirst() else {
        return nil
      }
      var count = Int(first)
      if first >= 0x80 {
        count = 0
        for _ in 0..<(first & 0x7F) {
          guard let byte = bytes.popFirst() else { return nil }
          count = count << 8 | Int(byte)
        }
      }
      guard count <= bytes.count else { return nil }
      self.tag = tag
      content = bytes.prefix(count)
      bytes = bytes.dropFirst(count)
    }
  }
}
