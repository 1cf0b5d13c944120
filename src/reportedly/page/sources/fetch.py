"""One page over HTTP, politely and within limits: no private network, no endless answer, no endless wait."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reportedly.errors import NotRead, NotReadable
from reportedly.page.sources.address import REDIRECTS, checked, target_of
from reportedly.page.sources.cache import Cache, Entry, cache_folder
from reportedly.page.sources.connection import Watch
from reportedly.page.sources.exchange import PAGE_STATUSES, SAVE, Answer, request_headers
from reportedly.page.sources.faults import refusals
from reportedly.page.sources.freshness import confirmed, fresh_until, storable, validators, varying
from reportedly.page.sources.load import Limits, Page, shown, too_large
from reportedly.page.sources.polite import LONGEST_PAUSE, Visit, ask_politely
from reportedly.page.sources.robots import rules_for

if TYPE_CHECKING:
    from urllib3.util import Url

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_CURES = {401: SAVE, 402: SAVE, 403: SAVE, 404: "check the address", 410: "look for the page in a web archive"}
_CURES |= {429: "wait and try again", 451: SAVE}


def fetch(source: str, limits: Limits) -> Page:
    """Fetch one page, following redirects one by one and checking each.

    Args:
        source: an http or https address; a user name and password in it are neither sent nor shown.
        limits: sizes, times, the pause between visits to one host, and whether pages are kept on disk.

    Raises:
        NotRead: no such host, no answer in time, an error status, too many redirects, an address that is not allowed,
            rules for robots that bar it.
        NotReadable: the answer is empty, too large, or a kind of file that is no page.

    """
    name = shown(source)
    folder = cache_folder() if limits.cache else None
    address = source
    with Watch(limits.total) as watch, refusals(name, watch, limits), Visit(watch, folder) as visit:
        way = _Way(name, limits, watch, visit, Cache(folder) if folder else None)
        for _ in range(limits.redirects + 1):
            answer = way.answer(checked(name, address))
            target = target_of(answer)
            if answer.status not in REDIRECTS or target is None:
                return _page(name, answer, limits)
            address = urljoin(answer.url, target)
    detail = f"redirects more than {limits.redirects} times; {SAVE}"
    raise NotRead(name, "fetch", "redirects", detail)


class _Way:
    """The means of one page on its way: each address is answered from the cache, or by its server if that allows."""

    def __init__(self, name: str, limits: Limits, watch: Watch, visit: Visit, cache: Cache | None) -> None:
        self._name = name
        self._limits = limits
        self._watch = watch
        self._visit = visit
        self._cache = cache

    def answer(self, url: Url) -> Answer:
        """What ``url`` answers, now or as kept and still good."""
        kept = self._kept(url)
        asked = time.time()
        if kept and kept.fresh(asked):
            return kept.answer
        rules = rules_for(self._name, url, self._limits, self._watch, self._visit, self._cache)
        rules.check(self._name, url.url)
        asked = time.time()
        answer = ask_politely(
            self._name,
            url,
            self._limits,
            self._watch,
            self._visit,
            pause=max(self._limits.pause, min(rules.delay, LONGEST_PAUSE)),
            extra=validators(kept.answer.headers) if kept else None,
        )
        if kept and answer.status == 304:
            headers = confirmed(kept.answer.headers, answer.headers)
            answer = replace(kept.answer, headers=headers, private=answer.private)
        self._keep(url, answer, asked)
        return answer

    def _kept(self, url: Url) -> Entry | None:
        """The entry for an address, unless it was asked for in another way or from where we now may not go."""
        entry = self._cache.find(url.url) if self._cache else None
        if entry is None or (entry.answer.private and not self._limits.allow_private):
            return None
        same = entry.asked_with == varying(entry.answer.headers, request_headers(self._limits))
        return entry if same else None

    def _keep(self, url: Url, answer: Answer, asked: float) -> None:
        if self._cache is None:
            return
        if storable(answer.status, answer.headers):
            now = time.time()
            asked_with = varying(answer.headers, request_headers(self._limits))
            until = fresh_until(answer.headers, asked, now)
            self._cache.keep(url.url, Entry(answer, asked_with, now, until))
        elif answer.status < 500:
            self._cache.drop(url.url)


def _page(name: str, answer: Answer, limits: Limits) -> Page:
    if answer.status not in PAGE_STATUSES:
        cure = _CURES.get(answer.status, "try again later" if answer.status >= 500 else f"check the address, or {SAVE}")
        raise NotRead(name, "fetch", "status", f"answers {answer.said}; {cure}")
    if len(answer.body) > limits.max_bytes:  # kept when more was allowed
        raise NotReadable(name, "fetch", "too-large", too_large(limits.max_bytes))
    if not answer.body:
        raise NotReadable(name, "fetch", "empty", "answers with an empty page; check the address")
    kind = answer.headers.get("content-type", "")
    charset = _CHARSET.search(kind)
    return Page(
        answer.body,
        name,
        answer.url,
        kind.split(";")[0].strip().lower() or None,
        charset.group(1) if charset else None,
    )
