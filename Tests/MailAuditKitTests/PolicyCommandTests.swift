import Testing

@Suite struct PolicyCommandTests {
  @Test func `the list names every policy, the default one first`() throws {
    let ended = try Program.run(["policy", "list", "--language", "en"])
    #expect(ended.code == 0)
    let ids = ended.output.split(separator: "\n").map { $0.split(separator: " ")[0] }
    #expect(ids == ["song-ma", "song-ma-sample"])
  }

  @Test(arguments: [
    ("PW-AGE", ["3 months", "09/07/2024", "own decision", "10 days", "PasswordRules.swift"]),
    ("FREEMAIL-USE", ["50", "one too many", "indicator"]),
  ])
  func `a rule is explained with threshold, basis, remedy and examples`(
    rule: String, words: [String]
  ) throws {
    let ended = try Program.run(["policy", "show", "song-ma", rule, "--language", "en"])
    #expect(ended.code == 0)
    for word in words { #expect(ended.output.contains(word), "\(word) in \(ended.output)") }
  }

  @Test func `the shipped policies keep their own word`() throws {
    let ended = try Program.run(["policy", "test", "--as-of", "2026-10-01", "--language", "en"])
    #expect(ended.code == 0, "\(ended.output)")
    #expect(ended.output.contains("song-ma"))
  }

  @Test(arguments: [["policy", "show", "none"], ["policy", "show", "song-ma", "PW-NONE"]])
  func `what there is not is refused with what there is`(arguments: [String]) throws {
    let ended = try Program.run(arguments)
    #expect(ended.code == 2)
    #expect((1...4).contains(ended.errorLines))
    #expect(ended.errors.contains(arguments.count == 3 ? "song-ma" : "PW-AGE"))
  }
}
