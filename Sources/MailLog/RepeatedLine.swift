/// `message repeated 2 times: [ …]`, of some without the blank.
struct RepeatedLine {
  var times: UInt32
  /// What was repeated, without brackets.
  var range: Range<Int>

  /// Nil where the message in `range`, which begins with `message repeated `, goes on otherwise.
  init?(wrappedIn block: Span<UInt8>, _ range: Range<Int>) {
    let end = range.upperBound
    guard let (times, next) = RepeatedLine.times(block, range.lowerBound + 17, end),
      block.has(" times: [", at: next), next + 9 < end
    else { return nil }
    let start = block[next + 9] == UInt8(ascii: " ") ? next + 10 : next + 9
    let innerEnd = block[end - 1] == UInt8(ascii: "]") ? end - 1 : end
    self.times = times
    self.range = start..<max(innerEnd, start)
  }

  /// The number at `place`, of at most nine digits, and the place after it.
  static func times(
    _ block: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (times: UInt32, next: Int)? {
    var value: UInt32 = 0
    var next = place
    while next < end, next < place + 9, isDigit(block[next]) {
      value = value * 10 + UInt32(block[next] - 0x30)
      next += 1
    }
    return next > place ? (value, next) : nil
  }
}
