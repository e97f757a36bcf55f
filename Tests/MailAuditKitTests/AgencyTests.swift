import Foundation
import Testing

/// Whose mailbox is whose, from the command line.
@Suite struct AgencyTests {
  private static let header =
    "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor\n"

  private static func office(
    _ mailbox: String, register rows: String
  ) throws -> SmallOffice {
    let office = try SmallOffice(
      ldif: "dn: dc=gov,dc=example\nobjectClass: domain\ndc: gov\n\n" + mailbox)
    try office.folder.write(header + rows, to: "agencies.csv")
    return office
  }

  private static let inTwo = SmallOffice.entry(
    "an", "An", mail: "an@a.gov.example", "mail: an@b.gov.example")

  @Test(arguments: ["run", "check"])
  func `a mailbox in two agencies ends the audit and names both`(command: String) throws {
    let office = try Self.office(
      Self.inTwo, register: "A,a,,,a.gov.example,,,,\nB,b,,,b.gov.example,,,,\n")
    let ended = try Program.run(office.arguments(command))
    #expect(ended.code == 2)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.contains("agencies.csv: an@a.gov.example is in two agencies: A and B."))
    #expect((1...4).contains(ended.errorLines))
    #expect(!FileManager.default.fileExists(atPath: office.output))
  }

  @Test func `an export prints no row before every mailbox has one agency`() throws {
    let office = try Self.office(
      SmallOffice.entry("binh", "Binh", mail: "binh@a.gov.example") + Self.inTwo,
      register: "A,a,,,a.gov.example,,,,\nB,b,,,b.gov.example,,,,\n")
    let ended = try Program.run(
      ["directory", "export", "--directory", office.directory, "--agencies", office.register])
    #expect(ended.code == 2)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.contains("A and B"))
  }

