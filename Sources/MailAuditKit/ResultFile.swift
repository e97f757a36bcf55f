import Foundation
import MailLog

/// A result that the command line names a file for: complete or absent, its owner's alone.
enum ResultFile {
  static func write(_ data: Data, to path: String) throws {
    try write(to: path) { try $0.write(contentsOf: data) }
  }

  /// The same where `body` writes piece by piece.
  static func write(to path: String, _ body: (FileHandle) throws -> Void) throws {
    let aside = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
    let descriptor = unsafe open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault(path) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try body(file)
      try file.synchronize()
      try file.close()
    } catch let fault as LogFault {
      unsafe unlink(aside)
      throw fault
    } catch {
      unsafe unlink(aside)
      throw UsageFault("\(path) cannot be written: \(error.localizedDescription)")
    }
    guard unsafe rename(aside, path) == 0 else {
      let fault = fault(path)
      unsafe unlink(aside)
      throw fault
    }
  }

  private static func fault(_ path: String) -> UsageFault {
    UsageFault("\(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
  }
}
