import Testing

@testable import MailLog

/// Whole records out of JSON texts, whatever lies between and whatever is damaged.
@Suite struct JSONRecordsTests {
  @Test(arguments: [
    "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n",
    "{\"a\":1}{\"a\":2} {\"a\":3}",
    "[{\"a\":1},{\"a\":2},\n{\"a\":3}]",
    "[\r\n  {\r\n    \"a\": 1\r\n  },\r\n  {\r\n    \"a\": 2\r\n  },\r\n  {\"a\":3}\r\n]\r\n",
    "{\"@odata.context\":\"x\",\"value\":[{\"a\":1},{\"a\":2},{\"a\":3}],\"@odata.nextLink\":\"y\"}",
    "{\"kind\": {\"n\": [1]}, \"rows\": [\n{\"a\":1},\n{\"a\":2}\n]}\n{\"data\":[{\"a\":3}], \"n\": 1}",
    "{\"value\":[]}{\"items\":[{\"a\":1},{\"a\":2},{\"a\":3}]}",
  ])
  func `records are found in every wrapping`(text: String) {
    let found = segments(text)
    #expect(found.filter { $0.kind == .record }.compactMap { number(in: $0.text) } == [1, 2, 3])
    #expect(!found.contains { $0.kind == .garbage })
    #expect(found.map(\.text).joined() == text)
  }

  @Test(arguments: [
    "{\"a\":1}\n{\"a\":9,\"b\":\"cut\n{\"a\":2}\n",
    "{\"a\":1}\n{\"a\":\n{\"a\":2}\n",
    "{\"a\":1}\n{\"a\":9,\n{\"a\":2}\n",
    "{\"a\":1}\nnonsense \" { [\n{\"a\":2}\n",
    "[{\"a\":1},{\"a\":9,,\"b\":2},{\"a\":2}]",
    "[{\"a\":1},{\"a\":9,\"s\":\"x\" \"y\":\"{\\\"a\\\":7}\"},{\"a\":2}]",
    "[\n {\"a\":1},\n {\"a\":9,\n  \"b\" 3\n },\n {\"a\":2}\n]\n",
    "{\"a\":1}\n{\"b\":" + String(repeating: "[", count: 100) + "\n{\"a\":2}\n",
  ])
  func `damage costs no record but its own`(text: String) {
    let found = segments(text)
    #expect(found.filter { $0.kind == .record }.compactMap { number(in: $0.text) } == [1, 2])
    #expect(found.contains { $0.kind == .garbage })
    #expect(found.map(\.text).joined() == text)
  }

  @Test func `a string may hold braces, quotes and backslashes`() {
    let text = #"{"s":"}{\"a\":7}\\","a":1}{"a":2}"#
    let records = segments(text).filter { $0.kind == .record }
    #expect(records.map(\.text) == [#"{"s":"}{\"a\":7}\\","a":1}"#, #"{"a":2}"#])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `where blocks end changes nothing`(step: Int) {
    let texts = [
      "{\"value\":[{\"a\":1},\n{\"a\":\"x\\\"}\"},{\"a\":9,,},{\"a\":2}],\"n\":\"z\"}\n{\"a\":[{}]}",
      "{\"a\":1}\n{\"a\":9,\"b\":\"cut\n{\"a\":2}\n",
    ]
    for text in texts {
      let wanted = told(segments(text))
      #expect(told(segments(text, step: step)) == wanted)
    }
  }

