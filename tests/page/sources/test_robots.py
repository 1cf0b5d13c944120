"""robots.txt, by RFC 9309, from a real server."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from protego import Protego

from reportedly.page import load
from reportedly.page.sources.robots import TOKEN, ours
from tests.page.sources.serving import OPEN, Serve, answer, raw, refusal, serving

PAGE = answer(b"<p>page</p>")


def allowed(rules: str, path: str) -> bool:
    return Protego.parse(ours(rules)).can_fetch(f"http://host{path}", TOKEN)


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("User-agent: *\nDisallow: /", "/page", False),
        ("User-agent: *\nDisallow:", "/page", True),
        ("User-agent: *\nDisallow: /private", "/page", True),
        ("User-agent: reportedly\nAllow: /\n\nUser-agent: *\nDisallow: /", "/page", True),
        ("User-agent: *\nAllow: /\n\nUSER-AGENT: Reportedly/1.0\nDisallow: /page", "/page", False),
        ("User-agent: other\nUser-agent: reportedly # us\nDisallow: /", "/page", False),
        ("User-agent: reportedly\nUser-agent: other\nDisallow: /", "/page", False),
        ("User-agent: other\nDisallow: /", "/page", True),
        ("User-agent: report\nDisallow: /", "/page", True),
        ("User-agent: reportedly-fast\nDisallow: /", "/page", True),
        ("User-agent: other\nDisallow: /a\nUser-agent: *\nDisallow: /page", "/page", False),
        ("User-agent: *\nDisallow: /\nAllow: /page", "/page", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/*/print", "/news/1/print", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /page?id=", "/page?id=7", False),
        ("<html>not rules</html>", "/page", True),
        ("User-agent: *\rDisallow: /\r", "/page", False),
    ],
)
def test_rules(rules: str, path: str, may: bool) -> None:
    assert allowed(rules, path) is may


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"User-agent: a{at}\n" for at in range(12_000)) + "Disallow: /x\n" * 12_000,
        "".join(f"User-agent: r{'*' * (at % 200)}e\n" for at in range(3_000)) + "Disallow: /x\n" * 12_000,
        "User-agent: *\nDisallow: /" + "*a" * 200_000 + "b\n",
        "User-agent: *\n" + "".join(f"Disallow: /*x{at}*y$\n" for at in range(20_000)),
    ],
    ids=["many names and rules", "many names like ours", "many stars", "many patterns"],
)
def test_rules_made_to_take_long(rules: str) -> None:
    start = time.monotonic()
    assert allowed(rules, "/" + "a" * 3_000)
    assert time.monotonic() - start < 3


def test_a_page_that_robots_may_not_fetch() -> None:
    with serving(robots=answer(b"User-agent: *\nDisallow: /page"), page=PAGE, other=PAGE) as site:
        error = refusal(site.address + "/page")
        assert error.code == "robots"
        assert "save the page" in error.detail
        assert site.asked("/page") == 0
        assert load(site.address + "/other", OPEN).data == b"<p>page</p>"
        assert site.asked("/robots.txt") == 1


def test_a_redirect_to_a_page_that_robots_may_not_fetch() -> None:
    with serving(robots=answer(b"User-agent: *\nDisallow: /page"), page=PAGE) as site:
        site.pages["/moved"] = answer(b"", 302, Location="/page")
        assert refusal(site.address + "/moved").code == "robots"
        assert site.asked("/page") == 0


def test_each_site_on_the_way_has_its_own_rules() -> None:
    with serving(robots=answer(b"User-agent: *\nDisallow: /"), page=PAGE) as closed, serving() as open_site:
        open_site.pages["/moved"] = answer(b"", 302, Location=closed.address + "/page")
        assert refusal(open_site.address + "/moved").code == "robots"
        assert (closed.asked("/robots.txt"), closed.asked("/page")) == (1, 0)


@pytest.mark.parametrize(
    "robots",
    [
        answer(b"none", 404),
        answer(b"no", 403),
        answer(b"", 200),
        answer(b"", 204),
        answer(b"", 301, Location="/robots.txt"),
        answer(b"\xff\xfe\0binary\0" * 99),
        answer(b"User-agent: *\nDisallow: /\n" + b"#" * 600_000 + b"\n", 404),
    ],
    ids=["missing", "forbidden", "empty", "no content", "redirects without end", "binary", "missing at length"],
)
def test_sites_without_rules(robots: Serve) -> None:
    with serving(robots=robots, page=PAGE) as site:
        assert load(site.address + "/page", OPEN).data == b"<p>page</p>"


@pytest.mark.parametrize(
    "robots",
    [
        answer(b"oops", 500),
        answer(b"busy", 503),
        answer(b"slower", 429),
        raw(b""),
        raw(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n", b"", every=5),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent"),
        raw(b"HTTP/1.1 200 OK\r\n", endless=b"X-More: y\r\n" * 99),
        answer(b"User", Content_Encoding="gzip"),
        answer(b"", 302, Location="http://no-such-host.invalid/robots.txt"),
    ],
    ids=["500", "503", "429", "nothing", "slow", "cut", "header bomb", "no gzip", "redirected to no host"],
)
def test_sites_whose_rules_cannot_be_got(robots: Serve) -> None:
    with serving(robots=robots, page=PAGE) as site:
        limits = replace(OPEN, read=0.5)
        error = refusal(site.address + "/page", limits)
        assert error.code == "robots"
        asked = len(site.seen)
        assert refusal(site.address + "/other", limits).code == error.code
        assert len(site.seen) == asked, "rules that cannot be got are not asked for again at once"
        assert site.asked("/page") == 0


@pytest.mark.parametrize("rest", ["finite", "endless"])
def test_only_the_first_part_of_endless_rules_is_read(rest: str) -> None:
    rules = b"User-agent: *\nDisallow: /page\n"
    more = b"# nothing\n" * 6000
    served = raw(b"HTTP/1.1 200 OK\r\n\r\n" + rules, endless=more) if rest == "endless" else answer(rules + more * 30)
    with serving(robots=served, page=PAGE, other=PAGE) as site:
        assert refusal(site.address + "/page").code == "robots"
        assert load(site.address + "/other", OPEN).data


def test_rules_that_stand_elsewhere() -> None:
    with serving(rules=answer(b"User-agent: *\nDisallow: /page")) as elsewhere, serving(page=PAGE) as site:
        site.pages["/robots.txt"] = answer(b"", 301, Location=elsewhere.address + "/rules")
        assert refusal(site.address + "/page").code == "robots"


def test_rules_are_kept_from_one_process_to_the_next(cache_folder: Path) -> None:
    code = (
        "import sys; from reportedly.page import Limits, load; "
        "load(sys.argv[1], Limits(allow_private=True, pause=0, total=5))"
    )
    with serving(robots=answer(b"User-agent: *\nDisallow: /no"), page=PAGE, other=PAGE) as site:
        for path in ("/page", "/other"):
            subprocess.run([sys.executable, "-c", code, site.address + path], check=True)
        assert [seen.path for seen in site.seen] == ["/robots.txt", "/page", "/other"]
        shut = replace(OPEN, cache=True, allow_private=False)
        assert refusal(site.address + "/no", shut).code == "private"
