package import OfficialMail

/// What keeps a reading of logs from being made at all. What is lost of a file that was opened
/// stands in the ledger instead.
package enum LogFault: Fault, Equatable {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  /// A pipe or a device.
  case notAFile(path: String)
  case noFiles(path: String)
  case noLines
  case doesNotFit(path: String, format: String)
  case partial(path: String, reason: String)
  case manifest(path: String, reason: String)
  /// The first few that are missing.
  case pieceMissing(sequences: [Int], of: Int)
  case pieceTwice(path: String)
  case differentCriteria(path: String)
  case changed(path: String, sequence: Int)

  /// Of missing pieces so many are named; the last only tells that there are more.
  static let namedPieces = 11

  package var blame: Blame { .commandLine }

  package var description: String {
    switch self {
    case .missing(let path):
      "There is no file or folder \(path.visible). Check the path."
    case .unreadable(let path, let reason):
      "\(path.visible) can't be read: \(reason). Check the path and its permissions."
    case .notAFile(let path):
      "\(path.visible) is a pipe or a device and no file. Pipe it to standard input and name it -, "
        + "or move it out of the folder."
    case .noFiles(let path):
      "The folder \(path.visible) holds no file. Name a folder with exported logs."
    case .noLines:
      "The logs hold no line. Check that the export worked."
    case .doesNotFit(let path, let format):
      "\(path.visible) is not a log of the format \(format): no line has its shape. "
        + "Leave --log-format away, or name the right one."
    case .partial(let path, let reason):
      "\(path.visible) is not a whole partial tally: \(reason). Make it again with "
        + "logs tally --partial."
    case .manifest(let path, let reason):
      "\(path.visible) is not a manifest of logs: \(reason). Make it with logs manifest."
    case .pieceMissing(let sequences, let count):
      "The partials don't cover the manifest: of \(count) pieces "
        + "\(sequences.prefix(LogFault.namedPieces - 1).map(String.init).joined(separator: ", "))"
        + "\(sequences.count == LogFault.namedPieces ? " …" : "") "
        + "\(sequences.count == 1 ? "is" : "are") missing. Tally them and merge again."
    case .pieceTwice(let path):
      "\(path.visible) is in two of the partials: it would be counted twice. Leave one away."
    case .differentCriteria(let path):
      "\(path.visible) was tallied with other official domains, webmail names, time zone or "
        + "manifest than the partials before it. Tally all pieces alike."
    case .changed(let path, let sequence):
      "\(path.visible) is not the file of the manifest's piece \(sequence): its content "
        + "differs. Make the manifest again, or name the right file."
    }
  }
}
