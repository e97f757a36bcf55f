/// A message on its way, with addresses as they are meant and as the log writes them.
struct Message: Sendable {
  enum Origin: Sendable, Hashable {
    /// Another server hands it in.
    case outside
    /// Written in the web client: the mailbox server hands it in.
    case web
    /// A mail program hands it in, authenticated as `user`.
    case submission(user: String)
  }

  enum Outcome: Sendable, Hashable {
    case delivered
    /// Deferred so many times, then delivered.
    case delayed(Int)
    case bounced, expired
    /// Dropped by a transport of that name.
    case discarded
  }

  struct Recipient: Sendable {
    /// Whom it finally reaches.
    var address: String
    /// As the log writes `to=`.
    var written: String
    /// What the sender wrote, where an alias or a forward led on.
    var original: String?
    var outcome: Outcome

    init(
      _ address: String, written: String? = nil, original: String? = nil,
      outcome: Outcome = .delivered
    ) {
      self.address = address
      self.written = written ?? address
      self.original = original
      self.outcome = outcome
    }
  }

  /// Empty for a bounce.
  var author: String
  /// The envelope sender as the log writes it.
  var envelope: String
  var origin: Origin
  var recipients: [Recipient]
  /// The filter drops it: the first queue alone sees it.
  var isSpam = false
  /// Its delivery is logged by one line and a "message repeated" line for so many more.
  var repeats = 0

  init(
    from author: String, envelope: String? = nil, origin: Origin, to recipients: [Recipient]
  ) {
    self.author = author
    self.envelope = envelope ?? author
    self.origin = origin
    self.recipients = recipients
  }

  /// The address that authenticated, where it is a whole address.
  var authenticated: String? {
    guard case .submission(let user) = origin, user.contains("@") else { return nil }
    return user
  }
}
