import Foundation

/// The folder of one server's files, for its owner alone.
package struct ServerFolder: Sendable {
  package let path: String

  /// Makes `/tmp/NAME-…`: short, for the path of a socket has at most 107 bytes.
  package init(_ name: String, with folders: [String] = []) throws {
    path = "/tmp/\(name)-" + String(UInt64.random(in: .min ... .max), radix: 36)
    for folder in [path] + folders.map({ [path] in path + "/" + $0 }) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
  }

  package func file(_ name: String) -> String { path + "/" + name }

  package func contains(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name))
  }

  package func write(_ text: String, to name: String) throws {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
  }

  package func remove(_ name: String) {
    try? FileManager.default.removeItem(atPath: file(name))
  }

  /// Removes the folder and what is in it.
  package func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
