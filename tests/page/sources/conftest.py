"""No test fetches into the user's own cache, nor knows the servers of the test before, whose ports may come again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.page.sources import polite, robots


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of one test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("REPORTEDLY_CACHE", str(folder))
    robots._known.clear()
    polite._left_at.clear()
    polite._not_before.clear()
    return folder
