import Foundation

/// How files may be packed, each by a tool of the system.
enum Packing: String, CaseIterable, Sendable {
  case gz, zst, xz, bz2, tar, tgz, zip
  /// Stored as it is, so that what is in it can be seen from outside.
  case storedZip

  /// Packs files and gives the packed one's path; several only where it holds several.
  func packed(_ paths: [String]) throws -> String {
    let result = "\(paths[0]).\(rawValue)"
    let folder = (paths[0] as NSString).deletingLastPathComponent
    let names = paths.map { ($0 as NSString).lastPathComponent }
    let arguments: [String]
    switch self {
    case .gz: arguments = ["gzip", "-c", names[0]]
    case .zst: arguments = ["zstd", "-q", "-c", names[0]]
    case .xz: arguments = ["xz", "-c", names[0]]
    case .bz2: arguments = ["bzip2", "-c", names[0]]
    case .tar: arguments = ["tar", "-c"] + names
    case .tgz: arguments = ["tar", "-cz"] + names
    case .zip, .storedZip:
      let method = self == .zip ? "ZIP_DEFLATED" : "ZIP_STORED"
      arguments =
        [
          "python3", "-c",
          """
          import io, sys, zipfile
          out = io.BytesIO()
          with zipfile.ZipFile(out, "w", zipfile.\(method)) as archive:
              for name in sys.argv[1:]: archive.write(name)
          sys.stdout.buffer.write(out.getvalue())
          """,
        ] + names
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    guard FileManager.default.createFile(atPath: result, contents: nil),
      let output = FileHandle(forWritingAtPath: result)
    else { throw CocoaError(.fileWriteUnknown) }
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    try output.close()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    return result
  }
}
