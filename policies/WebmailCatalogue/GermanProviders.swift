/// GMX, web.de and mail.com, which are one company, and its neighbours.
let germanProviders: [CatalogueRow] = [
  CatalogueRow("gmx", from: Provenance.ownSignUp, "gmx.net gmx.de gmx.com gmx.at gmx.ch"),
  CatalogueRow(
    "gmx", from: Provenance.providerSettings,
    """
    gmx.biz gmx.ca gmx.cn gmx.co.in gmx.co.uk gmx.com.br gmx.com.my gmx.com.tr gmx.es gmx.eu gmx.fr
    gmx.hk gmx.ie gmx.info gmx.it gmx.li gmx.org gmx.ph gmx.pt gmx.ru gmx.se gmx.sg gmx.tm gmx.tw
    gmx.us imail.de
    """),
  CatalogueRow("gmx", from: Provenance.formerSignUp, "caramail.com caramail.fr"),
  CatalogueRow("web.de", from: Provenance.ownSignUp, "web.de email.de"),
  CatalogueRow("mail.com", from: Provenance.ownSignUp, "mail.com email.com usa.com myself.com"),
  // Names that are ordinary words and of which the provider's ownership is not beyond doubt are
  // left out.
  CatalogueRow(
    "mail.com", from: Provenance.providerSettings,
    """
    accountant.com adexec.com africamail.com allergist.com alumnidirector.com
    archaeologist.com artlover.com asia-mail.com atheist.com australiamail.com bartender.net
    bikerider.com birdlover.com brew-master.com brew-meister.com cheerful.com chef.net chemist.com
    clerk.com cliffhanger.com collector.org columnist.com computer4u.com consultant.com
    contractor.net coolsite.net counsellor.com cyber-wizard.com cyberdude.com cybergal.com
    cyberservices.com dallasmail.com deliveryman.com diplomats.com dr.com
    engineer.com europe.com execs.com financier.com fireman.net gardener.com geologist.com
    graduate.org graphic-designer.com hackermail.com hairdresser.net hilarious.com
    homemail.com hot-shot.com iname.com inorbit.com instruction.com instructor.net insurer.com
    irelandmail.com italymail.com job4u.com journalist.com keromail.com kissfans.com kittymail.com
    lawyer.com legislator.com linuxmail.org lobbyist.com madonnafan.com mail-me.com mindless.com
    minister.com moscowmail.com munich.com musician.org muslim.com null.net nycmail.com
    optician.com orthodontist.net pacificwest.com pediatrician.com petlover.com photographer.net
    physicist.net planetmail.com planetmail.net politician.com popstar.com post.com presidency.com
    priest.com programmer.net protestant.com publicist.com radiologist.net ravemail.com
    realtyagent.com reborn.com reggaefan.com registerednurses.com religious.com repairman.com
    representative.com rescueteam.com rocketship.com safrica.com saintly.com salesperson.net
    samerica.com sanfranmail.com scientist.com scotlandmail.com secretary.net snakebite.com
    socialworker.net sociologist.com solution4u.com songwriter.net spainmail.com swedenmail.com
    swissmail.com teachers.org techie.com technologist.com theplate.com therapist.net toke.com
    toothfairy.com tvstar.com umpire.com uymail.com webname.com workmail.com worker.com writeme.com
    """),
  CatalogueRow("freenet", from: Provenance.ownSignUp, "freenet.de"),
  CatalogueRow("mail.de", from: Provenance.ownSignUp, "mail.de"),
]
