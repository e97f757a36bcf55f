public import OfficialMail

/// What was read of the logs, to the line: lines = recognised + irrelevant + unrecognised.
public struct LogLedger: Sendable, Hashable, Codable {
  /// A line that has not the shape of its format.
  public struct UnrecognisedLine: Sendable, Hashable, Codable {
    public var line: UInt64
    public var offset: UInt64
    /// The first 120 bytes, control characters escaped.
    public var excerpt: String

    public init(line: UInt64, offset: UInt64, excerpt: String) {
      self.line = line
      self.offset = offset
      self.excerpt = excerpt
    }
  }

  public struct File: Sendable, Hashable, Codable {
    public var path: String
    public var format: String
    /// Why the file was taken for one of that format; empty where nothing told.
    public var reason: String
    /// Bytes as stored.
    public var size: UInt64
    /// Lower-case hex of the stored bytes; empty where it was not computed.
    public var sha256: String
    public var hosts: [String]
    public var lines: UInt64
    public var recognised: UInt64
    public var irrelevant: UInt64
    public var unrecognised: UInt64
    public var firstUnrecognised: [UnrecognisedLine]
    /// Logins that name no address on an official domain, and failed ones: nobody's.
    public var otherLogins: UInt64 = 0
    public var otherFailures: UInt64 = 0
    public var first: Timestamp?
    public var last: Timestamp?
    /// Why part or all of the file was lost; nil when it was read whole.
    public var loss: String?

    public init(
      path: String, format: String, reason: String = "", size: UInt64 = 0, sha256: String = "",
      hosts: [String] = [],
      lines: UInt64 = 0, recognised: UInt64 = 0, irrelevant: UInt64 = 0, unrecognised: UInt64 = 0,
      firstUnrecognised: [UnrecognisedLine] = [], first: Timestamp? = nil, last: Timestamp? = nil,
      loss: String? = nil
    ) {
      self.path = path
      self.format = format
      self.reason = reason
      self.size = size
      self.sha256 = sha256
      self.hosts = hosts
      self.lines = lines
      self.recognised = recognised
      self.irrelevant = irrelevant
      self.unrecognised = unrecognised
      self.firstUnrecognised = firstUnrecognised
      self.first = first
      self.last = last
      self.loss = loss
    }
  }

  /// Hours of the logs' own span in which a host wrote nothing.
  public struct Silence: Sendable, Hashable, Codable {
    public var host: String
    public var first: Timestamp
    public var last: Timestamp
    public var silentHours: Int
    /// The longest silences, as the first hour of each with its length in hours.
    public var longest: [Gap]

    public init(
      host: String, first: Timestamp, last: Timestamp, silentHours: Int, longest: [Gap]
    ) {
      self.host = host
      self.first = first
      self.last = last
      self.silentHours = silentHours
      self.longest = longest
    }
  }

  public struct Gap: Sendable, Hashable, Codable {
    public var from: Timestamp
    public var hours: Int

    public init(from: Timestamp, hours: Int) {
      self.from = from
      self.hours = hours
    }
  }

  public var files: [File]
  public var silences: [Silence]
  /// Transactions that could have mattered and whose outcome or sender the logs do not show.
  public var unresolvedTransactions: UInt64
  /// Deliveries that two overlapping files tell of; they count once.
  public var repeatedDeliveries: UInt64
  /// Open transactions that were given up because there were too many; nothing of them counts.
  public var givenUpTransactions: UInt64
  /// Transactions whose lines came more than an hour after lines of later times, when what they may
  /// belong to was settled already.
  public var lateTransactions: UInt64

  public init(
    files: [File] = [], silences: [Silence] = [], unresolvedTransactions: UInt64 = 0,
    repeatedDeliveries: UInt64 = 0, givenUpTransactions: UInt64 = 0, lateTransactions: UInt64 = 0
  ) {
    self.files = files
    self.silences = silences
    self.unresolvedTransactions = unresolvedTransactions
    self.repeatedDeliveries = repeatedDeliveries
    self.givenUpTransactions = givenUpTransactions
    self.lateTransactions = lateTransactions
  }

  public var lines: UInt64 { files.reduce(0) { $0 + $1.lines } }
  public var recognised: UInt64 { files.reduce(0) { $0 + $1.recognised } }
  public var irrelevant: UInt64 { files.reduce(0) { $0 + $1.irrelevant } }
  public var unrecognised: UInt64 { files.reduce(0) { $0 + $1.unrecognised } }
  public var otherLogins: UInt64 { files.reduce(0) { $0 + $1.otherLogins } }
  public var otherFailures: UInt64 { files.reduce(0) { $0 + $1.otherFailures } }

  /// What was lost, a sentence each.
  public var losses: [String] {
    var losses = files.compactMap { file in file.loss.map { "\(file.path): \($0)" } }
    if givenUpTransactions > 0 {
      losses.append(
        "\(givenUpTransactions) log transactions were given up: more than "
          + "\(Settlement.mostOpen) were open at once; nothing of them counts")
    }
    if lateTransactions > 0 {
      losses.append(
        "\(lateTransactions) log transactions came more than an hour late, when what they may "
          + "belong to was settled: name the logs of each host and day as files of their own")
    }
    return losses
  }

  /// Whether every file was read whole and nothing was given up. Unread lines alone lose nothing:
  /// they are counted.
  public var isComplete: Bool { losses.isEmpty }
}