  @Test(arguments: [
    "A,a,,,a.gov.example,,,,\nB,b,A,,b.gov.example,,,,\n",
    "A,a,,,a.gov.example,,,2025-12-31,B\nB,b,,,b.gov.example,,,,\n",
    "A,a,,,a.gov.example,,,,\nB,b,,,b.gov.example;a.gov.example,Phòng B,,,\n",
  ])
  func `a parent, a successor or a unit says which of two is meant`(rows: String) throws {
    let mailbox = SmallOffice.entry(
      "an", "An", mail: "an@a.gov.example", "mail: an@b.gov.example", "ou: Phòng B")
    let office = try Self.office(mailbox, register: rows)
    let ended = try Program.run([
      "directory", "export", "--directory", office.directory, "--agencies", office.register,
      "--as-of", "2026-10-01",
    ])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.output.contains("\nan@a.gov.example,An,B,"))
  }

  @Test func `mailboxes of no agency are listed`() throws {
    let office = try Self.office(
      SmallOffice.entry("an", "An", mail: "an@z.gov.example")
        + SmallOffice.entry("binh", "Binh", mail: "binh@a.gov.example"),
      register: "A,a,,,a.gov.example,,,,\n")
    let ended = try Program.run(office.arguments("run"))
    #expect(ended.code == 0, "\(ended.errors)")
    let coverage = try office.written("coverage.json")
    #expect(coverage.contains("\"unassigned_mailboxes\" : 1"))
    #expect(coverage.contains("\"an@z.gov.example\""))
    #expect(try office.written("report.html").contains("an@z.gov.example"))
  }

  @Test func `a register is drafted from the units, and is one that can be used`() throws {
    let office = try Self.office(
      SmallOffice.entry("an", "An", mail: "an@gov.example", "ou: Phòng Tài chính", "ou: Sở A")
        + SmallOffice.entry("binh", "Binh", mail: "binh@gov.example", "ou: Sở A")
        + SmallOffice.entry("ca", "Ca", mail: "ca@gov.example"), register: "X,x,,,,,,,\n")
    let drafted = try Program.run(["directory", "agencies", "--directory", office.directory])
    #expect(drafted.code == 0, "\(drafted.errors)")
    #expect(drafted.errors.contains("2 agencies drafted; 1 mailboxes have no unit"))
    let rows = drafted.output.split(separator: "\n")
    #expect(rows.first.map { $0 + "\n" } == Self.header.dropLast() + ",mailboxes\n")
    #expect(rows.contains("PHONG-TAI-CHINH,Phòng Tài chính,SO-A,,,Phòng Tài chính,,,,1"))
    #expect(rows.contains("SO-A,Sở A,,,,Sở A,,,,1"))
    let register = try office.folder.write(drafted.output, to: "drafted.csv")
    let exported = try Program.run([
      "directory", "export", "--directory", office.directory, "--agencies", register,
    ])
    #expect(exported.code == 0, "\(exported.errors)")
    #expect(exported.output.contains("\nan@gov.example,An,PHONG-TAI-CHINH,"))
    #expect(exported.output.contains("\nbinh@gov.example,Binh,SO-A,"))
    #expect(exported.output.contains("\nca@gov.example,Ca,unassigned,"))
  }

  @Test func `a name that units in several places have makes no agency`() throws {
    let office = try Self.office(
      SmallOffice.entry("an", "An", mail: "an@gov.example", "ou: Văn phòng", "ou: Sở A")
        + SmallOffice.entry("binh", "Binh", mail: "binh@gov.example", "ou: Văn phòng", "ou: Sở B")
        + SmallOffice.entry("ca", "Ca", mail: "ca@gov.example", "ou: -Phòng C"),
      register: "X,x,,,,,,,\n")
    let drafted = try Program.run(["directory", "agencies", "--directory", office.directory])
    #expect(drafted.code == 0)
    #expect(drafted.errors.contains("taken into those above them: Văn phòng"))
    let register = try office.folder.write(drafted.output, to: "drafted.csv")
    let exported = try Program.run([
      "directory", "export", "--directory", office.directory, "--agencies", register,
    ])
    #expect(exported.code == 0, "\(exported.errors)")
    for row in ["an@gov.example,An,SO-A,", "binh@gov.example,Binh,SO-B,"] {
      #expect(exported.output.contains("\n\(row)"), "\(exported.output)")
    }
    // A spreadsheet's guard in front of the name is no part of it.
    #expect(exported.output.contains("\nca@gov.example,Ca,PHONG-C,"), "\(exported.output)")
  }

  @Test(arguments: [
    [["Office", "HN"], ["Office"]], [["A", "B"], ["B", "A"]],
    [["Desk", "Office", "HN"], ["Desk", "Office", "HCM"]], [["A", "B"], ["A", "C"], ["B", "C"]],
    [[" "], ["A"]],
  ])
  func `a drafted register never puts a mailbox into two agencies`(paths: [[String]]) throws {
    let entries = paths.enumerated().map { index, units in
      let lines = units.map { "ou:: \(Data($0.utf8).base64EncodedString())" }
      return SmallOffice.entry(
        "u\(index)", "U", mail: "u\(index)@gov.example", lines.joined(separator: "\n"))
    }
    let office = try Self.office(entries.joined(), register: "X,x,,,,,,,\n")
    let drafted = try Program.run(["directory", "agencies", "--directory", office.directory])
    guard drafted.output.split(separator: "\n").count > 1 else { return }
    let register = try office.folder.write(drafted.output, to: "drafted.csv")
    let exported = try Program.run([
      "directory", "export", "--directory", office.directory, "--agencies", register,
    ])
    #expect(exported.code == 0, "\(drafted.output)\(exported.errors)")
    // Nobody of one place stands under the agency of another.
    let codes = exported.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[2]
    }
    if paths.contains(["Desk", "Office", "HN"]) { #expect(codes == ["HN", "HCM"]) }
  }

  @Test func `a register is drafted from the domains`() throws {
    let office = try SmallOffice()
    let drafted = try Program.run([
      "directory", "agencies", "--by", "domain", "--directory", office.directory,
    ])
    #expect(drafted.output.contains("\nA-GOV-EXAMPLE,a.gov.example,,,a.gov.example,,,,,2\n"))
    #expect(
      try Program.run(["directory", "agencies", "--by", "floor", "--directory", office.directory])
        .code == 2)
  }
}
