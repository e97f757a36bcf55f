/// Decoded text from a file's start, or from further on, of whole lines as far as there are any.
struct TextSample: Sendable {
  let bytes: [UInt8]
  /// Whether it is the file's start, where a header would stand.
  let isHead: Bool
  /// The lines without their ends, blank ones left out; the last may be cut off.
  let lines: [Range<Int>]

  static let length = 1 << 16
  static let mostLines = 400

  init(_ bytes: [UInt8], isHead: Bool) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.isHead = isHead
    var lines: [Range<Int>] = []
    var start = self.bytes.startIndex
    while start < self.bytes.endIndex, lines.count < TextSample.mostLines {
      let newline = self.bytes[start...].firstIndex(of: 0x0A) ?? self.bytes.endIndex
      var end = newline
      if end > start, self.bytes[end - 1] == 0x0D { end -= 1 }
      // Further on, the first line may be cut off.
      if end > start, isHead || start > 0 { lines.append(start..<end) }
      start = newline + 1
    }
    self.lines = lines
  }

  /// How many of the lines have a property, in percent of all; nil where there is no line.
  func percent(of property: (Span<UInt8>, Range<Int>) -> Bool) -> Int? {
    guard !lines.isEmpty else { return nil }
    let count = lines.count { property(bytes.span, $0) }
    // One in a thousand is still one.
    return count == 0 ? 0 : max(1, count * 100 / lines.count)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
