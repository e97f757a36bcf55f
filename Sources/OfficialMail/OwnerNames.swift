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
  private let roleWords: Set<[UInt8]>
  private let longestRoleWord: Int

  /// `roleWords` name offices and functions ("văn thư", "UBND"); spelling, spaces and diacritics
  /// do not matter.
  public init(order: Order, roleWords: some Sequence<String>) {
    self.order = order
    self.roleWords = Set(roleWords.map(NameFolding.compact)).subtracting([[]])
    longestRoleWord = self.roleWords.map(\.count).max() ?? 0
  }

  /// Whether a folded local part is made of role words, and digits beside, alone: `vanthu`,
  /// `vanthuubnd`, `phongtaichinh2`.
  func isRole(_ bytes: [UInt8]) -> Bool {
    guard !bytes.allSatisfy(isDigit) else { return false }
    // reachable[i]: the first i bytes are role words and digits.
    var reachable = [Bool](repeating: false, count: bytes.count + 1)
    reachable[0] = true
    for start in bytes.indices where reachable[start] {
      if isDigit(bytes[start]) { reachable[start + 1] = true }
      for end in bytes.indices(after: start, atMost: longestRoleWord)
      where roleWords.contains(Array(bytes[start..<end])) {
        reachable[end] = true
      }
    }
    return reachable[bytes.count]
  }
}

extension [UInt8] {
  /// The ends of all pieces that begin at `start` and are no longer than `length`.
  fileprivate func indices(after start: Int, atMost length: Int) -> ClosedRange<Int> {
    start + 1...Swift.max(start + 1, Swift.min(count, start + length))
  }
}
