"""Quantities in words alone: shares ("every fifth"), bounds ("dozens"), ordinals that count ("the first man to")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.numbers import ORDINALS, SCALES, value_of
from reportedly.mentions.quantities import Quantity, exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_SHARE = re.compile(
    r"(?<![\w-])(?i:every\s+(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)(?!\s+(?:time|year|day|week|month|hour))"
    r"|(?P<numerator>an?|one|two|three|four|five|six|seven|eight|nine)[\s-]+"
    r"(?P<denominator>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)"
    r"(?P<of>\s+of(?=\s))?"
    r"|(?P<bare>half)(?=\s+(?:of|a\s+per|the|its|their|his|her|our|all|those|these)\b))(?!\w)"
)
_ONE_IN = re.compile(
    r"(?<![\w-])(?i:(?P<part>one|two|three|four|five|six|seven|eight|nine|\d{1,3})(?:\s+(?:in|out\s+of)(?:\s+every)?\s+|-in-|\s+of\s+(?=(?:10|ten|100)\s))"
    r"(?P<whole>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a\s+hundred|hundred|a\s+thousand|\d{1,3}(?:,\d{3})*))(?![\w-])"
)
_SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion)"
_VAGUE = re.compile(
    rf"(?<![\w’'-])(?i:(?P<plural>(?:(?:tens|dozens|scores|hundreds|thousands|millions|billions)(?:\s+(?:of|and)\s+)?)+)(?=\s|[.,;!?]|$)"
    rf"|(?P<few>several|an?\s+few|a\s+handful\s+of|a\s+couple(?:\s+of)?|half\s+an?)(?:\s+(?P<scale>{_SCALE}))?"
    rf"|(?P<half>half[\s-](?:an?[\s-])?)(?P<unit>{_SCALE}))(?!\w)"
)
_LEAST = {"several": 3.0, "handful": 2.0, "few": 2.0}
_SINGULAR = {"tens": 10.0, "scores": 20.0, "dozens": 12.0}


_PLURAL_SCALE = re.compile(r"tens|dozens|scores|hundreds|thousands|millions|billions")


def vague(text: str) -> list[Quantity]:
    """Quantities in words that set only a bound: "dozens", "tens of thousands", "several hundred", "half a million"."""
    found: list[Quantity] = []
    for match in _VAGUE.finditer(text):
        if match["plural"]:
            scales = _PLURAL_SCALE.findall(match["plural"].lower())
            counted = re.search(r"\s+of\s*$", match["plural"]) or re.match(r"\s+of\b", text[match.end() :])
            if scales == ["tens"] or (scales == ["scores"] and not counted):
                continue  # "in their tens" and "the scores were level"
            low = 2.0
            for word in scales:
                low *= _SINGULAR.get(word) or SCALES[word.removesuffix("s")]
            end = match.start() + len(re.sub(r"\s+(?:of|and)?\s*$", "", match["plural"], flags=re.IGNORECASE))
            found.append(Quantity(match.start(), end, low, None, None, "at least"))
            continue
        scale_word = match["scale"] or match["unit"]
        scale = (value_of(f"one {scale_word}") or 1.0) if scale_word else 1.0
        few = (match["few"] or "half").lower()
        if "couple" in few:
            value = 2 * scale
            found.append(Quantity(match.start(), match.end(), None, None, value, "about", closed=True))
        elif few.startswith("half"):
            if scale_word:
                found.append(exactly(match.start(), match.end(), scale / 2))
        else:
            low = next(least for word, least in _LEAST.items() if word in few) * scale
            found.append(Quantity(match.start(), match.end(), low, None, None, "at least"))
    return found


_OF_A_PERCENT = re.compile(r"(?:\s+of)?\s+(?:an?|one|1)\s+(?:percent(?:age\s+(?P<points>point))?|per\s+cent|%)(?!\w)")
_ORDINAL = re.compile(r"(?<![\w-])(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?![\w-])")
_UNCOUNTED = frozenset(
    {"time", "thing", "step", "place", "day", "year", "week", "month", "chance", "sign", "attempt", "priority"}
)


def shares(text: str) -> Iterator[Quantity]:
    """Shares in words, between 0 and 1: "every fifth", "two-thirds", "half of", "one in five"."""
    for match in _SHARE.finditer(text):
        value: float | None = None
        end = match.end()
        if match["nth"]:
            value = 1 / ORDINALS[match["nth"].lower()]
        elif match["bare"]:
            value = 0.5
        else:
            word = match["denominator"].lower()
            word = "half" if word == "halves" else word.removesuffix("s")
            one = match["numerator"].lower() in {"a", "an"}
            # "A third man" and "a quarter" of the year are no shares; "a third of" is.
            if one and not match["of"]:
                continue
            of = match.start("of") if match["of"] else end
            end = of
            value = (1.0 if one else value_of(match["numerator"]) or 0.0) / ORDINALS[word]
        if value is None or value > 1:
            continue
        # "Half of one percent" is a percentage.
        percent = _OF_A_PERCENT.match(text, end)
        unit = "share" if percent is None else "percentage points" if percent["points"] else "percent"
        yield exactly(match.start(), percent.end() if percent else end, float(f"{value:.12g}"), unit)
    for match in _ONE_IN.finditer(text):
        part, whole = value_of(match["part"]), value_of(match["whole"])
        # "One in 2016" is no share, nor is "two in one"; "one in 1,000" is.
        if part and whole and part < whole and not re.fullmatch(r"(?:19|20)\d\d", match["whole"]):
            yield exactly(match.start(), match.end(), float(f"{part / whole:.12g}"), "share")


def ordinals(doc: Doc, text: str) -> Iterator[Quantity]:
    """Ordinals that count up to somebody: "the first person in Norway to be charged" says that there has been one."""
    for match in _ORDINAL.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or span[0].dep_ != "amod":
            continue
        noun = span[0].head
        followed = any(
            child.dep_ in {"relcl", "acl"} and any(part.lower_ == "to" and part.dep_ == "aux" for part in child.lefts)
            for child in noun.rights
        )
        if followed and noun.i > span[0].i and noun.lemma_.lower() not in _UNCOUNTED:
            yield exactly(match.start(), match.end(), float(ORDINALS[match.group().lower()]))
