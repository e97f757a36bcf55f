import Crypto
import Foundation

extension FileDigest {
  /// Reads the file once, in blocks of 1 MB.
  init(contentsOf path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw PlanFault.unreadable(path: path, reason: "no such file, or no right to read it")
    }
    defer { try? file.close() }
    var digest = SHA256()
    var size: UInt64 = 0
    while let block = try file.read(upToCount: 1 << 20), !block.isEmpty {
      digest.update(data: block)
      size += UInt64(block.count)
    }
    let hex = digest.finalize().map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }
    self.init(path: path, size: size, sha256: hex.joined())
  }
}
