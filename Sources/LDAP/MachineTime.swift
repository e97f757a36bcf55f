import Foundation

/// This machine's clock, for messages that a wrong one may be the cause of.
func machineTime() -> String {
  Date().formatted(.iso8601)
}
