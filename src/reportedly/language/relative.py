"""What a relative pronoun stands for: "Lee, who said" is Lee."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

RELATIVES = frozenset(("who", "which", "that", "whom"))


def antecedent(token: Token) -> Sequence[Token]:
    """The words that a relative pronoun stands for, in order; none if it is none or the parse does not say.

    Args:
        token: as parsed; "who" in "One of the guards, who asked not to be named, said".

    """
    if token.lower_ not in RELATIVES:
        return ()
    clause = next((one for one in (token, *token.ancestors) if one.dep_ == "relcl"), None)
    if clause is None or clause.head.i >= token.i:
        return ()
    words = [one for one in clause.head.subtree if one.i < token.i and not one.is_space]
    while words and words[-1].is_punct:
        words.pop()
    return words
