from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from reportedly.language import Passage, parse
from reportedly.language.pipeline import LONGEST_PASSAGE, MOST_REPORTS
from reportedly.model import Block

TEXT = "Ann said it rained. Bob left."


def report(text: str) -> tuple[str, Sequence[Block]]:
    return text, [Block("body", 0, len(text))] if text else []


@pytest.mark.parametrize("texts", [[], [""], ["", TEXT, "", "", TEXT, ""], [TEXT] * 20, [""] * 20])
def test_each_report_gets_its_own_passages_in_order(texts: list[str]) -> None:
    found = list(parse(map(report, texts)))
    assert [[p.text for p in passages] for passages in found] == [[text] if text else [] for text in texts]


def test_reports_are_taken_only_a_few_ahead() -> None:
    taken = 0

    def many() -> Iterator[tuple[str, Sequence[Block]]]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield report("")

    next(parse(many()))
    assert taken <= MOST_REPORTS


def test_what_came_before_a_broken_source_is_delivered() -> None:
    def breaks_off() -> Iterator[tuple[str, Sequence[Block]]]:
        yield report(TEXT)
        raise OSError("gone")

    found: list[tuple[Passage, ...]] = []
    with pytest.raises(OSError, match="gone"):
        found.extend(parse(breaks_off()))
    assert len(found) == 1


def test_a_passage_is_never_too_long_and_nothing_is_lost() -> None:
    text = "The dam is safe, the mayor said. " * 1000
    (passages,) = parse([report(text)])
    assert "".join(text.split()) == "".join("".join(p.text.split()) for p in passages)
    for passage in passages:
        assert len(passage.text) <= LONGEST_PASSAGE
        assert text[passage.start : passage.end] == passage.text


def test_alone_and_in_company_a_passage_reads_the_same() -> None:
    texts = [TEXT, "The union said pay had fallen, according to a report.", "“No,” said the mayor of Norvik."]
    together = [passages[0].doc.to_json() for passages in parse(map(report, texts))]
    alone = [next(iter(parse([report(text)])))[0].doc.to_json() for text in texts]
    assert together == alone
