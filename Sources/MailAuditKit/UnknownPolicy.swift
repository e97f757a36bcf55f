import OfficialMail

/// A policy that this program was not built with.
struct UnknownPolicy: Fault {
  var blame: Blame { .commandLine }
  let id: String?
  let known: [String]

  var description: String {
    guard let id else { return "this program was built without a policy" }
    return "there is no policy \"\(id.printable)\"; this program has: "
      + known.joined(separator: ", ")
  }
}

extension String {
  /// The text as one line that a terminal takes for text: what controls it is left out.
  var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
          default: true
          }
        }))
  }
}
