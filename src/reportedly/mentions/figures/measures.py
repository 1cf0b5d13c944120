"""Units: of money as ISO 4217 codes, of everything else as the plural word."""

from __future__ import annotations

import re

from reportedly.mentions.figures.currencies import CODES, NAMES

_UNITS: tuple[tuple[str, str], ...] = (
    (r"percentage[\s-]+points?|pp|ppts?", "percentage points"), (r"basis[\s-]+points?|bps", "basis points"),
    (r"percent|per\s+cent|per-cent|pct|pc", "percent"), (r"years?|yrs?", "years"), (r"months?", "months"),
    (r"weeks?", "weeks"), (r"fortnights?", "fortnights"), (r"days?", "days"), (r"hours?|hrs?", "hours"),
    (r"minutes?|mins?", "minutes"), (r"seconds?(?!-[a-z])|secs?", "seconds"), (r"decades?", "decades"),
    (r"centuries|century", "centuries"),
    (r"(?:square|sq\.?)[\s-]+(?:kms?|kilomet(?:er|re)s?)|km2|km²", "square kilometres"),
    (r"(?:square|sq\.?)[\s-]+(?:miles?|mi)", "square miles"),
    (r"(?:square|sq\.?)[\s-]+(?:m|met(?:er|re)s?)|m2|m²|sqm", "square metres"),
    (r"(?:square|sq\.?)[\s-]+(?:feet|foot|ft)|sqft", "square feet"), (r"cubic[\s-]+met(?:er|re)s?|m3|m³",
    "cubic metres"),
    (r"cubic[\s-]+(?:feet|foot)", "cubic feet"),
    (r"km/h|kph|kmph|kmh|kilomet(?:er|re)s?[\s-]+(?:an|per)[\s-]+hour", "kilometres per hour"),
    (r"mph|miles?[\s-]+(?:an|per)[\s-]+hour", "miles per hour"), (r"knots", "knots"),
    (r"km|kms|kilomet(?:er|re)s?", "kilometres"), (r"miles?", "miles"), (r"nautical\s+miles?", "nautical miles"),
    (r"light[\s-]years?", "light years"), (r"m|met(?:er|re)s?", "metres"), (r"cm|centimet(?:er|re)s?", "centimetres"),
    (r"mm|millimet(?:er|re)s?", "millimetres"), (r"feet|foot|ft", "feet"), (r"inch(?:es)?", "inches"),
    (r"yards?|yds?", "yards"), (r"acres?", "acres"), (r"ha|hectares?", "hectares"), (r"(?:metric\s+tons?|tonnes?)",
    "tonnes"),
    (r"tons?", "tons"), (r"kg|kgs|kilos?|kilograms?", "kilograms"), (r"grams?|g", "grams"), (r"mg|milligrams?",
    "milligrams"),
    (r"lb[\s-]ft|lbs?[\s-]ft|pound[\s-]feet|ft[\s-]lbs?", "pound-feet"), (r"Nm|newton[\s-]met(?:er|re)s?",
    "newton metres"),
    (r"mpg|miles\s+(?:per|to\s+the)\s+gallon", "miles per gallon"), (r"lbs?", "pounds"), (r"ounces?|oz", "ounces"),
    (r"stone", "stone"), (r"lit(?:er|re)s?", "litres"),
    (r"ml|millilit(?:er|re)s?", "millilitres"), (r"gallons?", "gallons"), (r"pints?", "pints"),
    (r"megawatts?|MW", "megawatts"), (r"gigawatts?|GW", "gigawatts"), (r"kilowatts?|kW", "kilowatts"),
    (r"terawatts?|TW", "terawatts"), (r"watts?", "watts"), (r"volts?", "volts"),
    (r"megawatt[\s-]hours?|MWh", "megawatt hours"), (r"gigawatt[\s-]hours?|GWh", "gigawatt hours"),
    (r"kilowatt[\s-]hours?|kWh", "kilowatt hours"), (r"terawatt[\s-]hours?|TWh", "terawatt hours"),
    (r"(?:degrees?|°)\s*(?:Celsius|C|centigrade)|°C", "degrees Celsius"),
    (r"(?:degrees?|°)\s*(?:Fahrenheit|F)", "degrees Fahrenheit"), (r"degrees?", "degrees"),
    (r"gigabytes?|GB", "gigabytes"), (r"megabytes?|MB", "megabytes"), (r"terabytes?|TB", "terabytes"),
    (r"calories", "calories"), (r"decibels?", "decibels"), (r"horsepower|hp", "horsepower"),
)  # fmt: skip

DURATIONS = frozenset(
    {"years", "months", "weeks", "fortnights", "days", "hours", "minutes", "seconds", "decades", "centuries"}
)
"""Units of time."""

_SHORT = frozenset(
    (
        "pc pp m g km kms cm mm ft kg kgs mg ml ha lb lbs oz hr hrs min mins sec secs mph kph kmh km/h km2 km² m2 "
        "m² m3 m³ sqm sqft MW GW kW TW MWh GWh kWh TWh GB MB TB pct hp yds bps"
    ).split()
)
"""Units written right against the digits: "5km", but not "5years"."""

