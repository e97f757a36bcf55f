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
}

/// A folder of results that is complete or absent: files are gathered in a folder beside it, on the
/// same disk, and take its place in one step.
package struct OutputFolder: ~Copyable {
  private let target: Target
  private let aside: String
  private let folder: FolderDescriptor
  private var letters: FolderDescriptor?
  private var names = LetterNames()
  private var outputs: [FileDigest] = []
  private var finished = false

  /// Says at once what would refuse the folder at the end: a path that exists and is no empty
  /// folder, a missing parent, one that cannot be written in.
  package static func check(_ path: String) throws(OutputFault) {
    let target = try Target(path)
    guard unsafe access(target.parent, W_OK | X_OK) == 0 else {
      throw .refused(folder: path, code: errno)
    }
  }

  /// Opens a folder aside for results that are to stand at `path`.
  package init(for path: String) throws(OutputFault) {
    target = try Target(path)
    var template = Array("\(target.parent)/.mailaudit-XXXXXX".utf8CString)
    guard unsafe template.withUnsafeMutableBufferPointer({ unsafe mkdtemp($0.baseAddress) != nil })
    else {
      let code = errno
      throw code == ENOSPC || code == EDQUOT
        ? .diskFull(folder: path, file: "the folder itself", code: code)
        : .refused(folder: path, code: code)
    }
    aside = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      folder = try FolderDescriptor(opening: aside)
      try folder.restrict()
    } catch {
      _ = unsafe rmdir(aside)
      throw .refused(folder: path, code: error.code)
    }
  }

  deinit {
    if !finished { try? FileManager.default.removeItem(atPath: aside) }
  }

  /// Adds one file.
  package mutating func add(_ name: String, _ text: String) throws(OutputFault) {
    let bytes = Array(text.utf8)
    do {
      try folder.write(bytes, to: name)
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
        if letters == nil { letters = try folder.makeFolder("letters") }
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
      try folder.sync()
    } catch {
      throw .writing("the folder", in: target.path, code: error.code)
    }
    // An empty folder gives way to the new one; one that was filled meanwhile does not.
    guard unsafe rename(aside, target.absolute) == 0 else {
      switch errno {
      case ENOTEMPTY, EEXIST: throw .notEmpty(target.path)
      case ENOTDIR: throw .notAFolder(target.path)
      case EBUSY: throw .inUse(target.path)
      case let code: throw .writing("the folder", in: target.path, code: code)
      }
    }
    finished = true
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

/// Where results are to stand, looked at before anything is written.
private struct Target {
  /// As it was given.
  let path: String
  let absolute: String
  /// The folder it stands in, without symbolic links.
  let parent: String

  init(_ given: String) throws(OutputFault) {
    path = given
    var trimmed = given[...]
    while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
    guard !trimmed.isEmpty, !trimmed.utf8.contains(0) else {
      throw .refused(folder: given, code: ENOENT)
    }
    var status = stat()
    if unsafe lstat(String(trimmed), &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFLNK else { throw .symbolicLink(given) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(given) }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: String(trimmed)) else {
        throw .refused(folder: given, code: EACCES)
      }
      guard names.isEmpty else { throw .notEmpty(given) }
      guard let resolved = Target.resolved(String(trimmed)) else {
        throw .refused(folder: given, code: errno)
      }
      absolute = resolved
      parent = Target.split(resolved[...]).parent
      guard resolved != "/", resolved != Target.resolved("."),
        !Target.isMountPoint(status, below: parent)
      else { throw .inUse(given) }
    } else {
      let code = errno
      guard code == ENOENT || code == ENOTDIR else { throw .refused(folder: given, code: code) }
      let (parent, name) = Target.split(trimmed)
      guard let resolved = Target.resolved(parent), code == ENOENT else {
        throw .noParent(folder: given, parent: parent)
      }
      self.parent = resolved
      absolute = resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
    }
  }

  private static func split(_ path: Substring) -> (parent: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return (".", String(path))
    }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.utf8.startIndex ? "/" : String(path[..<slash]), name)
  }

  private static func isMountPoint(_ status: stat, below parent: String) -> Bool {
    var above = stat()
    return unsafe stat(parent, &above) == 0 && above.st_dev != status.st_dev
  }

  /// The path without symbolic links, or nil where it does not exist.
  private static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
