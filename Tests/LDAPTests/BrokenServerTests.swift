import LDAP
import Testing

/// Serves people 0..<9 in pages of three and leaves out what `broken` does in its place, before
/// the answer to the page that begins with so-and-so.
private func server(
  _ broken:
    @escaping @Sendable (
      _ client: Client, _ request: Client.Request, _ first: Int, _ connection: Int
    ) throws -> Bool
) throws -> ScriptedServer {
  try ScriptedServer { client, connection in
    while true {
      let request = try client.next()
      let first = request.cookie?.first.map { Int($0) } ?? 0
      if try broken(client, request, first, connection) { continue }
      for number in first..<first + 3 { try client.send(client.person(request.id, number)) }
      let cookie = first + 3 < 9 ? [UInt8(first + 3)] : []
      try client.send(client.done(request.id, code: 0, cookie: cookie))
    }
  }
}

/// Where in the second page the connection ends.
enum Break: CaseIterable {
  case insideOfAMessage, insideOfThePage, beforeItsEnd, beforeTheCookieIsUsed

  func send(_ client: Client, _ request: Client.Request) throws {
    let entry = client.person(request.id, 3)
    switch self {
    case .insideOfAMessage: try client.send(Array(entry.prefix(20)))
    case .insideOfThePage: try client.send(entry)
    case .beforeItsEnd:
      for number in 3..<6 { try client.send(client.person(request.id, number)) }
    case .beforeTheCookieIsUsed: break
    }
  }
}

@Test(arguments: Break.allCases)
func `a connection that breaks once is made anew, and every entry comes once`(
  place: Break
) async throws {
  let server = try server { client, request, first, connection in
    guard first == 3, connection == 1 else { return false }
    try place.send(client, request)
    throw Client.Gone()
  }
  let outcome = await Outcome(try search(server, restartDelays: [.milliseconds(10)]))
  #expect(outcome.error == nil)
  #expect(Set(outcome.dns) == people(0..<9))
  #expect(outcome.dns.count == 9)
  #expect(outcome.summary.restarts == 1)
}

@Test(arguments: Break.allCases)
func `a connection that breaks each time ends with the count of what was read`(
  place: Break
) async throws {
  let server = try server { client, request, first, _ in
    guard first == 3 else { return false }
    try place.send(client, request)
    throw Client.Gone()
  }
  let search = try search(server, restartDelays: [.milliseconds(10), .milliseconds(10)])
  let outcome = await Outcome(search)
  guard case .connectionLost(let entries, _) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(entries == 3)
  outcome.checkWhole(people(0..<9), place: "127.0.0.1:\(server.port)")
  // The same again, not a search that begins anew.
  #expect(await Outcome(search).error == outcome.error)
}

