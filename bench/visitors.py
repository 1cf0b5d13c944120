"""The people of ``bench.web``: readers and editors of a reading room, and readers of Datasette beside them.

Each is a thread that does what a person does there, follows links of the pages that it gets, and thinks between two
steps. What is measured is the time from asking to the last byte.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from urllib.parse import quote, urlencode

THINKING = (1.0, 3.0)
"""Seconds between two steps of a person, drawn evenly."""

TYPING = 1.0
"""Seconds in which a person types LETTERS letters of a query and stops, at which the page asks anew."""

LETTERS = 4

ASSET = "style, script or font"
"""The kind of what browsers keep, and ask for once."""

NAMED_ERRORS = 20

_REPORT = re.compile(r'"/reports/(r\d+)[#?"]')
_SOURCE = re.compile(r'"(/sources/e\d+)[?"]')
_COUNTED = re.compile(r'"(/counted/thing\?[^"]+)"')
_STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_CARD = re.compile(r'data-claim="(\d+)"[^>]*?data-spans=(?:"([^"]*)"|\'([^\']*)\')', re.DOTALL)


@dataclass
class Measured:
    """What all visitors found; threads share it.

    Attributes:
        took: seconds, by what was asked.
        errors: how often what went wrong.

    """

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, error: str | None) -> None:
        """Keep one answer."""
        with self.lock:
            self.took[kind].append(seconds)
            if error is not None and (error in self.errors or len(self.errors) < NAMED_ERRORS):
                self.errors[error] += 1


class Visitor:
    """A browser with one connection that stays open.

    Args:
        port: of the server, on this machine.
        measured: where to note what it took.
        until: the moment (``time.monotonic``) to leave.
        seed: of all that it draws.
        thinking: shortest and longest seconds between steps.

    """

    def __init__(
        self, port: int, measured: Measured, until: float, seed: int, thinking: tuple[float, float] = THINKING
    ) -> None:
        self.random = random.Random(seed)
        self.csrf = ""
        self._port, self._measured, self._until, self._thinking = port, measured, until, thinking
        self._connection = self._connected()

    def _connected(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    @property
    def here(self) -> bool:
        """Whether it is not time to leave."""
        return time.monotonic() < self._until

    def think(self, seconds: float | None = None) -> None:
        """Wait as a person does."""
        wait = self.random.uniform(*self._thinking) if seconds is None else seconds
        time.sleep(max(0.0, min(wait, self._until - time.monotonic())))

    def get(self, kind: str, path: str) -> str:
        """Ask for a page."""
        return self._ask(kind, "GET", path)

    def part(self, kind: str, path: str) -> str:
        """Ask for the part of the library's page that changes; it is refused where a query is half written."""
        return self._ask(kind, "GET", path, headers={"X-Part": "results"}, fits=400)

    def change(self, kind: str, method: str, path: str, body: object = None) -> str:
        """Change something through the API."""
        return self._ask(kind, method, path, json.dumps(body) if body is not None else None)

    def _ask(
        self,
        kind: str,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        fits: int = 200,
    ) -> str:
        headers = {"Accept": "application/json" if path.startswith("/api") else "text/html", **headers}
        if method != "GET":
            headers |= {"X-CSRF-Token": self.csrf, "Content-Type": "application/json"}
        before = time.perf_counter()
        text, error = "", None
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            if answer.status >= 400 and answer.status != fits:
                error = (
                    f"{answer.status} for {kind}: {method} {path[:80]} {text[:200] if path.startswith('/api') else ''}"
                )
        except (OSError, http.client.HTTPException) as raised:
            error = f"{type(raised).__name__} for {kind}: {method} {path[:80]}"
            self._connection.close()
            self._connection = self._connected()
        self._measured.note(kind, time.perf_counter() - before, error)
        return text


