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

  /// What was found last.
  private(set) var segment = Segment.structure
  private var mayBeWrapper = true
  private var isInWrapper = false

  /// The end of the segment that begins at `start`.
  mutating func end(ofSegmentAt start: Int, in block: Span<UInt8>, isAtEnd: Bool) -> RecordEnd {
    let limit = min(block.count, start + JSONRecords.longest)
    switch block[start] {
    case UInt8(ascii: "{"):
      if mayBeWrapper, let end = block.jsonWrapper(at: start, in: limit) {
        isInWrapper = true
        mayBeWrapper = false
        segment = .structure
        return .at(end)
      }
      switch block.jsonExtent(of: start, in: limit) {
      case .at(let end):
        mayBeWrapper = false
        segment = .record
        return .at(block.afterLineEnd(end))
      case .damaged(let place): return garbage(start, until: place, block, isAtEnd)
      case .unfinished:
        if !isAtEnd, block.count - start < JSONRecords.longest { return .beyond }
        return garbage(start, until: start + 1, block, isAtEnd)
      }
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"):
      segment = .structure
      return .at(block.afterSeparators(start))
    case UInt8(ascii: "}"):
      segment = isInWrapper ? .structure : .garbage
      isInWrapper = false
      mayBeWrapper = true
      return .at(start + 1)
    case UInt8(ascii: "\"") where isInWrapper:
      // `"@odata.nextLink": "…"` behind a wrapper's array.
      switch block.jsonMember(at: start, in: limit) {
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
}

/// A value of a JSON text, and where it lies: a string without its quotes.
struct JSONValue {
  enum Kind {
    case string, object, array
    /// A number, `true`, `false`, `null`.
    case literal
  }

  var kind: Kind
  var range: Range<Int>
}

/// Where an object or an array ends.
private enum JSONExtent {
  /// Behind it.
  case at(Int)
  case damaged(at: Int)
  /// Well so far, up to the end of what was looked at.
  case unfinished

  /// The most levels; deeper is damaged.
  static let deepest = 32
}

private enum JSONAwaited {
  case value, firstValue, key, firstKey, colon, separator
}

extension Span<UInt8> {
  /// Calls `body` with every member of the object that `range` begins with, the key without its
  /// quotes; false where it is damaged.
  func forEachJSONMember(
    of range: Range<Int>, _ body: (_ key: Range<Int>, _ value: JSONValue) -> Void
  ) -> Bool {
    var place = skippingBlanks(range.lowerBound + 1, range.upperBound)
    guard range.lowerBound < range.upperBound, self[range.lowerBound] == UInt8(ascii: "{") else {
      return false
    }
    if place < range.upperBound, self[place] == UInt8(ascii: "}") { return true }
    while place < range.upperBound {
      guard self[place] == UInt8(ascii: "\""),
        let keyEnd = jsonStringEnd(from: place + 1, in: range.upperBound)
      else { return false }
      let key = place + 1..<keyEnd
      place = skippingBlanks(keyEnd + 1, range.upperBound)
      guard place < range.upperBound, self[place] == UInt8(ascii: ":"),
        let (value, next) = jsonValue(at: skippingBlanks(place + 1, range.upperBound), range)
      else { return false }
      body(key, value)
      place = skippingBlanks(next, range.upperBound)
      guard place < range.upperBound else { return false }
      if self[place] == UInt8(ascii: "}") { return true }
      guard self[place] == UInt8(ascii: ",") else { return false }
      place = skippingBlanks(place + 1, range.upperBound)
    }
    return false
  }

  /// Calls `body` with every element of an array; false where it is damaged.
  func forEachJSONElement(of range: Range<Int>, _ body: (JSONValue) -> Void) -> Bool {
    guard range.lowerBound < range.upperBound, self[range.lowerBound] == UInt8(ascii: "[") else {
      return false
    }
    var place = skippingBlanks(range.lowerBound + 1, range.upperBound)
    if place < range.upperBound, self[place] == UInt8(ascii: "]") { return true }
    while place < range.upperBound {
      guard let (value, next) = jsonValue(at: place, range) else { return false }
      body(value)
      place = skippingBlanks(next, range.upperBound)
      guard place < range.upperBound else { return false }
      if self[place] == UInt8(ascii: "]") { return true }
      guard self[place] == UInt8(ascii: ",") else { return false }
      place = skippingBlanks(place + 1, range.upperBound)
    }
    return false
  }

  private func jsonValue(at place: Int, _ range: Range<Int>) -> (JSONValue, next: Int)? {
    guard place < range.upperBound else { return nil }
    switch self[place] {
    case UInt8(ascii: "\""):
      guard let end = jsonStringEnd(from: place + 1, in: range.upperBound) else { return nil }
      return (JSONValue(kind: .string, range: place + 1..<end), end + 1)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard let end = jsonEnd(of: place, in: range.upperBound) else { return nil }
      let kind: JSONValue.Kind = self[place] == UInt8(ascii: "{") ? .object : .array
      return (JSONValue(kind: kind, range: place..<end), end)
    default:
      var end = place
      while end < range.upperBound, isJSONLiteral(self[end]) { end += 1 }
      return end > place ? (JSONValue(kind: .literal, range: place..<end), end) : nil
    }
  }

  private func isJSONLiteral(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  /// A string's bytes without its escapes (RFC 8259, section 7).
  func jsonText(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var place = range.lowerBound
    var high: UInt32?
    while place < range.upperBound {
      guard self[place] == UInt8(ascii: "\\"), place + 1 < range.upperBound else {
        text.append(self[place])
        place += 1
        continue
      }
      let escape = self[place + 1]
      place += 2
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let unit = hexUnit(at: place, in: range.upperBound) else { continue }
        place += 4
        if let first = high, (0xDC00...0xDFFF).contains(unit) {
          text.append(scalar: 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
          high = nil
        } else if (0xD800...0xDBFF).contains(unit) {
          high = unit
        } else {
          text.append(scalar: unit)
        }
      default: text.append(escape)
      }
    }
    return text
  }

  private func hexUnit(at place: Int, in end: Int) -> UInt32? {
    guard place + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for index in place..<place + 4 {
      let byte = self[index]
      let digit: UInt8
      if isDigit(byte) {
        digit = byte - 0x30
      } else if (byte | 0x20) &- 0x61 < 6 {
        digit = (byte | 0x20) - 0x61 + 10
      } else {
        return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Whether a string without escapes is `text`.
  func isJSON(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount && has(text, at: range.lowerBound)
  }

  func skippingBlanks(_ place: Int, _ end: Int) -> Int {
    var next = place
    while next < end, self[next] == 0x20 || (0x09...0x0D).contains(self[next]) { next += 1 }
    return next
  }

  // MARK: Finding ends

  /// The place of the quote that ends the string whose first byte is at `start`; nil where it does
  /// not end, or not on its line (RFC 8259, section 7: no control characters).
  func jsonStringEnd(from start: Int, in end: Int) -> Int? {
    var from = start
    while from < end,
      let hit = place(ofFirst: UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, in: from..<end)
    {
      if self[hit] == UInt8(ascii: "\"") { return hit }
      if self[hit] == 0x0A || hit + 1 < end && self[hit + 1] == 0x0A { return nil }
      from = hit + 2
    }
    return nil
  }

  /// The place behind the object or array that begins at `start`; nil where it does not end well.
  func jsonEnd(of start: Int, in end: Int) -> Int? {
    if case .at(let place) = jsonExtent(of: start, in: end) { place } else { nil }
  }

  /// How far the object or array at `start` goes. It takes time in proportion to what it passes.
  fileprivate func jsonExtent(of start: Int, in end: Int) -> JSONExtent {
    // Of the levels that are open, innermost lowest: 1 is an array.
    var arrays: UInt64 = 0
    var depth = 0
    var awaited = JSONAwaited.value
    var next = start
    while true {
      next = skippingBlanks(next, end)
      guard next < end else { return .unfinished }
      let byte = self[next]
      switch (awaited, byte) {
      case (.colon, UInt8(ascii: ":")):
        awaited = .value
        next += 1
      case (.separator, UInt8(ascii: ",")):
        awaited = arrays & 1 == 1 ? .value : .key
        next += 1
      case (.separator, UInt8(ascii: "}")) where arrays & 1 == 0,
        (.firstKey, UInt8(ascii: "}")),
        (.separator, UInt8(ascii: "]")) where arrays & 1 == 1,
        (.firstValue, UInt8(ascii: "]")):
        next += 1
        depth -= 1
        arrays >>= 1
        if depth == 0 { return .at(next) }
        awaited = .separator
      case (.value, UInt8(ascii: "{")), (.firstValue, UInt8(ascii: "{")),
        (.value, UInt8(ascii: "[")), (.firstValue, UInt8(ascii: "[")):
        depth += 1
        guard depth <= JSONExtent.deepest else { return .damaged(at: next) }
        let isArray = byte == UInt8(ascii: "[")
        arrays = arrays << 1 | (isArray ? 1 : 0)
        awaited = isArray ? .firstValue : .firstKey
        next += 1
      case (.key, UInt8(ascii: "\"")), (.firstKey, UInt8(ascii: "\"")),
        (.value, UInt8(ascii: "\"")), (.firstValue, UInt8(ascii: "\"")):
        guard let quote = jsonStringEnd(from: next + 1, in: end) else {
          return jsonStringDamage(from: next, in: end)
        }
        awaited = awaited == .key || awaited == .firstKey ? .colon : .separator
        next = quote + 1
      case (.value, _), (.firstValue, _):
        guard isJSONLiteral(byte), depth > 0 else { return .damaged(at: next) }
        while next < end, isJSONLiteral(self[next]) { next += 1 }
        awaited = .separator
      default: return .damaged(at: next)
      }
    }
  }

  // What cuts off a string that has no end: its line's, or that of what was looked at.
  private func jsonStringDamage(from start: Int, in end: Int) -> JSONExtent {
    place(of: 0x0A, in: start..<end).map { .damaged(at: $0) } ?? .unfinished
  }

  // Behind blanks, commas and brackets of arrays.
  fileprivate func afterSeparators(_ start: Int) -> Int {
    var next = start
    while next < count {
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

  // The place behind the bracket of the array that a wrapper holds; nil: the object is no wrapper.
  fileprivate func jsonWrapper(at start: Int, in end: Int) -> Int? {
    var place = skippingBlanks(start + 1, end)
    for _ in 0..<16 {
      guard place < end, self[place] == UInt8(ascii: "\""),
        let keyEnd = jsonStringEnd(from: place + 1, in: end)
      else { return nil }
      let key = place + 1..<keyEnd
      place = skippingBlanks(keyEnd + 1, end)
      guard place < end, self[place] == UInt8(ascii: ":") else { return nil }
      place = skippingBlanks(place + 1, end)
      if place < end, self[place] == UInt8(ascii: "["), isWrapperKey(key) {
        let first = skippingBlanks(place + 1, end)
        guard first < end, self[first] == UInt8(ascii: "{") || self[first] == UInt8(ascii: "]")
        else { return nil }
        return place + 1
      }
      guard let (_, next) = jsonValue(at: place, place..<end) else { return nil }
      place = skippingBlanks(next, end)
      guard place < end, self[place] == UInt8(ascii: ",") else { return nil }
      place = skippingBlanks(place + 1, end)
    }
    return nil
  }

  private func isWrapperKey(_ key: Range<Int>) -> Bool {
    isJSON(key, "value") || isJSON(key, "data") || isJSON(key, "rows") || isJSON(key, "items")
      || isJSON(key, "results")
  }

  // How far a `"key": value` goes.
  fileprivate func jsonMember(at start: Int, in end: Int) -> JSONExtent {
    guard let keyEnd = jsonStringEnd(from: start + 1, in: end) else {
      return jsonStringDamage(from: start, in: end)
    }
    let colon = skippingBlanks(keyEnd + 1, end)
    guard colon < end else { return .unfinished }
    guard self[colon] == UInt8(ascii: ":") else { return .damaged(at: colon) }
    let value = skippingBlanks(colon + 1, end)
    guard value < end else { return .unfinished }
    switch self[value] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return jsonExtent(of: value, in: end)
    case UInt8(ascii: "\""):
      guard let quote = jsonStringEnd(from: value + 1, in: end) else {
        return jsonStringDamage(from: value, in: end)
      }
      return .at(quote + 1)
    default:
      guard let (_, next) = jsonValue(at: value, value..<end) else { return .damaged(at: value) }
      return next < end ? .at(next) : .unfinished
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(scalar: UInt32) {
    guard let scalar = Unicode.Scalar(scalar), let bytes = UTF8.encode(scalar) else { return }
    append(contentsOf: bytes)
  }
}

extension StretchRecorder {
  /// The key of an address in a string of JSON, with angle brackets or without.
  mutating func key(json block: Span<UInt8>, _ range: Range<Int>) -> AddressKey {
    guard block.place(of: UInt8(ascii: "\\"), in: range) != nil else {
      return key(block, block.withoutBrackets(range))
    }
    let text = block.jsonText(range)
    return key(text.span, text.span.withoutBrackets(0..<text.count))
  }
}
