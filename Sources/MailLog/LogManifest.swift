import Foundation
package import OfficialMail

/// The pieces of an input in their order: grouped by host, oldest first.
package struct LogManifest: Sendable {
  package struct Piece: Sendable, Hashable {
    /// From 1.
    package var sequence: Int
    /// The host that comes first by name of those in the file.
    package var host: String
    package var path: String
    package var size: UInt64
    package var sha256: String
    package var first: Timestamp?
    package var last: Timestamp?
  }

  package var pieces: [Piece]

  private static let header = ["sequence", "host", "path", "size", "sha256", "first", "last"]

  /// The manifest of what a tally read, which must have been made with digests.
  package init(of tally: Tally) {
    var byPath: [Int: [Tally.File]] = [:]
    for file in tally.files { byPath[file.sequence, default: []].append(file) }
    pieces = byPath.values.compactMap { members in
      let members = members.sorted { $0.member < $1.member }
      guard let file = members.first else { return nil }
      return Piece(
        sequence: file.sequence, host: members.flatMap(\.ledger.hosts).min() ?? "",
        path: file.source,
        size: file.ledger.size, sha256: file.ledger.sha256,
        first: members.compactMap(\.ledger.first).min(),
        last: members.compactMap(\.ledger.last).max())
    }
    // The order of files within a host is the one in which they are joined.
    let ranks = Dictionary(
      tally.files.enumerated().map { ($1.sequence, $0) }, uniquingKeysWith: min)
    pieces.sort { left, right in
      (left.host, ranks[left.sequence] ?? .max) < (right.host, ranks[right.sequence] ?? .max)
    }
    for index in pieces.indices { pieces[index].sequence = index + 1 }
  }

  package var csv: String {
    var csv = CSVTable(header: LogManifest.header)
    for piece in pieces {
      csv.append([
        String(piece.sequence), piece.host, piece.path, String(piece.size), piece.sha256,
        piece.first?.description ?? "", piece.last?.description ?? "",
      ])
    }
    return csv.text
  }

  /// Reads what `csv` wrote. `path` names it in faults.
  package init(csv text: String, path: String) throws(LogFault) {
    let rows: [[String]]
    do {
      var records = try CSVRecords(Array(text.utf8))
      var read: [[String]] = []
      while let record = try records.next() { read.append(record.fields) }
      rows = read
    } catch {
      throw .manifest(path: path, reason: "line \(error.line): \(error.text)")
    }
    guard rows.first == LogManifest.header else {
      throw .manifest(
        path: path, reason: "its header is not \(LogManifest.header.joined(separator: ","))")
    }
    pieces = []
    for (index, row) in rows.dropFirst().enumerated() {
      guard row.count == 7, row[0] == String(index + 1), let size = UInt64(row[3]),
        row[4].utf8.count == 64, row[5].isEmpty || Timestamp(row[5]) != nil,
        row[6].isEmpty || Timestamp(row[6]) != nil
      else { throw .manifest(path: path, reason: "line \(index + 2) is not one of a piece") }
      pieces.append(
        Piece(
          sequence: index + 1, host: row[1], path: CSVTable.withoutGuard(row[2]), size: size,
          sha256: row[4], first: Timestamp(row[5]), last: Timestamp(row[6])))
    }
  }

  var identity: Tally.ManifestIdentity {
    var hash = StableHash()
    for piece in pieces { hash.add("\(piece.sequence) \(piece.sha256)") }
    return Tally.ManifestIdentity(digest: hash.hex, pieces: pieces.count)
  }

  /// Tallies one piece of the manifest: the file of its content among those that `paths` name, or
  /// where the manifest has it.
  package func tally(
    sequence: Int, at paths: [String], _ reading: LogReading,
    progress: @escaping @Sendable (LogProgress) -> Void = { _ in }
  ) throws(LogFault) -> Tally {
    guard pieces.indices.contains(sequence - 1) else {
      throw .manifest(
        path: "--sequence \(sequence)", reason: "the manifest has \(pieces.count) pieces")
    }
    let piece = pieces[sequence - 1]
    var reading = reading
    reading.digests = true
    let file = try piece.file(among: LogInput.files(at: paths))
    var tally = try readPiece(file, beginning: piece.first, reading, progress: progress)
    guard tally.files.allSatisfy({ $0.ledger.sha256 == piece.sha256 }) else {
      throw .changed(path: file, sequence: sequence)
    }
    for index in tally.files.indices { tally.files[index].sequence = sequence }
    tally.manifest = identity
    tally.covered = [sequence]
    return tally
  }
}

extension LogManifest.Piece {
  /// A folder may lie elsewhere on another machine: then size and digest tell the file.
  fileprivate func file(among files: [String]) throws(LogFault) -> String {
    if files.isEmpty || files.contains(path) { return path }
    if files.count == 1 { return files[0] }
    for file in files where file != "-" {
      let stored = try StoredFile(path: file)
      if stored.size == size, case .success(sha256) = stored.sha256() { return file }
    }
    throw .changed(path: files[0], sequence: sequence)
  }
}
