import Audit
import Foundation
import OfficialMail
import Policy
import Reports
import Testing

@Suite struct JSONTests {
  @Test func `findings json says all of every finding`() throws {
    try expectGolden(SampleResult.mixed().findingsJSON(), "findings.json")
  }

  @Test func `coverage json is the ledger`() throws {
    try expectGolden(SampleResult.mixed().coverageJSON(), "coverage.json")
  }

  @Test func `coverage without logs says null`() throws {
    var result = try SampleResult.clean()
    result.coverage.logs = nil
    let document = try object(result.coverageJSON())
    #expect(document["logs"] is NSNull)
    #expect(document["complete"] as? Bool == true)
  }

  @Test func `the exit flags stand at the top`() throws {
    let mixed = try object(SampleResult.mixed().findingsJSON())
    #expect(mixed["exit_code"] as? Int == 1)
    #expect(mixed["violations"] as? Bool == true)
    #expect(mixed["incomplete"] as? Bool == true)
    #expect(mixed["fail_on"] as? String == "high")
    let clean = try object(SampleResult.clean().findingsJSON())
    #expect(clean["exit_code"] as? Int == 0)
    #expect(clean["violations"] as? Bool == false)
    #expect(clean["incomplete"] as? Bool == false)
  }

  @Test func `a violation below the alarm level leaves the flag down`() throws {
    var result = try SampleResult.clean()
    result.findings = [SampleResult.finding("USE", .violation, .low, "XA-01", "a@b.example", [])]
    let document = try object(result.findingsJSON())
    #expect(document["violations"] as? Bool == false)
    #expect(document["exit_code"] as? Int == 0)
  }

  @Test func `a cannot tell alone makes the run incomplete`() throws {
    var result = try SampleResult.clean()
    result.findings = [SampleResult.finding("USE", .cannotTell, .low, "XA-01", "a@b.example", [])]
    let document = try object(result.findingsJSON())
    #expect(document["incomplete"] as? Bool == true)
    #expect(document["exit_code"] as? Int == 3)
  }

  @Test(arguments: SampleResult.attacks)
  func `texts come back exactly, and nothing invisible stands in the bytes`(
    _ attack: String
  ) throws {
    let result = try SampleResult.hostile(attack)
    let json = try result.findingsJSON()
    let findings = try #require(try object(json)["findings"] as? [[String: Any]])
    #expect(findings.count == result.findings.count)
    for finding in findings {
      let subject = try #require(finding["subject"] as? String)
      #expect(Array(subject.utf8) == Array(attack.utf8))
    }
    for text in try [json, result.coverageJSON(), result.manifestJSON(outputs: [])] {
      #expect(
        !text.unicodeScalars.contains {
          $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
        })
    }
  }

  @Test func `the manifest lists inputs and outputs by path`() throws {
    let outputs = [
      FileDigest(path: "report.html", size: 2, sha256: "bb"),
      FileDigest(path: "findings.csv", size: 1, sha256: "aa"),
    ]
    try expectGolden(SampleResult.mixed().manifestJSON(outputs: outputs), "manifest.json")
  }
}
