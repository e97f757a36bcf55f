import OfficialMail

/// A policy that this program was not built with.
struct UnknownPolicy: Fault {
  var blame: Blame { .commandLine }
  let id: String?
  let known: [String]

  var description: String {
    guard let id else { return "this program was built without a policy" }
    return "there is no policy \"\(id.visible)\"; this program has: "
      + known.joined(separator: ", ")
  }
}
