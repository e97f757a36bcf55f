import Testing

@testable import MailLog

/// Records and fields of comma-separated texts, and what damage costs.
@Suite struct CSVTextTests {
  @Test(arguments: [
    ("a,b,c", ["a", "b", "c"]), ("a,,", ["a", "", ""]), ("", [""]), (",", ["", ""]),
    ("\"a,b\",c", ["a,b", "c"]), ("\"a \"\"b\"\"\",c", ["a \"b\"", "c"]),
    ("\"a\nb\",c", ["a\nb", "c"]), ("a\"b\",c", ["a\"b\"", "c"]), ("\"\",\"\"", ["", ""]),
    ("\"\"\"\"", ["\""]),
  ])
  func `fields are split and mean what was quoted`(record: String, fields: [String]) {
    let bytes = Array(record.utf8)
    var places: [Range<Int>] = []
    let isWhole = CSVText().split(bytes.span, 0..<bytes.count, most: 9, into: &places)
    #expect(isWhole)
    let found = places.map {
      String(decoding: bytes.span.csvText($0) ?? Array(bytes[$0]), as: UTF8.self)
    }
    #expect(found == (record.isEmpty ? [] : fields) || found == fields)
  }

  @Test(arguments: [
    ("a,b\nc,d\n", ["a,b\n", "c,d\n"]), ("\"a\n1\",b\nc,d", ["\"a\n1\",b\n", "c,d"]),
    ("a,\"b\nc,d\n", ["a,\"b\n", "c,d\n"]), ("a,\"b\nc,\"d\"\n", ["a,\"b\n", "c,\"d\"\n"]),
    ("a\",b\nc,\"d\n\"\n", ["a\",b\n", "c,\"d\n\"\n"]), ("a,\"b\n\"", ["a,\"b\n\""]),
  ])
  func `a stray quote ends with its line`(text: String, records: [String]) {
    #expect(split(text) == records)
  }

  // Time of the text's square would be hours.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: ["\"", "\"\n", ",\"\n", "\"\"\n", ",\"\n\"\"\n", "a,\"\"\"\n", "\",\n"])
  func `hostile repetition takes no quadratic time`(piece: String) {
    let text = String(repeating: piece, count: (1 << 19) / piece.utf8.count)
    #expect(!split(text).isEmpty)
  }

  private func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let csv = CSVText(columns: 2)
    var records: [String] = []
    var start = 0
    while start < bytes.count,
      case .at(let end) = csv.end(ofRecordAt: start, in: bytes.span, isAtEnd: true)
    {
      records.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return records
  }
}
