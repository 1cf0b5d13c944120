"""A person has the last word: confirming, rejecting, taking back, and who is who."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from reportedly import Library
from tests.web.browser.conftest import Enter
from tests.web.browser.editing import judged, open_at, said, select
from tests.web.browser.served import Served


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


def test_asks_once_who_it_is(enter: Enter, own_room: Served, report: int) -> None:
    page = enter(by=None)
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


def test_a_note_may_be_begun_before_all_is_known(enter: Enter, own_room: Served) -> None:
    page = enter()
    waiting: list[Route] = []
    page.route("**/api/decisions", lambda route: waiting.append(route))
    with page.expect_request("**/api/decisions"):
        page.reload()
    page.wait_for_selector(".report.live")
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("n")
    page.keyboard.type("By hand")
    for route in waiting:
        route.continue_()
    page.wait_for_selector(".report.learnt")
    page.keyboard.type(", yes.")
    expect(page.locator(f"#c{key} [data-note]")).to_have_value("By hand, yes.")
    judged(page, key, "")


def test_nothing_is_lost_when_the_room_does_not_answer(enter: Enter) -> None:
    page = enter(allowed=("console: Failed to load resource",))
    key = open_at(page, "The harbour tunnel took in water")
    page.keyboard.press("n")
    page.keyboard.type("Typed.")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.keyboard.press("y")
    alert = page.locator(f"#c{key}").get_by_role("alert")
    expect(alert).to_contain_text("does not answer")
    expect(page.locator(f"#c{key} [data-note]")).to_have_value("Typed.")
    page.context.set_offline(False)
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
