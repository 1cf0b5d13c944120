"""Clauses that may attribute, read off the parse: each word that could be a cue, with its source and content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from spacy.tokens import Doc, Token

Tokens = frozenset[int]
NONE: Tokens = frozenset()

LONGEST_SENTENCE = 400
"""Tokens. What is longer is no prose (a list, a page without punctuation), its parse means little, and reading each of
its words with all that hangs on it takes the square of its length. The longest that the parser
finds in 200 of PolNeAR's training articles has 98."""


class Candidate(NamedTuple):
    """A word that could be a cue in one reading of its clause; sets hold token indices of the passage.

    ``head`` is the token of the cue whose lemma the lexicon knows, ``construction`` the name it is counted under.
    """

    head: int
    lemma: str
    construction: str
    source: Tokens
    cue: Tokens
    content: Tokens


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Every reading of every word that could be a cue, likely or not, in token order."""
    overlong = in_overlong_sentences(doc)
    for token in doc:
        if token.i in overlong:
            continue
        if token.pos_ in ("VERB", "AUX"):
            yield from _verb(token)
        elif token.pos_ == "NOUN":
            yield from _noun(token)
        elif token.pos_ == "ADJ":
            yield from _adjective(token)
        elif token.pos_ == "ADV":
            yield from _adverb(token)
        if token.lower_ == "according":
            yield from _according(token)


def in_overlong_sentences(doc: Doc) -> Tokens:
    """Find the tokens of sentences too long to be sentences."""
    return frozenset(t.i for sentence in doc.sents if len(sentence) > LONGEST_SENTENCE for t in sentence)


def subtree(token: Token, *without: Token | None) -> Tokens:
    """A token and all below it, the subtrees of those ``without`` that are below it left out."""
    found = {t.i for t in token.subtree}
    for branch in without:
        if branch is not None and branch.i != token.i and branch.i in found:
            found -= {t.i for t in branch.subtree}
    return frozenset(found)


def subject(verb: Token) -> tuple[Token | None, Tokens]:
    """Who does what the verb says: the subject's token, and its phrase; shared and understood subjects included."""
    for _ in range(12):  # a chain of verbs that share a subject is short; this bounds a broken parse
        own = _child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own, subtree(own, verb)
        head = verb.head
        if head.i == verb.i:
            return None, NONE
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return None, NONE  # "drugs reported stolen": what is reported reports nothing
        if _goes_on(verb):
            # "said the minister had paid, adding that …": the one who said adds, not the minister.
            while head.dep_ == "ccomp" and head.head.i < head.i:
                head = head.head
            verb = head
            continue
        if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return head, subtree(head, verb)
        if verb.dep_ == "xcomp" and (receiver := _child(head, "dobj", "dative")) is not None:
            return receiver, subtree(receiver)
        if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "aux", "pcomp", "prep", "parataxis"):
            if verb.dep_ == "advcl" and _child(verb, "mark") is not None and verb.tag_ not in ("VBG", "VBN"):
                return None, NONE
            verb = head
            continue
        return None, NONE
    return None, NONE


def _goes_on(verb: Token) -> bool:
    """Whether a participle behind a comma carries on what a verb of speech began: "…, adding that"."""
    return (
        verb.tag_ == "VBG"
        and verb.dep_ in ("advcl", "xcomp", "conj", "acl")
        and verb.lemma_.lower() in _GOES_ON
        and verb.i > 0
        and verb.doc[verb.i - 1].text == ","
    )


_GOES_ON = frozenset("add say call insist warn argue note claim describe accuse stress explain tell".split())
_ANSWERS = frozenset("respond reply comment".split())


def _child(token: Token, *dependencies: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in dependencies), None)


