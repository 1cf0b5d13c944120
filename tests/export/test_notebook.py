"""A Reading in a notebook: valid HTML that shows the claims, and a page's HTML only as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from reportedly.export import as_html
from reportedly.export.notebook import MOST_CLAIMS
from reportedly.model import Attribution, Content, Entity, Figure, Reading, Source, Span, Via
from tests.export.samples import made, read_pages, strange_readings

OURS = {"div", "p", "strong", "br", "a", "table", "thead", "tbody", "tr", "th", "td", "small", "em", "span", "bdi"}
VOID = {"br"}


class Balanced(HTMLParser):
    """Fails where an element is not ours, or is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS
        assert {name for name, _ in attrs} <= {"style", "scope", "class", "title", "href", "rel"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(reading: Reading) -> LexborHTMLParser:
    html = as_html(reading)
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert not parser.open
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    # A parser that mends HTML has nothing to mend.
    assert {node.tag for node in tree.body.traverse(include_text=False)} - {"body"} <= OURS
    return tree


def test_it_shows_who_through_whom_how_surely_and_what() -> None:
    tree = parsed(made())
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("tbody tr")]
    assert len(rows) == 5
    assert rows[0][0].startswith("an engineer") and rows[0][1] == "Fjordavisen"
    assert rows[1][2].startswith("denied")
    assert "citing internal reports" in rows[2][0]
    assert (
        rows[3][3].startswith("inside another claim: promised that 40 farms")
        and "figure: 40 farms = 40 (farms)" in rows[3][3]
    )
    assert rows[4][0] == "nobody named"
    heading = tree.css_first("p")
    assert heading is not None and "Østavisen · 2026-03-02" in heading.text()
    assert heading.css_first("a").attributes["href"] == "https://fjord.example/dam?a=1&b=2"  # type: ignore[union-attr]
    styles = {tree.css_first(f".reportedly-{role}").attributes["style"] for role in ("source", "cue", "content")}  # type: ignore[union-attr]
    assert len(styles) == 3
    assert not re.search(r"(?<!-)color:(?!inherit)", as_html(made()))  # told apart by more than colour, in any theme


@pytest.mark.parametrize(
    ("low", "high", "value", "shown"),
    [
        (8e6, 12e6, None, "range 8,000,000–12,000,000"),
        (None, 0.33, 1 / 3, "range 0.333"),
        (40.0, None, None, "range 40"),
        (-0.5, -0.5, -0.5, "range -0.5"),
    ],
)
def test_numbers_are_written_out(low: float | None, high: float | None, value: float | None, shown: str) -> None:
    figure = Figure(0, 3, "x", low, high, value, "range", attribution="a1")
    assert f"figure: x = {shown}" in parsed(replace(made(), figures=(figure,))).text()


def test_pages_are_shown() -> None:
    for reading in read_pages():
        tree = parsed(reading)
        assert len(tree.css("tbody tr")) == min(len(reading.attributions), MOST_CLAIMS)
        assert "http" not in re.sub(r'href="[^"]*"|<bdi>.*?</bdi>', "", as_html(reading), flags=re.DOTALL)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"><b></bdi></table>&lt;\u202egnp.exe\x00"


def test_a_hostile_pages_scripts_stay_text() -> None:
    span = Span(0, len(HOSTILE), HOSTILE)
    claim = Attribution(
        "a1",
        "direct",
        Source((span,), "person", None, span),
        None,
        Content((span,)),
        via=(Via(HOSTILE, "outlet"),),
        hedges=(span,),
    )
    reading = replace(
        made(),
        report=replace(
            made().report,
            text=HOSTILE,
            headline=HOSTILE,
            publisher=HOSTILE,
            address="https://a.example/'onclick=alert(1)",
        ),
        entities=(Entity("e1", "person", HOSTILE),),
        attributions=(claim,),
        figures=(Figure(0, 3, HOSTILE, 1, None, None, "at least", HOSTILE, HOSTILE, "a1"),),
    )
    tree = parsed(reading)
    assert not tree.css("script, img, b")
    assert not [node for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)]
    html = as_html(reading)
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 10
    assert "\u202e" not in html and "\x00" not in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://a.example/\n", None])
def test_an_address_that_is_none_is_no_link(address: str | None) -> None:
    assert not parsed(replace(made(), report=replace(made().report, address=address))).css("a")


def test_no_more_than_a_notebook_can_hold() -> None:
    one = made().attributions[0]
    many = tuple(replace(one, id=f"a{number}") for number in range(MOST_CLAIMS + 1050))
    tree = parsed(replace(made(), attributions=many))
    assert len(tree.css("tbody tr")) == MOST_CLAIMS
    assert "… and 1,050 more." in tree.text()


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_are_shown_too(reading: Reading) -> None:
    as_html(reading).encode()
    parsed(reading)
