"""The first extractor: constructions of the parse, weighed by the lexicon, and quotations given to their speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from reportedly.attribution.constructions import (
    Candidate,
    Tokens,
    candidates,
    in_overlong_sentences,
    runs,
    subject,
    verb_phrase,
)
from reportedly.attribution.lexicon import likelihood
from reportedly.attribution.marks import Region, quoted_regions
from reportedly.attribution.raw import RawAttribution, Run, joined, trimmed
from reportedly.language import Passage

LEAST_LIKELY = 0.5
"""Candidates below this are left out. Chosen on the first half of PolNeAR dev for precision: 0.35 gains two points of
F1 there and loses nine of precision."""

LONGEST_TAIL = 60
"""Characters after a passage's last quotation within which its speaker may go on in the next passage."""

FARTHEST = 40
"""Tokens from a quotation within which its verb of speech is looked for."""

LEAST_SPEAKING = 0.3
"""The same for a verb beside a quotation, where the marks already say that somebody speaks."""


_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(slots=True)
class Draft:
    """An attribution being put together: token indices by passage; only the content may run over several passages."""

    passage: int
    head: int
    source: Tokens
    cue: Tokens
    content: dict[int, Tokens] = field(default_factory=dict)
    confidence: float = 0.0


def extract(text: str, passages: Sequence[Passage]) -> list[RawAttribution]:
    """Find attributions by rules.

    Args:
        text: the report's text.
        passages: in page order.

    Returns:
        In no set order; runs are offsets in ``text``.
    """
    drafts: list[Draft] = []
    speaker: Draft | None = None
    labels = Counter(passage.doc[: label[1]].text for passage in passages if (label := _label(passage.doc)) is not None)
    named = _named(passages) | {words.split()[-1].lower() for words, times in labels.items() if times > 1}
    for index, passage in enumerate(passages):
        found, speaker = _read(index, passage, speaker, named)
        drafts += found
    return [raw for draft in drafts if (raw := _raw(text, passages, draft)) is not None]


def labelled_candidates(doc: Doc, regions: Sequence[Region]) -> Iterator[Candidate]:
    """The candidates of a passage as the lexicon counts them: those inside quotation marks under a name of their own.

    A content that enters a quotation gets all of it, for the parser stops where a quoted sentence does.
    """
    where = region_of(doc, regions)
    members: dict[int, set[int]] = {}
    for i, region in where.items():
        members.setdefault(region, set()).add(i)
    for one in candidates(doc):
        if one.head in where:
            yield one._replace(construction=one.construction + "/quoted")
            continue
        told = {where[i] for i in one.content if i in where}
        kept = {where[i] for i in one.cue | one.source if i in where}
        yield one._replace(content=one.content.union(*(members[region] for region in told - kept)))


def region_of(doc: Doc, regions: Sequence[Region]) -> dict[int, int]:
    """For each token inside quotation marks, which of the regions it begins in."""
    starts = [region.start for region in regions]
    found = {}
    for token in doc:
        at = bisect_right(starts, token.idx) - 1
        if at >= 0 and token.idx < regions[at].end:
            found[token.i] = at
    return found


def _named(passages: Iterable[Passage]) -> frozenset[str]:
    """The last word of each name in running text, in lower case."""
    told = (passage.doc for passage in passages if passage.kind != "headline")
    # What opens a passage may be the very label that is in question.
    return frozenset(
        entity[-1].lower_ for doc in told for entity in doc.ents if entity.label_ in _SPEAKING and entity.start > 1
    )


def _read(
    index: int, passage: Passage, speaker: Draft | None, named: Container[str]
) -> tuple[list[Draft], Draft | None]:
    """The attributions of one passage, and who holds the floor at its end."""
    doc = passage.doc
    drafts: dict[int, Draft] = {}
    for one in labelled_candidates(doc, quoted_regions(doc.text)):
        confidence = likelihood(one.lemma, one.construction)
        held = drafts.get(one.head)
        if confidence >= LEAST_LIKELY and _is_whole(doc, one) and (held is None or confidence > held.confidence):
            drafts[one.head] = Draft(index, one.head, one.source, one.cue, {index: one.content}, confidence)
    for adverb in [d for d in drafts.values() if doc[d.head].pos_ == "ADV" and doc[d.head].head.i in drafts]:
        del drafts[adverb.head]  # "reportedly said that": the verb attributes, the adverb only weakens it
    label = _label(doc)
    if label is not None and not _is_somebody(doc, label, named, passage.kind == "headline"):
        label = None
    if label is not None:
        name, colon = label
        drafts = {head: draft for head, draft in drafts.items() if not draft.source & frozenset(range(colon))}
        drafts[colon] = Draft(
            index,
            colon,
            frozenset(range(name, colon)),
            frozenset({colon}),
            {index: frozenset(range(colon + 1, len(doc)))},
            0.7,
        )
    said_by = _said_by(doc) if passage.kind == "headline" and label is None else None
    if said_by is not None:
        colon, end = said_by
        drafts = {
            colon: Draft(
                index,
                colon,
                frozenset(range(colon + 1, end)),
                frozenset({colon}),
                {index: frozenset(range(colon))},
                0.6,
            )
        }
    for draft in drafts.values():
        draft.source = _with_name(doc, draft)
    return _quotations(index, doc, drafts, speaker)


