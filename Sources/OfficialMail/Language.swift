/// A language the program writes for people.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
  case vi, en
}

/// A text in every language; leaving one out does not compile.
public struct LocalizedText: Sendable, Hashable, Codable {
  public var vi: String
  public var en: String

  public init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }

  /// A text that is the same in every language, such as a date or an address.
  public init(verbatim text: String) {
    self.init(vi: text, en: text)
  }

  public subscript(language: Language) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }
}
