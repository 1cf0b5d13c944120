"""Selections in an article, as code points of its text and back, tried in a browser on articles made for it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

_JS = files("reportedly.web") / "static" / "js"
_HEAD = '<!doctype html><meta charset="utf-8"><title>x</title><p id="before">Before it.</p>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that can load the modules; what it shows is set by each test."""

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.endswith(".js"):
            route.fulfill(body=(_JS / name).read_text(), content_type="text/javascript")
        else:
            route.fulfill(body=_HEAD, content_type="text/html")

    context = browser.new_context()
    context.route("**/*", answer)
    opened = context.new_page()
    opened.goto("http://room.test/")
    yield opened
    context.close()


def _article(blocks: list[list[str]], *, folded: int | None = None, lang: str = "en") -> tuple[str, str]:
    """An article whose leaves are given block by block, and the text that it is of."""
    at, made, texts = 0, [], []
    for number, leaves in enumerate(blocks):
        spans = ""
        for leaf in leaves:
            spans += f'<span data-at="{at}">{escape(leaf)}</span>'
            at += len(leaf)
        text = "".join(leaves)
        texts.append(text)
        block = f'<p dir="auto" lang="{lang}">{spans}</p>'
        made.append(f"<details><summary>More</summary>{block}</details>" if number == folded else block)
        at += 2
    return f'<article class="report" data-report="1">{"".join(made)}</article><p id="after">After it.</p>', "\n\n".join(
        texts
    )


def _show(page: Page, html: str) -> None:
    page.evaluate(
        """async (html) => {
            document.querySelector("article")?.remove();
            document.querySelector("#after")?.remove();
            document.body.insertAdjacentHTML("beforeend", html);
            const { ArticleText } = await import("/editing-offsets.js");
            window.text = new ArticleText(document.querySelector("article"));
        }""",
        html,
    )


def _selected(page: Page, start: str, end: str, *, exact: bool = False) -> Any:
    """What is selected from one DOM place to another, each "leaf:UTF-16 index" or a selector."""
    return page.evaluate(
        """([from, to, exact]) => {
            const place = (spec) => {
                const [leaf, unit] = spec.split(":");
                if (unit === undefined) return [document.querySelector(spec).firstChild, 2];
                return [document.querySelectorAll("[data-at]")[leaf].firstChild, Number(unit)];
            };
            getSelection().setBaseAndExtent(...place(from), ...place(to));
            return window.text.selected(getSelection(), { exact });
        }""",
        [start, end, exact],
    )


def _words(text: str, spans: Any) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_counts_code_points_where_the_browser_counts_units(page: Page) -> None:
    html, text = _article([["The 🚢🚢 sank, ", "said 👩‍🚒 Ann", " Lee."]])
    _show(page, html)
    assert _words(text, _selected(page, "1:0", "1:4", exact=True)) == ["said"]
    assert _words(text, _selected(page, "0:4", "2:4")) == ["🚢🚢 sank, said 👩‍🚒 Ann Lee"]


def test_a_selection_that_cuts_a_pair_takes_it_whole(page: Page) -> None:
    html, text = _article([["One 🚢 two"]])
    _show(page, html)
    assert _words(text, _selected(page, "0:5", "0:10")) == ["🚢 two"]
    assert _words(text, _selected(page, "0:0", "0:5", exact=True)) == ["One 🚢"]


def test_takes_whole_words_and_leaves_white_space(page: Page) -> None:
    html, text = _article([["  The dam is  ", "safe, said the mayor. "]])
    _show(page, html)
    assert _words(text, _selected(page, "0:0", "1:2")) == ["The dam is  safe"]
    assert _words(text, _selected(page, "0:4", "1:2", exact=True)) == ["e dam is  sa"]
    assert _selected(page, "0:0", "0:2") == []


def test_does_not_cut_a_letter_from_its_marks(page: Page) -> None:
    html, text = _article([["Cafe\u0301 owners"]])
    _show(page, html)
    assert _words(text, _selected(page, "0:0", "0:4", exact=True)) == ["Cafe\u0301"]


def test_right_to_left(page: Page) -> None:
    html, text = _article([["قال الوزير إن ", "السد آمن"], ["The dam."]], lang="ar")
    _show(page, html)
    assert _words(text, _selected(page, "0:6", "1:2")) == ["الوزير إن السد"]
    assert page.evaluate("[text.rightToLeft(2), text.rightToLeft(26)]") == [True, False]


