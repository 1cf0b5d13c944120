"""Reports for the tests of the report's page: kept in a library, and shown as it shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportedly.library import Library, Shown
from reportedly.model import Reading, Via
from reportedly.web.report.filters import Choice, Side
from reportedly.web.report.view import View, view
from tests.library.making import Counted, Dated, Located, Named, Said, reading

TEXT = """The dam is safe

“The dam is safe,” the mayor, Ann Lee, told the Courier. “Nobody need worry.”

A source said the mayor denied that 40 houses were wet. The river is believed to be rising.

The engineer said the wall in Oslo would hold until 12 March 2024, and Lee said it was built in 1961."""


def dam() -> Reading:
    """A report with split, nested, unnamed, hedged and carried claims, and one of nobody's."""
    courier = Via("Courier", "outlet")
    return reading(
        TEXT,
        Said(
            ("The dam is safe,", "Nobody need worry."), "the mayor, Ann Lee,", "told", entity="Ann Lee", via=(courier,)
        ),
        Said("the mayor denied that 40 houses were wet", "A source", "said", "unnamed"),
        Said("40 houses were wet", "the mayor denied", "denied", certainty="denied", within="a2", entity="Ann Lee"),
        Said("The river", cue="is believed", certainty="hedged", confidence=0.3),
        Said("the wall in Oslo would hold until 12 March 2024", "The engineer", "said", "official"),
        named=[Named("Ann Lee", role="mayor")],
        figures=[Counted("40", 40.0, "houses", claim=3)],
        days=[Dated("12 March 2024", "2024-03-12", "2024-03-12"), Dated("1961", "1961", "1961")],
        places=[Located("Oslo", "NO", 59.91, 10.75)],
        publisher="The River Post",
        published="2024-02-01",
        address="https://river.example/dam",
    )


def many(count: int) -> Reading:
    """A long report in which so many people each say something."""
    lines = [f"Speaker {number} of the ward said that house number {number} was wet." for number in range(1, count + 1)]
    return reading(
        "\n\n".join(["The flood", *lines]),
        *(
            Said(f"that house number {number} was wet", f"Speaker {number} of the ward", "said", "person")
            for number in range(1, count + 1)
        ),
        publisher="The River Post",
    )


def shown(made: Reading, folder: Path) -> Shown:
    """A report as a library shows it."""
    with Library(folder / "news.db") as library:
        library.add([made])
        return library.show(made.report.id)


def viewed(made: Reading, folder: Path, *pairs: tuple[Side, str]) -> View:
    """A report as its page shows it, with some sides chosen."""
    return view(shown(made, folder), Choice(tuple(pairs)), lambda claim: f"http://room/claims/c{claim}")


def names(cards: Sequence[object]) -> list[str]:
    """Whose word claims are."""
    return [card.who.name for card in cards]  # type: ignore[attr-defined]
