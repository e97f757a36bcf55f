package import LDAP
import OfficialMail

/// A directory as the command line names it.
package struct DirectorySource: Sendable {
  /// `ldap://`, `ldaps://` or `ldapi://` URL, or the path of an LDIF file.
  package var location: String
  /// Search base; nil takes the server's default or only naming context. A file is read whole.
  package var base: String?
  package var schema: SchemaChoice
  package var credentials: Credentials
  package var startTLS: Bool
  package var caCertificate: String?
  package var allowPlaintext: Bool
  /// Seconds to wait for each answer; connecting waits 10 at most.
  package var timeout: Int

  package init(
    location: String, base: String? = nil, schema: SchemaChoice = .auto,
    credentials: Credentials = .anonymous, startTLS: Bool = false, caCertificate: String? = nil,
    allowPlaintext: Bool = false, timeout: Int = 60
  ) {
    self.location = location
    self.base = base
    self.schema = schema
    self.credentials = credentials
    self.startTLS = startTLS
    self.caCertificate = caCertificate
    self.allowPlaintext = allowPlaintext
    self.timeout = timeout
  }

  /// Whether it is a file.
  package var isFile: Bool { location.firstRange(of: "://") == nil }
}

/// A stranger's text on one line of a message.
func shown(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.prefix(200).map {
        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
          ? "?" : $0
      }))
}

/// What a limit cost, and whom to ask.
func loss(_ truncation: Truncation, entries: Int) -> String {
  if case .other = truncation { return "\(truncation); \(entries) entries were read" }
  return "the server stopped at its \(truncation) after \(entries) entries; ask its administrator "
    + "to lift the limits (size, time and paged results) for this account"
}