_NAMES = tuple((f"(?i:{pattern})" if len(pattern) > 5 else pattern, code) for pattern, code in NAMES)
_MONEY = tuple(
    (re.compile(rf"(?:{pattern})(?!\w)"), code) for pattern, code in (*_NAMES, *((code, code) for code in CODES))
)
_MEASURE = tuple((re.compile(rf"(?:{pattern})(?!\w)"), name) for pattern, name in _UNITS)
_ANY = re.compile(
    "(?:" + "|".join([*(pattern for pattern, _ in _NAMES), *CODES, *(pattern for pattern, _ in _UNITS)]) + r")(?!\w)"
)
"""Any unit: to pass over most numbers with one look."""
_GAP = re.compile(r"\s?-?")
_BETWEEN = re.compile(
    r"\s+(?:(?:more|additional|extra|further|full|whole|solid|long|straight|consecutive|calendar|short|working)\s+)+"
    r"(?=(?:year|month|week|day|hour|minute|second|decade)s?(?!\w))"
)
_DOTTED = re.compile(r"(?<=oz|lb|in|ft|kg|pt|hr)\.(?=\s[a-z])|(?<=lbs|hrs|sec|min|yds|mph)\.(?=\s[a-z])")
"""The dot of a shortened unit within a sentence: "4 oz. of flour"."""
_PAGES = re.compile(r"-page(?=\s)")
_POUNDS = re.compile(r"[\s-]pounds?(?!\w)")
_MONEY_CONTEXT = re.compile(
    r"(?<!\w)(?i:£|sterling|pence|cost\w*|pa(?:y|id|ys|ying)|price\w*|worth|fined?|spen[dt]\w*|fees?|donat\w+"
    r"|raised|earn\w*|budget|cash"
    r"|salary|wages?|debts?|loans?|bills?|fund\w*|invest\w*|stole|stolen|money)(?!\w)"
)
_WEIGHT_CONTEXT = re.compile(r"(?<!\w)(?i:weigh\w*|weight|heav(?:y|ier)|overweight|obese)(?!\w)")
_POINTS = re.compile(r"[\s-]points?(?!\w)")
_POLL = re.compile(
    r"(?<!\w)(?i:polls?|polling|pollsters?|voters?|votes?|election|elected|electoral|governor|senate|candidates?"
    r"|nominee|ballot\w*"
    r"|approval|surveys?|turnout|incumbent|percent|margin\s+of\s+error|primary|democrats?|republicans?|labour"
    r"|conservatives?|tories)(?!\w)"
)
_LED_BY = re.compile(
    r"(?<!\w)(?i:by|leads?|leading|led|margin|advantage|ahead|behind|trail\w*|up|down|gap|edge|swing|dropped"
    r"|gained|lost|rose|fell"
    r"|error)(?!\w)"
)
_LEAD = re.compile(r"[\s-](?:lead|margin|advantage|gap|edge|swing|bump|bounce|ahead|behind)(?!\w)")


def unit_after(text: str, at: int) -> tuple[str, int] | None:
    """The unit that follows a number.

    Args:
        text: the passage.
        at: where the number ends.

    Returns:
        The unit and where it ends, or ``None``.

    """
    if text.startswith(("%", " %"), at):
        return _percent(text, at + 1 + text.startswith(" ", at))
    if text.startswith("°", at) or text.startswith(" °", at):
        at += text.startswith(" ", at)
        for pattern, name in _MEASURE:
            if match := pattern.match(text, at):
                return name, match.end()
        return "degrees", at + 1
    gap = _BETWEEN.match(text, at) or _GAP.match(text, at)
    start = gap.end() if gap else at
    if not _ANY.match(text, start):
        return _by_context(text, at)
    for pattern, code in _MONEY:
        if (start > at or code == text[start : start + 3]) and (match := pattern.match(text, start)):
            return code, match.end()
    best: tuple[str, int] | None = None
    for pattern, name in _MEASURE:
        match = pattern.match(text, start)
        if match and (start > at or match.group() in _SHORT) and (best is None or match.end() > best[1]):
            best = name, match.end()
    if best and _DOTTED.match(text, best[1]):
        best = best[0], best[1] + 1
    return best or _by_context(text, at)


def _percent(text: str, end: int) -> tuple[str, int]:
    """After a percent sign: "5%-point" and "5% points" are points."""
    points = re.compile(r"[\s-]points?(?!\w)").match(text, end)
    return ("percentage points", points.end()) if points else ("percent", end)


def _by_context(text: str, at: int) -> tuple[str, int] | None:
    """Units that only the words around tell: pounds of weight or of money, points of a poll; and "30C"."""
    if match := re.compile(r"\s?[CF](?!\w)").match(text, at):
        known = match.group().strip()
        spaced = match.group()[:1].isspace()
        if not spaced or "temperature" in text.lower():
            return ("degrees Celsius" if known == "C" else "degrees Fahrenheit"), match.end()
    if match := _POUNDS.match(text, at):
        # Nothing in the news weighs millions of pounds and is not given in tons.
        if text[at - 6 : at].endswith("illion"):
            return "GBP", match.end()
        around = text[max(0, at - 80) : at + 80]
        money = _MONEY_CONTEXT.search(around) and not _WEIGHT_CONTEXT.search(around)
        return ("GBP" if money else "pounds"), match.end()
    if match := _PAGES.match(text, at):
        return "pages", match.end()
    match = _POINTS.match(text, at)
    led = match and (_LED_BY.search(text, max(0, at - 60), at) or _LEAD.match(text, match.end()))
    return ("percentage points", match.end()) if match and led and _POLL.search(text) else None
