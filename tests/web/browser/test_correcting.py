"""A person has the last word: correcting and adding claims by selecting their words."""

from __future__ import annotations

from playwright.sync_api import expect

from reportedly import Library
from tests.web.browser.axe import ALL, LAID_OUT, put_in, violations
from tests.web.browser.conftest import Enter
from tests.web.browser.editing import drag, judged, open_at, said, select, spans
from tests.web.browser.served import Served
from tests.web.browser.watching import DESK, PHONE


def test_correct_by_selecting(enter: Enter) -> None:
    page = enter()
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Correct this claim")).to_be_visible()
    drag(page, "internal reports from the builder")
    page.keyboard.press("s")
    expect(page.locator('[data-role="source"] [data-words-of]')).to_have_text("internal reports from the builder")
    drag(page, "citing")
    page.keyboard.press("u")
    page.locator("[name=kind]").select_option("document")
    page.locator("[name=certainty]").select_option("hedged")
    page.keyboard.press("Control+Enter")
    said(page, "corrected")
    judged(page, key, "corrected")
    assert spans(page, key) == {
        "source": ["internal reports from the builder"],
        "cue": ["citing"],
        "content": ["The harbour tunnel took in water at least twice before it opened in January"],
    }
    card = page.locator(f"#c{key}")
    expect(card).to_have_attribute("data-kind", "document")
    expect(card).to_have_attribute("data-certainty", "hedged")
    expect(card).to_be_focused()
    expect(card).to_contain_text("The machine had read")
    page.keyboard.press("z")
    judged(page, key, "")
    assert spans(page, key)["source"] == ["the newspaper Fjordavisen"]


def test_a_split_quotation(enter: Enter) -> None:
    page = enter()
    select(page, "“We saw water on the roadway in October")
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Add a claim")
    expect(dialog).to_be_visible()
    select(page, "Nobody wanted to be the one to stop it.")
    page.keyboard.press("Shift+C")
    expect(dialog.locator('[data-role="content"] [data-words-of]')).to_have_text(
        ["“We saw water on the roadway in October", "“Nobody wanted to be the one to stop it.”"]
    )
    select(page, "in October")
    page.keyboard.press("u")
    said(page, "taken from the content")
    expect(dialog.locator('[data-role="content"] [data-words-of]').first).to_have_text("“We saw water on the roadway")
    dialog.get_by_role("button", name="Remove").first.click()
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("not saved")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Leave it unsaved").click()
    expect(dialog).to_have_count(0)


def test_add_a_missing_claim_from_the_bar(enter: Enter, own_room: Served, report: int) -> None:
    page = enter()
    drag(page, "citing internal reports")
    bar = page.get_by_role("toolbar", name="Add a claim")
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="source").click()
    dialog = page.get_by_role("dialog", name="Add a claim")
    page.keyboard.press("Control+Enter")
    expect(dialog.locator('[data-role="content"] [data-fault]')).to_contain_text("Select what is said")
    expect(dialog.get_by_role("button", name="Set what is said from selection")).to_be_focused()
    drag(page, "it opened in January")
    page.keyboard.press("c")
    dialog.get_by_label("Note").fill("Missed.")
    dialog.get_by_role("button", name="Save").click()
    said(page, "added")
    card = page.locator(".card[data-judged=added]")
    expect(card).to_have_count(1)
    expect(card).to_be_focused()
    expect(card.locator(".reviews")).to_contain_text("Added by Ada")
    key = card.get_attribute("data-claim")
    assert key
    assert spans(page, key) == {"source": ["citing internal reports"], "cue": [], "content": ["it opened in January"]}
    page.keyboard.press("z")
    said(page, "Taken back")
    expect(page.locator(".card[data-judged=added]")).to_have_count(0)


def test_all_by_keyboard(enter: Enter) -> None:
    page = enter()
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("e")
    page.get_by_label("Find words in the text").focus()
    page.keyboard.type("internal reports")
    page.keyboard.press("Enter")
    said(page, "Selected: ")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Set source from selection").focus()
    page.keyboard.press("s")
    handle = page.locator('[data-role="source"] [data-handle]')
    expect(handle).to_have_text("internal reports")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said(page, "ends: internal reports from the")
    expect(handle).to_have_text("internal reports from the")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    expect(handle).to_have_text("citing internal reports from")
    page.locator('[data-role="cue"] [data-handle]').focus()
    page.keyboard.press("Delete")
    expect(page.locator('[data-role="cue"] [data-handle]')).to_have_count(0)
    expect(page.get_by_role("button", name="Set attributing words from selection")).to_be_focused()
    page.keyboard.press("Control+Enter")
    judged(page, key, "corrected")
    assert spans(page, key)["source"] == ["citing internal reports from"]
    assert spans(page, key)["cue"] == []


def test_two_at_once_in_the_panel(enter: Enter, own_room: Served) -> None:
    page = enter(allowed=("console: Failed to load resource: the server responded with a status of 409",))
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("e")
    select(page, "the newspaper")
    page.keyboard.press("s")
    with Library(own_room.library, create=False) as library:
        library.judge(int(key), "confirmed", by="Bert")
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Correct this claim")
    expect(dialog.get_by_role("alert").filter(has_text="Bert")).to_be_visible()
    expect(dialog.locator('[data-role="source"] [data-words-of]')).to_have_text("the newspaper")
    judged(page, key, "confirmed")
    dialog.get_by_role("button", name="Save it all the same").click()
    judged(page, key, "corrected")
    assert spans(page, key)["source"] == ["the newspaper"]


def test_everybody_can_use_the_panel(enter: Enter) -> None:
    page = enter()
    open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("e")
    page.get_by_role("dialog").wait_for()
    select(page, "the newspaper")
    put_in(page)
    for size, theme, only in ((DESK, "light", ALL), (PHONE, "dark", LAID_OUT)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        assert violations(page, only) == []
        small = page.evaluate(
            """() => [...document.querySelectorAll(".editing-panel :is(button, select, input)")]
                .filter((each) => each.checkVisibility()).map((each) => [each.getBoundingClientRect(), each.outerHTML])
                .filter(([box]) => box.width < 24 || box.height < 24).map(([, html]) => html)"""
        )
        assert small == []


def test_the_panel_leaves_the_text_to_be_selected_in(enter: Enter) -> None:
    page = enter()
    for width in (1440, 1024, 920):
        page.set_viewport_size({"width": width, "height": 800})
        open_at(page, "The harbour tunnel took in water")
        page.keyboard.press("e")
        panel = page.get_by_role("dialog").bounding_box()
        text = page.locator(".report .body .text").first.bounding_box()
        assert panel
        assert text
        assert text["x"] + text["width"] <= panel["x"]
        page.keyboard.press("Escape")
