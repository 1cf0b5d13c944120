"""The library: its list, its facets, its errors, and its first screen."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests.web.shelving import HOSTILE, dam, hostile, one, room, texts, tree

MANY = 30


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    library, asking = room(tmp_path_factory.mktemp("home") / "dams.db", *(dam(at) for at in range(MANY)), hostile())
    with library:
        yield asking


def test_it_opens_with_the_newest_claims_and_what_came_in_last(asking: TestClient) -> None:
    page = tree(asking, "/")
    assert texts(page, "h1") == [f"{2 * MANY + 1} claims in {MANY + 1} reports"]
    assert len(page.css(".hit")) == 25
    assert texts(page, ".said-so .itself")[0] == "<b onclick=alert(2)>it</b> is so"
    assert len(page.css(".newest li")) == 8
    assert one(page, "a[rel=next]").attributes["href"] == "/?page=2"


def test_found_words_are_marked_and_a_hit_says_who_and_through_whom(asking: TestClient) -> None:
    page = tree(asking, "/?q=people")
    assert set(texts(page, "mark.found")) == {"people"}
    who = texts(page, ".hit-who")[0]
    assert who.startswith("an official unnamed through Dagbladet hedged")
    where = texts(page, ".hit-where")[0]
    assert where.startswith("The Observer · Dam ")


def test_facets_narrow_the_list_and_are_left_out_again(asking: TestClient) -> None:
    page = tree(asking, "/?q=dam")
    official = next(link for link in page.css(".facet a") if "official" in link.text())
    narrowed = tree(asking, official.attributes["href"] or "")
    assert texts(narrowed, "h1")[0].startswith(f"{MANY} claims")
    chip = one(narrowed, ".chosen a")
    assert "official" in chip.text()
    assert texts(tree(asking, chip.attributes["href"] or ""), "h1") == texts(page, "h1")


def test_months_are_ways_to_their_claims(asking: TestClient) -> None:
    links = {one(link, ".sr").text().strip(): link for link in tree(asking, "/").css(".months a")}
    november = links[f"November 2019, {2 * MANY} claims"]
    assert texts(tree(asking, november.attributes["href"] or ""), "h1")[0].startswith(f"{2 * MANY} claims")


def test_reports_are_listed_with_what_is_around_the_words(asking: TestClient) -> None:
    page = tree(asking, "/?q=mayor&over=reports")
    assert texts(page, "h1") == [f"{MANY} reports"]
    assert "mayor" in texts(page, ".snippet mark")
    # The form keeps to reports, and so do the facets.
    assert one(page, ".top-search input[name=over]").attributes["value"] == "reports"
    assert all("over=reports" in (link.attributes["href"] or "") for link in page.css(".facet a, .months a"))


def test_a_wrong_query_is_shown_with_its_place_and_its_cure(asking: TestClient) -> None:
    page = tree(asking, "/?q=spy+kind:oficial", 400)
    assert texts(page, ".wrong mark") == ["o"]
    assert one(page, "[data-at]").attributes["data-at"] == "9"
    assert "did you mean official?" in one(page, ".trouble").text()
    assert one(page, "#q").attributes["value"] == "spy kind:oficial"


def test_nothing_found_says_what_to_do(asking: TestClient) -> None:
    page = tree(asking, "/?q=xyzzy")
    assert texts(page, "h1") == ["0 claims"]
    assert one(page, ".empty a.primary").attributes["href"] == "/?q=xyzzy&over=reports"


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first(asking: TestClient, number: str) -> None:
    assert len(tree(asking, f"/?page={number}").css(".hit")) == 25


def test_beyond_the_last_page_is_a_way_back(asking: TestClient) -> None:
    page = tree(asking, "/?page=400")
    assert texts(page, ".empty a") == ["To its first page"]


def test_only_the_changing_part_is_given_to_a_script(asking: TestClient) -> None:
    part = asking.get("/?q=dam", headers={"X-Part": "results"})
    assert "<html" not in part.text
    assert '<ol class="hits"' in part.text
    assert "X-Part" in part.headers["vary"]
    # What is half written is no error of the page that asks.
    half = asking.get("/?q=kind:o", headers={"X-Part": "results"})
    assert (half.status_code, half.headers["x-wrong"]) == (200, "query")


@pytest.mark.parametrize("address", ["/", "/?over=reports", "/sources", "/counted", "/history", "/export", "/add"])
def test_nothing_that_pages_say_becomes_markup(asking: TestClient, address: str) -> None:
    page = tree(asking, address)
    assert all((script.attributes.get("src") or "").startswith("/static/") for script in page.css("script"))
    assert not page.css("b, img, [onclick], [onerror], [onload]")
    assert not [link for link in page.css("[href]") if (link.attributes["href"] or "").startswith("javascript:")]
    assert not page.css("[style], style")
    assert texts(page, "h1") and len(page.css("h1")) == 1


def test_a_hostile_query_is_only_text(asking: TestClient) -> None:
    answer = asking.get("/", params={"q": f'"{HOSTILE}"'})
    assert HOSTILE not in answer.text
    assert one(LexborHTMLParser(answer.text), "#q").attributes["value"] == f'"{HOSTILE}"'
    assert escape("<script>") in answer.text


def test_an_empty_library_invites_to_bring_something(tmp_path: Path) -> None:
    library, asking = room(tmp_path / "empty.db")
    with library:
        page = tree(asking, "/")
        form = one(page, "form[data-bring]")
        assert (form.attributes["action"], form.attributes["method"]) == ("/add", "post")
        assert "Whose word is it?" in texts(page, "h1")
        # Only the first screen is another; a search in it is a search.
        assert texts(tree(asking, "/?q=dam"), "h1") == ["0 claims"]