def verb_phrase(verb: Token, *more: Token | None) -> Tokens:
    """Widen a verb to its auxiliaries, negation, particle and the adverbs among them: "has also said"."""
    members = {verb.i, *(t.i for t in more if t is not None)}
    members |= {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt")}
    first, last = min(members), max(members)
    members |= {
        c.i for c in verb.children if c.dep_ == "advmod" and first - 1 <= c.i <= last + 1 and len([*c.subtree]) == 1
    }
    return frozenset(members)


class _Reading(Protocol):
    """Makes the candidate of one verb in one construction."""

    def __call__(
        self, construction: str, content: Tokens, *, by: Tokens = ..., with_: Token | None = None
    ) -> Candidate: ...


def _verb(verb: Token) -> Iterator[Candidate]:
    passive = _child(verb, "auxpass", "nsubjpass") is not None
    who, source = subject(verb)
    cue = verb_phrase(verb)
    lemma = verb.lemma_.lower()

    def reading(construction: str, content: Tokens, *, by: Tokens = source, with_: Token | None = None) -> Candidate:
        words = cue if with_ is None else verb_phrase(verb, with_)
        return Candidate(verb.i, lemma, construction, by - content, words, content - words)

    if passive:
        yield from _passive(verb, who, source, reading)
        return
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    # Of two, the one before the cue is another's statement: "The army said …; residents said the dead were farmers."
    clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
    thing = _child(verb, "dobj", "oprd", "attr") if verb.pos_ == "VERB" else None
    aim = _child(verb, "xcomp")
    dummy = who is not None and (who.dep_ == "expl" or who.lower_ == "it")
    if clause is not None:
        small = _child(clause, "nsubj", "nsubjpass") is not None and clause.pos_ not in ("VERB", "AUX")
        infinitive = any(c.tag_ == "TO" for c in clause.children)
        name = "clause-small" if small else "clause-to" if infinitive else "clause"
        yield reading(name + ("-before" if clause.i < verb.i else ""), _statement(clause, verb))
    if aim is not None:
        name = "aim-ing" if aim.tag_ == "VBG" else "aim-to" if aim.pos_ in ("VERB", "AUX") else "aim-other"
        yield reading(name, subtree(aim))
        if thing is not None:
            yield reading("thing-" + name, subtree(thing) | subtree(aim))
        elif source:
            yield reading("raised-" + name, source | subtree(aim), by=NONE)
    if thing is not None:
        name = "it-thing" if dummy else "thing"
        yield reading(name, subtree(thing))
        if (named := _child(verb, "oprd")) is not None and named.i > thing.i:
            yield reading("thing-named", subtree(thing) | subtree(named))
        trailing = [c for c in verb.children if c.dep_ in ("prep", "advcl", "dative") and c.i > thing.i]
        if trailing:
            yield reading("thing-prep", subtree(thing).union(*(subtree(c) for c in trailing)))
    yield from _prepositions(verb, thing, reading)
    if clause is None and source and verb.dep_ in ("parataxis", "ccomp", "advcl", "dep", "ROOT", "conj"):
        yield from _aside(verb, source, reading)


def _statement(clause: Token, verb: Token) -> Tokens:
    """A clause that is told, without the statement of somebody else that the parser hangs on it.

    "The union said pay had fallen, while the firm said it had risen", or the same with "and" or a semicolon.
    """
    rivals = [other for other in clause.children if other.i > clause.i and (_goes_on(other) or _is_statement(other))]
    told = subtree(clause, verb, *rivals)
    semicolon = next((i for i in sorted(told) if i > max(verb.i, clause.i) and verb.doc[i].text == ";"), None)
    return told if semicolon is None else frozenset(i for i in told if i < semicolon)


def _is_statement(verb: Token) -> bool:
    """Whether a verb has a subject and a clause of its own: "while the firm said it had risen"."""
    dependent = verb.dep_ in ("conj", "advcl", "parataxis", "ccomp")
    return dependent and _child(verb, "nsubj") is not None and _child(verb, "ccomp") is not None


def _prepositions(verb: Token, thing: Token | None, reading: _Reading) -> Iterator[Candidate]:
    """Read "spoke about taxes" and "blamed him for the loss"."""
    silent = verb.lemma_.lower() in _ANSWERS and any(c.dep_ == "neg" for c in verb.children)
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.i > verb.i and (what := _child(prep, "pobj", "pcomp")) is not None:
            if silent:
                yield reading("no-answer", subtree(prep))
                continue
            name = f"thing-{prep.lower_}" if thing is not None and thing.i < prep.i else f"prep-{prep.lower_}"
            yield reading(name, subtree(what), with_=prep if prep.i == verb.i + 1 else None)


def _passive(verb: Token, who: Token | None, source: Tokens, reading: _Reading) -> Iterator[Candidate]:
    agent = _child(verb, "agent")
    doer = _child(agent, "pobj") if agent is not None else None
    by = subtree(doer) if doer is not None else NONE
    clause, aim = _child(verb, "ccomp"), _child(verb, "xcomp")
    thing = _child(verb, "dobj", "oprd")
    dummy = who is None or who.dep_ == "expl" or who.lower_ == "it"
    if clause is not None:
        yield reading("passive-clause" if not dummy else "passive-it-clause", subtree(clause, verb), by=by)
    if aim is not None:
        whole = subtree(aim)
        if any(c.lemma_ == "have" and c.dep_ == "aux" for c in aim.children):
            # "is believed to have bought arms and hidden them": the parser hangs "hidden" on "believed".
            whole = whole.union(*(subtree(c) for c in verb.children if c.dep_ == "conj" and c.tag_ in ("VBN", "VBD")))
        yield reading("passive-aim", source | whole, by=by)
        yield reading("passive-aim-only", whole, by=by)
    if source and aim is None and clause is None:
        rest = [
            subtree(c)
            for c in (thing, *(c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"))
            if c is not None
        ]
        yield reading("passive-as" if rest else "passive", source.union(*rest), by=by)
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.i > verb.i and (what := _child(prep, "pobj", "pcomp")) is not None:
            if verb.lower_ == "reached" and what.lower_ == "comment":
                yield reading("no-answer", subtree(prep), by=source)
                continue
            yield reading(f"passive-{prep.lower_}", subtree(what), by=by, with_=prep if prep.i == verb.i + 1 else None)


def _aside(verb: Token, source: Tokens, reading: _Reading) -> Iterator[Candidate]:
    """Read "Taxes, he said, will rise", "as he put it, …", and a cue at the end that was parsed as the main clause."""
    head = verb.head
    mark = next((c for c in verb.children if c.dep_ == "mark" or c.lower_ == "as"), None)
    if verb.dep_ in ("parataxis", "ccomp", "dep") or (
        verb.dep_ == "advcl" and mark is not None and mark.lower_ == "as"
    ):
        if head.i != verb.i and head.pos_ in ("VERB", "AUX"):
            yield reading("as-aside" if mark is not None else "aside", subtree(head, verb) - source)
    elif verb.dep_ in ("ROOT", "conj"):
        sentence = verb.sent
        first = min(source | {verb.i})
        ends = max(source | {verb.i}) + 2 >= sentence.end
        if ends and first - sentence.start > 3 and verb.doc[first - 1].text in (",", "”", '"', "’", "''"):
            yield reading("trailing", frozenset(range(sentence.start, first)))


def _noun(noun: Token) -> Iterator[Candidate]:
    owner = _child(noun, "poss")
    holder = noun.head
    lemma = noun.lemma_.lower()
    if owner is not None:
        source = subtree(owner)
    elif noun.dep_ == "dobj" and holder.pos_ == "VERB":
        source = subject(holder)[1]
    else:
        giver = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
        given = _child(giver, "pobj") if giver is not None else None
        source = subtree(given) if given is not None else NONE
    cue = {noun.i}
    if owner is None and noun.dep_ == "dobj" and holder.pos_ == "VERB" and 0 < noun.i - holder.i <= 4:
        cue |= set(range(holder.i, noun.i))
    kind = "noun-owned" if owner is not None else "noun-held" if noun.dep_ == "dobj" else "noun"
    for child in noun.children:
        if child.i < noun.i:
            continue
        content: Tokens = NONE
        name = ""
        if child.dep_ in ("acl", "ccomp", "relcl") and any(
            c.lower_ in ("that", "to") and c.dep_ in ("mark", "aux") for c in child.children
        ):
            name = f"{kind}-clause"
            content = subtree(child)
        elif child.dep_ == "prep" and (what := _child(child, "pobj", "pcomp")) is not None:
            name = f"{kind}-{child.lower_}"
            content = subtree(what)
        if content:
            words = frozenset(cue | ({child.i} if child.dep_ == "prep" and child.i == noun.i + 1 else set()))
            yield Candidate(noun.i, lemma, name, source - content - words, words, content - words)


def _adjective(adjective: Token) -> Iterator[Candidate]:
    """Read what someone holds off an adjective: "is certain that", "critical of", "wary of"."""
    verb = adjective.head
    if adjective.dep_ == "acomp" and verb.pos_ in ("AUX", "VERB"):
        who, source = subject(verb)
        start = verb.i
    elif adjective.dep_ == "amod" and adjective.i > verb.i:
        who, source = verb, subtree(verb, adjective)
        start = adjective.i
    else:
        return
    dummy = who is None or who.dep_ == "expl" or who.lower_ == "it"
    cue = set(range(start, adjective.i + 1)) if 0 <= adjective.i - start <= 4 else {adjective.i}
    cue |= {c.i for c in verb.children if c.dep_ in ("aux", "neg") and adjective.dep_ == "acomp"}
    for child in (*adjective.children, *(c for c in verb.children if dummy and c.dep_ == "ccomp")):
        if child.i < adjective.i:
            continue
        content: Tokens = NONE
        if child.dep_ in ("ccomp", "xcomp"):
            name = f"adjective-{child.dep_}"
            content = subtree(child, adjective)
        elif child.dep_ == "prep" and (what := _child(child, "pobj", "pcomp")) is not None:
            name = f"adjective-{child.lower_}"
            content = subtree(what)
        if content:
            words = frozenset(cue | ({child.i} if child.dep_ == "prep" else set()))
            by = NONE if dummy else source - content - words
            yield Candidate(
                adjective.i, adjective.lemma_.lower(), ("it-" if dummy else "") + name, by, words, content - words
            )


def _adverb(adverb: Token) -> Iterator[Candidate]:
    """Read "was reportedly killed": an adverb over its clause."""
    if adverb.dep_ == "advmod" and adverb.lower_.endswith("ly") and adverb.head.pos_ in ("VERB", "AUX"):
        clause = clause_of(adverb.head)
        content = (subtree(clause, adverb) | subject(clause)[1]) - {adverb.i}
        yield Candidate(adverb.i, adverb.lower_, "adverb", NONE, frozenset({adverb.i}), content)


def clause_of(verb: Token) -> Token:
    """The verb that carries the subject: the one itself, or that of which it is a bare complement."""
    for _ in range(12):
        if verb.dep_ not in ("xcomp", "aux", "auxpass") or _child(verb, "nsubj", "nsubjpass") is not None:
            break
        verb = verb.head
    return verb


def _according(word: Token) -> Iterator[Candidate]:
    """Read "according to X" at either end of a clause, without the reporting verb that may stand above that clause."""
    to = next((c for c in word.children if c.lower_ == "to"), None)
    if to is None and word.i + 1 < len(word.doc) and word.nbor().lower_ == "to":
        to = word.nbor()
    who = _child(to, "pobj") if to is not None else None
    if to is None or who is None:
        return
    source = subtree(who)
    head = word.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    sentence = word.sent
    comma = next((t.i for t in word.doc[to.i : sentence.end] if t.text == ","), None)
    if head.i == word.i or word.i in source:
        # The parser took "According" for the main clause: what stands before the first comma is the source.
        if word.i > sentence.start + 1 or comma is None:
            return
        source, content = frozenset(range(to.i + 1, comma)), frozenset(range(comma + 1, sentence.end))
    else:
        content = subtree(head, word)
        inner = _child(head, "ccomp")
        if inner is not None and inner.i < head.i and head.i > word.i:
            content = subtree(inner, word)
    source |= _name_behind(word.doc, max(source, default=to.i)) - {word.i, to.i}
    words = frozenset({word.i, to.i})
    yield Candidate(word.i, "according", "according", source, words, content - source - words)


def _name_behind(doc: Doc, last: int) -> Tokens:
    """The name set between commas behind a role, which the parser often takes for the subject of what follows.

    "According to the head of the service, Jo Berg, the bridge is safe".
    """
    if (
        last + 2 >= len(doc)
        or doc[last + 1].text != ","
        or (doc[last].pos_ == "PROPN" and doc[last].ent_type_ == "PERSON")
    ):
        return NONE
    end = last + 2
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].ent_type_ == "PERSON":
        end += 1
    closed = end < len(doc) and doc[end].text == ","
    return frozenset(range(last + 1, end)) if closed and end > last + 2 else NONE


def runs(members: Iterable[int], doc: Doc) -> tuple[tuple[int, int], ...]:
    """Characters of a set of tokens as runs of the passage; gaps of nothing but white space are closed."""
    after = -1  # the token that would go on with the last run
    found: list[tuple[int, int]] = []
    for i in sorted(members):
        token = doc[i]
        if token.is_space:
            after += i == after
            continue
        start, end = token.idx, token.idx + len(token)
        if found and i == after:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        after = i + 1
    return tuple(found)
