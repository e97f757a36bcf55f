/// The records of a CSV text (RFC 4180): quoted fields, line breaks in quotes, CR LF or LF.
package struct CSVRecords {
  package struct Record {
    /// The line on which it begins, from 1.
    package var line: Int
    package var fields: [String]
  }

  package struct Problem: Error {
    package var line: Int
    package var text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  /// - Parameter bytes: UTF-8, with or without a byte order mark.
  package init(_ bytes: [UInt8]) throws(Problem) {
    self.bytes = bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Problem(line: 1, text: "this is UTF-16; save the file as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The next record that is not an empty line; nil at the end.
  package mutating func next() throws(Problem) -> Record? {
    while index < bytes.count {
      let start = line
      let fields = try record()
      if fields != [""] { return Record(line: start, fields: fields) }
    }
    return nil
  }

  private mutating func record() throws(Problem) -> [String] {
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard index < bytes.count else { return fields }
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
        index += 1
      }
      if byte != UInt8(ascii: ",") {
        line += 1
        return fields
      }
    }
  }

  /// Stops before a comma, a line break or the end.
  private mutating func field() throws(Problem) -> String {
    var value: [UInt8] = []
    let start = line
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      while index < bytes.count, !isEnd(bytes[index]) {
        value.append(bytes[index])
        index += 1
      }
      return try text(value, line: start)
    }
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte != UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "\n") { line += 1 }
        value.append(byte)
      } else if index < bytes.count, bytes[index] == byte {
        value.append(byte)
        index += 1
      } else if index == bytes.count || isEnd(bytes[index]) {
        return try text(value, line: start)
      } else {
        throw Problem(line: line, text: "text after a closing quote; double the quotes in a field")
      }
    }
    throw Problem(line: start, text: "a quoted field that never ends")
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func text(_ bytes: [UInt8], line: Int) throws(Problem) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(line: line, text: "bytes that are not UTF-8; save the file as UTF-8")
    }
    return text
  }
}