  // Time of the text's square would be hours.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      "{", "{\"a\":", "{\"a\":[{},\n", "[", "{\"a\":1,", "\"", "{\"a\":\"\\", "}[", "{\"\n",
      "{\"a\":{\n", "{\"value\":[",
    ])
  func `hostile repetition takes no quadratic time`(piece: String) {
    let text = String(repeating: piece, count: (2 << 20) / piece.utf8.count)
    #expect(!segments(text).contains { $0.kind == .record })
  }

  @Test func `a record that never ends is given up at a bounded place`() {
    let endless = "{\"a\":[" + String(repeating: "1,", count: JSONRecords.longest)
    let found = segments(endless + "\n{\"a\":2}")
    #expect(found.filter { $0.kind == .record }.map(\.text) == ["{\"a\":2}"])
  }

  @Test func `members are told with their kinds, nested ones too`() {
    let text = Array(#"{"a" : "x\ty", "b":[1, {"c":null}], "d":{"e":true},"f":-1.5e3}"#.utf8)
    var told: [String] = []
    var outline = JSONOutline()
    guard case .at(text.count) = outline.read(text.span, at: 0, in: text.count),
      let object = outline.whole
    else {
      Issue.record("not read whole")
      return
    }
    outline.forEachMember(of: object) { key, value in
      let key = String(decoding: text[key], as: UTF8.self)
      told.append("\(key) \(value.kind) \(String(decoding: text[value.range], as: UTF8.self))")
    }
    #expect(
      told == [
        "a string x\\ty", "b array [1, {\"c\":null}]", "d object {\"e\":true}", "f literal -1.5e3",
      ])
  }

  @Test func `elements are told, and the members of those that have some`() {
    let text = Array(#"["x", {"a":[true],"b":2}, [], {"c":null}]"#.utf8)
    var outline = JSONOutline()
    _ = outline.read(text.span, at: 0, in: text.count)
    var told: [String] = []
    if let array = outline.whole {
      outline.forEachElement(of: array) { element in
        told.append(String(decoding: text[element.range], as: UTF8.self))
        outline.forEachMember(of: element) { key, value in
          told.append(
            String(decoding: text[key.lowerBound..<value.range.upperBound], as: UTF8.self))
        }
      }
    }
    #expect(
      told == [
        "x", #"{"a":[true],"b":2}"#, #"a":[true]"#, #"b":2"#, "[]", #"{"c":null}"#, #"c":null"#,
      ])
  }

  @Test(arguments: ["{\"a\"}", "{\"a\":1", "{a:1}", "{\"a\":1,}", "[1,]", "{", "[{]}", "1"])
  func `what is damaged has no outline`(text: String) {
    let bytes = Array(text.utf8)
    var outline = JSONOutline()
    if case .at = outline.read(bytes.span, at: 0, in: bytes.count) {
      Issue.record("told as whole")
    }
    #expect(outline.whole == nil)
  }

  @Test(arguments: [
    (#"\u0061\n\"\\\/"#, "a\n\"\\/"), (#"\ud83d\ude00"#, "😀"), (#"\ud83dx"#, "x"), (#"\u12"#, "12"),
    (#"\/Date(1)\/"#, "/Date(1)/"), ("á", "á"),
  ])
  func `escapes are taken back`(written: String, meant: String) {
    let bytes = Array(written.utf8)
    #expect(String(decoding: bytes.span.jsonText(0..<bytes.count), as: UTF8.self) == meant)
  }

  private struct Found: Equatable {
    var kind: JSONRecords.Segment
    var text: String
  }

  // The text in blocks that grow by `step` bytes whenever a segment goes on.
  private func segments(_ text: String, step: Int = .max) -> [Found] {
    let bytes = Array(text.utf8)
    var records = JSONRecords()
    var found: [Found] = []
    var start = 0
    var held = min(bytes.count, step)
    while start < bytes.count {
      if start >= held { held = min(bytes.count, held + step) }
      let block = bytes.span.extracting(0..<held)
      switch records.end(ofSegmentAt: start, in: block, isAtEnd: held == bytes.count) {
      case .beyond:
        guard held < bytes.count else {
          Issue.record("beyond the end")
          return found
        }
        held = min(bytes.count, held + step)
      case .at(let end):
        guard end > start, end <= held else {
          Issue.record("no progress")
          return found
        }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        found.append(Found(kind: records.segment, text: text))
        start = end
      }
    }
    return found
  }

  // Without separators, which a block's end may leave to the next segment.
  private func told(_ found: [Found]) -> [Found] {
    found.filter { $0.kind != .structure }.map { found in
      let text = String(found.text.reversed().drop { ",\n\r".contains($0) }.reversed())
      return Found(kind: found.kind, text: text)
    }
  }

  private func number(in record: String) -> Int? {
    record.filter(\.isNumber).first?.wholeNumberValue
  }
}
