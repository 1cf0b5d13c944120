"""The facts of small made-up pages: what is declared, what is printed, and which goes before which."""

from __future__ import annotations

import json

import pytest

from reportedly.model import BlockKind, Published
from reportedly.page import dom
from reportedly.page.declared_values import clean_names, person_like
from reportedly.page.facts import Facts
from reportedly.page.html_facts import facts
from reportedly.page.metadata import declared
from reportedly.page.moments import moment_label

BODY = "The quay was closed on Monday after cracks were found in three of its pillars, the harbour master said."
KINDS: tuple[BlockKind, ...] = ("byline", "timestamp", "section", "tag", "related", "caption", "navigation", "comment")


def read(body: str, head: str = "", address: str | None = None) -> Facts:
    """Read a page whose elements' ids are their kinds."""
    tree = dom.parse(f"<html><head>{head}</head><body>{body}</body></html>")
    runs = dom.runs(tree)
    kinds = [_kind(run) for run in runs]
    return facts(runs, kinds, declared(tree, address))


def _kind(run: dom.Run) -> BlockKind:
    if run.place.heading == "h1":
        return "headline"
    marked = next((kind for kind in KINDS if any(kind in shape.split() for shape in run.place.shape)), None)
    return marked or ("body" if run.place.tag == "p" else "other")


def block(kind: str, html: str) -> str:
    return f'<div class="{kind}">{html}</div>'


def ld(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **article})}</script>'


def page(*parts: str) -> str:
    return "".join(("<h1>Cracks close quay</h1>", *parts, f"<p>{BODY}</p>"))


# Days.


@pytest.mark.parametrize(
    "printed",
    [
        block("timestamp", "4 March 2021"),
        block("timestamp", "Published 4 March 2021, updated 6 March 2021"),
        block("timestamp", "Updated: 6 March 2021") + block("timestamp", "Published: 4 March 2021"),
        block("timestamp", "PUBLISHED:") + block("timestamp", "4 March 2021") + block("timestamp", "6 March 2021"),
        block("timestamp", "| UPDATED:") + block("timestamp", "6 March 2021") + block("timestamp", "4 March 2021"),
        block("caption", "The quay on 1 March 2021") + block("timestamp", "4. März 2021, 10:30 Uhr"),
        block("byline", "Von Kari Nord am 4. März 2021"),
        block("related", "5 March 2021") + block("timestamp", "4 March 2021"),
        block("timestamp", '<time datetime="2021-03-04T10:00">03/04/2021</time>'),
        block("timestamp", '<time datetime="2021-03-04T10:00">2 years ago</time>'),
    ],
)
def test_the_printed_day(printed: str) -> None:
    assert read(page(printed)).published == Published("2021-03-04", "2021-03-04", "text")


@pytest.mark.parametrize("opening", ["4.3.2021 – ", "Vikby, (04.03.2021). ", "VIKBY (4 March 2021) - "])
def test_a_report_that_opens_with_its_day(opening: str) -> None:
    found = read(f"<h1>Cracks close quay</h1><p>{opening}{BODY}</p>")
    assert found.published == Published("2021-03-04", "2021-03-04", "text")


def test_a_day_below_the_body() -> None:
    found = read(page() + block("other", "Stored by kari on 4 March 2021 - 18:55"))
    assert found.published.earliest == "2021-03-04"


@pytest.mark.parametrize(
    "printed",
    [
        "",
        block("caption", "The quay on 1 March 2021"),
        block("related", "4 March 2021"),
        block("comment", "4 March 2021"),
        block("other", "© 2021 The Vikby Post"),
        f"<p>On 1 March 2021 {BODY}</p>",
    ],
)
def test_a_page_without_a_day_of_its_own_stays_undated(printed: str) -> None:
    assert read(page(printed)).published == Published()


def test_a_declared_day_goes_before_a_printed_one() -> None:
    found = read(page(block("timestamp", "6 March 2021")), ld(datePublished="2021-03-04T08:00:00+01:00"))
    assert found.published == Published("2021-03-04", "2021-03-04", "json-ld")


def test_a_date_that_does_not_say_of_what_goes_behind_a_printed_one() -> None:
    head = '<meta name="date" content="2021-03-12">'
    assert read(page(block("timestamp", "4 March 2021")), head).published.basis == "text"
    assert read(page(), head).published == Published("2021-03-12", "2021-03-12", "meta")


def test_the_day_is_that_of_the_page_not_that_of_greenwich() -> None:
    printed = page(block("timestamp", "March 3, 2021 at 11:30 p.m."))
    assert read(printed, ld(datePublished="2021-03-04T05:30:00Z")).published.earliest == "2021-03-03"
    assert read(printed, ld(datePublished="2021-03-04T05:30:00-06:00")).published.earliest == "2021-03-04"
    assert read(printed, ld(datePublished="2021-03-09T05:30:00Z")).published.earliest == "2021-03-09"


