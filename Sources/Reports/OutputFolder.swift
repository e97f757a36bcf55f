package import Audit
import Foundation

/// What was written, for the summary.
package struct WrittenOutput: Sendable, Hashable {
  /// Absolute path of the folder.
  package var folder: String
  /// Absolute path of report.html.
  package var report: String
  /// Absolute paths of the letters, two for each agency, in the order they were given.
  package var letters: [String]
  /// Every file relative to the folder, sorted.
  package var files: [String]

  package init(folder: String, report: String, letters: [String], files: [String]) {
    self.folder = folder
    self.report = report
    self.letters = letters
    self.files = files
  }
}

/// A folder of results that is complete or absent: files are gathered in a folder beside it, on the
/// same disk, and take its place in one step.
package struct OutputFolder: ~Copyable {
  private let target: OutputTarget
  private var aside: FolderAside
  private var letters: FolderDescriptor?
  private var names = LetterNames()
  private var outputs: [FileDigest] = []

  /// Says at once what would refuse the folder at the end: a path that exists and is no empty
  /// folder, a missing parent, one that cannot be written in.
  package static func check(_ path: String) throws(OutputFault) {
    let target = try OutputTarget(path)
    guard unsafe access(target.parent, W_OK | X_OK) == 0 else {
      throw .refused(folder: path, code: errno)
    }
  }

  /// Opens a folder aside for results that are to stand at `path`.
  package init(for path: String) throws(OutputFault) {
    let target = try OutputTarget(path)
    let aside = try FolderAside.open(in: target.parent, for: path)
    self.target = target
    self.aside = aside
    letters = nil
  }

  /// Adds one file.
  package mutating func add(_ name: String, _ text: String) throws(OutputFault) {
    let bytes = Array(text.utf8)
    do {
      try aside.folder.write(bytes, to: name)
    } catch {
      throw .writing(name, in: target.path, code: error.code)
    }
    outputs.append(FileDigest(path: name, bytes: bytes))
  }

  /// Adds the two files of an agency's letter, named after its code.
  package mutating func addLetter(
    agency code: String, pdf: [UInt8], docx: [UInt8]
  ) throws(OutputFault) {
    let name = try names.name(for: code)
    for (file, bytes) in [("\(name).pdf", pdf), ("\(name).docx", docx)] {
      do {
        if letters == nil { letters = try aside.folder.makeFolder("letters") }
        try letters?.write(bytes, to: file)
      } catch {
        throw .writing("letters/\(file)", in: target.path, code: error.code)
      }
      outputs.append(FileDigest(path: "letters/\(file)", bytes: bytes))
    }
  }

  /// Adds the files made of the result alone, and the manifest; then puts the folder in its place.
  package consuming func finish(with result: AuditResult) throws -> WrittenOutput {
    try add("findings.csv", result.findingsCSV)
    try add("findings.json", result.findingsJSON())
    try add("agencies.csv", result.agenciesCSV)
    try add("coverage.json", result.coverageJSON())
    try add("report.html", result.reportHTML())
    let letterFiles = outputs.map(\.path).filter { $0.hasPrefix("letters/") }
    try add("manifest.json", result.manifestJSON(outputs: outputs))
    try moveIntoPlace()
    return WrittenOutput(
      folder: target.absolute, report: "\(target.absolute)/report.html",
      letters: letterFiles.map { "\(target.absolute)/\($0)" }, files: outputs.map(\.path).sorted())
  }

  private mutating func moveIntoPlace() throws(OutputFault) {
    do {
      try letters?.sync()
      try aside.folder.sync()
    } catch {
      throw .writing("the folder", in: target.path, code: error.code)
    }
    // An empty folder gives way to the new one; one that was filled meanwhile does not.
    guard unsafe rename(aside.path, target.absolute) == 0 else {
      switch errno {
      case ENOTEMPTY, EEXIST: throw .notEmpty(target.path)
      case ENOTDIR: throw .notAFolder(target.path)
      case EBUSY: throw .inUse(target.path)
      case let code: throw .writing("the folder", in: target.path, code: code)
      }
    }
    aside.isMoved = true
    // The results stand; a parent that cannot be synced does not take them back.
    try? FolderDescriptor(opening: target.parent).sync()
  }

  /// Writes all of an audit: `letters` is called once and gives each letter to the function it is
  /// handed, so that one letter at a time is in memory.
  package static func write(
    _ result: AuditResult, to path: String,
    letters: (_ add: (_ agency: String, _ pdf: [UInt8], _ docx: [UInt8]) throws -> Void) throws
      -> Void
  ) throws -> WrittenOutput {
    var folder = try OutputFolder(for: path)
    try letters { agency, pdf, docx in
      try folder.addLetter(agency: agency, pdf: pdf, docx: docx)
    }
    return try folder.finish(with: result)
  }
}
