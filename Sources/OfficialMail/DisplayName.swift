/// A person's name, found in what a directory displays: "TS. Nguyễn Văn An (PGĐ)",
/// "Nguyễn Văn An - Sở Nội vụ", "Nguyen, Van An".
///
/// What may be an office, or somebody else, is no name: `words` is empty then.
struct DisplayName {
  /// Folded to ASCII, in the order displayed, without titles.
  private(set) var words: [[UInt8]] = []
  /// Whether others are known to bear it, or it is cut short: "Nguyễn Văn An 2", "Nguyễn V. An".
  private(set) var isShared = false

  /// - Parameter text: over 400 bytes it is no name.
  init(_ text: String, names: OwnerNames) {
    guard text.utf8.count <= 400, let parts = DisplayName.parts(of: text.lowercased()) else {
      return
    }
    let persons = parts.filter { !$0.isBracketed }.compactMap { part in
      let words = names.withoutTitles(part.words[...])
      return words.contains { hasVowel($0.folded) } && !names.isOffice(words)
        ? Part(words: words, followsComma: part.followsComma) : nil
    }
    guard let found = DisplayName.name(among: persons, order: names.order) else { return }
    words = found.map(\.folded).filter { !$0.allSatisfy(isDigit) }
    isShared =
      parts.contains { $0.isNumber } || found.contains { DisplayName.isNumber($0.folded) }
      || words.contains { ($0.count == 1 && !hasVowel($0)) || $0.contains(where: isDigit) }
  }

  private struct Part {
    var words: [SpelledWord] = []
    var followsComma = false
    var isBracketed = false

    var isNumber: Bool {
      words.count == 1
        && (DisplayName.isNumber(words[0].folded) || (isBracketed && words[0].folded.count == 1))
    }
  }

  // What tells namesakes apart: "An 2", "An (B)", "An - 1985". A telephone number does not.
  private static func isNumber(_ word: [UInt8]) -> Bool {
    word.count <= 4 && word.allSatisfy(isDigit)
  }

  private static func name(among parts: [Part], order: OwnerNames.Order) -> [SpelledWord]? {
    // "Berger, Anna Maria".
    if parts.count == 2, parts[0].words.count == 1, parts[1].followsComma {
      let (family, rest) = (parts[0].words, parts[1].words)
      return order == .familyFirst ? family + rest : rest + family
    }
    let names = parts.map(\.words).filter { $0.count > 1 }
    // "Mường Lầm - Nguyễn Văn An": which of them is the person cannot be told.
    guard let first = names.first, names.allSatisfy({ $0.count <= first.count }) else { return nil }
    return first
  }

  /// The text between dashes, commas and the like, and what stands in brackets. Nil where a letter
  /// has no ASCII form.
  private static func parts(of text: String) -> [Part]? {
    let scalars = Array(text.unicodeScalars)
    var parts = [Part()]
    var bracketed: [Part] = []
    var word = String.UnicodeScalarView()
    var depth = 0
    for (index, scalar) in (scalars + ["\n"]).enumerated() {
      switch scalar {
      // "H'Hen Niê" has two words.
      case "'", "’", "‘", "ʼ": continue
      case _ where !scalar.isASCII && scalar.properties.generalCategory == .format: continue
      case _ where isPartOfWord(scalar):
        word.append(scalar)
        continue
      default: break
      }
      if !word.isEmpty {
        guard let spelled = SpelledWord(String(word)) else { return nil }
        if depth > 0 {
          bracketed[bracketed.count - 1].words.append(spelled)
        } else {
          parts[parts.count - 1].words.append(spelled)
        }
        word.removeAll()
      }
      switch scalar {
      case "(", "[", "{", "<":
        depth += 1
        bracketed.append(Part(isBracketed: true))
      case ")", "]", "}", ">": depth = max(0, depth - 1)
      default:
        if depth == 0, index < scalars.count, isCut(at: index, in: scalars) {
          parts.append(Part(followsComma: scalar == ","))
        }
      }
    }
    return parts + bracketed
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    return switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: false
    }
  }

  // A hyphen or slash inside a word joins: "Nguyễn-Văn An", "Đ/c".
  private static func isCut(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    switch scalars[index] {
    case ",", ";", ":", "|", "–", "—", "•", "·", "\n", "\r": true
    case "-", "/":
      (index > 0 && scalars[index - 1].properties.isWhitespace)
        || (index + 1 < scalars.count && scalars[index + 1].properties.isWhitespace)
    default: false
    }
  }
}

/// A word in lower case as it was spelled, for "tổ" is an office and "tô" a family, and folded.
struct SpelledWord {
  let spelled: String
  let folded: [UInt8]

  /// Nil where a letter has no ASCII form.
  init?(_ word: String) {
    guard let folded = NameFolding.compact(localPart: word) else { return nil }
    (spelled, self.folded) = (word, folded)
  }
}
