/// A value of a JSON text, and where it lies: a string without its quotes.
struct JSONValue {
  enum Kind: UInt8 {
    case string, object, array
    /// A number, `true`, `false`, `null`.
    case literal
  }

  var kind: Kind
  var range: Range<Int>
  fileprivate var number: Int
}

/// Where an object or an array ends.
enum JSONExtent {
  /// Behind it.
  case at(Int)
  case damaged(at: Int)
  /// Well so far, up to the end of what was looked at.
  case unfinished
}

/// The keys and values of one object or array of JSON, nested ones too, as places in its text:
/// found in one pass with its end, so that nothing is looked at again for what it holds.
struct JSONOutline {
  // A key is a string too; its value follows it.
  private struct Token {
    var kind: JSONValue.Kind
    var start: Int32
    var end: Int32
    // The first token behind all that this one holds; while it is open, the one that holds it.
    var next: Int32
  }

  private var tokens: [Token] = []

  /// The most levels; deeper is damaged.
  static let deepest = 32

  /// The object or array itself; nil where what was read last does not end well.
  var whole: JSONValue? { tokens.isEmpty ? nil : value(0) }

  @inline(__always)
  private func value(_ number: Int) -> JSONValue {
    let token = tokens[number]
    return JSONValue(
      kind: token.kind, range: Int(token.start)..<Int(token.end), number: number)
  }

  /// Calls `body` with every member of an object, the key without its quotes.
  func forEachMember(
    of object: JSONValue, _ body: (_ key: Range<Int>, _ value: JSONValue) -> Void
  ) {
    guard object.kind == .object else { return }
    let end = Int(tokens[object.number].next)
    var key = object.number + 1
    while key < end {
      body(Int(tokens[key].start)..<Int(tokens[key].end), value(key + 1))
      key = Int(tokens[key + 1].next)
    }
  }

  /// Calls `body` with every element of an array.
  func forEachElement(of array: JSONValue, _ body: (JSONValue) -> Void) {
    guard array.kind == .array else { return }
    let end = Int(tokens[array.number].next)
    var element = array.number + 1
    while element < end {
      body(value(element))
      element = Int(tokens[element].next)
    }
  }

  // MARK: Reading

  private enum Awaited {
    case value, firstValue, key, firstKey, separator
  }

  /// Reads the object or array at `start`. It takes time in proportion to what it passes.
  mutating func read(_ text: Span<UInt8>, at start: Int, in end: Int) -> JSONExtent {
    tokens.removeAll(keepingCapacity: true)
    let extent = readTokens(text, start, end)
    if case .at = extent { return extent }
    tokens.removeAll(keepingCapacity: true)
    return extent
  }

  private mutating func readTokens(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> JSONExtent {
    // The innermost that is open.
    var open = -1
    var depth = 0
    var awaited = Awaited.value
    var next = start
    while true {
      next = text.skippingBlanks(next, end)
      guard next < end else { return .unfinished }
      let byte = text[next]
      if byte == UInt8(ascii: "\""), awaited != .separator {
        guard let quote = text.jsonStringEnd(from: next + 1, in: end) else {
          return text.jsonStringDamage(from: next, in: end)
        }
        append(.string, next + 1, quote)
        next = quote + 1
        guard awaited == .key || awaited == .firstKey else {
          awaited = .separator
          continue
        }
        next = text.skippingBlanks(next, end)
        guard next < end else { return .unfinished }
        guard text[next] == UInt8(ascii: ":") else { return .damaged(at: next) }
        next += 1
        awaited = .value
        continue
      }
      switch awaited {
      case .key: return .damaged(at: next)
      case .firstKey:
        guard byte == UInt8(ascii: "}") else { return .damaged(at: next) }
      case .value, .firstValue:
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          guard depth <= JSONOutline.deepest else { return .damaged(at: next) }
          let isArray = byte == UInt8(ascii: "[")
          tokens.append(
            Token(
              kind: isArray ? .array : .object, start: Int32(next), end: 0, next: Int32(open)))
          open = tokens.count - 1
          next += 1
          awaited = isArray ? .firstValue : .firstKey
          continue
        case UInt8(ascii: "]") where awaited == .firstValue: break
        default:
          guard text.isJSONLiteral(byte), depth > 0 else { return .damaged(at: next) }
          let first = next
          while next < end, text.isJSONLiteral(text[next]) { next += 1 }
          append(.literal, first, next)
          awaited = .separator
          continue
        }
      case .separator:
        let isArray = tokens[open].kind == .array
        if byte == UInt8(ascii: ",") {
          next += 1
          awaited = isArray ? .value : .key
          continue
        }
        guard byte == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) else {
          return .damaged(at: next)
        }
      }
      // A bracket closes what is open.
      next += 1
      depth -= 1
      let outer = Int(tokens[open].next)
      tokens[open].end = Int32(next)
      tokens[open].next = Int32(tokens.count)
      if depth == 0 { return .at(next) }
      open = outer
      awaited = .separator
    }
  }

  @inline(__always)
  private mutating func append(_ kind: JSONValue.Kind, _ start: Int, _ end: Int) {
    tokens.append(
      Token(
        kind: kind, start: Int32(start), end: Int32(end), next: Int32(tokens.count + 1)))
  }
}
