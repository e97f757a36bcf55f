import Foundation
import OfficialMail

/// A file to be read, with what its head tells.
struct LogInput {
  var path: String
  var isPacked: Bool
  var size: UInt64
  var modified: Int64
  /// Of the first line with a stamp: the host, and its day (32 × month + day) where it has no year.
  var host = ""
  var firstMonthDay = 0
  /// Of the last such line; as the first one where the end can't be read without all.
  var lastMonthDay = 0
  /// The year to begin with where stamps have none.
  var year = 0
  /// The first stamp, where one was found.
  private var firstStamp: [UInt8] = []
  /// How a plain file is read.
  var choice: FormatChoice?
  /// Whether a plain file may be read from behind any newline.
  var isCuttable = false
}

extension LogInput {
  /// The files that paths name, folders searched to their depth and through links, in the order of
  /// their names with numbers in them taken as numbers. Files that are named twice stay twice.
  static func files(at paths: [String]) throws(LogFault) -> [String] {
    var found: [String] = []
    for path in paths {
      if path == "-" {
        found.append(path)
        continue
      }
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw .missing(path: path)
      }
      guard isFolder.boolValue else {
        found.append(path)
        continue
      }
      var below: [String] = []
      var folders: Set<String> = []
      try list(path, into: &below, &folders)
      guard !below.isEmpty else { throw .noFiles(path: path) }
      found += below.sorted(by: precedes)
    }
    return found
  }

  // All that is no folder; links to folders are followed, and each folder is listed once.
  private static func list(
    _ folder: String, into files: inout [String], _ folders: inout Set<String>
  ) throws(LogFault) {
    let real = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard folders.insert(real).inserted else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .unreadable(path: folder, reason: "the folder can't be listed")
    }
    for name in names.sorted() {
      let whole = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder) else {
        throw .unreadable(path: whole, reason: "it is a link that leads nowhere")
      }
      if isFolder.boolValue {
        try list(whole, into: &files, &folders)
      } else {
        files.append(whole)
      }
    }
  }

  // `mail.log.2` before `mail.log.10`; bytes decide, not a locale.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var one = Substring(left).utf8
    var other = Substring(right).utf8
    while let first = one.first, let second = other.first {
      if isDigit(first), isDigit(second) {
        let number = one.prefix(while: isDigit).drop { $0 == 0x30 }
        let otherNumber = other.prefix(while: isDigit).drop { $0 == 0x30 }
        if number.count != otherNumber.count { return number.count < otherNumber.count }
        if !number.elementsEqual(otherNumber) {
          return number.lexicographicallyPrecedes(otherNumber)
        }
        one = one.drop(while: isDigit)
        other = other.drop(while: isDigit)
      } else {
        if first != second { return first < second }
        one = one.dropFirst()
        other = other.dropFirst()
      }
    }
    return one.isEmpty && !other.isEmpty
  }

  /// Reads a file's head.
  init(_ file: StoredFile, forced: LogFormat) {
    path = file.path
    size = file.size
    modified = file.modified
    let head = file.path == "-" ? [] : file.bytes(from: 0, length: 1 << 16)
    isPacked = file.path == "-" || ArchiveReader.isPacked(head)
    if file.path == "-" { return }
    guard isPacked else {
      let choice = FormatChoice(TextSample(head, isHead: true), forced: forced) { number in
        let step = size / UInt64(FormatChoice.furtherSamples)
        guard step > UInt64(TextSample.length) else { return nil }
        let offset = step * UInt64(number) + UInt64(TextSample.length)
        return TextSample(file.bytes(from: offset, length: TextSample.length), isHead: false)
      }
      self.choice = choice
      isCuttable =
        UTF16Text(head: head) == nil && choice.recognition?.obstacle == nil
        && choice.grammar?.isCuttable ?? false
      take(head, isFirst: true)
      let tail = size > 1 << 16 ? file.bytes(from: size - 1 << 16, length: 1 << 16) : head
      take(tail, isFirst: false)
      return
    }
    var offset: UInt64 = 0
    guard
      let reader = ArchiveReader(reading: { buffer in
        let result = file.read(into: &buffer, at: 0, length: buffer.count, offset: offset)
        if case .success(let count) = result { offset += UInt64(count) }
        return result
      })
    else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case .success(.some) = reader.nextMember() {
      guard case .bytes(let count) = reader.read(into: &buffer, at: 0, length: buffer.count) else {
        continue
      }
      take(Array(buffer[..<count]), isFirst: true)
      if firstMonthDay != 0 || !host.isEmpty { break }
    }
    lastMonthDay = firstMonthDay
  }

  private mutating func take(_ bytes: [UInt8], isFirst: Bool) {
    let lines = bytes.split(separator: 0x0A)
    let heads = isFirst ? Array(lines.prefix(200)) : Array(lines.suffix(200).reversed())
    for line in heads {
      var stamp = SyslogStamp(zone: .utc, year: 2000)
      let text = Array(line)
      guard let parts = SyslogLine(text.span, 0..<text.count, &stamp) else { continue }
      if isFirst {
        host = String(decoding: text[parts.host], as: UTF8.self)
        firstMonthDay = stamp.monthDay
        firstStamp = text
      } else {
        lastMonthDay = stamp.monthDay
      }
      return
    }
  }
}