def _with_name(doc: Doc, draft: Draft) -> Tokens:
    """The source with a name that the parser left between it and the cue: "broadcaster NRK said"."""
    if not draft.source or not draft.cue:
        return draft.source
    gap = frozenset(range(max(draft.source) + 1, min(draft.cue)))
    content = draft.content.get(draft.passage, frozenset())
    return (
        draft.source | gap
        if 0 < len(gap) <= 4 and not gap & content and all(doc[i].pos_ == "PROPN" for i in gap)
        else draft.source
    )


def _is_whole(doc: Doc, one: Candidate) -> bool:
    """Whether a candidate has some content, not a lone verb, and for an active verb somebody who acts."""
    words = [doc[i] for i in one.content if not doc[i].is_punct and not doc[i].is_space]
    if not words or (len(words) == 1 and words[0].tag_ == "VBG"):
        return False
    return bool(one.source) or not one.construction.startswith(("clause", "thing", "aim", "aside", "trailing"))


_NAME = re.compile(r"(?:[A-Z][\w.’'-]*,?|of|the|de|van|von|\([A-Z][\w.]*\))")
# Who asks claims nothing; neither do the labels of the page itself.
_NO_SPEAKER = re.compile(
    r"(?:editor’?'?s )?(?:note|clarification|correction|update[d]?|watch|read|read more|related|photos?|video|"
    r"breaking|exclusive|opinion|analysis|review|fact check|live|more|published|sources?|tags?|by|from|"
    r"abstract|summary|topics?|q|question)",
    re.IGNORECASE,
)


def _said_by(doc: Doc) -> tuple[int, int] | None:
    """Find the colon and the end of the name of a headline's "Taxes to rise: minister", as token indices."""
    end = len(doc)
    colon = next((t.i for t in doc[max(end - 5, 0) :] if t.text == ":"), None)
    if (
        colon is None
        or colon < 3
        or colon + 1 >= end
        or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in doc[colon + 1 :])
    ):
        return None
    return colon, end


def _label(doc: Doc) -> tuple[int, int] | None:
    """Find the name and the colon of "NAME: …", "Q: …" or "Minister: …" at the start of a passage, as token indices."""
    first = 1 if len(doc) > 1 and doc[0].is_quote else 0
    colon = next((t.i for t in doc[first : first + 6] if t.text == ":"), None)
    if not colon or colon + 1 >= len(doc) or not all(_NAME.fullmatch(t.text) for t in doc[first:colon]):
        return None
    return None if _NO_SPEAKER.fullmatch(doc[first:colon].text) else (first, colon)


def _is_somebody(doc: Doc, label: tuple[int, int], named: Container[str], in_headline: bool) -> bool:
    """Whether the words before a colon are a speaker's: "Gallery: …" and "Privacy notice: …" are nobody's.

    They are if the report names them elsewhere or turns to them again, if they are followed by a quotation, or, below
    the headline, if they are a person's name.
    """
    first, colon = label
    if doc[colon - 1].lower_ in named or doc[colon + 1].is_quote:
        return True
    return not in_headline and any(token.ent_type_ == "PERSON" for token in doc[first:colon])


_SIGNED = re.compile(r"\s*(?:[―—–]|--?)\s*(?P<name>[A-ZÀ-Þ][^.!?\"“”]{1,80})")


def _signature(doc: Doc, region: Region, text: str) -> tuple[Tokens, Tokens] | None:
    """Find the dash and the name under a quotation: "“…” ― Pamela Padilla"."""
    match = _SIGNED.fullmatch(text[region.end :].rstrip())
    if match is None or text[: region.start].strip():
        return None
    name = region.end + match.start("name")
    tokens = [t for t in doc if t.idx >= region.end and not t.is_space]
    if any(t.is_alpha and t.pos_ in ("VERB", "AUX") for t in tokens):
        return None
    by, dash = frozenset(t.i for t in tokens if t.idx >= name), frozenset(t.i for t in tokens if t.idx < name)
    return (by, dash) if by and dash else None


