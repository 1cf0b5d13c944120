"""Noun phrases of a passage, as far as they say what is counted: "Norwegians who have joined Daesh"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]
"""First token and last token, both inside."""

LONGEST = 12
"""Tokens of the longest phrase kept; a complement that makes it longer is left out, or cut at its last whole part."""

NOMINAL = frozenset({"NOUN", "PROPN"})
_INNER = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
_DROPPED_FIRST = frozenset(
    "the these those this that a an his her my our your its their more additional further such another all both".split()
)
_LOCATING = frozenset(
    "in from at with to on between under without against inside outside near within into for around since".split()
)
_STRAY = frozenset("of per across among under aboard".split())
_NARROWING = frozenset("of per across among".split())
_NEVER_BEGINS = frozenset(
    "being beginning starting including following according regarding ending meaning citing".split()
)
_INSIDE_MARKS = frozenset("- “ ‘ ’ \" ' ” %".split())
_SUBORDINATES = frozenset("if when while because although though unless until before after since as so whereas".split())
_SAYING = frozenset("say estimate believe think claim add note".split())


def span_at(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens that hold any of some characters; spaCy's own ``char_span`` looks through the whole passage."""
    first = bisect_right(range(len(doc)), start, key=lambda i: doc[i].idx) - 1
    stop = bisect_left(range(len(doc)), end, key=lambda i: doc[i].idx)
    return doc[max(first, 0) : stop] if stop > max(first, 0) else None


def root_of(span: Span) -> Token:
    """The token by which a span hangs in its sentence; spaCy's own looks through the whole passage first."""
    return next((token for token in span if not span.start <= token.head.i < span.end or token.head == token), span[0])


def sentence_start(token: Token) -> int:
    """The first token of a token's sentence; far quicker than asking the parse for the sentence."""
    at = token.i
    while at > 0 and not token.doc[at].is_sent_start:
        at -= 1
    return at


def noun_from(doc: Doc, first: int) -> Token | None:
    """The noun that ends the run of adjectives and nouns which begins at a token, if there is such a run."""
    last: Token | None = None
    for token in doc[first:]:
        if token.pos_ in NOMINAL and token.text not in {"-", "–"}:
            if token.ent_type_ in {"DATE", "TIME"} and token.tag_ in {"NNP", "NNPS"} and last is not None:
                break
            last = token
            possessive = token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "POS"
            if token.dep_ not in _INNER and not possessive and not _hyphen_at(doc, token.i + 1):
                break
        elif not _goes_on(token, last):
            break
    return last


