/// Where the parts of a syslog line lie.
struct SyslogLine {
  /// Seconds since 1970.
  var time: Int64
  var host: Range<Int>
  /// The program with its path, such as `postfix/smtp`.
  var tag: Range<Int>
  /// From here to the line's end.
  var message: Int

  /// Nil where the line has not the shape of one.
  @inline(__always)
  init?(_ line: Span<UInt8>, _ range: Range<Int>, _ stamp: inout SyslogStamp) {
    var place = range.lowerBound
    let end = range.upperBound
    var isStructured = false
    if place < end, line[place] == UInt8(ascii: "<") {
      guard let after = SyslogLine.afterPriority(line, place, end) else { return nil }
      place = after
      // RFC 5424 has its version behind the priority.
      if place + 1 < end, line[place] == UInt8(ascii: "1"), line[place + 1] == UInt8(ascii: " ") {
        place += 2
        isStructured = true
      }
    }
    guard let (time, afterStamp) = stamp.read(line, at: place, end: end) else { return nil }
    place = afterStamp
    if place < end, line[place] == UInt8(ascii: "<") {
      // FreeBSD's `<mail.info>` before the host.
      guard let close = line.place(of: UInt8(ascii: " "), in: place..<min(end, place + 32)) else {
        return nil
      }
      place = close + 1
    }
    guard let hostEnd = SyslogLine.word(line, place, end), hostEnd - place <= 255 else {
      return nil
    }
    let host = place..<hostEnd
    place = min(hostEnd + 1, end)
    guard place < end else { return nil }
    self.time = time
    self.host = host
    if isStructured {
      guard let (tag, message) = SyslogLine.structured(line, place, end) else { return nil }
      self.tag = tag
      self.message = message
      return
    }
    let start = place
    place =
      line.place(
        ofFirst: UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: " "), in: place..<end) ?? end
    tag = start..<place
    if place < end, line[place] == UInt8(ascii: "[") {
      let close = UInt8(ascii: "]")
      place = (line.place(ofFirst: close, close, close, in: place..<end) ?? end) + 1
    }
    guard place < end, line[place] == UInt8(ascii: ":") else {
      // Words without a tag, as `last message repeated 2 times`.
      tag = start..<start
      message = start
      return
    }
    place += 1
    if place < end, line[place] == UInt8(ascii: " ") { place += 1 }
    message = SyslogLine.afterSolarisID(line, place, end)
  }

  // `<22>` at most three digits.
  private static func afterPriority(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> Int? {
    var next = place + 1
    while next < end, next < place + 4, isDigit(line[next]) { next += 1 }
    guard next > place + 1, next < end, line[next] == UInt8(ascii: ">") else { return nil }
    return next + 1
  }

  // The end of a word of printable bytes that a blank follows, or the line's end.
  @inline(__always)
  private static func word(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> Int? {
    let next = line.endOfWord(in: place..<max(place, end))
    guard next > place, next == end || line[next] == UInt8(ascii: " ") else { return nil }
    return next
  }

  // `[ID 197553 mail.info] ` of Solaris.
  @inline(__always)
  private static func afterSolarisID(_ line: Span<UInt8>, _ place: Int, _ end: Int) -> Int {
    guard place < end, line[place] == UInt8(ascii: "["), line.has("[ID ", at: place),
      let close = line.place(of: UInt8(ascii: "]"), in: place..<min(end, place + 48))
    else { return place }
    return min(close + 2, end)
  }

  // APP-NAME PROCID MSGID STRUCTURED-DATA message (RFC 5424, section 6).
  private static func structured(
    _ line: Span<UInt8>, _ place: Int, _ end: Int
  ) -> (tag: Range<Int>, message: Int)? {
    guard let tagEnd = word(line, place, end),
      let processEnd = word(line, tagEnd + 1, end),
      let idEnd = word(line, processEnd + 1, end)
    else { return nil }
    var next = idEnd + 1
    guard next < end else { return nil }
    if line[next] == UInt8(ascii: "-") {
      next += 1
    } else {
      while next < end, line[next] == UInt8(ascii: "[") {
        guard let close = endOfElement(line, next, end) else { return nil }
        next = close
      }
    }
    if next < end, line[next] == UInt8(ascii: " ") { next += 1 }
    if line.has("\u{FEFF}", at: next) { next += 3 }
    return (place..<tagEnd, min(next, end))
  }

  // The place after an SD-ELEMENT, whose values are quoted and escape `"`, `\` and `]`.
  private static func endOfElement(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var quoted = false
    var next = start + 1
    while next < end {
      switch line[next] {
      case UInt8(ascii: "\\") where quoted: next += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "]") where !quoted: return next + 1
      default: break
      }
      next += 1
    }
    return nil
  }
}
