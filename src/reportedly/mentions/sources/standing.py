"""Which of the people in a report speak for an office, by all that it says of them at any place.

A title before the name ("Mayor Lee"), a phrase beside it ("Lee, who runs the port"), a party and district in brackets
("(D-Ohio)"), and what only those have who hold or seek an office ("Lee's running mate", "the Lee campaign", "vote for
Lee"). Somebody whom a political report never introduces is one whom its readers know from politics.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.language.offices import Told, told
from reportedly.language.outlets import is_outlet
from reportedly.mentions.people.given import GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from reportedly.language import Passage
    from reportedly.model import Entity, Span

_SEAT = re.compile(
    r"\s*(?:,\s*|\(\s*)(?:(?:R|D|I|Ind|Lab|Con|Lib Dem|LD|SNP|DUP|Rep|Dem|Labour|Conservative|Tory|Liberal|Greens?)\.?"
    r"\s*[-–—,]\s*[A-Z]|[A-Z]{3}\)|(?:a |the )?(?:Republican|Democrat|Conservative|Labour|Liberal) (?:of|from) [A-Z])"
)
_HAS = (
    r"(?:campaign|candidacy|administration|presidency|premiership|running[- ]mate|nomination|cabinet|government|"
    r"re-?election|inauguration|ticket|supporters|surrogates?|rall(?:y|ies)|spokes(?:man|woman|person)|press secretary|"
    r"chief of staff|manifesto|constituen(?:ts|cy)|transition team|voters|electorate|backers|base of support|"
    r"(?:tax|health|immigration|economic|trade|foreign|energy|defen[cs]e|climate) (?:plan|polic(?:y|ies)|proposals?)|"
    r"poll numbers|lead in the polls|approval ratings?|bid for|presidential|mayoral|gubernatorial|leadership bid|"
    r"vice[- ]president|home secretary|policies|policy proposals?|debate performance)"
)
_AFTER_NAME = re.compile(rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?{_HAS}\b")
_DID = re.compile(
    r"\s+(?:has |had |have |is |was |will |would |who (?:is |was )?)?(?:(?:narrowly|easily|again|also)\s+)?"
    r"(?:vetoed|signed (?:the|a|an) (?:bill|law|order|executive)|took office|take office|was elected|re-?elected|"
    r"sworn in|running for (?:president|governor|mayor|office|senate|congress|parliament|re-?election)|"
    r"campaign(?:ed|ing|s)\b|won the (?:\w+ ){0,2}(?:election|primary|nomination|presidency|caucus(?:es)?)|"
    r"ran for (?:president|governor|mayor|office))"
)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:vot(?:e|es|ed|ing)|ballots?|stump(?:ed|ing)?|campaign(?:ed|ing)?|rall(?:y|ies)|lobby(?:ing)?|"
    r"support(?:ers)?|case) (?:for|against|of)|\b(?:elect(?:ed|ing)?|re-?elect(?:ed)?|endors(?:e|es|ed|ing)|"
    r"nominat(?:e|ed|ing)|impeach(?:ed|ing)?|depos(?:e|ed|ing)|overthrow|toppl(?:e|ed|ing))|"
    r"\b(?:debates?|face-off|matchup|runoff|contest|race) (?:with|between|against)|"
    r"\b(?:government|administration|presidency|cabinet|regime) of|[Pp]ro-|[Aa]nti-|[Nn]ever )\s*$"
)
_HIS = re.compile(rf"\b(?:his|her)\s+(?:own\s+)?(?:[\w-]+\s+){{0,1}}?{_HAS}\b")
_POLITICS = re.compile(
    r"\b(?:elections?|electoral|campaigns?|campaigning|vot(?:e|es|ed|ers?|ing)|ballots?|candidates?|nominees?|nomination|"
    r"presiden(?:t|cy|tial)|primar(?:y|ies)|caucus(?:es)?|senat(?:e|ors?)|congress(?:ional)?|parliament(?:ary)?|"
    r"ministers?|governors?|mayors?|cabinet|polls?|pollsters?|debates?|republicans?|democrats?|democratic|gop|"
    r"conservatives?|labour|tor(?:y|ies)|coalition|opposition|part(?:y|ies)|government|administration|white house|"
    r"kremlin|downing street|legislation|bills?|policy|policies|sanctions|referendum|politic(?:s|al|ians?)|"
    r"rall(?:y|ies)|supporters|convention|immigration|nato|treaty|embassy|foreign|taxes|tax)\b",
    re.IGNORECASE,
)
_OFTEN = 4
_POLITICAL = 0.2
_FEW = 1.0
_MIDST = 0.4
"""Sentences about somebody never introduced, and the share of them on politics, from which they are known from it.
Tuned on the tuning half of the gold of speakers."""
_LAY = frozenset(
    "businessman businesswoman developer mogul magnate tycoon star celebrity wife "
    "husband son daughter mother father grandfather grandmother owner man woman friend".split()
)
"""What somebody known from politics may also be called."""
_RANKS = frozenset("general colonel lieutenant captain major admiral sergeant brigadier commander marshal".split())
_RUNS = frozenset(
    "run lead head chair represent oversee govern rule command preside supervise manage direct steer".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "JJR", "VBN", "VBG", "POS", "HYPH", "CD", "DT", "PRP$"))
_PARTIES = frozenset(
    "Labour Conservatives Tories Dems Republicans Greens SNP DUP UKIP Cymru Féin Fein GOP Party".split()
)
_OF_A_PARTY = frozenset(("Republican", "Democrat", "Conservative"))
"""Straight before a name, as on a ballot; "a Republican" may be anybody."""
_SUFFIX = re.compile(r"\s*,?\s+(?:Jr|Sr|II|III|IV)\b\.?")
_LEADS_ON = frozenset(("of", "for", "to", "at", "in", "from", "with", "on", "-", "and"))
_LONGEST = 14
"""Words read of a phrase beside a name."""


@dataclass(slots=True)
class _Evidence:
    """What was read of one person so far."""

    said: list[Told] = field(default_factory=list)
    seat: int = 0
    sought: int = 0
    sentences: int = 0
    political: int = 0


def offices(entities: Sequence[Entity], passages: Sequence[Passage]) -> dict[str, bool]:
    """Whether each person speaks for an office, by id; those are left out of whom the report says nothing of the kind.

    Args:
        entities: of the report; only people are looked at.
        passages: the readable blocks as parsed, in page order.

    """
    starts = [passage.start for passage in passages]
    found = {
        entity.id: _is_official(_read(entity, passages, starts), entity)
        for entity in entities
        if entity.kind == "person"
    }
    return {identity: held for identity, held in found.items() if held is not None}


def _is_official(seen: _Evidence, entity: Entity) -> bool | None:
    read = {one.noun for one in seen.said}
    role = told([*(entity.role or "").split()], ["of", *(entity.affiliation or "").split()])
    said = [*seen.said, *(one for one in role if one.noun not in read)]  # a role has lost the words around it
    said += _of_name(entity.name.split())
    # A bare "director" says less than "FBI director", but "former director" says more.
    whole = {one.noun for one in said if one.standing == "office"}
    said = [one for one in said if one.standing != "private" or one.noun not in whole]
    over = {one.noun for one in said if one.standing != "office"}
    held = [one for one in said if one.standing == "office" and one.noun not in over]
    if held or seen.seat:
        return len(held) + 3 * seen.seat + seen.sought > sum(one.standing == "private" for one in said) // 3
    share = seen.political / max(1, seen.sentences)
    if any(one.noun not in _LAY for one in said):
        # Somebody with a former office in politics who is in its midst seeks another one.
        political = bool(over) and not over & _RANKS and all(one.standing == "former" for one in said)
        again = seen.sought > 0 or (seen.sentences > _OFTEN and share >= _MIDST)
        return seen.sought > 1 + len(over) or (political and again)
    if entity.name in GIVEN_NAMES:
        return None
    often = _POLITICAL if seen.sentences >= _OFTEN else _FEW if seen.sentences > 1 else 2.0
    # One word in a report on other things, as on a race or a campaign in sport, does not tell.
    return True if seen.sought > 1 or (seen.sought and share >= _POLITICAL) or share >= often else None


def _of_name(words: Sequence[str]) -> tuple[Told, ...]:
    """What a name says that begins with a title, or that is a description as nobody's name is told."""
    if words[-1][:1].isupper():
        return told(words[:1]) if len(words) > 1 else ()
    cut = next((at for at, word in enumerate(words) if at and word in _LEADS_ON), len(words))
    return told(words[:cut], words[cut:])


