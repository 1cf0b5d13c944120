"""Where a passage speaks of days: the expressions, not yet what they mean.

Each rule is a regular expression over the passage's text; the parse is asked only where words alone do not tell
("May", "2016 people"). A preposition belongs to an expression only where it makes a length of time a period
("over the past year", "earlier in September").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.mentions.days.calendar import BEFORE_OUR_ERA, FIRST_BEFORE
from reportedly.mentions.numbers import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = (
    r"(?:(?P<bc>\d{1,4})\s?(?:BCE?\b|B\.C\.(?:E\.)?)"
    r"|(?P<year>1\d{3}|20\d{2})(?![\d,]\d|[%°]|(?:st|nd|rd|th|s|bn|m|k)\b|\s?(?:BC|B\.C\.)))"
)
_BESIDE = r",?\s+(?:of\s+)?(?P<after>this|last|next|that|the\s+same)\s+year(?![\w'’])"
_EDGE_WORDS = (
    r"(?:[Tt]he\s+)?(?:(?P<early>[Ee]arly|[Ee]arlier)(?:\s+(?:in|(?:part|days|months|years)\s+of))?"
    r"|(?P<mid>[Mm]id(?:dle\s+of|\b))|(?P<late>[Ll]ate|[Ll]ater|[Ll]atter)(?:\s+(?:in|(?:part|days|months|years)\s+of))?"
    r"|(?P<beginning>[Bb]eginning|[Ss]tart|outset)\s+of|(?P<end>[Ee]nd|close)\s+of|(?:rest|remainder|course)\s+of)"
    r"[\s-]*(?:the\s+)?"
)
_EDGE = rf"(?:{_EDGE_WORDS})?"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|midday|noon))?"
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade)"
_LONG = r"(?P<unit>week|weekend|month|quarter|year|decade|century)"
_NUMBER = r"(?P<count>\d+(?:\.\d+)?|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r"|dozen)(?:-|\s+)?"
_FEW = r"(?P<few>an?\s+few|few|several|an?\s+couple(?:\s+of)?|couple(?:\s+of)?|some|many|half\s+an?)\s+"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d|-\d)"),
    (
        "numeric",
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/])",
    ),
    (
        "date",
        rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?(?<![\d.,:/])(?<!\d[-–—]){_DAY}(?:\s*[-–—]\s*(?P<last>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?"
        rf"(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR}|{_BESIDE})?",
    ),
    (
        "date",
        rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?:\s*[-–—]\s*(?P<last>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?"
        rf"(?!\d|:\d|%|[.,]\d|\s*(?:percent|per\s+cent|people)\b)(?:,?\s+{_YEAR}|{_BESIDE})?",
    ),
    (
        "month",
        rf"{_EDGE}(?:(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Ee]ach|[Ee]very)\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|{_BESIDE})?",
    ),
    (
        "season",
        rf"{_EDGE}(?:(?P<which>[Tt]his(?:\s+past|\s+coming)?|[Ll]ast|[Nn]ext|[Tt]he\s+coming|[Tt]hat(?:\s+same)?|[Ee]ach|[Ee]very"
        r"|[Tt]he\s+(?:same|following|next|previous|preceding))\s+)?(?:[Tt]he\s+)?"
        rf"(?P<season>(?i:spring|summer|autumn|fall|winter))(?:time)?(?:(?:\s+of)?,?\s+{_YEAR}|{_BESIDE})?",
    ),
    ("years", r"(?<![\w.,$£€-])(?P<year>1\d{3}|20\d{2})\s?[-–—/]\s?(?P<last>\d{2})(?![\d,-]|\.\d)"),
    ("decade", rf"{_EDGE}(?:[Tt]he\s+)?(?P<decade>(?:1\d|20)\d0)['’]?s\b"),
    ("decade", rf"{_EDGE}(?:the\s+)?(?P<decade_bc>\d{{1,3}}0)['’]?s\s+(?:BCE?\b|B\.C\.)"),
    ("decade", rf"{_EDGE}(?:the\s+)?['’‘](?P<short>\d0)s\b"),
    (
        "decade",
        rf"{_EDGE}the\s+(?P<named>[Tt]wenties|[Tt]hirties|[Ff]orties|[Ff]ifties|[Ss]ixties|[Ss]eventies|[Ee]ighties"
        r"|[Nn]ineties)\b",
    ),
    (
        "century",
        rf"{_EDGE}(?:the\s+)?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|(?i:seventeenth|eighteenth|nineteenth|twentieth"
        r"|twenty-first|sixteenth|fifteenth))[\s-]+[Cc]entury\b(?:\s+(?P<bc>BCE?\b|B\.C\.))?",
    ),
    (
        "quarter",
        rf"(?:the\s+)?(?P<ordinal>first|second|third|fourth|last|final|latter)[\s-]+(?P<part>quarter|half|three\s+months"
        rf"|six\s+months|nine\s+months)\s+of\s+(?:{_YEAR}|(?P<which>this|last|next|the)\s+year)",
    ),
    ("era", r"(?:(?:AD|CE)\s+\d{1,4}|(?<![\d,.-])\d{1,4}\s?(?:AD\b|CE\b))"),
    (
        "year",
        rf"{_EDGE}(?:(?:c\.|ca\.?|circa|about|around)\s*)?(?:[Tt]he\s+years?\s+)?(?<![\w.,#$£€+-]){_YEAR}(?!-[a-zA-Z]|\s?[/:]\s?\d)",
    ),
    ("year", rf"(?<=\d[-–—]){_YEAR}(?!-|\s?[/:]\s?\d)"),
    (
        "year",
        rf"{_EDGE}(?<![\w.,#$£€+-])(?P<bc>\d{{1,4}})(?=\s?(?:[-–—]|(?:to|and|or|until)\b)\s?\d{{1,4}}\s?(?:BC|B\.C))",
    ),
    ("year", rf"{_EDGE}(?<=[Mm]id-){_YEAR}"),
    (
        "weekday",
        rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\s+coming|[Tt]he\s+(?:following|previous|next))\s+)?"
        rf"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)\s+(?:on\s+)?)?{_WEEKDAY}(?!s\b|\s+(?:Times|Mirror|Telegraph|Mail|Herald))"
        rf"{_PART}",
    ),
    ("today", r"(?i:(?:earlier|later)\s+)?(?P<today>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b" + _PART),
    ("today", r"(?P<today>[Tt]he\s+day\s+before\s+yesterday|[Tt]he\s+day\s+after\s+tomorrow)\b"),
    ("today", r"(?i:(?:earlier|later)\s+)?(?P<today>[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)\b"),
    (
        "unit",
        rf"(?i:(?P<earlier>earlier|later)\s+)?{_EDGE}(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he\s+(?:current|coming)"
        rf"|[Tt]his\s+(?:past|coming|same))\s+(?:(?:calendar|financial|fiscal|academic|school)\s+)?{_LONG}\b(?!-\w)",
    ),
    ("unit", r"(?P<which>[Tt]he)\s+(?P<unit>weekend)\b"),
    (
        "text",
        r"(?i:(?:earlier|early|later?)\s+(?:in\s+|on\s+)?)?"
        r"(?P<which>[Tt]he\s+(?:following|previous|preceding|next|same|very\s+(?:next|same))|[Tt]hat(?:\s+(?:very|same))?)\s+"
        r"(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|quarter|year|decade|century)\b",
    ),
    ("whole", rf"{_EDGE_WORDS}(?<=\bthe\s)(?P<unit>week|month|year|decade|century)\b"),
    ("text", r"(?P<which>[Tt]he)\s+(?P<unit>day|night|week|month|year)\s+(?P<after>following)\b"),
    (
        "text",
        r"(?P<which>[Tt]he)\s+(?P<unit>day|night|week|month|year)\s+(?P<after>before|after|afterwards)\b(?!\s+(?:yester|tomor))",
    ),
    (
        "period",
        rf"[Tt]h(?:e|ese)\s+(?P<which>past|last|next|coming|previous|following)\s+"
        rf"(?:{_NUMBER}(?:or\s+so\s+)?|{_FEW})?{_UNIT}(?P<plural>s)?\b",
    ),
    (
        "ago",
        rf"(?i:(?:about|around|nearly|almost|more\s+than|less\s+than|over|just|roughly|some|only)\s+){{0,3}}"
        rf"(?i:{_NUMBER}(?:or\s+so\s+)?|(?P<one>an?)\s+|{_FEW}){_UNIT}s?(?P<half>\s+and\s+a\s+half)?\s+"
        r"(?P<which>ago|earlier|later|from\s+now|previously|before(?=\s*[,.;)]|\s*$))(?!\s+than)",
    ),
    ("ago", rf"(?P<few>){_UNIT}s\s+(?P<which>ago|earlier|later)(?!\s+than)"),
    ("vague", r"(?P<past>[Rr]ecently|[Ll]ately|[Oo]f\s+late)\b(?!-)"),
    (
        "vague",
        r"(?i:an?\s+(?:very\s+)?long\s+time|some\s+time|a\s+(?:short\s+)?while|not\s+long|long)\s+(?P<past>ago)\b",
    ),
    ("vague", r"(?P<past>[Rr]ecent\s+(?:hours|days|weeks|months|years|decades|times))\b"),
    ("vague", r"(?P<future>[Tt]he\s+(?:near|not-too-distant)\s+future)\b"),
)


class Expression(NamedTuple):
    """A time expression in a passage: its characters, the rule it matched, and the match."""

    start: int
    end: int
    rule: str
    match: re.Match[str]


_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _RULES)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LONG_UNITS = "week month quarter year decade century".split()
_ANY_UNIT = [*_LONG_UNITS, "second", "minute", "hour", "day", "night", "centurie"]
_NEEDS: dict[str, list[str]] = {
    "date": _MONTHS, "month": _MONTHS, "season": "spring summer autumn fall winter".split(), "decade": ["0", "ties"],
    "century": ["century"], "quarter": ["quarter", "half", "months"], "weekday": ["day"], "unit": _LONG_UNITS,
    "today": "today night yesterday tomorrow morning afternoon evening".split(), "whole": _LONG_UNITS,
    "text": [*_ANY_UNIT, "morning", "afternoon", "evening"], "period": _ANY_UNIT,
    "ago": "ago earlier later now previously before".split(), "vague": "recent lately late ago future".split(),
}  # fmt: skip
"""Letters without which a rule can match nothing; looking for them first makes the scan twice as fast. The other rules
need a digit."""
_LEADS_TO_YEAR = frozenset(
    (
        "in since by until till before after of from to and between during circa around about early late year for the "
        "or through mid spring summer autumn fall winter ca circa"
    ).split()
)
_LEADS_TO_MONTH = frozenset(
    (
        "in since by until till before after of from to and between during last next this early late mid every each "
        "or through until throughout earlier later for"
    ).split()
)
_OPENING = frozenset("“ \" ‘ ' : — – - ( [ ;".split())
_HAVE_MARCHES = frozenset("the a his her their its long this that".split())
_DAYS = frozenset({"date", "text", "weekday", "iso"})
_PART_OF = re.compile(
    r"\b(?:(?:early|late|later)\s+(?:in|on)\s+)?(?:the\s+)?(?:(?:early|late)\s+)?"
    r"(?:morning|afternoon|evening|night|midnight)(?:\s+hours)?\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s?[-–—]\s?([12]\d{3})(?!\d)")
_RANGE_BEFORE = re.compile(r"(?<!\d)([12]\d{3})\s?[-–—]\s?$")
_MONTH_AFTER = re.compile(rf"[-–—](?:{_MONTH.replace('?P<month>', '?:')})")
_WORD_BEFORE = re.compile(r"([\w’']+)[\s(-]*$")
_COUNTED_AFTER = re.compile(
    r"\s*(?:percent|per\s+cent|million|billion|thousand|hundred|miles|km|kilomet|metres|meters|feet|tonnes|tons)"
)


def scan(doc: Doc) -> list[Expression]:
    """The time expressions of a passage, in order, none inside another."""
    text = doc.text
    lower = text.lower()
    able = {name for name, needed in _NEEDS.items() if any(word in lower for word in needed)}
    digits = any(map(str.isdigit, text))
    found = [
        Expression(match.start(), match.end(), name, match)
        for name, pattern in _PATTERNS
        if (name in able if name in _NEEDS else digits)
        for match in pattern.finditer(text)
        if match.group().strip() and _holds(doc, text, name, match)
    ]
    return [_edged(doc, expression) for expression in longest(found)]


def _edged(doc: Doc, expression: Expression) -> Expression:
    """An expression with its own words: with the part of a day before it, and without another noun's article."""
    if expression.rule != "season" or not expression.match.group().lower().startswith("the "):
        return _from_part_of_day(doc.text, expression)
    span = doc.char_span(expression.match.start("season"), expression.match.end("season"), alignment_mode="expand")
    if (
        span is not None
        and span[0].head.i > span[-1].i
        and not (expression.match["which"] or year_of(expression.match))
    ):
        return expression._replace(start=expression.match.start("season"))  # "the summer offensive"
    return expression


