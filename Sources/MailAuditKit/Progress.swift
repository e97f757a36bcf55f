import Audit
import Foundation
import MailLog
import Reports
import Synchronization

/// The one line on a terminal that says how far long work has come; silent elsewhere.
final class ProgressLine: Sendable {
  private struct State {
    var lastDrawn = ContinuousClock.now - .seconds(1)
    var started: ContinuousClock.Instant?
    var isShown = false
  }

  private let state = Mutex(State())
  private let isTerminal = StandardError.isTerminal

  func show(_ progress: AuditProgress) {
    switch progress {
    case .directory(let source, let entries):
      draw("\(source): \(entries) entries")
    case .logs(let logs):
      show(logs)
    case .judging(let mailboxes):
      draw("judging \(mailboxes) mailboxes")
    }
  }

  func show(_ logs: LogProgress) {
    guard isTerminal else { return }
    let started = state.withLock { state in
      let started = state.started ?? .now
      state.started = started
      return started
    }
    let seconds = max(0.001, (ContinuousClock.now - started) / .seconds(1))
    let rate = Double(logs.bytes) / seconds
    var text = "\(megabytes(Double(logs.bytes)))"
    if logs.total > 0 {
      let share = min(1, Double(logs.bytes) / Double(logs.total))
      text = "\(bar(share)) \(text) of \(megabytes(Double(logs.total)))"
      if rate > 0 {
        let left = max(0, Double(logs.total) - Double(logs.bytes)) / rate
        text += ", \(Int(left.rounded(.up))) s left"
      }
    }
    draw("\(text), \(megabytes(rate))/s \(logs.file)")
  }

  /// A part of known work, from 0 to 1.
  func show(share: Double, of work: String) {
    draw("\(bar(share)) \(work)")
  }

  private func bar(_ share: Double) -> String {
    let filled = Int(min(1, max(0, share)) * 20)
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
  }

  /// Wipes the line, so that what follows stands alone.
  func finish() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { StandardError.write("\r\u{1B}[K") }
  }

  private func draw(_ text: String) {
    guard isTerminal else { return }
    let isDue = state.withLock { state in
      guard ContinuousClock.now - state.lastDrawn >= .milliseconds(100) else { return false }
      state.lastDrawn = .now
      state.isShown = true
      return true
    }
    if isDue { StandardError.write("\r\u{1B}[K" + text.visible) }
  }

  private func megabytes(_ bytes: Double) -> String {
    "\(Int((bytes / 1_000_000).rounded())) MB"
  }
}