def test_takes_in_the_quotation_marks_around_it(page: Page) -> None:
    html, text = _article([["He said: “It is safe,” and left. “We know.”"]])
    _show(page, html)
    assert _words(text, _selected(page, "0:10", "0:20")) == ["“It is safe,”"]
    assert _words(text, _selected(page, "0:10", "0:15")) == ["It is"]
    assert _words(text, _selected(page, "0:10", "0:20", exact=True)) == ["It is safe"]


def test_a_selection_over_blocks_is_a_span_of_each_and_ends_with_the_article(page: Page) -> None:
    html, text = _article([["First block."], ["Folded."], ["Last block."]], folded=1)
    _show(page, html)
    assert _words(text, _selected(page, "0:6", "2:4")) == ["block.", "Last"]
    assert _words(text, _selected(page, "#before", "#after")) == ["First block.", "Last block."]
    assert _selected(page, "#before", "#before") == []
    page.evaluate("document.querySelector('details').open = true; text.read()")
    assert _words(text, _selected(page, "0:6", "2:4")) == ["block.", "Folded.", "Last"]


def test_a_selection_made_backwards_is_the_same(page: Page) -> None:
    html, text = _article([["First block."], ["Last block."]])
    _show(page, html)
    assert _words(text, _selected(page, "1:2", "0:6")) == ["block.", "Last"]


def test_moves_its_ends_by_words_within_its_block(page: Page) -> None:
    html, text = _article([["The ", "mayor, Ann Lee, said."], ["Next."]])
    _show(page, html)

    def moved(start: int, end: int, edge: str, by: int) -> str:
        low, high = page.evaluate(f"text.moved([{start}, {end}], '{edge}', {by})")
        return text[low:high]

    assert moved(4, 9, "end", 1) == "mayor,"
    assert moved(4, 10, "end", 1) == "mayor, Ann"
    assert moved(4, 14, "end", -1) == "mayor,"
    assert moved(4, 9, "start", -1) == "The mayor"
    assert moved(4, 14, "start", 1) == ", Ann"
    assert moved(4, 9, "end", -1) == "mayor"
    assert moved(20, 25, "end", 1) == text[20:25]


def test_finds_words_whatever_their_case_and_accents(page: Page) -> None:
    html, text = _article([["🚢 Café owners said “no”."], ["A cafe\u0301 closed."]])
    _show(page, html)
    assert text[slice(*page.evaluate("text.next('CAFE OWN', 0)"))] == "Café own"
    assert text[slice(*page.evaluate("text.next('cafe', 5)"))].startswith("cafe")
    assert page.evaluate("text.next('cafe', 999)")[0] == 2
    assert page.evaluate("text.next('bar', 0)") is None


def test_a_draft_gives_words_to_one_role_only(page: Page) -> None:
    html, text = _article([["It is safe, the mayor said, and open."]])
    _show(page, html)
    draft = page.evaluate(
        """async () => {
            const { given, emptyDraft } = await import("/editing-draft.js");
            const trim = (span) => text.trimmed(span);
            let draft = given(emptyDraft(), "content", [[0, 37]], { trim });
            draft = given(draft, "source", [[12, 21]], { trim });
            return given(draft, "cue", [[22, 26]], { trim });
        }"""
    )
    assert _words(text, draft["content"]) == ["It is safe,", ", and open."]
    assert _words(text, draft["source"]) == ["the mayor"]
    assert _words(text, draft["cue"]) == ["said"]


_LETTERS = st.text(st.sampled_from("ab ,.“”é\u0301\u200d🚢👩中文اב\u00a0"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blocks=st.lists(st.lists(_LETTERS, min_size=1, max_size=3), min_size=1, max_size=3),
    low=st.integers(0, 60),
    high=st.integers(0, 60),
)
def test_ranges_and_offsets_are_each_others_way_back(page: Page, blocks: list[list[str]], low: int, high: int) -> None:
    html, text = _article(blocks)
    _show(page, html)
    low, high = sorted((min(low, len(text)), min(high, len(text))))
    got = page.evaluate(
        """([low, high]) => {
            const ranges = text.ranges([low, high]);
            return { shown: ranges.map(String), words: text.words([low, high]), trimmed: text.trimmed([low, high]) };
        }""",
        [low, high],
    )
    parts = [part for part in text[low:high].split("\n") if part]
    assert [shown for shown in got["shown"] if shown] == parts
    if len(parts) == 1 and got["trimmed"]:
        start, end = got["trimmed"]
        assert low <= start < end <= high
        assert text[start:end] in got["words"]
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
