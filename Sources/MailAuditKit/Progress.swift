import Audit
import Foundation
import MailLog
import OfficialMail
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
    var text = megabytes(Double(logs.bytes))
    let share = logs.total > 0 ? min(1, Double(logs.bytes) / Double(logs.total)) : nil
    if let share { text = "\(bar(share)) \(text) of \(megabytes(Double(logs.total)))" }
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    // The first blocks come from the cache and say nothing of the rate.
    if seconds > 0.3 {
      text += ", \(megabytes(Double(logs.bytes) / seconds))/s"
      if let share, share > 0 {
        text += ", \(Int((seconds / share - seconds).rounded())) s left"
      }
    }
    let name = logs.file.split(separator: "/").last.map(String.init) ?? logs.file
    draw("\(text) \(name)")
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
    if isDue { StandardError.write("\r\u{1B}[K" + String(text.visible.prefix(lineWidth))) }
  }

  // A line that wraps cannot be wiped.
  private var lineWidth: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) - 1 : 79
  }

  private func megabytes(_ bytes: Double) -> String {
    "\(Int((bytes / 1_000_000).rounded())) MB"
  }
}
