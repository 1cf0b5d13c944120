"""HTML: what is told apart, what is seen, what each part is for, and no exception whatever comes."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import NotReadable
from reportedly.model import Report
from reportedly.page import Page, read_page
from reportedly.page.sniff import is_html
from training.page.align import aligned

PARAGRAPHS = [
    "The harbour authority of Vikby will close the eastern quay from Monday, its director said on Thursday.",
    "“We found cracks in eleven of the forty piles,” Anna Holm told reporters after a meeting with the council.",
    "Fishermen said they had not been told, and that the closure would cost them the whole of the herring season.",
    "A report by the consultants Brun and Lie, seen by the Vikby Tidende, puts the repairs at 12 million kroner.",
    "The council is to decide next month whether the quay is repaired or torn down, according to its spokesman.",
]

ARTICLE = f"""<!doctype html>
<html lang="en-GB"><head><title>Cracks close Vikby quay | The Vikby Post</title>
<meta property="og:site_name" content="The Vikby Post"><meta property="og:title" content="Cracks close Vikby quay">
<meta name="description" content="Eleven of forty piles are damaged, and the herring season is about to begin.">
<style>p {{ color: red }}</style></head>
<body><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<script>var hidden = "never shown";</script>
<article>
<h1>Cracks close Vikby quay</h1>
<p class="standfirst">Eleven of forty piles are damaged, and the herring season is about to begin.</p>
<div class="byline">By <a rel="author" href="/x">Kari Nord</a></div>
<time class="date" datetime="2021-03-04T10:00:00+01:00">4 March 2021</time>
<figure><img src="q.jpg" alt="Alternative words"><figcaption>The eastern quay on Thursday</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<h2>No warning</h2>
<p>{PARAGRAPHS[2]}</p>
<blockquote><p>“We will be out of work by Easter, all of us, and nobody has called,” one of them said.</p></blockquote>
<ul><li>The quay was built in 1961 and widened twice.</li>
<li>It was last inspected nine years ago, the report says.</li></ul>
<p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p>
</article>
<section class="related-stories"><h3>Related</h3>
<ul><li><a href="/a">Herring quotas cut for the third year running</a></li>
<li><a href="/b">Council leader survives vote of no confidence</a></li></ul></section>
<div id="comments"><h3>Comments</h3><p>I said so years ago, and nobody would listen to me then.</p></div>
<div style="display: none">Unseen words</div>
<footer><a href="/about">About us</a><p>© 2021 The Vikby Post. All rights reserved.</p></footer>
</body></html>"""


def read(html: str | bytes, address: str | None = None) -> Report:
    return read_page(Page(html.encode() if isinstance(html, str) else html, "page", address))


def kinds(report: Report) -> dict[str, str]:
    return {report.text[block.start : block.end]: block.kind for block in report.blocks}


def check(report: Report) -> None:
    """Each character that is not white space is in exactly one block, and blocks come in order."""
    at = 0
    for block in report.blocks:
        assert at <= block.start < block.end
        assert not report.text[at : block.start].strip()
        assert not report.text[block.start].isspace()
        assert not report.text[block.end - 1].isspace()
        at = block.end
    assert not report.text[at:].strip()
    report.text.encode("utf-8")


def test_each_part_of_an_article_is_what_it_is() -> None:
    report = read(ARTICLE)
    check(report)
    found = kinds(report)
    assert report.format == "html"
    assert [found[paragraph] for paragraph in PARAGRAPHS] == ["body"] * 5
    assert found["Cracks close Vikby quay"] == "headline"
    assert found["Eleven of forty piles are damaged, and the herring season is about to begin."] == "standfirst"
    assert found["By Kari Nord"] == "byline"
    assert found["4 March 2021"] == "timestamp"
    assert found["The eastern quay on Thursday"] == "caption"
    assert found["No warning"] == "subheading"
    assert (
        found["“We will be out of work by Easter, all of us, and nobody has called,” one of them said."] == "quotation"
    )
    assert found["The quay was built in 1961 and widened twice."] == "list"
    assert found["Herring quotas cut for the third year running"] == "related"
    assert found["I said so years ago, and nobody would listen to me then."] == "comment"
    assert found["Sport"] == "navigation"


def test_what_is_not_seen_is_not_text() -> None:
    report = read(ARTICLE)
    for unseen in ("never shown", "color", "Alternative words", "Unseen words", "<p"):
        assert unseen not in report.text


def test_facts_of_an_article() -> None:
    report = read(ARTICLE, "https://vikbypost.example/quay")
    assert report.headline == "Cracks close Vikby quay"
    assert report.publisher == "The Vikby Post"
    assert report.bylines == ("Kari Nord",)
    assert report.published.earliest == "2021-03-04"
    assert report.language == "en"
    assert report.captions == ("The eastern quay on Thursday",)
    assert report.related == (
        "Herring quotas cut for the third year running",
        "Council leader survives vote of no confidence",
    )
    assert report.address == "https://vikbypost.example/quay"


def test_runs_are_split_where_a_reader_sees_them_split() -> None:
    report = read(
        "<p>One<br>line &amp; <b>an</b>other<br><br>Next paragraph</p><table><tr><td>Oslo<td>12</tr>"
        "<tr><td>Bergen<td>7</tr></table><ul><li>first<li>second</ul><p>H<sub>2</sub>O</p><div><a>News</a><a>Sport</a></div>"
    )
    assert [report.text[b.start : b.end] for b in report.blocks] == [
        "One line & another",
        "Next paragraph",
        "Oslo 12",
        "Bergen 7",
        "first",
        "second",
        "H2O",
        "News Sport",
    ]


def test_a_byline_and_a_date_in_one_line_are_two_blocks() -> None:
    report = read(
        ARTICLE.replace(
            '<div class="byline">By <a rel="author" href="/x">Kari Nord</a></div>',
            '<div>By <span class="author">Kari Nord</span> | <span class="date">4 March 2021, 10:00</span></div>',
        )
    )
    found = kinds(report)
    assert found["4 March 2021, 10:00"] == "timestamp"
    assert any(text.startswith("By Kari Nord") and kind == "byline" for text, kind in found.items())


def test_the_rest_of_an_article_in_boxes_of_the_same_classes_is_body() -> None:
    boxes = "".join(f'<div class="row"><div class="col text"><p>{text}</p></div></div><hr>' for text in PARAGRAPHS)
    report = read(f"<html><body><h1>Cracks close Vikby quay</h1>{boxes}</body></html>")
    assert [kinds(report)[text] for text in PARAGRAPHS] == ["body"] * 5


def test_a_body_without_any_help_from_class_names() -> None:
    report = read("<p>" + "<p>".join(PARAGRAPHS))
    assert [kinds(report)[text] for text in PARAGRAPHS] == ["body"] * 5


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>x",
        "﻿ <!-- a comment --> <html><body>x",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>',
        "<p>Only a paragraph</p>",
        "<p>Half a tag at the end</p><di",
        "<h1",
        "Intro <p>One paragraph.</p>\n<p>Another <b>one</b>.</p>",
    ],
)
def test_html_by_its_content(page: str) -> None:
    assert is_html(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "The <b> tag makes text bold, and <i> makes it italic. " + "It has done so for thirty years. " * 40,
        "If a < b and b > c then the article says so.",
        "<3 this",
        "<<< headline >>>",
        "Write to <me@example.org> or to <you@example.org>; a <script> is not run, a <div> is not shown. " * 1
        + "Plain words follow. " * 100,
        "plain",
    ],
)
def test_text_by_its_content(page: str) -> None:
    assert not is_html(page)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "binary", "a PDF"),
        (b"PK\x03\x04rest", "binary", "ZIP"),
        (b"\x1f\x8b\x08\0\0", "binary", "decompress"),
        (b"\x89PNG\r\n\x1a\n", "binary", "PNG"),
        (bytes(range(256)) * 20, "binary", "binary data"),
        (b" \r\n\t\xc2\xa0", "empty", "white space"),
        ("﻿".encode() * 3, "empty", "white space"),
        (
            b"<html><head><title>x</title><script>a()</script></head><body><img alt='x'></body></html>",
            "no-text",
            "no text",
        ),
        (b"<p class=", "no-text", "no text"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, code: str, says: str) -> None:
    with pytest.raises(NotReadable) as caught:
        read(data)
    assert caught.value.code == code
    assert says in caught.value.detail
    assert "\n" not in str(caught.value)


def test_text_that_begins_like_a_file_format_is_text() -> None:
    assert read(b"MZ is the code of Mozambique, a source said.").format == "text"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep words",
        "<div/>" * 100_000 + "deep words",
        "<div/>" * 100_000 + "</div>deep words",
        "<svg><template>" * 50_000 + "</template></svg>" * 50_000 + "deep words",
        '<i title="a>b<script>">' + "<div>" * 100_000 + "deep words<script></script>",
        "<table><tr><td>" * 20_000 + "deep words",
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">many attributes",
        "<b><i><p>" * 20_000 + "overlapping",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>nested data",
        "<p>" + "<" * 100_000,
    ],
)
def test_hostile_pages_are_read_in_bounded_time(html: str) -> None:
    start = time.perf_counter()
    report = read(html)
    assert time.perf_counter() - start < 20
    check(report)


def test_a_name_and_an_office_under_the_headline_are_a_byline() -> None:
    marked = '<div class="byline">By <a rel="author" href="/x">Kari Nord</a></div>'
    report = read(ARTICLE.replace(marked, "<div>Kari Nord Harbour correspondent</div>"))
    assert report.bylines == ("Kari Nord",)


@pytest.mark.parametrize(
    "drawings",
    [
        "<svg>" + '<path d="M0 0"/>' * 600 + "</svg>",
        '<path d="M0 0" />' * 600,
        "<svg><path></path>" + '<path d="M0 0"/>' * 600 + "</svg>",
        "<script>" + "document.write('<div><b>');" * 600 + "</script>",
        "<!-- <div> -->" * 600,
        "<div>" * 600,
    ],
)
def test_many_drawings_open_nothing_and_code_stays_unseen(drawings: str) -> None:
    unseen = "<style>p { color: red }</style><svg><title>logo words</title></svg><textarea>typed</textarea>"
    report = read(f"<body>{drawings}<script>var code = '<p>';</script>{unseen}{ARTICLE}</body>")
    assert not any(word in report.text for word in ("var", "color", "logo", "typed"))
    assert all(paragraph in report.text for paragraph in PARAGRAPHS)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_report_or_a_refusal(data: bytes) -> None:
    try:
        report = read(data)
    except NotReadable as error:
        assert "\n" not in str(error)
    else:
        check(report)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_mutated_html_is_a_report_or_a_refusal(chance: random.Random, cuts: int) -> None:
    page = ARTICLE
    for _ in range(cuts):
        start = chance.randrange(len(page))
        stop = min(len(page), start + chance.randrange(80))
        other = chance.randrange(len(page))
        page = (
            page[:start]
            + chance.choice(["", page[other : other + 60], "<", ">", '"', "\0", "&#xD800;", "�"])
            + page[stop:]
        )
    try:
        check(read(page.encode("utf-8", "replace")))
    except NotReadable as error:
        assert error.code in {"no-text", "empty", "binary"}


def test_alignment_keeps_order_and_takes_no_teaser() -> None:
    runs = [
        PARAGRAPHS[2],
        "Menu",
        PARAGRAPHS[0],
        PARAGRAPHS[1],
        PARAGRAPHS[2],
        "Elsewhere on this site and others",
        "End",
    ]
    assert aligned(runs, "\n".join([*PARAGRAPHS[:3], "End"])) == [False, False, True, True, True, False, True]
    assert aligned([], "x") == []
    assert aligned(["", "—"], "") == [False, False]
