"""Every table, view and column, and every field of what is printed as JSON, stands in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from reportedly import library
from reportedly.library import showing
from reportedly.library.tables import metadata
from reportedly.library.views import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "library.md"

SECTIONS = {
    name: re.findall(r"^\| `(\w+)` \| .", body, re.MULTILINE)
    for name, body in re.findall(
        r"^### `(\w+)`\n(.*?)(?=^##|\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
}
KEPT = {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}
VIEWS = {name: list(columns) for name, columns in COLUMNS.items()}
OBJECTS = [getattr(library, name) for name in library.__all__]
JSON = {
    one.__name__: list(one.__struct_fields__)
    for one in [*OBJECTS, showing.Seen]
    if isinstance(one, type) and issubclass(one, msgspec.Struct) and one is not library.Added
}


@pytest.mark.parametrize("name", [*KEPT, *VIEWS, *JSON])
def test_it_is_in_the_reference_with_all_that_it_has_in_order(name: str) -> None:
    assert SECTIONS.get(name) == (KEPT | VIEWS | JSON)[name]


def test_the_reference_has_nothing_that_is_not_there() -> None:
    assert set(SECTIONS) == {*KEPT, *VIEWS, *JSON}
