import Glibc

/// A port that accepts connections and never says a word.
final class DeafPort {
  struct Refused: Error {}

  let port: UInt16
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        unsafe bind(socket, general, length) == 0 && listen(socket, 8) == 0
          && getsockname(socket, general, &length) == 0
      }
    }
    guard isListening else { throw Refused() }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}
