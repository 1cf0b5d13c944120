"""Adding: what is asked for is kept until it is read, and what became of it is told, without a script too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from reportedly.library import Library
from reportedly.web.asks import MOST_ADDRESSES
from tests.web.rooms import client
from tests.web.shelving import one, room, texts, tree


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[Library, TestClient]]:
    library, asking = room(tmp_path / "empty.db")
    with library:
        yield library, asking


def names(library: Library) -> list[tuple[str, str]]:
    return [(each.kind, each.name) for each in library.queue.asked()]


def test_addresses_stand_one_a_line(empty: tuple[Library, TestClient]) -> None:
    library, asking = empty
    answer = asking.post("/add", data={"what": " https://example.org/1\r\n\r\nnews.example.org/a,b\n"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/add")
    assert names(library) == [("address", "https://example.org/1"), ("address", "https://news.example.org/a,b")]
    page = tree(asking, "/add")
    assert texts(page, "h2") == ["2 to be read"]
    assert texts(page, ".state") == ["waiting", "waiting, 1 before it"]
    assert one(page, "#list").attributes["data-moving"] == "1"


@pytest.mark.parametrize("text", ["The dam is safe.\n\nAnn Lee said so.", "Safe", "See https://example.org for more"])
def test_anything_else_is_a_text(empty: tuple[Library, TestClient], text: str) -> None:
    library, asking = empty
    asking.post("/add", data={"what": text})
    assert [kind for kind, _ in names(library)] == ["text"]


def test_files_are_asked_for_beside(empty: tuple[Library, TestClient]) -> None:
    library, asking = empty
    files = [("files", ("../../<b>.html", b"<p>Safe.", "text/html")), ("files", ("b.txt", b"Safe.", "text/plain"))]
    assert asking.post("/add", data={"what": "https://example.org/1"}, files=files).status_code == 303
    assert names(library) == [("address", "https://example.org/1"), ("file", "<b>.html"), ("file", "b.txt")]
    assert "<b>.html" not in asking.get("/add").text


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("", "There is nothing in it."),
        ("file:///etc/passwd", "only http and https addresses are"),
        ("https://ann:secret@example.org/", "has a user or a password in it"),
        ("\n".join(f"https://example.org/{at}" for at in range(MOST_ADDRESSES + 1)), "Send up to 100."),
    ],
)
def test_what_cannot_be_asked_for_is_told_and_not_lost(empty: tuple[Library, TestClient], what: str, told: str) -> None:
    library, asking = empty
    answer = asking.post("/add", data={"what": what})
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 422
    assert told in texts(page, ".trouble")[0]
    assert one(page, "#what").text() == what
    assert names(library) == []


def test_a_form_of_another_page_asks_for_nothing(empty: tuple[Library, TestClient]) -> None:
    library, _ = empty
    assert client(library, csrf=False).post("/add", data={"what": "https://example.org/1"}).status_code == 403
    assert names(library) == []


def test_what_waits_can_be_taken_off_the_list(empty: tuple[Library, TestClient]) -> None:
    library, asking = empty
    asking.post("/add", data={"what": "https://example.org/1"})
    form = one(tree(asking, "/add"), "form.change")
    assert asking.post(form.attributes["action"] or "").headers["location"] == "/add"
    assert names(library) == []
    assert asking.post(form.attributes["action"] or "").status_code == 404


def test_the_limits_are_told_before(empty: tuple[Library, TestClient]) -> None:
    told = " ".join(texts(tree(empty[1], "/add"), ".hint"))
    assert "up to 100" in told
    assert "10 MB" in told
    assert "200 files and 100 MB" in told


def test_only_the_list_is_given_to_a_script(empty: tuple[Library, TestClient]) -> None:
    part = empty[1].get("/add", headers={"X-Part": "list"}).text
    assert "<html" not in part
    assert "Nothing waits to be read" in part
