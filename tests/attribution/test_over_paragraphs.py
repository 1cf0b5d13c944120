"""A quotation that opens anew in each paragraph and closes once belongs to one speaker."""

from __future__ import annotations

from reportedly.attribution.over_paragraphs import over_paragraphs
from reportedly.attribution.raw import RawAttribution, Run


def raw(text: str, source: str, cue: str, content: str) -> RawAttribution:
    def runs(part: str) -> tuple[Run, ...]:
        return ((text.index(part), text.index(part) + len(part)),) if part else ()

    return RawAttribution(runs(source), runs(cue), runs(content), 0.9)


def contents(text: str, raws: list[RawAttribution]) -> list[list[str]]:
    return [[text[a:b] for a, b in one.content] for one in raws]


def test_the_rest_joins_the_part_that_has_a_speaker() -> None:
    text = "“We saw smoke,” Ann Lee said. “It rose.\n“It fell.\n“It was gone.”\nPolice came."
    one = raw(text, "Ann Lee", "said", "“It rose.")
    assert contents(text, over_paragraphs(text, [one])) == [["“It rose.\n“It fell.\n“It was gone.”"]]


def test_a_speaker_named_after_the_last_part_has_the_first_too() -> None:
    text = "“It rose for an hour.\n“Then it was gone,” Ann Lee said."
    one = raw(text, "Ann Lee", "said", "“Then it was gone,”")
    assert contents(text, over_paragraphs(text, [one])) == [["“It rose for an hour.\n“Then it was gone,”"]]


def test_a_forgotten_mark_joins_no_two_speakers() -> None:
    text = "“It rose, Ann Lee said.\n“It fell,” said Jo Day."
    two = [raw(text, "Ann Lee", "said", "“It rose"), raw(text, "Jo Day", "said Jo", "“It fell,”")]
    assert over_paragraphs(text, two) == two


def test_a_closed_quotation_stays_as_it_is() -> None:
    text = "“It rose,” Ann Lee said.\n“It fell,” a sign read."
    one = raw(text, "Ann Lee", "said", "“It rose,”")
    assert over_paragraphs(text, [one]) == [one]
