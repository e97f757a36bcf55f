import OfficialMail

/// Deliveries counted by mailbox, webmail address and direction.
struct PairCounts: Sendable {
  /// What the log knows a message by.
  enum MessageID: Sendable {
    case queue(QueueID)
    /// The number of a tracked message and recipient.
    case tracked(UInt32)
  }

  /// Where a delivery was read: of its file the bytes and lines before it.
  struct Place: Sendable {
    var time: Int64
    var file: Int
    var line: UInt64
    var offset: UInt64
    var id: MessageID

    static func precedes(_ left: Place, _ right: Place) -> Bool {
      (left.time, left.file, left.line) < (right.time, right.file, right.line)
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
    var kept = PairCounts.keptEvidence
  }

  /// The mailbox of whose pairs every place is kept.
  let listed: EmailAddress?

  init(listing listed: EmailAddress? = nil) { self.listed = listed }

  private var numbers: [Key: Int] = [:]
  private var sums: [Sum] = []

  /// Deliveries kept as evidence of one pair and direction.
  static let keptEvidence = 5

  mutating func add(
    _ mailbox: AddressKey, _ webmail: AddressKey, _ direction: Correspondence.Direction,
    _ count: UInt32, _ place: Place, _ addresses: AddressTable
  ) {
    let key = Key(
      mailbox: UInt32(mailbox.payload), webmail: UInt32(webmail.payload), direction: direction)
    let number: Int
    if let known = numbers[key] {
      number = known
    } else {
      number = sums.count
      numbers[key] = number
      var sum = Sum(key: key)
      if let listed, addresses.bytes(Int(key.mailbox)).elementsEqual(listed.description.utf8) {
        sum.kept = .max
      }
      sums.append(sum)
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
    if sums[number].evidence.count < sums[number].kept {
      sums[number].evidence.append(place)
    } else if let latest = sums[number].evidence.indices.max(by: {
      Place.precedes(sums[number].evidence[$0], sums[number].evidence[$1])
    }), Place.precedes(place, sums[number].evidence[latest]) {
      sums[number].evidence[latest] = place
    }
  }

  /// Sorted by mailbox, webmail, direction; with evidence where `paths` names the files.
  func correspondence(
    _ addresses: AddressTable, paths: [String]?, id: (MessageID) -> String
  ) -> [Correspondence] {
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
      result.append(
        Correspondence(
          mailbox: mailbox, webmail: webmail, direction: sum.key.direction,
          messages: sum.messages, first: Timestamp(secondsSinceEpoch: sum.first),
          last: Timestamp(secondsSinceEpoch: sum.last),
          evidence: paths.map { paths in
            sum.evidence.sorted(by: Place.precedes).map { place in
              LogEvidence(
                file: paths[place.file], offset: place.offset, line: place.line + 1,
                queueID: id(place.id), time: Timestamp(secondsSinceEpoch: place.time))
            }
          } ?? []))
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
