/// Providers that sell privacy or comfort, and hand an address to anybody.
let independentProviders: [CatalogueRow] = [
  CatalogueRow("proton", from: Provenance.ownSignUp, "proton.me protonmail.com pm.me"),
  CatalogueRow("proton", from: Provenance.formerSignUp, "protonmail.ch"),
  CatalogueRow(
    "proton", from: "provider's own alias and relay domain",
    "passmail.net passmail.com passinbox.com passfwd.com"),
  CatalogueRow(
    "simplelogin", from: "provider's own alias domain",
    "simplelogin.com simplelogin.co simplelogin.fr aleeas.com slmail.me slmails.com dralias.com"),

  CatalogueRow("tuta", from: Provenance.ownSignUp, "tuta.com tutamail.com tuta.io keemail.me"),
  CatalogueRow("tuta", from: Provenance.ownSignUp, "tutanota.com tutanota.de"),

  CatalogueRow("zoho", from: Provenance.ownSignUp, "zoho.com zohomail.com"),
  CatalogueRow(
    "zoho", from: Provenance.ownCountry,
    "zohomail.eu zohomail.in zohomail.com.au zohomail.jp zohomail.sa zohomail.ca zoho.eu zoho.in"),

  CatalogueRow("fastmail", from: Provenance.ownSignUp, "fastmail.com fastmail.fm"),
  CatalogueRow(
    "fastmail", from: "provider's own list of domains, restated in two public programs",
    """
    123mail.org 150mail.com 150ml.com 16mail.com 2-mail.com 4email.net 50mail.com airpost.net
    allmail.net bestmail.us cluemail.com elitemail.org emailcorner.net emailengine.net
    emailengine.org emailgroups.net emailplus.org emailuser.net eml.cc f-m.fm fast-email.com
    fast-mail.org fastem.com fastemail.us fastemailer.com fastest.cc fastimap.com fastmail.ca
    fastmail.cn fastmail.co.uk fastmail.com.au fastmail.de fastmail.es fastmail.fr fastmail.im
    fastmail.in fastmail.jp fastmail.mx fastmail.net fastmail.nl fastmail.org fastmail.se
    fastmail.to fastmail.tw fastmail.uk fastmail.us fastmailbox.net fastmessaging.com fea.st
    fmail.co.uk fmailbox.com fmgirl.com fmguy.com ftml.net h-mail.us hailmail.net imap-mail.com
    imap.cc imapmail.org inoutbox.com internet-e-mail.com internet-mail.org internetemails.net
    internetmailing.net jetemail.net justemail.net letterboxes.org mail-central.com mail-page.com
    mailandftp.com mailas.com mailbolt.com mailc.net mailcan.com mailforce.net mailftp.com
    mailhaven.com mailingaddress.org mailite.com mailmight.com mailnew.com mailsent.net
    mailservice.ms mailup.net mailworks.org ml1.net mm.st myfastmail.com mymacmail.com
    nospammail.net ownmail.net petml.com postinbox.com postpro.net proinbox.com promessage.com
    realemail.net reallyfast.biz reallyfast.info rushpost.com sent.as sent.at sent.com
    speedpost.net speedymail.org ssl-mail.com swift-mail.com the-fastest.net the-quickest.com
    theinternetemail.com veryfast.biz veryspeedy.net warpmail.net xsmail.com yepmail.net
    your-mail.com
    """),

  CatalogueRow("hey", from: Provenance.ownSignUp, "hey.com"),
  CatalogueRow("duckduckgo", from: "provider's own relay domain", "duck.com"),
  CatalogueRow("mozilla", from: "provider's own relay domain", "mozmail.com"),
  CatalogueRow("hushmail", from: Provenance.ownSignUp, "hushmail.com hush.com hushmail.me"),
  CatalogueRow("mailfence", from: Provenance.ownSignUp, "mailfence.com"),
  CatalogueRow("runbox", from: Provenance.ownSignUp, "runbox.com"),
  CatalogueRow("disroot", from: Provenance.ownSignUp, "disroot.org"),
  CatalogueRow("riseup", from: Provenance.ownSignUp, "riseup.net"),
  CatalogueRow("skiff", from: Provenance.formerSignUp, "skiff.com"),
  CatalogueRow("mailbox.org", from: Provenance.ownSignUp, "mailbox.org"),
  CatalogueRow(
    "posteo", from: Provenance.ownSignUp, "posteo.de posteo.net posteo.at posteo.ch posteo.eu"),
  CatalogueRow("lycos", from: Provenance.formerSignUp, "lycos.com"),
  CatalogueRow("inbox.com", from: Provenance.formerSignUp, "inbox.com"),
  CatalogueRow("inbox.lv", from: Provenance.ownSignUp, "inbox.lv inbox.eu inbox.lt"),
  CatalogueRow("seznam", from: Provenance.ownSignUp, "seznam.cz email.cz post.cz"),
  CatalogueRow("onet", from: Provenance.ownSignUp, "onet.pl op.pl vp.pl"),
  CatalogueRow("wp", from: Provenance.ownSignUp, "wp.pl o2.pl"),
  CatalogueRow("libero", from: Provenance.ownSignUp, "libero.it"),
  CatalogueRow("laposte", from: Provenance.ownSignUp, "laposte.net"),
  CatalogueRow("uol", from: Provenance.ownSignUp, "uol.com.br bol.com.br"),
]
