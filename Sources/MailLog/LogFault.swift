package import OfficialMail

/// What keeps a reading of logs from being made at all. What is lost of a file that was opened
/// stands in the ledger instead.
package enum LogFault: Fault, Equatable {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case noFiles(path: String)
  case noLines
  case doesNotFit(path: String, format: String)
  case partial(path: String, reason: String)
  case manifest(path: String, reason: String)
  case pieceMissing(sequences: [Int], of: Int)
  case pieceTwice(path: String)
  case differentCriteria(path: String)
  case changed(path: String, sequence: Int)

  package var blame: Blame { .commandLine }

  package var description: String {
    switch self {
    case .missing(let path):
      "There is no file or folder \(printable(path)). Check the path."
    case .unreadable(let path, let reason):
      "\(printable(path)) can't be read: \(reason). Check its permissions."
    case .noFiles(let path):
      "The folder \(printable(path)) holds no file. Name a folder with exported logs."
    case .noLines:
      "The logs hold no line. Check that the export worked."
    case .doesNotFit(let path, let format):
      "\(printable(path)) is not a log of the format \(format): no line has its shape. "
        + "Leave --log-format away, or name the right one."
    case .partial(let path, let reason):
      "\(printable(path)) is not a whole partial tally: \(reason). Make it again with "
        + "logs tally --partial."
    case .manifest(let path, let reason):
      "\(printable(path)) is not a manifest of logs: \(reason). Make it with logs manifest."
    case .pieceMissing(let sequences, let count):
      "The partials don't cover the manifest: of \(count) pieces "
        + "\(sequences.prefix(10).map(String.init).joined(separator: ", "))"
        + "\(sequences.count > 10 ? " …" : "") "
        + "\(sequences.count == 1 ? "is" : "are") missing. Tally them and merge again."
    case .pieceTwice(let path):
      "\(printable(path)) is in two of the partials: it would be counted twice. Leave one away."
    case .differentCriteria(let path):
      "\(printable(path)) was tallied with other official domains, webmail names, time zone or "
        + "manifest than the partials before it. Tally all pieces alike."
    case .changed(let path, let sequence):
      "\(printable(path)) is not the file of the manifest's piece \(sequence): its content "
        + "differs. Make the manifest again, or name the right file."
    }
  }
}

/// A path or message from outside as a terminal may show it: control characters escaped.
package func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
