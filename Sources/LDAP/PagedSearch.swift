import CLDAP

/// A search that hands over its entries in pages (RFC 2696).
///
/// The request for the next page goes out when the one before is complete, so that the server
/// works while the consumer does; at most that one page waits, in the socket. A lost connection
/// is made anew and the search begins again from page one, since paging cookies die with their
/// connection. No entry is handed over twice: each is known by its identity.
public actor PagedSearch: EntrySource {
  let options: ConnectionOptions
  private let base: String
  private let scope: Scope
  private let filter: String
  private let attributes: [String]
  private let pageSize: Int
  private let identity: AttributeKey
  private let restartDelays: [Duration]
  private let thread = BlockingThread()
  private static let mostEmptyPages = 1000
  private static let mostRepeated = 10_000

  /// Nil before its first use, and while a lost one is made anew.
  private var session: Session?
  private var message: Int32 = 0
  private var hasBegun = false
  private var isFirstPage = true
  private var isFinished = false
  /// What ended the search before its end.
  private var failure: LDAPError?
  /// Pages in a row without any entry.
  private var emptyPages = 0
  private var known = NumberSet(of: .bits128)
  /// A value of the right syntax to compare an attribute with.
  var valuesToCompare: [String: String] = [:]
  /// Entries with an identity, since the search began or began anew.
  private var identified = 0
  private var lacksIdentity = false
  /// Entries whose lists of values could not be read to their end.
  private var shortened = 0
  public private(set) var summary = SearchSummary()

  /// - Parameters:
  ///   - base: DN of the entry to start from.
  ///   - attributes: operational attributes too only by name.
  ///   - pageSize: entries a page; 1000 is inside every product's limit.
  ///   - identity: the attribute that is the entry's own for good.
  ///   - restartDelays: pauses before each new connection after a loss.
  public init(
    _ options: ConnectionOptions, base: String, scope: Scope = .subtree,
    filter: String = "(objectClass=*)", attributes: [String], pageSize: Int = 1000,
    identity: String = "entryUUID",
    restartDelays: [Duration] = [.milliseconds(200), .seconds(1), .seconds(3)]
  ) {
    self.options = options
    self.base = base
    self.scope = scope
    self.filter = filter
    let key = AttributeKey(identity)
    self.attributes =
      attributes.contains { AttributeKey($0) == key } ? attributes : attributes + [identity]
    self.pageSize = pageSize
    self.identity = key
    self.restartDelays = restartDelays
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  public func nextPage() async throws(LDAPError) -> [Entry]? {
    if let failure { throw failure }
    do throws(LDAPError) {
      return try await nextFreshPage()
    } catch {
      session = nil
      failure = error
      throw error
    }
  }

  private var isUnderWay: Bool { hasBegun && !isFinished && failure == nil }

  private func nextFreshPage() async throws(LDAPError) -> [Entry]? {
    while !isFinished {
      let page: [Entry]
      do throws(LDAPError) {
        page = try fresh(readPage())
      } catch {
        session = nil
        guard case .connectionLost(_, let reason) = error.kind else { throw error }
        try await reconnect(after: reason)
        continue
      }
      guard !page.isEmpty else { continue }
      // These entries count as handed over: a fault from here on is the end of the search.
      let whole = try await completed(page)
      summary.entries += whole.count
      return whole
    }
    return nil
  }

  // MARK: - Losses

  private func reconnect(after reason: String) async throws(LDAPError) {
    guard !lacksIdentity else {
      throw lost(
        "\(reason); entries without \(identity.text) cannot be told apart in a new attempt")
    }
    var attempts: [String] = []
    while summary.restarts < restartDelays.count {
      let delay = restartDelays[summary.restarts]
      summary.restarts += 1
      do { try await Task.sleep(for: delay) } catch { throw lost("cancelled") }
      do throws(LDAPError) {
        try connect()
        return
      } catch {
        attempts.append(error.words.split(separator: "\n").first.map(String.init) ?? "")
        // A password that is not accepted any more would lock the account.
        guard error.mayPass else { break }
      }
    }
    guard let last = attempts.last else {
      throw lost("\(reason); it was made anew \(summary.restarts) times before")
    }
    throw lost("\(reason); a new connection failed (attempts: \(attempts.count)): \(last)")
  }

  func lost(_ reason: String) -> LDAPError {
    LDAPError(
      .connectionLost(entriesRead: summary.entries, reason: reason), at: options.address.place)
  }

  // MARK: - Other questions

  /// Asks something else on the same connection. After a loss it is asked once more, on the
  /// connection that the search goes on with.
  func answer<Answer>(
    _ ask: (Session) throws(Session.Failure) -> Answer
  ) async throws(LDAPError) -> Answer {
    do throws(LDAPError) {
      return try self.ask(once: ask)
    } catch {
      guard case .connectionLost(_, let reason) = error.kind else { throw error }
      // An idle connection may have been closed for being idle.
      session = nil
      guard isUnderWay else { return try self.ask(once: ask) }
      do throws(LDAPError) {
        try await reconnect(after: reason)
      } catch {
        failure = error
        throw error
      }
      return try self.ask(once: ask)
    }
  }

  private func ask<Answer>(
    once ask: (Session) throws(Session.Failure) -> Answer
  ) throws(LDAPError) -> Answer {
    if session == nil { try connect() }
    guard let session else { throw lost("no connection") }
    do throws(Session.Failure) { return try ask(session) } catch { throw worded(error) }
  }

  // MARK: - Pages

  /// Makes a connection; a search that has begun begins anew on it.
  private func connect() throws(LDAPError) {
    session = try Session.opened(options)
    if isUnderWay { try begin() }
  }

  private func begin() throws(LDAPError) {
    hasBegun = true
    isFirstPage = true
    emptyPages = 0
    identified = 0
    summary.references = 0
    try request(cookie: [])
  }

  private func request(cookie: [UInt8]) throws(LDAPError) {
    guard let session else { return }
    do {
      message = try session.search(
        base: base, scope: scope, filter: filter, attributes: attributes,
        pageSize: scope == .base ? nil : Int32(clamping: pageSize), cookie: cookie)
    } catch {
      throw worded(error)
    }
  }

  /// Entries up to the end of a page, or one more than a page's where the server does not page.
  private func readPage() throws(LDAPError) -> [Entry] {
    if session == nil { try connect() }
    if !hasBegun { try begin() }
    guard let session else { return [] }
    var page: [Entry] = []
    page.reserveCapacity(pageSize)
    // A full page is read to its end, for only then is the next one asked for.
    while page.count <= pageSize {
      let answer: Session.Answer?
      do { answer = try session.nextAnswer(to: message) } catch { throw worded(error) }
      switch answer {
      case .entry(let entry): page.append(entry)
      case .reference: summary.references += 1
      case .done(let completion):
        try finish(completion)
        return page
      case nil: throw worded(Session.failure(LDAP_TIMEOUT))
      }
    }
    return page
  }

  private func finish(_ completion: Session.Completion) throws(LDAPError) {
    switch completion.code {
    case LDAP_SUCCESS:
      guard let cookie = completion.cookie else {
        // A server may ignore the wish for pages, but not half-way.
        guard isFirstPage else { throw refused(completion, "the paging of results broke off") }
        isFinished = true
        return
      }
      isFirstPage = false
      isFinished = cookie.isEmpty
      if !cookie.isEmpty { try request(cookie: cookie) }
    case LDAP_SIZELIMIT_EXCEEDED: truncated(.size(completion.text))
    case LDAP_ADMINLIMIT_EXCEEDED: truncated(.administrative(completion.text))
    case LDAP_TIMELIMIT_EXCEEDED: truncated(.time(completion.text))
    case LDAP_UNAVAILABLE, LDAP_BUSY: throw lost(completion.text)
    case LDAP_NO_SUCH_OBJECT:
      throw LDAPError(
        .noSuchBase(base: base, nearest: completion.matched), at: options.address.place)
    case LDAP_INVALID_DN_SYNTAX:
      throw LDAPError(.noSuchBase(base: base, nearest: ""), at: options.address.place)
    case LDAP_REFERRAL, LDAP_PARTIAL_RESULTS:
      throw LDAPError(.baseIsElsewhere(base: base), at: options.address.place)
    default: throw refused(completion, completion.text)
    }
  }

  private func truncated(_ truncation: Truncation) {
    summary.truncation = truncation
    isFinished = true
  }

  func refused(_ completion: Session.Completion, _ text: String) -> LDAPError {
    LDAPError(
      .refused(code: Int(completion.code), text: text, entriesRead: summary.entries),
      at: options.address.place)
  }

  private func broken(_ text: String) -> LDAPError {
    LDAPError(.unreadableAnswer(text, entriesRead: summary.entries), at: options.address.place)
  }

  private func worded(_ failure: Session.Failure) -> LDAPError {
    switch failure.code {
    case _ where failure.isUnreadable, LDAP_DECODING_ERROR: broken(failure.text)
    case LDAP_SERVER_DOWN, LDAP_UNAVAILABLE, LDAP_CONNECT_ERROR: lost(failure.text)
    case LDAP_TIMEOUT:
      LDAPError(
        .timedOut(seconds: options.operationTimeout, entriesRead: summary.entries),
        at: options.address.place)
    default:
      LDAPError(
        .refused(code: Int(failure.code), text: failure.text, entriesRead: summary.entries),
        at: options.address.place)
    }
  }

  /// The entries of a page that were not handed over before.
  private func fresh(_ page: [Entry]) throws(LDAPError) -> [Entry] {
    var fresh = page
    fresh.removeAll { entry in
      guard let identity = EntryIdentity(entry, attribute: identity) else {
        lacksIdentity = true
        return false
      }
      identified += 1
      return !known.insert(identity.number)
    }
    try checkProgress(isEmpty: page.isEmpty)
    if isFinished { checkReturn() }
    return fresh
  }

  /// The entries with the values that the server gave in pieces.
  private func completed(_ page: [Entry]) async throws(LDAPError) -> [Entry] {
    var page = page
    for index in page.indices where page[index].hasRanges {
      guard try await !complete(&page[index]) else { continue }
      shortened += 1
      summary.truncation = .other(
        "\(shortened) of the entries have more values than they gave, the last of them "
          + page[index].dn)
    }
    return page
  }

  /// Ends a search that its server would never end.
  private func checkProgress(isEmpty: Bool) throws(LDAPError) {
    emptyPages = isEmpty ? emptyPages + 1 : 0
    guard emptyPages < PagedSearch.mostEmptyPages else {
      throw broken("\(emptyPages) pages in a row without any entry")
    }
    // More entries than there are different ones: the rest came a second time.
    summary.repeated = max(summary.repeated, identified - known.count)
    guard summary.repeated <= known.count + PagedSearch.mostRepeated else {
      throw broken("the same entries come again and again")
    }
  }

  /// Looks whether a server that came back has what it had before: one that lost entries handed
  /// over already may have lost others.
  private func checkReturn() {
    guard summary.restarts > 0, summary.truncation == nil else { return }
    let gone = known.count - identified
    // Some may have been deleted meanwhile.
    guard gone > max(10, known.count / 100) else { return }
    summary.truncation = .other(
      "\(gone) of the entries read before the connection was lost were no longer served after it; "
        + "others may be missing too")
  }
}
