import Foundation
import LDAP
import SampleDistrict
import Testing

private let people = 20_000
private let pageSize = 500

/// Kills the server at some moment of the pull, by page or by time, and may bring it back.
private func pull(
  _ server: PrivateDirectoryServer, killedAfterPage page: Int, delay: Double, comesBack: Bool
) async throws -> Outcome {
  let search = PagedSearch(
    try server.options(), base: server.suffix, attributes: ["mail"], pageSize: pageSize,
    restartDelays: comesBack
      ? [.milliseconds(300), .seconds(1), .seconds(3), .seconds(5)]
      : [.milliseconds(20), .milliseconds(20)])
  var first: [Entry] = []
  for _ in 0..<page { first += try await search.nextPage() ?? [] }
  async let rest = Outcome(search)
  try await Task.sleep(for: .seconds(delay))
  server.kill()
  if comesBack { try server.start() }
  var outcome = await rest
  outcome.entries = first + outcome.entries
  return outcome
}

@Test func `a server killed at any moment of a pull never makes it short or double without a word`()
  async throws
{
  let server = try PrivateDirectoryServer(ldif: office(people: people))
  defer { server.stop() }
  let whole = await Outcome(
    PagedSearch(try server.options(), base: server.suffix, attributes: ["mail"]))
  #expect(whole.entries.count == people + 2)
  let expected = Set(whole.dns)
  var interrupted = 0
  for round in 0..<10 {
    let comesBack = round % 2 == 0
    let page = Int.random(in: 0..<people / pageSize)
    let delay = Double.random(in: 0..<0.1)
    let outcome = try await pull(
      server, killedAfterPage: page, delay: delay, comesBack: comesBack)
    outcome.checkWhole(
      expected, place: server.url.replacing("ldap://", with: ""),
      comment: "page \(page), \(delay) s, comes back: \(comesBack)")
    if outcome.error != nil || outcome.summary.restarts > 0 { interrupted += 1 }
    if comesBack {
      #expect(outcome.error == nil, "page \(page), \(delay) s")
    } else {
      try server.start()
    }
  }
  #expect(interrupted > 0)
}
