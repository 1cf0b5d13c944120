"""What must hold for any text at all."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]

_BITS = st.sampled_from(
    [
        "Ann Lee", "the mayor", "Reuters", "she", "a source", "it", "said", "told", "according to",
        "is believed to", "denied", "reportedly", "citing", "claims", "that", "rain", "fell", "the bridge may fall",
        "Q:", "JOHN DOE:", "in", "a report", '"', "“", "”", "‘", "’", "''", "«", "»", ",", ".", ":", "―", "(", ")",
        "\n", "\n\n", "\u00a0", "\u200b", "é😀", "'s",
    ]
)  # fmt: skip
_TEXT = st.one_of(
    st.lists(_BITS, max_size=30).map(" ".join), st.lists(_BITS, max_size=20).map("".join), st.text(max_size=80)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXT)
def test_any_text_gives_sound_attributions(read: Read, text: str) -> None:
    found = read(text, publisher="Reuters")
    ids = [a.id for a in found]
    assert ids == [f"a{n + 1}" for n in range(len(found))]
    by_id = {a.id: a for a in found}
    starts = []
    for one in found:
        roles = [part.spans if part else () for part in (one.source, one.cue, one.content)]
        assert one.content.spans
        for spans in (*roles, one.hedges, (one.source.ground,) if one.source and one.source.ground else ()):
            assert all(0 <= s.start < s.end and text[s.start : s.end] == s.text for s in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
        starts.append(min(s.start for spans in roles for s in spans))
        if one.within is not None:
            outer = by_id[one.within].content.spans
            assert one.within != one.id
            assert all(any(o.start <= s.start and s.end <= o.end for o in outer) for spans in roles for s in spans)
        assert all(link.name and link.name.casefold() != "reuters" for link in one.via)
        assert 0.0 <= one.confidence <= 1.0
        assert (one.certainty == "asserted") == (not one.hedges)
    assert starts == sorted(starts)
