"""How surely a claim is put, and by which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]


@pytest.mark.parametrize(
    ("text", "certainty", "hedges"),
    [
        ("The mayor said that the bridge was safe.", "asserted", []),
        ("A spokeswoman for the bank declined to comment.", "declined", ["declined"]),
        ("The general refused to give out numbers.", "declined", ["refused"]),
        ("Smith denied taking bribes.", "denied", ["denied"]),
        ("The ministry dismissed the claims as “absurd”.", "denied", ["dismissed"]),
        ("The driver is believed to have fled the scene.", "hedged", ["is believed"]),
        ("The brothers were reportedly arrested in Rome.", "hedged", ["reportedly"]),
        ("The mayor said the bridge may collapse.", "hedged", ["may"]),
        ("“He may go,” she said.", "hedged", ["may"]),
        ("The mayor said the bridge, which could be repaired, was shut on Monday.", "asserted", []),
        ("“It was cold. We may leave,” she said.", "asserted", []),
        ("The minister suggested that the fund had run dry.", "hedged", ["suggested"]),
        ("The minister suggested that he should resign.", "asserted", []),
        ("“I think the pumps will hold,” the engineer said.", "hedged", ["I think"]),
        ("It remained unclear how many people were on board.", "hedged", ["unclear"]),
        ("The company did not respond to requests for comment.", "declined", ["did not respond"]),
        ("“No comment,” the spokesman said.", "declined", ["No comment"]),
        ("Neither the bank nor the ministry would say who had paid.", "declined", ["Neither", "nor", "would say"]),
        ("The judge rejected the request to unseal the file.", "denied", ["rejected"]),
        ("The mayor called the report false.", "denied", ["false"]),
        ("The auditor said the accounts could not be found.", "asserted", []),
    ],
)
def test_certainty(read: Read, text: str, certainty: str, hedges: list[str]) -> None:
    one = read(text)[0]
    assert (one.certainty, [span.text for span in one.hedges]) == (certainty, hedges)


def test_a_hedge_shows_whose_it_is_by_where_it_stands(read: Read) -> None:
    (reports,) = read("The driver is believed to have fled the scene.")
    (sources,) = read("The mayor said the bridge may collapse.")

    def inside(attribution: Attribution) -> bool:
        hedge = attribution.hedges[0]
        return any(s.start <= hedge.start and hedge.end <= s.end for s in attribution.content.spans)

    assert not inside(reports)
    assert inside(sources)
