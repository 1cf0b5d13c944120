"""Kept pages: what servers say of keeping them, and everything that can happen to files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from reportedly.page import load
from reportedly.page.sources.cache import Cache, Entry, cache_folder
from reportedly.page.sources.exchange import Answer
from reportedly.page.sources.freshness import LONGEST_FRESH, confirmed, fresh_until, storable, validators, varying
from tests.page.sources.serving import OPEN, Handler, Serve, answer, refusal, serving

KEPT = replace(OPEN, cache=True)
PAGE = b"<p>page</p>"
CHANGED = "Mon, 01 Jan 2024 00:00:00 GMT"


def asking(body: bytes = PAGE, /, **headers: str) -> Serve:
    """A page that answers 304 to whoever shows what it said of itself."""

    def serve(handler: Handler) -> None:
        asked = handler.headers.get("If-None-Match") or handler.headers.get("If-Modified-Since")
        unchanged = asked and asked in headers.values()
        (answer(b"", 304, **headers) if unchanged else answer(body, **headers))(handler)

    return serve


def answers_kept(folder: Path) -> list[Path]:
    kept = folder / "answers"
    return [path for path in kept.iterdir() if b"robots" not in path.read_bytes()] if kept.is_dir() else []


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"ETag": '"v1"'}, {"If-None-Match": '"v1"'}),
        ({"ETag": 'W/"v1"', "Cache-Control": "no-cache, max-age=99"}, {"If-None-Match": 'W/"v1"'}),
        ({"Last_Modified": CHANGED}, {"If-Modified-Since": CHANGED}),
        ({"ETag": '"v1"', "Last_Modified": CHANGED}, {"If-None-Match": '"v1"', "If-Modified-Since": CHANGED}),
        ({"ETag": '"v1"', "Cache-Control": "max-age=0"}, {"If-None-Match": '"v1"'}),
    ],
)
def test_a_kept_page_is_asked_about(headers: dict[str, str], sent: dict[str, str]) -> None:
    kind = "text/html; charset=latin-1"
    with serving(page=asking(**headers, Content_Type=kind)) as site:
        site.pages["/moved"] = answer(b"", 302, Location="/page")
        first, second = (load(site.address + "/moved", KEPT) for _ in range(2))
        assert first == second
        assert (second.data, second.address, second.charset) == (PAGE, site.address + "/page", "latin-1")
        assert not sent.keys() & site.seen[2].headers.keys()
        assert {name: site.seen[-1].headers.get(name) for name in sent} == sent


def test_a_changed_page_takes_the_place_of_the_kept_one() -> None:
    with serving(page=asking(ETag='"v1"')) as site:
        load(site.address + "/page", KEPT)
        site.pages["/page"] = asking(b"new", ETag='"v2"')
        assert [load(site.address + "/page", KEPT).data for _ in range(2)] == [b"new", b"new"]
        assert site.seen[-1].headers["If-None-Match"] == '"v2"'


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": "private, max-age=60"},
        {"Cache_Control": 'max-age="60"'},
        {"Cache_Control": "s-maxage=0,  MAX-AGE = 60"},
        {"Expires": formatdate(time.time() + 86_400, usegmt=True)},
    ],
)
def test_a_fresh_page_is_not_asked_for(headers: dict[str, str]) -> None:
    with serving(page=answer(PAGE, **headers)) as site:
        first = load(site.address + "/page", KEPT)
        asked = len(site.seen)
        assert load(site.address + "/page", KEPT) == first
        assert len(site.seen) == asked
    assert load(site.address + "/page", KEPT) == first, "a server that is down does not matter"
    shut = replace(KEPT, allow_private=False)
    assert refusal(site.address + "/page", shut).code == "private"
    assert refusal(site.address + "/page", replace(KEPT, max_bytes=5)).code == "too-large"
    assert refusal(site.address + "/page", replace(KEPT, cache=False)).code == "no-answer"


def test_a_page_grows_stale() -> None:
    with serving(page=answer(PAGE, Cache_Control="max-age=1")) as site:
        load(site.address + "/page", KEPT)
        time.sleep(1.05)
        load(site.address + "/page", KEPT)
        assert site.asked("/page") == 2


def test_a_redirect_is_kept_where_its_server_says_for_how_long() -> None:
    with serving(page=answer(PAGE, Cache_Control="max-age=60")) as site:
        site.pages["/moved"] = answer(b"", 301, Location="/page", Cache_Control="max-age=60")
        site.pages["/moved-for-now"] = answer(b"", 302, Location="/page")
        for _ in range(2):
            assert load(site.address + "/moved", KEPT).address == site.address + "/page"
            assert load(site.address + "/moved-for-now", KEPT).data == PAGE
        assert [site.asked(path) for path in ("/moved", "/moved-for-now", "/page")] == [1, 2, 1]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (200, {"Cache_Control": "no-store, max-age=60", "ETag": '"v1"'}),
        (200, {"Vary": "*", "ETag": '"v1"'}),
        (404, {"Cache_Control": "max-age=60"}),
        (200, {"Cache_Control": "max-age=nonsense"}),
        (200, {"Expires": "0"}),
        (200, {"Last_Modified": "yesterday"}),
    ],
)
def test_what_is_not_kept(status: int, headers: dict[str, str], cache_folder: Path) -> None:
    with serving(page=asking(ETag='"old"')) as site:
        load(site.address + "/page", KEPT)
        assert len(answers_kept(cache_folder)) == 1
        site.pages["/page"] = answer(PAGE, status, **headers)
        if status == 200:
            load(site.address + "/page", KEPT)
        else:
            refusal(site.address + "/page", KEPT)
        assert answers_kept(cache_folder) == []


def test_a_server_in_trouble_costs_no_kept_page() -> None:
    with serving(page=asking(ETag='"v1"')) as site:
        load(site.address + "/page", KEPT)
        site.pages["/page"] = answer(b"oops", 500)
        assert refusal(site.address + "/page", KEPT).code == "status"
        site.pages["/page"] = asking(ETag='"v1"')
        assert load(site.address + "/page", KEPT).data == PAGE
        assert site.seen[-1].headers["If-None-Match"] == '"v1"'


def test_an_answer_that_varies_by_who_asks() -> None:
    with serving(page=answer(PAGE, Cache_Control="max-age=60", Vary="User-Agent, Accept-Encoding")) as site:
        for contact in (None, None, "desk@example.org"):
            load(site.address + "/page", replace(KEPT, contact=contact))
        assert site.asked("/page") == 2


def test_without_the_cache_nothing_is_written(cache_folder: Path) -> None:
    with serving(page=answer(PAGE, Cache_Control="max-age=60")) as site:
        load(site.address + "/page", OPEN)
        load(site.address + "/page", OPEN)
        assert site.asked("/page") == 2
    assert not cache_folder.exists()


def test_what_is_kept_is_for_its_owner_alone(cache_folder: Path) -> None:
    with serving(page=asking(ETag='"v1"')) as site:
        load(site.address.replace("http://", "http://me:secret@") + "/page", KEPT)
    (kept,) = answers_kept(cache_folder)
    assert b"secret" not in kept.read_bytes()
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0
        assert kept.parent.stat().st_mode & 0o077 == 0


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))


def blank(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def fold(path: Path) -> None:
    path.unlink()
    (path / "in the way").mkdir(parents=True)


def flip_head(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"status":200', b'"status":203'))


def swap(path: Path) -> None:
    """Another page's entry under this page's name."""
    path.write_bytes(path.read_bytes().replace(b"/page", b"/gape"))


DAMAGES: list[Callable[[Path], object]] = [
    *(cut, flip, flip_head, blank, fold, swap),
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"{}\n" + PAGE),
    lambda path: path.write_bytes(b"x" * 1_000_000),
    lambda path: path.write_bytes(b"[" * 100_000),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_costs_only_itself(damage: Callable[[Path], object], cache_folder: Path) -> None:
    with serving(page=answer(PAGE, Cache_Control="max-age=60")) as site:
        load(site.address + "/page", KEPT)
        (kept,) = answers_kept(cache_folder)
        damage(kept)
        assert load(site.address + "/page", KEPT).data == PAGE
        assert site.asked("/page") == 2


@pytest.mark.parametrize("named", ["/dev/null/cache", "/proc/cache", "a\0b", "x" * 5000])
def test_a_folder_that_cannot_be_written_costs_only_the_cache(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\0" not in named:  # which no environment can hold
        monkeypatch.setenv("REPORTEDLY_CACHE", named)
    with serving(page=answer(PAGE, Cache_Control="max-age=60")) as site:
        assert load(site.address + "/page", KEPT).data == PAGE


@pytest.mark.skipif(os.name != "posix", reason="no limit on file sizes to stand for a full disk")
def test_a_full_disk_costs_only_the_cache(cache_folder: Path) -> None:
    code = (
        "import resource, sys; from reportedly.page import Limits, load; "
        "load(sys.argv[1], Limits(allow_private=True)); resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
        "assert len(load(sys.argv[2], Limits(allow_private=True, pause=0)).data) == 100_000"
    )
    with serving(page=asking(ETag='"v1"'), large=answer(b"x" * 100_000, ETag='"v1"')) as site:
        subprocess.run([sys.executable, "-c", code, site.address + "/page", site.address + "/large"], check=True)
    assert len(list((cache_folder / "answers").iterdir())) == 2  # the rules and the page, no half of the other


def entry(body: bytes, url: str = "http://host/page") -> Entry:
    return Entry(Answer(url, 200, "OK", {"etag": '"v1"'}, body, False), {}, time.time(), time.time() + 60)


def test_the_ones_not_used_for_longest_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=10_000)
    for at in range(8):
        cache.keep(f"{at}", entry(bytes([at]) * 1000))
        time.sleep(0.01)
        assert cache.find("0")
    assert [at for at in range(8) if cache.find(f"{at}")] == [0, 2, 3, 4, 5, 6, 7]
    cache.keep("large", entry(b"x" * 3000))
    assert cache.find("large") is None
    assert sum(path.stat().st_size for path in (tmp_path / "answers").iterdir()) <= 10_000


def test_what_a_killed_process_left_unfinished_is_swept_away(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("1", entry(b"page"))
    old, new = tmp_path / "answers" / "new-old", tmp_path / "answers" / "new-new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 9999,) * 2)
    cache.keep("2", entry(b"page"))
    assert (old.exists(), new.exists()) == (False, True)


def test_many_writers_and_readers_see_whole_entries(tmp_path: Path) -> None:
    caches = [Cache(tmp_path, most_bytes=300_000) for _ in range(2)]

    def work(at: int) -> bool:
        cache = caches[at % 2]
        cache.keep(f"{at % 3}", entry(bytes([at]) * 50_000))
        found = cache.find(f"{at % 3}")
        return found is None or found.answer.body == found.answer.body[:1] * 50_000

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(120)))
    assert any(caches[0].find(f"{at}") for at in range(3))


def test_an_entry_is_stale_before_its_time_and_after() -> None:
    kept = replace(entry(b""), stored=100.0, fresh_until=160.0)
    assert [kept.fresh(now) for now in (99, 100, 159, 160)] == [False, True, True, False]


NOW = 1_700_000_000.0
DATE = formatdate(NOW, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=60"}, 60),
        ({"cache-control": "max-age=60", "age": "20"}, 40),
        ({"cache-control": "max-age=60", "age": "99"}, 0),
        ({"cache-control": "max-age=60", "date": formatdate(NOW - 50, usegmt=True)}, 10),
        ({"cache-control": "max-age=60", "date": formatdate(NOW + 9999, usegmt=True)}, 60),
        ({"cache-control": "max-age=60", "expires": DATE, "date": DATE}, 60),
        ({"cache-control": "max-age=60, no-cache"}, 0),
        ({"cache-control": "max-age=60, max-age=7"}, 60),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age"}, 0),
        ({"cache-control": 'ext="no-cache, no-store", max-age=60'}, 60),
        ({"cache-control": "max-age=" + "9" * 4000}, LONGEST_FRESH),
        ({"cache-control": "max-age=60", "age": "x"}, 60),
        ({"expires": formatdate(NOW + 30, usegmt=True), "date": DATE}, 30),
        ({"expires": formatdate(NOW - 30, usegmt=True), "date": DATE}, 0),
        ({"expires": "Thu, 99 Foo 9999 99:99:99 GMT", "date": DATE}, 0),
        ({"expires": formatdate(NOW + 30, usegmt=True)}, 0),
        ({"last-modified": "Mon, 01 Jan 2001 00:00:00 GMT", "date": DATE}, 0),
    ],
)
def test_for_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: float) -> None:
    assert fresh_until(headers, NOW, NOW) - NOW == seconds


@pytest.mark.parametrize(
    ("status", "headers", "kept"),
    [
        (200, {"etag": '"1"'}, True),
        (200, {"last-modified": DATE}, True),
        (301, {"cache-control": "max-age=1"}, True),
        (200, {}, False),
        (200, {"etag": '"1"', "cache-control": "No-Store"}, False),
        (200, {"etag": '"1"', "vary": "accept, *"}, False),
        (206, {"etag": '"1"'}, False),
        (404, {"etag": '"1"'}, False),
    ],
)
def test_which_answers_are_worth_keeping(status: int, headers: dict[str, str], kept: bool) -> None:
    assert storable(status, headers) is kept


def test_the_time_an_answer_took_counts() -> None:
    assert fresh_until({"cache-control": "max-age=60"}, NOW - 10, NOW) - NOW == 50


def test_what_a_304_changes() -> None:
    old = {"etag": '"1"', "content-type": "text/html", "cache-control": "max-age=1", "age": "9", "date": DATE}
    news = {"cache-control": "max-age=60", "content-length": "0", "content-type": "x"}
    assert confirmed(old, news) == {"etag": '"1"', "content-type": "text/html", "cache-control": "max-age=60"}


def test_headers_that_make_no_validator() -> None:
    assert validators({"etag": " ", "last-modified": "never"}) == {}
    assert varying({"vary": "Accept, , X-Other"}, {"Accept": "a"}) == {"accept": "a", "x-other": ""}


def test_where_pages_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTEDLY_CACHE", "/a")
    assert cache_folder() == Path("/a")
    monkeypatch.delenv("REPORTEDLY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/b")
    assert cache_folder() == Path("/b/reportedly")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/c")
    if sys.platform != "win32":
        assert cache_folder() == Path("/c/.cache/reportedly")
