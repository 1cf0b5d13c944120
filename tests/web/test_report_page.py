"""The page of a report as browsers get it: every character where it says it is, nothing of a page taken for HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from reportedly.library import Correction, Library
from reportedly.model import Block, Reading
from tests.library.making import Counted, Located, Named, Said, reading
from tests.web.reports import dam, many
from tests.web.rooms import client

HARM = "<script>ran(1)</script>\"'><img src=x onerror=ran(1)>{{ 7*7 }}&amp;<b>"
TRICKS = "‮override ⁧isolate 👩‍👩‍👧 \0 Z̸͍͙ \x0b\x85 &#x41; &lt;"


def hostile() -> Reading:
    """A report in which every part that is shown is HTML, and tricks with letters."""
    text = f"{HARM} headline\n\n{HARM} said {TRICKS} no. {HARM[:20]} 40 houses in Oslo.\n\n{TRICKS * 3}"
    made = reading(
        text,
        Said(f"{TRICKS} no", HARM, "said", entity=HARM),
        named=[Named(HARM, role=HARM, affiliation=HARM)],
        figures=[Counted("40", 40.0, HARM, unit=HARM)],
        places=[Located("Oslo", HARM, 59.9, 10.7)],
        publisher=HARM,
        address="javascript:ran(1)",
        bylines=(HARM,),
        section=(HARM,),
        tags=(HARM,),
        language='"><b>',
    )
    kinds = ("headline", "body", "navigation")
    blocks = tuple(Block(kind, block.start, block.end) for kind, block in zip(kinds, made.report.blocks, strict=True))  # type: ignore[arg-type]
    return replace(made, report=replace(made.report, blocks=blocks))


def endless() -> Reading:
    """A report with a word that never ends, as base64 in a text is, and a claim that ends in it."""
    word = "w" * 50_000
    return reading(f"A word\n\nAnn Lee said {word} again.", Said(word[:30_001], "Ann Lee", "said"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "news.db") as opened:
        yield opened


def page(library: Library, made: Reading, query: str = "") -> tuple[LexborHTMLParser, str]:
    """The page of a report that is kept."""
    library.add([made])
    key = library.show(made.report.id).kept.report
    answer = client(library).get(f"/reports/r{key}{query}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text), answer.text


def one(among: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first that fits; there is one."""
    found = among.css_first(selector)
    assert found is not None, selector
    return found


def attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def test_a_word_without_end_may_be_broken_and_stays_one_word(library: Library) -> None:
    tree, _ = page(library, endless())
    (block,) = [each for each in tree.css("article.report [data-at]") if "w" * 50 in each.text() and each.parent][:1]
    around = block.parent
    assert around is not None
    breaks = around.css("wbr")
    assert len(breaks) >= 400
    assert all(not each.text() for each in breaks)
    assert "w" * 50_000 in "".join(leaf.text() for leaf in tree.css("article.report [data-at]"))


@pytest.mark.parametrize("made", [dam(), hostile(), many(30), endless()], ids=["dam", "hostile", "many", "endless"])
def test_every_character_of_every_block_is_where_it_says(library: Library, made: Reading) -> None:
    tree, _ = page(library, made)
    text = made.report.text
    article = one(tree, "article.report")
    assert int(attributes(article)["data-length"]) == len(text)
    covered = bytearray(len(text))
    for leaf in article.css("[data-at]"):
        at, shown = int(attributes(leaf)["data-at"]), leaf.text()
        assert shown == text[at : at + len(shown)].replace("\0", "\ufffd")
        assert not any(covered[at : at + len(shown)]), "a character is shown twice"
        covered[at : at + len(shown)] = b"\1" * len(shown)
    for block in made.report.blocks:
        assert all(covered[block.start : block.end])
    for container in article.css(".text"):
        assert container.text() == "".join(leaf.text() for leaf in container.css("[data-at]"))


def test_a_card_has_what_scripts_are_told(library: Library) -> None:
    tree, _ = page(library, dam())
    cards = {attributes(card)["data-local"]: attributes(card) for card in tree.css("section.card")}
    assert cards["a1"]["data-spans"] == '{"source":[[36,55]],"cue":[[56,60]],"content":[[18,34],[75,93]]}'
    told = {name: cards["a3"][f"data-{name}"] for name in ("kind", "certainty", "form", "judged", "claim")}
    assert told == {
        "kind": "person",
        "certainty": "denied",
        "form": "indirect",
        "judged": "",
        "claim": cards["a3"]["id"][1:],
    }
    assert re.fullmatch(r"e\d+", cards["a1"]["data-source"])
    assert all(tree.css(f"#{card['id']} [data-actions]") for card in cards.values())
    for card in cards.values():
        assert tree.css(f"[data-claims~='{card['data-claim']}']")


