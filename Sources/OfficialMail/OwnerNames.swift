/// How a country writes the names of mailbox owners, and which words are nobody's name.
public struct OwnerNames: Sendable, Hashable {
  /// Where the given name stands in a full name.
  public enum Order: Sendable, Hashable {
    /// Nguyễn Văn An: the given name is the last word.
    case familyFirst
    /// An Văn Nguyễn: the given name is the first word.
    case givenFirst
  }

  public let order: Order
  /// Folded to letters and digits of ASCII.
  let roleWords: Set<String>
  let longestRoleWord: Int

  /// `roleWords` name offices and functions ("văn thư", "UBND"); spelling, spaces and diacritics
  /// do not matter.
  public init(order: Order, roleWords: some Sequence<String>) {
    self.order = order
    self.roleWords = Set(roleWords.map(NameFolding.compact)).subtracting([""])
    longestRoleWord = self.roleWords.map(\.utf8.count).max() ?? 0
  }

  /// Whether a folded local part is made of role words, and digits beside, alone: `vanthu`,
  /// `vanthuubnd`, `phongtaichinh2`.
  func isRole(_ compact: String) -> Bool {
    let bytes = Array(compact.utf8)
    guard bytes.contains(where: { $0 > UInt8(ascii: "9") }) else { return false }
    // reachable[i]: the first i bytes are role words and digits.
    var reachable = [Bool](repeating: false, count: bytes.count + 1)
    reachable[0] = true
    for start in bytes.indices where reachable[start] {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) {
        reachable[start + 1] = true
      }
      for end in (start + 1)...max(start + 1, min(bytes.count, start + longestRoleWord))
      where roleWords.contains(String(decoding: bytes[start..<end], as: UTF8.self)) {
        reachable[end] = true
      }
    }
    return reachable[bytes.count]
  }
}