def _read(entity: Entity, passages: Sequence[Passage], starts: Sequence[int]) -> _Evidence:
    seen = _Evidence()
    sentences: set[tuple[int, int]] = set()
    for mention in entity.mentions:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.start >= passages[at].end:
            continue  # in a caption
        passage = passages[at]
        words = passage.doc.char_span(
            mention.start - passage.start, mention.end - passage.start, alignment_mode="expand"
        )
        if words is None or not len(words):
            continue
        _read_mention(seen, passage, mention, words[0], words[-1])
        sentence = words[0].sent
        if (at, sentence.start) not in sentences:
            sentences.add((at, sentence.start))
            seen.sentences += 1
            seen.political += bool(_POLITICS.search(sentence.text))
            if words.root.dep_ == "nsubj" and words.root.head.lemma_ == "die":
                seen.said.append(Told("late", "private"))
            seen.sought += bool(
                words.root.dep_ in ("nsubj", "nsubjpass", "conj")
                and _HIS.search(passage.doc.text, words.end_char, sentence.end_char)
            )
    return seen


def _read_mention(seen: _Evidence, passage: Passage, mention: Span, first: Token, last: Token) -> None:
    text = passage.text
    start, end = mention.start - passage.start, mention.end - passage.start
    if match := _SUFFIX.match(text, end):
        end = match.end()
    seen.said += described_before(first)
    seen.said += described_after(passage.doc, last.i + 1)
    seen.seat += bool(_SEAT.match(text, end))
    seen.sought += bool(_AFTER_NAME.match(text, end)) + bool(_DID.match(text, end))
    seen.sought += bool(_BEFORE_NAME.search(text, max(0, start - 40), start))


