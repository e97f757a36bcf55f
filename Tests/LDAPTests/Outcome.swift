import LDAP
import Testing

/// What reading a source to its end came to.
struct Outcome {
  var entries: [Entry] = []
  var summary = SearchSummary()
  var error: LDAPError?

  init(_ source: any EntrySource) async {
    do throws(LDAPError) {
      while let page = try await source.nextPage() { entries += page }
    } catch {
      self.error = error
    }
    summary = await source.summary
  }

  var dns: [String] { entries.map(\.dn) }

  /// Never short or doubled without a word: either whole, or a fault that says where it happened
  /// and how much was read.
  func checkWhole(_ expected: Set<String>, place: String, comment: Comment? = nil) {
    #expect(Set(dns).count == dns.count, comment)
    #expect(expected.isSuperset(of: dns), comment)
    #expect(summary.entries == dns.count, comment)
    if let error {
      #expect(error.place == place, comment)
      #expect(error.description.contains("\(place): "), comment)
      #expect(error.description.contains("\(dns.count) entries"), "\(error)")
    } else if summary.truncation == nil {
      #expect(dns.count == expected.count, comment)
    }
  }
}

/// A search on a scripted server.
func search(
  _ server: ScriptedServer, pageSize: Int = 3, restartDelays: [Duration] = [],
  operationTimeout: Int = 5
) throws -> PagedSearch {
  PagedSearch(
    ConnectionOptions(
      address: try address(server.url), connectTimeout: 2, operationTimeout: operationTimeout),
    base: "dc=gov", attributes: ["mail"], pageSize: pageSize, restartDelays: restartDelays)
}

/// The names of the people that a scripted server serves.
func people(_ numbers: Range<Int>) -> Set<String> {
  Set(numbers.map { "uid=u\($0),dc=gov" })
}
