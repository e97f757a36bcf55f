/// Gives entries page by page; the next page is made when it is asked for.
public protocol EntrySource: Sendable {
  /// The next page, never empty; nil at the end.
  func nextPage() async throws(LDAPError) -> [Entry]?

  /// What the pages came to so far.
  var summary: SearchSummary { get async }
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
