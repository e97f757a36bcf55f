import Crypto

/// A digest of a list of texts that is the same on every machine and in every run.
struct StableHash {
  private var hash = SHA256()

  mutating func add(_ text: String) {
    hash.update(data: Array(text.utf8))
    hash.update(data: [0])
  }

  var hex: String { MailLog.hex(hash.finalize()) }
}
