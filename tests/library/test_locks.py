"""A library that one process has open twice stays whole while others come and go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reportedly import read_text
from reportedly.library import Library

_VISIT = "import sys; from reportedly.library import Library; Library(sys.argv[1], create=False).close()"


def test_another_process_does_not_take_the_log_away(tmp_path: Path) -> None:
    path = tmp_path / "twice.db"
    with Library(path) as library:
        library.add([read_text("The dam is safe, according to the mayor, Ann Lee.")])
    with Library(path) as library:
        claim = library.find("dam").hits[0].claim
        Library(path).close()
        library.judge(claim, "confirmed", by="Ada")
        # The last one out folds the log into the file and deletes it; this one is not the last.
        subprocess.run([sys.executable, "-c", _VISIT, str(path)], check=True)
        assert path.with_name(f"{path.name}-wal").exists()
        library.judge(claim, "rejected", by="Ada")
    with Library(path) as library:
        assert [one.verdict for one in library.judgements(1)] == ["confirmed", "rejected"]
