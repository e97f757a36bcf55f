import MailLog

/// Zimbra's audit.log and mailbox.log.
let zimbraSamples: [FormatSample] = [
  FormatSample(
    name: "zimbra audit.log", format: .zimbra,
    records: [
      "2026-08-02 00:00:01,616 INFO  [ImapSSLServer-5] [name=an@gov.example;ip=10.0.0.9;"
        + "oip=10.0.0.1, 192.0.2.7;via=10.0.0.2(nginx/1.7);ua=Zimbra/8.8 [x] y;] security - "
        + "cmd=Auth; account=an@gov.example; protocol=imap;",
      "2026-08-02 00:00:02,001 WARN  [qtp1-2:https://mail/service/soap/AuthRequest] "
        + "[name=an@gov.example;oip=192.0.2.7;ua=zclient/8.8;] security - cmd=Auth; "
        + "account=an@gov.example; protocol=soap; error=authentication failed for "
        + "[an@gov.example], invalid password;",
      "2026-08-02 00:00:03,001 INFO  [qtp1-2:https://mail:7071/service/admin/soap/] "
        + "[name=vi@gov.example;oip=192.0.2.7;] security - cmd=CreateAccount; account=x@gov.example;",
      "2026-08-02 00:00:04,001 INFO  [qtp1-3:x] [oip=192.0.2.7;] security - cmd=Auth; "
        + "account=vi; protocol=soap;",
    ],
    rows: [], logins: ["an@gov.example imap 1 0", "an@gov.example soap 0 1"]),
  FormatSample(
    name: "zimbra mailbox.log", format: .zimbra,
    records: [
      "2026-08-02 00:00:01,616 INFO  [ImapServer-5] [ip=10.0.0.9;] imap - user an@gov.example "
        + "authenticated, mechanism=LOGIN [TLS]",
      "2026-08-02 00:00:02,001 INFO  [qtp1-2:https://mail/service/soap/AuthRequest] "
        + "[oip=192.0.2.7;ua=ZimbraWebClient - GC88 (Linux);soapId=9fd8101;] SoapEngine - handler "
        + "exception: authentication failed for [an@gov.example], invalid password",
      "com.zimbra.cs.account.AccountServiceException$AuthFailedServiceException: authentication "
        + "failed for [an@gov.example]",
      "ExceptionId:qtp1-2:https://mail:1785628802001:9a",
      "\tat com.zimbra.cs.account.ldap.LdapProvisioning.auth(LdapProvisioning.java:1)",
      "2026-08-02 00:00:03,001 INFO  [LmtpServer-3] [name=an@gov.example;mid=2;ip=10.0.0.2;] lmtp "
        + "- Delivering message: size=90, nrcpts=1, sender=b@gmail.com, msgid=<m1@gmail.com>",
    ],
    rows: [], logins: ["an@gov.example imap 1 0", "an@gov.example soap 0 1"]),
]
