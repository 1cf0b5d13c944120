"""What a site's robots.txt lets programs fetch (RFC 9309), asked once and kept for a day at most.

The rules are respected for single pages too, and without an option to pass them by: whoever may open a page can save it
and read the file, while nothing here could tell a reader from a crawler that uses the same option.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from protego import Protego

from reportedly.errors import NotRead, Refused
from reportedly.page.sources.address import REDIRECTS, checked, target_of
from reportedly.page.sources.cache import Entry
from reportedly.page.sources.exchange import PAGE_STATUSES, SAVE
from reportedly.page.sources.faults import refusals
from reportedly.page.sources.freshness import LONGEST_FRESH, fresh_until, lifetime
from reportedly.page.sources.polite import ask_politely

if TYPE_CHECKING:
    from urllib3.util import Url

    from reportedly.page.sources.cache import Cache
    from reportedly.page.sources.connection import Watch
    from reportedly.page.sources.exchange import Answer
    from reportedly.page.sources.load import Limits
    from reportedly.page.sources.polite import Visit

TOKEN = "reportedly"  # noqa: S105 (the name that robots.txt calls us by)

_AGENT = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:\s*|\s+)(\*|[\w-]*)", re.IGNORECASE)

_MOST_BYTES = 500 * 2**10
_MOST_REDIRECTS = 5
_UNKNOWN_KEPT = 300.0
"""Seconds for which rules that could not be got are not asked for again."""

_MOST_SITES = 4096
_SAME_FOR_THE_PAGE = frozenset({"private", "host", "no-answer", "certificate", "busy", "address"})
"""What keeps the rules from being got would keep the page too, so it is told as what it is."""

_lock = threading.Lock()
_known: dict[str, tuple[Rules, float]] = {}


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows.

    Attributes:
        parser: of its robots.txt; ``None`` for a site without one.
        code: why the rules are not known, as a refusal's code; ``None`` if they are.
        detail: the same as a sentence.

    """

    parser: Protego | None = None
    code: str | None = None
    detail: str = ""

    @property
    def delay(self) -> float:
        """Seconds that the site wants between visits; 0 if it does not say."""
        return (self.parser.crawl_delay(TOKEN) or 0.0) if self.parser else 0.0

    def check(self, name: str, address: str) -> None:
        """Refuse an address that the rules bar, or all of them while the rules are not known.

        Raises:
            NotRead: it may not be fetched.

        """
        if self.code is not None:
            raise NotRead(name, "fetch", self.code, self.detail)
        if self.parser and not self.parser.can_fetch(address, TOKEN):
            detail = f"the site's robots.txt asks programs not to fetch this page; {SAVE}"
            raise NotRead(name, "fetch", "robots", detail)


def rules_for(name: str, url: Url, limits: Limits, watch: Watch, visit: Visit, cache: Cache | None) -> Rules:
    """The rules of the site that ``url`` is of, from memory, from the cache, or from the site.

    Args:
        name: what refusals call the source.
        url: checked.
        limits: sizes, times, and whether private addresses are allowed.
        watch: the deadline, under way.
        visit: takes the turn at the host, if the site is asked.
        cache: where rules are kept from one process to the next; ``None`` for nowhere.

    """
    site = f"{url.scheme}://{(url.host or '').lower()}:{url.port or ''}"
    if rules := _remembered(site):
        return rules
    address = urljoin(url.url, "/robots.txt")
    key = f"robots {address}"
    kept = cache.find(key) if cache else None
    if kept and kept.fresh(time.time()) and (limits.allow_private or not kept.answer.private):
        return _remember(site, _rules(kept.answer), kept.fresh_until - time.time())
    visit.at((url.host or "").lower(), limits.pause)
    if rules := _remembered(site):  # got by whoever had the turn before
        return rules
    asked = time.time()
    try:
        answer = _ask(name, address, limits, watch, visit)
    except Refused as refused:
        if refused.code in ("private", "busy"):  # the one depends on the limits, the other says itself until when
            return Rules(code=refused.code, detail=refused.detail)
        if refused.code in _SAME_FOR_THE_PAGE:
            return _remember(site, Rules(code=refused.code, detail=refused.detail), _UNKNOWN_KEPT)
        return _remember(site, _unknown(f"cannot be got ({_reason(refused)})"), _UNKNOWN_KEPT)
    rules = _rules(answer)
    if rules.code is not None:
        return _remember(site, rules, _UNKNOWN_KEPT)
    now = time.time()
    until = fresh_until(answer.headers, asked, now) if lifetime(answer.headers) else now + LONGEST_FRESH
    if cache:
        cache.keep(key, Entry(answer, {}, now, until))
    return _remember(site, rules, until - now)


def _ask(name: str, address: str, limits: Limits, watch: Watch, visit: Visit) -> Answer:
    """Ask for a robots.txt, over five redirects at most; the last answer is returned, whatever it is.

    Raises:
        Refused: no answer; its code is "robots" where the site itself answered, and only sent on to no avail.

    """
    for redirects in range(_MOST_REDIRECTS + 1):
        try:
            with refusals(name, watch, limits):
                url = checked(name, address)
                answer = ask_politely(name, url, limits, watch, visit, pause=limits.pause, cut=_MOST_BYTES)
                target = target_of(answer)
                if answer.status not in REDIRECTS or target is None:
                    break
                address = urljoin(answer.url, target)
        except Refused as refused:
            if redirects:
                raise NotRead(name, "fetch", "robots", refused.detail) from None
            raise
    return answer


def _rules(answer: Answer) -> Rules:
    """What an answer means: a file is read, none allows everything, and a server in trouble allows nothing."""
    if answer.status in PAGE_STATUSES:
        return Rules(Protego.parse(ours(answer.body.decode("utf-8", "replace").lstrip("\ufeff"))))
    if answer.status == 429 or answer.status >= 500:
        return _unknown(f"answers {answer.said}")
    return Rules()


def ours(text: str) -> str:
    """A robots.txt with every program but us under one name.

    The parser keeps a copy of each rule for each program that a group names, so that 500 KiB of them, half programs and
    half rules, would take it minutes. It also takes "report" for a name of ours, which RFC 9309 does not.
    """
    return "\n".join(map(_ours, text.splitlines()))


def _ours(line: str) -> str:
    agent = _AGENT.match(line)
    if agent is None:
        return line
    named = agent[1].lower()
    return f"User-agent: {named if named in ('*', TOKEN) else 'others'}"


def _unknown(what: str) -> Rules:
    detail = f"the site's robots.txt {what}, and without its rules no page of the site is fetched"
    return Rules(code="robots", detail=f"{detail}; try again later, or {SAVE}")


def _reason(refused: Refused) -> str:
    return refused.detail.split(";")[0]


def _remembered(site: str) -> Rules | None:
    with _lock:
        rules, until = _known.get(site, (None, 0.0))
    return rules if until > time.monotonic() else None


def _remember(site: str, rules: Rules, seconds: float) -> Rules:
    with _lock:
        if len(_known) >= _MOST_SITES:
            _known.clear()
        _known[site] = (rules, time.monotonic() + seconds)
    return rules