def _from_part_of_day(text: str, expression: Expression) -> Expression:
    """A day with the part of it that is named before: "the night of 3 May"."""
    if not text[: expression.start].endswith(("of ", "of the ")) or expression.rule not in _DAYS:
        return expression
    part = _PART_OF.search(text, max(0, expression.start - 50), expression.start)
    return expression._replace(start=part.start()) if part else expression


def longest(found: list[Expression]) -> Iterator[Expression]:
    """Of expressions that overlap, the longest, in order; of equals, the first."""
    found = sorted(found, key=lambda expression: (expression.start, -expression.end))
    kept: Expression | None = None
    for expression in found:
        if kept is None:
            kept = expression
        elif expression.start >= kept.end:
            yield kept
            kept = expression
        elif expression.end - expression.start > kept.end - kept.start:
            kept = expression
    if kept is not None:
        yield kept


def _holds(doc: Doc, text: str, name: str, match: re.Match[str]) -> bool:
    """Whether the words around a match let it be a time."""
    if name == "year":
        return _is_year(doc, text, match)
    if name == "month" and year_of(match) is None:
        return _is_month(doc, text, match)
    if name == "season":
        return year_of(match) is not None or bool(match["after"]) or _is_season(doc, text, match)
    if name == "period" and match["which"] in {"previous", "following"}:
        return bool(match["count"] or match["few"])  # else "text" reads it, as that year or month itself
    if name in {"today", "weekday"}:
        return not _is_title(doc, match)
    if name == "years":
        return _is_range(int(match["year"]), int(match["year"][:2] + match["last"]))
    return True


