"""Pages by somebody who means harm, read through the queue and opened: nothing runs or leaves, text stays text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from reportedly import Library
from tests.web.browser.hostile_pages import ADDRESSES, PAYLOADS, TRICKS, batched, pages, readings
from tests.web.browser.served import Served, served
from tests.web.browser.watching import PHONE, Watched, watched

CANARY = "window.ran = (what) => console.error(`a page's own script ran: ${what}`)"

# What no page of ours has, wherever it came from. Answers in words, so that a failure tells what it was.
INSPECTION = """() => {
    const wrong = [];
    for (const element of document.querySelectorAll("*")) {
        for (const {name} of element.attributes)
            if (name.startsWith("on") || name === "srcdoc" || name === "style")
                wrong.push(`${element.localName} has ${name}`);
    }
    const strange = "iframe, object, embed, base, meta[http-equiv], style, math, animate, marquee, frame";
    for (const element of document.querySelectorAll(strange)) wrong.push(`there is a ${element.localName}`);
    for (const {src} of document.querySelectorAll("script, img"))
        if (new URL(src, location).origin !== location.origin) wrong.push(`something is fetched from ${src}`);
    for (const script of document.querySelectorAll("script:not([src])")) wrong.push(`inline script ${script.text}`);
    for (const {href} of document.querySelectorAll("a[href], link[href]"))
        if (href && !/^https?:$/.test(new URL(href, location).protocol)) wrong.push(`a link to ${href}`);
    for (const {action} of document.querySelectorAll("form[action]"))
        if (new URL(action, location).origin !== location.origin) wrong.push(`a form to ${action}`);
    if (document.documentElement.scrollWidth > innerWidth)
        wrong.push(`${document.documentElement.scrollWidth} pixels wide in a window of ${innerWidth}`);
    for (const part of ["header.top", "main#main", "footer.foot"])
        if (!document.querySelector(`body > ${part}`)) wrong.push(`no ${part}`);
    const tricks = /[\\u202a-\\u202e\\u2066-\\u2069]/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement;
        // Where there can be no element for it, names stand between a first strong isolate and its end, and have none.
        const beyond = texts.currentNode.data.replace(/\\u2068[^\\u202a-\\u202e\\u2066-\\u2069]*\\u2069/g, "");
        if (tricks.test(beyond) && !parent.closest("bdi, [dir=auto], textarea, input"))
            wrong.push(`direction leaks from ${parent.outerHTML.slice(0, 120)}`);
    }
    return wrong;
}"""

RUNS = "[...document.querySelectorAll('[data-at]')].map((run) => [+run.dataset.at, run.textContent])"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A library made by enemies: Readings that were put in as they are, and pages read through the queue."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Library(path) as library:
        library.add(readings())
    with served(path) as serving:
        serving.read(list(pages()))
        yield serving


@pytest.fixture(scope="module")
def _entered(hostile: Served, browser: Browser) -> Iterator[tuple[Watched, Page]]:
    with watched(browser, hostile.origin, viewport=PHONE) as entered:
        entered.context.add_init_script(CANARY)
        yield entered, entered.page()


@pytest.fixture
def visitor(_entered: tuple[Watched, Page]) -> Iterator[Watched]:
    """Whoever opens the pages; what went wrong is told of the test in which it did."""
    yield _entered[0]
    _entered[0].check()
    _entered[0].allowed = ()


@pytest.fixture
def page(visitor: Watched, _entered: tuple[Watched, Page]) -> Page:
    """The one tab that all is opened in, one after the other."""
    return _entered[1]


def _look(page: Page, origin: str, path: str) -> list[str]:
    answer = page.goto(origin + path)
    assert answer is not None
    told = [f"{path[:60]}: {wrong}" for wrong in page.evaluate(INSPECTION)]
    return told if answer.status < 500 else [*told, f"{path}: {answer.status}"]


def test_reports_of_hostile_pages(hostile: Served, page: Page) -> None:
    wrong: list[str] = []
    with Library(hostile.library, create=False) as library:
        texts = {key: library.reading(key).report.text for key in range(1, library.count() + 1)}
    # One of the pages is not read: it looks like binary data.
    assert len(texts) == len(ADDRESSES) + len(list(pages())) - 1
    for key, text in texts.items():
        wrong += _look(page, hostile.origin, f"/reports/r{key}")
        runs = page.evaluate(RUNS)
        assert runs, f"r{key} shows nothing"
        wrong += [f"r{key} shows {run!r} at {at}" for at, run in runs if text[at : at + len(run)] != run]
    assert wrong == []


@pytest.mark.parametrize("path", ["/", "/?over=reports", "/sources", "/counted", "/add", "/history", "/export", "/api"])
def test_lists_of_hostile_things(hostile: Served, page: Page, path: str) -> None:
    assert _look(page, hostile.origin, path) == []


def test_pages_of_hostile_sources_and_things(hostile: Served, page: Page) -> None:
    wrong: list[str] = []
    for at in ("/sources", "/counted"):
        page.goto(hostile.origin + at)
        links = page.eval_on_selector_all("main a", "(links) => links.map((link) => link.getAttribute('href'))")
        wanted = [link for link in dict.fromkeys(links) if link.startswith(("/sources/e", "/counted/thing"))]
        assert wanted, f"{at} links to none"
        for link in wanted[:12]:
            wrong += _look(page, hostile.origin, link)
    assert wrong == []


@pytest.mark.parametrize(
    "at", ["/?q=", "/?over=reports&q=", "/sources?name=", "/counted?name=", "/counted/thing?what="]
)
def test_hostile_queries(hostile: Served, visitor: Watched, page: Page, at: str) -> None:
    visitor.allowed = ("console: Failed to load resource: the server responded with a status of 4",)
    asked = [
        *(" ".join(some) for some in batched(PAYLOADS.values(), 3)),
        *(" ".join(some) for some in batched(TRICKS.values(), 2)),
        'from:"' + PAYLOADS["script"],
        "figure:>" + PAYLOADS["handler"],
        "\0",
    ]
    wrong = [told for each in asked for told in _look(page, hostile.origin, at + quote(each[:500]))]
    assert wrong == []


def test_hostile_people(hostile: Served, visitor: Watched, page: Page) -> None:
    """The name and the note of whoever changes something are as little trusted as a page."""
    page.goto(hostile.origin)
    for payload in PAYLOADS.values():
        visitor.context.add_cookies([{"name": "by", "value": quote(payload, safe=""), "url": hostile.origin}])
        page.evaluate(
            """async (note) => {
                const {api} = await import("/static/js/base.js");
                await api("/claims/c1/judgement", {method: "POST", body: {verdict: "rejected", note}});
            }""",
            payload,
        )
    claim = hostile.api("GET", "/claims/c1")
    wrong = [
        told for path in ("/history", f"/reports/r{claim['report']}") for told in _look(page, hostile.origin, path)
    ]
    assert PAYLOADS["handler"] in (page.goto(hostile.origin + "/history"), page.inner_text("main"))[1]
    visitor.context.clear_cookies()
    assert wrong == []
