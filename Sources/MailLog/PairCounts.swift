import OfficialMail

/// Deliveries counted by mailbox, webmail address and direction.
struct PairCounts {
  /// What the log knows a message by.
  enum MessageID {
    case queue(QueueID)
    case message(ArraySlice<UInt8>)

    var text: String {
      switch self {
      case .queue(let id): id.text
      case .message(let bytes): String(decoding: bytes, as: UTF8.self).visible
      }
    }
  }

  /// Where a delivery was read.
  struct Place {
    var time: Int64
    var stretch: Int
    var line: UInt64
    var offset: UInt64
    var id: MessageID

    static func precedes(_ left: Place, _ right: Place) -> Bool {
      (left.time, left.stretch, left.line) < (right.time, right.stretch, right.line)
    }
  }

  private struct Key: Hashable {
    var mailbox: UInt32
    var webmail: UInt32
    var direction: Correspondence.Direction
  }

  private struct Sum {
    var key: Key
    var messages = 0
    var first = Int64.max
    var last = Int64.min
    var evidence: [Place] = []
  }

  private var numbers: [Key: Int] = [:]
  private var sums: [Sum] = []

  /// Deliveries kept as evidence of one pair and direction.
  static let keptEvidence = 5

  mutating func add(
    _ mailbox: AddressKey, _ webmail: AddressKey, _ direction: Correspondence.Direction,
    _ count: UInt32, _ place: Place
  ) {
    let key = Key(
      mailbox: UInt32(mailbox.payload), webmail: UInt32(webmail.payload), direction: direction)
    let number: Int
    if let known = numbers[key] {
      number = known
    } else {
      number = sums.count
      numbers[key] = number
      sums.append(Sum(key: key))
    }
    sums[number].messages += Int(count)
    sums[number].first = min(sums[number].first, place.time)
    sums[number].last = max(sums[number].last, place.time)
    keep(place, number)
  }

  /// Adds what was counted of other records.
  mutating func add(_ other: PairCounts) {
    for sum in other.sums {
      guard let number = numbers[sum.key] else {
        numbers[sum.key] = sums.count
        sums.append(sum)
        continue
      }
      sums[number].messages += sum.messages
      sums[number].first = min(sums[number].first, sum.first)
      sums[number].last = max(sums[number].last, sum.last)
      for place in sum.evidence { keep(place, number) }
    }
  }

  // Keeps the first places of a pair.
  private mutating func keep(_ place: Place, _ number: Int) {
    let kept = sums[number].evidence.count
    if kept < PairCounts.keptEvidence {
      sums[number].evidence.append(place)
    } else if let latest = sums[number].evidence.indices.max(by: {
      Place.precedes(sums[number].evidence[$0], sums[number].evidence[$1])
    }), Place.precedes(place, sums[number].evidence[latest]) {
      sums[number].evidence[latest] = place
    }
  }

  /// Sorted by mailbox, webmail, direction; with evidence where `files` tells whose stretches the
  /// places are in.
  func correspondence(_ addresses: AddressTable, _ files: [Tally.File]?) -> [Correspondence] {
    var owners: [(path: String, base: Tally.Stretch)] = []
    for file in files ?? [] {
      for stretch in file.stretches { owners.append((file.ledger.path, stretch)) }
    }
    let named = Named(sums, addresses)
    let sorted = sums.sorted { left, right in
      let one = (named.rank[Int(left.key.mailbox)], named.rank[Int(left.key.webmail)])
      let other = (named.rank[Int(right.key.mailbox)], named.rank[Int(right.key.webmail)])
      return one == other ? left.key.direction < right.key.direction : one < other
    }
    var result: [Correspondence] = []
    result.reserveCapacity(sums.count)
    for sum in sorted {
      guard let mailbox = named.addresses[sum.key.mailbox],
        let webmail = named.addresses[sum.key.webmail]
      else { continue }
      let evidence = owners.isEmpty ? [] : sum.evidence.sorted(by: Place.precedes)
      result.append(
        Correspondence(
          mailbox: mailbox, webmail: webmail, direction: sum.key.direction,
          messages: sum.messages, first: Timestamp(secondsSinceEpoch: sum.first),
          last: Timestamp(secondsSinceEpoch: sum.last),
          evidence: evidence.map { place in
            let owner = owners[place.stretch]
            return LogEvidence(
              file: owner.path, offset: owner.base.baseOffset + place.offset,
              line: owner.base.baseLine + place.line + 1, queueID: place.id.text,
              time: Timestamp(secondsSinceEpoch: place.time))
          }))
    }
    return result
  }

  // The addresses of all pairs, each made once, and their places in the order of their bytes.
  private struct Named {
    var rank: [UInt32]
    var addresses: [UInt32: EmailAddress] = [:]

    init(_ sums: [Sum], _ table: AddressTable) {
      rank = Array(repeating: 0, count: table.count)
      let used = Set(sums.flatMap { [$0.key.mailbox, $0.key.webmail] })
      let sorted = used.map {
        (number: $0, text: String(decoding: table.bytes(Int($0)), as: UTF8.self))
      }
      .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
      for (place, (number, text)) in sorted.enumerated() {
        rank[Int(number)] = UInt32(place)
        addresses[number] = EmailAddress(text)
      }
    }
  }
}
