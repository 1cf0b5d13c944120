"""The page of a report in a real browser: looking at claims, choosing among them, citing them, by hand and by keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served
from tests.web.browser.states import keys
from tests.web.browser.watching import DESK, PHONE

_ENGINEER = "“Nobody wanted to be the one to stop it.”"


@pytest.fixture(scope="module")
def harbour(room: Served) -> str:
    """The path of the report on the tunnel."""
    return f"/reports/{keys(room)['harbour']}"


@pytest.fixture
def page(room: Served, visit: Visit, harbour: str) -> Iterator[Page]:
    yield visit(room, viewport=DESK).page(harbour)


def lit(page: Page) -> set[str]:
    """The words that stand out."""
    return set(page.locator(".text .lit-content, .text .lit-source, .text .lit-cue").all_text_contents())


def test_a_click_on_a_mark_opens_its_card_and_joins_its_words(page: Page) -> None:
    page.locator(".text").get_by_text(_ENGINEER).click()
    card = page.locator(".card.selected")
    expect(card).to_have_count(1)
    expect(card.locator(".card-body")).to_be_visible()
    expect(card).to_contain_text("an engineer who worked on the project")
    assert {"“We saw water on the roadway in ", "an engineer who worked on the project", "told", _ENGINEER} <= lit(page)
    assert page.url.endswith(f"#{card.get_attribute('id')}")
    page.keyboard.press("Escape")
    expect(page.locator(".card.selected")).to_have_count(0)
    assert lit(page) == set()


def test_keys_go_from_claim_to_claim(page: Page) -> None:
    page.keyboard.press("j")
    first = page.locator(".card.selected")
    expect(first).to_be_focused()
    number = first.get_attribute("data-claim")
    page.keyboard.press("j")
    expect(page.locator(f".card.selected:not([data-claim='{number}'])")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f".card.selected[data-claim='{number}']")).to_be_focused()
    page.keyboard.press("u")
    assert page.locator(".card.selected").get_attribute("data-kind") in ("unnamed", "none")


def test_a_card_in_focus_shows_its_words_and_enter_opens_it(page: Page) -> None:
    page.locator(".legend input").last.focus()
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('.card')"):
        page.keyboard.press("Tab")
    assert lit(page)
    expect(page.locator(".card.selected")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".card.selected")).to_be_focused()


def test_a_permanent_address_opens_its_card(room: Served, visit: Visit, page: Page) -> None:
    claim = page.locator(".zone .card").nth(7).get_attribute("data-claim")
    other = visit(room).page(f"/claims/c{claim}")
    expect(other.locator(".card.selected")).to_have_attribute("data-claim", str(claim))
    mark = other.locator(f".text [data-claims~='{claim}']").first
    expect(mark).to_be_in_viewport()


def test_choosing_dims_the_rest_and_is_in_the_address(room: Served, visit: Visit, page: Page) -> None:
    page.locator("[data-chips]").get_by_role("button", name=re.compile("unnamed")).click()
    expect(page.locator("[data-count]")).to_have_text("2 of 15 claims")
    assert page.url.endswith("?kind=unnamed")
    page.locator("svg.chain.wide a.bar[data-side=via]").click()
    expect(page.locator("[data-count]")).to_have_text("1 of 15 claims")
    there = visit(room, java_script_enabled=False).page(page.url.removeprefix(room.origin))
    # The server chooses the same as the script did.
    chosen = "(all) => all.map((run) => run.dataset.at)"
    dim = "(all) => all.map((card) => card.id)"
    for selector, seen in ((".text .chosen", chosen), (".card.dim", dim), (".band.dim", "(all) => all.length")):
        assert page.eval_on_selector_all(selector, seen) == there.eval_on_selector_all(selector, seen)
    page.locator("[data-clear]").click()
    expect(page.locator("[data-count]")).to_have_text("15 of 15 claims")
    expect(page.locator("article.filtered")).to_have_count(0)


def test_a_claim_is_copied_with_where_it_is_from(room: Served, visit: Visit, harbour: str) -> None:
    visitor = visit(room, permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page(harbour)
    page.locator(".text").get_by_text(_ENGINEER).click()
    page.keyboard.press("c")
    expect(page.locator("[data-said]")).to_have_text("Copied with its citation.")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "Nobody wanted",
        "through Fjordavisen",
        "Norvik Courier",
        "Harbour tunnel",
        "14 March 2024",
        "/claims/c",
    ):
        assert part in copied
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all.flatMap((one) => one.types))")
    assert set(kinds) == {"text/plain", "text/html"}


def test_cards_do_not_cover_each_other(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    boxes = page.eval_on_selector_all(
        ".zone .cards > li",
        "(all) => all.map((one) => one.getBoundingClientRect()).map(({top, bottom}) => [top, bottom])",
    )
    assert len(boxes) == 15
    ordered = sorted(boxes)
    assert all(before[1] <= after[0] + 0.5 for before, after in pairwise(ordered))


def test_on_a_phone_a_card_is_a_sheet_at_the_foot(room: Served, visit: Visit, harbour: str) -> None:
    page = visit(room, viewport=PHONE).page(harbour)
    page.locator(".text").get_by_text(_ENGINEER).click()
    box = page.locator(".card.selected").bounding_box()
    assert box is not None
    assert abs(box["y"] + box["height"] - PHONE["height"]) < 2
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".card.selected")).to_have_count(0)


def test_marks_can_be_hidden_and_stay_so(page: Page) -> None:
    run = page.locator(".text .source").first
    assert "underline" in run.evaluate("(it) => getComputedStyle(it).textDecorationLine")
    page.locator("#mark-source").uncheck()
    assert "none" in run.evaluate("(it) => getComputedStyle(it).textDecorationLine")
    page.reload()
    expect(page.locator("#mark-source")).not_to_be_checked()


def test_on_paper_there_are_all_claims_and_no_cards(page: Page) -> None:
    expect(page.locator(".paper-claims")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".paper-claims tbody tr")).to_have_count(15)
    expect(page.locator(".paper-claims")).to_be_visible()
    expect(page.locator(".card:visible, .fold:visible, .top:visible")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_countries_are_called_by_name(room: Served, visit: Visit) -> None:
    of = visit(room, viewport=DESK)
    for path in keys(room).values():
        names = of.page(f"/reports/{path}").locator("[data-country]").all_text_contents()
        if names:
            assert not [name for name in names if re.fullmatch("[A-Z]{2}", name)]
            return
    raise AssertionError("no report of the room names a place")