@Test func `a server that ignores the wish for pages is read whole`() async throws {
  let server = try ScriptedServer { client, _ in
    let request = try client.next()
    for number in 0..<20 { try client.send(client.person(request.id, number)) }
    try client.send(client.done(request.id, code: 0))
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(outcome.dns.count == 20)
}

@Test func `paging that breaks off half-way is a fault`() async throws {
  let server = try server { client, request, first, _ in
    guard first == 3 else { return false }
    try client.send(client.done(request.id, code: 0))
    return true
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error?.description.contains("paging of results broke off") == true)
  outcome.checkWhole(people(0..<9), place: "127.0.0.1:\(server.port)")
}

@Test func `a page without entries is no end`() async throws {
  let server = try ScriptedServer { client, _ in
    while true {
      let request = try client.next()
      let step = request.cookie?.first.map { Int($0) } ?? 0
      if step % 2 == 1 { try client.send(client.person(request.id, step)) }
      try client.send(client.done(request.id, code: 0, cookie: step < 8 ? [UInt8(step + 1)] : []))
    }
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(outcome.dns.count == 4)
}

@Test(arguments: [true, false])
func `pages without entries do not go on for ever`(sameCookie: Bool) async throws {
  let server = try ScriptedServer { client, _ in
    var step = 0
    while true {
      let request = try client.next()
      if step == 0 { try client.send(client.person(request.id, 1)) }
      step += 1
      let cookie = sameCookie ? [7] : [UInt8(step >> 8), UInt8(step & 0xFF)]
      try client.send(client.done(request.id, code: 0, cookie: cookie))
    }
  }
  let outcome = await Outcome(try search(server))
  guard case .unreadableAnswer(let text, entriesRead: 1) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(text.contains("without any entry"))
}

@Test func `an entry that comes twice in one search is handed over once, and counted`() async throws
{
  let server = try ScriptedServer { client, _ in
    for pages in [[0, 1, 2], [2, 3, 3], [4, 0]] {
      let request = try client.next()
      for number in pages { try client.send(client.person(request.id, number)) }
      try client.send(client.done(request.id, code: 0, cookie: pages.count == 2 ? [] : [1]))
    }
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(outcome.dns == (0..<5).map { "uid=u\($0),dc=gov" })
  #expect(outcome.summary.repeated == 3)
}

@Test func `the same page does not come for ever`() async throws {
  let server = try ScriptedServer { client, _ in
    while true {
      let request = try client.next()
      for number in 0..<500 { try client.send(client.person(request.id, number)) }
      try client.send(client.done(request.id, code: 0, cookie: [1]))
    }
  }
  let outcome = await Outcome(try search(server, pageSize: 500))
  guard case .unreadableAnswer(let text, entriesRead: 500) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(text.contains("again and again"))
}

@Test func `an entry of 10 MB is read whole`() async throws {
  let photo = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
  let server = try ScriptedServer { client, _ in
    let request = try client.next()
    try client.send(client.entry(request.id, "uid=big,dc=gov", [("jpegPhoto", [photo])]))
    try client.send(client.done(request.id, code: 0, cookie: []))
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(outcome.entries.first?.first("jpegphoto")?.bytes.elementsEqual(photo) == true)
}

@Test func `an entry beyond the largest message is told as such, and not asked for again`()
  async throws
{
  let server = try server { client, request, first, connection in
    guard first == 3 else { return false }
    #expect(connection == 1)
    let photo = [UInt8](repeating: 7, count: 33 << 20)
    try client.send(client.entry(request.id, "uid=big,dc=gov", [("jpegPhoto", [photo])]))
    return true
  }
  let outcome = await Outcome(
    try search(server, restartDelays: [.milliseconds(10), .milliseconds(10)]))
  guard case .unreadableAnswer(let text, entriesRead: 3) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(text.contains("larger than 32 MiB"))
  outcome.checkWhole(people(0..<9), place: "127.0.0.1:\(server.port)")
}

@Test(arguments: [0, 2, 52, 80])
func `a notice of disconnection is a lost connection, and said to be the server's wish`(
  code: Int
) async throws {
  let server = try server { client, request, first, connection in
    guard first == 3 else { return false }
    try client.send(client.noticeOfDisconnection(code: code, text: "going down for backup"))
    if connection < 3 { throw Client.Gone() }
    _ = try client.next()
    return true
  }
  let outcome = await Outcome(
    try search(server, restartDelays: [.milliseconds(10), .milliseconds(10)]))
  guard case .connectionLost(entriesRead: 3, let reason) = outcome.error?.kind else {
    Issue.record("\(String(describing: outcome.error))")
    return
  }
  #expect(reason.contains("the server ended the connection"))
  #expect(outcome.summary.restarts == 2)
}

@Test func `an answer to a question that was never asked is passed over`() async throws {
  let server = try server { client, request, first, _ in
    if first == 3 { try client.send(client.person(request.id + 40, 77)) }
    return false
  }
  let outcome = await Outcome(try search(server))
  #expect(outcome.error == nil)
  #expect(Set(outcome.dns) == people(0..<9))
}

@Test func `a server that answers another question alone times out`() async throws {
  let server = try server { client, request, first, _ in
    guard first == 3 else { return false }
    try client.send(client.done(request.id + 40, code: 0, cookie: []))
    return true
  }
  let outcome = await Outcome(try search(server, operationTimeout: 1))
  #expect(outcome.error?.kind == .timedOut(seconds: 1, entriesRead: 3))
}

@Test func `an answer to the bind that is begun and never ended times out`() async throws {
  let server = try ScriptedServer { client, _ in
    client.acceptsBinds = false
    let bind = try client.next()
    try client.send(Array(client.done(bind.id, code: 0, tag: 0x61).prefix(6)))
    _ = try client.next()
  }
  let outcome = await Outcome(try search(server, operationTimeout: 1))
  #expect(outcome.error?.kind == .timedOut(seconds: 1, entriesRead: 0))
}

@Test func `a message that is begun and never ended times out`() async throws {
  let server = try server { client, request, first, _ in
    guard first == 3 else { return false }
    try client.send(Array(client.person(request.id, 3).prefix(20)))
    return true
  }
  let outcome = await Outcome(try search(server, operationTimeout: 1))
  #expect(outcome.error?.kind == .timedOut(seconds: 1, entriesRead: 3))
}

@Test(arguments: [
  Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), [UInt8](repeating: 0, count: 64),
  [UInt8](repeating: 0xFF, count: 64), [0x31, 0x01, 0x00],
  [0x30, 0x84, 0x00, 0x00, 0x00, 0x02, 0x02, 0x09],
  [0x30, 0x05, 0x02, 0x01, 0x02, 0x64, 0x7F], [0x30, 0x80, 0x02, 0x01, 0x02],
])
func `bytes that are no answer are a fault with the count of what was read`(
  garbage: [UInt8]
) async throws {
  let server = try server { client, _, first, _ in
    guard first == 3 else { return false }
    try client.send(garbage)
    return true
  }
  let outcome = await Outcome(
    try search(server, restartDelays: [.milliseconds(10)], operationTimeout: 2))
  #expect(outcome.error != nil)
  outcome.checkWhole(people(0..<9), place: "127.0.0.1:\(server.port)", comment: "\(garbage)")
}

@Test func `a server that comes back with less than it had is not believed`() async throws {
  let server = try ScriptedServer { client, connection in
    let first = try client.next()
    if connection == 1 {
      for number in 0..<100 { try client.send(client.person(first.id, number)) }
      try client.send(client.done(first.id, code: 0, cookie: [1]))
    } else {
      for number in 100..<103 { try client.send(client.person(first.id, number)) }
      try client.send(client.done(first.id, code: 0, cookie: []))
    }
  }
  let outcome = await Outcome(
    try search(server, pageSize: 100, restartDelays: [.milliseconds(10)]))
  #expect(outcome.error == nil)
  #expect(outcome.dns.count == 103)
  #expect(outcome.summary.truncation?.description.contains("100 of the entries") == true)
}

@Test(arguments: [
  "220 mail.gov.example ESMTP\r\n", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
  "\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}F", "0\u{5}\u{2}\u{1}\u{1}a\u{0}",
  "0\u{7}\u{2}\u{1}\u{1}d\u{2}\u{4}\u{0}",
])
func `a port that speaks something else than LDAP is told as such`(said: String) async throws {
  let server = try ScriptedServer { client, _ in
    client.acceptsBinds = false
    _ = try client.next()
    try client.send(Array(said.utf8))
  }
  let outcome = await Outcome(try search(server, operationTimeout: 1))
  #expect(outcome.error?.description.contains("LDAP") == true)
  #expect(outcome.error?.description.hasPrefix("127.0.0.1:\(server.port): ") == true)
  switch outcome.error?.kind {
  case .unreachable(let text): #expect(text.contains("does not speak LDAP"))
  case .unreadableAnswer(_, entriesRead: 0): break
  default: Issue.record("\(String(describing: outcome.error))")
  }
}
