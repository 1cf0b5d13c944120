from __future__ import annotations

import pytest

from reportedly import NotReadable, Page
from reportedly.page import read_page

ARTICLE = "<html><body><h1>Dam holds</h1><p>The dam is safe, the mayor said on Monday.</p></body></html>"


def test_a_long_comment_before_the_page_is_no_text() -> None:
    report = read_page(Page(f"<!-- {'licence ' * 5000} --> {ARTICLE}".encode(), "page"))
    assert report.format == "html"
    assert "licence" not in report.text


def test_a_feed_is_refused_in_words() -> None:
    for feed in (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
    ):
        with pytest.raises(NotReadable, match="is a feed"):
            read_page(Page(feed.encode(), "page"))


@pytest.mark.parametrize("lang", ["eng", "utf-8", "de", "en-GB", "en"])
def test_a_template_that_declares_another_language_does_not_hide_an_english_page(lang: str) -> None:
    page = f'<html lang="{lang}"><body><p>{"The dam is safe, the mayor said on Monday. " * 4}</p></body></html>'
    assert (read_page(Page(page.encode(), "page")).language or "").startswith("en")


def test_a_declaration_of_latin_1_does_not_spoil_utf_8() -> None:
    page = '<meta charset="iso-8859-1"><p>“The dam is safe,” the mayor of Zürich said.</p>'
    assert "“The dam is safe,” the mayor of Zürich" in read_page(Page(page.encode(), "page")).text


def test_one_stray_byte_costs_one_character() -> None:
    page = b"The dam is safe" + b"\x80" + ", the mayor said. “No cracks,” she said.".encode()
    assert "“No cracks,” she said" in read_page(Page(page, "page")).text


def test_xhtml_may_close_a_script_in_its_opening_tag() -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x"/></head>'
        "<body><p>The dam is safe, the mayor said on Monday.</p></body></html>"
    )
    assert read_page(Page(page.encode(), "page")).text == "The dam is safe, the mayor said on Monday."