def _hyphen_at(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text in {"-", "–"} and not doc[at].whitespace_


def _goes_on(token: Token, last: Token | None) -> bool:
    """Whether a token that is no noun stands within a run before its noun."""
    if token.text in {"-", "/", "–"}:
        return not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_
    if token.tag_ in {"JJ", "JJR", "JJS", "AFX"} or token.text in {"“", '"', "‘", "''", "``"}:
        return True
    if token.tag_ == "POS":
        return last is not None
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is None:
        return False
    if token.tag_ in {"RB", "RBR", "RBS"} and token.lower_ not in {"later", "ago", "ahead", "away"}:
        return following.tag_ in {"JJ", "VBN", "VBG"} and following.dep_ in _INNER
    if token.tag_ in {"VBN", "VBD", "VBG"}:
        return token.dep_ in _INNER and token.head.i > token.i
    if token.text == ",":
        return following.tag_ in {"JJ", "VBN"} and token.doc[token.i - 1].tag_ in {"JJ", "VBN"}
    return token.text in {"and", "or"} and following.tag_ == "JJ" and token.doc[token.i - 1].tag_ == "JJ"


def whole(
    doc: Doc, first: int, noun: Token, *, ordinal: bool = False, only_of: bool = False, numbers: bool = False
) -> Range:
    """The phrase from a token to the noun, with the complements that narrow it down.

    Args:
        doc: the parsed passage.
        first: where the phrase may begin; articles and numbers there are dropped.
        noun: its noun.
        ordinal: whether it is counted by an ordinal, to which "to be charged" belongs.
        only_of: keep no complement but those with "of".
        numbers: keep numbers within it ("the 2025 bond").

    """
    first = _from_hyphen(doc, bare_start(doc, first, noun.i, numbers=numbers))
    last = noun.i
    heads = [noun]
    while last + 1 < len(doc):
        child = next((c for head in heads for c in head.rights if c.left_edge.i == last + 1), None)
        if child is None:
            child = _stray(doc, last + 1, noun, ordinal=ordinal)
            if child is None:
                break
            if child.dep_ not in {"prep", "agent"}:
                last = min(child.right_edge.i, first + LONGEST)
                break
        if child.dep_ == "conj":
            heads.append(child)
        kept = _kept(child, noun, first, ordinal=ordinal, only_of=only_of)
        if kept is None:
            break
        last = kept
        if kept < child.right_edge.i and child.dep_ != "conj":
            break
    if doc[last].dep_ == "cc":
        last -= 1
    return first, last


def _from_hyphen(doc: Doc, first: int) -> int:
    """Where the word begins that a token ends: "e-mails" is three tokens."""
    while first >= 2 and doc[first - 1].text == "-" and not (doc[first - 1].whitespace_ or doc[first - 2].whitespace_):
        if doc[first - 2].like_num or not doc[first - 2].is_alpha:
            break
        first -= 2
    return first


def bare_start(doc: Doc, first: int, stop: int, *, numbers: bool = False) -> int:
    """The first token of a phrase that is no article, number or mark; numbers are kept if asked for."""
    counts = (
        []
        if numbers
        else [token.i for token in doc[first:stop] if token.like_num and token.dep_ in {"nummod", "quantmod"}]
    )
    if counts:
        first = counts[-1] + 1
    while first < stop and (
        (doc[first].lower_ in _DROPPED_FIRST and not _hyphen_at(doc, first + 1))
        or doc[first].is_space
        or (doc[first].is_punct and doc[first].text not in {"“", "‘"})
        or (doc[first].tag_ == "POS")
    ):
        first += 1
    return first


def _stray(doc: Doc, at: int, noun: Token, *, ordinal: bool) -> Token | None:
    """A complement that the parse hangs elsewhere, though beside a noun it nearly always belongs to it."""
    token = doc[at]
    objects = [c for c in token.children if c.dep_ in {"pobj", "pcomp"}]
    if token.lower_ in _STRAY and objects:
        return token
    if token.dep_ == "prep" and noun.dep_ == "pobj" and token.head == noun.head.head and noun.head.lower_ == "of":
        return token  # "hundreds of cameras with lenses" hangs "with" on the number
    if token.lower_ in {"from", "in"} and any(c.ent_type_ in {"GPE", "LOC"} for c in objects):
        return token
    if ordinal and token.lower_ == "to" and token.dep_ == "aux" and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    return None


def _kept(child: Token, noun: Token, first: int, *, ordinal: bool, only_of: bool) -> int | None:
    """The last token of a complement to keep, or ``None`` for none of it."""
    if not _is_complement(child, noun, ordinal=ordinal, only_of=only_of):
        return None
    if child.dep_ in {"cc", "conj"}:
        return child.i if child.dep_ == "cc" or noun.doc[child.left_edge.i - 1].dep_ == "cc" else None
    stop = child.right_edge.i
    for token in noun.doc[child.left_edge.i + 1 : child.right_edge.i + 1]:
        comma = token.is_punct and token.text not in _INSIDE_MARKS
        if comma or (token.lower_ in _SUBORDINATES and token.dep_ in {"mark", "advmod"}):
            stop = token.i - 1
            break
    if stop + 1 - first > LONGEST:
        stop = _whole_part(child, first)
    least = child.i if child.dep_ in {"relcl", "acl"} else child.i + 1
    torn = stop < child.right_edge.i and noun.doc[stop].pos_ in {"ADJ", "DET", "ADP"}
    return stop if stop >= least and not torn else None


def _whole_part(child: Token, first: int) -> int:
    """Where a complement that is too long can end without a torn phrase."""
    ends = [
        part.i
        for part in child.subtree
        if part.i + 1 - first <= LONGEST
        and part.pos_ in NOMINAL
        and part.dep_ in {"pobj", "dobj", "attr"}
        and part.i > child.i
    ]
    return max(ends, default=child.left_edge.i - 1)


def _is_complement(child: Token, noun: Token, *, ordinal: bool, only_of: bool) -> bool:
    if child.dep_ == "cc":
        following = next((c for c in noun.conjuncts if c.i > child.i), None)
        return child.lower_ == "and" and following is not None and _is_partner(following)
    if child.dep_ == "conj":
        return _is_partner(child)
    if child.dep_ == "prep" or child.pos_ == "ADP":
        return _narrows(child, noun, only_of=only_of)
    if only_of or child.lower_ in _NEVER_BEGINS or child.left_edge.lower_ in _NEVER_BEGINS:
        return False
    if child.dep_ in {"acl", "relcl"}:
        return _is_restrictive(child, noun, ordinal=ordinal)
    return child.dep_ in {"amod", "advmod"} and child.pos_ == "ADJ" and child.right_edge.i > child.i


def _is_partner(token: Token) -> bool:
    """Whether a noun after "and" is counted by the same number: it has neither article nor number of its own."""
    return token.pos_ in NOMINAL and not any(
        left.like_num or left.dep_ in {"det", "poss", "nummod"} or left.lower_ in {"several", "many", "few"}
        for left in token.lefts
    )


def _narrows(child: Token, noun: Token, *, only_of: bool) -> bool:
    """Whether a preposition's phrase says which things are counted, and not when or where something happens."""
    if any(token.ent_type_ in {"DATE", "TIME"} for token in child.subtree) and child.lower_ != "of":
        return False
    if child.lower_ in _NARROWING:
        return True
    if only_of or child.lower_ not in _LOCATING or any(token.like_num for token in child.subtree):
        return False
    if noun.dep_ not in {"dobj", "conj", "appos", "npadvmod"}:
        return True
    objects = [token for token in child.children if token.dep_ == "pobj"]
    return child.lower_ != "for" and any(
        token.ent_type_ in {"GPE", "LOC", "NORP"} or child.lower_ in {"from", "with", "under", "near", "around", "on"}
        for token in objects
    )


def _is_restrictive(child: Token, noun: Token, *, ordinal: bool) -> bool:
    """Whether a clause without a subject narrows its noun: "people trapped inside", not "points to cut the lead"."""
    if any(part.lower_ == "to" and part.dep_ == "aux" for part in child.lefts):
        return ordinal
    if child.dep_ == "relcl":
        return child.left_edge.i > noun.i
    if (
        child.tag_ in {"VBN", "VBD"}
        and noun.dep_ in {"dobj", "nsubj"}
        and noun.head.lemma_ in _SAYING
        and noun.head.i < noun.i
    ):
        return False  # "officials said 40 people registered"
    return not any(part.lower_ == "being" for part in child.lefts)
