"""Currencies as ISO 4217 codes: their signs, codes and names, and whose "rupees" or "kroner" a report means."""

from __future__ import annotations

import re

SYMBOLS: dict[str, str] = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "Can$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "NT$": "TWD", "J$": "JMD", "TT$": "TTD", "N$": "NAD", "Z$": "ZWL", "B$": "BND",
    "EC$": "XCD", "FJ$": "FJD", "MX$": "MXN", "Mex$": "MXN", "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "¥": "yen or yuan", "₦": "NGN", "₱": "PHP",
    "฿": "THB", "₫": "VND", "₵": "GHS", "GH₵": "GHS", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₾": "GEL",
    "₼": "AZN", "֏": "AMD", "₮": "MNT", "៛": "KHR", "₭": "LAK", "৳": "BDT", "GH¢": "GHS", "RM": "MYR", "Rp": "IDR",
    "Rs.": "rupees", "Rs": "rupees", "Tk": "BDT", "KSh": "KES", "Ksh": "KES", "Sh": "shillings", "USh": "UGX",
    "Ush": "UGX", "TSh": "TZS", "Tsh": "TZS", "R": "ZAR", "P": "PHP", "Dh": "dirhams", "Dhs": "dirhams", "kr": "kroner",
    "Kr": "kroner", "S/": "PEN",
}  # fmt: skip
"""Signs before a number. A bare dollar sign is the United States' unless the report says otherwise; the yen's sign is
the yuan's too, so it stays open where the report names neither country."""

CODES = (
    "USD EUR GBP NOK SEK DKK ISK CHF JPY CNY AUD CAD NZD INR PKR LKR NPR BDT RUB UAH ZAR BRL ARS CLP COP PEN MXN "
    "KRW TRY PLN CZK HUF RON BGN RSD ILS SGD HKD TWD THB IDR MYR PHP VND UAH AED SAR QAR KWD BHD OMR JOD EGP MAD "
    "TND DZD NGN GHS KES UGX TZS ETB ZMW BWP XAF XOF GEL KZT"
).split()
"""Codes that the news writes beside a number."""

_GREAT = r"(?=\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?[\s-]?(?:m|bn|tn|million|billion|trillion)\b)"


def _sign(sign: str) -> str:
    """A pattern for a sign; one of letters alone ("R", "kr") asks for a number that is likely to be money."""
    if len(sign) == 1 and sign.isalpha() and sign.isascii():
        return sign + (r"(?=\d{3,}\b|\d+\.\d\d\b|\d{1,3}(?:[,\s]\d{3})+|" + _GREAT[3:] if sign == "R" else _GREAT)
    return re.escape(sign) + (r"(?=\s?\d)" if sign.isalpha() else "")


SIGN = "|".join(
    [*map(_sign, sorted(SYMBOLS, key=len, reverse=True)), *(rf"{code}(?=\s?\d)" for code in (*CODES, "RMB"))]
)
"""What stands before a sum: a sign or a code."""

