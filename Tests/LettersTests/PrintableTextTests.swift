import Foundation
import Letters
import OfficialMail
import Testing

struct PrintableTextTests {
  @Test(arguments: [
    ("an.nguyen@xa.example", "an.nguyen@xa.example"), ("Lò Văn Cường", "Lò Văn Cường"),
    ("a\u{306}\u{301}", "ắ"), ("一", "\\u{4E00}"), ("😀", "\\u{1F600}"),
    ("\u{202E}gpj", "\\u{202E}gpj"), ("a\u{0}b", "a\\u{0}b"), ("\u{1B}[31m", "\\u{1B}[31m"),
    ("a\r\n\tb ", "a b"), ("z\u{30A}\u{30A}", "z\\u{30A}\\u{30A}"),
    ("\u{FEFF}x", "\\u{FEFF}x"), ("<script>&", "<script>&"), ("", ""),
  ])
  func `words from outside are made visible`(word: String, printed: String) {
    #expect(word.printable() == printed)
  }

  @Test func `long words are cut and show it`() {
    let printed = String(repeating: "ộ", count: 10_000).printable(limit: 50)
    #expect(printed == String(repeating: "ộ", count: 50) + "…")
    let stacked = "a" + String(repeating: "\u{301}", count: 100_000)
    #expect(stacked.printable(limit: 50).unicodeScalars.count <= 51)
  }

  @Test func `the font has every character that is left as it is`() throws {
    var letter = LetterDocument.sample()
    let scalars = (0x20...0x2FFF).compactMap(Unicode.Scalar.init).filter(\.isInLetters)
    #expect(scalars.count > 600)
    letter.body[0] = String(String.UnicodeScalarView(scalars))
    let printed = letter.body[0].printable(limit: 10_000)
    #expect(!printed.contains("\\u{"))
    #expect(try !LetterPress().pdf(of: letter).isEmpty)
  }

  @Test(arguments: [
    "<script>alert(1)</script>@xa.example", "]]>&amp;<w:p/>\"'@xa.example", "\u{0}\u{1}\u{8}\u{7F}",
    "\u{202E}elpmaxe.ax@na", "😀一二三@xa.example", "\u{FFFE}\u{FFFF}\u{D7FF}",
    String(repeating: "x", count: 10_000), String(repeating: "a.", count: 5_000) + "@xa.example",
    String(repeating: "W", count: 400),
  ])
  func `a hostile name neither stops a letter nor breaks its files`(name: String) throws {
    var letter = LetterDocument.sample(rows: 1)
    letter.annex?.parts[0].rows[0][1] = name.printable()
    let press = try LetterPress()
    let pdf = try press.pdf(of: letter)
    let docx = try press.docx(of: letter)
    let xml = try unzip(docx, "word/document.xml")
    #expect(XMLText(xml).isWellFormed)
    let printed = name.printable().filter { !$0.isWhitespace }
    #expect(XMLText(xml).characters.filter { !$0.isWhitespace }.contains(printed))
    #expect(try text(ofPDF: pdf).filter { !$0.isWhitespace }.contains(printed))
  }

  @Test func `a row taller than a page goes on over the next`() throws {
    var letter = LetterDocument.sample(rows: 3)
    letter.annex?.parts[0].rows[1][2] = String(repeating: "một hai ba ", count: 1200)
    let words = try text(ofPDF: LetterPress().pdf(of: letter)).words
    #expect(words.filter { $0 == "hai" }.count == 1200)
    #expect(words.contains("hop.thu.3@xa.songma.example"))
  }
}
