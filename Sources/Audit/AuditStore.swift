import Foundation
import GRDB
package import MailLog
package import OfficialMail
import Synchronization

/// What audits remember, in one SQLite file for its owner alone.
///
/// Logs that were read to their end are remembered by their content, so that a run that was killed
/// goes on from there. They are kept until a later run is done that did not need them.
package final class AuditStore: Sendable {
  private let database: DatabaseQueue
  private let path: String
  private let state = Mutex(State())

  private struct State {
    var used: Set<String> = []
    var failure: String?
    var recalled = 0
    var changed: [String] = []
  }

  /// Opens the store, or makes it.
  package init(path: String) throws {
    self.path = path
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreFault(path: path, reason: unsafe String(cString: strerror(errno)))
    }
    close(descriptor)
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      try AuditStore.migrations.migrate(database)
    } catch let error as DatabaseError {
      throw StoreFault(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }

  private static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("finished logs") { database in
      try database.execute(
        sql: """
          CREATE TABLE finished_log (
            key TEXT NOT NULL PRIMARY KEY CHECK (length(key) = 64),
            path TEXT NOT NULL UNIQUE,
            content BLOB NOT NULL CHECK (length(content) > 0)
          ) STRICT
          """)
    }
    return migrator
  }

  // MARK: Logs

  /// The memory of logs for one reading.
  package var memory: LogMemory {
    LogMemory(
      knows: { [self] in knows($0) },
      recall: { [self] in recall($0) },
      keep: { [self] in keep($0, $1, $2) })
  }

  private func knows(_ key: String) -> Bool {
    let isKnown = told {
      try database.read { database in
        try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM finished_log WHERE key = ?)",
          arguments: [key])
      }
    }
    guard isKnown == true else { return false }
    state.withLock { _ = $0.used.insert(key) }
    return true
  }

  private func recall(_ key: String) -> [UInt8]? {
    let content = told {
      try database.read { database in
        try Data.fetchOne(
          database, sql: "SELECT content FROM finished_log WHERE key = ?", arguments: [key])
      }
    }
    guard let content else { return nil }
    state.withLock { $0.recalled += 1 }
    return Array(content)
  }

  private func keep(_ key: String, _ path: String, _ bytes: [UInt8]) {
    let hadOther = told {
      try database.write { database in
        try database.execute(sql: "DELETE FROM finished_log WHERE path = ?", arguments: [path])
        let hadOther = database.changesCount > 0
        try database.execute(
          sql: "INSERT OR REPLACE INTO finished_log (key, path, content) VALUES (?, ?, ?)",
          arguments: [key, path, Data(bytes)])
        return hadOther
      }
    }
    state.withLock {
      $0.used.insert(key)
      if hadOther == true { $0.changed.append(path) }
    }
  }

  // What fails of remembering must not fail the audit: it is told at the end.
  private func told<Value>(_ body: () throws -> Value?) -> Value? {
    do {
      return try body()
    } catch {
      let reason = (error as? DatabaseError)?.message ?? "\(error)"
      state.withLock { $0.failure = $0.failure ?? reason }
      return nil
    }
  }

  /// Forgets the logs that the run which is done now did not need, and tells what the store did.
  package func finish() -> [String] {
    let used = state.withLock { $0.used }
    _ = told {
      try database.write { database in
        let keys = try String.fetchAll(database, sql: "SELECT key FROM finished_log")
        for key in keys where !used.contains(key) {
          try database.execute(sql: "DELETE FROM finished_log WHERE key = ?", arguments: [key])
        }
        return true
      }
    }
    let state = state.withLock { $0 }
    var words: [String] = []
    if state.recalled > 0 {
      words.append(
        "\(state.recalled) \(state.recalled == 1 ? "file was" : "files were") read before and "
          + "not again, by \(path.visible)")
    }
    for path in state.changed.sorted() {
      words.append(
        "\(path.visible) changed since it was read before, or is read otherwise now, and was read "
          + "anew")
    }
    if let failure = state.failure {
      words.append(
        "\(path.visible) failed, so that a killed run would begin anew: \(failure.visible)")
    }
    return words
  }
}

/// A store that can't be used.
package struct StoreFault: Fault, Equatable {
  package var path: String
  package var reason: String

  package var blame: Blame { .commandLine }

  package var description: String {
    "\(path.visible) can't be used as a store: \(reason.visible). Name a new file, or one that "
      + "mailaudit made."
  }
}
