"""Damage to real pages, as from broken templates, broken transfers and people who mean harm; all of it from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from tests.hostile.encodings import LABELS
from tests.hostile.monsters import BAIT

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

_TAG = re.compile(rb"<[^<>]{1,300}>")
_ELEMENT = re.compile(rb"<(p|div|li|a|span|section|article|table|script|h1)\b[^<>]{0,200}>.{0,2000}?</\1>", re.DOTALL)
_QUOTE = re.compile(rb"[\"'=]")
_ENTITY = re.compile(rb"&[#\w]{1,10};")
_CHARSET = re.compile(rb"charset=[\"']?[\w-]{2,20}", re.IGNORECASE)

_ODD: tuple[bytes, ...] = (
    *(b"\0", b"\0\0", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a"),
    *(mark.encode() for mark in "\u202e\u202a\u2066\u2069\u200f\u200b\u200d\ufeff\u2028\u2029\x85\u0301😀\U0010ffff"),
    *b"&#xD800; &#55357; &#0; &#x110000; &#x80; &nbsp; &amp &; &#".split(),
    *b"< > </ <! <!-- --> <![CDATA[ ]]> <? ?> \" ' = />".split(),
    *b"<script> </script> <style> <title> <textarea> <plaintext> <template> <svg> <math> <noscript>".split(),
    *b"<table> </table> <td> <select> <frameset> <body> </body> </html> <form> <b> </p> </div>".split(),
    *(b'<script type="application/ld+json">{"@type":"NewsArticle","author":"\\ud800"}</script>', b'{"@graph":[['),
    *(b"\f", b"\v", b"\r", b"\t", b"\n\n", b"\x1c", b"\x1f", b"\xa0", b"\xc2\xa0", b"\\ud83d", b"\x1b[31m"),
)


def mutated(seed: int, pages: Sequence[bytes]) -> bytes:
    """A page with one to six mutations; the same for the same seed and pages."""
    chance = random.Random(seed)
    page = chance.choice(pages)
    for _ in range(chance.choice((1, 1, 2, 3, 4, 6))):
        page = chance.choice(MUTATIONS)(chance, page, pages)
        page = page[: 4 * LONGEST]
    return page


LONGEST = 300_000
"""Bytes that a page is about to have at most; the size of pages is a matter of their own."""


def _span(chance: random.Random, page: bytes, longest: int = 2_000) -> tuple[int, int]:
    start = chance.randrange(len(page) + 1)
    return start, min(len(page), start + chance.randrange(longest))


def _cut(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(page) + 1)
    return page[:at] if chance.random() < 0.7 else page[at:]


def _drop(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    return page[:start] + page[end:]


def _twice(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    return page[:end] + page[start:end] * chance.choice((1, 2, 50)) + page[end:]


def _spliced(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    other = chance.choice(pages)
    return page[: chance.randrange(len(page) + 1)] + other[chance.randrange(len(other) + 1) :]


def _insert(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    for _ in range(chance.choice((1, 1, 5, 40))):
        at = chance.randrange(len(page) + 1)
        page = page[:at] + chance.choice(_ODD) * chance.choice((1, 1, 2, 300)) + page[at:]
    return page


def _bait(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(page) + 1)
    return page[:at] + (chance.choice(list(BAIT.values())) * chance.choice((3, 60, 2_000))).encode() + page[at:]


def _noise(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    changed = bytearray(page)
    for _ in range(min(len(page), chance.choice((1, 20, 2_000)))):
        changed[chance.randrange(len(page))] = chance.randrange(256)
    return bytes(changed)


def _at_a_tag(change: Callable[[random.Random, bytes], bytes], pattern: re.Pattern[bytes] = _TAG) -> Mutation:
    """Change some of what matches a pattern."""

    def mutation(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
        rate = chance.choice((0.01, 0.1, 0.5, 1.0))
        return pattern.sub(lambda found: change(chance, found[0]) if chance.random() < rate else found[0], page)

    return mutation


def _nested(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    tags = [found[0] for found in _TAG.finditer(page[:LONGEST])] or [b"<div>"]
    at = chance.randrange(len(page) + 1)
    return page[:at] + chance.choice(tags) * chance.choice((10, 600, 3_000)) + page[at:]


def _declared(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    label = b"charset=" + chance.choice(list(LABELS)).encode()
    return _CHARSET.sub(label, page) if _CHARSET.search(page) else b"<meta " + label + b">" + page


def _encoded(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    encoding = chance.choice((*LABELS.values(), "utf-16", "utf-32", "utf-7", "cp037"))
    codec = "cp1252" if encoding == "windows-1252" else encoding
    return page.decode("utf-8", "replace").encode(codec, chance.choice(("ignore", "replace")))


def _flat(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    return _TAG.sub(chance.choice((b"\n", b" ", b"", b"\n\n", b"\r\n", b"\xc2\xa0")), page)


MUTATIONS: tuple[Mutation, ...] = (
    *(_cut, _drop, _twice, _spliced, _insert, _insert, _bait, _noise, _nested, _declared, _encoded, _flat),
    _at_a_tag(lambda _, tag: b""),
    _at_a_tag(lambda _, tag: tag[:-1]),
    _at_a_tag(lambda _, tag: tag * 2),
    _at_a_tag(lambda chance, tag: tag[: chance.randrange(len(tag))]),
    _at_a_tag(lambda chance, tag: tag[:-1] + b" hidden class='comment byline' style=display:none>"),
    _at_a_tag(lambda chance, tag: tag[:-1] + b" itemprop=author datePublished='\xff'>"),
    _at_a_tag(lambda _, found: b"", _QUOTE),
    _at_a_tag(lambda chance, found: chance.choice((b"&#xDFFF;", b"&", found[:-1])), _ENTITY),
    _at_a_tag(lambda _, found: b"", _ELEMENT),
    _at_a_tag(lambda _, found: found * 3, _ELEMENT),
    _at_a_tag(lambda _, found: b"<div><table><tr><td>" + found, _ELEMENT),
)
