"""Folders: every file in them once, in order, whatever links and rights there are, and none that was left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportedly.errors import Refused
from reportedly.page import Limits, Page, Source, each_page, files

NOBODY = 65534


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def within(folder: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    found = list(files(str(folder), Limits(include=include, exclude=exclude)))
    return [each.code if isinstance(each, Refused) else os.path.relpath(each, folder) for each in found]


def test_all_files_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b.html", "a/x.html", "a.html", "a-b/z.txt", "a/deep/er/y.html", "é.html", "Z.html", "10.html", "9.html"]
    assert within(fill(tmp_path, *names)) == sorted(names)


def test_hidden_files_and_folders_are_left_out_but_one_that_is_named(tmp_path: Path) -> None:
    fill(tmp_path, ".git/a.html", ".hidden", "a/.b", "a/c")
    assert within(tmp_path) == ["a/c"]
    assert within(tmp_path / ".git") == ["a.html"]


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        (("*.html",), (), ["a.html", "news/b.html", "news/old/c.html"]),
        (("**/*.html",), (), ["a.html", "news/b.html", "news/old/c.html"]),
        (("news/*",), (), ["news/b.html", "news/d.txt", "news/old/c.html"]),
        (("news/*.html", "*.pdf"), (), ["e.pdf", "news/b.html", "news/old/c.html"]),
        ((), ("news",), ["a.html", "e.pdf"]),
        ((), ("news/",), ["a.html", "e.pdf"]),
        ((), ("**/old", "*.pdf"), ["a.html", "news/b.html", "news/d.txt"]),
        (("*.html",), ("[ab].html",), ["news/old/c.html"]),
        (("*.HTML",), (), ["no-files"]),
        ((), ("*",), ["no-files"]),
    ],
)
def test_filters(include: tuple[str, ...], exclude: tuple[str, ...], left: list[str], tmp_path: Path) -> None:
    fill(tmp_path, "a.html", "news/b.html", "news/old/c.html", "news/d.txt", "e.pdf")
    assert within(tmp_path, include=include, exclude=exclude) == left


def test_links_lead_in_no_circle(tmp_path: Path) -> None:
    fill(tmp_path / "in", "a/one.html", "b/two.html")
    fill(tmp_path / "out", "three.html")
    for at, to in (("in/a/up", "in"), ("in/b/a", "in/a"), ("in/c", "out"), ("out/back", "in/b"), ("in/me", "in/me")):
        (tmp_path / at).symlink_to(tmp_path / to)
    (tmp_path / "in" / "file.html").symlink_to(tmp_path / "out" / "three.html")
    found = within(tmp_path / "in")
    assert found == ["a/one.html", "b/two.html", "c/three.html", "file.html", "me"]


def test_folders_that_link_to_each_other_are_not_read_over_and_over(tmp_path: Path) -> None:
    for level in range(40):
        fill(tmp_path, f"{level}/page.html")
        for name in ("a", "b"):
            (tmp_path / str(level) / name).symlink_to(tmp_path / str(level + 1))
    assert len(within(tmp_path / "0")) == 42  # one page a folder, and the two links of the last, which are dead


def test_a_pipe_in_a_folder_does_not_stop_the_reader(tmp_path: Path) -> None:
    fill(tmp_path, "a.html")
    os.mkfifo(tmp_path / "pipe")
    assert within(tmp_path) == ["a.html"]


def test_what_may_not_be_read_is_said_and_costs_itself(tmp_path: Path) -> None:
    fill(tmp_path, "a/1.html", "b/2.html", "c/3.html")
    (tmp_path / "b").chmod(0)
    user = os.geteuid()
    tmp_path.chmod(0o755)
    for above in tmp_path.parents:
        if above.name.startswith(("pytest-", "popen-")):
            above.chmod(0o755)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        assert within(tmp_path) == ["a/1.html", "permission", "c/3.html"]
    finally:
        os.seteuid(user)
        (tmp_path / "b").chmod(0o755)


def test_an_empty_folder_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (found,) = each_page([tmp_path], Limits())
    assert isinstance(found.page, Refused)
    assert str(found.page) == (
        f"{tmp_path}: is a folder without a file to read; hidden files and folders are left out; name another"
    )
    (found,) = each_page([tmp_path], Limits(include=("*.html",)))
    assert "filters" in str(found.page)


def test_pages_of_folders_know_which_source_they_are_of(tmp_path: Path) -> None:
    fill(tmp_path, "x/a.txt", "x/b.txt", "y.txt")
    (tmp_path / "x" / "lines.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    taken: list[int] = []
    sources: list[Source] = [tmp_path / "x", tmp_path / "y.txt", Page(b"held", "mine")]
    found = list(each_page(sources, Limits(), taken.append))
    assert [(each.of, each.name.removeprefix(f"{tmp_path}/")) for each in found] == [
        (0, "x/a.txt"),
        (0, "x/b.txt"),
        (0, "x/lines.jsonl#1"),
        (0, "x/lines.jsonl#2"),
        (1, "y.txt"),
        (2, "mine"),
    ]
    assert sum(taken) == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) + len(b"held")


@pytest.mark.parametrize("source", ["-", "https://example.org/", "", "a\0b", "missing"])
def test_what_is_no_folder_stays(source: str) -> None:
    assert list(files(source, Limits())) == [source]
