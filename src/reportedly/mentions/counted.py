"""What a number counts, in the report's own words, from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LONGEST = 14
"""Tokens of the longest phrase kept; a phrase cut shorter keeps its noun."""

_MODIFIES = frozenset(
    {"nummod", "amod", "det", "quantmod", "compound", "nmod", "predet", "poss", "advmod", "npadvmod", "dep"}
)
_PREPOSITIONS = frozenset(
    ("of in from at with for on to between under without against inside outside near within into").split()
)
_DROPPED_FIRST = frozenset(
    ("the these those this that its their his her our my your other more additional further such").split()
)
_LEVELS = frozenset(
    (
        "be rise fall grow drop increase decrease decline climb jump soar surge plunge slip reach stand hit total "
        "exceed top pass number remain edge double shrink gain lose average"
    ).split()
)


def counted(doc: Doc, text: str, start: int, end: int, *, money: bool) -> str | None:
    """The phrase that names what is counted.

    Args:
        doc: the parsed passage.
        text: its text.
        start: first character of the figure in it.
        end: where it ends, exclusive.
        money: whether it is a sum, of which "in" says what it is spent on or made of ("$5m in fines").

    Returns:
        A run of the passage outside the figure, or ``None`` where the parse shows none.

    """
    figure = doc.char_span(start, end, alignment_mode="expand")
    if figure is None or not len(figure):
        return None
    number = _number(figure)
    noun = _noun_modified(figure, number)
    if noun is not None:
        return _phrase(text, figure.end, noun, figure, end)
    after = doc[figure.end] if figure.end < len(doc) else None
    if after is not None and after.lower_ == "worth" and figure.end + 1 < len(doc):
        after = doc[figure.end + 1]
    if after is not None and (after.lower_ == "of" or (money and after.lower_ == "in")):
        for child in after.children:
            if child.dep_ in {"pobj", "pcomp"} and child.i > after.i and child.pos_ in {"NOUN", "PROPN"}:
                if after.lower_ == "in" and child.ent_type_ in {"GPE", "LOC", "DATE"}:
                    return None
                return _phrase(text, after.i + 1, child, figure, end)
        return None
    return _subject(text, figure, number)


def _number(figure: Span) -> Token:
    """The token from which to climb: the last number, or the head of the figure where none is tagged so."""
    numbers = [token for token in figure if token.like_num or token.tag_ == "CD"]
    token = numbers[-1] if numbers else figure.root
    for _ in range(len(figure)):
        if token.head.i == token.i or not figure.start <= token.head.i < figure.end or token.head.i < token.i:
            break
        token = token.head
    return token


def _noun_modified(figure: Span, number: Token) -> Token | None:
    """The noun to the right of the figure that its number modifies."""
    for token in (number, figure.root, figure[-1]):
        head = token.head
        # "40 Norwegian Daesh supporters", "25 million more people": a parse may hang the number on an inner word.
        for _ in range(3):
            if head.i < figure.end or token.dep_ not in _MODIFIES or head.pos_ not in {"NOUN", "PROPN", "ADJ"}:
                break
            inner = (
                head.dep_ in {"compound", "nmod", "amod"}
                and head.head.i > head.i
                and head.head.pos_ in {"NOUN", "PROPN"}
            )
            if not inner:
                return head if head.pos_ != "ADJ" else None
            head = head.head
    return None


def _phrase(text: str, first: int, noun: Token, figure: Span, after: int) -> str | None:
    """The phrase from a token to the noun and its complements, cut at a comma or where it would grow long."""
    doc = noun.doc
    if any(
        token.text in {",", ";", ":", "(", "—", "–"} or (token.pos_ == "VERB" and token.dep_ == "ROOT")
        for token in doc[first : noun.i]
    ):
        return None
    last = noun.i
    heads = [noun, *figure]
    while last + 1 < len(doc):
        child = next((c for head in heads for c in head.rights if c.left_edge.i == last + 1), None)
        if child is None or not _complement(child, noun) or child.right_edge.i + 1 - first > LONGEST:
            break
        inside = doc[child.left_edge.i : child.right_edge.i + 1]
        comma = next((token.i for token in inside if token.is_punct and token.text != "-"), None)
        if comma is not None:
            if comma - 1 > child.i:
                last = comma - 1
            break
        last = child.right_edge.i
    while first < noun.i and (doc[first].lower_ in _DROPPED_FIRST or doc[first].is_punct or doc[first].is_space):
        first += 1
    begin, stop = max(doc[first].idx, after), doc[last].idx + len(doc[last])
    return text[begin:stop].strip(" -–\u00a0\n\t") or None


def _complement(child: Token, noun: Token) -> bool:
    if child.dep_ in {"relcl", "acl"}:
        return True
    if child.dep_ == "prep":
        dated = any(token.ent_type_ in {"DATE", "TIME"} for token in child.subtree)
        return child.lower_ in _PREPOSITIONS and not dated
    if child.dep_ in {"cc", "conj"} and child.head is noun:
        following = child if child.dep_ == "conj" else next((c for c in noun.conjuncts if c.i > child.i), None)
        return (
            following is not None
            and following.pos_ in {"NOUN", "PROPN"}
            and not any(token.like_num or token.dep_ == "det" for token in following.lefts)
            and following.dep_ == "conj"
        )
    return False


def _subject(text: str, figure: Span, number: Token) -> str | None:
    """The subject of a verb of level or change: "unemployment fell to 4 percent", "the death toll stands at 40"."""
    candidates = (
        token for token in (figure.root, number) if token.dep_ in {"dobj", "attr", "npadvmod", "acomp", "oprd", "pobj"}
    )
    token = next(candidates, figure.root)
    verb = token.head
    if verb.pos_ == "ADP" and verb.lower_ in {"to", "at", "by", "from"}:
        verb = verb.head
    elif token.dep_ not in {"dobj", "attr", "npadvmod", "acomp", "oprd"}:
        return None
    if verb.lemma_ not in _LEVELS:
        return None
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.ent_type_ in {"PERSON", "DATE"}:
        return None
    return _phrase(text, subject.left_edge.i, subject, figure, subject.left_edge.idx)
