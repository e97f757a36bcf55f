import ArgumentParser

/// `mailaudit directory`: what the directory says, before anything judges it.
struct DirectoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory", abstract: "Look at the mailbox directory.",
    discussion: """
      With a new server begin with probe: it says what the server is, what this account may read, \
      and what to ask for.
      """,
    subcommands: [Probe.self, Export.self, Agencies.self])
}
