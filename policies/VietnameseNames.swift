public import OfficialMail

/// Vietnamese names put the family first; the role words are those of state offices, so that
/// `vanthu@gmail.com` is nobody's.
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
  ])
