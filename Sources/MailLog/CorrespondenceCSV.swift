import OfficialMail

extension [Correspondence] {
  /// `mailbox,webmail,direction,messages,first,last`, sorted; webmail is the domain alone unless
  /// whole addresses are asked for.
  package func csv(pairs: Bool) -> String {
    var csv = CSVText(header: ["mailbox", "webmail", "direction", "messages", "first", "last"])
    for row in pairs ? self : byDomain {
      csv.append([
        row.mailbox.description, pairs ? row.webmail.description : row.webmail.domain.name,
        row.direction.rawValue, String(row.messages), row.first.description, row.last.description,
      ])
    }
    return csv.text
  }

  // One entry for each mailbox, webmail domain and direction; those of one mailbox stand together.
  private var byDomain: [Correspondence] {
    var result: [Correspondence] = []
    var start = startIndex
    while start < endIndex {
      var end = start
      while end < endIndex, self[end].mailbox == self[start].mailbox { end += 1 }
      let first = result.endIndex
      for row in self[start..<end].sorted(by: {
        ($0.webmail.domain, $0.direction) < ($1.webmail.domain, $1.direction)
      }) {
        guard let last = result.indices.last, last >= first,
          result[last].webmail.domain == row.webmail.domain,
          result[last].direction == row.direction
        else {
          result.append(row)
          continue
        }
        result[last].messages += row.messages
        result[last].first = Swift.min(result[last].first, row.first)
        result[last].last = Swift.max(result[last].last, row.last)
      }
      start = end
    }
    return result
  }
}
