import Foundation
import OfficialMail
import Testing

/// A mailbox and what local parts of webmail addresses are worth beside it. All people are made up.
private struct Person {
  let name: String
  /// The official local part; the default says nothing of the owner.
  var mailbox = "m0417x"
  var strong = ""
  var weak = ""
  var none = ""

  var pairs: [Pair] {
    [("strong", strong), ("weak", weak), ("none", none)].flatMap { strength, locals in
      locals.split(separator: " ").map {
        Pair(name: name, mailbox: mailbox, local: String($0), strength: strength)
      }
    }
  }
}

private struct Pair: CustomTestStringConvertible, Sendable {
  let name: String
  let mailbox: String
  let local: String
  let strength: String

  var testDescription: String { "\(name) <\(mailbox)@>: \(local) is \(strength)" }
}

private let names = OwnerNames(
  order: .familyFirst,
  roleWords: [
    "văn thư", "UBND", "HĐND", "phòng", "tài chính", "hành chính", "văn phòng", "sở", "tổ", "ban",
    "công an", "giám đốc", "phó giám đốc", "chủ tịch", "admin", "info", "một cửa", "tổng hợp",
    "contact", "nội vụ", "phường", "xã",
  ],
  titles: [
    "ông", "bà", "TS", "ThS", "PGS", "Mr", "đ/c", "bác sĩ", "đại tá", "phó giám đốc", "PGĐ",
    "giám đốc", "chủ tịch", "văn thư",
  ],
  familyNames: [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Lò", "Hồ", "Vũ", "Tô", "Phương",
  ])

private func strength(_ local: String, name: String, mailbox: String) throws -> String {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress("\(mailbox)@skhcn.gov.example")), ownerName: name,
    password: .unknown(reason: "-"), entry: DirectoryEvidence(source: "test", dn: "cn=test"))
  let webmail = try #require(EmailAddress("\(local)@gmail.com"))
  return switch Owner(of: mailbox, names: names).match(webmail) {
  case .strong: "strong"
  case .weak: "weak"
  case .none: "none"
  }
}

private func check(_ pair: Pair) throws {
  let found = try strength(pair.local, name: pair.name, mailbox: pair.mailbox)
  #expect(found == pair.strength)
  let decomposed = pair.name.decomposedStringWithCanonicalMapping
  #expect(try strength(pair.local, name: decomposed, mailbox: pair.mailbox) == found)
}

private let threeWords = [
  Person(
    name: "Nguyễn Văn An",
    strong: "nguyenvanan nguyen.van.an nguyen_van-an NGUYENVANAN anvannguyen an.van.nguyen "
      + "nguyenvanan+viec nguyễnvănan",
    weak: "annguyenvan an.nguyenvan an.nguyen.van vanannguyen annv an.nv a.n.n.v nvan nv.an "
      + "annv90 nvan1985 nguyenvanan88 nguyenvanan.1990 nguyenvanan0912345678 anvannguyen7 "
      + "annguyenvan2 an.nv+viec",
    none:
      "an van nguyen vanan van.an nguyenan an.nguyen annguyen nguyenvan anvan annguyenv nguyenva "
      + "anv ann nan nva nv vn an90 an1985 vanan90 nguyenan88 90annv 1990nguyenvanan "
      + "nguyen1990vanan annv90x nguyenvananx xnguyenvanan nguyenvanan.tt nguyenvananh anhnv nvanh "
      + "nguyenvanbinh nguyenthian tranvanan nguyenvan.ann lan hoan"),
  Person(
    name: "Trần Thị Bích",
    strong: "tranthibich bichthitran",
    weak: "bichtranthi bichtt ttbich bichtt1979 ttbich79 tranthibich.79 thibichtran",
    none: "bich bichtran tranbich thibich bich79 ttb btt bicht tbich tranthi tranthibichngoc"),
  Person(
    name: "Đặng Quốc Đạt",
    strong: "dangquocdat datquocdang đặng.quốc.đạt",
    weak: "datdq dqdat datdangquoc dangquocdat2",
    none: "dat dangdat quocdat ddat datd dangquoc đạt"),
]