def test_the_address_dates_a_page_and_a_printed_day_completes_its_month() -> None:
    assert read(page(), address="https://a.example/2021/03/04/quay").published.basis == "url"
    found = read(page(block("timestamp", "4 March 2021")), address="https://a.example/2021/03/quay")
    assert found.published == Published("2021-03-04", "2021-03-04", "text")
    assert read(page(), address="https://a.example/2021/03/quay").published == Published("2021-03", "2021-03", "url")


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        (ld(dateModified="2021-03-06"), ""),
        ('<meta property="og:updated_time" content="2021-03-06T10:00">', ""),
        ("", block("timestamp", "Last updated on 6 March 2021")),
        ("", block("timestamp", "Zuletzt aktualisiert:") + block("timestamp", "6. März 2021")),
    ],
)
def test_the_day_of_a_change_is_no_day_of_publication(head: str, printed: str) -> None:
    found = read(page(printed), head)
    assert found.modified == "2021-03-06"
    assert found.published == Published(None, "2021-03-06", "inferred")


def test_the_moment_at_which_a_page_was_seen_is_no_day_of_publication() -> None:
    masthead = block("timestamp", "Monday, 8 March 2021, 10:30 GMT") + block("navigation", "News")
    found = read(masthead + page())
    assert found.retrieved == "2021-03-08T10:30:00+00:00"
    assert found.published == Published(None, "2021-03-08", "inferred")
    found = read(masthead + page(block("timestamp", "4 March 2021")))
    assert (found.published.earliest, found.retrieved) == ("2021-03-04", "2021-03-08T10:30:00+00:00")
    beside = read(
        block("navigation", "News") + block("timestamp", "4 March 2021") + block("byline", "By Kari") + page()
    )
    assert (beside.published.earliest, beside.retrieved) == ("2021-03-04", None)
    several = block("other", "3 March 2021") + block("other", "8 March 2021") + block("navigation", "News")
    assert read(several + page()) == read(block("navigation", "News") + page())


def test_both_days() -> None:
    found = read(page(block("timestamp", "First published 4 March 2021, last updated 6 March 2021")))
    assert (found.published.earliest, found.modified) == ("2021-03-04", "2021-03-06")
    found = read(page(), ld(datePublished="2021-03-04", dateModified="2021-03-06"))
    assert (found.published.earliest, found.modified) == ("2021-03-04", "2021-03-06")


def test_a_standing_page_is_about_no_day() -> None:
    def web_page(modified: str) -> Published:
        described = {"@type": "WebPage", "datePublished": "2014-12-20", "dateModified": modified}
        return read(page(), f'<script type="application/ld+json">{json.dumps(described)}</script>').published

    assert web_page("2020-09-07") == Published(None, "2020-09-07", "inferred")
    assert web_page("2014-12-22").earliest == "2014-12-20"


@pytest.mark.parametrize(
    ("line", "label"),
    [("PUBLISHED:", "published"), ("| Updated:", "modified"), ("Veröffentlicht am", "published"), ("News", None)],
)
def test_a_label_alone(line: str, label: str | None) -> None:
    assert moment_label(line) == label


# Headlines.


@pytest.mark.parametrize(
    ("shown", "named", "expected"),
    [
        ("Cracks close quay", "Quay closed", "Cracks close quay"),
        ("Storm over Vikby Cracks close the quay", "Cracks close the quay", "Cracks close the quay"),
        ("Storm at sea Cracks close quay", "Storm at sea: Cracks close quay", "Storm at sea: Cracks close quay"),
        ("Storm at seaCracks close quay", "Storm at sea: Cracks close quay", "Storm at sea: Cracks close quay"),
        ("Cracks close quay | Vikby Post", "Cracks close quay", "Cracks close quay"),
        ("Cracks close quay", "Cracks close quay | ...", "Cracks close quay"),
        ("The quay", "Quay", "The quay"),
    ],
)  # fmt: skip
def test_the_headline_is_as_shown_but_for_what_runs_into_it(shown: str, named: str, expected: str) -> None:
    head = f'<meta property="og:title" content="{named}"><meta property="og:site_name" content="Vikby Post">'
    assert read(f"<h1>{shown}</h1><p>{BODY}</p>", head).headline == expected


def test_the_headline_of_a_page_that_shows_none() -> None:
    assert (
        read(f"<p>{BODY}</p>", '<meta property="og:title" content="Cracks &amp;amp; repairs">').headline
        == "Cracks & repairs"
    )


# Authors.


