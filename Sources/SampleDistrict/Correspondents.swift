/// Whom the district writes to and hears from: made-up citizens and bodies outside.
enum Correspondents {
  private static let nicknames = [
    "hoasim", "suoimo", "nangsom", "doithong", "mayxanh", "trangram", "gionui", "lualang",
    "bandoi", "catrang", "songdai", "chesan",
  ]
  private static let endings = [
    "taybac", "biengioi", "homstay", "nongsan", "thocam", "caphe", "vuonnha", "chomoi",
  ]
  private static let freeDomains = [
    "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "yahoo.com", "yahoo.com.vn",
    "hotmail.com", "outlook.com", "icloud.com", "proton.me", "yandex.com",
  ]

  /// A citizen's free mailbox: a nickname, or a name whose family no official has.
  static func citizen(_ random: inout SplitMix64) -> String {
    let domain = random.pick("gmail.com", or: freeDomains)
    let number = random.below(90) + 10
    if random.chance(40) {
      let name = Person.citizen(&random).joined
      return random.chance(50) ? "\(name)@\(domain)" : "\(name)\(number)@\(domain)"
    }
    let first = random.pick("hoasua", or: nicknames)
    return "\(first).\(random.pick("quenha", or: endings))\(number)@\(domain)"
  }

  private static let writers = [
    "vanthu", "lienhe", "phongke.hoach", "tonghop", "hotro", "baocao", "duan", "kythuat",
  ]
  private static let domains = [
    "vanphong.tinh.example", "so-noivu.tinh.example", "so-taichinh.tinh.example",
    "congty-xaydung.example", "truong-thpt.example", "benhvien.example", "dien-luc.example",
    "baotinh.example", "nganhang.example",
  ]

  /// A mailbox of a body outside the district.
  static func organisation(_ random: inout SplitMix64) -> String {
    let domain = random.pick("tinhuy.example", or: domains)
    return "\(random.pick("banbientap", or: writers))@\(domain)"
  }

  /// Names that look like free mail and are none, and mail of internet providers.
  static func neither(_ random: inout SplitMix64) -> String {
    let domains = ["gmail.com.vn", "hn.vnn.vn", "fpt.vn", "mail.yahoo.example.org", "gmial.com"]
    let number = random.below(90) + 10
    return "\(random.pick("hoasua", or: nicknames)).vp\(number)@\(random.pick(domains) ?? "")"
  }

  /// The server that takes a domain's mail, as the log names it, and what it answers.
  static func exchanger(
    of domain: Substring, _ random: inout SplitMix64
  ) -> (relay: String, reply: String) {
    switch domain {
    case "gmail.com":
      (
        "gmail-smtp-in.l.google.com[142.250.\(random.below(256)).\(random.below(256))]:25",
        "250 2.0.0 OK  17\(random.below(90_000_000) + 10_000_000) \(random.hex(12))si - gsmtp"
      )
    case "yahoo.com", "yahoo.com.vn":
      (
        "mta\(random.within(5...7)).am0.yahoodns.net[67.195.204.\(random.below(256))]:25",
        "250 ok dirdel"
      )
    case "hotmail.com", "outlook.com":
      (
        "outlook-com.olc.protection.outlook.com[52.101.68.\(random.below(256))]:25",
        "250 2.6.0 [InternalId=\(random.below(1 << 30)), Hostname=SJ0PR.namprd.prod.outlook.com] "
          + "Queued mail for delivery -> 250 2.1.5"
      )
    default:
      (
        "mx.\(domain)[203.0.113.\(random.below(256))]:25",
        "250 2.0.0 Ok: queued as \(random.hex(10).uppercased())"
      )
    }
  }

  /// The server an outside message comes from.
  static func client(of author: String, _ random: inout SplitMix64) -> String {
    guard let at = author.lastIndex(of: "@") else {
      return "unknown[198.51.100.\(random.below(256))]"
    }
    let domain = author[author.index(after: at)...]
    switch domain {
    case "gmail.com":
      return "mail-lf1-f\(random.below(90)).google.com[209.85.167.\(random.below(256))]"
    default: return "out\(random.below(4)).\(domain)[198.51.100.\(random.below(256))]"
    }
  }
}