@Test(arguments: threeWords.flatMap(\.pairs))
private func `a name of three words matches whole, and weakly when abbreviated`(pair: Pair) throws {
  try check(pair)
}

private let otherLengths = [
  Person(
    name: "Lò Sáng", strong: "losang sanglo lo.sang sang_lo", weak: "sangl losang88 sanglo1990",
    none: "lo sang sang88 lsan losan losangg slo"),
  Person(
    name: "Nguyễn Thị Thanh Hương",
    strong: "nguyenthithanhhuong huongthanhthinguyen",
    weak: "huongntt ntthuong huong.ntt85 thanhhuongnt nt.thanhhuong huongnguyenthithanh "
      + "thanhhuongnguyenthi thanhhuongnt1985 nguyenthithanhhuong85",
    none: "huong thanhhuong nguyenhuong nguyenthanhhuong thithanhhuong huongnguyen huongnt nthuong "
      + "thanhhuong85 huong85 nguyenthihuong thanhhuongn"),
  Person(
    name: "Tôn Nữ Thị Ngọc Hà",
    strong: "tonnuthingocha hangocthinuton",
    weak: "hatntn tntnha ngochatnt tntngocha hatonnuthingoc ngochatonnuthi tonnuthingocha01",
    none: "ha ngocha tonnu tonha tonnungocha hatn tntn hatonnu"),
  Person(
    name: "Nguyễn Phước Bảo Long Vĩnh San",
    strong: "nguyenphuocbaolongvinhsan sanvinhlongbaophuocnguyen",
    weak: "sannpblv npblvsan vinhsannpbl", none: "vinhsan nguyenvinhsan san baolong"),
  Person(
    name: "H'Hen Niê", strong: "hhennie niehhen h.hen.nie", weak: "hhennie92",
    none: "hhen nie hen hennie nh"),
  Person(
    name: "Vừ A Dơ", strong: "vuado doavu", weak: "vuado93 dova vado", none: "do vu va ado vudo"),
]

@Test(arguments: otherLengths.flatMap(\.pairs))
private func `names of two to six words have the same forms`(pair: Pair) throws {
  try check(pair)
}

private let displayed = [
  "TS. Nguyễn Văn An", "PGS.TS Nguyễn Văn An", "Ông Nguyễn Văn An", "ÔNG NGUYỄN VĂN AN",
  "Bà: Nguyễn Văn An", "Đ/c Nguyễn Văn An", "Đại tá Nguyễn Văn An", "Mr. Nguyen Van An",
  "Nguyễn Văn An (PGĐ)", "Nguyễn Văn An - Phó Giám đốc", "Nguyễn Văn An – Giám đốc Sở Nội vụ",
  "Nguyễn Văn An, ThS.", "Nguyễn Văn An/PGĐ", "Phó Giám đốc Nguyễn Văn An", "Nguyễn Văn An PGĐ",
  "[Sở Nội vụ] Nguyễn Văn An", "Sở Nội vụ - Nguyễn Văn An", "TTCNTT | Nguyễn Văn An",
  "Nguyễn Văn An - Mường Lầm", "NGUYỄN VĂN ÂN", "nguyen van an", "Nguyen, Van An",
  "  Nguyễn\u{A0}Văn   Ân ", "Nguyễn-Văn-An", "Nguyễn Văn An <nguyenvanan@skhcn.gov.example>",
  "An Văn Nguyễn", "Nguyễn Văn\u{200B} An",
  "Nguyễn Văn An (PGĐ Sở Nội vụ) - 0912345678", "Nguyễn Văn (Tây) An", "Nguyễn Văn An (",
].flatMap {
  Person(
    name: $0, strong: "nguyenvanan anvannguyen", weak: "annv nvan85 annguyenvan nguyenvanan1985",
    none: "vanan nguyenan an pgd nguyenvananpgd tsnguyenvanan"
  ).pairs
}

