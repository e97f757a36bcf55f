/// Gives entries page by page; the next page is made when it is asked for.
public protocol EntrySource: Sendable {
  /// The next page, never empty; nil at the end.
  func nextPage() async throws(LDAPError) -> [Entry]?

  /// What the pages came to so far.
  var summary: SearchSummary { get async }

  /// Entries by their names, in the spelling asked for; those that are not there are left out.
  ///
  /// It does not disturb the pages. A server is asked for one entry after the other; a file is
  /// read once for all of them.
  ///
  /// - Parameter attributes: wanted at least; none stands for all but the operational ones.
  func entries(
    named names: Set<String>, attributes: [String]
  ) async throws(LDAPError) -> [String: Entry]
}

extension EntrySource {
  /// The entry of this name; nil where there is none, or none that this account may see.
  public func entry(
    named dn: String, attributes: [String]
  ) async throws(LDAPError) -> Entry? {
    try await entries(named: [dn], attributes: attributes)[dn]
  }
}

/// What a search came to.
public struct SearchSummary: Sendable, Hashable {
  /// Entries handed over.
  public var entries = 0
  /// Search references met and not followed.
  public var references = 0
  /// How often the search began anew on another connection.
  public var restarts = 0
  /// Entries that came a second time in one search, and were left out.
  public var repeated = 0
  /// Set where the server stopped before the end: the entries are not all there are.
  public var truncation: Truncation?

  public init() {}
}

/// The limit at which a server stopped.
public enum Truncation: Sendable, Hashable {
  /// Result code 4.
  case size(String)
  /// Result code 11.
  case administrative(String)
  /// Result code 3.
  case time(String)
  /// Another reason, in words.
  case other(String)
}

extension Truncation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .size(let text): Truncation.words("size limit", text)
    case .administrative(let text): Truncation.words("administrative limit", text)
    case .time(let text): Truncation.words("time limit", text)
    case .other(let text): printable(text)
    }
  }

  private static func words(_ limit: String, _ text: String) -> String {
    text.isEmpty ? limit : "\(limit) (\(printable(text)))"
  }
}
