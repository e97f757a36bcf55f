import Audit

/// File names made of agency codes, which an office chose and a stranger may have written.
///
/// A code of letters, digits and `.` `_` `-` is its own name. Any other loses what is not of these
/// and gets the head of its digest instead, so that no two codes share a name; so does the second
/// of two codes that differ by case alone, which some file systems take for one.
struct LetterNames {
  private var codes: Set<String> = []
  /// Names in lower case.
  private var taken: Set<String> = []

  /// The name of a code's files without their extension.
  /// - Throws: `OutputFault.twoLetters` for a code that already has a name.
  mutating func name(for code: String) throws(OutputFault) -> String {
    let digest = FileDigest(path: "", bytes: Array(code.utf8)).sha256
    let plain = LetterNames.plain(code)
    let stem = plain.isEmpty ? "agency" : String(plain.prefix(40))
    var candidates = ["\(stem)-\(digest.prefix(12))", "\(stem)-\(digest)"]
    if plain == code, LetterNames.isSafe(code) { candidates.insert(code, at: 0) }
    guard codes.insert(code).inserted,
      let name = candidates.first(where: { !taken.contains($0.lowercased()) })
    else { throw .twoLetters(agency: code) }
    taken.insert(name.lowercased())
    return name
  }

  private static func plain(_ code: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in code.unicodeScalars.prefix(200) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": name.append(scalar)
      default: name.append("_")
      }
    }
    while let first = name.first, first == "." || first == "-" { name.removeFirst() }
    return String(name)
  }

  // A name ending with a dot, and the names of devices, are refused by Windows, where letters go.
  private static func isSafe(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 100, name.utf8.last != UInt8(ascii: ".") else {
      return false
    }
    let stem = name.prefix { $0 != "." }.uppercased()
    let numbered = stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
    return !numbered && !["CON", "PRN", "AUX", "NUL"].contains(stem)
  }
}
