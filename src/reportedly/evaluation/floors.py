"""Floors: the least that each figure may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from msgspec import Struct

from reportedly.errors import NotReadable
from reportedly.evaluation.corpus import STAGE, one_line


class Shortfall(Struct, frozen=True):
    """A figure below its floor; ``value`` is nothing where it could not be measured."""

    figure: str
    value: float | None
    floor: float


def floors(data: bytes, name: str, known: Collection[str]) -> tuple[dict[str, float], tuple[str, ...]]:
    """Read a file of floors: a JSON object of figure names and numbers between 0 and 1.

    Args:
        data: its bytes.
        name: what messages call the file.
        known: the names of the task's figures.

    Returns:
        The floors with a known name, and the other names, which are taken for those of other tasks.

    Raises:
        NotReadable: it is no such object, or no name in it is known.
    """
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=dict[str, float])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        detail = f'{one_line(str(error))}; write a JSON object such as {{"attribution F1": 0.7}}'
        raise NotReadable(one_line(name), STAGE, "damaged", detail) from None
    for figure, floor in found.items():
        if not 0 <= floor <= 1:
            detail = f'the floor of "{one_line(figure)}" is {floor:g}; floors are shares between 0 and 1, not percent'
            raise NotReadable(one_line(name), STAGE, "damaged", detail)
    if not found.keys() & set(known):
        detail = "names no figure of this task; the names are those under `figures` of the JSON output (--json)"
        raise NotReadable(one_line(name), STAGE, "unknown", detail)
    mine = {figure: floor for figure, floor in found.items() if figure in known}
    return mine, tuple(figure for figure in found if figure not in mine)


def shortfalls(figures: Mapping[str, float], least: Mapping[str, float]) -> tuple[Shortfall, ...]:
    """The figures below their floors, in the order of the floors. One that could not be measured is below its floor."""
    return tuple(
        Shortfall(figure, figures.get(figure), floor)
        for figure, floor in least.items()
        if figures.get(figure, -1.0) < floor
    )
