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
  private let offices: Phrases
  private let titles: Phrases
  private let familyNames: Set<[UInt8]>

  /// - Parameters:
  ///   - roleWords: name offices and functions ("văn thư", "UBND"); in addresses spelling, spaces
  ///     and diacritics do not matter.
  ///   - titles: stand before or after a person's name ("TS", "Ông", "phó giám đốc").
  ///   - familyNames: tell names that a directory displays in the other order ("An Nguyen Van").
  public init(
    order: Order, roleWords: some Sequence<String>, titles: some Sequence<String> = [],
    familyNames: some Sequence<String> = []
  ) {
    let roleWords = Array(roleWords)
    self.order = order
    self.roleWords = Set(roleWords.map(NameFolding.compact)).subtracting([[]])
    longestRoleWord = self.roleWords.map(\.count).max() ?? 0
    offices = Phrases(roleWords)
    self.titles = Phrases(titles)
    self.familyNames = Set(familyNames.map(NameFolding.compact))
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

  /// Whether the words begin as an office's name does: "Phòng Tài chính", "Sở Nội vụ".
  func isOffice(_ words: [SpelledWord]) -> Bool {
    offices.longest(at: .start, of: words[...]) != nil
  }

  /// Whether folded words may begin or end with a title, or begin as an office's name does.
  func mayHaveTitle(_ words: [[UInt8]]) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    return titles.mayStand(first: first, last: last) || offices.mayStand(first: first, last: last)
  }

  /// The words that remain when titles are taken from both ends; none where what follows a title
  /// may be a place.
  func withoutTitles(_ words: ArraySlice<SpelledWord>) -> [SpelledWord] {
    if let count = titles.longest(at: .start, of: words) {
      let (title, rest) = (words.prefix(count), words.dropFirst(count))
      if rest.isEmpty { return [] }
      let isKnown = beginsWithTitleOrFamily(rest)
      if isNothingElse(title) { return isKnown || rest.count > 2 ? withoutTitles(rest) : [] }
      if isKnown && rest.count > 2 { return withoutTitles(rest) }
    }
    if let count = titles.longest(at: .end, of: words) {
      // "Nguyễn Tiến Sĩ" is a name from end to end.
      let isAbbreviation = words.suffix(count).allSatisfy { !hasVowel($0.folded) }
      if words.count - count >= (isAbbreviation ? 1 : 3) {
        return withoutTitles(words.dropLast(count))
      }
    }
    return Array(words)
  }

  // Unlike "ông" and "văn thư", which may begin a name or stand before a place's.
  private func isNothingElse(_ title: ArraySlice<SpelledWord>) -> Bool {
    let isAbbreviation = title.allSatisfy { !hasVowel($0.folded) }
    let isSpelledOut = title.count > 1 && title.contains { $0.spelled.utf8.count > $0.folded.count }
    return isAbbreviation || (isSpelledOut && !isOffice(Array(title)))
  }

  private func beginsWithTitleOrFamily(_ words: ArraySlice<SpelledWord>) -> Bool {
    familyNames.isEmpty || words.first.map { familyNames.contains($0.folded) } == true
      || titles.longest(at: .start, of: words) != nil
  }

  /// The words of a name with the given name last, or first where that is the order here. Only a
  /// family's name at another place tells that a name is displayed otherwise.
  func ordered(_ words: [[UInt8]]) -> [[UInt8]] {
    guard order == .familyFirst, words.count > 2, !familyNames.contains(words[0]) else {
      return words
    }
    if familyNames.contains(words[1]) { return words.dropFirst() + [words[0]] }
    return familyNames.contains(words[words.count - 1]) ? words.reversed() : words
  }
}

/// Phrases of several words, as they are spelled, and folded where that can be nothing else.
private struct Phrases: Sendable, Hashable {
  enum End { case start, end }

  private var spellings: Set<String> = []
  /// The words they begin and end with, folded: most names have none of them.
  private var firstWords: Set<[UInt8]> = []
  private var lastWords: Set<[UInt8]> = []
  private var longest = 0

  init(_ phrases: some Sequence<String>) {
    for phrase in phrases {
      let words = phrase.lowercased().split { !$0.isLetter && !$0.isNumber }
        .compactMap { SpelledWord(String($0)) }
      guard let first = words.first, let last = words.last else { continue }
      longest = max(longest, words.count)
      firstWords.insert(first.folded)
      lastWords.insert(last.folded)
      spellings.insert(words.map(\.spelled).joined(separator: " "))
      // "To" may be the family Tô; "phong tai chinh" is no person.
      if words.count > 1 || !isSyllable(first.folded) {
        let folded = words.map { String(decoding: $0.folded, as: UTF8.self) }
        spellings.insert(folded.joined(separator: " "))
      }
    }
  }

  /// Whether a phrase may begin with the one word or end with the other.
  func mayStand(first: [UInt8], last: [UInt8]) -> Bool {
    firstWords.contains(first) || lastWords.contains(last)
  }

  /// How many words of the longest phrase stand at an end.
  func longest(at end: End, of words: ArraySlice<SpelledWord>) -> Int? {
    guard let first = words.first, let last = words.last,
      end == .start ? firstWords.contains(first.folded) : lastWords.contains(last.folded)
    else { return nil }
    return (0..<min(longest, words.count)).reversed().map { $0 + 1 }.first { count in
      let piece = end == .start ? words.prefix(count) : words.suffix(count)
      return spellings.contains(piece.map(\.spelled).joined(separator: " "))
    }
  }
}

extension [UInt8] {
  /// The ends of all pieces that begin at `start` and are no longer than `length`.
  fileprivate func indices(after start: Int, atMost length: Int) -> ClosedRange<Int> {
    start + 1...Swift.max(start + 1, Swift.min(count, start + length))
  }
}
