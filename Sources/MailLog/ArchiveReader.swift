import CArchive
import Foundation
import OfficialMail

/// Decodes one compressed file or archive, member by member, through libarchive.
///
/// Only filters and formats that libarchive itself decodes are on: the others would start programs.
@safe final class ArchiveReader {
  /// A stretch of decoded bytes, the end, or what was lost.
  enum Block {
    case bytes(Int)
    case end
    case damaged(String)
  }

  // Freed with the reader, and never handed out.
  private let archive: OpaquePointer
  private let source: Source
  // Of this archive and, at the outermost, of all that lie in it.
  private var decoded: UInt64 = 0
  // Whether there may be bytes of a member that were not asked for.
  private var isInMember = false

  /// Decoded bytes to stored bytes at which a file is taken for a decompression bomb, once it has
  /// decoded to `bombSize`. Logs reach 30, made-up ones 100.
  static let bombRatio: UInt64 = 500
  static let bombSize: UInt64 = 256 << 20
  private let bombSize: UInt64

  // What libarchive's callback reads from: stored bytes, or those of a gzip file decoded.
  private final class Source {
    let read: (inout [UInt8]) -> Result<Int, ReadFailure>
    var stored: UInt64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var failure: String?
    private var gzip: GzipStream?
    // Read to know a gzip by its head, and not decoded yet; a pipe cannot be read twice.
    private var held: [UInt8] = []

    init(_ read: @escaping (inout [UInt8]) -> Result<Int, ReadFailure>) {
      self.read = read
      while held.count < 2 {
        guard case .success(let count) = unheld(into: &buffer), count > 0 else { break }
        held += buffer[..<count]
      }
      guard held.starts(with: [0x1F, 0x8B]) else { return }
      gzip = GzipStream { [unowned self] in stored(into: &$0) }
    }

    func next() -> Int {
      if let pending = gzip?.pending { return failed(pending) }
      switch gzip?.next(into: &buffer) ?? stored(into: &buffer) {
      case .success(let count): return count
      case .failure(let failure): return failed(failure)
      }
    }

    private func stored(into bytes: inout [UInt8]) -> Result<Int, ReadFailure> {
      guard !held.isEmpty else { return unheld(into: &bytes) }
      let count = min(held.count, bytes.count)
      bytes.replaceSubrange(..<count, with: held[..<count])
      held.removeFirst(count)
      return .success(count)
    }

    private func unheld(into bytes: inout [UInt8]) -> Result<Int, ReadFailure> {
      let result = read(&bytes)
      if case .success(let count) = result { stored += UInt64(count) }
      return result
    }

    private func failed(_ failure: ReadFailure) -> Int {
      self.failure = failure.reason
      return -1
    }
  }

  /// - Parameter read: fills an array from its start with the next stored bytes; 0 is their end.
  init?(
    bombSize: UInt64 = ArchiveReader.bombSize,
    reading read: @escaping (inout [UInt8]) -> Result<Int, ReadFailure>
  ) {
    guard let archive = unsafe archive_read_new() else { return nil }
    self.bombSize = bombSize
    unsafe self.archive = archive
    source = Source(read)
    unsafe archive_read_support_filter_gzip(archive)
    unsafe archive_read_support_filter_bzip2(archive)
    unsafe archive_read_support_filter_xz(archive)
    unsafe archive_read_support_filter_lzma(archive)
    unsafe archive_read_support_filter_zstd(archive)
    unsafe archive_read_support_filter_lz4(archive)
    unsafe archive_read_support_filter_compress(archive)
    unsafe archive_read_support_format_tar(archive)
    unsafe archive_read_support_format_zip(archive)
    unsafe archive_read_support_format_7zip(archive)
    unsafe archive_read_support_format_raw(archive)
    unsafe archive_read_support_format_empty(archive)
    let pointer = unsafe Unmanaged.passUnretained(source).toOpaque()
    let opened = unsafe archive_read_open(
      archive, pointer, nil,
      { _, context, buffer in
        guard let context = unsafe context else { return -1 }
        let source = unsafe Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
        let count = source.next()
        // The buffer lives as long as the reader and changes only in the next call.
        unsafe source.buffer.withUnsafeBytes { bytes in
          unsafe buffer?.pointee = bytes.baseAddress
        }
        return count
      }, nil)
    if opened != ARCHIVE_OK && opened != ARCHIVE_WARN { failure = reason() }
  }

