"""``entities``, ``merge``, ``split``, ``undo`` and ``remove``."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.library import Library
from tests.cli.conftest import Made
from tests.cli.libraries import Answer, ask


def words(done: Answer) -> str:
    assert done.stderr == b""
    assert done.returncode == 0
    return " ".join(done.stdout.decode().split())


def key(path: Path, name: str) -> str:
    with Library(path) as library:
        (one,) = library.entities(name)
        return f"e{one.entity}"


def test_entities_are_listed_by_their_words(made: Made) -> None:
    done = ask("entities", made.path, "anne", "vik", COLUMNS="120")
    assert f"{key(made.path, 'Vik')} Anne Vik person mayor" in words(done)
    told = [json.loads(line) for line in ask("entities", made.path, "--json", "--size=3").stdout.splitlines()]
    with Library(made.path) as library:
        assert [one["entity"] for one in told] == [one.entity for one in library.entities(size=3)]
    assert words(ask("entities", made.path, "--size=3")).endswith("--page 2 shows more")
    assert words(ask("entities", made.path, "xyzzy")) == "No entities found."
    assert words(ask("entities", made.path, "--page=99")) == "Nothing on page 99."


def test_a_merge_is_told_listed_and_taken_back(own: Path) -> None:
    mayor, lund = key(own, "Vik"), key(own, "Lund")
    told = words(ask("merge", own, mayor, lund, "--by", "Anna"))
    assert told == (
        f"{lund} (Jonas Lund) is {mayor} (Anne Vik) from now on (decision 1 by Anna); "
        f"take it back with: reportedly undo {own} 1"
    )
    assert key(own, "Lund") == mayor
    assert f"{lund} is {mayor} Anna" in words(ask("entities", own, "--decisions", COLUMNS="120"))
    again = ask("merge", own, mayor, lund)
    assert again.returncode == 1
    assert b"nothing to merge" in again.stderr
    assert words(ask("undo", own, "1")).endswith(f"make it again with: reportedly merge {own} {mayor} {lund}")
    assert key(own, "Lund") == lund
    twice = ask("undo", own, "1")
    assert twice.returncode == 1
    assert b"taken back already" in twice.stderr
    (listed,) = [json.loads(line) for line in ask("entities", own, "--decisions", "--json").stdout.splitlines()]
    assert listed["undone"] is not None


def test_a_split_says_who_it_is_there(own: Path) -> None:
    mayor, lund = key(own, "Vik"), key(own, "Lund")
    told = words(ask("split", own, mayor, "r2", lund, REPORTEDLY_BY="Bea"))
    assert told.startswith(f"Anne Vik in r2 is {lund} and not {mayor} from now on (decision 1 by Bea)")
    assert words(ask("undo", own, "1")).endswith(f"reportedly split {own} {mayor} r2 {lund}")
    new = words(ask("split", own, mayor, "r2"))
    assert ", somebody new, and not" in new
    assert words(ask("undo", own, "2")).endswith(f"reportedly split {own} {mayor} r2")
    wrong = ask("split", own, mayor, "r3")
    assert wrong.returncode == 1
    assert b"does not name" in wrong.stderr


def test_who_decides_is_the_user_of_the_computer_if_nobody_says(own: Path) -> None:
    ask("merge", own, key(own, "Vik"), key(own, "Lund"), LOGNAME="carla")
    with Library(own) as library:
        assert library.decisions()[0].made_by == "carla"


def test_a_name_that_is_no_text_is_kept_as_far_as_it_is(own: Path) -> None:
    assert "by Ann?" in words(ask("merge", own, key(own, "Vik"), key(own, "Lund"), "--by", "Ann\udcff"))


def test_decisions_of_a_library_without_any(made: Made) -> None:
    assert words(ask("entities", made.path, "--decisions")) == "Nothing is merged or split."
    assert ask("entities", made.path, "--decisions", "Vik").returncode == 2


def test_nothing_is_removed_when_nobody_can_be_asked(own: Path) -> None:
    done = ask("remove", own, "r3")
    assert done.returncode == 1
    assert b"--yes" in done.stderr
    with Library(own) as library:
        assert library.count() == 5


def test_reports_are_removed_and_named(own: Path) -> None:
    done = ask("remove", own, "r2", "r3", "r2", "--yes")
    assert done.returncode == 0
    first, second = done.stdout.decode().splitlines()
    assert first.startswith("removed r2, Norvik Courier, 14 March 2024: Harbour tunnel flooded twice")
    assert first.endswith("(15 claims)")
    assert second.startswith("removed r3, ")
    with Library(own) as library:
        assert [hit.report for hit in library.find(over="reports").hits] == [1, 4, 5]


def test_one_unknown_name_removes_nothing(own: Path) -> None:
    assert ask("remove", own, "r3", "r77", "--yes").returncode == 1
    with Library(own) as library:
        assert library.count() == 5


@pytest.mark.parametrize(("answer", "left"), [("y\n", 4), ("n\n", 5), ("\n", 5)])
def test_on_a_terminal_it_asks_first(own: Path, answer: str, left: int) -> None:
    ours, theirs = pty.openpty()
    code = "from reportedly.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "remove", str(own), "r3"], stdin=theirs, stdout=subprocess.PIPE, text=True
    )
    os.write(ours, answer.encode())
    printed, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert "Remove this for good?" in printed
    assert process.returncode == (0 if left == 4 else 1)
    with Library(own) as library:
        assert library.count() == left
