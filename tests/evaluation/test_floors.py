from __future__ import annotations

import pytest

from reportedly.errors import NotReadable
from reportedly.evaluation import FIGURES, Shortfall, floors, shortfalls


def test_floors_of_other_tasks_are_told_apart() -> None:
    data = b'{"attribution F1": 0.5, "body from html F1": 0.9}'
    assert floors(data, "floors", FIGURES) == ({"attribution F1": 0.5}, ("body from html F1",))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{}", "names no figure"),
        (b'{"body from html F1": 0.9}', "names no figure"),
        (b"[0.5]", "Expected `object`"),
        (b'{"attribution F1": "high"}', "Expected `float`"),
        (b'{"attribution F1": 75}', "not percent"),
        (b'{"attribution F1": ', "write a JSON object"),
        (b'{"\xff": 1}', "write a JSON object"),
    ],
)
def test_a_file_without_floors_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match="floors: ") as refused:
        floors(data, "floors", FIGURES)
    assert words in str(refused.value)


def test_a_figure_at_its_floor_holds_and_one_not_measured_does_not() -> None:
    least = {"attribution F1": 0.5, "attribution recall": 0.4, "attribution calibration": 0.0}
    figures = {"attribution F1": 0.5, "attribution recall": 0.39}
    assert shortfalls(figures, least) == (
        Shortfall("attribution recall", 0.39, 0.4),
        Shortfall("attribution calibration", None, 0.0),
    )
