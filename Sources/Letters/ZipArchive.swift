import CArchive

/// Files packed as a ZIP in memory; the same files give the same bytes.
@safe struct ZipArchive {
  /// In the order in which they stand in the archive.
  var files: [(path: String, content: [UInt8])] = []

  mutating func add(_ path: String, _ text: String) { files.append((path, Array(text.utf8))) }

  func bytes() throws(LetterFault) -> [UInt8] {
    guard let archive = unsafe archive_write_new() else {
      throw .packing("libarchive has no memory")
    }
    defer { unsafe archive_write_free(archive) }
    // Entries, headers and what deflate adds at the worst.
    let room = files.reduce(65_536) { $0 + $1.content.count + $1.content.count / 100 + 1024 }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 8)
    defer { unsafe buffer.deallocate() }
    var used = 0
    try unsafe check(archive_write_set_format_zip(archive), archive)
    // No filling up to a tape's block.
    try unsafe check(archive_write_set_bytes_per_block(archive, 0), archive)
    try unsafe check(
      archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used), archive)
    for (path, content) in files {
      guard let entry = unsafe archive_entry_new() else {
        throw .packing("libarchive has no memory")
      }
      defer { unsafe archive_entry_free(entry) }
      unsafe archive_entry_set_pathname_utf8(entry, path)
      unsafe archive_entry_set_size(entry, Int64(content.count))
      // AE_IFREG, a macro that Swift does not see.
      unsafe archive_entry_set_filetype(entry, 0o100000)
      unsafe archive_entry_set_perm(entry, 0o644)
      // Without a time, the entry has the ZIP calendar's first day in every time zone.
      try unsafe check(archive_write_header(archive, entry), archive)
      let written = unsafe content.withUnsafeBytes { bytes in
        unsafe archive_write_data(archive, bytes.baseAddress, bytes.count)
      }
      guard written == content.count else {
        throw .packing("\(path) was not written whole")
      }
    }
    try unsafe check(archive_write_close(archive), archive)
    return unsafe Array(buffer[..<used])
  }

  private func check(_ status: Int32, _ archive: OpaquePointer) throws(LetterFault) {
    guard status != ARCHIVE_OK else { return }
    let reason = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
    throw .packing(reason ?? "libarchive fails with \(status)")
  }
}
