import Foundation

/// One file without a name that every input is written to, since logs are read from files.
struct ScratchFile: Sendable {
  let path: String
  private let descriptor: Int32

  static let shared = ScratchFile()

  private init() {
    let inMemory = FileManager.default.isWritableFile(atPath: "/dev/shm")
    let name = "\(inMemory ? "/dev/shm" : NSTemporaryDirectory())/mailaudit-fuzz-\(getpid())"
    descriptor = unsafe open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    require(descriptor >= 0, "\(name) is made")
    unsafe unlink(name)
    path = "/proc/self/fd/\(descriptor)"
  }

  func write(_ bytes: [UInt8]) {
    require(ftruncate(descriptor, 0) == 0, "the scratch file is emptied")
    var place = 0
    while place < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe pwrite(
          descriptor, $0.baseAddress.map { unsafe $0 + place }, bytes.count - place, off_t(place))
      }
      require(count > 0, "the scratch file is written")
      place += count
    }
  }
}
