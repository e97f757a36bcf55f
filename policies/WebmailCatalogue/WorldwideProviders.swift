/// Google, Yahoo, AOL, Microsoft and Apple with their country domains.
let worldwideProviders: [CatalogueRow] = [
  CatalogueRow("google", from: Provenance.ownSignUp, "gmail.com googlemail.com"),

  CatalogueRow("yahoo", from: Provenance.ownSignUp, "yahoo.com ymail.com myyahoo.com"),
  CatalogueRow(
    "yahoo", from: Provenance.formerSignUp,
    "rocketmail.com y7mail.com yahooxtra.co.nz kimo.com yahoo.cn yahoo.com.cn"),
  CatalogueRow(
    "yahoo", from: Provenance.ownCountry,
    """
    yahoo.ae yahoo.at yahoo.be yahoo.bg yahoo.ca yahoo.ch yahoo.cl yahoo.co.hu yahoo.co.id
    yahoo.co.il yahoo.co.in yahoo.co.jp yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.uk
    yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.co yahoo.com.hk
    yahoo.com.hr yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr
    yahoo.com.tw yahoo.com.ua yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.ee
    yahoo.es yahoo.fi yahoo.fr yahoo.gr yahoo.hr yahoo.hu yahoo.ie yahoo.in yahoo.it
    yahoo.lt yahoo.lv yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.rs yahoo.se yahoo.si
    yahoo.sk
    """),

  CatalogueRow("aol", from: Provenance.ownSignUp, "aol.com aim.com"),
  CatalogueRow(
    "aol", from: Provenance.ownCountry,
    """
    aol.at aol.be aol.ch aol.cl aol.co.nz aol.co.uk aol.com.ar aol.com.au aol.com.br aol.com.co
    aol.com.mx aol.com.tr aol.com.ve aol.cz aol.de aol.dk aol.es aol.fi aol.fr aol.hk aol.in aol.it
    aol.jp aol.kr aol.nl aol.pl aol.ru aol.se aol.tw
    """),
  CatalogueRow(
    "aol", from: Provenance.formerSignUp,
    "netscape.net compuserve.com cs.com wmconnect.com love.com games.com wow.com"),

  CatalogueRow("microsoft", from: Provenance.ownSignUp, "outlook.com hotmail.com"),
  CatalogueRow(
    "microsoft", from: Provenance.formerSignUp,
    """
    live.com msn.com windowslive.com passport.com livemail.tw msn.cn msn.nl
    windowslive.es
    """),
  CatalogueRow(
    "microsoft", from: Provenance.ownCountry,
    """
    outlook.at outlook.be outlook.bg outlook.cl outlook.co.id outlook.co.il outlook.co.nz
    outlook.co.th outlook.com.ar outlook.com.au outlook.com.br outlook.com.es outlook.com.gr
    outlook.com.hr outlook.com.pe outlook.com.py outlook.com.tr outlook.com.ua outlook.com.vn
    outlook.cz outlook.de outlook.dk outlook.ec outlook.es outlook.fr outlook.hu outlook.id
    outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.la outlook.lv outlook.mx
    outlook.my outlook.pa outlook.ph outlook.pk outlook.pt outlook.ro outlook.sa outlook.sg
    outlook.si outlook.sk outlook.uy
    """),
  CatalogueRow(
    "microsoft", from: Provenance.ownCountry,
    """
    hotmail.at hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.id hotmail.co.il
    hotmail.co.in hotmail.co.jp hotmail.co.kr hotmail.co.nz hotmail.co.th hotmail.co.uk
    hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.gr hotmail.com.hk
    hotmail.com.mx hotmail.com.my hotmail.com.pe hotmail.com.ph hotmail.com.sg hotmail.com.tr
    hotmail.com.tw hotmail.com.ve hotmail.com.vn hotmail.cz hotmail.de hotmail.dk hotmail.ee
    hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hk hotmail.hu hotmail.id hotmail.ie
    hotmail.in hotmail.it hotmail.jp hotmail.kr hotmail.la hotmail.lt hotmail.lu hotmail.lv
    hotmail.my hotmail.nl hotmail.no hotmail.ph hotmail.pt hotmail.rs hotmail.sa hotmail.se
    hotmail.sg hotmail.sk
    """),
  CatalogueRow(
    "microsoft", from: Provenance.ownCountry,
    """
    live.at live.be live.ca live.ch live.cl live.cn live.co.in live.co.jp live.co.kr live.co.uk
    live.co.za live.com.ar live.com.au live.com.co live.com.mx live.com.my live.com.pe live.com.ph
    live.com.pk live.com.pt live.com.sg live.com.ve live.de live.dk live.es live.eu live.fi
    live.fr live.hk live.ie live.in live.it live.jp live.nl live.no live.ph live.ru live.se
    """),

  CatalogueRow("apple", from: Provenance.ownSignUp, "icloud.com"),
  CatalogueRow("apple", from: Provenance.formerSignUp, "me.com mac.com"),
  CatalogueRow("apple", from: "provider's own relay domain", "privaterelay.appleid.com"),
]
