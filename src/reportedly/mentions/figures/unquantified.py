"""Numbers that count nothing: in names, times of the day, scores, telephone numbers, and "one" as a pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.figures.counted_phrases import sentence_start, span_at
from reportedly.mentions.figures.measures import DURATIONS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEVER = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+"
    r"|(?<!\w)\+\d[\d\s().-]{6,}\d|(?<![\w-])\(?\d{3,5}\)?[-.\s]\d{3}[-.\s]\d{3,4}(?![\w,]|-\d)"  # telephone
    r"|(?<![\w.,])\d{1,2}(?::\d{2}){1,2}(?!\d)(?:\s?(?:[ap]\.?m\b\.?|GMT|BST|UTC|hrs))?"  # times of the day
    r"|(?<![\w.,])\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?|(?<![\w.,])\d{1,2}\.\d{2}\s?(?:GMT|BST|UTC)"
    r"|(?<![\w.,])\d{4}\s?(?:GMT|BST|UTC|EST|EDT|hrs\b|hours\s+local)|(?<!\w)\w+\s+o['’]clock"
    r"|(?<![\w.,/])(?!(?<=\d[\s-])[1357]/[248](?![\d/])|\d{1,2}/\d{1,3}\s+(?:of|majority|vote|mile|inch"
    r"|cup)\b)\d+(?:/\d+)+(?![\w])"
    # 9/11, 24/7, 50/50, but neither "3 1/2" nor "2/3 of"
    r"|(?i:(?:call(?:ed|ing|s)?|dial(?:led|ed|ling|ing)?|a)\s+(?:911|999|112)|(?:911|999|112)\s+(?:call|dispatch"
    r"|operator))\w*"
    r"|(?<![\w.,])(?i:zero|0)(?:\s+to\s+|[-–])\d{2,3}\s?(?:mph|kph|km/h)"  # how a car is said to speed up
    r"|(?<![\w.,])\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,3}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd|Lane"
    r"|Drive|Square|Highway)\b"
    r"|(?<![\w.,])\d{1,2}(?:st|nd|rd|th)?(?:\s?[,&–-]\s?|\s+(?:and|or|to)\s+)(?=\d{1,2}(?:st|nd|rd"
    r"|th)?\s+(?:January|February|March"
    r"|April|May|June|July|August|September|October|November|December)\b)"
    r"|(?<!\w)(?i:nos?)\.\s?\d+|(?i:number)\s\d+\b"
    r"|(?m:^\s*\(?\d{1,3}[.)]\s)"  # the number of a list item
    r"|(?i:no\s+one|one\s+another|one\s+day|every\s?one|some\s?one|any\s?one|one-time|one-off|one-on-one|one-(?:way|man|woman)"
    r"|two-way)\b"
    r"|(?i:zero[\s-]tolerance|one-third-party|(?:day|square|phase|version|formula|number|round|part|game)\s+one)\b"
    r"|(?i:at|the)\s+one\s+(?:point|time|hand|stage|side)|(?i:in\s+one\s+(?:way|sense|respect))"
)
_LABELS = frozenset(
    (
        "no no. nos nos. number section sections article articles page pages pp p. chapter flight route highway "
        "interstate channel level phase stage type class grade room unit bus line exit round game episode season part "
        "volume vol version act title proposition prop amendment table figure fig district ward precinct block "
        "platform gate formula group appendix paragraph clause resolution ref id item question rule step week day "
        "year apartment suite box lot building tier category generation size model series area zone sector studio "
        "terminal pier hole lane court q seed seeded ranked rank mark psalm isbn opus op"
    ).split()
)
_PLURALS = frozenset("people police staff personnel crew cattle fish sheep aircraft spacecraft troop odd".split())
"""Nouns for many that look like one."""

_PRONOUN_NOUNS = frozenset(
    (
        "day time way thing side hand point reason area another part place more moment word night morning evening "
        "afternoon such example instance sense aspect other"
    ).split()
)


_HUMANS = frozenset(
    (
        "person man woman child boy girl people soldier officer policeman civilian protester worker student passenger "
        "driver victim suspect death casualty fatality injury arrest resident pilot prisoner hostage count case life"
    ).split()
)


_SPEAKS = frozenset("say tell tweet write ask add think note argue joke recall explain describe post".split())


_HINT = re.compile(r"\d|(?i:one|two|zero|no\.|clock|http|www)")


def never_figures(text: str) -> list[tuple[int, int]]:
    """Stretches of a passage whose numbers count nothing, by their form alone."""
    return [match.span() for match in _NEVER.finditer(text)] if _HINT.search(text) else []


_LATER = re.compile(
    r"\s+(?:after|before|later|earlier|ago|since|prior\s+to|previously|beforehand|afterwards?|into|left|remaining"
    r"|to\s+go|to\s+spare"
    r"|from\s+(?:now|today|the)|hence|on(?=,|\s+from)|out(?=\s+from)|apart)\b"
)
_WITHIN = re.compile(
    r"(?<!\w)(?i:in|within|every|each|after)\s+(?:just\s+|only\s+|the\s+|about\s+|around\s+|less\s+than\s+)*$"
)
_ALREADY = re.compile(r"(?<!\w)(?i:for|took|takes?|lasted|spent|served)\s+(?:the\s+)?(?:(?!until\b)\w+\s+){0,2}$")
_DAYS_OR_MORE = frozenset({"days", "weeks", "fortnights", "months", "years", "decades", "centuries"})


def says_when(text: str, start: int, end: int, unit: str | None) -> bool:
    """Whether a length of time says when something was and not how long: "two weeks after", "in three days".

    Args:
        text: the passage.
        start: first character of the length in it.
        end: where it ends, exclusive.
        unit: its unit; lengths of other things never say when.

    """
    if unit not in DURATIONS:
        return False
    before = text[max(0, start - 40) : start]
    if _LATER.match(text, end):
        return not _ALREADY.search(before)
    within = _WITHIN.search(before)
    return within is not None and (unit in _DAYS_OR_MORE or not within.group().lower().startswith("in"))


def counts_nothing(doc: Doc, start: int, end: int, *, bare: bool) -> bool:
    """Whether the number at these characters belongs to a name or stands for no count.

    Args:
        doc: the parsed passage.
        start: first character of the number.
        end: where it ends, exclusive.
        bare: whether it has neither currency, unit nor scale, so that it could be part of a name.

    """
    span = span_at(doc, start, end)
    if span is None or not bare:
        return False
    token = span[-1]
    following = _neighbour(token, 1)
    previous = _neighbour(span[0], -1)
    word = token.lower_
    if word == "one" and len(span) == 1:
        return _is_pronoun(token, following, previous)
    if word in {"zero", "second"}:
        return following is None or following.tag_ not in {"NNS", "NNPS"}
    if (
        previous is not None
        and previous.lower_ in _LABELS
        and (following is None or following.tag_ != "NNS")
        and not (previous.is_title and previous.is_sent_start is None)
    ):
        return True
    if token.is_alpha and token.is_title and previous is not None and not (token.is_sent_start or previous.is_punct):
        return True  # "the Six Nations", "the Gang of Eight"
    if word[0].isdigit():
        return _in_name(token, previous, following)
    return token.ent_type_ in {"WORK_OF_ART", "LAW", "FAC", "PRODUCT", "EVENT"} and token.is_title


def _neighbour(token: Token, step: int) -> Token | None:
    """The next token that is no white space."""
    at = token.i + step
    while 0 <= at < len(token.doc):
        if not token.doc[at].is_space:
            return token.doc[at]
        at += step
    return None


def _is_pronoun(token: Token, following: Token | None, previous: Token | None) -> bool:
    """Tell "one of the", "this one", "in one tweet" from the counts "one person", "one soldier and two rebels"."""
    if following is None or (
        previous is not None and previous.lower_ in {"no", "which", "every", "any", "this", "that"}
    ):
        return True
    if following.lower_ == "of" and previous is not None and previous.lower_ == "only":
        return False  # "only one of those jobs"
    second = _neighbour(following, 1)
    if following.lower_ == "or" and second is not None and second.lower_ == "more":
        return False
    if following.lower_ in _PRONOUN_NOUNS:
        return True
    if not (token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}):
        return True
    noun = token.head
    if any(token.doc[at].lower_ == "or" for at in range(noun.i + 1, min(noun.i + 2, len(token.doc)))):
        return True  # "one party or another"
    # "In one tweet" only says "a"; beside other numbers ("14 Catholics and one Protestant"), of people, or bounded
    # ("at least one") it counts.
    bounded = previous is not None and previous.lower_ in {"least", "only", "just", "than", "exactly", "to", "with"}
    speaks = noun.dep_ == "nsubj" and noun.head.lemma_ in _SPEAKS
    return not (bounded or _beside_a_count(token) or (noun.lemma_.lower() in _HUMANS and not speaks))


def _beside_a_count(token: Token) -> bool:
    """Whether another number of things stands in a list with this one, or near it in the sentence."""
    for other in token.doc[sentence_start(token) :]:
        if other.is_sent_start and other.i > token.i:
            break
        if other.i == token.i or not other.like_num or other.dep_ != "nummod":
            continue
        listed = other.head.head == token.head or token.head.head == other.head or other.head.head == token.head.head
        if listed and other.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT"}:
            return True
    return False


def _names_one(token: Token) -> bool:
    """Whether digits stand between an article and a noun for one thing: "its new 777 plane" is no 777 planes."""
    noun = token.head
    if token.dep_ not in {"nummod", "compound", "nmod"} or noun.i <= token.i or token.text in {"1", "0"}:
        return False
    while noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i:
        noun = noun.head
    determined = any((left.tag_ == "DT" and left.lower_ != "the") or left.dep_ == "poss" for left in noun.lefts)
    prefix = noun.i + 1 < len(token.doc) and noun.nbor().text == "-"  # "15 co-defendants"
    return noun.tag_ == "NN" and determined and not prefix and noun.lower_ not in _PLURALS


def _in_name(token: Token, previous: Token | None, following: Token | None) -> bool:
    """Digits that follow a name ("Boeing 737", "Channel 4", "Group of 20") and count no noun after them."""
    if following is not None and following.tag_ in {"NNS", "NNPS"}:
        return False
    if previous is None:
        return False
    if _names_one(token):
        return True
    if previous.lower_ == "of" and previous.i > 0:
        return token.doc[previous.i - 1].text in {"Group", "Area"}
    capital = previous.text[:1].isupper() and not previous.is_sent_start
    if not capital and previous.tag_ not in {"NNP", "NNPS"}:
        return False
    # "Shrek 2 best film": a number beside a name that counts anything counts several.
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in {"NNS", "NNPS"}
    return not counts or token.ent_type_ in {"PRODUCT", "FAC", "WORK_OF_ART", "LAW"}
