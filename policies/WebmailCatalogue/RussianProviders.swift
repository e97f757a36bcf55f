/// Mail.ru, Yandex, Rambler and their neighbours.
let russianProviders: [CatalogueRow] = [
  CatalogueRow(
    "mail.ru", from: Provenance.ownSignUp,
    "mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru"),
  CatalogueRow("yandex", from: Provenance.ownSignUp, "yandex.ru yandex.com ya.ru"),
  CatalogueRow(
    "yandex", from: Provenance.ownCountry,
    """
    yandex.az yandex.by yandex.co.il yandex.com.am yandex.com.ge yandex.com.tr yandex.ee yandex.fr
    yandex.kg yandex.kz yandex.lt yandex.lv yandex.md yandex.pl yandex.tj yandex.tm yandex.ua
    yandex.uz
    """),
  CatalogueRow("yandex", from: Provenance.formerSignUp, "narod.ru"),
  CatalogueRow(
    "rambler", from: Provenance.ownSignUp,
    "rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru rambler.ua"),
  CatalogueRow("ukr.net", from: Provenance.ownSignUp, "ukr.net"),
]
