"""Loading: paths, standard input, globs, and refusals of one line that name the cure."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from reportedly.errors import NotRead, NotReadable, Refused
from reportedly.page import Limits, expand, load
from reportedly.page.sources.load import shown


def refusal(source: str, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        load(source, limits or Limits())
    assert "\n" not in str(caught.value)
    assert str(caught.value) == f"{caught.value.source}: {caught.value.detail}"
    return caught.value


def test_a_file_is_read_unaltered(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xff\x00 as it is\r\n")
    page = load(str(path))
    assert page.data == b"\xff\x00 as it is\r\n"
    assert page.source == str(path)
    assert page.address is None


def test_standard_input_is_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9")))
    page = load("-")
    assert (page.data, page.source) == (b"caf\xe9", "-")


def test_a_missing_path(tmp_path: Path) -> None:
    error = refusal(str(tmp_path / "none.html"))
    assert isinstance(error, NotRead)
    assert error.code == "missing"


def test_a_folder_says_how_to_read_what_is_in_it(tmp_path: Path) -> None:
    error = refusal(str(tmp_path))
    assert error.code == "folder"
    assert "glob" in error.detail


def test_a_dead_link_names_what_it_points_at(tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(tmp_path / "gone.html")
    error = refusal(str(link))
    assert error.code == "dead-link"
    assert "gone.html" in error.detail


NOBODY = 65534


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("x")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything
        os.seteuid(NOBODY)
    try:
        assert refusal(str(path)).code == "permission"
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("source", ["a\0b", "x" * 5000, "", "two\nlines.html"])
def test_names_that_no_file_can_have(source: str) -> None:
    assert isinstance(refusal(source), NotRead)


def test_empty_and_too_large(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"")
    assert refusal(str(path)).code == "empty"
    path.write_bytes(b"12345")
    assert load(str(path), Limits(max_bytes=5)).data == b"12345"
    path.write_bytes(b"123456")
    error = refusal(str(path), Limits(max_bytes=5))
    assert isinstance(error, NotReadable)
    assert error.code == "too-large"
    assert "5 bytes" in error.detail


def test_other_schemes_are_refused() -> None:
    assert refusal("ftp://example.org/a").code == "scheme"
    assert refusal("file:///etc/hosts").code == "scheme"


def test_globs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("b.html", "a.html", "c.txt", "deep/d.html", "deep/er/e.html", "odd[1].html"):
        (tmp_path / name).write_text("x")
    assert expand(["*.html"]) == ["a.html", "b.html", "odd[1].html"]
    assert expand(["**/*.html"]) == ["a.html", "b.html", "deep/d.html", "deep/er/e.html", "odd[1].html"]
    assert expand(["*"]) == ["a.html", "b.html", "c.txt", "odd[1].html"]
    assert expand(["dee*"]) == ["deep"]
    assert expand(["odd[1].html"]) == ["odd[1].html"]
    assert expand(["none*.html", "-", "https://example.org/?q=*"]) == ["none*.html", "-", "https://example.org/?q=*"]


def test_messages_show_no_password_and_no_control_characters() -> None:
    assert shown("https://me:secret@example.org/a\nb\x1b[31m") == "https://example.org/a b [31m"
    assert shown("na\udce9ve") == "na\\udce9ve"
