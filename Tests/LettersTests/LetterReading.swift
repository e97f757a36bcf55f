import Foundation
import FoundationXML
import Letters
import OfficialMail

extension LetterDocument {
  static func sample(language: Language = .vi, rows: Int = 3) -> LetterDocument {
    LetterDocument(
      language: language, parent: "Ủy ban nhân dân huyện Sông Mã",
      issuer: "Phòng Văn hóa - Xã hội", number: "5", symbol: "UBND-VHXH", place: "Sông Mã",
      date: Day("2026-02-05"), asOf: Day(daysSinceEpoch: 20_726),
      subject: "khắc phục vi phạm trong sử dụng thư điện tử công vụ quý IV năm 2025",
      recipients: ["Ủy ban nhân dân xã Mường Hung"],
      body: [
        "Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 về công tác văn thư;",
        "Qua kiểm tra, cơ quan phát hiện các hộp thư chưa đổi mật khẩu theo quy định.",
        "1. Đổi mật khẩu chậm nhất ngày 15 tháng 02 năm 2026.",
        "Trân trọng đề nghị quý cơ quan phối hợp thực hiện.",
      ],
      authority: ["TRƯỞNG PHÒNG"], signatory: "Lò Thị Minh Hạnh", copies: ["Thường trực Huyện ủy"],
      archive: "VHXH",
      annex: Annex(
        title: "Danh sách hộp thư",
        parts: [
          Part(
            heading: "I. Vi phạm", note: "Theo số liệu ngày kiểm tra.",
            columns: [
              Column("TT", share: 1, content: .figures), Column("Hộp thư", share: 8),
              Column("Ghi nhận", share: 6),
            ],
            rows: (0..<rows).map {
              ["\($0 + 1)", "hop.thu.\($0 + 1)@xa.songma.example", "đổi ngày 01/01/2025"]
            })
        ]))
  }
}

extension String {
  var words: [Substring] { split(whereSeparator: \.isWhitespace) }
}

extension [Substring] {
  func contains(sequence: [Substring]) -> Bool { firstRange(of: sequence) != nil }
}

/// What an outside reader says of XML.
final class XMLText: NSObject, XMLParserDelegate {
  private(set) var characters = ""
  private(set) var isWellFormed = false

  init(_ xml: String) {
    super.init()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { characters += string }
}

/// The pages' words as poppler finds them, in the order in which they were drawn.
func pages(ofPDF bytes: [UInt8]) throws -> [String] {
  try text(ofPDF: bytes, numbered: true).split(separator: "\u{C}").map(String.init)
}

/// All words of a PDF without the page numbers.
func text(ofPDF bytes: [UInt8], numbered: Bool = false) throws -> String {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "letter.pdf")
    try Data(bytes).write(to: file)
    // Below the top margin, where page numbers stand.
    let crop = numbered ? [] : ["-x", "0", "-y", "56", "-W", "600", "-H", "800"]
    return try run(["pdftotext", "-raw", "-enc", "UTF-8"] + crop + [file.path, "-"])
  }
}

/// Where poppler finds the words of a PDF: left, top, right and bottom in points.
func boxes(ofPDF bytes: [UInt8]) throws -> [(
  left: Double, top: Double, right: Double, bottom: Double
)] {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "letter.pdf")
    try Data(bytes).write(to: file)
    let xml = try run(["pdftotext", "-bbox", file.path, "-"])
    let box = /xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)"/
    return xml.matches(of: box).compactMap { match in
      guard let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
        let bottom = Double(match.4)
      else { return nil }
      return (left, top, right, bottom)
    }
  }
}

/// All words of a DOCX as LibreOffice lays them out, without the page numbers.
func text(ofDOCX bytes: [UInt8]) throws -> String {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "letter.docx")
    try Data(bytes).write(to: file)
    _ = try run([
      "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless",
      "--convert-to", "pdf", "--outdir", folder.path, file.path,
    ])
    let pdf = try Data(contentsOf: folder.appending(path: "letter.pdf"))
    return try text(ofPDF: Array(pdf))
  }
}

func unzip(_ bytes: [UInt8], _ part: String) throws -> String {
  try withTemporaryFolder { folder in
    let file = folder.appending(path: "letter.docx")
    try Data(bytes).write(to: file)
    let read =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
      + "sys.stdout.buffer.write(z.read(sys.argv[2]))"
    return try run(["python3", "-c", read, file.path, part])
  }
}

private func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

private struct CommandFailed: Error {
  var command: String
  var status: Int32
  var said: String
}

private func run(_ command: [String]) throws -> String {
  try withTemporaryFolder { folder in
    let log = folder.appending(path: "stderr").path
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandFailed(
        command: command.joined(separator: " "), status: process.terminationStatus,
        said: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
