import Foundation

/// The entries of an LDIF file of content records (RFC 2849), streamed.
///
/// The trailer that ldapsearch writes without `-LLL` is understood: a limit it names makes the
/// file a truncated one. Change records and values by URL are refused.
public actor LDIFFile: EntrySource {
  private let path: String
  private let pageSize: Int
  private let thread = BlockingThread()
  private var records: LDIFRecords?
  private var isFinished = false
  public private(set) var summary = SearchSummary()

  public init(path: String, pageSize: Int = 1000) {
    self.path = path
    self.pageSize = pageSize
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  public func nextPage() async throws(LDAPError) -> [Entry]? {
    var records: LDIFRecords
    if let begun = self.records { records = begun } else { records = try LDIFRecords(path: path) }
    // The buffer is held once, not copied on each write.
    self.records = nil
    var page: [Entry] = []
    while page.count < pageSize, !isFinished {
      if let entry = try records.nextEntry() { page.append(entry) } else { isFinished = true }
    }
    summary.references = records.references
    summary.truncation = records.truncation
    summary.entries += page.count
    self.records = records
    return page.isEmpty ? nil : page
  }

  public func entries(
    named names: Set<String>, attributes: [String]
  ) async throws(LDAPError) -> [String: Entry] {
    var wanted: [DistinguishedName: [String]] = [:]
    for name in names {
      if let dn = DistinguishedName(name) { wanted[dn.normalized, default: []].append(name) }
    }
    guard !wanted.isEmpty else { return [:] }
    let facts = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard facts?[.type] as? FileAttributeType == .typeRegular else {
      throw LDAPError(
        .file("entries are looked up in a regular file, which can be read twice; this is none."),
        at: path)
    }
    var records = try LDIFRecords(path: path)
    var found: [String: Entry] = [:]
    while !wanted.isEmpty, let entry = try records.nextEntry() {
      guard let dn = DistinguishedName(entry.dn)?.normalized,
        let names = wanted.removeValue(forKey: dn)
      else { continue }
      for name in names { found[name] = entry }
    }
    return found
  }
}

/// The records of an LDIF file, one after the other.
private struct LDIFRecords {
  private let path: String
  private var lines: LDIFLines
  private(set) var references = 0
  private(set) var truncation: Truncation?
  private var hasResult = false

  init(path: String) throws(LDAPError) {
    self.path = path
    lines = try LDIFLines(path: path)
  }

  mutating func nextEntry() throws(LDAPError) -> Entry? {
    var record: LDIFRecord?
    while let line = try lines.next() {
      if line.bytes.isEmpty {
        if let entry = record.flatMap({ take($0) }) { return entry }
        record = nil
        continue
      }
      let field = try LDIFField(line, path: path)
      if record == nil {
        if field.name == "version" {
          guard field.value == Array("1".utf8) else {
            throw LDAPError(.line(line.number, "only version 1 of LDIF is known."), at: path)
          }
          continue
        }
        record = try LDIFRecord(field, line: line, path: path)
      } else {
        try record?.add(field, line: line, path: path)
      }
    }
    let last = record.flatMap { take($0) }
    if lines.promisesResult, !hasResult {
      truncation = .other("the file ends without the result that ldapsearch writes: it is cut off")
    }
    return last
  }

  /// The record's entry; nil for what ldapsearch adds to entries.
  private mutating func take(_ record: LDIFRecord) -> Entry? {
    switch record.kind {
    case .entry:
      hasResult = false
      guard record.entry.hasRanges else { return record.entry }
      var entry = record.entry
      if !entry.joinRanges().isEmpty {
        truncation = .other("\(entry.dn) has more values than the file gives (range=)")
      }
      return entry
    case .reference: references += 1
    case .trailer:
      hasResult = !record.promisesMore
      switch record.resultCode {
      case nil, 0: break
      case 3: truncation = .time(record.resultText)
      case 4: truncation = .size(record.resultText)
      case 11: truncation = .administrative(record.resultText)
      default:
        truncation = .other(
          "the search that made the file did not end well: \(record.resultText)")
      }
    }
    return nil
  }
}

/// What stands between two empty lines.
private struct LDIFRecord {
  enum Kind {
    case entry
    /// `ref: URL` alone.
    case reference
    /// `search:` and `result:`.
    case trailer
  }

  static let largest = 64 << 20

  let kind: Kind
  var entry: Entry
  var resultCode: Int?
  var resultText = ""
  private var size = 0

  init(_ field: LDIFField, line: LDIFLines.Line, path: String) throws(LDAPError) {
    entry = Entry(dn: "")
    switch field.name.lowercased() {
    case "dn":
      kind = .entry
      guard let dn = String(validating: field.value, as: UTF8.self) else {
        throw LDAPError(.line(line.number, "the DN is not UTF-8."), at: path)
      }
      entry.dn = dn
    case "ref": kind = .reference
    case "search", "result":
      kind = .trailer
      note(field)
    default:
      throw LDAPError(
        .line(line.number, "a record begins with \"dn:\", not \"\(field.name):\"."), at: path)
    }
  }

  mutating func add(
    _ field: LDIFField, line: LDIFLines.Line, path: String
  ) throws(LDAPError) {
    guard kind == .entry else { return note(field) }
    switch field.name.lowercased() {
    // As ldifde writes entries.
    case "changetype" where field.value == Array("add".utf8): return
    case "changetype", "control":
      throw LDAPError(
        .line(line.number, "a change record; only entries are read (as slapcat writes them)."),
        at: path)
    case "dn":
      throw LDAPError(
        .line(line.number, "a second \"dn:\" in one record; an empty line is missing."), at: path)
    default: break
    }
    size += field.value.count
    guard size <= LDIFRecord.largest else {
      throw LDAPError(.line(line.number, "the entry is larger than 64 MiB."), at: path)
    }
    entry.append(field.value, to: AttributeName(field.name))
  }

  /// Whether a page of a search ended, and not the search (RFC 2696).
  private(set) var promisesMore = false

  private mutating func note(_ field: LDIFField) {
    if field.name == "pagedresults" {
      let cookie = String(decoding: field.value, as: UTF8.self).split(separator: "cookie=").last
      promisesMore = cookie.map { !$0.isEmpty && !$0.hasPrefix("estimate") } ?? false
    }
    guard field.name == "result" else { return }
    let words = String(decoding: field.value, as: UTF8.self).split(
      separator: " ", maxSplits: 1)
    resultCode = words.first.flatMap { Int($0) }
    resultText = words.count == 2 ? String(words[1]) : ""
  }
}

/// `name: value`, `name:: base64`.
private struct LDIFField {
  let name: String
  let value: [UInt8]

  init(_ line: LDIFLines.Line, path: String) throws(LDAPError) {
    func broken(_ problem: String) -> LDAPError { LDAPError(.line(line.number, problem), at: path) }
    guard let colon = line.bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      LDIFField.isName(line.bytes[..<colon])
    else { throw broken("not of the form \"attribute: value\".") }
    name = String(decoding: line.bytes[..<colon], as: UTF8.self)
    var rest = line.bytes[(colon + 1)...]
    let mark = rest.first
    if mark == UInt8(ascii: ":") || mark == UInt8(ascii: "<") { rest = rest.dropFirst() }
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    switch mark {
    case UInt8(ascii: "<"):
      throw broken("\(name) is given by URL; values outside the file are not read.")
    case UInt8(ascii: ":"):
      let trimmed = rest.reversed().drop { $0 == UInt8(ascii: " ") }.reversed()
      guard let data = Data(base64Encoded: Data(trimmed)) else {
        throw broken("the value of \(name) is not base64.")
      }
      value = Array(data)
    default:
      value = Array(rest)
    }
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    // As Active Directory names a part of the values: `member;range=0-1499`, `member;range=0-*`.
    let type = bytes.prefix { $0 != UInt8(ascii: ";") }
    return type.allSatisfy(isNameByte)
      && bytes[type.endIndex...].allSatisfy {
        isNameByte($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "*")
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ";"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
