import OfficialMail
import Policies
import Testing

private func match(
  _ local: String, owner: String, mailbox: String = "m0417x"
) throws -> OwnerMatch {
  let mailbox = Mailbox(
    primary: try #require(EmailAddress("\(mailbox)@xa.gov.example")), ownerName: owner,
    password: .unknown(reason: "-"), entry: DirectoryEvidence(source: "test", dn: "cn=test"))
  return Owner(of: mailbox, names: vietnameseNames)
    .match(try #require(EmailAddress("\(local)@gmail.com")))
}

@Test(arguments: [
  "vanthu", "ubnd", "phongtaichinh", "hanhchinh", "admin", "info", "contact", "tonghop", "motcua",
  "vanphonghdnd", "vanphong.ubnd", "phong-noi-vu", "bophanmotcua", "tochuccanbo", "ketoan",
  "phongtaichinhkehoach", "vanthuubnd", "vpubnd", "hotro.helpdesk", "congvan", "thuvien", "tchc",
  "support", "helpdesk", "hr", "noreply", "secretariat", "tiepcongdan", "duongdaynong",
  "trungtamyte", "truongphong", "hieutruong", "banquanlyduan", "newsletter", "phongtchc",
])
func `a role word is nobody's, even as the own local part, and with digits`(role: String) throws {
  for local in [role, "\(role)2", "\(role)1990", role.uppercased()] {
    #expect(try match(local, owner: "Nguyễn Văn An", mailbox: role) == .none)
    #expect(try match(local, owner: role, mailbox: role) == .none)
    #expect(try match(local, owner: "Nguyễn Văn An") == .none)
  }
}

@Test(arguments: [
  "TS. Nguyễn Văn An", "PGS.TS. Nguyễn Văn An", "GS.TSKH Nguyễn Văn An", "BSCKII. Nguyễn Văn An",
  "BS. CKII Nguyễn Văn An", "ThS.BS Nguyễn Văn An", "Ông Nguyễn Văn An", "Bà Nguyễn Văn An",
  "Đ/c Nguyễn Văn An", "Đồng chí Nguyễn Văn An", "Thượng tá Nguyễn Văn An", "LS Nguyễn Văn An",
  "Nguyễn Văn An (PGĐ)", "Nguyễn Văn An - Phó Giám đốc", "Nguyễn Văn An - Phó Giám đốc Sở Nội vụ",
  "Nguyễn Văn An - TP", "Nguyễn Văn An - Văn phòng UBND huyện", "Nguyễn Văn An, Thạc sĩ",
  "Phó Chủ tịch UBND - Nguyễn Văn An", "Phó Giám đốc Nguyễn Văn An", "P. GĐ Nguyễn Văn An",
  "Văn thư Nguyễn Văn An", "NGUYỄN VĂN AN - CHỦ TỊCH UBND XÃ", "Phòng Nội vụ: Nguyễn Văn An",
])
func `titles and offices beside a name are left out`(owner: String) throws {
  #expect(try match("nguyenvanan", owner: owner) == .strong(.fullName))
  #expect(try match("annv90", owner: owner) == .weak(.initials))
  #expect(try match("vanan", owner: owner) == .none)
}

@Test(arguments: [
  ("ThS. Thền A Dơ", "thenado"), ("Bác sĩ Khuất Văn Bắc", "khuatvanbac"), ("BS Hờ A Dơ", "hoado"),
])
func `a title is left out before a family name that is not known`(
  owner: String, local: String
) throws {
  #expect(try match(local, owner: owner) == .strong(.fullName))
}

@Test(arguments: [
  ("Văn thư Mường Lầm", "muonglam"), ("Phòng Nội vụ Mường Lầm", "muonglam"),
  ("TP Sơn La", "sonla"), ("UBND xã Mường Lầm", "ubndxamuonglam"), ("PGĐ Mường Lầm", "muonglam"),
  ("Bác sĩ Hường", "bacsihuong"), ("Ông Ích Khiêm", "ichkhiem"), ("Trạm Y tế", "tramyte"),
])
func `what is left of an office's name is nobody's`(owner: String, local: String) throws {
  #expect(try match(local, owner: owner) == .none)
}

@Test(arguments: [
  ("Tô Văn Bắc", "tovanbac"), ("Phương Thị Mai", "phuongthimai"), ("Lò Thị Sở", "lothiso"),
  ("Nguyễn Công An", "nguyencongan"), ("Lường Thị Thuế", "luongthithue"), ("Vàng A Tổ", "vangato"),
  ("Nguyễn Tiến Sĩ", "nguyentiensi"), ("Ông Ích Khiêm", "ongichkhiem"),
  ("Bạc Cầm Sáng", "baccamsang"),
  ("Thầy Văn", "thayvan"),
])
func `a person whose name has the words of an office stays a person`(
  owner: String, local: String
) throws {
  #expect(try match(local, owner: owner) == .strong(.fullName))
}
