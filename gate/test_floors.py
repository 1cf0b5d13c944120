"""No measured quality falls below its floor. ``python -m gate`` raises the floors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gate.__main__ import FLOORS, SHARED, TASKS


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_nothing_falls_below_its_floor(task: Callable[[Path], dict[str, float]]) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no corpora: {SHARED} is not there")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = task(SHARED)
    assert found.keys() <= floors.keys(), "measure it and give it a floor: python -m gate"
    assert not {name: (value, floors[name]) for name, value in found.items() if value < floors[name]}
