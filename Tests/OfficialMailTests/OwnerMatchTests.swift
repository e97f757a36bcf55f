import Foundation
import OfficialMail
import Testing

/// Role words as a policy would hand them in.
private let names = OwnerNames(
  order: .familyFirst,
  roleWords: [
    "văn thư", "UBND", "phòng", "tài chính", "kế hoạch", "xã", "huyện", "admin", "văn phòng",
  ])

private func match(
  _ webmail: String, mailbox: String = "canbo1@xa.gov.example", owner: String = "",
  aliases: [String] = [], alternates: [String] = [], kind: Mailbox.Kind = .personal
) throws -> OwnerMatch {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress(mailbox)),
    aliases: try aliases.map { try #require(EmailAddress($0)) },
    alternates: try alternates.map { try #require(EmailAddress($0)) }, ownerName: owner,
    kind: kind, password: .unknown(reason: "-"),
    entry: DirectoryEvidence(source: "test", dn: "cn=test"))
  return Owner(of: mailbox, names: names).match(try #require(EmailAddress(webmail)))
}

@Test(arguments: [
  "nguyenvanan", "nguyen.van.an", "nguyen_van_an", "nguyen-van-an", "NguyenVanAn",
  "nguyenvanan+work", "anvannguyen", "an.van.nguyen", "nguyễn.văn.an",
])
func `the whole name forwards or backwards is strong`(local: String) throws {
  #expect(try match("\(local)@gmail.com", owner: "Nguyễn Văn An") == .strong(.fullName))
}

@Test(arguments: [
  ("annv", OwnerMatch.Weak.initials), ("an.nv", .initials), ("nvan", .initials),
  ("nv.an", .initials), ("annv90", .initials), ("nvan1985", .initials),
  ("annguyenvan", .givenNameFirst), ("an.nguyenvan", .givenNameFirst),
  ("annguyenvan88", .givenNameFirst), ("nguyenvanan88", .digitsAdded),
  ("nguyenvanan.1990", .digitsAdded), ("anvannguyen7", .digitsAdded),
])
func `initials, digits and the given name first are only weak`(
  local: String, ground: OwnerMatch.Weak
) throws {
  #expect(try match("\(local)@gmail.com", owner: "Nguyễn Văn An") == .weak(ground))
}

@Test(arguments: [
  "an", "nguyen", "van", "vanan", "nguyenan", "nguyenvan", "an.nguyen", "nva", "anv", "nan",
  "nguyenvananh", "tnguyenvanan", "nguyenvanan1a", "nguyenvanbinh", "an90", "1990nguyenvanan",
  "nguyen.van.an.tt", "nguyenvanan!", "lan", "hoan", "ann", "canbo", "nvanh", "annvx",
])
func `somebody else's address is none`(local: String) throws {
  #expect(try match("\(local)@gmail.com", owner: "Nguyễn Văn An") == .none)
}

@Test(arguments: [
  ("Đặng Thị Hường", "dangthihuong"), ("ĐẶNG THỊ HƯỜNG", "dangthihuong"),
  ("Lò Thị Ý Như", "lothiynhu"), ("Quàng Văn Đức", "quangvanduc"),
  ("Lường Thị Thuý", "luongthithuy"), ("  Cầm  Văn   Tỉnh ", "camvantinh"),
  ("Nguyễn-Văn An", "nguyenvanan"), ("Vừ A Dơ", "vuado"), ("Ðỗ Văn Bắc", "dovanbac"),
])
func `Vietnamese names are folded to ASCII however they are composed`(
  owner: String, local: String
) throws {
  for form in [
    owner.precomposedStringWithCanonicalMapping, owner.decomposedStringWithCanonicalMapping,
  ] {
    #expect(try match("\(local)@yahoo.com", owner: form) == .strong(.fullName))
  }
}

@Test(arguments: [
  ("an.nv@xa.gov.example", "an.nv"), ("an.nv@xa.gov.example", "annv"),
  ("an.nv@xa.gov.example", "An_NV+x"), ("hunglv@xa.gov.example", "hunglv"),
  ("vanthu.skhcn@xa.gov.example", "vanthu.skhcn"), ("0912345678@xa.gov.example", "0912345678"),
])
func `the own local part is strong`(mailbox: String, local: String) throws {
  #expect(try match("\(local)@gmail.com", mailbox: mailbox) == .strong(.ownLocalPart))
}

@Test func `an alias's local part is the mailbox's own`() throws {
  let result = try match(
    "hoang.thuy@gmail.com", mailbox: "thuy.h@xa.gov.example", aliases: ["hoangthuy@xa.gov.example"])
  #expect(result == .strong(.ownLocalPart))
}

@Test(arguments: [
  ("annv@xa.gov.example", "annv2"), ("annv2@xa.gov.example", "annv21"),
  ("an.nv@xa.gov.example", "annv_1985"),
])
func `digits after the own local part are only weak`(mailbox: String, local: String) throws {
  #expect(try match("\(local)@gmail.com", mailbox: mailbox) == .weak(.digitsAdded))
}

@Test(arguments: [
  ("an@xa.gov.example", "", "an"), ("a1@xa.gov.example", "", "a1"),
  ("12@xa.gov.example", "", "12"), ("canbo1@xa.gov.example", "Lê An", "lean"),
  ("canbo1@xa.gov.example", "Hồ An", "hoan"),
])
func `what is too short to be one person's is never strong`(
  mailbox: String, owner: String, local: String
) throws {
  #expect(try match("\(local)@gmail.com", mailbox: mailbox, owner: owner) == .weak(.tooShort))
}

@Test(arguments: ["An", "", "  ", "...", "Hường"])
func `a name of one word matches nothing`(owner: String) throws {
  #expect(try match("an@gmail.com", owner: owner) == .none)
  #expect(try match("huong@gmail.com", owner: owner) == .none)
}

@Test(arguments: [
  ("vanthu", "Văn thư"), ("van.thu", "Văn thư"), ("vanthu2", "Văn thư"), ("ubnd", "UBND xã"),
  ("phongtaichinh", "Phòng Tài chính"), ("phong.tai-chinh", "Phòng Tài chính"),
  ("phongtaichinhkehoach", "Phòng Tài chính Kế hoạch"), ("vanthuubnd", "Văn thư UBND"),
  ("admin", "Admin"), ("taichinhphong", "Phòng Tài chính"),
])
func `a role word is nobody's, even as the own local part`(local: String, owner: String) throws {
  let result = try match("\(local)@gmail.com", mailbox: "\(local)@xa.gov.example", owner: owner)
  #expect(result == .none)
}

@Test func `a role word with digits added is none`() throws {
  #expect(try match("vanthu123@gmail.com", mailbox: "vanthu@xa.gov.example") == .none)
}

@Test(arguments: [Mailbox.Kind.unit, .service, .reception])
func `a mailbox that serves no person has no owner's name to match`(kind: Mailbox.Kind) throws {
  for local in ["lamuxm", "ubndxamuonglam", "lamubndxamuong"] {
    #expect(try match("\(local)@gmail.com", owner: "UBND xã Mường Lầm", kind: kind) == .none)
  }
  for local in ["nguyenvanan", "annv", "annguyenvan"] {
    #expect(try match("\(local)@gmail.com", owner: "Nguyễn Văn An", kind: kind) == .none)
  }
  let own = try match("muonglam@gmail.com", mailbox: "muonglam@xa.gov.example", kind: kind)
  #expect(own == .strong(.ownLocalPart))
}

@Test func `whoever sits at a role's mailbox, the mailbox is nobody's`() throws {
  for local in ["nguyenvanan", "annv", "vanthu"] {
    let result = try match(
      "\(local)@gmail.com", mailbox: "vanthu@xa.gov.example", owner: "Nguyễn Văn An")
    #expect(result == .none)
  }
}

@Test(arguments: [
  ("hung@xa.gov.example", "", "hung"), ("hung@xa.gov.example", "Lê Văn Hùng", "hung"),
  ("huong@xa.gov.example", "", "huong"), ("berger@xa.gov.example", "Anna Berger", "berger"),
  ("hung2@xa.gov.example", "Lê Văn Hùng", "hung2"), ("canbo1@xa.gov.example", "Hồ Anh", "hoanh"),
  ("canbo1@xa.gov.example", "Nguyễn Văn An 2", "nguyenvanan"),
  ("canbo1@xa.gov.example", "Nguyễn Văn An (2)", "nguyenvanan"),
  ("canbo1@xa.gov.example", "Nguyễn Văn An (B)", "nguyenvanan"),
  ("canbo1@xa.gov.example", "Nguyễn Văn An - 1985", "nguyenvanan"),
  ("canbo1@xa.gov.example", "Nguyễn V. An", "nguyenvan"),
])
func `a name that strangers bear is only weak`(mailbox: String, owner: String, local: String) throws
{
  let result = try match("\(local)@gmail.com", mailbox: mailbox, owner: owner)
  #expect(result == .weak(.sharedName))
}

@Test(arguments: ["hung", "huong", "an", "12", "0912345678"])
func `digits after a bare given name or a number say nothing`(own: String) throws {
  for digits in ["1", "88", "1990"] {
    let result = try match("\(own)\(digits)@gmail.com", mailbox: "\(own)@xa.gov.example")
    #expect(result == .none)
  }
}

@Test(arguments: [
  "caonguyen7@yahoo.com", "cao.nguyen7@yahoo.com", "CaoNguyen7+x@yahoo.com", "vanthu@gmail.com",
])
func `an address that the directory lists is strong`(webmail: String) throws {
  let result = try match(
    webmail, owner: "Nguyễn Văn An",
    alternates: ["caonguyen7@yahoo.com", "vanthu@gmail.com"])
  #expect(result == .strong(.listed))
}

@Test func `an alias on a webmail domain is listed`() throws {
  #expect(try match("ngan@gmail.com", aliases: ["ngan@gmail.com"]) == .strong(.listed))
}

@Test func `a listed address says nothing of another provider`() throws {
  #expect(
    try match("caonguyen7@gmail.com", alternates: ["caonguyen7@yahoo.com"]) == .none)
}

@Test func `where the given name comes first, the last word is the family's`() throws {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress("x1@a.example")), ownerName: "Anna Maria Berger",
    password: .unknown(reason: "-"), entry: DirectoryEvidence(source: "test", dn: "cn=x"))
  let owner = Owner(of: mailbox, names: OwnerNames(order: .givenFirst, roleWords: []))
  let initials = try #require(EmailAddress("mbanna@gmail.com"))
  let other = try #require(EmailAddress("ambberger@gmail.com"))
  #expect(owner.match(initials) == .weak(.initials))
  #expect(owner.match(other) == .none)
}

@Test func `hostile local parts are survived`() throws {
  let long = String(repeating: "vanthu", count: 20_000)
  #expect(try match("\(long)@gmail.com", owner: "Nguyễn Văn An") == .none)
  #expect(try match("\"an @ an\"@gmail.com", owner: "Nguyễn Văn An") == .none)
  let manyWords = String(repeating: "An ", count: 50_000)
  #expect(try match("an@gmail.com", owner: manyWords) == .none)
}
