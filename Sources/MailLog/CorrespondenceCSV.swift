import OfficialMail

private struct DomainKey: Hashable {
  var mailbox: EmailAddress
  var domain: MailDomain
  var direction: Correspondence.Direction
}

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

  // One entry for each mailbox, webmail domain and direction.
  private var byDomain: [Correspondence] {
    var sums: [DomainKey: Correspondence] = [:]
    for row in self {
      let key = DomainKey(
        mailbox: row.mailbox, domain: row.webmail.domain, direction: row.direction)
      guard var sum = sums[key] else {
        sums[key] = row
        continue
      }
      sum.messages += row.messages
      sum.first = Swift.min(sum.first, row.first)
      sum.last = Swift.max(sum.last, row.last)
      sums[key] = sum
    }
    return sums.values.sorted {
      ($0.mailbox, $0.webmail.domain, $0.direction)
        < ($1.mailbox, $1.webmail.domain, $1.direction)
    }
  }
}
