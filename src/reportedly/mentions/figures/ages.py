"""Ages: "31-year-old", "aged 31", "Anna Berg, 47,"."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.mentions.figures.quantities import Quantity

_OLD = re.compile(r"[\s-]+olds?\b|\s+of\s+age\b")
_LIST = r"(?:\d{1,2}(?:,\s+|,?\s+(?:and|or|to)\s+))*"
_AGED = re.compile(
    r"(?<!\w)(?:(?:between\s+|under\s+|over\s+)?the\s+ages?\s+of\s+|of\s+the\s+age\s+of\s+|aged\s+|ages\s+"
    r"|(?<!-)age\s+(?:of\s+)?)"
    rf"(?P<list>{_LIST})$",
    re.IGNORECASE,
)
_ASIDE_BEFORE = re.compile(
    r"(?:[A-Z][\w’'-]+\.?(?:\s+(?:Jr|Sr|II|III)\.?)?|\b(?i:man|woman|boy|girl|mother|father|mum|mom|dad|son"
    r"|daughter|brother|sister|wife"
    r"|husband|driver|teacher|student|pensioner|victim|suspect|officer|player|actor|actress|singer|star|teenager"
    r"|girlfriend|boyfriend"
    r"|grandmother|grandfather|widow|couple|twins|baby|toddler|cyclist|passenger|pedestrian|motorist))(?:,\s+|\s+\()$"
)
_ASIDE_AFTER = re.compile(r",|\s*[.;)](?:\s|$)|\)|\s+and\s+[A-Z]|\s+from\s|\s*$")
_IS_AGED = re.compile(
    r"(?<!\w)(?i:who|he|she|I|you|they)(?:['’](?:s|m|re)|\s+(?i:is|was|am|were|are|turns|turned|be|will\s+be"
    r"|just\s+turned))\s+(?:only\s+|just\s+|now\s+)?$"
)
_NAMED_AGE = re.compile(r"[A-Z][\w’'-]+\s+(?:is|was|turned)\s+$")
_WHEN = re.compile(r"\s+(?:when|at\s+the\s+time)\b")
_TURNED = re.compile(r"(?<!\w)(?i:turn(?:s|ed|ing)?|at\s+the\s+age\s+of|died\s+at|dies\s+at|dead\s+at|aged)\s+$")
_SAID_OF_ONE = re.compile(
    r",|\s*[.;)!?](?:\s|$|[”\"])|\s+(?:and|when|at\s+the\s+time|now|but|or|years|if)\b(?!\s+\d)|\s*$"
)
_OLDEST = 115


def as_age(text: str, quantity: Quantity) -> Quantity:
    """Take the words that make a number an age into it: "31-year-old", "aged 31"; and "Smith, 31," needs none."""
    if quantity.unit in {"years", "months", "weeks", "days"} and (old := _OLD.match(text, quantity.end)):
        return replace(quantity, end=old.end())
    if quantity.unit is not None:
        return quantity
    if aged := _AGED.search(text, max(0, quantity.start - 50), quantity.start):
        return replace(quantity, start=quantity.start if aged["list"] else aged.start(), unit="years")
    whole = quantity.value is not None and 0 < quantity.value <= _OLDEST and quantity.value.is_integer()
    if not whole or not text[quantity.start : quantity.end].isdigit():
        return quantity
    before = text[max(0, quantity.start - 40) : quantity.start]
    aside = _ASIDE_BEFORE.search(before) and _ASIDE_AFTER.match(text, quantity.end)
    told = (_IS_AGED.search(before) or _TURNED.search(before)) and _SAID_OF_ONE.match(text, quantity.end)
    named = _NAMED_AGE.search(before) and _WHEN.match(text, quantity.end)
    return replace(quantity, unit="years") if aside or told or named else quantity


def is_in_years(text: str, at: int) -> bool:
    """Whether the numbers that begin at a place are ages by the words before them: "aged 5 to 10"."""
    return _AGED.search(text, max(0, at - 50), at) is not None
