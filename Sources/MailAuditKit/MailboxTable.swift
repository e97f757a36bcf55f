import Directory
import Foundation
import OfficialMail

/// Mailboxes as CSV on standard output.
struct MailboxTable {
  /// Rows not written yet; used again for each page.
  private var rows: [UInt8]
  /// A file without a name that keeps the rows until the end.
  private let aside: FileHandle?

  /// - Parameter holdingBack: whether nothing is printed before `finish`.
  init(holdingBack: Bool) throws {
    aside = holdingBack ? try MailboxTable.namelessFile() : nil
    rows = Array(
      ("mailbox,name,agency,kind,status,password,password_changed,last_login,forwarding,"
        + "alternates\n").utf8)
  }

  private static func namelessFile() throws -> FileHandle {
    var path = Array((NSTemporaryDirectory() + "/mailaudit-XXXXXX").utf8CString)
    let descriptor = unsafe path.withUnsafeMutableBufferPointer { path -> Int32 in
      guard let start = path.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(start)
      if descriptor >= 0 { _ = unsafe unlink(start) }
      return descriptor
    }
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw UsageFault("no temporary file can be made in \(NSTemporaryDirectory()): \(reason)")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Writes the rows so far, and the header before the first.
  mutating func flush() throws {
    guard !rows.isEmpty else { return }
    if let aside {
      do { try aside.write(contentsOf: rows) } catch {
        throw UsageFault("the temporary file cannot be written: \(error.localizedDescription)")
      }
    } else {
      try StandardOutput.write(bytes: rows)
    }
    rows.removeAll(keepingCapacity: true)
  }

  /// Writes what is left, and what was held back.
  mutating func finish() throws {
    try flush()
    guard let aside else { return }
    do { try aside.seek(toOffset: 0) } catch {
      throw UsageFault("the temporary file cannot be read: \(error.localizedDescription)")
    }
    while let part = try aside.read(upToCount: 1 << 20), !part.isEmpty {
      try StandardOutput.write(bytes: Array(part))
    }
  }

  mutating func append(_ mailbox: Mailbox, agency: String) {
    cell { $0.append(mailbox.primary) }
    cell { $0.append(contentsOf: mailbox.ownerName.utf8) }
    cell { $0.append(contentsOf: agency.utf8) }
    cell { $0.append(contentsOf: mailbox.kind.rawValue.utf8) }
    cell { $0.append(contentsOf: mailbox.status.rawValue.utf8) }
    cell { $0.append(contentsOf: mailbox.password.word.utf8) }
    cell { mailbox.password.writeTime(to: &$0) }
    cell { mailbox.lastLogin?.write(to: &$0) }
    cell { $0.append(mailbox.forwarding, mailbox.unresolvedForwarding) }
    cell(last: true) { $0.append(mailbox.aliases + mailbox.alternates) }
  }

  private mutating func cell(last: Bool = false, write: (inout [UInt8]) -> Void) {
    let start = rows.count
    write(&rows)
    if !rows[start...].allSatisfy(isPlain) || rows[start...].first.map(isFormula) == true {
      let safe = safeCell(String(decoding: rows[start...], as: UTF8.self))
      rows.replaceSubrange(start..., with: safe.utf8)
    }
    rows.append(last ? UInt8(ascii: "\n") : UInt8(ascii: ","))
  }

  /// Neither needs quotes nor may be a control character or the beginning of one.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != UInt8(ascii: ",")
      && byte != UInt8(ascii: "\"")
  }

  /// Begins what a spreadsheet would run.
  private func isFormula(_ byte: UInt8) -> Bool { "=+-@".utf8.contains(byte) }

  /// RFC 4180, without control characters, and without what a spreadsheet would run.
  private func safeCell(_ cell: String) -> String {
    var text = String(
      String.UnicodeScalarView(
        cell.unicodeScalars.map {
          $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }))
    if text.utf8.first.map(isFormula) == true { text = "'" + text }
    let needsQuotes = text.utf8.contains { ",\"".utf8.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension Mailbox.Password {
  /// When the password was changed or issued by somebody.
  fileprivate func writeTime(to bytes: inout [UInt8]) {
    switch self {
    case .changed(let time): time.write(to: &bytes)
    case .changedOn(let day): bytes.append(contentsOf: day.description.utf8)
    case .mustChange(let issued): issued?.write(to: &bytes)
    case .neverSet, .elsewhere, .unknown: break
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ address: EmailAddress) {
    append(contentsOf: address.localPart.utf8)
    append(UInt8(ascii: "@"))
    append(contentsOf: address.domain.name.utf8)
  }

  /// Sorted, each address once, with semicolons between; then DNs in place of addresses.
  fileprivate mutating func append(_ addresses: [EmailAddress], _ names: [String] = []) {
    guard !addresses.isEmpty || !names.isEmpty else { return }
    let sorted = Set(addresses).sorted().map(\.description) + names
    append(contentsOf: sorted.joined(separator: ";").utf8)
  }
}
