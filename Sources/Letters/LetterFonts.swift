import CPangoCairo

/// The letters' font, taken from one folder and from nowhere else.
///
/// A look-up by family name would also find Liberation 1, which has the same name and lacks 94
/// Vietnamese letters.
@safe final class LetterFonts {
  let folder: String
  let configuration: OpaquePointer
  /// What each of the four faces has; they belong to the configuration.
  private let faces: [OpaquePointer]
  private var known: Set<Unicode.Scalar> = []

  /// Where distributions put version 2: Debian 12, later Debian and Ubuntu, Fedora, Arch.
  static let standardFolders = [
    "/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif-fonts", "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
  ]

  private static let fileNames = ["Regular", "Bold", "Italic", "BoldItalic"].map {
    "LiberationSerif-\($0).ttf"
  }

  /// The first of the folders with the four faces of the font and all Vietnamese letters.
  static func first(in folders: [String]) throws(LetterFault) -> LetterFonts {
    var poor: LetterFault?
    for folder in folders {
      guard let fonts = LetterFonts(folder: folder) else { continue }
      let lacking = fonts.lackingLetters
      if lacking.isEmpty { return fonts }
      poor = poor ?? .fontsLackLetters(folder: folder, letters: lacking)
    }
    throw poor ?? .fontsMissing(searched: folders)
  }

  /// Nil where the folder has not all four faces.
  private init?(folder: String) {
    guard let configuration = unsafe FcConfigCreate() else { return nil }
    self.folder = folder
    unsafe self.configuration = unsafe configuration
    // By file: a folder would be scanned through a cache, which may not be writable.
    for name in Self.fileNames {
      let isRead = unsafe "\(folder)/\(name)".withCString { path in
        let bytes = unsafe UnsafeRawPointer(path).assumingMemoryBound(to: FcChar8.self)
        return unsafe FcConfigAppFontAddFile(configuration, bytes)
      }
      guard isRead == FcTrue else { break }
    }
    unsafe self.faces = unsafe Self.faces(of: LetterForm.pdfFamily, in: configuration)
    guard unsafe faces.count == Self.fileNames.count else { return nil }
  }

  deinit { unsafe FcConfigDestroy(configuration) }

  func has(_ scalar: Unicode.Scalar) -> Bool {
    if known.contains(scalar) { return true }
    guard isEverywhere(scalar) else { return false }
    known.insert(scalar)
    return true
  }

  private func isEverywhere(_ scalar: Unicode.Scalar) -> Bool {
    unsafe faces.allSatisfy { unsafe FcCharSetHasChar($0, scalar.value) == FcTrue }
  }

  private var lackingLetters: String {
    let vietnamese = [0x1A0, 0x1A1, 0x1AF, 0x1B0] + Array(0x1EA0...0x1EF9)
    let lacking = vietnamese.compactMap { Unicode.Scalar(UInt32($0)) }.filter { !has($0) }
    return String(String.UnicodeScalarView(lacking.prefix(12))) + (lacking.count > 12 ? "…" : "")
  }

  private static func faces(of family: String, in configuration: OpaquePointer) -> [OpaquePointer] {
    var faces: [OpaquePointer] = unsafe []
    guard let set = unsafe FcConfigGetFonts(configuration, FcSetApplication) else {
      return unsafe faces
    }
    for index in 0..<Int(unsafe set.pointee.nfont) {
      guard let pattern = unsafe set.pointee.fonts[index] else { continue }
      var name: UnsafeMutablePointer<FcChar8>?
      var characters: OpaquePointer?
      guard unsafe FcPatternGetString(pattern, FC_FAMILY, 0, &name) == FcResultMatch,
        let name = unsafe name, unsafe String(cString: name) == family,
        unsafe FcPatternGetCharSet(pattern, FC_CHARSET, 0, &characters) == FcResultMatch,
        let characters = unsafe characters
      else { continue }
      unsafe faces.append(characters)
    }
    return unsafe faces
  }
}
