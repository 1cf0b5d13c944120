"""One request at a time to a host, and pauses, seen from a real server."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from reportedly.page import load
from reportedly.page.sources import polite
from tests.page.sources.serving import OPEN, Handler, Site, answer, refusal, serving

PAGE = answer(b"<p>page</p>")
PAUSED = replace(OPEN, pause=0.3)


def gaps(site: Site) -> list[float]:
    times = [seen.at for seen in site.seen]
    return [later - earlier for earlier, later in pairwise(times)]


def test_a_pause_between_pages_and_none_before_the_first_nor_within_one() -> None:
    with serving(page=PAGE) as site:
        site.pages["/moved"] = answer(b"", 302, Location="/page")
        start = time.monotonic()
        load(site.address + "/moved", PAUSED)
        assert time.monotonic() - start < 0.25
        load(site.address + "/page", PAUSED)
        assert [seen.path for seen in site.seen] == ["/robots.txt", "/moved", "/page", "/page"]
        *within, between = gaps(site)
        assert max(within) < 0.2
        assert 0.3 <= between < 0.6


def test_hosts_do_not_wait_for_each_other() -> None:
    with serving(page=PAGE) as site:
        load(site.address + "/page", PAUSED)
        start = time.monotonic()
        load(site.address.replace("127.0.0.1", "localhost") + "/page", PAUSED)
        assert time.monotonic() - start < 0.25


def test_crawl_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(robots=answer(b"User-agent: *\nCrawl-delay: 0.4"), page=PAGE) as site:
        for _ in range(2):
            load(site.address + "/page", OPEN)
        assert 0.4 <= gaps(site)[-1] < 0.7
    monkeypatch.setattr(polite, "LONGEST_PAUSE", 0.1)
    monkeypatch.setattr("reportedly.page.sources.fetch.LONGEST_PAUSE", 0.1)
    with serving(robots=answer(b"User-agent: *\nCrawl-delay: 99999"), page=PAGE) as site:
        for _ in range(2):
            load(site.address + "/page", OPEN)
        assert gaps(site)[-1] < 0.3


def test_threads_take_turns_and_waiting_costs_them_no_time_of_their_own() -> None:
    busy, most, lock = 0, 0, threading.Lock()

    def slow(handler: Handler) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.2)
        with lock:
            busy -= 1
        PAGE(handler)

    with serving(page=slow) as site:
        limits = replace(OPEN, total=0.6, pause=0.05)
        with ThreadPoolExecutor(6) as pool:
            pages = list(pool.map(lambda at: load(f"{site.address}/page?{at}", limits), range(6)))
        assert len(pages) == 6
        assert site.asked("/robots.txt") == 1
    assert most == 1


def test_two_hosts_that_redirect_to_each_other_do_not_lock_up() -> None:
    with serving(page=PAGE) as one, serving(page=PAGE) as two:
        other = two.address.replace("127.0.0.1", "localhost")
        one.pages["/there"] = answer(b"", 302, Location=other + "/page")
        two.pages["/here"] = answer(b"", 302, Location=one.address + "/page")
        with ThreadPoolExecutor(8) as pool:
            addresses = [one.address + "/there", other + "/here"] * 4
            assert len(list(pool.map(lambda address: load(address, OPEN), addresses))) == 8


def test_processes_take_turns() -> None:
    code = (
        "import sys; from reportedly.page import Limits, load; "
        "load(sys.argv[1], Limits(allow_private=True, pause=0.3, total=9))"
    )
    with serving(page=PAGE) as site:
        running = [subprocess.Popen([sys.executable, "-c", code, f"{site.address}/page?{at}"]) for at in range(3)]
        assert [process.wait(20) for process in running] == [0, 0, 0]
        pages = [seen.at for seen in site.seen if seen.path.startswith("/page")]
        assert all(later - earlier >= 0.29 for earlier, later in pairwise(pages))


def test_a_process_that_was_killed_leaves_no_lock(cache_folder: Path) -> None:
    code = (
        "import sys, os; from reportedly.page import Limits, load; "
        "load(sys.argv[1], Limits(allow_private=True, pause=0, total=60, read=60))"
    )

    def hang(handler: Handler) -> None:
        time.sleep(2)

    with serving(hang=hang, page=PAGE) as site:
        running = subprocess.Popen([sys.executable, "-c", code, site.address + "/hang"])
        while site.asked("/hang") == 0 and running.poll() is None:
            time.sleep(0.02)
        running.kill()
        running.wait()
        start = time.monotonic()
        load(site.address + "/page", replace(OPEN, cache=True))
        assert time.monotonic() - start < 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_moment(status: int) -> None:
    asked: list[float] = []

    def once(handler: Handler) -> None:
        asked.append(time.monotonic())
        (answer(b"wait", status, Retry_After="1") if len(asked) == 1 else PAGE)(handler)

    with serving(page=once) as site:
        assert load(site.address + "/page", OPEN).data == b"<p>page</p>"
        assert 1 <= asked[1] - asked[0] < 1.5


def test_a_server_that_asks_for_a_moment_again_and_again() -> None:
    with serving(page=answer(b"wait", 503, Retry_After="1")) as site:
        assert refusal(site.address + "/page").code == "busy"
        assert site.asked("/page") == 2


@pytest.mark.parametrize("dated", [False, True])
def test_a_server_that_asks_for_an_hour_is_left_alone(dated: bool) -> None:
    then = datetime.now(UTC) + timedelta(hours=1)
    after = format_datetime(then, usegmt=True) if dated else "3600"
    with serving(page=answer(b"wait", 429, Retry_After=after), other=PAGE) as site:
        error = refusal(site.address + "/page")
        assert error.code == "busy"
        assert then.strftime("%Y-%m-%d %H:") in error.detail
        assert site.asked("/page") == 1
        assert refusal(site.address + "/other").code == "busy"
        assert site.asked("/other") == 0


@pytest.mark.parametrize("after", ["soon", "", "-1", "9" * 400])
def test_nonsense_for_a_time(after: str) -> None:
    with serving(page=answer(b"wait", 429, Retry_After=after)) as site:
        assert refusal(site.address + "/page").code in {"status", "busy"}
        assert site.asked("/page") == 1