def _quotations(
    index: int, doc: Doc, drafts: dict[int, Draft], speaker: Draft | None
) -> tuple[list[Draft], Draft | None]:
    """Give each quotation that nobody has yet to who speaks it, and tell who may still be speaking at the end."""
    text = doc.text
    regions = quoted_regions(text)
    quoted = region_of(doc, regions)
    members: dict[int, set[int]] = {}
    for i, at in quoted.items():
        if not doc[i].is_space:
            members.setdefault(at, set()).add(i)
    current = None
    overlong = in_overlong_sentences(doc)
    for at, tokens in sorted(members.items()):
        region, inside = regions[at], frozenset(tokens)
        if inside & overlong:
            continue
        holder = next((d for d in drafts.values() if inside <= d.content[index] and d.head not in inside), None)
        if holder is None:
            holder = _signed(index, doc, region, text, drafts)
        if holder is None and _stands_alone(text, region):
            holder = _spoken(index, doc, inside, quoted, drafts, text)
            if holder is None:
                holder = current if current is not None or text[: region.start].strip() else speaker
        if holder is not None:
            holder.content[index] = holder.content.get(index, frozenset()) | inside
            current = holder
    if current is not None:
        # "…," she said. ends a paragraph as well; a longer tail is the report speaking again.
        return list(drafts.values()), current if len(text) - regions[-1].end < LONGEST_TAIL else None
    floor = _announced(index, doc, drafts) if text.rstrip().endswith(":") else None
    return list(drafts.values()), floor


def _signed(index: int, doc: Doc, region: Region, text: str, drafts: dict[int, Draft]) -> Draft | None:
    signature = _signature(doc, region, text)
    if signature is None:
        return None
    by, dash = signature
    return drafts.setdefault(min(dash), Draft(index, min(dash), by, dash, {index: frozenset()}, 0.7))


def _spoken(
    index: int, doc: Doc, inside: Tokens, quoted: Container[int], drafts: dict[int, Draft], text: str
) -> Draft | None:
    verb = _speech_verb(doc, inside, quoted, text)
    if verb is None:
        return None
    held = drafts.get(verb.i)
    if held is None or not any(i in inside or i in quoted for i in held.content[index]):
        # What the parser took for this verb's object beside its quotation is not what was said.
        held = drafts[verb.i] = _speech(index, verb, subject(verb)[1] - inside)
    return held


def _speech(index: int, verb: Token, source: Tokens) -> Draft:
    confidence = likelihood(verb.lemma_.lower(), "quotation")
    return Draft(index, verb.i, source, verb_phrase(verb), {index: frozenset()}, confidence)


def _announced(index: int, doc: Doc, drafts: dict[int, Draft]) -> Draft | None:
    """Find the speaker of "Caddell continued:" before a paragraph that is a quotation."""
    for token in reversed(doc):
        if _speaks(token) and (source := subject(token)[1]):
            return drafts.setdefault(token.i, _speech(index, token, source))
    return None


def _stands_alone(text: str, region: Region) -> bool:
    """Whether a quotation is speech by itself, rather than some words taken into the report's own sentence."""
    inner = text[region.start : region.end].strip("\"“”'‘’„«»").strip()
    if len(inner.split()) < 2 and not inner.endswith((".", "!", "?", ",")):
        return False
    outside = text[: region.start].rstrip()
    opened = not outside or outside[-1] in ",:.!?—–”\"'’"
    ended = (
        not region.closed
        or inner.endswith((".", "!", "?", ",", "…", "-", "—"))
        or text[region.end : region.end + 1] in (",", ".")
    )
    return opened and ended and (inner[:1].isupper() or not outside or outside[-1] in ",:" or inner[:1] in "….")


def _speaks(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and likelihood(token.lemma_.lower(), "quotation") >= LEAST_SPEAKING


def _speech_verb(doc: Doc, inside: Tokens, quoted: Container[int], text: str) -> Token | None:
    """Find the verb of speech that a quotation hangs on, after it or before it, in the same sentence."""
    first, last = min(inside), max(inside)
    after = _window(doc, range(last + 1, min(last + 1 + FARTHEST, len(doc))), quoted)
    earlier = _window(doc, range(first - 1, max(first - 1 - FARTHEST, -1), -1), quoted)
    end = doc[last].idx + len(doc[last])
    ends = text[max(end - 8, 0) : end].rstrip("\"”'’»").rstrip()[-1:]
    follows = bool(after) and (ends in ",?!—-" or after[0].text in (",", "—", "–"))
    for window in (after, earlier) if follows else (earlier,):
        for token in window:
            if _speaks(token) and subject(token)[1]:
                return token
    return None


def _window(doc: Doc, places: Iterable[int], quoted: Container[int]) -> list[Token]:
    """Take the tokens at some places up to the next quotation or the sentence's end."""
    found: list[Token] = []
    for i in places:
        if i in quoted or doc[i].text in (".", "!", "?", ";"):
            break
        if not doc[i].is_space:
            found.append(doc[i])
    return found


def _raw(text: str, passages: Sequence[Passage], draft: Draft) -> RawAttribution | None:
    def placed(index: int, members: Tokens) -> list[Run]:
        at = passages[index].start
        found = (trimmed(text, (at + start, at + end)) for start, end in runs(members, passages[index].doc))
        return [(start, end) for start, end in found if start < end]

    content = joined((run for index, members in draft.content.items() for run in placed(index, members)), text)
    if not content:
        return None
    here = passages[draft.passage]
    cue = joined(((here.start + start, here.start + end) for start, end in runs(draft.cue, here.doc)), text)
    return RawAttribution(joined(placed(draft.passage, draft.source), text), cue, content, round(draft.confidence, 3))
