import OfficialMail

/// One agency of the district with what the directory and the register say of it.
struct SampleAgency: Sendable {
  var agency: Agency
  /// The directory's organisational unit, and the label of its own mail domain.
  var label: String
  var host: MailHost
  /// Mailboxes of persons.
  var staff: Int
  /// Names of its reception and service mailboxes.
  var reception: [String] = []
  var services: [String] = []
}

extension SampleAgency {
  static let district: [SampleAgency] = offices + communes + ended

  private static let offices = [
    office(
      "SM", "songma", "Ủy ban nhân dân huyện Sông Mã", staff: 9, domain: "songma.gov.example",
      reception: ["tiepcongdan"]),
    office(
      "VP", "vp", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", staff: 18,
      services: ["lichcongtac"]),
    office("NV", "nv", "Phòng Nội vụ", staff: 14),
    office("TCKH", "tckh", "Phòng Tài chính - Kế hoạch", staff: 15),
    office(
      "VHTT", "vhtt", "Phòng Văn hóa - Thông tin", staff: 13,
      also: ["truyenthong.songma.gov.example"], services: ["truyenthanh"]),
    office("GDDT", "gddt", "Phòng Giáo dục và Đào tạo", staff: 16),
    office("TP", "tuphap", "Phòng Tư pháp", staff: 11),
    office("YT", "yte", "Phòng Y tế", staff: 12),
    office(
      "NNMT", "nnmt", "Phòng Nông nghiệp và Môi trường", staff: 16,
      services: ["quantrac"]),
    office("KTHT", "ktht", "Phòng Kinh tế, Hạ tầng và Đô thị", staff: 15),
    office("TTR", "thanhtra", "Thanh tra huyện", staff: 10),
    office(
      "TTPVHCC", "motcua", "Trung tâm Phục vụ hành chính công", staff: 10,
      domain: "songma.gov.example", units: ["Trung tâm Phục vụ hành chính công", "TTPVHCC"],
      reception: ["motcua"], services: ["thongbao"]),
  ]

  private static let communes = [
    commune("CHIENGMAU", "Chiềng Mẫu", reception: ["tiepcongdan"]),
    commune("NALUA", "Nà Lúa"),
    commune("MUONGBUOI", "Mường Bưởi"),
    commune("BOHOA", "Bó Hoa"),
    commune("HUOICAM", "Huổi Cam", reception: ["tiepcongdan"]),
    commune("PUMAN", "Pú Mận"),
    commune("CHIENGSEN", "Chiềng Sen"),
    commune("NAMTRUC", "Nậm Trúc"),
  ]

  /// Bodies that ended before the audit and whose mailboxes live on.
  private static let ended: [SampleAgency] = {
    var labour = office(
      "LDTBXH", "ldtbxh", "Phòng Lao động, Thương binh và Xã hội", staff: 3)
    labour.agency.validTo = Day("2026-06-30")
    labour.agency.successor = "NV"
    var merged = commune("HUOILE", "Huổi Lê")
    merged.staff = 2
    merged.agency.validTo = Day("2025-06-30")
    merged.agency.successor = "HUOICAM"
    return [labour, merged]
  }()

  private static func office(
    _ code: String, _ label: String, _ name: String, staff: Int, domain: String? = nil,
    also: [String] = [], units: [String] = [], reception: [String] = [], services: [String] = []
  ) -> SampleAgency {
    let domains = [domain ?? "\(label).songma.gov.example"] + also
    return SampleAgency(
      agency: Agency(
        code: code, name: name, parent: code == "SM" ? nil : "SM", recipient: name,
        mailDomains: domains.compactMap { MailDomain($0) }, units: units,
        validFrom: Day("2021-07-01")),
      label: label, host: .mail1, staff: staff, reception: reception, services: services)
  }

  private static func commune(
    _ code: String, _ name: String, reception: [String] = []
  ) -> SampleAgency {
    let label = code.lowercased()
    return SampleAgency(
      agency: Agency(
        code: code, name: "Ủy ban nhân dân xã \(name)", parent: "SM",
        recipient: "Ủy ban nhân dân xã \(name), huyện Sông Mã",
        mailDomains: ["\(label).songma.gov.example"].compactMap { MailDomain($0) },
        validFrom: Day("2021-07-01")),
      label: label, host: .mail2, staff: 11, reception: reception)
  }

  /// The register as CSV (RFC 4180).
  static func register(_ agencies: [Agency]) -> String {
    let header = "code,name,parent,recipient,mail_domains,units,valid_from,valid_to,successor"
    let rows = agencies.map { agency in
      [
        agency.code, agency.name, agency.parent ?? "", agency.recipient,
        agency.mailDomains.map(\.name).joined(separator: ";"),
        agency.units.joined(separator: ";"), agency.validFrom?.description ?? "",
        agency.validTo?.description ?? "", agency.successor ?? "",
      ].map(quoted).joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\"\(cell.replacing("\"", with: "\"\""))\""
  }
}
