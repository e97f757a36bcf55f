/// How a text is to be read, told from samples of it.
struct FormatChoice: Sendable {
  /// Nil: the text has the shape of no format, or not of the forced one.
  var grammar: (any LogGrammar.Type)?
  var recognition: Recognition?
  /// The text's head, with the header where there is one.
  var head: TextSample

  /// How many samples are read beyond the head where it says nothing.
  static let furtherSamples = 8

  /// - Parameter further: the numbered sample from further on; nil: there is none.
  init(
    _ head: TextSample, forced: LogFormat, further: (Int) -> TextSample?
  ) {
    self.head = head
    let candidates = LogFormat.grammars.filter { forced == .auto || $0.formats.contains(forced) }
    take(best(of: candidates, in: head))
    var number = 0
    while recognition == nil, number < FormatChoice.furtherSamples, let sample = further(number) {
      take(best(of: candidates, in: sample))
      number += 1
    }
  }

  private mutating func take(_ found: (grammar: any LogGrammar.Type, recognition: Recognition)?) {
    guard let found else { return }
    grammar = found.grammar
    recognition = found.recognition
  }

  private func best(
    of candidates: [any LogGrammar.Type], in sample: TextSample
  ) -> (grammar: any LogGrammar.Type, recognition: Recognition)? {
    var best: (grammar: any LogGrammar.Type, recognition: Recognition)?
    for grammar in candidates {
      guard let found = grammar.recognition(of: sample), found.certainty > 0 else { continue }
      if let best, best.recognition.certainty >= found.certainty { continue }
      best = (grammar, found)
    }
    return best
  }
}
