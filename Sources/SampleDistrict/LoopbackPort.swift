import Glibc

/// TCP ports of the loopback network.
package enum LoopbackPort {
  /// A port of 127.0.0.1 that nobody uses now; another program may take it before it is used.
  package static func free() -> UInt16? {
    withSocket { socket in
      var address = loopback(port: 0)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let named = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
          unsafe bind(socket, general, length) == 0
            && getsockname(socket, general, &length) == 0
        }
      }
      return named ? UInt16(bigEndian: address.sin_port) : nil
    }
  }

  /// Whether something accepts connections.
  ///
  /// - Parameter host: an address of 127.0.0.0/8.
  package static func answers(_ port: UInt16, at host: String = "127.0.0.1") -> Bool {
    withSocket { socket in
      var address = loopback(port: port)
      address.sin_addr.s_addr = unsafe inet_addr(host)
      let length = socklen_t(MemoryLayout<sockaddr_in>.size)
      return unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
          unsafe connect(socket, general, length) == 0
        }
      }
    } ?? false
  }

  private static func withSocket<Value>(_ body: (Int32) -> Value?) -> Value? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    return body(descriptor)
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
