"""The reference of the API lists what there is, and its examples are run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportedly.library import Library
from reportedly.web.api import OPERATIONS, described
from reportedly.web.api.operation import Operation
from reportedly.web.api.schemas import terse
from tests.cli.libraries import make
from tests.web.rooms import serving

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "reference" / "api.md"
ADDRESS = "http://127.0.0.1:8642"
LISTED = re.compile(r"(?<=--update-golden -->\n).*?(?=<!-- end -->)", re.DOTALL)


def _row(operation: Operation) -> str:
    told = described()["paths"][f"/api{operation.path}"][operation.method.lower()]
    names = [each["name"] for each in told.get("parameters", ()) if each["in"] == "query"]
    ((_, answer),) = [each for each in told["responses"].items() if each[0].startswith("2")]
    schemas = [terse(one["schema"]) for one in answer.get("content", {}).values() if "schema" in one]
    given = schemas or [media.partition(";")[0] for media in answer.get("content", {})]
    takes = [terse(one["schema"]) for media, one in _bodies(told) if media == "application/json"]
    cells = (
        f"`{operation.method} /api{operation.path}`",
        operation.summary,
        ", ".join(f"`{each}`" for each in [*names, *takes]),
        ", ".join(f"`{each}`" for each in given),
    )
    return f"| {' | '.join(cells)} |"


def _bodies(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return list(told.get("requestBody", {}).get("content", {}).items())


def test_every_operation_is_listed(request: pytest.FixtureRequest) -> None:
    rows = ["| operation | what it does | takes | gives |", "|---|---|---|---|", *map(_row, OPERATIONS)]
    text = PAGE.read_text(encoding="utf-8")
    fresh = LISTED.sub(lambda _: "".join(f"{row}\n" for row in rows), text)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert text == fresh


def _examples(kind: str) -> list[str]:
    found = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return found


@pytest.mark.parametrize(
    ("command", "example"),
    [
        *((["bash", "-euo", "pipefail", "-c"], each) for each in _examples("sh")),
        *(([sys.executable, "-c"], each) for each in _examples("python")),
    ],
)
def test_every_example_runs(tmp_path: Path, command: list[str], example: str) -> None:
    make(tmp_path / "news.db")
    (tmp_path / "README.md").write_text("Rain is likely, said Ann Lee.")
    script = example.replace("curl ", "curl --fail-with-body -sS ")
    with serving(tmp_path / "news.db") as room:
        assert ADDRESS in script
        script = script.replace(ADDRESS, room.address).replace("| python ", f"| {sys.executable} ")
        done = subprocess.run([*command, script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
    with Library(tmp_path / "news.db") as library:
        changes = len(library.all_judgements()), library.queue.count()
    assert changes == ((1, 1) if "POST" in example else (0, 0))
