package import Foundation
package import OfficialMail

/// How logs are read and what counts as official and as webmail.
package struct LogReading: Sendable {
  /// Official is a suffix itself or what lies below it on a dot.
  package var officialDomains: [MailDomain]
  /// Exact names; webmail beats official.
  package var webmail: WebmailCatalogue
  /// The zone of stamps that have none.
  package var timeZone: TimeZone
  /// The year of the first line where stamps have none; nil: from `window`, else the latest that
  /// puts no line after the file's own date.
  package var firstYear: Int?
  /// Only deliveries in it are counted; nil: all.
  package var window: Range<Timestamp>?
  package var format: LogFormat
  package var threads: Int
  /// Whether the ledger names the SHA-256 of every file.
  package var digests: Bool
  /// Where finished files are remembered; nil: nowhere. Digests are needed for it.
  package var memory: LogMemory?
  /// A stretch of text that is scanned at one go ends with the first line that ends behind so many
  /// bytes. Partials have the same bytes only where it is the same.
  package var stretchLength: UInt64 = 1 << 25
  /// Bytes that are read at one go, at least 1; what comes of them does not depend on it.
  package var blockSize = StoredFile.blockSize
  /// Decoded bytes behind which a packed file may be a decompression bomb.
  package var bombSize = ArchiveReader.bombSize
  /// Bytes of records that are held before what can be settled is.
  package var heldBytes = LogReading.heldBytes

  package init(
    officialDomains: [MailDomain], webmail: WebmailCatalogue, timeZone: TimeZone,
    firstYear: Int? = nil, window: Range<Timestamp>? = nil, format: LogFormat = .auto,
    threads: Int = 1, digests: Bool = false
  ) {
    self.officialDomains = officialDomains
    self.webmail = webmail
    self.timeZone = timeZone
    self.firstYear = firstYear
    self.window = window
    self.format = format
    self.threads = max(1, threads)
    self.digests = digests
  }

  static let heldBytes = 8 << 20

  var classes: DomainClasses { DomainClasses(official: officialDomains, webmail: webmail) }
}

/// How far a reading is.
package struct LogProgress: Sendable {
  /// Bytes as stored.
  package var bytes: UInt64
  /// Of all files; standard input is not known before its end.
  package var total: UInt64
  package var file: String
}