NAMES: tuple[tuple[str, str], ...] = (
    (r"(?:US|U\.S\.|American)[\s-]+dollars?", "USD"), (r"(?:Australian|Aussie)\s+dollars?", "AUD"),
    (r"Canadian\s+dollars?", "CAD"), (r"New\s+Zealand\s+dollars?", "NZD"), (r"Hong\s+Kong\s+dollars?", "HKD"),
    (r"Singapore(?:an)?\s+dollars?", "SGD"), (r"(?:New\s+)?Taiwan(?:ese)?\s+dollars?", "TWD"),
    (r"Zimbabwean\s+dollars?", "ZWL"), (r"Jamaican\s+dollars?", "JMD"), (r"Namibian\s+dollars?", "NAD"),
    (r"dollars?|bucks", "USD"), (r"euros?", "EUR"), (r"(?:British\s+)?pounds\s+sterling|British\s+pounds?|quid", "GBP"),
    (r"Egyptian\s+pounds?", "EGP"), (r"Syrian\s+(?:pounds?|lira)", "SYP"), (r"Lebanese\s+(?:pounds?|lira)", "LBP"),
    (r"Sudanese\s+pounds?", "SDG"), (r"Norwegian\s+(?:kroners?|krone|crowns?)|NOK", "NOK"),
    (r"Danish\s+(?:kroners?|krone|crowns?)|DKK", "DKK"),
    (r"(?:Swedish\s+)?kronor|Swedish\s+(?:crowns?|kroner|kronas?)", "SEK"),
    (r"Icelandic\s+(?:kr[oó]nur|kr[oó]na|crowns?)", "ISK"), (r"Czech\s+(?:crowns?|korunas?)|korunas?|Kč", "CZK"),
    (r"kroners?|krone|crowns|kr", "kroner"), (r"Swiss\s+francs?", "CHF"),
    (r"(?:West\s+African\s+)?CFA(?:\s+francs?)?", "CFA francs"), (r"Congolese\s+francs?", "CDF"),
    (r"Rwandan?\s+francs?", "RWF"), (r"francs?", "francs"), (r"(?:Japanese\s+)?yen", "JPY"),
    (r"(?:Chinese\s+)?(?:yuan|renminbi|RMB)", "CNY"), (r"(?:Russian\s+)?r(?:o)?ubles?", "RUB"),
    (r"Belarus(?:s?ian)?\s+r(?:o)?ubles?", "BYN"), (r"Indian\s+rupees?", "INR"), (r"Pakistani?\s+rupees?", "PKR"),
    (r"Sri\s+Lankan?\s+rupees?", "LKR"), (r"Nepal(?:i|ese)\s+rupees?", "NPR"), (r"rupees?", "rupees"),
    (r"rupiahs?", "IDR"), (r"(?:South\s+African\s+)?rand(?:s)?", "ZAR"), (r"(?:Israeli\s+)?(?:new\s+)?shekels?", "ILS"),
    (r"Mexican\s+pesos?", "MXN"), (r"Philippine\s+pesos?", "PHP"), (r"Argentine(?:an)?\s+pesos?", "ARS"),
    (r"Chilean\s+pesos?", "CLP"), (r"Colombian\s+pesos?", "COP"), (r"Cuban\s+pesos?", "CUP"), (r"pesos?", "pesos"),
    (r"(?:Turkish\s+)(?:lira|liras)", "TRY"), (r"liras?", "lira"), (r"(?:Brazilian\s+)?reais", "BRL"),
    (r"(?:South\s+Korean\s+|Korean\s+)?won(?=[\s,.;)]*(?:\(|[,.;)]|$|in\b|of\b|worth\b|for\b|from\b|to\b))", "KRW"),
    (r"(?:Nigerian\s+)?nairas?", "NGN"), (r"(?:Ghanaian\s+|Ghana\s+)?cedis?", "GHS"), (r"Kenyan?\s+shillings?", "KES"),
    (r"Ugandan?\s+shillings?", "UGX"), (r"Tanzanian?\s+shillings?", "TZS"), (r"Somali\s+shillings?", "SOS"),
    (r"shillings?", "shillings"), (r"(?:Thai\s+)?baht", "THB"), (r"ringgit", "MYR"), (r"(?:Vietnamese\s+)?dong", "VND"),
    (r"taka", "BDT"), (r"hryvnias?|hryvnya", "UAH"), (r"zlot(?:ys?|ies|ych)|zł", "PLN"), (r"forints?|Ft", "HUF"),
    (r"(?:Romanian\s+)lei", "RON"), (r"(?:Bulgarian\s+)leva?", "BGN"), (r"Iraqi\s+dinars?", "IQD"),
    (r"Kuwaiti\s+dinars?", "KWD"), (r"Jordanian\s+dinars?", "JOD"), (r"Libyan\s+dinars?", "LYD"),
    (r"Tunisian\s+dinars?", "TND"), (r"Algerian\s+dinars?", "DZD"), (r"Serbian\s+dinars?", "RSD"), (r"dinars?",
    "dinars"),
    (r"(?:UAE\s+|Emirati\s+)?dirhams?", "dirhams"), (r"Saudi\s+ri[yi]als?", "SAR"), (r"Qatari\s+ri[yi]als?", "QAR"),
    (r"Iranian\s+rials?", "IRR"), (r"Omani\s+ri[yi]als?", "OMR"), (r"Yemeni\s+ri[yi]als?", "YER"), (r"ri[yi]als?",
    "rials"),
    (r"(?:Kazakh\s+)?tenge", "KZT"), (r"(?:Ethiopian\s+)?birr", "ETB"), (r"kwachas?", "kwacha"), (r"afghanis", "AFN"),
    (r"bolivars?|bol[ií]vares", "bolivars"), (r"cents", "cents"), (r"pence", "pence"),
)  # fmt: skip
"""Names after a number, with the code, or with the name itself where several countries share it."""

