extension DistinguishedName {
  /// The form in which names of one entry are equal, however a server or a person wrote them: the
  /// parts of a relative name in one order, types by their short names, values without regard to
  /// case and to the number of spaces.
  ///
  /// It takes every value as one of caseIgnoreMatch (RFC 4517, section 4.2.11), as naming
  /// attributes nearly all are.
  public var normalized: DistinguishedName {
    var name = self
    for index in name.relativeNames.indices {
      name.relativeNames[index] = name.relativeNames[index].map(\.normalized).sorted {
        ($0.type, $0.value) < ($1.type, $1.value)
      }
    }
    return name
  }
}

extension DistinguishedName.Part {
  fileprivate var normalized: DistinguishedName.Part {
    let bare = type.hasPrefix("oid.") ? String(type.dropFirst(4)) : type
    return DistinguishedName.Part(
      type: shortNames[bare] ?? bare,
      value: value.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}

/// Naming attributes by their other names (RFC 4514, section 3; RFC 4519).
private let shortNames = [
  "2.5.4.3": "cn", "commonname": "cn",
  "2.5.4.6": "c", "countryname": "c",
  "2.5.4.7": "l", "localityname": "l",
  "2.5.4.8": "st", "stateorprovincename": "st",
  "2.5.4.9": "street", "streetaddress": "street",
  "2.5.4.10": "o", "organizationname": "o",
  "2.5.4.11": "ou", "organizationalunitname": "ou",
  "0.9.2342.19200300.100.1.1": "uid", "userid": "uid",
  "0.9.2342.19200300.100.1.25": "dc", "domaincomponent": "dc",
]
