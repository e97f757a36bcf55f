import Dispatch
import Synchronization

/// Runs `body` for every number below `count`, on as many threads as asked for, lower numbers
/// first.
func inParallel(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
  inParallel(count, threads: threads, holding: {}, { _, index in body(index) })
}

/// The same where every thread holds something from one number to the next.
func inParallel<Held>(
  _ count: Int, threads: Int, holding make: @Sendable () -> Held,
  _ body: @Sendable (inout Held, Int) -> Void
) {
  let next = Atomic(0)
  @Sendable func work() {
    var held = make()
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      if index >= count { return }
      body(&held, index)
    }
  }
  guard threads > 1, count > 1 else { return work() }
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in work() }
}

/// What `body` makes of the numbers below `count`, one slice a thread, in the slices' order. Few
/// numbers are one slice.
func inSlices<Part: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Range<Int>) -> Part
) -> [Part] {
  let slices = max(1, min(threads, count / 64))
  let parts = Mutex([Part?](repeating: nil, count: slices))
  inParallel(slices, threads: threads) { slice in
    let part = body(count * slice / slices..<count * (slice + 1) / slices)
    parts.withLock { $0[slice] = part }
  }
  return parts.withLock { $0 }.compactMap(\.self)
}