_MONEY = frozenset({*SYMBOLS.values(), *CODES, *(code for _, code in NAMES)})
_LOCAL: dict[str, tuple[tuple[str, str], ...]] = {
    "rupees": (
        ("INR", r"India|Delhi|Mumbai|Kolkata|Bengaluru|Chennai|crore"), ("PKR", r"Pakistan|Karachi|Lahore|Islamabad"),
        ("LKR", r"Sri\sLanka|Colombo"), ("NPR", r"Nepal|Kathmandu"), ("MUR", r"Mauriti"),
    ),
    "kroner": (
        ("NOK", r"Norway|Norwegian|Oslo"), ("DKK", r"Denmark|Danish|Danes|Copenhagen"),
        ("SEK", r"Sweden|Swedish|Swedes|Stockholm"), ("CZK", r"Czech|Prague"), ("ISK", r"Iceland|Reykjav"),
    ),
    "pesos": (
        ("MXN", r"Mexic"), ("PHP", r"Philippin|Filipin|Manila"), ("ARS", r"Argentin|Buenos"), ("CLP", r"Chile"),
        ("COP", r"Colombia|Bogot"), ("CUP", r"Cuba|Havana"), ("DOP", r"Dominican"), ("UYU", r"Uruguay"),
    ),
    "francs": (("CHF", r"Swiss|Switzerland|Zurich|Geneva"), ("RWF", r"Rwanda"), ("CDF", r"Congo"), ("BIF", r"Burundi")),
    "CFA francs": (
        ("XOF", r"Senegal|Ivor|Mali\b|Benin|Togo|Niger\b|Burkina|Guinea-Bissau"),
        ("XAF", r"Cameroon|Chad|Gabon|Central\sAfrican|Congo|Equatorial"),
    ),
    "lira": (("TRY", r"Turk|Ankara|Istanbul"), ("SYP", r"Syria"), ("LBP", r"Leban")),
    "shillings": (("KES", r"Kenya|Nairobi"), ("UGX", r"Uganda|Kampala"), ("TZS", r"Tanzania"), ("SOS", r"Somali")),
    "dinars": (
        ("IQD", r"Iraq|Baghdad"), ("KWD", r"Kuwait"), ("JOD", r"Jordan"), ("LYD", r"Libya"), ("TND", r"Tunisia"),
        ("DZD", r"Algeria"), ("RSD", r"Serbia|Belgrade"), ("BHD", r"Bahrain"),
    ),
    "dirhams": (("AED", r"Emirat|UAE|Dubai|Dhabi"), ("MAD", r"Morocc|Rabat|Casablanca")),
    "rials": (
        ("IRR", r"Iran|Tehran"), ("SAR", r"Saudi|Riyadh"), ("QAR", r"Qatar|Doha"), ("OMR", r"Oman\b|Omani"),
        ("YER", r"Yemen"),
    ),
    "kwacha": (("ZMW", r"Zambia"), ("MWK", r"Malawi")),
    "bolivars": (("VES", r"Venezuela|Caracas"), ("BOB", r"Bolivia")),
    "yen or yuan": (("JPY", r"Japan|Tokyo|yen\b"), ("CNY", r"China|Chinese|Beijing|yuan")),
}  # fmt: skip
_COUNTRIES = {
    name: tuple((code, re.compile(rf"\b(?:{words})")) for code, words in places) for name, places in _LOCAL.items()
}


def is_money(unit: str | None) -> bool:
    """Whether a unit as read beside a number is a currency."""
    return unit in _MONEY


def local(name: str, text: str) -> str:
    """The code of a currency whose name several countries share.

    Args:
        name: a unit as read beside a number; one that is nobody else's is given back.
        text: the report, whose country is the one that it names most often.

    Returns:
        The code, or the name where the report names none of the countries, or two of them as often.

    """
    places = _COUNTRIES.get(name)
    if places is None:
        return name
    named = sorted(((sum(1 for _ in words.finditer(text)), code) for code, words in places), reverse=True)
    most, code = named[0]
    return code if most > named[1][0] else name
