/// Where a server listens: `ldap://host:port`, `ldaps://host:port`, `ldapi://%2Fpath%2Fsocket`.
public struct ServerAddress: Sendable, Hashable {
  public enum Scheme: String, Sendable, Hashable {
    case ldap, ldaps
    /// A socket of this machine.
    case ldapi
  }

  public let scheme: Scheme
  /// A name, an IPv4 or an IPv6 address without brackets; a path for `ldapi`, empty for the
  /// library's own.
  public let host: String
  /// 0 for `ldapi`.
  public let port: UInt16

  /// Nil for text that is no such URL, or one with a DN, a query or a user in it.
  public init?(_ text: String) {
    guard let colon = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<colon.lowerBound].lowercased())
    else { return nil }
    var rest = text[colon.upperBound...]
    if rest.last == "/" { rest.removeLast() }
    guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.scheme = scheme
    if scheme == .ldapi {
      guard let path = ServerAddress.percentDecoded(rest) else { return nil }
      host = path
      port = 0
      return
    }
    guard !rest.isEmpty, !rest.contains(where: { "/?#@%\\".contains($0) }) else { return nil }
    let name: Substring
    let number: Substring?
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { return nil }
      name = rest[rest.index(after: rest.startIndex)..<end]
      let after = rest[rest.index(after: end)...]
      guard after.isEmpty || after.first == ":", name.contains(":") else { return nil }
      number = after.isEmpty ? nil : after.dropFirst()
    } else {
      let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2 else { return nil }
      name = parts[0]
      number = parts.count == 2 ? parts[1] : nil
    }
    guard !name.isEmpty else { return nil }
    host = String(name)
    if let number {
      guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(number),
        port > 0
      else { return nil }
      self.port = port
    } else {
      port = scheme == .ldaps ? 636 : 389
    }
  }

  /// Whether packets stay on this machine.
  public var isLocal: Bool {
    if scheme == .ldapi { return true }
    let name = host.lowercased()
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// `host:port`, or the socket's path.
  public var place: String {
    if scheme == .ldapi { return host.isEmpty ? "the local socket" : host }
    return "\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexDigit),
        let low = rest.popFirst().flatMap(hexDigit), high << 4 | low != 0
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension ServerAddress: CustomStringConvertible {
  /// The URL in the form that reads back as the same address.
  public var description: String {
    guard scheme == .ldapi else { return "\(scheme.rawValue)://\(place)" }
    var encoded = ""
    for byte in host.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return "ldapi://\(encoded)"
  }
}

/// The value of one hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
