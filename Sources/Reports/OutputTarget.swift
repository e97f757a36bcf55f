import Foundation

/// Where results are to stand, looked at before anything is written.
struct OutputTarget {
  /// As it was given.
  let path: String
  let absolute: String
  /// The folder it stands in, without symbolic links.
  let parent: String

  init(_ given: String) throws(OutputFault) {
    path = given
    var trimmed = given[...]
    while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
    guard !trimmed.isEmpty, !trimmed.utf8.contains(0) else {
      throw .refused(folder: given, code: ENOENT)
    }
    var status = stat()
    if unsafe lstat(String(trimmed), &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFLNK else { throw .symbolicLink(given) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(given) }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: String(trimmed)) else {
        throw .refused(folder: given, code: EACCES)
      }
      guard names.isEmpty else { throw .notEmpty(given) }
      guard let resolved = OutputTarget.resolved(String(trimmed)) else {
        throw .refused(folder: given, code: errno)
      }
      absolute = resolved
      parent = OutputTarget.split(resolved[...]).parent
      guard resolved != "/", resolved != OutputTarget.resolved("."),
        !OutputTarget.isMountPoint(status, below: parent)
      else { throw .inUse(given) }
    } else {
      let code = errno
      guard code == ENOENT || code == ENOTDIR else { throw .refused(folder: given, code: code) }
      let (parent, name) = OutputTarget.split(trimmed)
      guard let resolved = OutputTarget.resolved(parent), code == ENOENT else {
        throw .noParent(folder: given, parent: parent)
      }
      self.parent = resolved
      absolute = resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
    }
  }

  private static func split(_ path: Substring) -> (parent: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return (".", String(path))
    }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.utf8.startIndex ? "/" : String(path[..<slash]), name)
  }

  private static func isMountPoint(_ status: stat, below parent: String) -> Bool {
    var above = stat()
    return unsafe stat(parent, &above) == 0 && above.st_dev != status.st_dev
  }

  /// The path without symbolic links, or nil where it does not exist.
  private static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
