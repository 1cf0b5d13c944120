"""Searching while typing, with suggestions, by keys alone; and bringing something to any page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served
from tests.web.browser.watching import PHONE


def test_the_list_answers_while_a_query_is_typed_and_the_field_keeps_the_focus(room: Served, visit: Visit) -> None:
    page = visit(room).page("/")
    before = page.locator("h1").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("tunnel", delay=20)
    expect(page.locator("h1")).not_to_have_text(before)
    expect(page.locator("mark.found").first).to_have_text(re.compile("tunnel", re.IGNORECASE))
    expect(page.locator("#q")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?q=tunnel$"))
    expect(page).to_have_title(re.compile("^tunnel"))
    # What is half written is told only when the writing rests, and Enter asks at once.
    page.keyboard.type(" kind:o")
    page.keyboard.press("Enter")
    expect(page.locator(".wrong mark")).to_have_text("o")
    assert page.evaluate("(q => [q.selectionStart, q.selectionEnd])(document.querySelector('#q'))") == [12, 13]


def test_suggestions_are_taken_by_keys(room: Served, visit: Visit) -> None:
    page = visit(room).page("/sources")
    field = page.locator("#q")
    field.press_sequentially("cert")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("certainty:")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    chosen = options.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    field.press("Enter")
    expect(field).to_have_value("certainty:")
    # Its values come at once; Tab takes one too.
    expect(options.first).to_contain_text("asserted")
    field.press("ArrowDown")
    field.press("Tab")
    expect(field).to_have_value("certainty:asserted ")
    expect(field).to_be_focused()
    field.press_sequentially("k")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("certainty:asserted k")


def test_a_list_is_gone_through_by_keys(room: Served, visit: Visit) -> None:
    page = visit(room).page("/")
    for key in "jjk":
        page.keyboard.press(key)
    first = page.locator(".hit [data-open]").first
    expect(first).to_be_focused()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/reports/r\d+#c\d+$"))


def test_an_address_that_is_pasted_outside_of_a_field_is_offered_to_be_read(own_room: Served, visit: Visit) -> None:
    page = visit(own_room).page("/sources")
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "http://127.0.0.1:9/news");
            document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }"""
    )
    panel = page.get_by_role("region", name="What is being added")
    expect(panel).to_contain_text("Read http://127.0.0.1:9/news?")
    expect(panel.get_by_role("button", name="Read it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.locator("li .state")).to_have_count(1)
    panel.get_by_role("link", name="All that was added").click()
    expect(page.locator(".asked-name").first).to_have_text("http://127.0.0.1:9/news")


def test_a_drawing_on_a_phone_opens_where_its_marks_are(room: Served, visit: Visit) -> None:
    page = visit(room, viewport=PHONE).page("/counted/thing?what=pumps")
    expect(page.locator(".plot .mark").first).to_be_in_viewport()
