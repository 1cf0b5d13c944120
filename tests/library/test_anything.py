"""Whatever is done to a library, in whichever order: it agrees with itself, and both stores with each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from reportedly.errors import LibraryError, NotRead
from reportedly.library import Library
from reportedly.model import EntityKind, Reading, Via
from tests.library import servers
from tests.library.making import Counted, Named, Said, reading
from tests.library.soundness import rows, sound

PEOPLE = ("Ann Lee", "Bo Dahl", "John Smith", "Washington", "Acme")
KINDS: tuple[EntityKind, ...] = ("person", "person", "person", "place", "organisation")
ADDRESSES = (None, "https://www.news.example/a/?utm_source=x", "http://news.example/a", "https://news.example/b")


@st.composite
def some_reading(draw: st.DrawFn) -> Reading:
    who = draw(st.lists(st.sampled_from(range(len(PEOPLE))), min_size=1, max_size=3, unique=True))
    first, second = PEOPLE[who[0]], PEOPLE[who[-1]]
    number = draw(st.integers(1, 3))
    text = (
        f"Story {number}\n\n{first} said the dam is safe.\n\nOn Monday {second} denied that {number} farms would flood."
    )
    said = [
        Said("the dam is safe", first, "said", entity=first, via=draw(st.sampled_from(((), (Via("Wire", "outlet"),))))),
        Said(f"that {number} farms would flood", second, "denied", entity=second, certainty="denied"),
    ]
    said = draw(st.sampled_from((said, said[:1], said[1:], [])))
    names = [
        Named(
            PEOPLE[at],
            draw(st.sampled_from(("person", KINDS[at]))) if at > 2 else "person",
            draw(st.sampled_from((None, "mayor", "engineer"))),
        )
        for at in draw(st.sampled_from((who, who[:1], list(reversed(who)))))
    ]
    return reading(
        text,
        *said,
        named=names,
        figures=[Counted(f"{number} farms", number, "farms", len(said) or None)],
        address=draw(st.sampled_from(ADDRESSES)),
        publisher=draw(st.sampled_from((None, "The Echo", "Fjord"))),
        retrieved=draw(st.sampled_from((None, "2026-01-01T10:00:00Z", "2026-01-01T11:30:00+02:00"))),
        reader=draw(st.sampled_from(("1.0", "1.1", "2.0rc1", "2.0"))),
        models=draw(st.sampled_from(({}, {"tagger": "ff"}))),
    )


class Anything(RuleBasedStateMachine):
    server = ""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.addresses = [str(folder / "library"), self.stack.enter_context(servers.database(self.server))]
        self.libraries = [self.stack.enter_context(Library(address)) for address in self.addresses]
        # Another process that keeps what it knows.
        self.others = [self.stack.enter_context(Library(address)) for address in self.addresses]

    def teardown(self) -> None:
        self.stack.close()

    def both(self, do: Any, *, other: bool = False) -> None:
        answers = []
        for library in self.others if other else self.libraries:
            try:
                answers.append(do(library))
            except LibraryError as error:
                assert error.code in ("same", "unknown"), error
                answers.append(error.detail)
        if hasattr(answers[0], "made"):
            answers = [(answer.undone is None, answer.kind if hasattr(answer, "kind") else None) for answer in answers]
        assert answers[0] == answers[1]

    @rule(some=st.lists(some_reading(), min_size=1, max_size=3), other=st.booleans())
    def add(self, some: list[Reading], other: bool) -> None:
        self.both(lambda library: library.add(some), other=other)

    @rule(one=some_reading())
    def refuse(self, one: Reading) -> None:
        name = one.report.address or one.report.id
        self.both(lambda library: library.add([NotRead(name, "load", "missing", "is not there")]))

    @rule(report=st.integers(1, 8), other=st.booleans())
    def remove(self, report: int, other: bool) -> None:
        self.both(lambda library: library.remove(report), other=other)

    @rule(one=st.integers(1, 8), other=st.integers(1, 8))
    def merge(self, one: int, other: int) -> None:
        self.both(lambda library: library.merge(one, other))

    @rule(one=st.integers(1, 8), report=st.integers(1, 8), into=st.none() | st.integers(1, 10), other=st.booleans())
    def split(self, one: int, report: int, into: int | None, other: bool) -> None:
        self.both(lambda library: library.split(one, report, into), other=other)

    @rule(decision=st.integers(1, 6), other=st.booleans())
    def undo(self, decision: int, other: bool) -> None:
        self.both(lambda library: library.undo(decision), other=other)

    @rule(claim=st.integers(1, 12), verdict=st.sampled_from(("confirmed", "rejected")))
    def judge(self, claim: int, verdict: Any) -> None:
        self.both(lambda library: library.judge(claim, verdict))

    @precondition(lambda self: self.libraries)
    @invariant()
    def is_sound(self) -> None:
        tables = []
        for address in self.addresses:
            sound(address)
            tables.append(dump(address))
        assert tables[0] == tables[1]


def dump(address: str) -> dict[str, list[dict[str, Any]]]:
    """All tables, but for when it was."""
    engine = create_engine(address if "://" in address else f"sqlite:///{address}", poolclass=NullPool)
    names = (
        "reports claims appearances entities entity_names entity_words entity_keys entity_facts mentions figures via"
    )
    names += " outlets refusals changes judgements decisions pins arrivals counters"
    with engine.connect() as connection:
        found = {name: rows(connection, name) for name in names.split()}
    engine.dispose()
    return {
        name: sorted(({k: v for k, v in row.items() if k not in _WHEN} for row in some), key=repr)
        for name, some in found.items()
    }


_WHEN = {"added", "made", "undone", "search"}


@pytest.fixture
def server(postgresql: str) -> Iterator[str]:
    yield postgresql


def test_whatever_is_done(server: str) -> None:
    Anything.server = server
    run_state_machine_as_test(
        Anything,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
