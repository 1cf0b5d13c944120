"""What a page declares, and what is left alone because the page does not say it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Published
from reportedly.page import dom, jsonld
from reportedly.page.declared_values import clean_names, day, day_in_address, is_tag, without_site
from reportedly.page.metadata import Declared, declared

NEWS = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Vikby Post"},
        {"@type": "Person", "@id": "#kari", "name": "Kari Nord"},
        {
            "@type": ["NewsArticle"],
            "headline": "Cracks &amp; consequences",
            "author": [{"@id": "#kari"}, {"@type": "Person", "name": "By Ola Berg"}],
            "publisher": {"@type": "Organization", "name": "The Vikby Post"},
            "datePublished": "2021-03-04T23:30:00-05:00",
            "dateModified": "2021-03-06",
            "articleSection": "Local",
            "keywords": ["harbour", "herring"],
            "inLanguage": "en-GB",
        },
    ],
}


def read(head: str, address: str | None = None) -> Declared:
    return declared(dom.parse(f"<html><head>{head}</head><body><p>x</p></body></html>"), address)


def script(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld() -> None:
    said = read(script(NEWS))
    assert said.headlines[0] == "Cracks & consequences"
    assert said.bylines == ("Kari Nord", "Ola Berg")
    assert said.publisher == "The Vikby Post"
    assert said.published == Published("2021-03-04", "2021-03-04", "json-ld")  # in the page's own offset
    assert said.modified == "2021-03-06"
    assert said.section == ("Local",)
    assert said.tags == ("harbour", "herring")
    assert said.language == "en"


def test_meta_elements() -> None:
    said = read(
        '<title>Cracks - The Vikby Post</title><meta property="article:published_time" content="2021-03-04T10:00Z">'
        '<meta property="og:site_name" content="The Vikby Post">'
        '<meta name="author" content="by Kari Nord and Ola Berg"><meta property="article:tag" content="harbour">'
        '<meta property="article:author" content="https://facebook.com/x">'
        '<meta property="article:tag" content="herring"><meta property="article:section" content="Local">'
        '<link rel="canonical" href="/quay">',
        "https://vikbypost.example/quay?x=1",
    )
    assert said.published == Published("2021-03-04", "2021-03-04", "meta")
    assert said.bylines == ("Kari Nord", "Ola Berg")
    assert said.tags == ("harbour", "herring")
    assert said.section == ("Local",)
    assert said.headlines == ("Cracks",)
    assert said.address == "https://vikbypost.example/quay"


def test_microdata() -> None:
    tree = dom.parse(
        '<div itemscope><span itemprop="author"><span itemprop="name">Kari Nord</span>, a reporter</span>'
        '<meta itemprop="datePublished" content="2021-03-04"><span itemprop="articleSection">Local</span></div>'
    )
    said = declared(tree)
    assert (said.bylines, said.section) == (("Kari Nord",), ("Local",))
    assert said.published.basis == "meta"


def test_json_ld_goes_before_meta_where_they_disagree() -> None:
    said = read(script(NEWS) + '<meta property="article:published_time" content="2020-01-01">')
    assert said.published == Published("2021-03-04", "2021-03-04", "json-ld")


def test_an_undated_page_stays_undated() -> None:
    said = read(
        '<title>About us</title><meta name="copyright" content="2021"><meta name="description" content="Since 1961">'
    )
    assert said.published == Published()
    assert said.modified is None


@pytest.mark.parametrize(
    ("title", "address", "publisher"),
    [
        ("Cracks close quay | The Times of Vikby", "https://www.timesofvikby.example/quay", "The Times of Vikby"),
        ("Cracks close quay - VBC News", "https://www.vbc.co.example/quay", "VBC News"),
        ("Cracks close quay - The Old Vikby Times", "https://ovtimes.example/quay", "The Old Vikby Times"),
        ("Cracks close quay – what we know", "https://www.vikbypost.example/quay", None),
        ("Cracks close quay - Vikby says it will pay", "https://www.vikby.example/quay", None),
        ("Vikby Post", "https://www.vikbypost.example/quay", None),
        ("Cracks close quay | Vikby Post", None, None),
        ("Cracks close quay | Vikby Post", "https://[bad", None),
    ],
)
def test_the_end_of_a_title_is_the_site_s_name_if_its_address_agrees(
    title: str, address: str | None, publisher: str | None
) -> None:
    said = read(f"<title>{title}</title>", address)
    assert said.publisher == publisher
    assert publisher is None or said.headlines[0] == "Cracks close quay"
    assert read(f"<title>{title}</title><meta property='og:site_name' content='Other'>", address).publisher == "Other"


@pytest.mark.parametrize(
    ("shown", "publisher"),
    [
        ("<img class='site-logo' alt='Vikby Post logo'>", "Vikby Post"),
        ("<footer>© 2021 The Vikby Post Ltd. All rights reserved.</footer>", "Vikby Post"),
        ("<footer>© 2021 Fjord Media Ltd</footer><img alt='Vikby Post building'>", None),
    ],
)
def test_the_end_of_a_title_is_the_site_s_name_if_the_page_says_it_again(shown: str, publisher: str | None) -> None:
    page = f"<title>Cracks close quay | Vikby Post</title><body><p>x</p>{shown}</body>"
    assert declared(dom.parse(page)).publisher == publisher


def test_several_days_of_time_elements_are_not_the_page_s() -> None:
    one = '<time datetime="2021-03-04">x</time>'
    assert declared(dom.parse(one)).timed == "2021-03-04"
    assert declared(dom.parse(one + '<time datetime="2020-03-04">x</time>')).timed is None


@pytest.mark.parametrize(
    "text",
    [
        '// <![CDATA[\n{"@type": "NewsArticle", "datePublished": "2021-03-04"}\n// ]]>',
        '{"@type": "NewsArticle", "datePublished": "2021-03-04",}',
        '{"@type": "NewsArticle", "headline": "a\nb", "datePublished": "2021-03-04"};',
        '{"@type": "Organization"}\n{"@type": "NewsArticle", "datePublished": "2021-03-04"}',
        '{"@type": "NewsArticle", "headline": "an "unescaped" mark", "datePublished": "2021-03-04"',
        '[[{"@type": "http://schema.org/ReportageNewsArticle", "datePublished": ["2021-03-04"]}]]',
    ],
)
def test_json_ld_that_is_badly_written(text: str) -> None:
    assert jsonld.article([text]).published == "2021-03-04"


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@type", "@graph", "@id", "author", "name", "headline", "keywords"]), inner
            )
        ),
    )
)
def test_json_ld_of_any_shape(data: object) -> None:
    jsonld.article([json.dumps(data), json.dumps(data)[:-1]])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-03-04T23:59:00+09:00", "2021-03-04"),
        ("2021-03-04 10:00", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("2021-3-4", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("Thu, 04 Mar 2021 10:00:00 GMT", "2021-03-04"),
        ("March 4, 2021", "2021-03-04"),
        ("2021-02-30", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("9" * 500, None),
    ],
)
def test_days(value: str | None, expected: str | None) -> None:
    assert day(value) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/2021/03/04/quay", "2021-03-04"),
        ("https://a.example/news/2021-03-04-quay.html", "2021-03-04"),
        ("https://a.example/20210304/quay", "2021-03-04"),
        ("https://a.example/2021/mar/04/quay", "2021-03-04"),
        ("https://a.example/2021/03/quay", "2021-03"),
        ("https://a.example/2021/quay", None),
        ("https://a.example/2021/13/45/quay", None),
        ("https://a.example/article-20210304567", None),
        ("https://a.example/?date=2021-03-04", None),
        (None, None),
    ],
)
def test_days_in_addresses(address: str | None, expected: str | None) -> None:
    assert day_in_address(address) == expected


def test_a_title_without_its_site() -> None:
    site = {"thevikbypost", "vikbypost"}
    assert without_site("Cracks close quay | The Vikby Post", site) == "Cracks close quay"
    assert without_site("Vikby Post - Cracks close quay - again", site) == "Cracks close quay - again"
    assert without_site("Cracks - and more cracks", site) == "Cracks - and more cracks"
    assert without_site("The Vikby Post", site) == "The Vikby Post"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["By Kari Nord"], ("Kari Nord",)),
        (["Kari Nord and Ola Berg"], ("Kari Nord", "Ola Berg")),
        (["Kari Nord; Ola Berg"], ("Kari Nord", "Ola Berg")),
        (["Kari Nord", "KARI NORD", "kari-nord"], ("Kari Nord",)),
        (["https://example.org/kari", "kari@example.org", "admin", "Staff", ""], ()),
    ],
)
def test_names(values: list[str], expected: tuple[str, ...]) -> None:
    assert clean_names(values) == expected


def test_a_site_is_no_author_of_its_own() -> None:
    assert clean_names(["The Vikby Post", "Kari Nord"], {"thevikbypost"}) == ("Kari Nord",)


def test_tags_are_for_readers() -> None:
    assert all(map(is_tag, ("harbour", "Norway", "COVID-19", "G20")))
    assert not any(
        map(is_tag, ("8f507083-bac4-423a-9015-2eb31e1bce50", "Page Type: Article", "26157981", "", "RSBI:RIGHTS"))
    )


@given(st.text(max_size=300))
def test_values_of_any_text(text: str) -> None:
    day(text)
    day_in_address("https://example.org/" + text)
    without_site(text, {"example"})
    clean_names([text])
    read(
        f"<title>{text}</title><link rel=canonical href='{text}'><meta name=author content='{text}'>",
        "https://e.example",
    )