def described_before(first: Token) -> tuple[Told, ...]:
    """What the words before a name say: "the former Ohio governor NAME", "a lawyer for the union, NAME"."""
    doc, at = first.doc, first.i - 1
    if at >= 0 and doc[at].text == "," and doc[at].sent == first.sent:
        return _head_before_comma(first)
    if at > 0 and doc[at].tag_ == "POS" and is_outlet(doc[at - 1].text):
        return (Told("reporter", "private"),)  # "CNN's NAME"
    if at > 0 and doc[at].tag_ == "POS" and doc[at - 1].text in _PARTIES:
        return (Told("politician", "office"),)
    words: list[str] = []
    while at >= max(0, first.sent.start) and first.i - at <= _LONGEST:
        token = doc[at]
        if token.lower_ in ("of", "for") and not words:
            return ()
        joins = token.lower_ in ("of", "for", "-", "retired", "former", "then") or (
            token.lower_ == "and" and bool(words) and words[0].islower()
        )
        if not joins and (token.tag_ not in _NOMINAL or token.ent_type_ == "PERSON"):
            break
        words.insert(0, token.text)
        at -= 1
    if len(words) == 1 and words[0] in _OF_A_PARTY:
        return (Told("candidate", "office"),)
    for cut in range(len(words) - 1, 0, -1):
        if words[cut].lower() in ("of", "for"):
            own = told(words[cut + 1 :])
            return own or told(words[:cut], words[cut:])
    return told(words)


def _head_before_comma(first: Token) -> tuple[Told, ...]:
    """What is said by a phrase before a comma that the name is in apposition to."""
    doc, at = first.doc, first.i - 2
    words: list[str] = []
    while (
        at >= first.sent.start and len(words) < _LONGEST and (doc[at].tag_ in _NOMINAL or doc[at].lower_ in _LEADS_ON)
    ):
        words.insert(0, doc[at].text)
        at -= 1
    if not words or words[0].lower() not in ("a", "an", "the", "his", "her", "their", "its"):
        return ()
    cut = next((i for i, word in enumerate(words) if word.lower() in _LEADS_ON - {"-", "and"}), len(words))
    return told(words[:cut], words[cut:])


def described_after(doc: Doc, at: int) -> tuple[Told, ...]:
    """What the words after a name say: ", the mayor of Oslo,", ", who leads the union,", " is the chief executive"."""
    while at < len(doc) and doc[at].text in ("”", '"', "’", "'s", "’s", "Jr.", "Sr."):
        at += 1
    if at + 1 >= len(doc):
        return ()
    comma = doc[at].text in (",", "(", "–", "—", "-")
    at += comma
    if comma and at + 2 < len(doc) and doc[at].is_digit and doc[at + 1].text == ",":
        at += 2  # ", 58, a farmer"
    if doc[at].lower_ == "who" and at + 1 < len(doc):
        at += 1
        if doc[at].lemma_.lower() in _RUNS and doc[at].tag_ in ("VBZ", "VBP"):
            return told(["leader"], [t.text for t in doc[at + 1 : at + 1 + _LONGEST]])
        if doc[at].lemma_.lower() == "live":
            return (Told("resident", "private"),)
        comma = False
    if not comma:
        if doc[at].lower_ not in ("is", "serves", "works", "was", "served"):
            return ()
        past = [doc[at].lower_] if doc[at].lower_ in ("was", "served") else []
        at += 1 + (at + 1 < len(doc) and doc[at + 1].lower_ == "as")
        return _phrase(doc, at, past)
    return _phrase(doc, at, [])


def _phrase(doc: Doc, at: int, before: list[str]) -> tuple[Told, ...]:
    """What a phrase says that begins at a token and describes the one named before it."""
    head: list[str] = [*before]
    first = at
    while at < len(doc) and at - first < _LONGEST and _goes_on(doc[at]):
        head.append(doc[at].text)
        at += 1
    if at == first or _names_another(doc, first, at):
        return ()
    rest: list[str] = []
    while at < len(doc) and len(rest) < _LONGEST and doc[at].text not in (",", ";", ":", ".", ")"):
        if doc[at].tag_ in _FINITE:
            break
        rest.append(doc[at].text)
        at += 1
    return told(head, rest)


def _goes_on(token: Token) -> bool:
    return token.tag_ in _NOMINAL or token.lower_ in ("and", "&", "-", "currently", "now") or token.tag_ == "RB"


def _names_another(doc: Doc, first: int, stop: int) -> bool:
    """Whether the phrase is the next of several people (", Mayor Anna Smith and"), or is about several."""
    last = doc[stop - 1]
    if last.tag_ == "NNS":
        return True
    return last.ent_type_ == "PERSON" and last.tag_ in ("NNP", "NNPS") and doc[first].tag_ not in ("DT", "PRP$")
