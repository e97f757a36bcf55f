import Foundation
import Synchronization

/// The folders that are being filled beside their place, so that an interruption leaves none.
package enum FoldersAside {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { _ = paths.withLock { $0.insert(path) } }

  static func remove(_ path: String) { _ = paths.withLock { $0.remove(path) } }

  /// Takes them all away, while another thread may still be writing into one.
  package static func deleteAll() {
    for path in paths.withLock({ $0 }) {
      for _ in 0..<10 where FileManager.default.fileExists(atPath: path) {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }
}
