import OfficialMail

/// Which domains are official and which are webmail; webmail beats official.
struct DomainClasses: Sendable {
  private let official: [[UInt8]]
  private let webmail: [[UInt8]]
  // Open addressing over `webmail`; 0 is a free slot, otherwise an index + 1.
  private var slots: [UInt16]

  init(official: [MailDomain], webmail: WebmailCatalogue) {
    self.official = official.map { Array($0.name.utf8) }
    self.webmail = webmail.entries.prefix(Int(UInt16.max) - 1).map { Array($0.domain.name.utf8) }
    var size = 64
    while size < self.webmail.count * 4 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (index, name) in self.webmail.enumerated() {
      var slot = Int(truncatingIfNeeded: name.span.mix(0..<name.count) >> 20) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(index + 1)
    }
  }

  /// The kind of the domain that stands in `text` from `start` to its end, in lower case.
  func kind(ofDomainIn text: Span<UInt8>, from start: Int) -> AddressKey.Kind {
    let length = text.count - start
    var slot =
      Int(truncatingIfNeeded: text.mix(start..<text.count) >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      let name = webmail[Int(slots[slot]) - 1]
      if name.count == length, text.equals(name, at: start) { return .webmail }
      slot = (slot + 1) & (slots.count - 1)
    }
    for suffix in official where suffix.count <= length {
      let place = text.count - suffix.count
      if text.equals(suffix, at: place), place == start || text[place - 1] == UInt8(ascii: ".") {
        return .official
      }
    }
    return .other
  }
}
