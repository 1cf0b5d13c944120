"""What an editor does in one sitting, and what a reader can do whose browser runs no scripts."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reportedly import Library
from tests.web.browser.conftest import Visit
from tests.web.browser.served import Served, copied, served
from tests.web.browser.states import keys
from tests.web.browser.watching import Watched

PASTED = """Dam inspectors found cracks, minister says

4 May 2024

Inspectors found 14 cracks in the upper dam, the water minister, Ruth Okafor, said on Saturday.

“Nobody living below it is in danger,” she said. A guard, who asked not to be named, said that 30 families had left.

The Valley Post reported, citing a letter from the builder, that the repairs could take until 2026.
"""
READ_WITHIN = 120_000
"""Milliseconds that the first reading may take: what reads has to start, and load what it reads with."""


@pytest.fixture(scope="module")
def reading_room(read_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A room as people start it, which reads what it is brought."""
    with served(copied(read_once, tmp_path_factory.mktemp("reading"))) as serving:
        yield serving


def _paste(page: Page) -> None:
    """Paste a text, see it wait and be read, and open its report."""
    page.get_by_label("Paste an address, or the text of a report").fill(PASTED)
    page.get_by_role("button", name="Read it", exact=True).click()
    opened = page.locator(".asked-pages a").first
    expect(opened).to_be_visible(timeout=READ_WITHIN)
    opened.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dam inspectors found cracks")


def _sign(page: Page) -> None:
    """Say who one is, at the foot of any page."""
    page.locator("footer summary", has_text="Changes are signed").click()
    page.get_by_label("Your name, as others are to read it").fill("Ann Lee")
    page.get_by_role("button", name="Sign so").click()
    expect(page.locator("footer summary")).to_contain_text("Ann Lee")


def _undimmed(page: Page) -> list[str]:
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        ".card:not(.dim)", "(cards) => cards.filter((card) => card.checkVisibility()).map((card) => card.dataset.kind)"
    )


def _drag(page: Page, words: str) -> None:
    """Select words of the article with the mouse."""
    ends = page.evaluate(
        """(words) => {
            const runs = [...document.querySelectorAll("article.report .body [data-at]")];
            const text = runs.map((run) => run.textContent).join("\\0");
            const plain = text.replaceAll("\\0", "");
            const at = plain.indexOf(words);
            const place = (offset) => {
                let left = offset;
                for (const run of runs) {
                    const node = document.createTreeWalker(run, NodeFilter.SHOW_TEXT).nextNode();
                    if (left < node.length) {
                        const range = document.createRange();
                        range.setStart(node, left);
                        range.setEnd(node, left + 1);
                        if (offset === at) run.scrollIntoView({block: "center"});
                        return range;
                    }
                    left -= node.length;
                }
            };
            const [first, last] = [place(at), place(at + words.length - 1)].map((each) => each.getBoundingClientRect());
            return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
        }""",
        words,
    )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=4)
    page.mouse.up()


def test_an_editor_reads_filters_corrects_finds_and_exports(reading_room: Served, visit: Visit, tmp_path: Path) -> None:
    visitor = visit(reading_room, accept_downloads=True)
    page = visitor.page("/add")
    _sign(page)
    _paste(page)
    report = page.url
    _filter(page)
    _judge(page, reading_room)
    _find(page)
    _look_around(page)
    _export(page, tmp_path)
    page.goto(report)
    expect(page.locator(".card[data-judged=corrected]")).to_have_count(1)


def _filter(page: Page) -> None:
    """Choose unnamed sources by their chip, and one source by the picture, and take each back."""
    expect(page.locator("article.report.live")).to_be_visible()
    everything = len(_undimmed(page))
    assert everything >= 4
    chip = page.locator(".chips").get_by_role("button", name=re.compile("unnamed"))
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    chosen = _undimmed(page)
    assert chosen
    assert set(chosen) == {"unnamed"}
    page.get_by_role("link", name="Show all").or_(page.get_by_role("button", name="Show all")).click()
    assert len(_undimmed(page)) == everything
    bar = page.locator("svg.chain:visible a.bar[data-side=source]").first
    bar.click()
    assert 0 < len(_undimmed(page)) < everything
    assert "source=" in page.url
    page.keyboard.press("Escape")
    expect(page.locator(".card.dim")).to_have_count(0)


