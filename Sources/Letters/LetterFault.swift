package import OfficialMail

/// Why a letter could not be made.
package enum LetterFault: Fault, Hashable {
  case fontsMissing(searched: [String])
  /// Letters that the font in the folder lacks.
  case fontsLackLetters(folder: String, letters: String)
  /// A character of the letter's words that the font lacks.
  case characterMissing(UInt32, text: String)
  /// A box of the form that does not fit on a page.
  case boxTooTall(text: String)
  case drawing(String)
  case packing(String)

  package var blame: Blame {
    switch self {
    case .characterMissing, .boxTooTall: .commandLine
    case .fontsMissing, .fontsLackLetters, .drawing, .packing: .outsideWorld
    }
  }

  package var description: String {
    switch self {
    case .fontsMissing(let folders):
      """
      The letters' font, Liberation Serif 2, is in none of \(folders.joined(separator: ", ")).
      Install it: apt-get install fonts-liberation2
      """
    case .fontsLackLetters(let folder, let letters):
      """
      The font Liberation Serif in \(folder) lacks the letters \(letters).
      Install version 2: apt-get install fonts-liberation2
      """
    case .characterMissing(let scalar, let text):
      """
      The letters' font has no character \(Unicode.Scalar(scalar)?.codeName ?? "\(scalar)"), \
      which stands in "\(text.printable(limit: 60))".
      Change that text in the policy.
      """
    case .boxTooTall(let text):
      """
      A box of the letter is taller than a page; it begins "\(text.printable(limit: 60))".
      Shorten that text in the policy.
      """
    case .drawing(let reason): "The letter's PDF could not be drawn: \(reason)."
    case .packing(let reason): "The letter's DOCX could not be packed: \(reason)."
    }
  }
}
