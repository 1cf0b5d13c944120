"""How likely a word in a construction is to attribute, as counted in PolNeAR's training articles."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_PRIOR_WEIGHT = 4.0
"""How many sightings of its own a word needs to weigh as much as its construction at large; chosen on PolNeAR dev."""


_HELD = frozenset(
    {
        "allege", "believe", "estimate", "fear", "presume", "report", "rumor", "rumour", "say", "suspect", "think",
        "understand",
    }
)  # fmt: skip
_BY_MEANING = {
    "adverb": frozenset({"reportedly", "allegedly", "purportedly", "supposedly"}),
    "passive-aim": _HELD | {"claim", "expect"},
    "passive-it-clause": _HELD | {"claim", "announce"},
    "passive-of": frozenset({"accuse", "suspect"}),
    "aim-ing": frozenset({"admit", "deny"}),
    "clause": frozenset({"allege", "deny"}),
    "thing": frozenset({"deny"}),
    "no-answer": frozenset({"respond", "reply", "comment", "reach"}),
}
"""Words that in these constructions cannot but attribute ("is believed to", "reportedly"), and that PolNeAR's training
articles show too seldom to count ("is believed to" twice, "denied -ing" once at most) or whose annotators often passed
over ("denied wrongdoing", "did not respond"), while nobody who checks facts would."""

_BY_MEANING_LIKELIHOOD = 0.65
"""Set below the share of "is expected to" (65 of 87), the one of them that can be counted."""


@cache
def _counts() -> dict[tuple[str, str], tuple[float, float]]:
    table = {}
    for line in files(__package__).joinpath("cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            construction, lemma, right, seen = line.split("\t")
            table[construction, lemma] = float(right), float(seen)
    return table


def likelihood(lemma: str, construction: str) -> float:
    """Estimate the share of such candidates that annotators marked, smoothed towards the construction's own share.

    Args:
        lemma: of the word that would be the cue, in lower case.
        construction: a name from ``constructions``; an unknown one is never a cue.

    Returns:
        Between 0 and 1.

    """
    if lemma in _BY_MEANING.get(construction, ()):
        return _BY_MEANING_LIKELIHOOD
    counts = _counts()
    right, seen = counts.get((construction, "*"), (0.0, 0.0))
    if not seen:
        return 0.0
    prior = right / seen
    right, seen = counts.get((construction, lemma), (0.0, 0.0))
    return (right + _PRIOR_WEIGHT * prior) / (seen + _PRIOR_WEIGHT)
