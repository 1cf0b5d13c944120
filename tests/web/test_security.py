"""Who may ask a reading room, for what, and what a browser is told: each rule, broken on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from reportedly.errors import LibraryError, NotReadable, QueryError
from reportedly.library import Library
from reportedly.web import Settings, sent, words
from reportedly.web.security import LONGEST_QUERY, from_elsewhere, host_allowed
from tests.web.rooms import HOST, client

TOKEN = "correct-horse-battery"
OURS = f"http://{HOST}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("room") / "l.db") as made:
        yield made


@pytest.fixture
def room(library: Library) -> TestClient:
    """A room with handlers that fail in each way there is, asked without the word for changes."""
    made = client(library, csrf=False)
    routes = [
        Route("/does", lambda request: Response(f"done: {sorted(sent.form(request))}"), methods=["GET", "POST"]),
        Route("/api/does", lambda request: Response("done"), methods=["GET", "POST", "DELETE"]),
        *(
            Route(f"{under}/fails/{name}", _fails, methods=["GET"], name=name)
            for name in FAULTS
            for under in ("", "/api")
        ),
        Route("/half", lambda _: StreamingResponse(_half())),
    ]
    made.app.router.routes[:0] = routes  # type: ignore[attr-defined]
    return made


FAULTS: dict[str, tuple[Exception, int]] = {
    "unknown": (LibraryError("l.db", "unknown", "has no report 'r9'; give r12"), 404),
    "several": (LibraryError("l.db", "several", "has several reports; name one"), 409),
    "busy": (LibraryError("l.db", "busy", "another program is writing to it; try again"), 503),
    "damaged": (LibraryError("l.db", "damaged", "is damaged; restore it"), 503),
    "read-only": (LibraryError("l.db", "read-only", "it may only be read; give yourself permission"), 403),
    "query": (QueryError("dam <b>(", 7, "this parenthesis is never closed; write )"), 400),
    "refused": (NotReadable("page", "page", "empty", "is empty; save it again"), 422),
    "broken": (ZeroDivisionError("a secret of ours"), 500),
}


def _fails(request: Request) -> Response:
    raise FAULTS[request.url.path.rpartition("/")[2]][0]


def _half() -> Iterator[bytes]:
    yield b"half"
    raise ZeroDivisionError


def csrf(room: TestClient) -> str:
    return str(room.app.state.room.settings.csrf)  # type: ignore[attr-defined]


# By which name


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8642", True),
        ("LOCALHOST:8642", True),
        ("localhost.:8642", True),
        ("[::1]:8642", True),
        ("news.example.org", True),
        ("news.example.org:443", True),
        ("plain.example.org", True),
        ("plain.example.org:80", True),
        ("plain.example.org:81", False),
        ("127.0.0.1", False),
        ("127.0.0.1:8643", False),
        ("evil.example", False),
        ("127.0.0.1:8642.evil.example", False),
        ("evil.example:8642", False),
        ("127.0.0.1:8642@evil.example", False),
        ("evil@127.0.0.1:8642", False),
        ("127.0.0.1:8642/", False),
        ("127.0.0.1:8642, evil.example", False),
        ("::1:8642", False),
        ("", False),
        (":8642", False),
        ("127.0.0.1:٨642", False),
        ("127.1:8642", False),
        ("0x7f.1:8642", False),
    ],
)
def test_a_room_is_asked_by_its_own_names_alone(host: str, allowed: bool) -> None:
    ours = ("127.0.0.1:8642", "localhost:8642", "[::1]:8642", "news.example.org", "plain.example.org:80")
    assert host_allowed(host, Settings(hosts=ours)) is allowed


@settings(deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[a-z0-9.\[\]:@/-]{1,30}", fullmatch=True))
def test_no_other_name_is_let_in(host: str) -> None:
    two = Settings(hosts=("127.0.0.1:8642", "localhost:8642"))
    assert host_allowed(host, two) is bool(re.fullmatch(r"(?ai:127\.0\.0\.1|localhost)\.?:8642", host))


@settings(deadline=None)
@given(st.ip_addresses(), st.integers(1, 65535), st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,2}", fullmatch=True))
def test_a_room_that_is_open_to_all_is_asked_by_any_number_and_by_no_other_name(
    address: object, port: int, name: str
) -> None:
    to_all = Settings(hosts=("news:8642",), any_number=True)
    shown = f"[{address}]" if ":" in str(address) else str(address)
    assert host_allowed(f"{shown}:{port}", to_all)
    assert host_allowed(f"{name}:{port}", to_all) is ((name, port) == ("news", 8642))


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": ""}, {"host": f"{HOST}, {HOST}"}])
def test_another_name_is_answered_plainly(room: TestClient, headers: dict[str, str]) -> None:
    answer = room.get("/does", headers=headers)
    assert answer.status_code == 421
    assert "--name" in answer.text
    assert csrf(room) not in answer.text
    assert "content-security-policy" in answer.headers


# From where


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"ftp://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": OURS, "sec-fetch-site": "cross-site"},
    ],
)
def test_another_sites_page_changes_nothing_even_with_the_word(room: TestClient, headers: dict[str, str]) -> None:
    answer = room.post("/does", headers={**headers, "x-csrf-token": csrf(room)})
    assert answer.status_code == 403
    assert "another site" in answer.text
    in_json = room.delete("/api/does", headers={**headers, "x-csrf-token": csrf(room)})
    assert in_json.json()["error"]["code"] == "origin"


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": OURS}, {"origin": OURS, "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}],
)
def test_our_own_page_and_a_program_may_change(room: TestClient, headers: dict[str, str]) -> None:
    assert room.post("/does", headers={**headers, "x-csrf-token": csrf(room)}).status_code == 200


@settings(deadline=None)
@given(st.text(st.characters(codec="latin-1"), max_size=40))
def test_no_other_origin_is_ours(origin: str) -> None:
    headers = Headers({"host": HOST, "origin": origin})
    assert from_elsewhere(headers) is (origin.lower() not in (OURS, f"https://{HOST}"))


def test_another_site_may_link_here_and_may_not_embed(room: TestClient) -> None:
    cross = {"sec-fetch-site": "cross-site"}
    assert room.get("/does", headers={**cross, "sec-fetch-mode": "navigate"}).status_code == 200
    for mode in ("no-cors", "cors", "websocket"):
        assert room.get("/does", headers={**cross, "sec-fetch-mode": mode}).status_code == 403


# With the word


@pytest.mark.parametrize("word", [None, "", "wrong", "é", "x" * 10_000])
def test_a_change_without_the_word_is_refused(room: TestClient, word: str | None) -> None:
    headers = {} if word is None else {b"x-csrf-token": word.encode()}
    for answer in (
        room.post("/does", headers=headers),
        room.post("/does", data={"csrf": word or ""}),
        room.post("/does", data={"other": "x"}, files={"csrf": ("csrf", b"x")}),
        room.put("/does", headers=headers),
        room.request("PROPFIND", "/does", headers=headers),
    ):
        assert answer.status_code == 403
        assert "load it again" in answer.text
    in_json = room.post("/api/does", headers=headers)
    assert (in_json.status_code, in_json.json()["error"]["code"]) == (403, "csrf")


def test_the_word_may_come_in_a_form_which_the_handler_then_has(room: TestClient) -> None:
    word = csrf(room)
    assert room.post("/does", data={"csrf": word, "a": "1"}).text == "done: ['a', 'csrf']"
    files = {"page": ("a.html", b"<p>x")}
    assert room.post("/does", data={"csrf": word}, files=files).text == "done: ['csrf', 'page']"


# With the token


@pytest.fixture
def closed(library: Library) -> TestClient:
    return client(library, csrf=False, token=TOKEN)


def test_nothing_is_shown_without_the_token(closed: TestClient) -> None:
    for path in ("/", "/nothing", "/history", "/?q=(", "/login/x", f"/?q={'x' * (LONGEST_QUERY + 1)}"):
        answer = closed.get(path)
        assert answer.status_code == 401, path
        assert "asks for a token" in answer.text
        assert csrf(closed) not in answer.text
        assert "l.db" not in answer.text
    for path in ("/api", "/api/claims", "/api/session"):
        in_json = closed.get(path)
        assert (in_json.status_code, in_json.json()["error"]["code"]) == (401, "token")
    assert closed.post("/api/waiting", headers={"x-csrf-token": csrf(closed)}).status_code == 401
    assert closed.get("/static/css/base.css").status_code == 200


def test_no_fault_shows_the_word_to_those_who_are_not_in(closed: TestClient) -> None:
    for answer in (
        closed.post("/login", content=b"x" * 10, headers={"content-type": "multipart/form-data"}),
        closed.post("/login", data={"token": TOKEN}, headers={"origin": "https://evil.example"}),
        closed.post("/login", content=b"", headers={"content-length": str(10**9)}),
        closed.put("/login"),
        closed.get("/login"),
    ):
        assert csrf(closed) not in answer.text
        assert "l.db" not in answer.text and "Ann Lee" not in answer.text
        assert "set-cookie" not in answer.headers


def test_a_program_brings_the_token_and_needs_no_other_word(closed: TestClient) -> None:
    bearer = {"authorization": f"bearer {TOKEN}"}
    assert closed.get("/api/session", headers=bearer).status_code == 200
    assert closed.post("/api/nothing", headers=bearer).status_code == 404
    assert closed.get("/api/session", headers={"authorization": f"Basic {TOKEN}"}).status_code == 401
    assert closed.get("/api/session", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_link_with_the_token_lets_in_and_drops_it(closed: TestClient) -> None:
    answer = closed.get(f"/reports/r1?q=dam&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports/r1?q=dam")
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert closed.get("/login").status_code == 200
    assert closed.get("/api/session").status_code == 200
    # The cookie alone changes nothing: it comes along with whatever a browser sends.
    assert closed.post("/api/nothing").status_code == 403


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "//evil.example/%2e%2e"])
def test_a_link_with_the_token_leads_to_no_other_site(closed: TestClient, path: str) -> None:
    answer = closed.get(f"{OURS}{path}?token={TOKEN}")
    assert answer.status_code == 303
    assert re.match(r"/(?![/\\])", answer.headers["location"])


def test_the_form_lets_in(closed: TestClient) -> None:
    assert closed.post("/login", data={"token": "wrong"}).status_code == 401
    answer = closed.post("/login", data={"token": f" {TOKEN} "})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert closed.get("/api/session").status_code == 200


def test_who_is_not_in_cannot_send_much(closed: TestClient) -> None:
    answer = closed.post("/login", data={"token": "x" * 20_000})
    assert answer.status_code == 413
    assert closed.post("/login", files={"token": b"x" * 20_000}).status_code == 413


def test_a_cookie_behind_https_is_for_https_alone(closed: TestClient) -> None:
    cookie = closed.get(f"/?token={TOKEN}", headers={"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert "Secure" in cookie
    assert "Secure" not in closed.get(f"/?token={TOKEN}").headers["set-cookie"]


def test_rooms_with_other_tokens_have_other_cookies() -> None:
    assert {words.cookie_of(token)[0] for token in ("a", "b")} != {words.cookie_of("a")[0]}
    assert words.cookie_of("a")[1] != words.cookie_of("b")[1]


@pytest.mark.parametrize("way", ["bearer", "link", "form"])
def test_guesses_are_few(closed: TestClient, way: str) -> None:
    def guess(word: str) -> int:
        match way:
            case "bearer":
                return closed.get("/api/session", headers={"authorization": f"Bearer {word}"}).status_code
            case "link":
                return closed.get("/", params={"token": word}).status_code
            case _:
                return closed.post("/login", data={"token": word}).status_code

    tried = [guess(f"wrong {at}") for at in range(20)]
    assert tried[:8] == [401] * 8
    assert set(tried[8:]) == {429}
    assert guess(TOKEN) == 429, "nor does the right one tell that it is"
    # Whoever is in stays in.
    name, value = words.cookie_of(TOKEN)
    closed.cookies.set(name, value)
    assert closed.get("/api/session").status_code == 200


def test_guessing_ends_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    guesses = words.Guesses()
    for _ in range(8):
        assert guesses.wait("a") == 0
        guesses.wrong("a")
    assert guesses.wait("a") == 61
    assert guesses.wait("b") == 0
    now = 61.0
    assert guesses.wait("a") == 0
    for at in range(10_000):
        guesses.wrong(str(at))
    assert len(guesses._wrong) <= 4096


# What is told beside


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/does", 200),
        ("HEAD", "/does", 200),
        ("GET", "/nothing", 404),
        ("GET", "/api/nothing", 404),
        ("GET", "/static/nothing", 404),
        ("GET", "/static/css/base.css", 200),
        ("POST", "/does", 403),
        ("GET", "/fails/broken", 500),
        ("GET", "/fails/busy", 503),
        ("GET", f"/?q={'x' * (LONGEST_QUERY + 1)}", 414),
    ],
)
def test_every_answer_has_the_headers(room: TestClient, method: str, path: str, status: int) -> None:
    answer = room.request(method, path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    static = path.startswith("/static/") and status == 200
    assert answer.headers["cache-control"] == ("private, no-cache" if static else "no-store")
    assert "server" not in answer.headers


def test_static_files_are_not_sent_twice(room: TestClient) -> None:
    first = room.get("/static/css/base.css")
    again = room.get("/static/css/base.css", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert room.get("/static/..%2f..%2fapp.py").status_code == 404
    assert room.get("/static/../app.py").status_code == 404


def test_only_what_there_is_is_done(room: TestClient) -> None:
    answer = room.delete("/does", headers={"x-csrf-token": csrf(room)})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) >= {"GET", "POST"}
    assert "buttons of the page" in answer.text


# What goes wrong


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("under", ["", "/api"])
def test_each_fault_has_its_status_and_says_what_to_do(
    room: TestClient, name: str, under: str, capfd: pytest.CaptureFixture[str]
) -> None:
    error, status = FAULTS[name]
    answer = room.get(f"{under}/fails/{name}")
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) is (status == 503)
    detail = str(getattr(error, "detail", "the terminal where it runs tells")).partition(";")[0]
    if under:
        told = answer.json()["error"]
        assert detail.removeprefix("is ").removeprefix("has ") in told["detail"]
        assert told.get("at") == getattr(error, "at", None)
    else:
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1>" in answer.text
    assert "Traceback" not in answer.text and "a secret of ours" not in answer.text
    on_stderr = capfd.readouterr().err
    if status == 500:
        (fault,) = re.findall(r"reportedly: fault ([0-9a-f]{8}) in GET", on_stderr)
        assert fault in answer.text
        assert "ZeroDivisionError: a secret of ours" in on_stderr
    else:
        assert on_stderr == ""


def test_a_query_that_cannot_be_read_is_shown_with_the_place_in_it(room: TestClient) -> None:
    text = room.get("/fails/query").text
    assert "dam &lt;b&gt;" in text and "<b>" not in text
    assert '<mark class="found"><bdi>(</bdi></mark>' in text
    assert 'value="dam &lt;b&gt;("' in text, "what was typed stays in its field"


def test_an_answer_that_breaks_off_is_not_made_whole(room: TestClient) -> None:
    with pytest.raises(ZeroDivisionError):
        room.get("/half")


# What is sent


def test_what_is_too_large_is_refused_before_it_is_taken_in(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent, "_IN_MEMORY", 500)
    monkeypatch.setattr(sent, "MOST_PAGE", 1_000)
    monkeypatch.setattr(sent, "MOST_UPLOAD", 5_000)
    word = {"x-csrf-token": csrf(room)}
    assert room.post("/does", content=b"x" * 1_000, headers=word).status_code == 200
    assert room.post("/does", content=b"x" * 1_001, headers=word).status_code == 413
    # Without a length it shows as it comes.
    assert room.post("/does", content=iter([b"x" * 600] * 2), headers=word).status_code == 413
    assert room.post("/does", files={"a": b"x" * 3_000}, headers=word).status_code == 200
    answer = room.post("/does", files={"a": b"x" * 5_000}, headers=word)
    assert answer.status_code == 413
    assert "reportedly add" in answer.text
    in_json = room.post("/api/does", content=b"x" * 1_001, headers=word)
    assert (in_json.status_code, in_json.json()["error"]["code"]) == (413, "too-large")


def test_too_many_files_are_refused(room: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent, "MOST_FILES", 3)
    files = [("page", (f"{at}.html", b"x")) for at in range(4)]
    assert room.post("/does", files=files[:3], headers={"x-csrf-token": csrf(room)}).status_code == 200
    answer = room.post("/does", files=files, headers={"x-csrf-token": csrf(room)})
    assert answer.status_code == 413
    assert "in parts" in answer.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"nonsense"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=\xff", b"--\xff\r\n\xff"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 101)),
    ],
)
def test_a_broken_form_is_no_fault_of_ours(room: TestClient, kind: str, body: bytes) -> None:
    headers = {b"content-type": kind.encode("latin-1"), b"x-csrf-token": csrf(room).encode()}
    assert room.post("/does", content=body, headers=headers).status_code in (200, 400)


@given(
    st.binary(max_size=300), st.sampled_from(["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"])
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_makes_it_fail(room: TestClient, body: bytes, kind: str) -> None:
    headers = {"content-type": kind, "x-csrf-token": csrf(room)}
    for sends in (body, b"--b\r\nContent-Disposition: form-data; name=a\r\n" + body + b"\r\n--b--\r\n"):
        assert room.post("/nothing", content=sends, headers=headers).status_code in (400, 404, 405)


def test_the_form_of_a_request_without_one_is_empty(library: Library, tmp_path: Path) -> None:
    assert not sent.form(Request({"type": "http", "headers": []}))
