/// Decides what tracked deliveries come to: of several records of one message and recipient the
/// last one counts, once, wherever it stands; a redirection makes it a forwarded one.
struct TrackedSettlement {
  /// What is counted for one message and recipient.
  struct Outcome {
    var delivery: TrackedDelivery
    var place: PairCounts.Place
  }

  private struct Key: Hashable {
    var id: ArraySlice<UInt8>
    var recipient: UInt64
  }

  let outcomes: [Outcome]

  init(_ stretches: [Tally.Stretch], _ records: RecordIndex) {
    var found: [Key: Outcome] = [:]
    var redirections: [Key: AddressKey] = [:]
    for (number, stretch) in stretches.enumerated() {
      var reader = VarintReader(stretch.tracked)
      while !reader.isAtEnd, let record = TrackedRecord(&reader) {
        let delivery = records.resolved(record.delivery, number)
        let key = Key(id: record.id, recipient: delivery.recipient.bits)
        if delivery.sender.isMissing {
          redirections[key] = redirections[key] ?? delivery.original
          continue
        }
        let outcome = Outcome(
          delivery: delivery,
          place: PairCounts.Place(
            time: delivery.time, stretch: number, line: record.line, offset: record.offset,
            id: .message(record.id)))
        if let known = found[key], known.delivery.time >= delivery.time { continue }
        found[key] = outcome
      }
    }
    outcomes = found.map { key, outcome in
      var outcome = outcome
      if outcome.delivery.original.isMissing, let original = redirections[key] {
        outcome.delivery.original = original
      }
      return outcome
    }
  }
}