@pytest.mark.parametrize(
    "printed",
    [
        block("byline", "By Kari Nord"),
        block("byline", 'VON <a href="/autoren/nord">Kari Nord</a> am 4. März 2021'),
        block("byline", "Kari Nord"),
        block("byline", "Von Kari Nord, Washington"),
        block("byline", "Published on") + block("byline", "by") + block("byline", "Kari Nord"),
        "<h4>Autorin</h4><div>Kari Nord</div>",
        block("related", "By Ola Berg") + block("byline", "Verfasst von: Kari Nord"),
    ],
)
def test_the_printed_author(printed: str) -> None:
    assert read(page(printed)).bylines == ("Kari Nord",)


def test_people_declared_go_before_printed_ones_and_organisations_last() -> None:
    person, group = {"@type": "Person", "name": "Kari Nord"}, {"@type": "Organization", "name": "The Vikby Post"}
    printed = page(block("byline", "By Ola Berg"))
    assert read(printed, ld(author=person)).bylines == ("Kari Nord",)
    assert read(printed, ld(author=group)).bylines == ("Ola Berg",)
    assert read(page(), ld(author=group, publisher=group)).bylines == ("The Vikby Post",)
    assert read(printed, '<meta name="author" content="The Vikby Post">').bylines == ("Ola Berg",)


@pytest.mark.parametrize(
    "marked",
    [
        '<span class="author vcard"><a class="url fn n" href="#">Kari Nord</a></span>',
        '<a rel="author" href="#">Kari Nord</a>',
        '<span itemprop="author" itemscope><span itemprop="name">Kari Nord</span></span>',
        '<span property="schema:author">Kari Nord</span>',
        '<div itemprop="comment"><i itemprop="author">Ola Berg</i></div><i itemprop="author">Kari Nord</i>',
    ],
)
def test_marked_authors(marked: str) -> None:
    assert read(page(f"<div>{marked}</div>")).bylines == ("Kari Nord",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Staff and news service reports", ("Staff and news service reports",)),
        ("Kari Nord and Ola Berg", ("Kari Nord", "Ola Berg")),
        ("srf/hosb;kesm", ("srf/hosb", "kesm")),
        ("Elena Obermann (obe)", ("Elena Obermann",)),
        ("김민지 기자", ("김민지",)),
        ("About Kari Nord", ("Kari Nord",)),
        ("View my complete profile", ()),
    ],
)
def test_names_as_sites_write_them(value: str, expected: tuple[str, ...]) -> None:
    assert clean_names([value]) == expected


def test_names_made_like_those_of_people() -> None:
    assert all(map(person_like, ("Kari Nord", "Ursula von der Leyen", "J. I. da Silva")))
    assert not any(map(person_like, ("Vikby Post", "Redaktion", "kari", "Institut für Wald", "Published on")))


# Tags and sections.


def test_tags_are_those_of_the_report() -> None:
    def link(name: str) -> str:
        return f'<a rel="tag" href="/t/{name}">{name}</a>'

    own = block("tag", f"{link('harbour')}, {link('cranes')}")
    elsewhere = "".join(block("related", f"<div>{link(name)}</div>") for name in ("sport", "weather"))
    assert read(page() + own + "<hr>" + elsewhere, '<meta name="keywords" content="news, Vikby">').tags == (
        "harbour",
        "cranes",
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (block("tag", "Tags: harbour, cranes"), ("harbour", "cranes")),
        (block("tag", '<a href="/a">harbour wall</a> <a href="/b">cranes</a>'), ("harbour wall", "cranes")),
        (block("tag", "Topics:") + '<div><a href="/topic/harbour">harbour</a></div>', ("harbour",)),
        (block("tag", '<a href="/a">quay</a> <a href="#">All topics</a> <a href="#">Vikby Post</a>'), ("quay",)),
        ("", ("news", "Vikby")),
    ],
)  # fmt: skip
def test_printed_tags_go_before_keywords_for_search_engines(shown: str, expected: tuple[str, ...]) -> None:
    head = '<meta name="keywords" content="news, Vikby"><meta property="og:site_name" content="Vikby Post">'
    assert read(page() + shown, head).tags == expected


def test_the_section() -> None:
    declared_section = ld(articleSection=["Local", "harbour"], keywords=["harbour"])
    crumbs = block("section", '<a href="/">Vikby</a> › <a href="/local">Local</a> › <a href="#">Cracks close quay</a>')
    filed = block("other", '<a rel="category tag" href="/c/coast">Coast</a>')
    assert read(page(), declared_section).section == ("Local",)
    assert read(crumbs + page()).section == ("Local",)
    assert read(page(filed), declared_section).section == ("Coast",)
    assert read(page() + block("other", "Kategorien: Küste, Hafen")).section == ("Küste", "Hafen")
    assert read(page(), address="https://a.example/coast/quay-closed").section == ("coast",)
    assert read(page(), address="https://a.example/article/quay-closed").section == ()
    menu = block("navigation", '<a rel="category" href="/c/coast">Coast</a>')
    assert read(menu + page()).section == ()
