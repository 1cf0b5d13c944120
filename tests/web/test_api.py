"""The API is asked for everything it offers, on a real library, and refuses in words that help."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from reportedly.library import Found, Hit, Library, ReportHit, Shown
from reportedly.library.facets import Facets
from reportedly.library.speakers import SpeakerShown
from reportedly.library.suggesting import Suggestion
from reportedly.model import Reading
from reportedly.web.api import OPERATIONS
from reportedly.web.api.operation import Operation
from reportedly.web.api.readable import curl
from tests.cli.libraries import make
from tests.web.rooms import client

KEYS = {"claim": "1", "report": "2", "entity": "1", "judgement": "1", "decision": "1", "key": "1"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library to copy."""
    path = tmp_path_factory.mktemp("made") / "news.db"
    make(path)
    return path


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Iterator[Library]:
    with Library(shutil.copy(made, tmp_path / "news.db")) as opened:
        yield opened


@pytest.fixture
def room(library: Library) -> Iterator[TestClient]:
    with client(library) as asking:
        yield asking


def refusal(answer: Any, status: int, code: str) -> str:
    """The words of a refusal, of which all have one shape."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) == {"error"}
    assert told["error"]["code"] == code
    return str(told["error"]["detail"])


# What it tells


def test_claims_are_found_as_the_library_finds_them(room: TestClient, library: Library) -> None:
    answer = room.get("/api/claims", params={"q": "kind:unnamed", "size": 3})
    found = msgspec.json.decode(answer.content, type=Found[Hit])
    assert found == library.find("kind:unnamed", size=3)
    assert found.hits


def test_reports_are_found_over_pages(room: TestClient, library: Library) -> None:
    pages = [room.get("/api/reports", params={"size": 2, "page": page, "sort": "added"}) for page in (1, 2, 3)]
    found = [hit for page in pages for hit in msgspec.json.decode(page.content, type=Found[ReportHit]).hits]
    assert found == list(library.find("", over="reports", sort="added").hits)


def test_a_report_comes_whole_and_by_either_form_of_its_key(room: TestClient, library: Library) -> None:
    shown = msgspec.json.decode(room.get("/api/reports/r2").content, type=Shown)
    assert shown == library.show("r2")
    assert room.get("/api/reports/2").content == room.get("/api/reports/r2").content


def test_a_reading_comes_as_it_stands_and_as_the_machine_read_it(room: TestClient, library: Library) -> None:
    room.post("/api/claims/c1/judgement", json={"verdict": "rejected"})
    report = library.claim(1).report
    now, machine = (
        msgspec.json.decode(room.get(f"/api/reports/{report}/reading?machine={which}").content, type=Reading)
        for which in (0, 1)
    )
    assert now == library.show(report).kept.reading
    assert machine == library.show(report).kept.machine
    assert len(now.attributions) < len(machine.attributions)


def test_entities_decisions_and_refusals_are_listed(room: TestClient, library: Library) -> None:
    first = library.entities()[0]
    named = room.get("/api/entities", params={"q": first.name}).json()
    assert first.entity in [one["entity"] for one in named]
    assert room.get("/api/decisions").json() == []
    assert room.get("/api/refusals").json() == []


def test_what_answers_have_in_common_is_counted(room: TestClient, library: Library) -> None:
    told = room.get("/api/facets", params={"q": "kind:unnamed", "most": 3})
    assert msgspec.json.decode(told.content, type=Facets) == library.facets("kind:unnamed", most=3)


def test_suggestions_are_for_where_the_query_is_written(room: TestClient, library: Library) -> None:
    told = msgspec.json.decode(room.get("/api/suggestions?q=tunnel from:un").content, type=tuple[Suggestion, ...])
    assert told == library.suggestions("tunnel from:un", len("tunnel from:un"), most=8)
    assert "from:unnamed" in [one.text for one in told] or "unnamed" in [one.text for one in told]
    early = room.get("/api/suggestions?q=tunnel from:un&at=3")
    assert early.content == msgspec.json.encode(library.suggestions("tunnel from:un", 3, most=8))
    assert room.get("/api/suggestions?q=a&at=2000").status_code == 200


def test_what_is_counted_is_listed_and_shown(room: TestClient, library: Library) -> None:
    listed = room.get("/api/counted").json()
    assert listed
    first = listed[0]
    asked = {"what": first["what"]} | ({"unit": first["unit"]} if first["unit"] else {})
    assert room.get("/api/counted/thing", params=asked).json()["thing"] == first
    refusal(room.get("/api/counted/thing?what=unicorns"), 404, "unknown")


def test_a_source_is_shown_with_what_its_claims_came_in(room: TestClient, library: Library) -> None:
    first = room.get("/api/entities?speaking=1").json()[0]
    told = msgspec.json.decode(room.get(f"/api/entities/e{first['entity']}").content, type=SpeakerShown)
    assert told == library.speaker(first["entity"])
    assert told.entity.claims == first["claims"] > 0


@pytest.mark.parametrize("form", ["csv", "jsonl", "web-annotation", "schema.org", "brat", "docbin"])
def test_an_export_is_sent_as_a_file(room: TestClient, form: str) -> None:
    answer = room.get("/api/export", params={"q": "kind:unnamed", "format": form})
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-disposition"].startswith('attachment; filename="news.')


def test_an_export_of_what_cannot_be_understood_is_refused_before_it_begins(room: TestClient) -> None:
    refusal(room.get("/api/export?format=csv&q=from:"), 400, "query")
    assert "ask for csv" in refusal(room.get("/api/export?format=jsonl&excel=1"), 422, "parameter")


# What it changes


def test_a_judgement_tells_what_stands_then_and_is_taken_back(room: TestClient) -> None:
    made = room.post("/api/claims/c1/judgement", json={"verdict": "confirmed", "note": "heard it"}).json()
    assert made["judgement"]["verdict"] == "confirmed"
    assert made["judgement"]["made_by"] == "Ann Lee"
    assert made["claim"]["claim"] == 1
    listed = room.get("/api/judgements").json()
    assert listed[0]["judgement"] == made["judgement"]
    report = made["judgement"]["report"]
    assert room.get(f"/api/reports/{report}/judgements").json() == [made["judgement"]]
    back = room.delete(f"/api/judgements/{made['judgement']['judgement']}").json()
    assert back["judgement"]["undone"]


def test_a_correction_changes_what_the_claim_says(room: TestClient, library: Library) -> None:
    before = library.claim(1)
    correction = {"content": [[before.starts, before.ends]], "certainty": "denied", "kind": "unnamed"}
    told = room.post("/api/claims/1/judgement", json={"verdict": "corrected", "correction": correction}).json()
    assert (told["claim"]["certainty"], told["claim"]["kind"]) == ("denied", "unnamed")


def test_a_claim_that_was_missed_is_added_and_taken_back(room: TestClient, library: Library) -> None:
    text = library.reading("r2").report.text
    start = text.index(" ", len(text) // 2) + 1
    made = room.post("/api/reports/r2/claims", json={"content": [[start, start + 12]], "note": "missed"})
    assert made.status_code == 201
    told = made.json()
    assert told["judgement"]["verdict"] == "added"
    assert told["claim"]["content"] == text[start : start + 12].strip()
    back = room.delete(f"/api/judgements/{told['judgement']['judgement']}").json()
    assert back["claim"] is None


def test_who_looked_at_something_else_is_told_so(room: TestClient) -> None:
    first = room.post("/api/claims/1/judgement", json={"verdict": "confirmed", "standing": None}).json()
    words = refusal(
        room.post("/api/claims/1/judgement", json={"verdict": "rejected", "standing": None}), 409, "changed"
    )
    assert "Ann Lee confirmed it" in words
    seen = {"verdict": "rejected", "standing": first["judgement"]["judgement"]}
    assert room.post("/api/claims/1/judgement", json=seen).status_code == 200


def test_entities_are_merged_split_and_undone(room: TestClient, library: Library) -> None:
    one, other = (shown.entity for shown in library.entities()[:2])
    merged = room.post(f"/api/entities/e{one}/merge", json={"other": other}).json()
    assert merged["entities"][0]["merged"] == [other]
    refusal(room.post(f"/api/entities/e{one}/merge", json={"other": other}), 409, "same")
    undone = room.delete(f"/api/decisions/{merged['decision']['decision']}").json()
    assert [each["entity"] for each in undone["entities"]] == [one, other]
    report = next(hit.report for hit in library.find("", over="reports").hits if one in _entities(library, hit.report))
    split = room.post(f"/api/entities/e{one}/split", json={"report": report}).json()
    assert split["decision"]["kind"] == "split"
    assert len(split["entities"]) == 2
    # Somebody whom only the split knew is gone with it.
    parted = room.delete(f"/api/decisions/{split['decision']['decision']}").json()
    assert [each["entity"] for each in parted["entities"]] == [one]


def _entities(library: Library, report: int) -> set[int]:
    return set(library.show(report).kept.entities.values())


def test_a_report_is_removed_for_good(room: TestClient) -> None:
    assert room.delete("/api/reports/r3").status_code == 204
    assert "no report" in refusal(room.get("/api/reports/r3"), 404, "unknown")


@pytest.mark.parametrize(
    ("body", "kind", "name"),
    [
        ({"address": " https://example.org/news "}, "address", "https://example.org/news"),
        ({"text": "\n  Rain is likely,\nsaid Ann Lee."}, "text", "pasted: Rain is likely,"),
        ({"html": "<p>Rain is likely, said Ann Lee.", "name": "the weather"}, "text", "pasted: the weather"),
    ],
)
def test_what_is_asked_for_waits_until_it_is_taken_back(
    room: TestClient, body: dict[str, str], kind: str, name: str
) -> None:
    answer = room.post("/api/waiting", json=body)
    assert answer.status_code == 202
    (asked,) = answer.json()
    assert (asked["kind"], asked["name"], asked["state"]) == (kind, name, "waiting")
    assert room.get(f"/api/waiting/{asked['waiting']}").json() == asked
    assert room.get("/api/waiting").json() == {"waiting": 1, "asked": [asked]}
    assert room.delete(f"/api/waiting/{asked['waiting']}").status_code == 204
    refusal(room.get(f"/api/waiting/{asked['waiting']}"), 404, "unknown")


def test_files_are_taken_by_their_own_names(room: TestClient) -> None:
    files = [("files", ("C:\\pages\\a.html", b"<p>One")), ("files", ("../../b.txt", b"Two"))]
    answer = room.post("/api/waiting", files=files)
    assert answer.status_code == 202
    assert [(each["kind"], each["name"], each["size"]) for each in answer.json()] == [
        ("file", "a.html", 6),
        ("file", "b.txt", 3),
    ]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({}, "body", "one of address, text and html"),
        ({"address": "https://a.org", "text": "x"}, "body", "one of address, text and html"),
        ({"address": "file:///etc/passwd"}, "address", "only http and https"),
        ({"address": "/etc/passwd"}, "address", "give the address of a page"),
        ({"address": "https://a b.org/"}, "address", "give the address of a page"),
        ({"address": "https://ann:word@example.org/"}, "address", "leave them out"),
        ({"text": " \n "}, "empty", "paste the text of a page"),
        ({"file": "x"}, "body", "unknown field `file`"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(room: TestClient, body: Any, code: str, words: str) -> None:
    assert words in refusal(room.post("/api/waiting", json=body), 422, code)
    assert room.get("/api/waiting").json() == {"waiting": 0, "asked": []}


def test_a_form_without_files_is_refused(room: TestClient) -> None:
    assert "no file" in refusal(room.post("/api/waiting", files={"csrf": (None, "x")}), 422, "form")
    assert "send the rest as JSON" in refusal(room.post("/api/waiting", files={"text": (None, "x")}), 422, "form")


# Who changes are by


@pytest.mark.parametrize(
    ("cookie", "name"),
    [
        ("", "Ann Lee"),
        ("Zo%C3%AB%20Ek", "Zoë Ek"),
        ("%20%0A", "Ann Lee"),
        ("a%00%E2%80%AEb", "a  b"),
        ("%FF", "\ufffd"),
    ],
)
def test_changes_are_by_the_name_in_the_cookie(room: TestClient, cookie: str, name: str) -> None:
    room.cookies.set("by", cookie)
    assert room.get("/api/session").json()["by"].split() == name.split()
    made = room.post("/api/claims/1/judgement", json={"verdict": "confirmed"}).json()
    assert made["judgement"]["made_by"].split() == name.split()


# What it refuses


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/api/claims?page=0", "page: '0' is not right; give a whole number from 1 to 1,000,000,000"),
        ("/api/claims?size=1001", "size: '1001' is not right; give a whole number from 1 to 1,000"),
        ("/api/claims?size=ten", "give a whole number"),
        ("/api/claims?sort=worst", "sort: 'worst' is not right; give added, best, newest or oldest"),
        ("/api/claims?query=x", "there is no parameter 'query' here; there are: q, page, size, sort"),
        ("/api/claims?q=a&q=b", "q is given twice"),
        (f"/api/claims?q={'a' * 2001}", "0 to 2,000 characters"),
        ("/api/claims/e3", "claim: 'e3' is not right; give something like c345"),
        ("/api/claims/c1?claim=2", "no parameter 'claim' here; there are: none"),
        ("/api/reports/r9999999999", "give something like r12"),
        ("/api/reports/r2/reading?machine=perhaps", "give 1 or 0"),
        ("/api/export", "format is missing; give csv, parquet"),
        ("/api/session?x=1", "there are no parameters here"),
    ],
)
def test_a_parameter_that_is_wrong_is_named_with_what_is_right(room: TestClient, address: str, words: str) -> None:
    assert words in refusal(room.get(address), 422, "parameter")


def test_a_query_that_cannot_be_understood_tells_where(room: TestClient) -> None:
    answer = room.get("/api/claims", params={"q": "dam from:"})
    refusal(answer, 400, "query")
    assert answer.json()["error"]["at"] == len("dam from:")


@pytest.mark.parametrize("path", ["/api/claims/c99999", "/api/reports/r99999", "/api/entities/e99999"])
def test_what_is_not_there_is_said_to_be_missing(room: TestClient, path: str) -> None:
    assert "the library has no" in refusal(room.get(path), 404, "unknown")


def test_another_address_or_method_is_refused_in_json(room: TestClient) -> None:
    assert "/api tells" in refusal(room.get("/api/nothing/here"), 404, "address")
    answer = room.put("/api/claims/c1", json={})
    assert "there is: GET" in refusal(answer, 405, "method")
    assert answer.headers["allow"] == "GET"


def test_what_can_be_got_can_be_asked_for_without_it(room: TestClient) -> None:
    whole = room.get("/api/claims/c1")
    head = room.head("/api/claims/c1")
    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])


@pytest.mark.parametrize(
    ("body", "type_", "status", "code", "words"),
    [
        (b"{}", "application/json", 422, "body", "missing required field `verdict`"),
        (b'{"verdict": "fine"}', "application/json", 422, "body", '"confirmed" | "corrected" | "rejected"'),
        (b'{"verdict": "rejected", "x": 1}', "application/json", 422, "body", "unknown field `x`"),
        (b'{"verdict": ', "application/json", 400, "json", "no JSON"),
        (b"\xff", "application/json", 400, "json", "no JSON"),
        (b'{"verdict": "rejected"}', "text/plain", 415, "content-type", "Content-Type: application/json"),
        (b" " * 70_000, "application/json", 413, "too-large", "at most 65,536 bytes"),
    ],
)
def test_a_body_that_is_wrong_is_refused(
    room: TestClient, body: bytes, type_: str, status: int, code: str, words: str
) -> None:
    answer = room.post("/api/claims/c1/judgement", content=body, headers={"content-type": type_})
    assert words in refusal(answer, status, code)


@pytest.mark.parametrize(
    "correction",
    [
        {"content": []},
        {"content": [[5, 2]]},
        {"content": [[-4, 2]]},
        {"content": [[0, 10**8]]},
        {"content": [[0, 2**70]]},
    ],
    ids=str,
)
def test_a_correction_that_is_not_in_the_text_is_refused(room: TestClient, correction: Any) -> None:
    for answer in (
        room.post("/api/claims/c1/judgement", json={"verdict": "corrected", "correction": correction}),
        room.post("/api/reports/r2/claims", json=correction),
    ):
        assert answer.status_code == 422, answer.text
        assert answer.json()["error"]["detail"]


CHANGES = [operation for operation in OPERATIONS if operation.changes]


@pytest.mark.parametrize("operation", CHANGES, ids=lambda operation: operation.name)
@pytest.mark.parametrize("word", [None, "", "wrong"])
def test_every_change_needs_the_word_of_this_room(library: Library, operation: Operation, word: str | None) -> None:
    before = _dump(library)
    with client(library, csrf=False) as stranger:
        headers = {} if word is None else {"x-csrf-token": word}
        answer = _ask(stranger, operation, headers)
    refusal(answer, 403, "csrf")
    assert _dump(library) == before


def _dump(library: Library) -> list[str]:
    assert library.path
    with sqlite3.connect(library.path) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]


def _ask(asking: TestClient, operation: Operation, headers: dict[str, str] | None = None) -> Any:
    path = f"/api{operation.path.format_map(KEYS)}"
    if not operation.changes:
        return asking.get(f"{path}?{operation.example}")
    sent = json.loads(operation.example) if operation.example else None
    return asking.request(operation.method, path, json=sent, headers=headers)


# Caches


@pytest.mark.parametrize("path", [f"/api{one.path.format_map(KEYS)}" for one in OPERATIONS if one.cached])
def test_an_answer_is_sent_again_only_after_a_change(room: TestClient, path: str) -> None:
    query = "?what=homes" if path.endswith("/thing") else ""
    first = room.get(path + query)
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = room.get(path + query, headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    room.post("/api/claims/c1/judgement", json={"verdict": "rejected"})
    assert room.get(path + query, headers={"if-none-match": tag}).status_code == 200


def test_nobody_keeps_the_word_that_changes_need(room: TestClient) -> None:
    assert room.get("/api/session").headers["cache-control"] == "no-store"


# How it is described


def test_a_browser_gets_a_page_and_a_program_the_document(room: TestClient) -> None:
    assert room.get("/api").json() == room.get("/api/openapi.json").json()
    answer = room.get("/api", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    for operation in OPERATIONS:
        assert f'id="{operation.name}"' in answer.text


# The examples of two name keys of another library; both are asked above.
EXAMPLES = [one for one in OPERATIONS if one.name not in ("merge_entities", "split_entity")]


@pytest.mark.parametrize("operation", EXAMPLES, ids=lambda operation: operation.name)
def test_every_example_is_granted(room: TestClient, library: Library, operation: Operation) -> None:
    room.post("/api/claims/1/judgement", json={"verdict": "confirmed"})
    one, other = (shown.entity for shown in library.entities()[:2])
    room.post(f"/api/entities/{one}/merge", json={"other": other})
    room.post("/api/waiting", json={"text": "Rain is likely, said Ann Lee."})
    assert _ask(room, operation).is_success
    assert curl(operation, "http://x").startswith("curl ")
