/// The piece of a long list of values that one answer holds: `member;range=0-1499`, the last one
/// `member;range=1500-*` (MS-ADTS, section 3.1.1.3.1.3.3).
struct AttributeRange: Hashable {
  /// The attribute with its other options.
  let name: AttributeName
  let first: Int
  /// Nil in the last piece.
  let last: Int?

  /// Nil for a name without a range, or with one that makes no sense.
  init?(_ name: AttributeName) {
    guard let option = name.rangeOption else { return nil }
    let bounds = option.dropFirst("range=".count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int(bounds[0]), first >= 0 else { return nil }
    if bounds[1] == "*" {
      last = nil
    } else {
      guard let last = Int(bounds[1]), last >= first, last < Int.max else { return nil }
      self.last = last
    }
    self.first = first
    self.name = name.without(option)
  }
}

extension AttributeName {
  var rangeOption: String? { options.first { $0.hasPrefix("range=") } }
}

extension Entry {
  /// An attribute of which values are missing.
  struct Unfinished {
    var name: AttributeName
    /// How many values there are; nil where the pieces do not fit together.
    var next: Int?
  }

  var hasRanges: Bool { fields.contains { $0.name.rangeOption != nil } }

  /// Puts the pieces of each attribute together under its own name, and gives those that lack
  /// their end.
  mutating func joinRanges() -> [Unfinished] {
    var lists: [(name: AttributeName, next: Int?, isWhole: Bool)] = []
    var start = fields.startIndex
    while start < fields.endIndex {
      let name = fields[start].name
      let end = fields[start...].firstIndex { $0.name != name } ?? fields.endIndex
      defer { start = end }
      guard let option = name.rangeOption else { continue }
      let bare = name.without(option)
      for index in start..<end { fields[index].name = bare }
      let index = lists.firstIndex { $0.name == bare } ?? lists.endIndex
      if index == lists.endIndex { lists.append((bare, 0, false)) }
      let count = end - start
      guard let range = AttributeRange(name), range.first == lists[index].next,
        range.last.map({ $0 - range.first + 1 == count }) ?? true
      else {
        lists[index].next = nil
        continue
      }
      lists[index].next = range.first + count
      lists[index].isWhole = range.last == nil
    }
    return lists.filter { !$0.isWhole || $0.next == nil }.map {
      Unfinished(name: $0.name, next: $0.next)
    }
  }

  /// Adds the values of a piece that another answer held; false where they are not the next.
  mutating func append(_ piece: Entry, to unfinished: inout Unfinished) -> Bool {
    var range: AttributeRange?
    var values: [Field] = []
    for field in piece.fields where field.name.key == unfinished.name.key {
      guard let found = AttributeRange(field.name), found.name == unfinished.name else { continue }
      guard range == nil || range == found else { return false }
      range = found
      values.append(field)
    }
    guard let range, range.first == unfinished.next,
      range.last.map({ $0 - range.first + 1 == values.count }) ?? true
    else { return false }
    for value in values { append(Array(piece.value(value).bytes), to: unfinished.name) }
    unfinished.next = range.last.map { $0 + 1 }
    return true
  }
}

extension PagedSearch {
  /// More than this many bytes, or values, of one entry are not gathered.
  private static let mostBytes = 64 << 20
  private static let mostValues = 4 << 20

  /// Asks for the values of an entry that the server gives piece by piece; false where some are
  /// missing in the end.
  func complete(_ entry: inout Entry) async throws(LDAPError) -> Bool {
    guard entry.hasRanges else { return true }
    for part in entry.joinRanges() {
      var part = part
      guard part.next != nil else { return false }
      // Each piece begins where the one before it ended, so that this comes to an end.
      while let next = part.next {
        guard entry.size.bytes < PagedSearch.mostBytes, entry.size.values < PagedSearch.mostValues,
          let piece = try await piece(of: entry.dn, "\(part.name);range=\(next)-*"),
          entry.append(piece, to: &part)
        else { return false }
      }
    }
    return true
  }

  private func piece(
    of dn: String, _ attribute: String
  ) async throws(LDAPError) -> Entry? {
    do throws(LDAPError) {
      return try await servedEntry(named: dn, attributes: [attribute])
    } catch {
      guard case .refused = error.kind else { throw error }
      return nil
    }
  }
}
