/// Where a fact was read, so that an accusation can be followed to its source.
public enum Evidence: Sendable, Hashable, Codable {
  case directory(DirectoryEvidence)
  case log(LogEvidence)
}

public struct DirectoryEvidence: Sendable, Hashable, Codable {
  /// The server's URL or the LDIF file.
  public var source: String
  public var dn: String
  /// `attribute: value`, where one attribute is the point.
  public var attribute: String?

  public init(source: String, dn: String, attribute: String? = nil) {
    self.source = source
    self.dn = dn
    self.attribute = attribute
  }
}

public struct LogEvidence: Sendable, Hashable, Codable {
  /// The file as it was named on the command line or found below a folder.
  public var file: String
  /// Bytes before the line in the decoded text, from 0.
  public var offset: UInt64
  /// The line's number in the decoded text, from 1.
  public var line: UInt64
  public var queueID: String
  public var time: Timestamp

  public init(file: String, offset: UInt64, line: UInt64, queueID: String, time: Timestamp) {
    self.file = file
    self.offset = offset
    self.line = line
    self.queueID = queueID
    self.time = time
  }
}