  deinit {
    unsafe archive_read_free(archive)
  }

  /// Why nothing can be read at all.
  private(set) var failure: String?

  /// Whether reading met damage: what follows can't be trusted.
  private(set) var isDamaged = false

  /// The archive that this one lies in, at the outermost: its stored bytes are what a bomb is told by.
  var outermost: ArchiveReader?

  /// Stored bytes read so far.
  var storedBytes: UInt64 { source.stored }

  /// The next member that is a file; an empty name for a compressed file without members.
  func nextMember() -> Result<String?, ReadFailure> {
    if let failure { return .failure(ReadFailure(reason: failure)) }
    var entry: OpaquePointer?
    while true {
      if case .failure(let failure) = passOverRest() { return .failure(failure) }
      let result = unsafe archive_read_next_header(archive, &entry)
      switch result {
      case ARCHIVE_EOF: return .success(nil)
      case ARCHIVE_OK, ARCHIVE_WARN:
        guard let entry = unsafe entry else { return .success(nil) }
        isInMember = true
        let type = unsafe archive_entry_filetype(entry)
        guard type == 0o100000 || type == 0 else { continue }
        let isRaw = unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW
        guard !isRaw, let name = unsafe archive_entry_pathname(entry) else {
          return .success("")
        }
        return .success(unsafe String(cString: name))
      default: return .failure(ReadFailure(reason: reason()))
      }
    }
  }

  // What nobody asked for is decoded all the same to be passed over, and may be a bomb. A zip's
  // members are passed over as they are stored.
  private func passOverRest() -> Result<Void, ReadFailure> {
    let isZip = unsafe archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_ZIP
    if isZip, outermost == nil { return .success(()) }
    var buffer: [UInt8] = []
    while isInMember {
      if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 1 << 16) }
      if case .damaged(let reason) = read(into: &buffer, at: 0, length: buffer.count) {
        return .failure(ReadFailure(reason: reason))
      }
    }
    return .success(())
  }

  /// Decodes the member's next bytes to `place` of `buffer`.
  func read(into buffer: inout [UInt8], at place: Int, length: Int) -> Block {
    let room = min(length, buffer.count - place)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe archive_read_data(archive, base + place, room)
    }
    if count == 0 {
      isInMember = false
      return .end
    }
    guard count > 0 else {
      isDamaged = true
      return .damaged(reason())
    }
    let whole = outermost ?? self
    whole.decoded += UInt64(count)
    if whole.decoded > bombSize,
      whole.decoded / max(1, whole.storedBytes) > ArchiveReader.bombRatio
    {
      isDamaged = true
      whole.isDamaged = true
      return .damaged(
        "stopped: it decodes to more than \(ArchiveReader.bombRatio) times its size")
    }
    return .bytes(count)
  }

  private func reason() -> String {
    if let failure = source.failure { return failure }
    guard let text = unsafe archive_error_string(archive) else { return "damaged" }
    return unsafe String(cString: text).visible
  }

  /// Whether bytes at a file's start are those of something compressed or packed.
  static func isPacked(_ head: [UInt8]) -> Bool {
    let magics: [[UInt8]] = [
      [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      [0x42, 0x5A, 0x68], [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06],
      [0x50, 0x4B, 0x07, 0x08], [0x04, 0x22, 0x4D, 0x18], [0x1F, 0x9D],
      [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x5D, 0x00, 0x00],
    ]
    if magics.contains(where: { head.starts(with: $0) }) { return true }
    // A skippable zstd frame may come first.
    if head.count >= 4, head[0] & 0xF0 == 0x50, head[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
      return true
    }
    return head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
  }
}
