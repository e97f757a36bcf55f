import Dispatch

/// Runs an actor whose calls block, apart from the threads that all tasks share.
final class BlockingThread: SerialExecutor {
  private let queue = DispatchQueue(label: "ldap")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
