"""Whatever people say of claims, in any order, the library is as what stands of it."""

from __future__ import annotations

import random
from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import replace

from reportedly.errors import LibraryError
from reportedly.library import Correction, Judgement, Library
from reportedly.library.correcting import as_said
from reportedly.model import Certainty, Reader, Reading, SourceKind
from tests.export.samples import read_pages
from tests.library.asked import READINGS
from tests.library.soundness import derived, sound

PAGES = [page for page in (*read_pages(), *READINGS) if page.attributions][:8]


def some_runs(rng: random.Random, text: str) -> tuple[tuple[int, int], ...]:
    start = rng.randrange(len(text) - 3)
    return ((start, min(start + rng.randint(2, 120), len(text))),)


def something(rng: random.Random, page: Reading) -> Correction:
    """A claim that people could say: anywhere, or around or inside one that there is."""
    text = page.report.text
    near = rng.choice(page.attributions)
    content = as_said(near).content if rng.random() < 0.5 else some_runs(rng, text)
    return Correction(
        content=content,
        source=rng.choice([(), as_said(near).source, some_runs(rng, text)]),
        cue=rng.choice([(), as_said(near).cue]),
        kind=rng.choice([None, *get_args(SourceKind)]),
        entity=rng.choice([None, None, *[one.id for one in page.entities]]),
        certainty=rng.choice(get_args(Certainty)),
    )


def say_something(rng: random.Random, library: Library, page: Reading, report: int) -> None:
    claims = list(library.show(report).kept.claims.values())
    standing = [one for one in library.judgements(report) if one.undone is None]
    what = rng.choice(["confirmed", "rejected", "corrected", "corrected", "added", "added", "back", "back"])
    try:
        if what == "back" and standing:
            library.take_back(rng.choice(standing).judgement)
        elif what == "added":
            library.add_claim(report, something(rng, page))
        elif what in ("confirmed", "rejected"):
            library.judge(rng.choice(claims), what)  # type: ignore[arg-type]
        elif what == "corrected":
            library.judge(rng.choice(claims), "corrected", correction=something(rng, page))
    except LibraryError as refused:
        assert refused.code == "correction"


def as_told(library: Library, report: int) -> list[str]:
    """The claims that stand, without their keys and ids."""
    reading = library.show(report).kept.reading
    told = {claim.id: str(replace(claim, id="", within=None)) for claim in reading.attributions}
    figures = sorted(f"{one.text} {told.get(one.attribution or '')}" for one in reading.figures)
    return [*sorted(f"{told[one.id]} {told.get(one.within or '')}" for one in reading.attributions), *figures]


def said_again(fresh: Library, report: int, said: Judgement) -> None:
    """What one judgement says, in a library in which nothing is said of its claim yet."""
    assert said.correction is not None
    if said.verdict == "added":
        fresh.add_claim(report, said.correction)
    elif said.claim is not None:
        if said.verdict != "corrected" and as_said_by_reader(fresh, report, said.claim) != said.correction:
            fresh.judge(said.claim, "corrected", correction=said.correction)
        fresh.judge(said.claim, said.verdict, correction=said.correction if said.verdict == "corrected" else None)


def as_said_by_reader(library: Library, report: int, claim: int) -> Correction:
    kept = library.show(report).kept
    return as_said(next(one for one in kept.machine.attributions if kept.claims[one.id] == claim))


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_said_the_library_is_as_one_in_which_only_that_was_said(address: str, seed: int) -> None:
    rng = random.Random(seed)
    with Library(address) as library, Library(f"{address}") as other:
        library.add(PAGES)
        before = derived(library)
        readings = {report: library.reading(report) for report in range(1, len(PAGES) + 1)}
        for number in range(60):
            report = rng.randint(1, len(PAGES))
            say_something(rng, library, readings[report], report)
            if number % 20 == 19:
                sound(address)
        for report, page in readings.items():
            kept = other.show(report).kept
            assert kept.machine == page
            for claim in kept.reading.attributions:
                for part in (claim.source, claim.cue, claim.content):
                    for span in part.spans if part else ():
                        assert page.report.text[span.start : span.end] == span.text
        while standing := [one.judgement for one in library.all_judgements(size=1000) if one.judgement.undone is None]:
            for one in standing:
                library.take_back(one.judgement)
        assert derived(library) == before
    sound(address)


@pytest.mark.parametrize("seed", range(2))
def test_a_fresh_library_told_the_same_is_the_same(tmp_path: Any, seed: int) -> None:
    rng = random.Random(seed)
    with Library(tmp_path / "one") as library, Library(tmp_path / "two") as fresh:
        for one in (library, fresh):
            one.add(PAGES)
        for _ in range(60):
            report = rng.randint(1, len(PAGES))
            say_something(rng, library, PAGES[report - 1], report)
        for report in range(1, len(PAGES) + 1):
            machine = {claim for local, claim in library.show(report).kept.claims.items() if not local.startswith("p")}
            for said in library.judgements(report):
                if said.undone is None and (said.claim in machine):
                    said_again(fresh, report, said)
                elif said.undone is None and said.verdict != "rejected" and said.correction is not None:
                    fresh.add_claim(report, said.correction)
            assert as_told(fresh, report) == as_told(library, report)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_a_newer_reader_finds_what_people_said_stands(address: str, seed: int) -> None:
    rng = random.Random(seed)
    with Library(address) as library:
        library.add(PAGES)
        for version in range(5):
            for report in range(1, len(PAGES) + 1):
                for _ in range(4):
                    say_something(rng, library, library.show(report).kept.machine, report)
            sure = {
                one.claim: msgspec.json.encode(one.correction)
                for report in range(1, len(PAGES) + 1)
                for one in library.judgements(report)
                if one.undone is None and one.verdict != "rejected"
            }
            again = []
            for page in PAGES:
                left = {one.id for one in page.attributions if rng.random() < 0.7}
                left = left or {page.attributions[0].id}
                again.append(replace(page.only(left), reader=Reader(f"99.{version}", {})))
            assert library.add(again).again == len(PAGES)
            sound(address)
            for report, page in enumerate(again, 1):
                kept = library.show(report).kept
                assert kept.machine == page
                stands = {kept.claims[one.id]: as_said(one) for one in kept.reading.attributions}
                for one in library.judgements(report):
                    if one.undone is None and one.verdict != "rejected":
                        assert one.claim is not None
                        assert sure[one.claim] == msgspec.json.encode(one.correction)
                        assert stands[one.claim] == one.correction
                    elif one.undone is None:
                        assert one.claim not in stands
        while standing := [one.judgement for one in library.all_judgements(size=1000) if one.judgement.undone is None]:
            for one in standing:
                library.take_back(one.judgement)
        for report, page in enumerate(again, 1):
            assert library.reading(report) == page
    sound(address)
