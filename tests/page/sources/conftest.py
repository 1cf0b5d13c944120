"""No test fetches into the user's own cache."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of one test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("REPORTEDLY_CACHE", str(folder))
    return folder
