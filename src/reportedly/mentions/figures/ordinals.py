"""Ordinals that count ("the first person to be charged", "a sixth death"), told from names, ranks and times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_phrases import span_at
from reportedly.mentions.figures.quantities import Quantity, exactly
from reportedly.mentions.numbers import ORDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_WORDS = "|".join(word for word, value in ORDINALS.items() if value <= 20 and word not in {"half", "quarter"})
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})*)(?:st|nd|rd|th)"
    rf"|(?i:(?:(?P<tens>{_TENS})[-\s])?(?P<word>{_WORDS})))(?![\w-])"
)
_NEVER_COUNTED = frozenset(
    (
        "time times thing things step steps place places chance sign attempt priority half halves quarter quarters "
        "period inning innings set round leg lap phase stage gear base down rank tier row floor storey story page "
        "line chapter section paragraph part class grade degree lady gentleman family minister deputy lieutenant "
        "secretary officer mate responder responders name names language nature cousin party world century "
        "millennium hand glance sight instance aid grader graders reading order thought thoughts option choice seed "
        "amendment street avenue district ward division circuit precinct generation level dimension sex estate "
        "degree string wind nation rate"
    ).split()
)
_TIMES = frozenset(
    "second minute hour day night morning afternoon evening week weekend month season year decade term summer".split()
)
"""Nouns of time: "the first week" says when, "his 17th year" says how many."""

_NO_PROPER_NAME = frozenset({"WORK_OF_ART", "LAW", "FAC", "EVENT", "ORG", "LOC", "PRODUCT"})
_OF_SEVERAL = re.compile(
    r"\s+of\s+(?:(?:its|their|his|her)\s+(?:kind|nature|type|sort)\b"
    r"|(?:(?:the|these|those|its|his|her|their|our|my)\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|several|many"
    r"|\d{1,3})\s+[a-z])"
)


def ordinals(doc: Doc, text: str) -> Iterator[Quantity]:
    """Ordinals that count up to a thing: "the first person in Norway to be charged" says that there has been one.

    Args:
        doc: the parsed passage.
        text: its text.

    Yields:
        Each that counts, as an exact number.

    """
    for match in _ORDINAL.finditer(text):
        span = span_at(doc, match.start(), match.end())
        if span is None or not (_counts_noun(span[-1]) or _OF_SEVERAL.match(text, match.end())):
            continue
        value = float(match["digits"].replace(",", "")) if match["digits"] else float(ORDINALS[match["word"].lower()])
        if match["tens"]:
            value += 10.0 * (_TENS.split("|").index(match["tens"].lower()) + 2)
        yield exactly(match.start(), match.end(), value)


def counted_noun(ordinal: Token) -> Token | None:
    """The noun that an ordinal stands before, or ``None`` where it stands by itself or in a name."""
    head = ordinal.head
    if ordinal.dep_ not in {"amod", "nummod", "compound", "nmod"} or head.i <= ordinal.i:
        return None
    while head.dep_ in {"compound", "nmod", "amod"} and head.head.i > head.i and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN"} else None


def _counts_noun(ordinal: Token) -> bool:
    noun = counted_noun(ordinal)
    if noun is not None and noun.tag_ in {"NNS", "NNPS"}:
        return False  # "the first polls" are more than one
    following = ordinal.nbor() if ordinal.i + 1 < len(ordinal.doc) else None
    if noun is None or following is None:
        return False
    hyphened = following.i + 1 < len(ordinal.doc) and following.nbor().text == "-"  # "the first one-on-one debate"
    if following.tag_ in {"JJS", "RBS", "HYPH", "CC"} or following.is_punct or (following.like_num and not hyphened):
        return False  # "the first three", "the second largest" is a rank
    if noun.lower_ in _NEVER_COUNTED or following.lower_ in _NEVER_COUNTED:
        return False
    if noun.lemma_.lower() in _TIMES:
        return any(child.dep_ == "poss" for child in noun.lefts)
    named = noun.text[:1].isupper() and noun.tag_ in {"NNP", "NNPS"}
    capital = ordinal.text[:1].isupper() and not ordinal.is_sent_start
    return not (named or capital or ordinal.ent_type_ in _NO_PROPER_NAME)
