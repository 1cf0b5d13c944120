"""What a whole article came through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.attribution import through
from reportedly.model import Block, BlockKind, Report


def report(
    text: str,
    publisher: str | None = "The Daily Kite",
    dateline: str | None = None,
    bylines: tuple[str, ...] = (),
    kind: BlockKind = "body",
) -> Report:
    blocks = tuple(Block(kind, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Report("", None, "text", "en", text, blocks, publisher=publisher, dateline=dateline, bylines=bylines)


BODY = "The bridge is closed.\nIt will open in May.\nNobody was hurt.\nThe mayor said so."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Bridge closed\nOSLO (AP) — {BODY}", ("AP",)),
        (f"BERGEN, Norway, March 3 (Reuters) - {BODY}", ("Reuters",)),
        (f"(UPI) -- {BODY}", ("UPI",)),
        (f"Oslo /TASS/. {BODY}", ("TASS",)),
        (f"{BODY} — AFP", ("AFP",)),
        (f"{BODY}\nSource: Xinhua", ("Xinhua",)),
        (f"{BODY}\nCopyright 2019 The Associated Press. All rights reserved.", ("Associated Press",)),
        (f"{BODY}\n(Reporting by Ann Lee; Editing by Bo Park)", ("Reuters",)),
        (f"{BODY}\nThis story was first published by The Evening Post.", ("The Evening Post",)),
        (f"{BODY}\nThis article originally appeared on Harbour News.", ("Harbour News",)),
        (f"{BODY}\nh/t: The Hill.", ("The Hill",)),
        (f"OSLO (Reuters) - {BODY}\nH/T The Evening Post", ("The Evening Post", "Reuters")),
        (BODY, ()),
        (f"{BODY}\nThe Associated Press contributed to this report.", ()),
        (f"{BODY}\n(AP Photo/Bo Park)", ()),
        (f"{BODY}\n© 2019 AFP / Bo Park", ()),
        (f"{BODY}\n© 2019 AFP", ("AFP",)),
        (f"Ann Lee (R) said so. {BODY}", ()),
        (f"OSLO (Staff) — {BODY}", ()),
    ],
)
def test_marks_of_a_whole_article(text: str, found: tuple[str, ...]) -> None:
    names = through(report(text))
    assert tuple(name.removeprefix("The ") for name in names) == tuple(name.removeprefix("The ") for name in found)


def test_an_agency_in_the_byline() -> None:
    for byline in ("Associated Press", "By Ann Lee, Associated Press", "Ann Lee | AP"):
        assert through(report(BODY, bylines=(byline,))) in {("Associated Press",), ("AP",)}
    for byline in ("Ann Lee", "Sana Khan", "Ani Park", "SANA KHAN", "Ann Reuters-Lee"):
        assert through(report(BODY, bylines=(byline,))) == ()


def test_a_wire_that_publishes_itself_is_no_intermediary() -> None:
    assert through(report(f"OSLO (AP) — {BODY}", publisher="The Associated Press")) == ()
    assert through(report(BODY, publisher="Reuters", bylines=("Reuters Staff",))) == ()


def test_a_dateline_that_the_page_states() -> None:
    assert through(report(BODY, dateline="OSLO, March 3 (AFP)")) == ("AFP",)


def test_a_pictures_credit_is_none() -> None:
    assert through(report("© AFP 2019 / BO PARK\nAP Photo", kind="credit")) == ()


@given(st.text(alphabet="AP(RE)—/:\n h/t.“ü©", max_size=120))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(through(report(text)), tuple)
