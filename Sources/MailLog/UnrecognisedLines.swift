/// The lines of a stretch that have not the format's shape: how many, and where the first are.
struct UnrecognisedLines {
  private(set) var count: UInt64 = 0
  private(set) var first: [LogLedger.UnrecognisedLine] = []
  /// The first line with bytes that no text has.
  private(set) var binaryAt: UInt64?

  static let kept = 10

  mutating func add(_ block: Span<UInt8>, _ range: Range<Int>, line: UInt64, offset: UInt64) {
    count += 1
    if binaryAt == nil, range.contains(where: { isBinary(block[$0]) }) { binaryAt = offset }
    guard first.count < UnrecognisedLines.kept else { return }
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 120)
    first.append(
      LogLedger.UnrecognisedLine(line: line, offset: offset, excerpt: excerpt(block, head)))
  }

  private func isBinary(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x07...0x0D).contains(byte) && byte != 0x1B
  }

  // Printable ASCII as it is, every other byte as \xHH.
  private func excerpt(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      let byte = block[index]
      if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
