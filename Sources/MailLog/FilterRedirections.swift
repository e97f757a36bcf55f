/// Whose filters sent messages on to webmail, and about when.
///
/// What goes to the same address in the same two minutes, and under nobody's login, is such a
/// message.
struct FilterRedirections: Sendable {
  private struct Key: Hashable {
    var recipient: UInt64
    // 64 seconds.
    var window: Int64
  }

  // By recipient and time the user; nobody where there are several.
  private var users: [Key: AddressKey] = [:]

  mutating func add(_ user: AddressKey, to recipient: AddressKey, at time: Int64) {
    let key = Key(recipient: recipient.bits, window: time >> 6)
    users[key] = users[key].map { $0 == user ? user : .nobody } ?? user
  }

  /// The user whose filter sent on what left for `recipient` at `time`; nobody where that cannot be
  /// told, nil where it was no filter.
  func user(sendingOnTo recipient: AddressKey, at time: Int64) -> AddressKey? {
    guard !users.isEmpty else { return nil }
    var found: AddressKey?
    for window in (time >> 6) - 1...(time >> 6) + 1 {
      guard let user = users[Key(recipient: recipient.bits, window: window)] else { continue }
      found = found.map { $0 == user ? user : .nobody } ?? user
    }
    return found
  }
}
