import OfficialMail
import Testing

/// Made-up names of one to six words and local parts near to them, the same at every run.
private struct Material {
  static let roleWords = ["văn thư", "UBND", "phòng", "tài chính", "tổ", "ban", "admin", "info"]
  static let names = OwnerNames(
    order: .familyFirst, roleWords: roleWords, titles: ["TS", "ông", "giám đốc"],
    familyNames: ["Nguyễn", "Trần", "Lê", "Tô"])

  private static let words = [
    "Nguyễn", "Trần", "Lê", "Tô", "Văn", "Thị", "An", "Ân", "Hùng", "Thư", "Ý", "Đức", "Hoài",
    "Anh",
    "TS.", "Ban", "Tài", "Chính", "2", "-", "Smith", "Phòng",
  ]

  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func name() -> String {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in pick(Material.words) }
      .joined(separator: " ")
  }

  /// Pieces of the name: whole words and initials, in any order, some with digits.
  mutating func local(near name: String) -> String {
    var pieces = name.split(separator: " ").map { fold(String($0)) }.filter { !$0.isEmpty }
    if pieces.isEmpty { pieces = ["an"] }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: pieces.reverse()
    case 1: pieces.shuffle(using: &random)
    case 2: pieces.append(pieces.removeFirst())
    default: break
    }
    for index in pieces.indices where Int.random(in: 0..<4, using: &random) == 0 {
      pieces[index] = String(pieces[index].prefix(1))
    }
    return pieces.joined()
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  mutating func digits() -> String { pick(["1", "88", "1990", "0912345678"]) }

  mutating func dressed(_ local: String) -> String {
    var text = ""
    for character in local {
      if !text.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
        text += pick([".", "_", "-"])
      }
      text += Bool.random(using: &random) ? character.uppercased() : String(character)
    }
    return text + pick(["", "+viec", "+a.b"])
  }

  /// ASCII of the few letters that `words` uses.
  private func fold(_ text: String) -> String {
    let plain: [Character: Character] = [
      "ễ": "e", "ầ": "a", "ê": "e", "ô": "o", "ă": "a", "ị": "i", "â": "a", "ù": "u", "ư": "u",
      "ý": "y", "đ": "d", "ứ": "u", "à": "a", "í": "i", "ò": "o",
    ]
    return String(text.lowercased().compactMap { $0.isASCII ? $0 : plain[$0] })
      .filter { $0.isLetter || $0.isNumber }
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private func match(
  _ local: String, name: String, mailbox: String = "m0417x", alternates: [EmailAddress] = []
) throws -> OwnerMatch {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress("\(mailbox)@xa.gov.example")), alternates: alternates,
    ownerName: name, password: .unknown(reason: "-"),
    entry: DirectoryEvidence(source: "test", dn: "cn=test"))
  return Owner(of: mailbox, names: Material.names)
    .match(try #require(EmailAddress("\(local)@gmail.com")))
}

private func rank(_ match: OwnerMatch) -> Int { match.isStrong ? 2 : match.isWeak ? 1 : 0 }

private let rounds = 1_000

@Test func `separators, case and a plus tag never change a verdict`() throws {
  var material = Material(seed: 1)
  var seen: Set<Int> = []
  for _ in 0..<rounds {
    let name = material.name()
    let local = material.local(near: name)
    let plain = try match(local, name: name)
    let dressed = material.dressed(local)
    #expect(try match(dressed, name: name) == plain, "\(name): \(dressed)")
    seen.insert(rank(plain))
  }
  #expect(seen == [0, 1, 2])
}

@Test func `digits added to what is no own local part with digits never strengthen`() throws {
  var material = Material(seed: 2)
  for _ in 0..<rounds {
    let name = material.name()
    let local = material.local(near: name)
    let own = material.local(near: name).filter(\.isLetter)
    let mailbox = own.isEmpty ? "m0417x" : own
    let plain = try match(local, name: name, mailbox: mailbox)
    let digits = material.digits()
    let numbered = try match(local + digits, name: name, mailbox: mailbox)
    #expect(rank(numbered) <= min(1, rank(plain)), "\(name) <\(mailbox)@>: \(local)\(digits)")
  }
}

@Test func `role words are nobody's, whatever the name and the mailbox`() throws {
  var material = Material(seed: 3)
  let roles = ["vanthu", "ubnd", "phong", "taichinh", "to", "ban", "admin", "info"]
  for _ in 0..<rounds {
    let role = (0...Int.random(in: 0...2)).map { _ in material.pick(roles) }.joined()
    let local = material.dressed(role + material.pick(["", material.digits()]))
    for name in [material.name(), role, "Tô Văn Thư", "Ban Tài Chính", "Văn thư"] {
      #expect(try match(local, name: name) == .none, "\(name): \(local)")
      #expect(try match(local, name: name, mailbox: role) == .none, "\(name): \(local)")
    }
  }
}

@Test func `strong is all words of the name, the own local part or a listed address`() throws {
  var material = Material(seed: 4)
  for _ in 0..<rounds {
    let name = material.name()
    let local = material.local(near: name)
    guard case .strong(let ground) = try match(local, name: name) else { continue }
    #expect(ground == .fullName)
    #expect(local.count >= 5 && local.allSatisfy(\.isLetter), "\(name): \(local)")
    #expect(try match(String(local.dropLast()), name: name).isStrong == false)
    #expect(try match(local + "h", name: name).isStrong == false)
  }
}

@Test func `a listed address is strong, whatever the name`() throws {
  var material = Material(seed: 5)
  for _ in 0..<200 {
    let name = material.name()
    let local = material.local(near: material.name())
    let listed = try #require(EmailAddress("\(local)@gmail.com"))
    let found = try match(material.dressed(local), name: name, alternates: [listed])
    #expect(found == .strong(.listed))
  }
}
