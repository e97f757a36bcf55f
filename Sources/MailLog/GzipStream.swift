import CZlib

/// Decodes gzip (RFC 1952), member after member, and checks every member's CRC and length, which
/// libarchive passes over.
@safe final class GzipStream {
  private var stream = unsafe z_stream()
  private var input = [UInt8](repeating: 0, count: 1 << 17)
  private var start = 0
  private var end = 0
  private var isBetweenMembers = false
  private let read: (inout [UInt8]) -> Result<Int, ReadFailure>

  /// - Parameter read: fills an array from its start; 0 is the end of the stored bytes.
  init(reading read: @escaping (inout [UInt8]) -> Result<Int, ReadFailure>) {
    self.read = read
    unsafe mailaudit_gunzip_init(&stream)
  }

  deinit {
    unsafe inflateEnd(&stream)
  }

  /// Decodes the next bytes to the start of `output`; 0 is a sound end. What was decoded before a
  /// fault is given first.
  func next(into output: inout [UInt8]) -> Result<Int, ReadFailure> {
    var written = 0
    while written == 0 {
      if start == end {
        switch read(&input) {
        case .failure(let failure): return .failure(failure)
        case .success(0) where isBetweenMembers: return .success(0)
        case .success(0): return .failure(ReadFailure(reason: "cut short in its compression"))
        case .success(let count): (start, end) = (0, count)
        }
      }
      if isBetweenMembers {
        // Tapes and block devices pad with zeros.
        while start < end, input[start] == 0 { start += 1 }
        guard start < end else { continue }
        guard input[start] == 0x1F else {
          return .failure(ReadFailure(reason: "bytes that are no gzip follow its end"))
        }
        unsafe inflateReset(&stream)
        isBetweenMembers = false
      }
      let (code, used, made) = inflateOnce(into: &output)
      start += used
      written = made
      switch code {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isBetweenMembers = true
      default:
        let message = unsafe stream.msg.map { unsafe String(cString: $0) } ?? "not gzip"
        let failure = ReadFailure(reason: "damaged compression: \(message)")
        guard written > 0 else { return .failure(failure) }
        pending = failure
        return .success(written)
      }
    }
    return .success(written)
  }

  /// Met after bytes that were still sound.
  private(set) var pending: ReadFailure?

  private func inflateOnce(
    into output: inout [UInt8]
  ) -> (code: Int32, used: Int, made: Int) {
    let offered = end - start
    let room = output.count
    let code = unsafe input.withUnsafeMutableBufferPointer { stored in
      unsafe output.withUnsafeMutableBufferPointer { decoded in
        unsafe stream.next_in = stored.baseAddress.map { unsafe $0 + start }
        unsafe stream.avail_in = UInt32(offered)
        unsafe stream.next_out = decoded.baseAddress
        unsafe stream.avail_out = UInt32(room)
        return unsafe inflate(&stream, Z_NO_FLUSH)
      }
    }
    return (code, offered - Int(unsafe stream.avail_in), room - Int(unsafe stream.avail_out))
  }
}
