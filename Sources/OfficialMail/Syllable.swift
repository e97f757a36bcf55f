/// Whether folded letters read as one syllable of Vietnamese: a word, and somebody's given name.
///
/// `thanh` is a name, though Trần Hoài Anh could be abbreviated so; `annv` and `nguyenan` are none.
func isSyllable(_ letters: [UInt8]) -> Bool {
  // "nghieng" is the longest.
  guard letters.count <= 7 else { return false }
  let consonants = letters.prefix { !isVowel($0) }.count
  // In "giang" and "quyen" the vowel after g and q belongs to the consonant; in "gin" it does not.
  return isSyllable(letters, onset: consonants) || isSyllable(letters, onset: consonants + 1)
}

private func isSyllable(_ letters: [UInt8], onset: Int) -> Bool {
  let rest = letters.dropFirst(onset)
  let nucleus = rest.prefix(while: isVowel)
  let coda = rest.dropFirst(nucleus.count)
  return onsets.contains(packed(letters.prefix(onset)))
    && (coda.isEmpty ? openEnds : nuclei).contains(packed(nucleus))
    && (coda.isEmpty || codas.contains(packed(coda)))
}

/// At most eight letters as one number.
private func packed(_ letters: some Sequence<UInt8>) -> UInt64 {
  letters.reduce(0) { $0 << 8 | UInt64($1) }
}

func hasVowel(_ letters: [UInt8]) -> Bool { letters.contains(where: isVowel) }

private func isVowel(_ letter: UInt8) -> Bool {
  switch letter {
  case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
    UInt8(ascii: "u"), UInt8(ascii: "y"):
    true
  default: false
  }
}

private let onsets = spellings(
  " b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x")
private let nuclei = spellings("a e i o u y ia ie oa oe oo ua ue uo uy uye ye")
private let codas = spellings("c ch m n ng nh p t")
private let openEnds = spellings(
  "a e i o u y ai ao au ay eo eu ia ieu iu oa oai oao oay oe oeo oi ua uay ue ui uo uoi uou uu uy "
    + "uya uyu yeu")

/// The space in front is for the empty one.
private func spellings(_ list: String) -> Set<UInt64> {
  Set(list.split(separator: " ", omittingEmptySubsequences: false).map { packed($0.utf8) })
}
