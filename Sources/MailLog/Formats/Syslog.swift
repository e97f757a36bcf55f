/// Mail logs behind a syslog prefix. One file may hold lines of several hosts and programs; each
/// program's own grammar is in its own file.
struct SyslogGrammar: LogGrammar {
  private(set) var lineStamp: SyslogStamp
  private let reads: (postfix: Bool, exim: Bool, sendmail: Bool, opensmtpd: Bool)

  static var formats: [LogFormat] { [.postfix, .sendmail, .opensmtpd, .exim] }
  static var isCuttable: Bool { true }

  var stamp: SyslogStamp? { lineStamp }

  init(_ sample: TextSample, _ context: GrammarContext) {
    lineStamp = SyslogStamp(zone: context.zone, year: context.year)
    let formats = context.formats
    reads = (
      formats.contains(.postfix), formats.contains(.exim), formats.contains(.sendmail),
      formats.contains(.opensmtpd)
    )
  }

  static func recognition(of sample: TextSample) -> Recognition? {
    var stamp = SyslogStamp(zone: .utc, year: 2000)
    let shaped = sample.percent { text, line in
      SyslogLine(text, line, &stamp).map { !isOther($0, text, line) } ?? false
    }
    guard let shaped, shaped > 0 else { return nil }
    return Recognition(
      certainty: shaped, reason: "\(shaped) % of the lines read begin as syslog's do")
  }

  // Other logs, as Exim's own, begin with a date and a time too; syslog's lines name a program.
  @inline(__always)
  private static func isOther(
    _ line: SyslogLine, _ block: Span<UInt8>, _ record: Range<Int>
  ) -> Bool {
    line.tag.isEmpty && isDigit(block[record.lowerBound])
      && block[record.lowerBound + 10] != UInt8(ascii: "T")
  }

  mutating func read(
    _ block: Span<UInt8>, _ record: Range<Int>, into recorder: inout StretchRecorder
  ) -> RecordKind {
    var end = record.upperBound
    guard let line = SyslogLine(block, record, &lineStamp),
      !SyslogGrammar.isOther(line, block, record),
      let host = recorder.host(block, line.host, at: line.time)
    else { return .unrecognised }
    if recorder.firstStamp == nil { recorder.firstStamp = StretchStamp(lineStamp) }
    let service = Postfix.service(block, line.tag)
    if service == .other {
      if block.has("last message repeated ", at: line.message) {
        return readRepeat(block, line, end, host, &recorder)
      }
      recorder.hosts.passLine(of: host)
      return readOther(block, line, end, host, &recorder)
    }
    guard reads.postfix else {
      recorder.hosts.passLine(of: host)
      recorder.foreignRecords += 1
      return .irrelevant
    }
    var message = line.message
    var count: UInt32 = 1
    if block.has("message repeated ", at: message) {
      guard let inner = RepeatedLine(wrappedIn: block, message..<end) else {
        recorder.hosts.passLine(of: host)
        return .irrelevant
      }
      count = inner.times
      message = inner.range.lowerBound
      end = inner.range.upperBound
    }
    let length = QueueID.length(in: block, at: message, end: end)
    guard length > 0, message + length + 2 <= end, block[message + length] == UInt8(ascii: ":"),
      block[message + length + 1] == UInt8(ascii: " "),
      let event = Postfix.event(block, message + length + 2..<end, of: service),
      !block.has("NOQUEUE", at: message)
    else {
      recorder.hosts.passLine(of: host)
      if service == .smtpd, Postfix.isFailedLogin(block, message..<end) {
        return readFailedLogin(block, message..<end, count, line.time, host, &recorder)
      }
      return .irrelevant
    }
    let id = QueueID(block, at: message, length: length)
    take(event, id, count, block, host, line.time, &recorder)
    recorder.count(.postfix)
    return .recognised
  }

  // MARK: Postfix

  @inline(__always)
  private func take(
    _ event: PostfixEvent, _ id: QueueID, _ count: UInt32, _ block: Span<UInt8>, _ host: Int,
    _ time: Int64, _ recorder: inout StretchRecorder
  ) {
    let number = UInt16(host)
    switch event {
    case .begun(let login):
      recorder.open.begin(id, host: number, at: time, login: block, login)
      recorder.hosts.passLine(of: host)
      if !login.isEmpty {
        let account = recorder.key(block, login)
        recorder.login(as: account, by: .smtp, succeeded: true, at: time, host: host)
      }
    case .sender(let range):
      recorder.open.sender(block, range, id, host: number, at: time)
      recorder.hosts.passLine(of: host)
    case .removed:
      recorder.open.remove(id, host: number, at: time)
      recorder.hosts.passLine(of: host)
    case .delivery(let found):
      let delivery = recorder.open.add(
        found, block, count, recorder.place, at: time, id, host: number)
      recorder.hosts.passDelivery(delivery, id, of: host)
    }
  }

