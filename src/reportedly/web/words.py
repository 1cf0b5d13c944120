"""The words that people bring: the token of a room beyond loopback, and how it is remembered by a browser."""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from hashlib import sha256

LEAST_TOKEN = 16
"""Characters of a token: fewer can be guessed."""

_GUESSES = 8
"""Wrong tokens that one address may bring in ``_WHILE`` seconds before it has to wait."""

_WHILE = 60.0
_MOST_GUESSERS = 4096


def same(given: str, right: str) -> bool:
    """Whether two words are one, told in a time that says nothing of how much of it was right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))


def cookie_of(token: str) -> tuple[str, str]:
    """The cookie of whoever brought a token: its name, of this room's own, and its value, which is not the token."""

    def derived(purpose: str) -> str:
        return hmac.new(token.encode("utf-8", "surrogatepass"), purpose.encode(), sha256).hexdigest()

    # Cookies of one host reach all its ports: rooms with different tokens must not take each other's away.
    return f"reportedly-{derived('name')[:8]}", derived("value")


class Guesses:
    """How often who brought a wrong token."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, who: str) -> int:
        """Seconds until somebody may try again; 0 for at once."""
        now = time.monotonic()
        tries = [moment for moment in self._wrong.get(who, ()) if now - moment < _WHILE]
        return int(_WHILE - (now - tries[0])) + 1 if len(tries) >= _GUESSES else 0

    def wrong(self, who: str) -> None:
        """Take note of a wrong one."""
        now = time.monotonic()
        tries = self._wrong.pop(who, [])
        self._wrong[who] = [*(moment for moment in tries if now - moment < _WHILE), now][-_GUESSES:]
        while len(self._wrong) > _MOST_GUESSERS:
            self._wrong.popitem(last=False)
