import MailAuditKit

@main
struct MailAudit {
  static func main() async {
    await AuditProgram().main()
  }
}
