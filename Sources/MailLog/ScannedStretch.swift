/// A `last message repeated` at the head of a stretch: the line it means is in the one before.
struct HeadRepeat: Sendable, Equatable {
  var host: Int
  var count: UInt32
  var time: Int64
  var offset: UInt64
  var line: UInt64
}

/// What one pass over a stretch of log came to.
struct ScannedStretch: Sendable {
  var bytes: UInt64
  var lines: UInt64
  var recognised: UInt64
  var irrelevant: UInt64
  var unrecognised: UInt64
  var firstUnrecognised: [LogLedger.UnrecognisedLine]
  var binaryAt: UInt64?
  var firstLine: Int64?
  /// The year and day (32 × month + day) of the first and last line, where stamps have no year.
  var firstYear: Int?
  var firstMonthDay: Int
  var lastYear: Int?
  var lastMonthDay: Int
  /// In the order of the records' host numbers.
  var hosts: [HostHours]
  var headRepeats: [HeadRepeat]
  /// Hosts that have no line but such repeats.
  var silentHosts: [Int]
  var addresses: AddressTable
  /// Transactions in their compact form.
  var records: [UInt8]
}
