/// Finds the records and fields of comma-separated text (RFC 4180): a field in quotes may hold
/// commas, doubled quotes and line ends.
struct CSVText {
  var delimiter = UInt8(ascii: ",")
  /// How many fields a record over several lines must have; nil: that is not known. One with others
  /// was made by a stray quote, which may take no line but its own.
  var columns: Int?

  /// How far a quote may lead over line ends before it is taken for a stray one.
  static let longestQuoted = 1 << 16

  /// The end of the record that begins at `start`. A quote that is never closed ends with its line.
  func end(ofRecordAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    guard let newline = block.place(of: 0x0A, in: start..<block.count) else {
      return isAtEnd ? .at(block.count) : .beyond
    }
    guard block.place(of: UInt8(ascii: "\""), in: start..<newline) != nil else {
      return .at(newline + 1)
    }
    let limit = min(block.count, newline + CSVText.longestQuoted)
    if let end = quotedEnd(block, start, limit) {
      return .at(end == newline + 1 || hasColumns(block, start..<end) ? end : newline + 1)
    }
    if isAtEnd, limit == block.count, hasColumns(block, start..<limit) { return .at(limit) }
    return isAtEnd || limit < block.count ? .at(newline + 1) : .beyond
  }

  private func hasColumns(_ block: Span<UInt8>, _ whole: Range<Int>) -> Bool {
    guard let columns else { return true }
    var fields: [Range<Int>] = []
    let record = block.withoutLineEnd(whole)
    return split(block, record, most: columns + 1, into: &fields) && fields.count == columns
  }

  // Behind the first newline that stands in no quotes.
  private func quotedEnd(_ block: Span<UInt8>, _ start: Int, _ limit: Int) -> Int? {
    var next = start
    while let hit = block.place(ofFirst: UInt8(ascii: "\""), 0x0A, 0x0A, in: next..<limit) {
      if block[hit] == 0x0A { return hit + 1 }
      // Within a field it is a character like others.
      if hit == start || block[hit - 1] == delimiter {
        guard let end = block.endOfQuoted(hit, limit, delimiter) else { return nil }
        next = end
      } else {
        next = hit + 1
      }
    }
    return nil
  }

  /// Puts the places of a record's first fields, at most `most`, into `fields`: those in quotes
  /// without them, doubled quotes as they are. False where a quote is never closed.
  func split(
    _ block: Span<UInt8>, _ record: Range<Int>, most: Int, into fields: inout [Range<Int>]
  ) -> Bool {
    fields.removeAll(keepingCapacity: true)
    var next = record.lowerBound
    let end = record.upperBound
    while fields.count < most {
      if next < end, block[next] == UInt8(ascii: "\"") {
        guard let close = block.endOfQuoted(next, end, delimiter) else { return false }
        fields.append(next + 1..<close - 1)
        next = close
      } else {
        let stop = block.place(ofFirst: delimiter, delimiter, delimiter, in: next..<end) ?? end
        fields.append(next..<stop)
        next = stop
      }
      if next >= end { break }
      next += 1
      if next == end, fields.count < most { fields.append(end..<end) }
      if next >= end { break }
    }
    return true
  }
}

extension Span<UInt8> {
  /// What a field in quotes, without them, means: nil where that is what stands there.
  func csvText(_ field: Range<Int>) -> [UInt8]? {
    guard field.lowerBound > 0, self[field.lowerBound - 1] == UInt8(ascii: "\""),
      place(of: UInt8(ascii: "\""), in: field) != nil
    else { return nil }
    var text: [UInt8] = []
    var isSecond = false
    for index in field {
      isSecond = self[index] == UInt8(ascii: "\"") && !isSecond
      if !isSecond { text.append(self[index]) }
    }
    return text
  }

  // The place behind the quote that closes the one at `start`: a delimiter or the line's end follows
  // it. Nil: the one at `start` is a stray one.
  fileprivate func endOfQuoted(_ start: Int, _ end: Int, _ delimiter: UInt8) -> Int? {
    var from = start + 1
    while let quote = place(of: UInt8(ascii: "\""), in: from..<Swift.max(from, end)) {
      guard quote + 1 < end else { return quote + 1 }
      switch self[quote + 1] {
      case UInt8(ascii: "\""): from = quote + 2
      case delimiter, 0x0A, 0x0D: return quote + 1
      default: return nil
      }
    }
    return nil
  }

  /// The places of the parts of `range` between `separator`s, blanks around them left out, empty
  /// ones too.
  func forEachPart(
    of range: Range<Int>, separatedBy separator: UInt8, _ body: (Range<Int>) -> Void
  ) {
    var next = range.lowerBound
    while next < range.upperBound {
      let stop = place(of: separator, in: next..<range.upperBound) ?? range.upperBound
      let part = trimmed(next..<stop)
      if !part.isEmpty { body(part) }
      next = stop + 1
    }
  }

  func count(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for index in range where self[index] == byte { count += 1 }
    return count
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// The range without the angle brackets around it.
  func withoutBrackets(_ range: Range<Int>) -> Range<Int> {
    let inner = trimmed(range)
    guard inner.count >= 2, self[inner.lowerBound] == UInt8(ascii: "<"),
      self[inner.upperBound - 1] == UInt8(ascii: ">")
    else { return inner }
    return inner.lowerBound + 1..<inner.upperBound - 1
  }

  /// A column's or member's name as they are compared: lower case, letters and digits alone.
  func bareName(_ range: Range<Int>) -> String {
    var name: [UInt8] = []
    for index in range where isLetterOrDigit(self[index]) { name.append(lowered(self[index])) }
    return String(decoding: name, as: UTF8.self)
  }
}
