import Audit
import Foundation
import OfficialMail
import Policy
import Reports
import Testing

@Suite struct CSVTests {
  @Test(arguments: Language.allCases)
  func `findings csv has one row for each finding`(_ language: Language) throws {
    try expectGolden(
      SampleResult.mixed(language).findingsCSV, "findings-\(language.rawValue).csv")
  }

  @Test func `agencies csv counts the rows of findings csv`() throws {
    try expectGolden(SampleResult.mixed().agenciesCSV, "agencies.csv")
  }

  @Test func `findings come out by rule, agency and subject however they went in`() throws {
    var result = try SampleResult.mixed()
    let sorted = result.findingsCSV
    result.findings.reverse()
    #expect(result.findingsCSV == sorted)
  }

  @Test(arguments: SampleResult.attacks)
  func `no cell is a formula or breaks its row, and python reads it back`(_ attack: String) throws {
    let result = try SampleResult.hostile(attack)
    for (text, rows, columns) in [(result.findingsCSV, 8, 9), (result.agenciesCSV, 5, 8)] {
      let script = """
        import csv, io, json, sys
        rows = csv.reader(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline=""), strict=True)
        print(json.dumps(list(rows)))
        """
      let json = try output(of: "python3", ["-c", script], input: text)
      let table = try #require(
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String]])
      #expect(table.count == rows)
      for row in table {
        #expect(row.count == columns)
        for cell in row {
          #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.unicodeScalars.first))
          #expect(!cell.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        }
      }
    }
  }

  @Test func `ordinary addresses and rule ids stay as they are`() throws {
    let first = try SampleResult.mixed().findingsCSV.split(separator: "\n")[1]
    #expect(first.hasPrefix("FWD-OUT,violation,critical,XA-01,an@muonglam.example,"))
  }
}
