public import LDAP
public import OfficialMail

/// A directory that cannot be read, or a register that cannot be believed.
package struct DirectoryFault: Fault, Hashable {
  package let blame: Blame
  package let description: String

  init(_ blame: Blame, _ description: String) {
    self.blame = blame
    self.description = description
  }
}

extension LDAPError: Fault {
  /// The command line is to blame for what it names; the server for the rest.
  public var blame: Blame {
    switch kind {
    case .plaintextRefused, .startTLSNotPlain, .emptyBindDN, .emptyPassword,
      .caCertificateUnreadable, .file, .line:
      .commandLine
    default: .outsideWorld
    }
  }
}