@Test(arguments: displayed)
private func `titles, units and other spellings leave the name`(pair: Pair) throws {
  try check(pair)
}

private let givenNameDisplayedFirst = [
  Person(
    name: "An Nguyen Van", strong: "annguyenvan",
    weak: "nguyenvanan annv nvan annv88 nguyenvanan88",
    none: "vannguyenan vanan anvan an nguyenan nguyenvan")
]

@Test(arguments: givenNameDisplayedFirst.flatMap(\.pairs))
private func `a name that is displayed given name first is strong only as displayed`(
  pair: Pair
) throws {
  try check(pair)
}

private let noName = [
  Person(name: "Mường Lầm - Nguyễn Văn An", none: "muonglam nguyenvanan lammuong annv"),
  Person(name: "Văn thư Mường Lầm", none: "muonglam vanthumuonglam lammuong"),
  Person(name: "Phòng Tài chính Mường Lầm", none: "muonglam phongtaichinhmuonglam ptcmlam"),
  Person(name: "Sở Khoa học Công nghệ", none: "sokhoahoccongnghe nghe nghesokhoahoccong"),
  Person(name: "Нguyễn Văn An", none: "nguyenvanan vanan guyenvanan anvan annv"),
  Person(name: "(Nguyễn Văn An)", none: "nguyenvanan"),
  Person(name: "An", none: "an an1990 ana anan"),
  Person(name: "Vũ", none: "vu vu88 vuvu"),
  Person(name: "TS. An", none: "an tsan ts"),
  Person(name: "Bác sĩ Hường", none: "huong bacsihuong bshuong"),
  Person(name: "PGĐ Mường Lầm", none: "muonglam pgdmuonglam"),
]

@Test(arguments: noName.flatMap(\.pairs))
private func `what may be an office or another's matches nothing by name`(pair: Pair) throws {
  try check(pair)
}

private let whollyNames = [
  Person(
    name: "Ông Ích Khiêm", strong: "ongichkhiem khiemichong", weak: "khiemoi oikhiem",
    none: "ichkhiem khiemich"),
  Person(name: "Nguyễn Tiến Sĩ", strong: "nguyentiensi", none: "nguyen nguyentien tiensi"),
  Person(name: "Tô Văn Bắc", strong: "tovanbac bacvanto", weak: "bactv tvbac"),
  Person(name: "Phương Văn Bắc", strong: "phuongvanbac", weak: "bacpv"),
]

@Test(arguments: whollyNames.flatMap(\.pairs))
private func `a name that looks like a title or an office stays a name`(pair: Pair) throws {
  try check(pair)
}

private let shortOrSpelled = [
  Person(name: "Lê An", weak: "lean lean88 anle", none: "an le lan anl le88"),
  Person(name: "Hồ Anh", strong: "anhho", weak: "hoanh anhh", none: "hoanh88 anh ho hanh"),
  Person(name: "Trần Hoài Anh", strong: "tranhoaianh", weak: "anhth", none: "thanh thanh88 than"),
  Person(name: "Phạm Hùng", strong: "phamhung hungpham", weak: "hungp", none: "phung phung90 hung"),
  Person(
    name: "Nguyễn Gia Hoa", strong: "nguyengiahoa", none: "nghoa hoang hoang1990 hoa"),
  Person(name: "Nguyễn Thị Ý", strong: "nguyenthiy", none: "ynt nty y thiy ynt1990"),
  Person(name: "Tô Văn Thư", none: "tovanthu vanthu tovanthu88 thu"),
  Person(name: "Lê Công An", strong: "lecongan ancongle", weak: "anlc", none: "congan congan113"),
]

