import Foundation

/// A fresh folder for its owner alone, removed with all that is in it unless it was moved.
struct FolderAside: ~Copyable {
  let path: String
  let folder: FolderDescriptor
  /// Set once the folder stands in its place under another name.
  var isMoved = false

  deinit {
    if !isMoved { try? FileManager.default.removeItem(atPath: path) }
    FoldersAside.remove(path)
  }

  /// Makes one in `parent`; `output` is the folder that faults name.
  static func open(in parent: String, for output: String) throws(OutputFault) -> FolderAside {
    var template = Array("\(parent)/.mailaudit-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    guard made else {
      let code = errno
      throw [ENOSPC, EDQUOT].contains(code)
        ? .diskFull(folder: output, file: "the folder itself", code: code)
        : .refused(folder: output, code: code)
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do throws(SystemError) {
      // A umask may have taken even the owner's rights.
      guard unsafe chmod(path, 0o700) == 0 else { throw SystemError() }
      let folder = try FolderDescriptor(opening: path)
      FoldersAside.add(path)
      return FolderAside(path: path, folder: folder)
    } catch {
      _ = unsafe rmdir(path)
      throw .refused(folder: output, code: error.code)
    }
  }
}
