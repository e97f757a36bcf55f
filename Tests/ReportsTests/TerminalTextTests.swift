import Audit
import Foundation
import OfficialMail
import Reports
import Testing

@Suite struct TerminalTextTests {
  @Test(arguments: Language.allCases)
  func `the summary counts and says what was lost`(_ language: Language) throws {
    let written = WrittenOutput(
      folder: "/q3", report: "/q3/report.html",
      letters: ["/q3/letters/XA-01.pdf", "/q3/letters/XA-01.docx"], files: [])
    try expectGolden(
      SampleResult.mixed(language).summary(written: written), "summary-\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func `check prints one line for each finding`(_ language: Language) throws {
    let text = try SampleResult.mixed(language).findingsText
    #expect(text.split(separator: "\n").count == 7)
    try expectGolden(text, "check-\(language.rawValue).txt")
  }

  @Test(arguments: SampleResult.attacks)
  func `a terminal is not steered by names`(_ attack: String) throws {
    let result = try SampleResult.hostile(attack)
    #expect(result.findingsText.split(separator: "\n").count == 7)
    for text in [result.findingsText, result.summary()] {
      #expect(
        !text.unicodeScalars.contains {
          $0 != "\n"
            && [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        })
    }
  }
}
