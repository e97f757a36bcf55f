import OfficialMail

/// Time and host at the head of a line: RFC 3164 on mail1, ISO 8601 on mail2.
struct LinePrefix {
  private var day = Int.min
  private var bsd = ""
  private var iso = ""

  mutating func append(_ milliseconds: Int, host: MailHost, to text: inout [UInt8]) {
    let today = milliseconds / 86_400_000
    if today != day { start(today) }
    let rest = milliseconds % 86_400_000
    text.append(contentsOf: (host == .mail1 ? bsd : iso).utf8)
    append(rest / 3_600_000, to: &text)
    text.append(UInt8(ascii: ":"))
    append(rest / 60_000 % 60, to: &text)
    text.append(UInt8(ascii: ":"))
    append(rest / 1000 % 60, to: &text)
    if host == .mail2 {
      // Microseconds, of which the sample knows the first three.
      text.append(UInt8(ascii: "."))
      let thousandth = rest % 1000
      text.append(UInt8(ascii: "0") + UInt8(thousandth / 100))
      append(thousandth % 100, to: &text)
      text.append(contentsOf: "417+07:00".utf8)
    }
    text.append(UInt8(ascii: " "))
    text.append(contentsOf: host.name.utf8)
    text.append(UInt8(ascii: " "))
  }

  private mutating func start(_ today: Int) {
    day = today
    let date = Day(daysSinceEpoch: Int32(clamping: today))
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let (_, month, number) = date.components
    bsd = "\(names[month - 1]) \(number < 10 ? " " : "")\(number) "
    iso = "\(date)T"
  }

  private func append(_ number: Int, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
