package import OfficialMail

/// One official letter, as the words that stand in the boxes of the form.
///
/// Words from outside (addresses, names in a log or a register) are to be made `printable` before
/// they come here: a character that the letter's font lacks is a fault.
package struct LetterDocument: Sendable, Hashable {
  /// The language of the form's own words.
  package var language: Language
  /// Box 2: the body above and the office itself, as they are written in running text.
  package var parent: String
  package var issuer: String
  /// Box 3; nil leaves room for the registry.
  package var number: String?
  package var symbol: String
  /// Box 4; a nil date leaves room for day and month.
  package var place: String
  package var date: Day?
  /// The day for which the content holds: the year of a blank date, and the files' own date.
  package var asOf: Day
  /// Box 5b, without "V/v".
  package var subject: String
  /// Box 9a.
  package var recipients: [String]
  /// Box 6, one paragraph each; the form adds "./." to the last.
  package var body: [String]
  /// Box 7a, one line each.
  package var authority: [String]
  /// Box 7c; empty leaves room.
  package var signatory: String
  /// Box 9b between "as above" and the archive's line.
  package var copies: [String]
  /// The unit that keeps a copy beside the registry; nil for none.
  package var archive: String?
  package var annex: Annex?

  package init(
    language: Language, parent: String, issuer: String, number: String? = nil, symbol: String,
    place: String, date: Day? = nil, asOf: Day, subject: String, recipients: [String],
    body: [String], authority: [String], signatory: String, copies: [String] = [],
    archive: String? = nil, annex: Annex? = nil
  ) {
    self.language = language
    self.parent = parent
    self.issuer = issuer
    self.number = number
    self.symbol = symbol
    self.place = place
    self.date = date
    self.asOf = asOf
    self.subject = subject
    self.recipients = recipients
    self.body = body
    self.authority = authority
    self.signatory = signatory
    self.copies = copies
    self.archive = archive
    self.annex = annex
  }
}

extension LetterDocument {
  /// What is enclosed: a title and parts, on pages of its own.
  package struct Annex: Sendable, Hashable {
    package var title: String
    package var parts: [Part]

    package init(title: String, parts: [Part]) {
      self.title = title
      self.parts = parts
    }
  }

  /// One table of an annex with its heading.
  package struct Part: Sendable, Hashable {
    package var heading: String
    /// A sentence on how the table is to be read.
    package var note: String?
    package var columns: [Column]
    /// One cell for each column; missing cells are empty.
    package var rows: [[String]]

    package init(heading: String, note: String? = nil, columns: [Column], rows: [[String]]) {
      self.heading = heading
      self.note = note
      self.columns = columns
      self.rows = rows
    }
  }

  package struct Column: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
      case words
      /// Numbers and dates, centred.
      case figures
    }

    package var title: String
    /// The part of the table's width relative to the other columns.
    package var share: Double
    package var content: Content

    package init(_ title: String, share: Double, content: Content = .words) {
      self.title = title
      self.share = share
      self.content = content
    }
  }
}
