/// Finds the record objects of a JSON text: one object a line, objects one behind the other over
/// several lines, an array of them, or a wrapper whose member `value` (or `data`, `rows`, `items`,
/// `results`) holds the array.
///
/// Behind damage it goes on with the next line, or on the same line with the next `{"`: within a
/// string the quote would have its backslash, so that no text of a stranger begins a record.
struct JSONRecords {
  enum Segment {
    case record
    /// Brackets, commas, blanks, and what a wrapper says besides.
    case structure
    /// Neither.
    case garbage
  }

  /// The longest record, in bytes; what goes on behind it is damaged.
  static let longest = 1 << 20
  // Blanks and the like are taken by so many.
  private static let longestSeparators = 1 << 12

  /// What was found last.
  private(set) var segment = Segment.structure
  /// What the record holds that was found last.
  private(set) var outline = JSONOutline()
  private var mayBeWrapper = true
  private var isInWrapper = false

  /// The end of the segment that begins at `start`.
  mutating func end(ofSegmentAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    let limit = min(block.count, start + JSONRecords.longest)
    switch block[start] {
    case UInt8(ascii: "{"):
      if mayBeWrapper, let end = wrapper(at: start, block, limit) {
        isInWrapper = true
        mayBeWrapper = false
        segment = .structure
        return .at(end)
      }
      switch outline.read(block, at: start, in: limit) {
      case .at(let end):
        let next = block.afterLineEnd(end)
        // The line's end may come yet.
        if next == end, !isAtEnd, block.count - end < 2,
          end == block.count || block[end] == 0x0D
        {
          return .beyond
        }
        mayBeWrapper = false
        segment = .record
        return .at(next)
      case .damaged(let place): return garbage(start, until: place, block, isAtEnd)
      case .unfinished:
        if !isAtEnd, block.count - start < JSONRecords.longest { return .beyond }
        return garbage(start, until: start + 1, block, isAtEnd)
      }
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"):
      segment = .structure
      let next = block.afterSeparators(start, atMost: JSONRecords.longestSeparators)
      // More of them may come yet.
      if next == block.count, next - start < JSONRecords.longestSeparators, !isAtEnd {
        return .beyond
      }
      return .at(next)
    case UInt8(ascii: "}"):
      segment = isInWrapper ? .structure : .garbage
      isInWrapper = false
      mayBeWrapper = true
      return .at(start + 1)
    case UInt8(ascii: "\"") where isInWrapper:
      // `"@odata.nextLink": "…"` behind a wrapper's array.
      switch member(at: start, block, limit) {
      case .at(let end):
        segment = .structure
        return .at(end)
      case .unfinished where !isAtEnd && block.count - start < JSONRecords.longest: return .beyond
      default: return garbage(start, until: start + 1, block, isAtEnd)
      }
    default: return garbage(start, until: start + 1, block, isAtEnd)
    }
  }

  // Up to the line's end, or to a `{"` at or behind `damage` on the same line.
  private mutating func garbage(
    _ start: Int, until damage: Int, _ block: Span<UInt8>, _ isAtEnd: Bool
  ) -> RecordEnd {
    segment = .garbage
    let limit = min(block.count, start + JSONRecords.longest)
    let newline = block.place(of: 0x0A, in: start..<limit)
    let line = newline ?? limit
    if damage < line,
      let next = block.place(of: "{\"", in: min(max(damage, start + 1), line)..<line)
    {
      return .at(next)
    }
    if let newline { return .at(newline + 1) }
    if limit < block.count || block.count - start == JSONRecords.longest { return .at(limit) }
    return isAtEnd ? .at(block.count) : .beyond
  }

  // MARK: Wrappers

  // The place behind the bracket of the array that a wrapper holds; nil: the object is no wrapper.
  private mutating func wrapper(at start: Int, _ block: Span<UInt8>, _ end: Int) -> Int? {
    var place = block.skippingBlanks(start + 1, end)
    for _ in 0..<16 {
      guard place < end, block[place] == UInt8(ascii: "\""),
        let keyEnd = block.jsonStringEnd(from: place + 1, in: end)
      else { return nil }
      let key = place + 1..<keyEnd
      place = block.skippingBlanks(keyEnd + 1, end)
      guard place < end, block[place] == UInt8(ascii: ":") else { return nil }
      place = block.skippingBlanks(place + 1, end)
      if place < end, block[place] == UInt8(ascii: "["), block.isWrapperKey(key) {
        let first = block.skippingBlanks(place + 1, end)
        guard first < end, block[first] == UInt8(ascii: "{") || block[first] == UInt8(ascii: "]")
        else { return nil }
        return place + 1
      }
      guard place < end, case .at(let next) = value(at: place, block, end) else { return nil }
      place = block.skippingBlanks(next, end)
      guard place < end, block[place] == UInt8(ascii: ",") else { return nil }
      place = block.skippingBlanks(place + 1, end)
    }
    return nil
  }

  // How far a `"key": value` goes.
  private mutating func member(at start: Int, _ block: Span<UInt8>, _ end: Int) -> JSONExtent {
    guard let keyEnd = block.jsonStringEnd(from: start + 1, in: end) else {
      return block.jsonStringDamage(from: start, in: end)
    }
    let colon = block.skippingBlanks(keyEnd + 1, end)
    guard colon < end else { return .unfinished }
    guard block[colon] == UInt8(ascii: ":") else { return .damaged(at: colon) }
    let place = block.skippingBlanks(colon + 1, end)
    guard place < end else { return .unfinished }
    let extent = value(at: place, block, end)
    // A literal may go on.
    if case .at(end) = extent, block.isJSONLiteral(block[place]) { return .unfinished }
    return extent
  }

  private mutating func value(at place: Int, _ block: Span<UInt8>, _ end: Int) -> JSONExtent {
    switch block[place] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return outline.read(block, at: place, in: end)
    case UInt8(ascii: "\""):
      guard let quote = block.jsonStringEnd(from: place + 1, in: end) else {
        return block.jsonStringDamage(from: place, in: end)
      }
      return .at(quote + 1)
    default:
      var next = place
      while next < end, block.isJSONLiteral(block[next]) { next += 1 }
      return next > place ? .at(next) : .damaged(at: place)
    }
  }
}

extension Span<UInt8> {
  // Behind blanks, commas and brackets of arrays.
  fileprivate func afterSeparators(_ start: Int, atMost length: Int) -> Int {
    var next = start
    while next < Swift.min(count, start + length) {
      switch self[next] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"):
        next += 1
      default: return next
      }
    }
    return next
  }

  // Behind the line's end that follows a record, where the block has it whole; a comma is structure.
  fileprivate func afterLineEnd(_ place: Int) -> Int {
    if has("\r\n", at: place) { return place + 2 }
    return place < count && self[place] == 0x0A ? place + 1 : place
  }

  fileprivate func isWrapperKey(_ key: Range<Int>) -> Bool {
    isJSON(key, "value") || isJSON(key, "data") || isJSON(key, "rows") || isJSON(key, "items")
      || isJSON(key, "results")
  }
}
