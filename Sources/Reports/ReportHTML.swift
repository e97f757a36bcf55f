package import Audit
import Mustache

extension AuditResult {
  /// `report.html`: one self-contained file for people, in the run's language.
  package func reportHTML() throws -> String {
    try ReportTemplate.parsed().render(ReportView(self).page)
  }

  /// What the template of report.html is rendered from, by name; a tag without a name here would
  /// stay empty in silence.
  package var reportView: [String: Any] { ReportView(self).page }
}

/// Text made harmless inside HTML elements and quoted attributes, scalar by scalar.
///
/// The library's own escaping goes by grapheme clusters, so that `<` with a combining mark behind
/// it passes unescaped, while a browser sees the bare `<`.
struct ScalarEscaping: MustacheContentType {
  static let name = "AUDIT_HTML"

  func escapeText(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension ReportTemplate {
  /// The template, ready to render.
  static func parsed() throws -> MustacheTemplate {
    MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
    return try MustacheTemplate(string: text)
  }
}
