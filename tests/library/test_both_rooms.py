"""The reading room shows a library the same, be it in a file or on a server."""

from __future__ import annotations

import re

import pytest

from reportedly.library import Library
from tests.web.rooms import client


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=dam",
        "/?q=from:unnamed&over=reports",
        "/?q=judged:rejected",
        "/reports/r1",
        "/reports/r6?kind=official",
        "/sources",
        "/sources/e1",
        "/counted",
        "/add",
        "/export",
        "/api/facets?q=dam",
        "/api/suggestions?q=from:&at=5",
        "/api/reports/r1",
        "/api/export?format=csv",
    ],
)
def test_a_page_is_the_same_on_both_stores(both: tuple[Library, Library], address: str) -> None:
    pages = []
    for library in both:
        room = client(library)
        answer = room.get(address)
        assert answer.status_code == 200
        own = (library.name, room.app.state.room.settings.csrf)  # type: ignore[attr-defined]
        text = answer.text
        for each in own:
            text = text.replace(each, "")
        # Both were made one after the other.
        pages.append(re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)|\d\d:\d\d", "", text))
    assert pages[0] == pages[1]


def test_a_claim_is_judged_and_taken_back_through_the_room(both: tuple[Library, Library]) -> None:
    for library in both:
        room = client(library)
        said = room.post("/api/claims/c4/judgement", json={"verdict": "confirmed"})
        assert said.status_code in (200, 201)
        assert library.find("claim:c4 judged:confirmed").total == 1
        judgement = library.all_judgements()[0].judgement.judgement
        assert f"/history/judgements/{judgement}/undo" in room.get("/history").text
        assert room.delete(f"/api/judgements/{judgement}").status_code == 200
        assert library.find("claim:c4 judged:confirmed").total == 0
