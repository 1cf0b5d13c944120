"""The house keeps its order: who may import whom, how long a file may be, and what the front door shows."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportedly

SOURCE = Path(reportedly.__file__).parent
LONGEST_FILE = 500

# Room -> the rooms it may import. `model` and `errors` are open to all and import nothing of ours, but that a Reading
# asks `export` to show it in a notebook.
MAY_IMPORT: dict[str, set[str]] = {
    "model": {"export"},
    "errors": set(),
    "page": set(),
    "language": set(),
    "quotation": set(),
    "attribution": {"language", "quotation"},
    "mentions": {"language"},
    "reading": {"page", "language", "attribution", "mentions"},
    "engines": {"page", "reading"},
    "library": {"quotation"},
    "export": set(),
    "adding": {"page", "reading", "engines", "library"},
    "exporting": {"export", "library"},
    "spacy_component": {"language", "attribution"},
    "evaluation": {"language", "attribution"},
    "web": {"page", "reading", "engines", "library", "export", "adding", "exporting"},
    "cli": {"page", "reading", "engines", "evaluation", "library", "export", "adding", "exporting", "web"},
    "__init__": {"page", "reading", "library", "adding"},
}
OPEN_TO_ALL = {"model", "errors"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The rooms of ours that a file imports, at any depth in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import; name the room"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "reportedly" else [module]
        for name in names:
            if name.startswith("reportedly."):
                yield name.split(".")[1]


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    here = room(path)
    allowed = MAY_IMPORT[here] | ({here} if here not in OPEN_TO_ALL else set())
    if here not in OPEN_TO_ALL:
        allowed |= OPEN_TO_ALL
    assert set(imports(path)) <= allowed


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in FILES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_FILE


def test_the_front_door_shows_exactly_its_names() -> None:
    assert reportedly.__all__ == sorted(reportedly.__all__)
    for name in reportedly.__all__:
        assert getattr(reportedly, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        reportedly.raed  # noqa: B018


def test_importing_reportedly_starts_nothing_heavy() -> None:
    heavy = {"onnxruntime", "spacy", "trafilatura", "lxml", "urllib3", "numpy", "sqlalchemy", "pyarrow"}
    code = f"import sys, reportedly, reportedly.cli; print(sorted({heavy!r} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
