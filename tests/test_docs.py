"""The docs are checked against the code: verbs, options, fields, links, and every example is run."""

from __future__ import annotations

import doctest
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import typer

import reportedly
from reportedly import model
from reportedly.cli.app import app
from reportedly.cli.schema import json_schema

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = re.compile(r"(?<=^```console\n)\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)(?=^```$)", re.MULTILINE)


def run(command: str) -> str:
    """The output of one documented command, run from the project's root at a width of 100 characters."""
    environment = {
        **os.environ,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_prints_what_the_page_shows(page: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text(encoding="utf-8")
    fresh = EXAMPLE.sub(lambda match: f"$ {match['command']}\n{run(match['command'])}", text)
    if request.config.getoption("--update-golden"):
        page.write_text(fresh, encoding="utf-8")
    assert text == fresh


def test_every_python_example_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    results = [doctest.testfile(str(page), module_relative=False) for page in PAGES]
    assert sum(result.attempted for result in results) > 0
    assert sum(result.failed for result in results) == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    }
    assert {page for page in PAGES if page.name != "README.md"} <= linked


def test_every_verb_and_option_has_help_and_is_documented() -> None:
    command = typer.main.get_command(app)
    documented = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    verbs = getattr(command, "commands")  # noqa: B009
    assert verbs
    for name, verb in verbs.items():
        assert verb.help, f"{name} has no help"
        assert f"## `reportedly {name}`" in documented
        for option in verb.params:
            for flag in option.opts:
                if flag.startswith("--") and flag != "--help":
                    assert getattr(option, "help", None), f"{name} {flag} has no help"
                    assert f"`{flag}`" in documented, f"{name} {flag} is not in docs/reference/cli.md"


def test_every_field_of_a_reading_is_documented() -> None:
    documented = (REFERENCE / "reading.md").read_text(encoding="utf-8")
    for struct in vars(model).values():
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct) and struct is not msgspec.Struct:
            assert struct.__doc__, struct.__name__
            for field in struct.__struct_fields__:
                assert f"`{field}`" in documented, f"{struct.__name__}.{field} is not in docs/reference/reading.md"


def test_the_schema_is_fresh(request: pytest.FixtureRequest) -> None:
    kept = REFERENCE / "reading.schema.json"
    if request.config.getoption("--update-golden"):
        kept.write_text(run("reportedly schema"), encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema())), "make docs"


def test_the_example_in_the_package_docstring_is_true() -> None:
    assert doctest.testmod(reportedly).failed == 0
    assert doctest.testmod(reportedly).attempted > 0


def test_the_readme_names_the_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^make (\w+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE):
        assert f"\n{shlex.quote(command)}:" in makefile