def _judge(page: Page, room: Served) -> None:
    """By keys alone: confirm; then correct with the mouse, reject, and take that back."""
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".card.selected")).to_have_count(1)
    page.keyboard.press("y")
    expect(page.locator(".card[data-judged=confirmed]")).to_have_count(1)
    page.keyboard.press("u")
    claim = page.locator(".card.selected").get_attribute("data-claim")
    page.keyboard.press("e")
    panel = page.get_by_role("dialog", name=re.compile("Correct"))
    expect(panel).to_be_visible()
    _drag(page, "30 families had left")
    page.keyboard.press("c")
    panel.get_by_label("Certainty").select_option("hedged")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_have_count(0)
    corrected = page.locator(f".card[data-claim='{claim}']")
    expect(corrected).to_have_attribute("data-judged", "corrected")
    expect(corrected).to_have_attribute("data-certainty", "hedged")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".card[data-judged=rejected]")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator(".card[data-judged=rejected]")).to_have_count(0)
    with Library(room.library, create=False) as library:
        said = library.all_judgements()
    assert {each.judgement.made_by for each in said} == {"Ann Lee"}
    stands = [each.judgement for each in said if not each.judgement.undone]
    assert sorted(each.verdict for each in stands) == ["confirmed", "corrected"]


def _find(page: Page) -> None:
    """Search with a suggestion, then narrow by a facet."""
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search claims")
    expect(field).to_be_focused()
    field.press_sequentially("from:oka")
    option = page.get_by_role("option").filter(has_text="Okafor").first
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value(re.compile("Okafor"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("claim")
    expect(page.locator(".hits > li").first).to_contain_text("Okafor")
    before = page.locator(".hits > li").count()
    page.goto(page.url.split("?")[0])
    field.press_sequentially("pumps")
    expect(page).to_have_url(re.compile("q=pumps"))
    page.locator(".facet a", has_text="unnamed").first.click()
    expect(page).to_have_url(re.compile("kind"))
    expect(page.get_by_role("list", name="Chosen")).to_contain_text("unnamed")
    expect(page.locator(".hits > li [data-kind=unnamed]").first).to_be_visible()
    assert before > 0


def _look_around(page: Page) -> None:
    """A source with all that it said, and something counted."""
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/sources")
    page.get_by_role("link", name="Kari Brekke").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kari Brekke")
    expect(page.locator(".hits > li").first).to_contain_text("pumps")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/counted")
    page.get_by_role("link", name=re.compile("pumps")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("pumps")
    expect(page.get_by_role("link", name=re.compile("Harbour tunnel")).first).to_be_visible()


def _export(page: Page, folder: Path) -> None:
    """Download what a query finds, and read it as a spreadsheet would."""
    page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Export").click()
    page.get_by_label("Which claims").fill("from:unnamed")
    page.get_by_role("radio", name=re.compile("^csv")).check()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download").click()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    assert file.suffix == ".csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert any("30 families had left" in row["content"] for row in rows)
    assert {row["kind"] for row in rows} == {"unnamed"}


def test_all_of_it_can_be_read_without_scripts(reading_room: Served, visit: Visit) -> None:
    visitor = visit(reading_room, java_script_enabled=False)
    page = visitor.page("/add")
    _paste_plainly(page)
    named = keys(reading_room)
    page.goto(reading_room.origin + f"/reports/{named['harbour']}")
    expect(page.locator("article.report")).to_contain_text("The harbour tunnel took in water at least twice")
    page.locator(".chips a", has_text="official").first.click()
    assert "kind=official" in page.url
    dimmed, cards = page.locator(".card.dim").count(), page.locator(".card").count()
    assert 0 < dimmed < cards
    page.get_by_role("link", name="Show all").click()
    page.locator("svg.chain:visible a.bar[data-side=source]").first.click()
    assert 0 < page.locator(".card.dim").count() < cards
    _find_plainly(page, visitor)


def _paste_plainly(page: Page) -> None:
    # A text of its own: what has been read before is not read again.
    page.get_by_label("Paste an address, or the text of a report").fill(PASTED.replace("upper dam", "lower dam"))
    page.get_by_role("button", name="Read it", exact=True).click()
    # Without scripts a page tells what has been read when it is asked again.
    until = time.monotonic() + READ_WITHIN / 1000
    while not page.locator(".asked-pages a").count():
        assert time.monotonic() < until, "it is not read"
        page.wait_for_timeout(100)
        page.goto(page.url)
    page.locator(".asked-pages a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dam inspectors found cracks")


def _find_plainly(page: Page, visitor: Watched) -> None:
    page.get_by_label("Search claims").fill("pumps")
    page.get_by_role("button", name="Search").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("claim")
    page.locator(".facet a", has_text="unnamed").first.click()
    expect(page.locator(".hits > li [data-kind=unnamed]").first).to_be_visible()
    for path, link in [("/sources", "Kari Brekke"), ("/counted", "pumps")]:
        page.goto(visitor.origin + path)
        page.get_by_role("link", name=re.compile(link)).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(link)
    page.goto(visitor.origin + "/export?q=from:unnamed")
    expect(page.locator("#count")).to_contain_text(re.compile(r"\d"))