def _is_title(doc: Doc, match: re.Match[str]) -> bool:
    """Whether a day is part of a name: "USA Today", "the Sunday Times", "BBC Radio's Today programme"."""
    word = match.groupdict().get("today") or match.group()
    span = doc.char_span(*match.span(), alignment_mode="expand")
    if span is None or not word[0].isupper():
        return False
    if "today" in match.re.groupindex:
        return (
            span[0].is_sent_start is not True and word == "Today" and doc[max(0, span.start - 1)].text not in _OPENING
        )
    return span[0].ent_type_ in {"ORG", "WORK_OF_ART"} and bool(span[0].ent_iob_ == "I")


def year_of(match: re.Match[str]) -> int | None:
    """The year that an expression names, those before our era as `calendar` counts them."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    before = groups.get("bc") or ""
    return (
        BEFORE_OUR_ERA - int(before) if before.isdigit() and 0 < int(before) <= BEFORE_OUR_ERA - FIRST_BEFORE else None
    )


def _is_range(first: int, last: int) -> bool:
    return 1400 <= first < last <= first + 150


def _before(text: str, at: int) -> str:
    found = _WORD_BEFORE.search(text, max(0, at - 40), at)
    return found[1].lower() if found else ""


def _is_year(doc: Doc, text: str, match: re.Match[str]) -> bool:
    if match["bc"]:
        return year_of(match) is not None
    start, end = match.start("year"), match.end("year")
    onward = _RANGE_AFTER.match(text, end)
    if onward and not _is_range(int(match["year"]), int(onward[1])):
        return False
    if other := _RANGE_BEFORE.search(text, max(0, start - 8), start):
        return _is_range(int(other[1]), int(match["year"])) and not _COUNTED_AFTER.match(text, end)
    if text[start - 1 : start] in {"-", "–", "—"} and text[start - 2 : start - 1].isdigit():
        return False
    if _COUNTED_AFTER.match(text, end):
        return False
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    token = span[-1]
    dated = token.ent_type_ == "DATE"
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    counted = following is not None and following.tag_ in {"NNS", "NNPS"} and token.dep_ == "nummod"
    if counted and (not dated or _before(text, start) not in _LEADS_TO_YEAR):
        return False
    led = match.start() < start or _before(text, start) in _LEADS_TO_YEAR
    number = int(match["year"])
    if not 1500 <= number <= 2099:
        return dated and led
    return dated or led or text[start - 1 : start] == "(" or number >= 1900 or onward is not None


def _is_season(doc: Doc, text: str, match: re.Match[str]) -> bool:
    """Whether a season without a year is one: not "the fall of the city", "steel springs", "Summer Jones"."""
    span = doc.char_span(match.start("season"), match.end("season"), alignment_mode="expand")
    if span is None:
        return False
    token = span[0]
    if match["season"].lower() == "fall" and not match["which"]:
        led = token.i and doc[token.i - 1].lower_ == "the" and _before(text, match.start()) in {"in", "during", "by"}
        named = token.dep_ == "compound" and token.head.tag_ == "NN" and token.head.i > token.i  # "the fall campaign"
        return (bool(led) and not text[match.end() :].startswith(" of")) or named
    return token.tag_ in {"NN", "NNP", "JJ"} and token.ent_type_ not in {"PERSON", "FAC"}


def _is_month(doc: Doc, text: str, match: re.Match[str]) -> bool:
    start, end = match.start("month"), match.end("month")
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or (text[end : end + 1] in {"-", "_"} and not _MONTH_AFTER.match(text, end)):
        return False
    token = span[0]
    if token.i + 1 < len(doc) and token.ent_type_ == "PERSON":
        return False
    if match["month"] == "March" and match.start() == start and _before(text, start) in _HAVE_MARCHES:
        return token.dep_ == "compound" and token.head.i > token.i  # "a March meeting", not "the Long March"
    led = (
        match.start() < start
        or match["after"] is not None
        or text[end : end + 1] == "-"
        or _before(text, start) in _LEADS_TO_MONTH
    )
    word = match["month"].rstrip(".")
    if len(word) <= 4 and word not in {"June", "July"}:  # "May", "Mar", "Jan", "Sept": words and names of their own
        return led and (token.ent_type_ == "DATE" or (word == "May" and token.tag_ == "NNP"))
    if word in {"March", "April", "June", "August"}:
        return led or token.ent_type_ == "DATE"
    return True