def test_nothing_of_a_page_is_taken_for_html(library: Library) -> None:
    tree, _ = page(library, hostile())
    for script in tree.css("script"):
        assert attributes(script)["src"].startswith("/static/js/")
        assert not script.text()
    assert "{{ 7*7 }}" in one(tree, "h1").text()  # templates in texts are not run
    assert not tree.css("img")
    for node in tree.css("*"):
        for name, value in attributes(node).items():
            assert not name.startswith("on")
            assert name != "style"
            assert name not in ("href", "src", "action") or re.match(r"[/#?]|http://127\.0\.0\.1:8642/", value), value
    assert not tree.css("style")


def test_choosing_works_without_scripts(library: Library) -> None:
    tree, _ = page(library, dam(), "?kind=unnamed")
    assert "filtered" in attributes(one(tree, "article.report"))["class"]
    assert one(tree, "[data-count]").text() == "1 of 5 claims"
    chosen = "".join(leaf.text() for leaf in tree.css(".text .chosen"))
    assert chosen == "A sourcesaidthe mayor denied that 40 houses were wet"  # the spaces between are nobody's
    pressed = tree.css(".chip[aria-pressed=true]")
    assert [attributes(chip)["data-value"] for chip in pressed] == ["unnamed"]
    assert attributes(pressed[0])["href"] == "?"
    assert len(tree.css(".card.dim")) == 4


def test_each_way_in_the_picture_is_a_link_that_chooses(library: Library) -> None:
    tree, _ = page(library, dam())
    bars = [attributes(bar) for bar in tree.css("svg.chain.wide a.bar")]
    assert ("via", "courier") in [(bar["data-side"], bar["data-value"]) for bar in bars]
    assert all(bar["aria-label"] for bar in bars)
    tree, _ = page(library, dam(), bars[0]["href"])
    assert tree.css("svg.chain.wide a.bar[aria-current=true]")
    assert len(tree.css("article .filtered, article.filtered")) == 1


def test_the_page_of_many_claims_stays_small(library: Library) -> None:
    _, html = page(library, many(300))
    assert html.count('<section class="card') == 300
    assert len(html.encode()) < 1_000_000


def test_versions_are_linked_with_what_changed(library: Library) -> None:
    first = dam()
    again = reading(first.report.text.replace("40", "50"), address=first.report.address, publisher="The River Post")
    library.add([first])
    tree, _ = page(library, again)
    assert "2, this one" in one(tree, ".versions").text()
    assert [attributes(link)["href"] for link in tree.css(".versions a")] == ["/reports/r1"]
    assert tree.css(".more-facts ins")
    assert not tree.css(".newer")
    older, _ = page(library, first)
    assert attributes(one(older, ".newer a"))["href"] == "/reports/r2"


def test_what_people_said_is_on_the_card(library: Library) -> None:
    made = dam()
    library.add([made])
    kept = library.show(made.report.id).kept
    library.judge(kept.claims["a1"], "confirmed", by="Kim <b>", note="I asked her.")
    correction = Correction(content=((17, 33),), certainty="hedged")
    library.judge(kept.claims["a1"], "corrected", by="Lee", correction=correction)
    tree, _ = page(library, made)
    card = one(tree, f"#c{kept.claims['a1']}")
    assert attributes(card)["data-judged"] == "corrected"
    assert "Kim <b>" in one(card, ".reviews .undone").text()
    assert "said plainly" in one(card, ".machine").text()


def test_a_claim_leads_to_its_place(library: Library) -> None:
    made = dam()
    library.add([made])
    kept = library.show(made.report.id).kept
    room: TestClient = client(library)
    answer = room.get(f"/claims/c{kept.claims['a2']}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/reports/r1#c{kept.claims['a2']}")
    library.judge(kept.claims["a2"], "rejected")
    assert room.get(f"/claims/c{kept.claims['a2']}").status_code == 303
    assert room.get("/claims/c99999").status_code == 404
    assert room.get("/reports/r99999").status_code == 404
    assert room.get("/reports/r99999999999999999999").status_code == 404


def test_a_report_without_claims_says_so(library: Library) -> None:
    tree, _ = page(library, reading("A title\n\nA short text.", language="de"))
    assert "No claims in this report" in one(tree, ".whose").text()
    assert not tree.css("svg.chain")
    assert one(tree, "h1").text() == "A title"
