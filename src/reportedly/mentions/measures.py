"""Units: of money as ISO 4217 codes, of everything else as the plural word."""

from __future__ import annotations

import re

SYMBOLS: dict[str, str] = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "NT$": "TWD", "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "₺": "TRY", "₴": "UAH", "¥": "yen or yuan",
}  # fmt: skip
"""Signs before a number. A bare dollar sign is the United States' unless the report says otherwise; the yen's sign is
the yuan's too, so it stays open."""

CODES = (
    "USD EUR GBP NOK SEK DKK CHF JPY CNY AUD CAD NZD INR RUB ZAR BRL MXN KRW TRY PLN CZK HUF ILS SGD HKD UAH AED "
    "SAR NGN"
).split()

_MONEY_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?:US|U\.S\.|American)\s+dollars?", "USD"), (r"Australian\s+dollars?", "AUD"), (r"Canadian\s+dollars?", "CAD"),
    (r"New\s+Zealand\s+dollars?", "NZD"), (r"Hong\s+Kong\s+dollars?", "HKD"), (r"Singapore\s+dollars?", "SGD"),
    (r"dollars?", "USD"), (r"euros?", "EUR"), (r"(?:British\s+)?pounds\s+sterling|British\s+pounds?", "GBP"),
    (r"Egyptian\s+pounds?", "EGP"), (r"Norwegian\s+(?:kroner|kroners|crowns)", "NOK"),
    (r"Danish\s+(?:kroner|crowns)", "DKK"), (r"(?:Swedish\s+)?kronor|Swedish\s+(?:crowns|kroner)", "SEK"),
    (r"kroner", "kroner"), (r"Swiss\s+francs?", "CHF"), (r"francs?", "francs"), (r"(?:Japanese\s+)?yen", "JPY"),
    (r"yuan|renminbi", "CNY"), (r"(?:Russian\s+)?r(?:o)?ubles?", "RUB"), (r"Indian\s+rupees?", "INR"),
    (r"Pakistani\s+rupees?", "PKR"), (r"rupees?", "rupees"), (r"rand", "ZAR"), (r"shekels?", "ILS"),
    (r"pesos?", "pesos"), (r"(?:Turkish\s+)?lira", "lira"), (r"cents", "cents"), (r"pence", "pence"),
)  # fmt: skip

_UNITS: tuple[tuple[str, str], ...] = (
    (r"percentage[\s-]+points?", "percentage points"), (r"basis[\s-]+points?", "basis points"),
    (r"percent|per\s+cent|per-cent|pct|pc", "percent"), (r"years?", "years"), (r"months?", "months"),
    (r"weeks?", "weeks"), (r"fortnights?", "fortnights"), (r"days?", "days"), (r"hours?|hrs?", "hours"),
    (r"minutes?|mins?", "minutes"), (r"seconds?|secs?", "seconds"), (r"decades?", "decades"),
    (r"(?:square|sq\.?)\s+(?:km|kilomet(?:er|re)s?)|km2|km²", "square kilometres"),
    (r"(?:square|sq\.?)\s+miles?", "square miles"),
    (r"(?:square|sq\.?)\s+(?:m|met(?:er|re)s?)|m2|m²", "square metres"),
    (r"(?:square|sq\.?)[\s-]+(?:feet|foot|ft)", "square feet"), (r"cubic\s+met(?:er|re)s?", "cubic metres"),
    (r"cubic\s+feet", "cubic feet"), (r"km/h|kph|kmph|kilomet(?:er|re)s\s+(?:an|per)\s+hour", "kilometres per hour"),
    (r"mph|miles\s+(?:an|per)\s+hour", "miles per hour"), (r"knots", "knots"),
    (r"km|kms|kilomet(?:er|re)s?", "kilometres"), (r"miles?", "miles"), (r"nautical\s+miles?", "nautical miles"),
    (r"m|met(?:er|re)s?", "metres"), (r"cm|centimet(?:er|re)s?", "centimetres"),
    (r"mm|millimet(?:er|re)s?", "millimetres"), (r"feet|foot|ft", "feet"), (r"inch(?:es)?", "inches"),
    (r"yards?", "yards"), (r"acres?", "acres"), (r"hectares?", "hectares"), (r"tonnes?|tons?", "tonnes"),
    (r"kg|kilos?|kilograms?", "kilograms"), (r"grams?|g", "grams"), (r"mg|milligrams?", "milligrams"),
    (r"lbs?", "pounds"), (r"ounces?|oz", "ounces"), (r"lit(?:er|re)s?", "litres"), (r"gallons?", "gallons"),
    (r"megawatts?|MW", "megawatts"), (r"gigawatts?|GW", "gigawatts"), (r"kilowatts?|kW", "kilowatts"),
    (r"(?:degrees?|°)\s*(?:Celsius|C)|°C", "degrees Celsius"),
    (r"(?:degrees?|°)\s*(?:Fahrenheit|F)", "degrees Fahrenheit"), (r"degrees?", "degrees"),
    (r"gigabytes?|GB", "gigabytes"), (r"megabytes?|MB", "megabytes"), (r"terabytes?|TB", "terabytes"),
)  # fmt: skip

_SHORT = frozenset(
    ("pc m g km kms cm mm ft kg mg lb lbs oz hr hrs min mins sec secs mph kph MW GW kW GB MB TB pct").split()
)


_MONEY = tuple((re.compile(rf"(?:{pattern})(?!\w)"), code) for pattern, code in _MONEY_WORDS)
_MEASURE = tuple((re.compile(rf"(?:{pattern})(?!\w)"), name) for pattern, name in _UNITS)
_GAP = re.compile(r"[\s-]?")


def unit_after(text: str, at: int) -> tuple[str, int] | None:
    """The unit that follows a number.

    Args:
        text: the passage.
        at: where the number ends.

    Returns:
        The unit and where it ends, or ``None``. Pounds are money unless written "lb": weights in pounds are rare in the
        news and read as a plain count.

    """
    if text.startswith("%", at):
        return "percent", at + 1
    if text.startswith("°", at) or text.startswith(" °", at):
        at += text.startswith(" ", at)
        for pattern, name in _MEASURE:
            if match := pattern.match(text, at):
                return name, match.end()
        return "degrees", at + 1
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    for pattern, code in _MONEY:
        if start > at and (match := pattern.match(text, start)):
            return code, match.end()
    best: tuple[str, int] | None = None
    for pattern, name in _MEASURE:
        match = pattern.match(text, start)
        # A unit written right against the digits is a short one: "5km", but not "5years".
        if match and (start > at or match.group() in _SHORT) and (best is None or match.end() > best[1]):
            best = name, match.end()
    return best or _tight(text, at)


def _tight(text: str, at: int) -> tuple[str, int] | None:
    """A degree scale or a currency's short name, written right against the digits or after a great number."""
    if match := re.compile(r"C(?!\w)").match(text, at):
        return "degrees Celsius", match.end()
    if text[at - 6 : at].endswith("illion") and (match := re.compile(r"[\s-]pounds?(?!\w)").match(text, at)):
        return "GBP", match.end()  # nothing in the news weighs millions of pounds and is not given in tons
    return None
