/// A `last message repeated` at the head of a stretch: the line it means is in the one before.
struct HeadRepeat: Sendable, Equatable {
  var host: Int
  var count: UInt32
  var time: Int64
  var offset: UInt64
  var line: UInt64
}

/// Lines of a stretch, by what they count as.
struct LineCounts: Sendable {
  var lines: UInt64 = 0
  var recognised: UInt64 = 0
  var irrelevant: UInt64 = 0
  var unrecognised = UnrecognisedLines()
}

/// A stamp without a year: the year it was taken for, and its day as 32 × month + day.
struct StretchStamp: Sendable {
  var year: Int
  var monthDay: Int

  /// Nil where the stamp has its year.
  init?(_ stamp: SyslogStamp?) {
    guard let stamp, stamp.monthDay != 0 else { return nil }
    year = stamp.year
    monthDay = stamp.monthDay
  }
}

/// What one pass over a stretch of log came to.
struct ScannedStretch: Sendable {
  var bytes: UInt64
  var counts: LineCounts
  /// Recognised records by the number of their format.
  var recognisedByFormat: [UInt64]
  /// Records of formats that were not wanted.
  var foreignRecords: UInt64
  /// Of the first record with a time.
  var firstTime: Int64?
  var firstStamp: StretchStamp?
  var lastStamp: StretchStamp?
  /// In the order of the records' host numbers.
  var hosts: [HostHours]
  var headRepeats: [HeadRepeat]
  /// Hosts that have no line but such repeats.
  var silentHosts: [Int]
  /// Of every host whose last line is a delivery, that one: a `last message repeated` at the head of
  /// the next stretch means it.
  var lastLines: [UInt8]
  var addresses: AddressTable
  /// Transactions in their compact form.
  var records: [UInt8]
  /// Tracked deliveries in theirs.
  var tracked: [UInt8]
  var logins: [LoginRecord]
  /// Logins that name no official address.
  var otherLogins: LoginCount
}