def reader(visitor: Visitor, queries: Sequence[str]) -> None:
    """Search, narrow, open a report, a source, something counted, and go on, until it is time to leave."""
    first = visitor.get("library", "/")
    for asset in dict.fromkeys(_STATIC.findall(first)):
        visitor.get(ASSET, asset)
    while visitor.here:
        visitor.think()
        query = visitor.random.choice(queries)
        for stop in range(LETTERS, len(query) + LETTERS, LETTERS):
            visitor.get("suggestions", f"/api/suggestions?{urlencode({'q': query[:stop], 'at': stop})}")
            visitor.part("while typing", f"/?{urlencode({'q': query[:stop]})}")
            visitor.think(TYPING)
        found = visitor.get("search", f"/?{urlencode({'q': query})}")
        visitor.think()
        if visitor.random.random() < 0.4:
            found = visitor.get("next page", f"/?{urlencode({'q': query, 'page': 2})}") or found
            visitor.think()
        report = _drawn(visitor, _REPORT, found)
        text = visitor.get("report", f"/reports/{report}") if report else ""
        visitor.think()
        source = _drawn(visitor, _SOURCE, text or found)
        if source:
            visitor.get("source", source)
            visitor.think()
        if visitor.random.random() < 0.2:
            things = visitor.get("counted things", "/counted")
            thing = _drawn(visitor, _COUNTED, things)
            if thing:
                visitor.think()
                visitor.get("a counted thing", thing)


def _drawn(visitor: Visitor, links: re.Pattern[str], page: str) -> str | None:
    found = links.findall(page)
    return unescape(visitor.random.choice(found)) if found else None


def editor(visitor: Visitor, texts: Sequence[str]) -> None:
    """Confirm, correct, reject, add and take back claims, and paste a text to be read each few seconds."""
    told = json.loads(visitor.get("session", "/api/session") or "{}")
    visitor.csrf = told.get("csrf", "")
    pasted = time.monotonic()
    while visitor.here:
        report = _drawn(visitor, _REPORT, visitor.get("search", f"/?page={visitor.random.randrange(1, 20)}"))
        cards = _CARD.findall(visitor.get("report", f"/reports/{report}")) if report else []
        visitor.think()
        if cards:
            claim, *spans = visitor.random.choice(cards)
            _judge(visitor, report or "", claim, json.loads(unescape("".join(spans))))
        if time.monotonic() - pasted > 5:
            pasted = time.monotonic()
            text = f"{visitor.random.choice(texts)}\n\nRead at {time.time():.6f}."
            visitor.change("paste", "POST", "/api/waiting", {"text": text})
            visitor.get("add", "/add")


def _judge(visitor: Visitor, report: str, claim: str, spans: dict[str, list[list[int]]]) -> None:
    path = f"/api/claims/c{claim}/judgement"
    said = {"content": spans["content"], "source": spans["source"], "certainty": "hedged"}
    done = visitor.random.randrange(4)
    if done == 0:
        visitor.change("judge", "POST", path, {"verdict": "confirmed"})
    elif done == 1:
        visitor.change("judge", "POST", path, {"verdict": "corrected", "correction": said, "note": "so it stands"})
    elif done == 2:
        told = visitor.change("judge", "POST", path, {"verdict": "rejected"})
        visitor.think()
        key = json.loads(told)["judgement"]["judgement"] if '"judgement"' in told else None
        if key is not None:
            visitor.change("take back", "DELETE", f"/api/judgements/{key}")
    else:
        start, end = spans["content"][0]
        missed = {"content": [[start, start + (end - start + 1) // 2]], "certainty": "hedged"}
        visitor.change("add a claim", "POST", f"/api/reports/{report}/claims", missed)


def datasette_reader(visitor: Visitor, queries: Sequence[str], database: str) -> None:
    """What Datasette can show of the same library: its list, a search for a word, facets, a report's claims."""
    at = f"/{quote(database)}/ledger"
    while visitor.here:
        visitor.think()
        visitor.get("library", f"{at}?_size=20&_sort_desc=claim")
        visitor.think()
        word = visitor.random.choice(queries)
        visitor.get("search", f"{at}?{urlencode({'content__contains': word, '_size': 20, '_nocount': 1})}")
        visitor.think()
        visitor.get("facets", f"{at}?{urlencode({'_facet': 'kind', '_size': 0, 'content__contains': word})}")
        visitor.think()
        visitor.get("report", f"{at}?report={visitor.random.randrange(1, 4000)}")


def together(people: Sequence[Callable[[], None]]) -> None:
    """Let all of them visit at once, and wait until the last has left."""
    threads = [threading.Thread(target=each) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
