"""Where a passage speaks of time without naming a day.

Lengths ("three years"), repeated times ("every Tuesday"), times of the day ("5.30 p.m."), feasts ("Christmas"), and
words that only point ("now", "former", "at the same time"). What is found here may also be a figure: "a 10-year
sentence" has both a number of years and a length of time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.days.timewords import Expression, longest
from reportedly.mentions.days.timewords_phrases import phrases, whole_phrases
from reportedly.mentions.numbers import SCALED, WORDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_UNIT = (
    r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|season|year|decade|century|centurie)"
    r"(?P<plural>s)?"
)
_ABOUT = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|just|only|barely|well|over|under|(?:more|less|fewer)\s+than"
    r"|at\s+(?:least|most)|up\s+to|as\s+(?:many|long|little)\s+as|some|another|an?\s+(?:further|additional))\s+){0,3}"
)
_WHICH = (
    r"(?:(?:the|these|those|its|his|her|their|our|my)\s+)?(?:(?:same|first|last|final|next|past|previous|following"
    r"|entire|whole|ensuing|initial|intervening|subsequent|opening|closing|remaining|extra)\s+){0,3}"
)
_COUNT = (
    rf"(?P<count>{WORDED}|{SCALED})(?P<and_half>\s+and\s+a\s+half)?"
    rf"(?:\s*(?:-|–|\bto\b|\bor\b)\s*(?P<other>{WORDED}|{SCALED}))?[-\s]+"
)
_FEW = (
    r"(?P<few>(?:an?\s+)?few|several|(?:an?\s+)?couple(?:\s+of)?|many|(?:dozens|scores|hundreds|thousands)\s+of"
    r"|half\s+an?|(?:an?\s+)?half(?=-))[-\s]+"
)
_ADJECTIVE = (
    rf"(?:(?!(?:{WORDED}|of|or|and|to|in|a|an|the|per|every|each|that|this|one|on|at|for|by)\b)[a-z]+(?<!s)[-\s]+)?"
)
_LENGTHS = (
    rf"{_ABOUT}{_WHICH}(?:(?:an?\s+)?{_COUNT}{_ADJECTIVE}|{_FEW}{_ADJECTIVE}|(?P<one>an?|one)[-\s]+(?:(?:full|whole|entire|single|further|extra|additional)\s+)?)"
    rf"{_UNIT}"
    r"(?P<half>\s+and\s+a\s+half)?(?:(?:[-\s]+long)?[-\s]+(?:olds?|long|of\s+age|period))?",
    r"(?:(?P<whole>year|month|week|day|decade|centur)(?:y|ie)?(?P<many>s)?)[-\s]?long",
)
_REPEATED = (
    r"(?<!half-)(?P<adverb>daily|weekly|fortnightly|monthly|quarterly|annual|annually|yearly|hourly|nightly|everyday)",
    rf"(?:every|each)\s+(?:(?P<other>other|second|few)\s+|(?P<count>{WORDED}|{SCALED})[-\s]+)?"
    r"(?P<unit>second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|century|morning|afternoon|evening"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?",
    r"per\s+(?P<rate>second|minute|hour|day|night|week|month|quarter|year)",
    r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|weekday)s"
    r"(?:\s+(?:mornings?|afternoons?|evenings?|nights?))?",
)
_CLOCK = (
    r"(?<![.:,$£€])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?",
    r"(?<![.:,$£€])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?![:\d])",
    r"(?<![.:,$£€])(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)\s(?:GMT|BST|UTC|EST|EDT|CET|CEST|hrs)",
    r"(?P<named>noon|midday|midnight)",
    r"(?P<spoken>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+o['’]clock",
)
_POINTERS = (
    r"(?P<present>(?:right\s+)?now|currently|presently|nowadays|these\s+days|present[-\s]day|(?<=\bto\s)date"
    r"|(?<=\bat\s)present|the\s+time\s+being|(?<=\bat\s)the\s+moment|(?<=\bat\s)this\s+time|current)",
    r"(?P<past>former|formerly|recent|the\s+(?:recent\s+)?past"
    r"(?!\s+(?:\w+\s+)?(?:second|minute|hour|day|week|month|year|decade|centur)))",
    r"(?P<future>(?:the\s+)?future)",
    r"(?:at|by|from|during|in|since|until|before|after|of|throughout|over|around)\s+"
    r"(?P<when>(?:this|that|the\s+same|the|these|those)\s+(?:times?|periods?|era))",
    r"(?P<when>(?:this|that|these|those|the\s+same)\s+periods?|(?:this|that|the\s+same)\s+date|the\s+same\s+time"
    r"|an?\s+(?:long|short|brief|prolonged)\s+(?:time|period(?:\s+of\s+time)?))",
)
_HOLIDAYS = (
    r"(?P<holiday>(?:christmas(?:\s+(?:day|eve))?|new\s+year['’]s?\s+(?:day|eve)|easter(?:\s+(?:sunday|monday))?|good"
    r"\s+friday|boxing\s+day|halloween|valentine['’]s\s+day|may\s+day|april\s+fools?['’]?\s+day))"
    r"(?:(?:,|\s+of)?\s+(?P<year>1\d{3}|20\d{2}))?",
)
_YEAR_COUNT = re.compile(r"1[5-9]\d\d|20\d\d")
_UNITS = "second minute hour day night week month season year decade centur".split()
_RULES = tuple(
    (rule, needed, re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE))
    for rule, needed, patterns in (
        ("length", _UNITS, _LENGTHS),
        ("repeated", "ly annual every each per days weekends".split(), _REPEATED),
        ("clock", "0 1 2 3 4 5 6 7 8 9 noon mid o'clock o’clock".split(), _CLOCK),
        (
            "pointer",
            "now current present these time date former recent past future period era moment".split(),
            _POINTERS,
        ),
        ("holiday", "christmas year easter friday day halloween".split(), _HOLIDAYS),
    )
    for pattern in patterns
)
"""Each rule with letters without which it can match nothing."""


def scan_lengths(doc: Doc, days: Sequence[Expression]) -> list[Expression]:
    """All time expressions of a passage, the longest where they overlap.

    Args:
        doc: the parsed passage.
        days: what ``timewords.scan`` found in it.

    """
    text = doc.text
    lower = text.lower()
    found = [
        Expression(*_edges(doc, rule, match), rule, match)
        for rule, needed, pattern in _RULES
        if any(word in lower for word in needed)
        for match in pattern.finditer(text)
        if _holds(doc, rule, match)
    ]
    kept = list(longest([*days, *found]))
    return whole_phrases(doc, list(longest([*kept, *phrases(doc, kept)])))


def _edges(doc: Doc, rule: str, match: re.Match[str]) -> tuple[int, int]:
    """The characters of an expression: without the words around it that only a rule needs, or that are not of it."""
    if "when" in match.re.groupindex:
        return match.span("when")
    start, end = match.span()
    if rule != "length" or match.re.groups == 2:
        return start, end
    words, unit = match.group().lower(), match["unit"].lower()
    if words.startswith(("a ", "an ")) and match["count"] and not words.endswith("period"):
        start = match.start("count")
    before_noun = match["count"] and not match["plural"] and match["count"].lower() not in {"one", "1", "a"}
    if (before_noun or words.endswith(f"one-{unit}")) and not words.endswith("period"):
        return match.start("count"), end  # "a ten-day visit": the article is the noun's
    if match["one"] and words.endswith("long"):
        return match.start("unit"), end
    token = _token(doc, start)
    if token is not None and token.lower_ in {"over", "under", "about", "around"} and token.dep_ == "prep":
        start = token.nbor().idx if token.i == 0 or token.nbor(-1).tag_ != "IN" else start
    return start, end


def _token(doc: Doc, at: int) -> Token | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _holds(doc: Doc, rule: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if rule == "length":
        if groups.get("one") and doc.text[match.end() : match.end() + 1] in {"-", "–"}:
            return False  # "a night-raid", "a day-care centre"
        if _YEAR_COUNT.fullmatch(groups.get("count") or ""):
            return False  # "the 1975-1976 season"
        return (groups.get("unit") or "").lower() != "second" or bool(match["plural"])  # not "a second time"
    if rule == "repeated" and groups.get("adverb") and match.group()[0].isupper():
        token = _token(doc, match.start())
        return token is not None and token.i == token.sent.start  # not "the China Daily"
    if rule == "pointer":
        word = match.group().lower()
        if word in {"former", "current", "recent"}:
            token = _token(doc, match.start())
            return token is not None and token.dep_ == "amod" and token.head.i > token.i and token.head.tag_[0] == "N"
    if rule == "holiday" and not groups["year"]:
        following = doc.text[match.end() : match.end() + 2]
        return match.group()[0].isupper() and not (following[:1] == " " and following[1:].isupper())
    return True
