"""A small library for the tests of the reading room's lists, with names and texts that try to be more than text."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from reportedly.library import Library
from reportedly.model import Reading, Via
from tests.library.making import Counted, Named, Said, reading
from tests.web.rooms import client

HOSTILE = '<script>alert("h")</script> & \u202eevil'
HOSTILE_NAME = 'Bad "><img src=x onerror=alert(1)> Name'


def dam(number: int, *, published: str | None = "2019-11-0{}", people: int = 40) -> Reading:
    """A report in which a mayor, an unnamed official and an outlet speak, and people are counted."""
    text = (
        f"Dam {number} is safe\n\nThe dam {number} holds, the mayor, Ann Lee, said.\n\n"
        f'"Some {people} people were hurt", an official told Dagbladet.'
    )
    return reading(
        text,
        Said(f"The dam {number} holds", "the mayor, Ann Lee,", "said", entity="Ann Lee", kind="official"),
        Said(
            f'"Some {people} people were hurt"',
            "an official",
            "told",
            kind="unnamed",
            form="direct",
            certainty="hedged",
            via=(Via("Dagbladet", "outlet"),),
        ),
        named=[Named("Ann Lee", role="mayor")],
        figures=[Counted(f"{people} people", people, counts="people", claim=2)],
        published=published and published.format(number % 9 + 1),
        publisher="The Observer",
        address=f"https://example.org/{number}",
    )


def hostile() -> Reading:
    """A report whose every text is an attack."""
    return reading(
        f"{HOSTILE}\n\n{HOSTILE_NAME} said <b onclick=alert(2)>it</b> is so.",
        Said("<b onclick=alert(2)>it</b> is so", HOSTILE_NAME, "said", entity=HOSTILE_NAME),
        named=[Named(HOSTILE_NAME, role="</title><script>x</script>")],
        publisher="<svg onload=alert(3)>",
        published="2020-01-01",
        address="javascript:alert(4)",
    )


def room(path: Path, *readings: Reading) -> tuple[Library, TestClient]:
    """A library with some reports, and who asks its room."""
    library = Library(path)
    library.add(readings)
    return library, client(library)


def tree(asking: TestClient, address: str, status: int = 200, **headers: str) -> LexborHTMLParser:
    """The page at an address."""
    answer = asking.get(address, headers=headers)
    assert answer.status_code == status, answer.text[:500]
    return LexborHTMLParser(answer.text)


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    """What some elements say, on one line each."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def one(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first of some elements, which is there."""
    found = page.css_first(selector)
    assert found is not None, selector
    return found
