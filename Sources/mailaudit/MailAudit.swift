import MailAuditKit
import Policies

@main
struct MailAudit {
  static func main() async {
    await AuditProgram(policies: shippedPolicies).main()
  }
}
