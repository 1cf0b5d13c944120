"""Sources, what is counted, history, export and who signs: what they show, and that their forms need no script."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from reportedly.library import Library
from tests.web.rooms import client
from tests.web.shelving import HOSTILE_NAME, dam, hostile, one, room, texts, tree

MANY = 12


@pytest.fixture
def dams(tmp_path: Path) -> Iterator[tuple[Library, TestClient]]:
    readings = [dam(at, people=40 + at % 3) for at in range(MANY)]
    library, asking = room(tmp_path / "dams.db", *readings, hostile())
    with library:
        yield library, asking


def test_sources_are_listed_by_their_claims_and_sifted(dams: tuple[Library, TestClient]) -> None:
    _, asking = dams
    assert texts(tree(asking, "/sources"), "tbody th a") == ["Ann Lee", HOSTILE_NAME]
    assert texts(tree(asking, "/sources?name=ann"), "tbody th a") == ["Ann Lee"]
    assert "No source of that name" in texts(tree(asking, "/sources?kind=outlet"), "h2")
    assert texts(tree(asking, "/sources?kind=nonsense"), "tbody th a") == ["Ann Lee", HOSTILE_NAME]


def test_a_source_has_all_that_it_is_reported_to_have_said(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    (ann,) = library.speakers("Ann")
    page = tree(asking, f"/sources/e{ann.entity}")
    assert texts(page, "h1") == ["Ann Lee"]
    assert len(page.css(".answers > .hits:not(.few) .hit")) == MANY
    assert texts(page, ".side .label")[0] == "said plainly"
    assert "The Observer" in texts(page, ".side .label")
    assert tree(asking, "/sources/e999", 404)
    assert tree(asking, "/sources/nobody", 404)


def test_two_names_are_made_one_and_two_again_without_a_script(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    ann, bad = library.speakers()
    page = tree(asking, f"/sources/e{ann.entity}?same=Bad")
    form = next(form for form in page.css(".alike form") if "merge" in (form.attributes["action"] or ""))
    sent = {field.attributes["name"] or "": field.attributes["value"] or "" for field in form.css("input")}
    action = form.attributes["action"] or ""
    plain = client(library, csrf=False)
    assert plain.post(action, data=sent | {"csrf": "wrong"}).status_code == 403
    done = asking.post(action, data=sent)
    assert (done.status_code, done.headers["location"]) == (303, f"/sources/e{ann.entity}#who-is-who")
    merged = tree(asking, f"/sources/e{ann.entity}")
    assert texts(merged, ".decision") == [f"{HOSTILE_NAME} is the same as Ann Lee"]
    assert "Ann Lee, " in texts(merged, ".decisions .small")[0]
    moved = asking.get(f"/sources/e{bad.entity}")
    assert (moved.status_code, moved.headers["location"]) == (303, f"/sources/e{ann.entity}")
    history = tree(asking, "/history")
    undo = one(history, "form.change").attributes["action"] or ""
    assert asking.post(undo, data={"back": "/history"}).status_code == 303
    assert len(library.speakers()) == 2
    assert "taken back" in texts(tree(asking, "/history"), ".history .small")[0]


def test_somebody_else_in_one_report(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    (ann,) = library.speakers("Ann")
    assert asking.post(f"/sources/e{ann.entity}/split", data={"report": "r1"}).status_code == 303
    assert [each.claims for each in library.speakers("Ann")] == [MANY - 1, 1]
    assert asking.post(f"/sources/e{ann.entity}/split", data={"report": "r1"}).status_code == 404


def test_history_has_judgements_between_decisions_and_takes_them_back(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    claim = library.find("people", size=1).hits[0].claim
    library.judge(claim, "rejected", note="<i>no</i>", by="Ada")
    page = tree(asking, "/history")
    assert texts(page, ".did") == ["rejected"]
    assert texts(page, ".note") == ["<i>no</i>"]
    assert "Ada" in texts(page, ".history .small")[0]
    assert asking.post(one(page, "form.change").attributes["action"] or "").headers["location"] == "/history"
    assert texts(tree(asking, "/history"), ".gone .did") == ["rejected"]
    assert not tree(asking, "/history").css("form.change")


def test_history_turns_its_pages(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    claim = library.find("people", size=1).hits[0].claim
    for _ in range(45):
        library.judge(claim, "confirmed")
    first = tree(asking, "/history")
    second = tree(asking, one(first, "a[rel=next]").attributes["href"] or "")
    assert [len(page.css(".history > li")) for page in (first, second)] == [40, 5]


def test_an_empty_history_says_where_it_begins(dams: tuple[Library, TestClient]) -> None:
    assert one(tree(dams[1], "/history"), ".empty a").attributes["href"] == "/?q=judged%3Anone"


def test_what_is_counted_leads_to_each_figure(dams: tuple[Library, TestClient]) -> None:
    _, asking = dams
    listed = tree(asking, "/counted")
    link = next(link for link in listed.css("tbody th a") if "people" in link.text())
    page = tree(asking, link.attributes["href"] or "")
    assert len(page.css("table.figures tr[data-item]")) == MANY
    assert len(page.css("svg .mark")) == MANY
    assert tree(asking, "/counted/thing?what=unicorns", 404)
    assert "Nothing is counted by these words" in texts(tree(asking, "/counted?name=unicorns"), "h2")


def test_figures_of_one_day_that_differ_are_plain_to_see(tmp_path: Path) -> None:
    library, asking = room(
        tmp_path / "day.db", dam(1, published="2019-11-05", people=40), dam(2, published="2019-11-05", people=150)
    )
    with library:
        page = tree(asking, "/counted/thing?what=people")
        assert texts(page, ".differ") == ["2 different figures, 40 to 150"]
        assert len(page.css("line.day-span")) == 1


def test_an_export_is_counted_and_downloaded(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    page = tree(asking, "/export?q=from:unnamed")
    assert texts(page, "#count strong") == [f"{MANY} claims"]
    assert "<html" not in asking.get("/export?q=dam", headers={"X-Part": "count"}).text
    answer = asking.get("/export/file?q=from:unnamed&format=csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="dams.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [int(row["claim"]) for row in rows] == [row["claim"] for row in library.claims("from:unnamed")]
    excel = asking.get("/export/file?format=csv&excel=1")
    assert excel.content.startswith(b"\xef\xbb\xbf")


def test_an_export_that_cannot_be_made_says_why_on_its_page(
    dams: tuple[Library, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, asking = dams
    assert "did you mean official?" in asking.get("/export/file?q=kind:oficial&format=csv").text
    assert "there is no format" in asking.get("/export/file?format=doc").text
    monkeypatch.setattr("reportedly.exporting.find_spec", lambda _: None)
    page = tree(asking, "/export")
    assert texts(page, ".missing") == [
        "pyarrow is not installed, which this needs; install it with: pip install 'reportedly[tables]'",
        "followthemoney is not installed, which this needs; install it with: pip install 'reportedly[ftm]'",
    ]
    assert "reportedly[tables]" in asking.get("/export/file?format=parquet").text


def test_a_browser_signs_with_the_name_that_it_is_given(dams: tuple[Library, TestClient]) -> None:
    library, asking = dams
    answer = asking.post("/signed", data={"by": "  Łucja  Żak; x=y ", "back": "/sources"})
    assert answer.headers["location"] == "/sources"
    assert unquote(asking.cookies["by"]) == "Łucja Żak; x=y"
    assert "Łucja Żak; x=y" in texts(tree(asking, "/"), ".signed summary")[0]
    ann, bad = library.speakers()
    asking.post(f"/sources/e{ann.entity}/merge", data={"other": f"e{bad.entity}"})
    assert library.decisions()[0].made_by == "Łucja Żak; x=y"
    asking.post("/signed", data={"by": " "})
    assert "by" not in asking.cookies


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/ x"]
)
def test_a_form_leads_back_into_the_room_alone(dams: tuple[Library, TestClient], back: str) -> None:
    assert dams[1].post("/signed", data={"by": "Ada", "back": back}).headers["location"] == "/"


@pytest.mark.parametrize("key", ["0", "99", "9" * 30])
@pytest.mark.parametrize("address", ["/history/judgements/{}/undo", "/history/decisions/{}/undo", "/add/{}/withdraw"])
def test_what_is_not_there_cannot_be_undone(dams: tuple[Library, TestClient], address: str, key: str) -> None:
    assert dams[1].post(address.format(key)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/?q=%00", "/?q=%ED%A0%80", "/?q=" + "a" * 3000, "/export?q=%00", "/export/file?q=%00&format=csv"]
)
def test_what_no_query_can_have_is_told_as_one(dams: tuple[Library, TestClient], address: str) -> None:
    assert one(tree(dams[1], address, 400), ".trouble")
