import Foundation

/// An open folder: names in it are resolved against the folder itself, whatever happens to its
/// path, and never through a symbolic link.
struct FolderDescriptor: ~Copyable {
  private let descriptor: Int32

  /// Opens a folder that is not a symbolic link.
  init(opening path: String, in parent: Int32 = AT_FDCWD) throws(SystemError) {
    descriptor = unsafe openat(parent, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError() }
  }

  deinit {
    close(descriptor)
  }

  /// Makes a folder for its owner alone, whatever the umask.
  func makeFolder(_ name: String) throws(SystemError) -> FolderDescriptor {
    guard unsafe mkdirat(descriptor, name, 0o700) == 0,
      unsafe fchmodat(descriptor, name, 0o700, 0) == 0
    else { throw SystemError() }
    return try FolderDescriptor(opening: name, in: descriptor)
  }

  /// Writes a new file for its owner alone and waits until it is on the disk.
  func write(_ bytes: [UInt8], to name: String) throws(SystemError) {
    let file = unsafe openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError() }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0 else { throw SystemError() }
    try FolderDescriptor.write(bytes, to: file)
    guard fsync(file) == 0 else { throw SystemError() }
  }

  /// Waits until the folder's names are on the disk.
  func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError() }
  }

  /// Writes all bytes, however many calls it takes.
  static func write(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          file, UnsafeRawBufferPointer(rebasing: buffer[written...]).baseAddress,
          buffer.count - written)
      }
      if count < 0 {
        let error = SystemError()
        if error.code == EINTR { continue }
        throw error
      }
      written += count
    }
  }
}

/// The code of the system call that just failed.
struct SystemError: Error, Equatable {
  let code: Int32

  init(code: Int32 = errno) {
    self.code = code
  }
}