  // `warning: pc[10.0.0.9]: SASL LOGIN authentication failed: …, sasl_username=an@gov.example`
  private func readFailedLogin(
    _ block: Span<UInt8>, _ message: Range<Int>, _ count: UInt32, _ time: Int64, _ host: Int,
    _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let account = Postfix.failedAccount(block, message) else {
      recorder.failedLoginsOfNobody(count)
      return .irrelevant
    }
    recorder.failedLogins(
      count, as: recorder.key(block, account), by: .smtp, at: time, host: host)
    recorder.count(.postfix)
    return .recognised
  }

  // `last message repeated 2 times` means its host's line before it.
  private func readRepeat(
    _ block: Span<UInt8>, _ line: SyslogLine, _ end: Int, _ host: Int,
    _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let times = RepeatedLine.times(block, line.message + 22, end)?.times else {
      recorder.hosts.passLine(of: host)
      return .irrelevant
    }
    let place = recorder.place
    guard recorder.hosts.hasLines(host) else {
      recorder.headRepeats.append(
        HeadRepeat(
          host: host, count: times, time: line.time, offset: place.offset, line: place.line))
      return .recognised
    }
    guard let (id, said) = recorder.hosts.lastDelivery(of: host) else { return .recognised }
    guard var delivery = said else {
      recorder.open.addOtherRecipient(id, host: UInt16(host), at: line.time)
      return .recognised
    }
    delivery.count = times
    delivery.time = line.time
    delivery.offset = place.offset
    delivery.line = place.line
    recorder.open.add(delivery, id, host: UInt16(host))
    recorder.hosts.passDelivery(delivery, id, of: host)
    return .recognised
  }

  // MARK: Other programs

  private func readOther(
    _ block: Span<UInt8>, _ line: SyslogLine, _ end: Int, _ host: Int,
    _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let program = SyslogGrammar.program(block, line.tag) else { return .irrelevant }
    let isWanted =
      switch program {
      case .dovecot: reads.postfix || reads.exim
      case .exim: reads.exim
      case .sendmail: reads.sendmail
      case .opensmtpd: reads.opensmtpd
      }
    if program == .dovecot {
      return isWanted ? readDovecot(block, line, end, &recorder) : .irrelevant
    }
    guard isWanted else {
      recorder.foreignRecords += 1
      return .irrelevant
    }
    var message = MessageLine(range: line.message..<end, count: 1, time: line.time, host: host)
    if block.has("message repeated ", at: line.message) {
      guard let inner = RepeatedLine(wrappedIn: block, message.range) else { return .irrelevant }
      message.count = inner.times
      message.range = inner.range
    }
    return switch program {
    case .dovecot: .irrelevant
    case .exim: EximMessage.read(behindSyslog: block, message, &recorder)
    case .sendmail: SendmailMessage.read(block, message, &recorder)
    case .opensmtpd: OpenSMTPDMessage.read(block, message, &recorder)
    }
  }

  // Its lines are of interest for what they say of other programs' messages alone.
  private func readDovecot(
    _ block: Span<UInt8>, _ line: SyslogLine, _ end: Int, _ recorder: inout StretchRecorder
  ) -> RecordKind {
    guard let found = DovecotRedirect(block, line.message..<end) else { return .irrelevant }
    recorder.sendOn(
      from: recorder.key(block, found.user), to: recorder.key(block, found.target), at: line.time)
    return .recognised
  }

  private enum Program {
    case dovecot, exim, sendmail, opensmtpd
  }

  // `exim`, `exim4`, `sendmail`, `sm-mta`, `sm-msp-queue`, `smtpd`; Postfix's tags have a slash.
  @inline(__always)
  private static func program(_ block: Span<UInt8>, _ tag: Range<Int>) -> Program? {
    switch block.word(at: tag.lowerBound, length: min(tag.count, 4)) {
    case 0x6D69_7865: return .exim  // "exim"
    case 0x646E_6573: return block.has("sendmail", at: tag.lowerBound) ? .sendmail : nil
    case 0x6D2D_6D73: return .sendmail  // "sm-m…"
    case 0x712D_6D73: return .sendmail  // "sm-que"
    case 0x6576_6F64: return block.has("dovecot", at: tag.lowerBound) ? .dovecot : nil  // "dove"
    case 0x7074_6D73:  // "smtp"
      return tag.count == 5 && block.has("smtpd", at: tag.lowerBound) ? .opensmtpd : nil
    case 0x6E65_706F:  // "open"
      return tag.count == 9 && block.has("opensmtpd", at: tag.lowerBound) ? .opensmtpd : nil
    default: return nil
    }
  }
}
