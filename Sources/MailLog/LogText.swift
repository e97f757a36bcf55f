/// The decoded text of one file, or of one member of an archive; some is read ahead to tell what it
/// is.
final class LogText {
  /// Fills a buffer from a place on with at most so many bytes.
  typealias Source = (_ buffer: inout [UInt8], _ place: Int, _ length: Int) -> ArchiveReader.Block

  private let source: Source
  // Text read ahead; what is before `start` was taken.
  private var ahead: [UInt8] = []
  private var start = 0
  // What the reading ahead ended with.
  private var ending: ArchiveReader.Block?
  private var utf16: UTF16Text?
  private var raw = [UInt8](repeating: 0, count: 1 << 16)

  init(_ source: @escaping Source) {
    self.source = source
    readAhead(to: TextSample.length)
  }

  /// Whether the text is not UTF-8, so that its bytes are not those of the file.
  var isTranscoded: Bool { utf16 != nil }

  /// Whether what was read is itself compressed or packed.
  var isPacked: Bool { utf16 == nil && ArchiveReader.isPacked(ahead) }

  var head: TextSample { TextSample(Array(ahead.prefix(TextSample.length)), isHead: true) }

  /// The numbered sample behind the head, for texts whose head says nothing.
  func further(_ number: Int) -> TextSample? {
    let from = TextSample.length << number
    readAhead(to: from + TextSample.length)
    guard ahead.count > from else { return nil }
    let end = min(ahead.count, from + TextSample.length)
    return TextSample(Array(ahead[from..<end]), isHead: false)
  }

  private func readAhead(to length: Int) {
    while ahead.count < length, ending == nil {
      switch source(&raw, 0, raw.count) {
      case .bytes(let count):
        if ahead.isEmpty, utf16 == nil { utf16 = UTF16Text(head: Array(raw[..<count])) }
        append(count)
      case let end: ending = end
      }
    }
  }

  private func append(_ count: Int) {
    if utf16 == nil {
      ahead += raw[..<count]
    } else {
      utf16?.append(raw[..<count], to: &ahead)
    }
  }

  /// Gives the next text to `place` of `buffer`, at most `length` bytes.
  func next(into buffer: inout [UInt8], at place: Int, length: Int) -> ArchiveReader.Block {
    if start == ahead.count {
      if let ending { return ending }
      if utf16 == nil { return source(&buffer, place, length) }
      ahead.removeAll(keepingCapacity: true)
      start = 0
      readAhead(to: 1)
      if ahead.isEmpty { return ending ?? .end }
    }
    let count = min(length, ahead.count - start)
    buffer.overwrite(from: place, with: ahead.span, start..<start + count)
    start += count
    return .bytes(count)
  }
}
