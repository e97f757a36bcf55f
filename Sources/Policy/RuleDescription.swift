public import OfficialMail

/// Everything about a rule but how it judges: what reports, letters and `policy show` print.
public struct RuleDescription: Sendable, Hashable, Codable {
  /// Upper case words joined by hyphens, and no number that may change: `PW-AGE`.
  public var id: String
  public var severity: Severity
  /// The duty, never the offence: letters write "breach of the rule “…”".
  public var title: LocalizedText
  /// What the rule demands, as one sentence.
  public var statement: LocalizedText
  /// Its threshold in words, such as "3 months".
  public var limit: LocalizedText
  public var basis: [LegalBasis]
  public var remedy: Remedy
  public var needs: Set<FactSource>
  /// Where the rule is written.
  public var source: SourceLocation

  public init(
    id: String, severity: Severity, title: LocalizedText, statement: LocalizedText,
    limit: LocalizedText, basis: [LegalBasis], remedy: Remedy, needs: Set<FactSource>,
    source: SourceLocation
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.statement = statement
    self.limit = limit
    self.basis = basis
    self.remedy = remedy
    self.needs = needs
    self.source = source
  }
}

public struct SourceLocation: Sendable, Hashable, Codable {
  /// Relative to its package: `policies/SongMa/PasswordAge.swift`.
  public var file: String
  public var line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// A legal or administrative text, with the time it is in force.
public struct LegalText: Sendable, Hashable, Codable {
  /// How the text was known to whoever wrote the policy.
  public enum Reading: String, Sendable, Hashable, Codable {
    case full, part, restated
  }

  /// What a text is in law: only an act is a legal ground.
  public enum Kind: String, Sendable, Hashable, Codable {
    case act
    /// A press article, a notice, a letter: told of, not cited as ground.
    case other
  }

  /// Such as "Nghị định 30/2020/NĐ-CP".
  public var number: String
  public var title: LocalizedText
  public var date: Day
  public var inForceFrom: Day
  /// The last day in force; nil while it holds.
  public var inForceUntil: Day?
  public var reading: Reading
  public var kind: Kind

  public init(
    number: String, title: LocalizedText, date: Day, inForceFrom: Day, inForceUntil: Day? = nil,
    reading: Reading, kind: Kind = .act
  ) {
    self.number = number
    self.title = title
    self.date = date
    self.inForceFrom = inForceFrom
    self.inForceUntil = inForceUntil
    self.reading = reading
    self.kind = kind
  }

  /// What people call it: an act by its number, any other text by its title.
  public var name: LocalizedText {
    switch kind {
    case .act: LocalizedText(verbatim: number)
    case .other: title
    }
  }

  public func isInForce(on day: Day) -> Bool {
    inForceFrom <= day && (inForceUntil.map { day <= $0 } ?? true)
  }
}

/// The place in a text that a rule rests on.
public struct LegalBasis: Sendable, Hashable, Codable {
  public var text: LegalText
  /// Such as "Điều 8.2.a"; nil where the whole text is meant.
  public var article: LocalizedText?
  /// What the text leaves open and the office decided itself, such as a number.
  public var ownDecision: LocalizedText?

  public init(
    _ text: LegalText, article: LocalizedText? = nil, ownDecision: LocalizedText? = nil
  ) {
    self.text = text
    self.article = article
    self.ownDecision = ownDecision
  }
}

/// What the accused must do, and by when.
public struct Remedy: Sendable, Hashable, Codable {
  public var text: LocalizedText
  /// Counted from the date of the letter.
  public var deadline: CalendarSpan

  public init(_ text: LocalizedText, within deadline: CalendarSpan) {
    self.text = text
    self.deadline = deadline
  }
}

/// The office that signs the letters: what stands in the official form's boxes.
public struct IssuingOffice: Sendable, Hashable, Codable {
  /// Box 2, upper line: the body above.
  public var parent: String
  /// Box 2, lower line.
  public var name: String
  /// Box 3, after the slash: `UBND-VHXH`.
  public var symbol: String
  /// Box 4: the place.
  public var place: String
  /// Box 7a, lines such as "TM. ỦY BAN NHÂN DÂN" and "CHỦ TỊCH".
  public var authority: [String]
  /// Box 7c; empty where the registry fills it in.
  public var signatory: String
  /// Box 9b, without the closing "Lưu" line.
  public var copies: [String]
  /// Whom the agency reports to: unit, address, telephone.
  public var contact: String

  public init(
    parent: String, name: String, symbol: String, place: String, authority: [String],
    signatory: String, copies: [String], contact: String
  ) {
    self.parent = parent
    self.name = name
    self.symbol = symbol
    self.place = place
    self.authority = authority
    self.signatory = signatory
    self.copies = copies
    self.contact = contact
  }
}
