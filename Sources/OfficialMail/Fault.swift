/// A fault worded for people, in one to four lines: what, where, and what to do.
public protocol Fault: Error, CustomStringConvertible {
  var blame: Blame { get }
}

/// Who can mend a fault; it decides the exit code.
public enum Blame: Sendable, Hashable {
  /// The command line named something that can be mended there: exit 2.
  case commandLine
  /// The outside world refused or lost something: exit 3.
  case outsideWorld
}
