public import OfficialMail

/// Vietnamese names put the family first; the role words are those of state offices, so that
/// `vanthu@gmail.com` is nobody's. A title stands beside a name: "TS. Nguyễn Văn An (PGĐ)".
public let vietnameseNames = OwnerNames(
  order: .familyFirst,
  roleWords: [
    // Offices and their abbreviations.
    "ủy ban", "ủy ban nhân dân", "UBND", "hội đồng nhân dân", "HĐND", "huyện ủy", "tỉnh ủy",
    "đảng ủy", "thành ủy", "văn phòng", "VP", "văn phòng ủy ban", "VPUB", "văn phòng đảng ủy",
    "mặt trận", "mặt trận tổ quốc", "MTTQ", "UBMTTQ", "hội nông dân", "hội phụ nữ",
    "hội liên hiệp phụ nữ", "hội cựu chiến binh", "đoàn thanh niên", "công đoàn",
    "liên đoàn lao động", "thanh tra", "tòa án", "viện kiểm sát", "công an", "quân sự",
    "ban chỉ huy quân sự", "kho bạc", "thuế", "chi cục thuế", "thống kê", "bảo hiểm xã hội",
    "BHXH", "ngân hàng", "bưu điện", "trạm y tế", "trung tâm y tế", "TTYT", "bệnh viện",
    "trường học", "mầm non", "tiểu học", "THCS", "THPT", "ban quản lý", "BQL", "ban quản lý dự án",
    "phòng", "ban", "sở", "trung tâm", "TT", "chi cục", "đội", "tổ", "huyện", "xã", "thị trấn",
    "phường", "tỉnh", "cơ quan", "đơn vị",
    // What they deal with.
    "tài chính", "kế hoạch", "tài chính kế hoạch", "TCKH", "nội vụ", "tư pháp", "tư pháp hộ tịch",
    "hộ tịch", "địa chính", "xây dựng", "kinh tế", "kinh tế hạ tầng", "KTHT", "hạ tầng",
    "nông nghiệp", "NNPTNT", "nông nghiệp và phát triển nông thôn", "tài nguyên môi trường",
    "TNMT", "tài nguyên và môi trường", "giáo dục", "giáo dục đào tạo", "GDĐT",
    "giáo dục và đào tạo", "y tế", "dân tộc", "văn hóa", "văn hóa xã hội", "VHXH",
    "văn hóa thông tin", "văn hóa và thông tin", "VHTT", "thông tin", "truyền thông",
    "thông tin truyền thông", "TTTT", "truyền thanh", "lao động", "LĐTBXH",
    "lao động thương binh và xã hội", "khoa học công nghệ", "công thương", "giao thông",
    "thi đua", "tổng hợp", "hành chính", "tổ chức", "tổ chức cán bộ", "tuyên giáo", "dân vận",
    "kiểm tra", "đào tạo", "kỹ thuật", "quản trị", "đấu thầu", "dự án",
    // Functions and shared mailboxes.
    "văn thư", "lưu trữ", "kế toán", "thủ quỹ", "thủ kho", "chủ tịch", "phó chủ tịch", "bí thư",
    "phó bí thư", "trưởng phòng", "phó phòng", "phó trưởng phòng", "chánh văn phòng",
    "phó chánh văn phòng", "giám đốc", "phó giám đốc", "hiệu trưởng", "phó hiệu trưởng",
    "thư ký", "chuyên viên", "cán bộ", "lãnh đạo", "trưởng ban", "phó ban", "trực ban",
    "một cửa", "bộ phận một cửa", "tiếp dân", "tiếp công dân", "tiếp nhận", "hỏi đáp", "góp ý",
    "đường dây nóng", "hộp thư", "thư điện tử", "email", "mail", "admin", "administrator", "info",
    "contact", "support", "office", "webmaster", "postmaster", "root", "test", "noreply",
    "no reply", "system", "hệ thống", "quản trị mạng", "CNTT", "công nghệ thông tin", "báo cáo",
    "thông báo", "tin tức", "liên hệ",
    // Further offices, as local parts abbreviate them.
    "khoa", "thư viện", "bảo tàng", "nhà văn hóa", "hội chữ thập đỏ", "quản lý đô thị", "QLĐT",
    "tài chính kế toán", "kế hoạch tài chính", "KHTC", "hành chính tổng hợp", "HCTH",
    "tổ chức hành chính", "TCHC", "hành chính công", "trung tâm hành chính công", "TTHCC",
    "dịch vụ công", "thủ tục hành chính", "TTHC", "đảng bộ", "chi bộ", "công văn", "công vụ",
    "bảo vệ", "lễ tân", "tuyển sinh", "tuyển dụng", "nhân sự", "hỗ trợ", "chăm sóc khách hàng",
    "CSKH", "KHCN",
    // English ones.
    "service", "services", "help", "helpdesk", "helpline", "hotline", "feedback", "enquiry",
    "enquiries", "inquiry", "sales", "marketing", "press", "media", "news", "newsletter",
    "secretary", "secretariat", "director", "manager", "reception", "finance", "accounting",
    "accountant", "human resources", "hr", "it support", "team", "staff", "user", "guest", "public",
    "abuse", "security", "hostmaster", "do not reply", "mailer daemon", "billing", "library",
    "school", "department", "district", "commune", "government",
  ],
  titles: [
    // Address, and party.
    "ông", "bà", "cô", "thầy", "đồng chí", "đ/c", "ĐC", "Mr", "Mrs", "Ms", "Dr", "Prof",
    // Degrees and professions.
    "cử nhân", "kỹ sư", "KS", "kiến trúc sư", "KTS", "bác sĩ", "bác sỹ", "BS", "BSCK", "BSCKI",
    "BSCKII", "CK1", "CK2", "CKI", "CKII", "dược sĩ", "DS", "điều dưỡng", "luật sư", "LS",
    "thạc sĩ", "thạc sỹ", "ThS", "tiến sĩ", "tiến sỹ", "TS", "TSKH", "phó giáo sư", "PGS",
    "giáo sư", "GS", "nhà giáo ưu tú", "NGƯT", "MSc", "PhD", "MBA",
    // Ranks.
    "thiếu úy", "trung úy", "thượng úy", "đại úy", "thiếu tá", "trung tá", "thượng tá", "đại tá",
    "thiếu tướng", "trung tướng",
    // Offices that a person holds.
    "chủ tịch", "phó chủ tịch", "P. chủ tịch", "PCT", "bí thư", "phó bí thư", "PBT", "giám đốc",
    "GĐ", "phó giám đốc", "PGĐ", "P. GĐ", "P. giám đốc", "trưởng phòng", "phó trưởng phòng",
    "phó phòng", "PTP", "trưởng ban", "phó trưởng ban", "phó ban", "chánh văn phòng", "CVP",
    "phó chánh văn phòng", "PCVP", "chánh thanh tra", "phó chánh thanh tra", "hiệu trưởng",
    "phó hiệu trưởng", "PHT", "chi cục trưởng", "phó chi cục trưởng", "đội trưởng",
    "phó đội trưởng", "tổ trưởng", "chuyên viên", "chuyên viên chính", "cán bộ", "công chức",
    "viên chức", "thư ký", "kế toán", "kế toán trưởng", "văn thư", "thủ quỹ", "lưu trữ",
  ],
  familyNames: [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Đoàn", "Lương", "Lưu", "Trương", "Tạ", "Tô", "Cao",
    "Chu", "Mai", "Đào", "Quách", "Vương", "Thái", "Phùng", "Hà", "Lâm", "Tống", "Kiều",
    // Of the Thái, Mông, Mường and others.
    "Lò", "Quàng", "Cầm", "Lường", "Tòng", "Lèo", "Cà", "Bạc", "Điêu", "Đèo", "Vừ", "Giàng", "Sộng",
    "Thào", "Mùa", "Hạng", "Lầu", "Vàng", "Sùng", "Tráng", "Mùi", "Lự", "Vì", "Ma", "Triệu", "Nông",
    "Hứa", "Lục", "Tăng", "Ninh", "Từ", "Thân", "Chẩu", "Khà", "Sìn",
  ])