@Test(arguments: shortOrSpelled.flatMap(\.pairs))
private func `short names, and forms that spell another word, are weaker or none`(pair: Pair) throws
{
  try check(pair)
}

private let ownLocalParts = [
  Person(
    name: "Nguyễn Văn An", mailbox: "an.nguyenvan",
    strong: "annguyenvan an.nguyen.van AN_NGUYENVAN+x nguyenvanan", weak: "an.nguyenvan90 annv"),
  Person(
    name: "Nguyễn Văn An", mailbox: "an.nguyen", strong: "annguyen an.nguyen", weak: "annguyen88",
    none: "nguyenan annguyent annguyen88a"),
  Person(
    name: "Nguyễn Văn An", mailbox: "an", strong: "nguyenvanan", weak: "an",
    none: "an1 an1990 ana nan"),
  Person(name: "", mailbox: "an", weak: "an", none: "an1 an.skhcn"),
  Person(name: "", mailbox: "nva", weak: "nva nva85", none: "nvan nv"),
  Person(name: "", mailbox: "hung", weak: "hung", none: "hung85 hungg hun"),
  Person(
    name: "", mailbox: "vanthu.skhcn", strong: "vanthu.skhcn vanthuskhcn", weak: "vanthu.skhcn2",
    none: "vanthu skhcn vanthu2"),
  Person(name: "", mailbox: "0912345678", strong: "0912345678", none: "09123456789 091234567"),
  Person(name: "", mailbox: "1985", weak: "1985", none: "19851 198"),
  Person(name: "", mailbox: "annv2", strong: "annv2", weak: "annv21", none: "annv annv3"),
  Person(
    name: "Nguyễn Văn An", mailbox: "vanthu", none: "vanthu vanthu2 nguyenvanan annv van.thu"),
  Person(
    name: "Phòng Tài chính", mailbox: "phongtaichinh",
    none: "phongtaichinh phong.taichinh taichinh phongtaichinh2026 chinhpt"),
  Person(name: "", mailbox: "vanphonghdnd", none: "vanphonghdnd van-phong.hdnd vanphonghdnd1 hdnd"),
]

@Test(arguments: ownLocalParts.flatMap(\.pairs))
private func `the own local part is strong unless it is short, bare or a role's`(pair: Pair) throws
{
  try check(pair)
}

private let foreignNames = [
  Person(
    name: "Anna Maria Berger", strong: "annamariaberger anna.maria.berger bergermariaanna",
    weak: "bergeranna.maria amberger bergeram anna.maria.berger7",
    none: "anna berger annaberger bergeranna mariaberger"),
  Person(name: "Søren Łukasz", strong: "sorenlukasz lukaszsoren", weak: "slukasz", none: "soren"),
  Person(name: "Jean-Luc O’Brien", strong: "jeanlucobrien jean-luc.obrien", none: "obrien jeanluc"),
  Person(name: "Ng Wei Ming", strong: "ngweiming mingweing", none: "weiming ming ngming"),
  Person(name: "Иван Петров", none: "ivanpetrov petrov иван.петров"),
  Person(name: "李小龙", none: "lixiaolong 李小龙"),
]

@Test(arguments: foreignNames.flatMap(\.pairs))
private func `other countries' names match by the same forms`(pair: Pair) throws {
  try check(pair)
}

@Test func `one person's address is not that of another whose name begins alike`() throws {
  let people = ["Nguyễn Văn An", "Nguyễn Văn Anh", "Nguyễn Văn Ánh Hồng", "Nguyễn Văn", "Văn An"]
  let locals = ["nguyenvanan", "nguyenvananh", "nguyenvananhhong", "nguyenvan", "vanan"]
  for (person, name) in people.enumerated() {
    for (index, local) in locals.enumerated() {
      let found = try strength(local, name: name, mailbox: "m0417x")
      #expect((found == "strong") == (person == index), "\(name): \(local)")
    }
  }
}
