import OfficialMail

/// A command line that cannot be carried out as it stands.
struct UsageFault: Fault {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  var blame: Blame { .commandLine }
}
