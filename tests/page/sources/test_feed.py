"""Feeds: the page of each item, with what the feed says of it, from a real server."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from reportedly.errors import Refused
from reportedly.page import Known, Page, pages, read_page
from tests.page.sources.made import article
from tests.page.sources.serving import OPEN, answer, serving

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title><language>en-GB</language>
<link>http://127.0.0.1:1/</link>{items}</channel></rss>"""
ITEM = """<item><title>Dam &lt;b&gt;holds&lt;/b&gt; &amp;amp; leaks</title><link>{link}</link>
<pubDate>Sun, 17 Nov 2019 23:30:00 -0500</pubDate><dc:creator>Ann Lee</dc:creator><category>Dams</category>
<source url="https://agency.example/">The Agency</source></item>"""
BARE = b"<p>The dam is safe, the mayor said on Monday. Nobody was hurt, she said.</p>"


def rss(*links: str) -> bytes:
    return RSS.format(items="".join(ITEM.format(link=link) for link in links)).encode()


def atom(*links: str) -> bytes:
    entries = "".join(
        f'<entry><title>Dam holds</title><link rel="alternate" href="{link}"/><updated>2019-11-18T09:00:00Z</updated>'
        "<published>2019-11-17T09:00:00Z</published><author><name>Ann Lee</name></author></entry>"
        for link in links
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>{entries}</feed>'.encode()


def test_each_item_is_fetched_and_keeps_what_the_feed_says() -> None:
    with serving(feed=answer(rss("/one", "two")), one=answer(BARE), two=answer(article())) as site:
        one, two = pages(f"{site.address}/feed", OPEN)
        assert isinstance(one, Page)
        assert one.source == f"{site.address}/feed#1 {site.address}/one"
        assert one.address == f"{site.address}/one"
        assert one.known == Known(
            basis="feed",
            title="Dam holds & leaks",
            authors=("Ann Lee",),
            published="Sun, 17 Nov 2019 23:30:00 -0500",
            publisher="The Agency",
            tags=("Dams",),
            language="en-GB",
        )
        report = read_page(one)
        assert (report.published.earliest, report.published.basis) == ("2019-11-17", "feed"), (
            "the day where it was written"
        )
        assert (report.headline, report.publisher, report.bylines) == ("Dam holds & leaks", "The Agency", ("Ann Lee",))
        assert isinstance(two, Page)
        assert read_page(two).headline == "Dam holds", "the page speaks for itself first"


def test_the_old_forms_and_atom() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>C</title></channel>
        <item rdf:about="/one"><title>Dam holds</title><link>/one</link><dc:date>2019-11-17</dc:date></item>
        </rdf:RDF>"""
    item = "<item><title>Dam holds</title><link>/one</link></item>"
    old = f'<rss version="0.91"><channel><title>C</title>{item}</channel></rss>'
    feeds = {
        "rdf": rdf.encode(),
        "old": old.encode(),
        "atom": atom("/one"),
        "wide": atom("/one").decode().encode("utf-16"),
    }
    with serving(one=answer(BARE), **{name: answer(feed) for name, feed in feeds.items()}) as site:
        days = []
        for name in feeds:
            (page,) = pages(f"{site.address}/{name}", OPEN)
            assert isinstance(page, Page), page
            assert page.known is not None
            assert page.known.title == "Dam holds"
            report = read_page(page)
            days.append((report.published.earliest, report.modified))
        assert days == [("2019-11-17", None), (None, None), ("2019-11-17", "2019-11-18"), ("2019-11-17", "2019-11-18")]


def test_an_item_that_fails_costs_itself_and_a_link_is_followed_once(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(article())
    with serving(one=answer(article()), gone=answer(b"", 404)) as site:
        links = ["/gone", "/one", str(secret), secret.as_uri(), "/one", "ftp://example.org/x", "", "http://[bad"]
        links = [f"{site.address}{link}" if link in ("/gone", "/one") else link for link in links]
        path = tmp_path / "feed.xml"
        path.write_bytes(rss(*links))
        found = list(pages(str(path), OPEN))
        assert site.asked("/one") == 1
    assert [each.code if isinstance(each, Refused) else "page" for each in found] == [
        "status",
        "page",
        "port",
        "scheme",
        "scheme",
        "no-address",
        "address",
    ], "a path is one of the site that the feed is of, and no pages are at that port"
    assert all(each.source.startswith(f"{path}#") for each in found)


def test_a_feed_is_followed_only_so_far() -> None:
    with serving(
        feed=answer(rss(*(f"/{n}" for n in range(9)))), **{str(n): answer(article()) for n in range(9)}
    ) as site:
        found = list(pages(f"{site.address}/feed", replace(OPEN, most_items=3)))
        assert site.asked("/3") == 0
    refused = found[-1]
    assert [isinstance(each, Page) for each in found] == [True, True, True, False]
    assert isinstance(refused, Refused)
    assert "6 of the feed's items" in refused.detail
    assert "--max-items" in refused.detail


def test_items_are_fetched_when_they_are_asked_for() -> None:
    with serving(feed=answer(rss("/one", "/two")), one=answer(article()), two=answer(article())) as site:
        following = pages(f"{site.address}/feed", OPEN)
        next(following)
        assert (site.asked("/one"), site.asked("/two")) == (1, 0)


def test_private_addresses_are_as_barred_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss("http://127.0.0.1/admin"))
    (refused,) = pages(str(path), replace(OPEN, allow_private=False))
    assert isinstance(refused, Refused)
    assert refused.code == "private"


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 10)
)
HOSTILE = {
    "entities in entities": f"{LAUGHS}]><rss><channel><item><title>&a9;</title><link>/one</link></item></channel>",
    "a file as an entity": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&e;</title>"
    "<link>/one</link></item></channel></rss>",
    "depth": "<rss><channel><item><title>Dam</title><link>/one</link>" + "<a>" * 50_000,
    "no end": "<rss><channel><item><title>Dam</title><link>/one</link></item><item><title>" + "<![CDATA[" * 10_000,
    "attributes": "<rss><channel><item " + "a='1' " * 20_000 + "><title>Dam</title><link>/one</link></item>",
}


@pytest.mark.parametrize("feed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xml_is_harmless(feed: str) -> None:
    with serving(feed=answer(feed.encode()), one=answer(BARE)) as site:
        began, threads = monotonic(), threading.active_count()
        found = list(pages(f"{site.address}/feed", replace(OPEN, total=20)))
        assert monotonic() - began < 10
        assert threading.active_count() <= threads + 2
    assert found
    for page in found:
        assert "root:" not in str(page)
        assert not isinstance(page, Page) or page.known is None or len(page.known.title or "") < 100


def test_a_feed_without_items(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text('<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>')
    (refused,) = pages(str(path), OPEN)
    assert isinstance(refused, Refused)
    assert refused.code == "no-pages"
