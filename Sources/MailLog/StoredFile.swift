import Crypto
import Foundation

/// An open file, read by position so that threads may share it and a log cut short while it is read
/// ends early instead of faulting.
final class StoredFile: Sendable {
  let path: String
  let size: UInt64
  let modified: Int64
  private let descriptor: Int32

  // Small enough that a block is still in the core's own cache when it is scanned.
  static let blockSize = 1 << 18

  /// Standard input where `path` is `-`.
  init(path: String) throws(LogFault) {
    self.path = path
    // To open a pipe that nobody writes to would wait for ever.
    descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: StoredFile.reason()) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw .unreadable(path: path, reason: StoredFile.reason())
    }
    guard path == "-" || status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notAFile(path: path)
    }
    size = path == "-" ? 0 : UInt64(max(0, status.st_size))
    modified = Int64(status.st_mtim.tv_sec)
  }

  deinit {
    close(descriptor)
  }

  static func reason() -> String {
    unsafe String(cString: strerror(errno))
  }

  /// Reads at most `length` bytes at `offset` to `place` of `buffer`; 0 at the end; nil with the
  /// reason where the read failed.
  func read(
    into buffer: inout [UInt8], at place: Int, length: Int, offset: UInt64
  ) -> Result<Int, ReadFailure> {
    let room = min(length, buffer.count - place)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      while true {
        let count = unsafe pread(descriptor, base + place, room, off_t(offset))
        if count >= 0 || errno != EINTR { return count }
      }
    }
    return count >= 0 ? .success(count) : .failure(ReadFailure(reason: StoredFile.reason()))
  }

  /// Reads on from where the last such read ended; for pipes.
  func readNext(into buffer: inout [UInt8]) -> Result<Int, ReadFailure> {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = unsafe Foundation.read(descriptor, bytes.baseAddress, bytes.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    return count >= 0 ? .success(count) : .failure(ReadFailure(reason: StoredFile.reason()))
  }

  /// Up to `length` bytes from `offset`.
  func bytes(from offset: UInt64, length: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: length)
    var held = 0
    while held < length,
      case .success(let count) = read(
        into: &buffer, at: held, length: length - held, offset: offset + UInt64(held)),
      count > 0
    {
      held += count
    }
    buffer.removeLast(length - held)
    return buffer
  }

  /// The place after the first newline at or after `offset`, or the file's end.
  func lineStart(from offset: UInt64) -> UInt64 {
    var place = offset
    while place < size {
      let block = bytes(from: place, length: 1 << 16)
      if block.isEmpty { return size }
      if let newline = block.firstIndex(of: 0x0A) { return place + UInt64(newline) + 1 }
      place += UInt64(block.count)
    }
    return size
  }

  /// Lower-case hex of the stored bytes' SHA-256.
  func sha256() -> Result<String, ReadFailure> {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: StoredFile.blockSize)
    var offset: UInt64 = 0
    while true {
      // A log that grows is read to where it ended when it was opened.
      let rest = Int(min(UInt64(buffer.count), size - min(size, offset)))
      if rest == 0 { return .success(hex(hash.finalize())) }
      switch read(into: &buffer, at: 0, length: rest, offset: offset) {
      case .failure(let failure): return .failure(failure)
      case .success(0): return .success(hex(hash.finalize()))
      case .success(let count):
        hash.update(data: buffer[..<count])
        offset += UInt64(count)
      }
    }
  }
}

struct ReadFailure: Error {
  var reason: String
}

func hex(_ digest: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in digest {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