extension LogInput {
  /// The time of the first line with a stamp, once the year is known.
  func firstTime(_ zone: TimeZone) -> Int64? {
    var stamp = SyslogStamp(zone: LogZone(zone), year: year)
    return SyslogLine(firstStamp.span, 0..<firstStamp.count, &stamp)?.time
  }
}

// MARK: - Years

extension [LogInput] {
  /// Gives every file the year to begin with. Files without years go round the calendar once,
  /// from behind its widest gap; the first of them begins in `firstYear`, or in the latest year
  /// that fits `window` or else the files' own dates.
  mutating func assignYears(firstYear: Int?, window: Range<Timestamp>?, now: Timestamp) {
    let yearless = indices.filter { self[$0].firstMonthDay != 0 }
    let start = calendarStart(yearless)
    let year =
      firstYear
      ?? window.map { bestYear(in: $0, start, yearless) }
      ?? latestYear(start, yearless, now)
    for index in indices {
      let day = self[index].firstMonthDay
      self[index].year = day == 0 || day >= start ? year : year + 1
    }
  }

  // The day at which the round begins: that of the first file behind the widest gap.
  private func calendarStart(_ yearless: [Int]) -> Int {
    let ordered = yearless.sorted { self[$0].firstMonthDay < self[$1].firstMonthDay }
    guard let first = ordered.first, let last = ordered.last else { return 0 }
    var start = self[first].firstMonthDay
    var widest = Int.min
    // How far the files reach before each one, on a line of two years.
    var reach = reach(last) - LogInput.daysInYear
    for index in ordered { reach = Swift.max(reach, self.reach(index) - LogInput.daysInYear) }
    for index in ordered {
      let day = LogInput.dayOfYear(self[index].firstMonthDay)
      if day - reach > widest {
        widest = day - reach
        start = self[index].firstMonthDay
      }
      reach = Swift.max(reach, self.reach(index))
    }
    return start
  }

  private func reach(_ index: Int) -> Int {
    let first = LogInput.dayOfYear(self[index].firstMonthDay)
    let last = LogInput.dayOfYear(self[index].lastMonthDay)
    return last >= first - 31 ? Swift.max(first, last) : last + LogInput.daysInYear
  }

  // Days since 1970 on which a file begins and ends if the round begins in `year`.
  private func span(_ index: Int, _ year: Int, _ start: Int) -> (first: Int, last: Int)? {
    let input = self[index]
    let first = input.firstMonthDay >= start ? year : year + 1
    let last = SyslogStamp.year(of: input.lastMonthDay, after: input.firstMonthDay, in: first)
    guard
      let from = Day(year: first, month: input.firstMonthDay >> 5, day: input.firstMonthDay & 31)
        ?? Day(year: first, month: 3, day: 1),
      let to = Day(year: last, month: input.lastMonthDay >> 5, day: input.lastMonthDay & 31)
        ?? Day(year: last, month: 3, day: 1)
    else { return nil }
    return (Int(from.daysSinceEpoch), Int(to.daysSinceEpoch))
  }

  private func bestYear(in window: Range<Timestamp>, _ start: Int, _ yearless: [Int]) -> Int {
    let from = Int(window.lowerBound.utcDay.daysSinceEpoch)
    let to = Int(window.upperBound.utcDay.daysSinceEpoch)
    let middle = window.lowerBound.utcDay.components.year
    var best = (year: middle, days: -1, distance: Int.max)
    for year in [middle, middle - 1, middle + 1] {
      var days = 0
      var distance = 0
      for index in yearless {
        guard let span = span(index, year, start) else { continue }
        days += Swift.max(0, Swift.min(span.last, to) - Swift.max(span.first, from) + 1)
        distance += abs(span.first - from)
      }
      if (days, -distance) > (best.days, -best.distance) { best = (year, days, distance) }
    }
    return best.year
  }

  private func latestYear(_ start: Int, _ yearless: [Int], _ now: Timestamp) -> Int {
    let dates = yearless.map { Swift.min(self[$0].modified, now.secondsSinceEpoch) }
    let latest = Timestamp(
      secondsSinceEpoch: (dates.max() ?? now.secondsSinceEpoch) + 86_400
    ).utcDay
    let year = latest.components.year
    for candidate in [year, year - 1] {
      let ends = yearless.compactMap { span($0, candidate, start)?.last }
      if ends.allSatisfy({ $0 <= Int(latest.daysSinceEpoch) }) { return candidate }
    }
    return year - 2
  }
}

extension LogInput {
  /// The year that puts the first line nearest to `time`.
  func year(nearest time: Timestamp?, _ zone: TimeZone) -> Int {
    guard let day = time?.day(in: zone) else { return 1970 }
    let year = day.components.year
    guard firstMonthDay != 0 else { return year }
    let known = day.components.month * 32 + day.components.day
    return SyslogStamp.year(of: firstMonthDay, after: known, in: year)
  }

  fileprivate static let daysInYear = 372

  // Days of a year of twelve months of 31 days: enough to tell which is later and how far.
  fileprivate static func dayOfYear(_ monthDay: Int) -> Int {
    (monthDay >> 5) * 31 + (monthDay & 31)
  }
}
