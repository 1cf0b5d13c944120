"""What the page of a report shows: its rows, its cards, the chain, and what is chosen."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportedly.library import Correction, Library
from reportedly.model import Block, Refusal, Via
from reportedly.web.report.filters import Choice
from reportedly.web.report.sources import NO_SOURCE, OTHERS, UNNAMED
from reportedly.web.report.view import view
from tests.library.making import Said, reading
from tests.web.reports import TEXT, dam, many, shown, viewed


def plain(text: str) -> str:
    """A text without the signs that keep the direction of names to themselves."""
    return text.replace("\u2068", "").replace("\u2069", "")


def test_cards_say_who_through_whom_and_how_surely(tmp_path: Path) -> None:
    made = viewed(dam(), tmp_path)
    mayor, source, denied, river, engineer = made.cards
    assert [card.number for card in made.cards] == [1, 2, 3, 4, 5]
    assert (mayor.who.name, mayor.who.role, [via.name for via in mayor.via]) == ("Ann Lee", "mayor", ["Courier"])
    assert mayor.quote == ("The dam is safe,", "Nobody need worry.")
    assert (source.who.slug, source.written) == (UNNAMED, "A source")
    assert (denied.certainty, denied.within, denied.figures) == ("denied", (2, source.key), ("40",))
    assert source.holds == ((3, denied.key),)
    assert source.figures == ("40",)
    assert (river.who.slug, river.unsure, river.words["certainty"]) == (NO_SOURCE, True, "hedged")
    assert (engineer.days, engineer.places) == ((("12 March 2024", "12 March 2024"),), ("Oslo",))


def test_each_card_stands_beside_the_words_it_is_of(tmp_path: Path) -> None:
    made = viewed(dam(), tmp_path)
    rows = [*made.article.head, *made.article.rows]
    assert [[card.number for card in row.cards] for row in rows] == [[], [1], [2, 3, 4], [5]]
    for row in rows:
        words = "".join(run.text for text in row.texts for run in text.runs)
        assert words in TEXT
        assert all(card.quote[0] in words for card in row.cards)


def test_furniture_is_folded_where_it_stands_and_nothing_is_lost(tmp_path: Path) -> None:
    text = "Home\n\nThe dam is safe\n\nAnn Lee said it holds.\n\nRelated\n\nMore\n\nfirst line\nsecond line"
    made = reading(text, Said("it holds", "Ann Lee", "said"))
    kinds = ("navigation", "headline", "body", "related", "tag", "body")
    blocks = tuple(Block(kind, block.start, block.end) for kind, block in zip(kinds, made.report.blocks, strict=True))  # type: ignore[arg-type]
    page = viewed(replace(made, report=replace(made.report, blocks=blocks)), tmp_path)
    rows = [*page.article.head, *page.article.rows]
    assert [row.kind for row in rows] == ["fold", "headline", "body", "fold", "body"]
    assert rows[3].summary == "Related reports and tags, 2 lines"
    assert len(rows[4].texts) == 2  # a line each
    told = "".join(run.text for row in rows for part in row.texts for run in part.runs)
    assert told == text.replace("\n\n", "")


def test_plain_text_begins_with_its_headline(tmp_path: Path) -> None:
    made = dam()
    blocks = tuple(Block("body", block.start, block.end) for block in made.report.blocks)
    page = viewed(replace(made, report=replace(made.report, blocks=blocks, headline=None)), tmp_path)
    assert page.title == "The dam is safe"
    assert [row.kind for row in page.article.head] == ["headline"]


def test_the_chain_counts_every_claim_once_on_its_way(tmp_path: Path) -> None:
    chain = viewed(dam(), tmp_path).chain
    assert sum(ribbon.claims for ribbon in chain.ribbons) == sum(many for _, many in chain.sources) == 5
    assert dict(chain.via) == {"courier": 1}
    assert [slug for slug, _ in chain.sources[-2:]] == [UNNAMED, NO_SOURCE]
    assert plain(chain.sentence) == (
        "2 of 5 claims are the word of Ann Lee; 1 came through Courier; "
        "1 is from unnamed sources; 1 has no named source."
    )


@pytest.mark.parametrize("count", [1, 2, 14, 15, 60])
def test_pictures_have_a_bar_for_every_source_or_for_the_rest(tmp_path: Path, count: int) -> None:
    page = viewed(many(count), tmp_path)
    for drawn in page.pictures:
        bars = [bar for bar in drawn.bars if bar.side == "source"]
        assert sum(bar.claims for bar in bars) == count
        assert len(bars) == min(count, 14)
        assert (bars[-1].value == OTHERS) == (count > 14)
        middles = sorted(bar.label_y for bar in bars)
        assert all(after - before >= 20 for before, after in itertools.pairwise(middles))
        assert all(bar.y >= 0 and bar.y + bar.height <= drawn.height for bar in drawn.bars)


def test_a_source_called_like_a_key_is_not_that_entity(tmp_path: Path) -> None:
    text = "The list\n\ne1 said no. others said yes. 2024 said maybe."
    said = [Said("no", "e1", "said"), Said("yes", "others", "said", "group"), Said("maybe", "2024", "said", "document")]
    slugs = [card.who.slug for card in viewed(reading(text, *said), tmp_path).cards]
    assert slugs == ["e1-", "others", "2024-"]
    assert OTHERS not in slugs


def test_choosing_is_any_of_a_side_and_all_of_the_sides(tmp_path: Path) -> None:
    def chosen(*pairs: tuple[str, str]) -> list[int]:
        page = viewed(dam(), tmp_path, *pairs)  # type: ignore[arg-type]
        return [card.number for card in page.cards if card.key in page.fitting]

    assert chosen() == [1, 2, 3, 4, 5]
    assert chosen(("kind", "unnamed"), ("kind", "official")) == [2, 5]
    assert chosen(("kind", "person"), ("certainty", "denied")) == [3]
    assert chosen(("via", "courier")) == [1]
    assert chosen(("source", "nobody")) == []


def test_the_rest_can_be_chosen_as_one(tmp_path: Path) -> None:
    page = viewed(many(20), tmp_path, ("source", OTHERS))
    assert len(page.fitting) == 7


def test_a_side_is_toggled_in_the_address() -> None:
    assert Choice().toggled(("kind", "unnamed")) == "?kind=unnamed"
    assert Choice((("kind", "unnamed"), ("source", "e1"))).toggled(("kind", "unnamed")) == "?source=e1"
    assert Choice((("kind", "unnamed"),)).toggled(("kind", "unnamed")) == "?"
    assert Choice().toggled(("source", "a&b=c")) == "?source=a%26b%3Dc"


def test_people_have_the_last_word_and_the_machine_is_kept(tmp_path: Path) -> None:
    made = dam()
    with Library(tmp_path / "news.db") as library:
        library.add([made])
        kept = library.show(made.report.id).kept
        start = TEXT.index("it was built")
        library.judge(kept.claims["a1"], "confirmed", by="Kim")
        library.judge(kept.claims["a2"], "corrected", by="Kim", correction=Correction(content=((start, start + 12),)))
        library.judge(kept.claims["a4"], "rejected", note="nobody says so")
        library.add_claim(made.report.id, Correction(content=((start, start + 20),)), by="Kim")
        page = view(library.show(made.report.id), Choice(), str)
    judged = {card.local: card.judged for card in page.cards}
    assert judged == {"a1": "confirmed", "a2": "corrected", "a3": "", "a5": "", "p1": "added"}
    corrected = next(card for card in page.cards if card.local == "a2")
    was = {difference.label: difference.machine for difference in corrected.machine}
    assert was["Source"] == "A source"
    assert was["What"] == "the mayor denied that 40 houses were wet"
    assert [(one.local, one.judged) for one in page.rejected] == [("a4", "rejected")]
    assert page.rejected[0].reviews[0].note == "nobody says so"


def test_a_citation_tells_where_the_words_are_from(tmp_path: Path) -> None:
    page = viewed(dam(), tmp_path)
    mayor, source = page.citations[page.cards[0].key], page.citations[page.cards[1].key]
    # In the report's own words, the passage says who claims it.
    assert (mayor.quote, mayor.own) == (
        "“The dam is safe,” the mayor, Ann Lee, told the Courier. “Nobody need worry.”",
        True,
    )
    assert (mayor.who, mayor.report, mayor.published) == (
        "Ann Lee, through Courier",
        "The River Post",
        "1 February 2024",
    )
    assert mayor.permalink == f"http://room/claims/c{page.cards[0].key}"
    assert source.who == "A source"
    assert page.citations[page.cards[2].key].who == "Ann Lee (denied)"


@pytest.mark.parametrize(
    ("language", "refusals", "words"),
    [
        ("en", (), "very short"),
        ("de", (), "another language (de)"),
        ("de", (Refusal("language", "not-english", None, None, "it is German"),), "It is German."),
    ],
)
def test_a_report_without_claims_says_why(
    tmp_path: Path, language: str, refusals: tuple[Refusal, ...], words: str
) -> None:
    page = viewed(reading("A title\n\nA short text.", language=language, refusals=refusals), tmp_path)
    assert words in (page.empty or "")
    assert page.pictures == ()


def test_only_addresses_of_the_web_are_linked_to(tmp_path: Path) -> None:
    bad = reading("A title\n\nA text.", address="javascript:alert(1)")
    assert viewed(bad, tmp_path).link is None
    assert viewed(dam(), tmp_path).link == "https://river.example/dam"


def test_a_claim_can_come_through_two(tmp_path: Path) -> None:
    made = reading(
        "A title\n\nLee said no. Kim said yes.",
        Said("no", "Lee", "said", via=(Via("Courier", "outlet"), Via("Agency", "outlet"))),
        Said("yes", "Kim", "said"),
    )
    chain = viewed(made, tmp_path).chain
    assert chain.depth == 2
    assert {ribbon.via for ribbon in chain.ribbons} == {("courier", "agency"), ()}
    assert "1 came through Courier and 1 more" in plain(chain.sentence)
    assert len(shown(made, tmp_path).kept.claims) == 2
