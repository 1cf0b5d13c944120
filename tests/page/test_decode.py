"""Decoding: what a page declares, what its bytes say, and no exception whatever they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.page.decode import codec_for, decode

GERMAN = "Der Minister sagte, die Maßnahmen träfen „alle“ — auch die großen Städte."
POLISH = "Źródło podało, że premier złożył wniosek w środę. Rzecznik odmówił komentarza na łamach gazety."
RUSSIAN = "Министр заявил, что меры коснутся всех. Газета сообщила об этом со ссылкой на источник в правительстве."


@pytest.mark.parametrize(
    ("data", "charset", "encoding", "basis"),
    [
        (GERMAN.encode(), None, "utf-8", "utf-8"),
        (b"\xef\xbb\xbf" + GERMAN.encode(), "windows-1252", "utf-8", "bom"),
        (GERMAN.encode("utf-16"), None, "utf-16-le", "bom"),
        (GERMAN.encode("utf-16-le"), None, "utf-16-le", "zero bytes"),
        (GERMAN.encode("utf-16-be"), None, "utf-16-be", "zero bytes"),
        (GERMAN.encode("cp1252"), None, "windows-1252", "guess"),
        (GERMAN.encode("cp1252"), "ISO-8859-1", "windows-1252", "http"),
        (RUSSIAN.encode("koi8-r"), "KOI8-R", "koi8-r", "http"),
        (RUSSIAN.encode("cp1251"), None, "cp1251", "guess"),
        (POLISH.encode("cp1250") * 4, None, "cp1250", "guess"),
    ],
)
def test_encodings(data: bytes, charset: str | None, encoding: str, basis: str) -> None:
    decoded = decode(data, charset)
    assert (decoded.encoding, decoded.basis) == (encoding, basis)
    assert any(decoded.text.startswith(text) for text in (GERMAN, POLISH, RUSSIAN))


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_declared_in_the_page(declaration: str) -> None:
    decoded = decode((declaration + RUSSIAN).encode("cp1251"))
    assert decoded.text == declaration + RUSSIAN
    assert decoded.basis == "meta"


def test_a_declaration_that_the_bytes_belie_is_passed_over() -> None:
    page = '<meta charset="utf-8">' + GERMAN
    assert decode(page.encode("cp1252"), "utf-8").text == page
    assert decode(GERMAN.encode(), "utf-16").text == GERMAN
    assert decode(GERMAN.encode(), "no-such-encoding").text == GERMAN
    assert decode(('<meta charset="utf-16">' + GERMAN).encode()).text.endswith(GERMAN)


def test_one_broken_character_does_not_lose_the_others() -> None:
    data = (GERMAN * 10).encode()
    assert decode(data[:-1] + "ß".encode()[:1]).text.startswith(GERMAN)
    assert decode(data + b"\xe9" + data).encoding == "utf-8"


@pytest.mark.parametrize("label", ["hex", "rot13", "idna", "unicode_escape", "utf-7", "", "é", "a" * 500, "\0"])
def test_labels_that_are_no_encodings_of_pages(label: str) -> None:
    assert codec_for(label) is None


@pytest.mark.parametrize(("label", "codec"), [("latin1", "windows-1252"), ("GB2312", "gb18030"), ("x-sjis", "cp932")])
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    assert codec_for(label) == codec


@given(st.binary(max_size=2000), st.none() | st.sampled_from(["utf-8", "utf-16", "gbk", "x"]) | st.text(max_size=12))
def test_never_raises(data: bytes, charset: str | None) -> None:
    decode(data, charset).text.encode("utf-8")


def test_time_is_bounded_on_large_pages() -> None:
    data = (b"plain words " * 100 + b"caf\xe9 ") * 15_000
    start = time.perf_counter()
    decoded = decode(data)
    assert time.perf_counter() - start < 10
    assert decoded.text[-5:] == "café "
