"""A person has the last word: confirming, correcting by selecting text, rejecting, adding, taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from reportedly import Library
from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served
from tests.web.browser.watching import PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_PLACE = """([words, nth]) => {
    const all = [...document.querySelectorAll("article.report .zone [data-at]")];
    const leaves = all.filter((leaf) => leaf.checkVisibility());
    let seen = "";
    const starts = leaves.map((leaf) => (seen += leaf.textContent).length - leaf.textContent.length);
    let at = -1;
    for (let i = 0; i <= nth; i += 1) at = seen.indexOf(words, at + 1);
    if (at < 0) throw new Error(`${words} is not in the text`);
    const point = (index, end) => {
        const leaf = starts.findLastIndex((start) => (end ? start < index : start <= index));
        return [leaves[leaf].firstChild, index - starts[leaf]];
    };
    return [...point(at, false), ...point(at + words.length, true)];
}"""


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the article as a mouse would, without moving one."""
    page.evaluate(f"(asked) => getSelection().setBaseAndExtent(...({_PLACE})(asked))", [words, nth])
    page.wait_for_timeout(60)


def drag(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the article with the mouse."""
    box = page.evaluate(
        f"""(asked) => {{
            const range = document.createRange(), [from, start, to, end] = ({_PLACE})(asked);
            range.setStart(from, start);
            range.setEnd(to, end);
            range.startContainer.parentElement.scrollIntoView({{ block: "center" }});
            const lines = [...range.getClientRects()];
            const [first, last] = [lines[0], lines.at(-1)];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }}""",
        [words, nth],
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()
    page.wait_for_timeout(60)


def open_at(page: Page, words: str) -> str:
    """Look at the claim whose content holds some words; its key."""
    key = page.evaluate(
        """(words) => {
            const leaves = [...document.querySelectorAll(".zone [data-at]")];
            const at = (leaf) => Number(leaf.dataset.at);
            const within = ([start, end]) => leaves.filter((leaf) => start <= at(leaf) && at(leaf) < end);
            const said = (card) => JSON.parse(card.dataset.spans).content.flatMap(within)
                .map((leaf) => leaf.textContent).join("");
            const cards = [...document.querySelectorAll(".zone .card[data-claim]")];
            return cards.find((card) => said(card).includes(words)).dataset.claim;
        }""",
        words,
    )
    page.evaluate("(key) => { location.hash = `#c${key}`; }", key)
    expect(page.locator(f"#c{key}.selected [data-do=confirm]")).to_be_visible()
    return str(key)


Enter = Callable[..., Page]


@pytest.fixture
def report(own_room: Served) -> int:
    with Library(own_room.library, create=False) as library:
        return library.find("pumps", over="reports").hits[0].report


@pytest.fixture
def enter(own_room: Served, visit: Visit, report: int) -> Enter:
    """The report's page, opened by somebody."""

    def go(by: str | None = "Ada", allowed: tuple[str, ...] = (), **settings: Any) -> Page:
        visitor = visit(own_room, **settings)
        visitor.allowed = allowed
        if by is not None:
            visitor.context.add_cookies([{"name": "by", "value": by, "url": own_room.origin}])
        page = visitor.page(f"/reports/r{report}")
        page.wait_for_function("document.querySelector('.report.live')")
        page.wait_for_load_state("networkidle")
        return page

    return go


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(words)


def judged(page: Page, key: str, verdict: str) -> None:
    expect(page.locator(f"#c{key}")).to_have_attribute("data-judged", verdict)


def spans(page: Page, key: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = page.evaluate(
        """(key) => {
            const text = [];
            for (const leaf of document.querySelectorAll(".report .text [data-at]")) {
                [...leaf.textContent].forEach((letter, at) => (text[+leaf.dataset.at + at] = letter));
            }
            const all = JSON.parse(document.querySelector(`#c${key}`).dataset.spans);
            return Object.fromEntries(Object.entries(all).map(([role, spans]) =>
                [role, spans.map(([start, end]) => text.slice(start, end).join(""))]));
        }""",
        key,
    )
    return told


def test_confirm_reject_and_undo_by_keys(enter: Enter, own_room: Served, report: int) -> None:
    page = enter()
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("y")
    said(page, "confirmed")
    judged(page, key, "confirmed")
    expect(page.locator(f"#c{key}")).to_be_focused()
    expect(page.locator(f"#c{key} .reviews")).to_contain_text("by Ada")
    page.keyboard.press("x")
    said(page, "rejected")
    judged(page, key, "rejected")
    assert page.locator(".zone .card.selected").get_attribute("data-claim") != key
    page.keyboard.press("z")
    said(page, "Taken back")
    judged(page, key, "confirmed")
    expect(page.locator(f"#c{key}")).to_be_focused()
    page.keyboard.press("z")
    judged(page, key, "")
    page.keyboard.press("z")
    said(page, "Nothing of yours")
    with Library(own_room.library, create=False) as library:
        assert [one.verdict for one in library.judgements(report) if one.undone is None] == []


def test_what_somebody_else_said_can_be_taken_back(enter: Enter, own_room: Served, report: int) -> None:
    with Library(own_room.library, create=False) as library:
        claim = library.find("harbour tunnel took").hits[0].claim
        library.judge(claim, "rejected", by="Bert")
    page = enter()
    page.evaluate("(key) => { location.hash = `#c${key}`; }", claim)
    card = page.locator(f"#c{claim}.selected")
    card.get_by_role("button", name="Take back “rejected”").click()
    said(page, "Taken back: claim rejected")
    judged(page, str(claim), "")
    expect(page.locator(f"#c{claim}")).to_be_focused()
    expect(card.get_by_role("button", name="Take back")).to_have_count(0)


def test_a_note_goes_with_what_is_said(enter: Enter, own_room: Served, report: int) -> None:
    page = enter()
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("n")
    page.keyboard.type("I asked the builder.")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    judged(page, key, "confirmed")
    with Library(own_room.library, create=False) as library:
        (one,) = library.judgements(report)
    assert (one.verdict, one.note, one.made_by) == ("confirmed", "I asked the builder.", "Ada")
    expect(page.locator(f"#c{key} [data-note]")).to_have_value("")


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


def test_asks_once_who_it_is(enter: Enter, own_room: Served, report: int) -> None:
    page = enter(by=None)
    # Who runs the room is not who sits at this browser: without a setting, nobody is.
    page.route("**/api/session", lambda route: route.fulfill(json={"csrf": "", "by": None}))
    open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("y")
    dialog = page.get_by_role("dialog", name="Who are you?")
    dialog.get_by_role("button", name="Cancel").click()
    said(page, "needs a name")
    page.keyboard.press("y")
    dialog.get_by_label("Name").fill("Åsa Øst ؟")
    page.keyboard.press("Enter")
    said(page, "confirmed")
    page.keyboard.press("x")
    said(page, "rejected")
    expect(page.locator(".signed summary")).to_contain_text("Åsa Øst ؟")
    with Library(own_room.library, create=False) as library:
        assert {one.made_by for one in library.judgements(report)} == {"Åsa Øst ؟"}


def test_two_at_once(enter: Enter, own_room: Served, report: int) -> None:
    page = enter(allowed=("console: Failed to load resource: the server responded with a status of 409",))
    key = open_at(page, "The harbour tunnel took in water")
    with Library(own_room.library, create=False) as library:
        library.judge(int(key), "rejected", note="It is the report's own.", by="Bert")
    page.keyboard.press("n")
    page.keyboard.type("Seen it.")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    card = page.locator(f"#c{key}")
    alert = card.get_by_role("alert")
    expect(alert).to_contain_text("Bert")
    expect(card).to_contain_text("It is the report's own.")
    judged(page, key, "rejected")
    expect(card.locator("[data-note]")).to_have_value("Seen it.")
    alert.get_by_role("button", name="Confirm it all the same").click()
    said(page, "confirmed")
    judged(page, key, "confirmed")


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


def test_nothing_is_lost_when_the_room_does_not_answer(enter: Enter) -> None:
    page = enter(allowed=("console: Failed to load resource",))
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("n")
    page.keyboard.type("Typed.")
    page.keyboard.press("Escape")
    page.route("**/judgement", lambda route: route.abort())
    page.keyboard.press("y")
    alert = page.locator(f"#c{key}").get_by_role("alert")
    expect(alert).to_contain_text("does not answer")
    expect(page.locator(f"#c{key} [data-note]")).to_have_value("Typed.")
    page.unroute("**/judgement")
    alert.get_by_role("button", name="Try again").click()
    judged(page, key, "confirmed")


def test_who_is_who(enter: Enter, own_room: Served, report: int) -> None:
    page = enter()
    open_at(page, "“Every tunnel takes in water")
    card = page.locator(".card.selected")
    was = card.get_attribute("data-source")
    card.get_by_role("button", name="A different source here…").click()
    form = card.locator("form")
    expect(form.get_by_label("somebody new")).to_be_checked()
    form.get_by_role("button", name="Part them").click()
    said(page, "different source")
    now = page.locator(".card.selected").get_attribute("data-source")
    assert now != was
    page.get_by_role("button", name="Undo the split").click()
    said(page, "Taken back")
    expect(page.locator(".card.selected")).to_have_attribute("data-source", str(was))
    page.locator(".card.selected").get_by_role("button", name="Same source as…").click()
    form = page.locator(".card.selected form")
    form.get_by_role("searchbox").fill("Lund")
    form.get_by_role("radio", name="Jonas Lund").first.check()
    expect(form.get_by_role("group", name="Known from then on as").get_by_role("radio")).to_have_count(2)
    form.get_by_role("button", name="Make them one").click()
    said(page, "one now")
    with Library(own_room.library, create=False) as library:
        kinds = [(one.kind, one.made_by, one.undone is None) for one in library.decisions()]
    assert kinds == [("merge", "Ada", True), ("split", "Ada", False)]


@pytest.mark.parametrize("settings", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desk", "phone"])
def test_everybody_can_use_the_panel(enter: Enter, settings: dict[str, Any]) -> None:
    page = enter(**settings)
    open_at(page, "The harbour tunnel took in water")
    _clean(page)
    page.keyboard.press("e")
    page.get_by_role("dialog").wait_for()
    select(page, "the newspaper")
    _clean(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".editing-panel button, .editing-panel select, .editing-panel input")]
            .filter((each) => each.checkVisibility()).map((each) => [each.getBoundingClientRect(), each.outerHTML])
            .filter(([box]) => box.width < 24 || box.height < 24).map(([, html]) => html)"""
    )
    assert small == []


def _clean(page: Page) -> None:
    # What the head of the page covers is measured as too small to press.
    page.evaluate("scrollTo(0, 0)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    told = [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found.response["violations"]]
    assert told == []


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


def test_what_is_in_view_stays_where_it_is(enter: Enter) -> None:
    page = enter()
    key = open_at(page, "The harbour tunnel took in water")
    where = "document.querySelector(`#c${%s} `).getBoundingClientRect().top"
    before = page.evaluate(where % key)
    page.keyboard.press("y")
    judged(page, key, "confirmed")
    assert abs(page.evaluate(where % key) - before) < 3


def test_an_hour_of_work(enter: Enter, own_room: Served, report: int) -> None:
    """Confirm, correct, reject, add, and take it all back: the report stands as it was read."""
    page = enter()
    with Library(own_room.library, create=False) as library:
        before = library.reading(report)
    keys = page.eval_on_selector_all(".zone .card", "(cards) => cards.map((card) => card.dataset.claim)")
    changes = 0
    for key in keys[:5]:
        page.evaluate("(key) => { location.hash = `#c${key}`; }", key)
        expect(page.locator(f"#c{key}.selected [data-do]").first).to_be_visible()
        page.keyboard.press("y")
        judged(page, key, "confirmed")
        changes += 1
    for key in keys[5:8]:
        page.evaluate("(key) => { location.hash = `#c${key}`; }", key)
        expect(page.locator(f"#c{key}.selected [data-do]").first).to_be_visible()
        page.keyboard.press("e")
        page.locator('[data-role="content"] [data-handle]').first.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Control+Enter")
        judged(page, key, "corrected")
        changes += 1
    for key in keys[8:10]:
        page.evaluate("(key) => { location.hash = `#c${key}`; }", key)
        expect(page.locator(f"#c{key}.selected [data-do]").first).to_be_visible()
        page.keyboard.press("x")
        judged(page, key, "rejected")
        changes += 1
    for words in ("on Wednesday", "the builder"):
        select(page, words)
        page.keyboard.press("a")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("dialog")).to_have_count(0)
        changes += 1
    expect(page.locator(".card[data-judged=added]")).to_have_count(2)
    for left in reversed(range(changes)):
        page.keyboard.press("z")
        page.wait_for_function(
            "(left) => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0])).length === left", arg=left
        )
    with Library(own_room.library, create=False) as library:
        assert library.reading(report) == before
        assert all(one.undone for one in library.judgements(report))
