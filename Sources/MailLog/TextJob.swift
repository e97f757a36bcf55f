/// A text to be read by a grammar, and where its stretches go.
struct TextJob {
  var source: LogText.Source
  /// What every part of the text has in common.
  var part: FileScan.Part
  var zone: LogZone
  /// Bytes that are read at one go.
  var blockSize: Int
  /// A stretch ends with the first record that ends behind so many bytes.
  var stretchLength: UInt64
  var emit: (FileScan.Part) -> Void

  /// The longest record that is read; of a longer one the line is passed over.
  static let longestRecord = 1 << 22
}

extension LogGrammar {
  /// Reads a text to its end. What a damaged one leaves behind counts.
  ///
  /// A requirement of the protocol for speed alone: it makes a copy of its own for each format.
  func scan(_ job: TextJob, _ book: inout AddressBook) {
    var scan = TextScan(self, book.taken(), zone: job.zone)
    var buffer = [UInt8](repeating: 0, count: job.blockSize * 2)
    var held = 0
    var damage: String?
    var hasSealed = false
    var isAtStart = true
    while true {
      var isLast = false
      if buffer.count - held < job.blockSize {
        buffer += repeatElement(0, count: buffer.count)
      }
      switch job.source(&buffer, held, job.blockSize) {
      case .bytes(let count): held += count
      case .end: isLast = true
      case .damaged(let reason):
        damage = reason
        isLast = true
      }
      if isAtStart, held >= 3 || isLast {
        isAtStart = false
        if held >= 3, buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
          scan.passOverMark()
          buffer.slideToFront(3..<held)
          held -= 3
        }
      }
      // A line that a loss cut in two is no line.
      let isWholeLast = isLast && damage == nil
      var consumed = scan.read(buffer, held, isLast: isWholeLast, upTo: job.stretchLength)
      // Where all that is held was read, the text may end here, and with it an open line.
      while scan.offset > job.stretchLength, consumed < held || isLast {
        job.emit(job.part.with(scan.sealed()))
        hasSealed = true
        buffer.slideToFront(consumed..<held)
        held -= consumed
        consumed = scan.read(buffer, held, isLast: isWholeLast, upTo: job.stretchLength)
      }
      if isLast { break }
      buffer.slideToFront(consumed..<held)
      held -= consumed
      if held > TextJob.longestRecord {
        scan.passOverLongLine(buffer, held)
        held = 0
      }
    }
    if scan.offset > 0 || !hasSealed || damage != nil {
      job.emit(job.part.with(scan.sealed(), loss: damage))
    }
    book = scan.takeBook()
  }
}
