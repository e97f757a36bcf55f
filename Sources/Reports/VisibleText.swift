extension String {
  /// The text with every character that does not show itself written out, such as `\u{202E}`.
  ///
  /// Log and directory fields are written by strangers: control characters steer terminals,
  /// bidirectional overrides make an address read as another one, NUL ends texts early. Line
  /// breaks are written `\n` and `\r`, tabs `\t`, so that the result is one line.
  package var visible: String {
    guard unicodeScalars.contains(where: \.isInvisible) else { return self }
    var shown = ""
    shown.reserveCapacity(utf8.count + 16)
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where scalar.isInvisible:
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Control and format characters, line separators, and what no script has a sign for.
  var isInvisible: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return true
    default:
      return false
    }
  }
}
