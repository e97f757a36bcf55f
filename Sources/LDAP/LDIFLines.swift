import Foundation

/// The logical lines of an LDIF file: folded lines joined, comments left out, CR LF or LF.
struct LDIFLines {
  /// Bytes of one logical line at most: a big photograph in base64 fits.
  static let longestLine = 16 << 20

  struct Line {
    /// The number of its first physical line, from 1.
    var number: Int
    /// Empty between records.
    var bytes: [UInt8]
  }

  private let file: FileHandle
  private let path: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var number = 0
  private var pending: Line?
  /// Whether ldapsearch wrote the file with its comments, and so ends it with a result.
  private(set) var promisesResult = false

  init(path: String) throws(LDAPError) {
    self.path = path
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    guard let facts else {
      throw LDAPError(
        .file("there is no such LDIF file; a server is named by ldaps://NAME."), at: path)
    }
    guard facts[.type] as? FileAttributeType != .typeDirectory else {
      throw LDAPError(.file("this is a folder, not an LDIF file."), at: path)
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw LDAPError(.file("this LDIF file cannot be opened for reading."), at: path)
    }
    self.file = file
    try fill()
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    promisesResult = buffer[position...].starts(with: "# extended LDIF".utf8)
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw LDAPError(
        .line(1, "this is UTF-16; save the LDIF file as UTF-8 (iconv -f UTF-16 -t UTF-8)."),
        at: path)
    }
  }

  /// The next logical line; nil at the end.
  mutating func next() throws(LDAPError) -> Line? {
    var line: Line? = pending
    pending = nil
    while let physical = try nextPhysical() {
      if physical.bytes.first == UInt8(ascii: " ") {
        guard var begun = line, !begun.bytes.isEmpty else {
          throw LDAPError(.line(physical.number, "a continuation of no line."), at: path)
        }
        guard begun.bytes.count + physical.bytes.count <= LDIFLines.longestLine else {
          throw LDAPError(.line(begun.number, "the line is longer than 16 MiB."), at: path)
        }
        line = nil
        // A comment goes on when it is folded, but is not kept.
        if begun.bytes[0] != UInt8(ascii: "#") { begun.bytes += physical.bytes.dropFirst() }
        line = begun
      } else if let done = line {
        if done.bytes.first == UInt8(ascii: "#") {
          line = physical
        } else {
          pending = physical
          return done
        }
      } else {
        line = physical
      }
    }
    return line?.bytes.first == UInt8(ascii: "#") ? nil : line
  }

  private mutating func nextPhysical() throws(LDAPError) -> Line? {
    var bytes: [UInt8] = []
    while true {
      if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
        bytes += buffer[position..<end]
        position = end + 1
        break
      }
      bytes += buffer[position...]
      guard bytes.count <= LDIFLines.longestLine else {
        throw LDAPError(.line(number + 1, "the line is longer than 16 MiB."), at: path)
      }
      try fill()
      if buffer.isEmpty {
        if bytes.isEmpty { return nil }
        break
      }
    }
    number += 1
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return Line(number: number, bytes: bytes)
  }

  private mutating func fill() throws(LDAPError) {
    position = 0
    do {
      buffer = Array(try file.read(upToCount: 1 << 18) ?? Data())
    } catch {
      throw LDAPError(.file("reading failed: \(error.localizedDescription)"), at: path)
    }
  }
}
