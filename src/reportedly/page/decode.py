"""Bytes of a page to text, by what the page declares where that holds, by its bytes where it does not."""

from __future__ import annotations

import codecs
import re
from typing import Literal, NamedTuple

Basis = Literal["bom", "http", "meta", "utf-8", "zero bytes", "guess", "fallback"]
"""What an encoding was decided by."""

PRESCAN = 4096
"""Bytes searched for a declaration. The HTML standard asks for 1024; many news pages declare later."""

SAMPLE = 16_384
"""Bytes that a guess is made on; charset-normalizer's time grows with the sample times its candidates."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The WHATWG Encoding Standard reads these labels as a superset of what they name, because pages do.
_LABELS = {
    **dict.fromkeys(("iso8859-1", "latin-1", "ascii", "cp1252"), "windows-1252"),
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("big5",), "big5hkscs"),
    **dict.fromkeys(("shift_jis",), "cp932"),
    **dict.fromkeys(("euc_kr",), "cp949"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
}
_UNKNOWN_TO_PYTHON = {
    **dict.fromkeys(("csiso88596e", "csiso88596i", "iso-8859-6-e", "iso-8859-6-i"), "iso8859-6"),
    **dict.fromkeys(("csiso88598e", "csiso88598i", "iso-8859-8-e", "visual"), "iso8859-8"),
    **dict.fromkeys(("csgb2312", "gb_2312", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("cseucpkdfmtjapanese", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("cseuckr", "csksc56011987", "iso-ir-149", "ksc_5601"), "cp949"),
    **dict.fromkeys(("csmacintosh", "mac"), "mac-roman"),
    **dict.fromkeys(("csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff"), "utf-16-le"),
    **dict.fromkeys(("unicode11utf8", "unicode20utf8"), "utf-8"),
    "sun_eu_greek": "iso8859-7",
    "csisolatin9": "iso8859-15",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-mac-ukrainian": "mac-cyrillic",
    "cn-big5": "big5hkscs",
    "unicodefffe": "utf-16-be",
    "x-user-defined": "windows-1252",
    **{f"x-cp{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"iso8859{part}": f"iso8859-{part}" for part in range(1, 17)},
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "koi": "koi8-r",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
}
# Codecs of Python that are no encodings of pages, or that let a page smuggle markup past a reader.
_NOT_OF_PAGES = frozenset(
    {"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "utf-7"}
    | {"undefined", "mbcs", "oem"}
)
_GUESSED = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r"),
    *("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp874"),
)

_META = re.compile(rb"<meta\b[^>]{0,1000}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_NOT_ASCII_TEXT = re.compile(r"[^\x00-\x7f]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")

# windows-1252 as pages use it: the five bytes it leaves out stand for the control characters of the same number.
_WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte)  # the ignored ones decode to nothing
    for byte in range(256)
)
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ‘’“”‚„–—…•£€©®°·«»¿¡½¼¾™§´ªº\xa0")


class Decoded(NamedTuple):
    """A page's text, the encoding it was read in (Python's name for it), and what decided the encoding."""

    text: str
    encoding: str
    basis: Basis


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page. Never raises: bytes that no encoding explains are read as windows-1252.

    Tried in turn: byte order mark, the charset of the HTTP answer, ``<meta charset>`` or the XML declaration, UTF-8,
    UTF-16 without a mark, a guess by charset-normalizer on a sample, windows-1252. What is declared and does not
    decode the bytes is passed over; a UTF-8 page with a few broken characters is still UTF-8, they become U+FFFD.

    Args:
        data: the bytes as they came.
        charset: the charset parameter of the HTTP ``Content-Type``, if any.

    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, "bom")
    wide = _utf_16(data)
    declared: list[tuple[str | None, Basis]] = [(charset, "http"), (_in_page(data), "meta")]
    for label, basis in declared:
        found = codec_for(label) if label else None
        if found and basis == "meta" and found.startswith("utf-16"):
            found = "utf-8"  # the standard's rule: a declaration that can be read byte by byte is not in UTF-16
        # Whatever the bytes, they make some UTF-16: it is believed only where nothing speaks against it.
        is_wide = found is not None and found.startswith(("utf-16", "utf-32"))
        if found and not is_wide and found != "utf-8" and _NOT_ASCII.search(data) and _is_utf_8(data):
            found, basis = "utf-8", "utf-8"  # any bytes are windows-1252; hardly any but UTF-8 happen to be UTF-8
        if found and is_wide >= bool(wide):
            text = None if is_wide and not wide and _is_utf_8(data) else _attempt(data, found)
            if text is not None:
                return Decoded(text, found, basis)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, "zero bytes")
    text = _attempt(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", "utf-8")
    return _guess(data)


def codec_for(label: str) -> str | None:
    """Find the codec that a page's label stands for under the WHATWG Encoding Standard, or ``None`` for no encoding."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(label, label)).name
        "".encode(name)  # refuses the codecs that do not map between bytes and text
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name in _NOT_OF_PAGES else _LABELS.get(name, name)


def _in_page(data: bytes) -> str | None:
    head = data[:PRESCAN]
    found = _XML.search(head) or _META.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


def _attempt(data: bytes, encoding: str) -> str | None:
    """Return the text if the bytes are in that encoding, a few broken characters allowed for."""
    if encoding == "windows-1252":
        return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    try:
        return data.decode(encoding)
    except UnicodeError:
        pass
    text = data.decode(encoding, "replace")
    broken = text.count("�")
    if encoding == "utf-8" and broken < sum(len(run) for run in _NOT_ASCII_TEXT.findall(text)) - broken:
        return text  # characters of several bytes do not come right by chance
    # One broken character in twenty that are not ASCII: a cut end or one pasted passage. In a page that is in another
    # encoding nearly all of them break.
    return text if broken * 20 <= sum(map(len, _NOT_ASCII.findall(data))) or text.find("�") >= len(text) - 1 else None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters, spaces and markup leave zero bytes on one side of each pair only."""
    head = data[: PRESCAN - PRESCAN % 2]
    pairs = len(head) // 2
    if pairs < 2 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < pairs * 0.2 or min(even, odd) > pairs * 0.01:
        return None
    text = head.decode(encoding, "replace")
    return encoding if text.count("�") * 100 <= len(text) else None


def _guess(data: bytes) -> Decoded:
    sample = _sample(data)
    western = codecs.charmap_decode(sample, "strict", _WINDOWS_1252)[0]
    foreign = [character for character in western if character > "\x7f"]
    rare = sum(character not in _WESTERN for character in foreign)
    # A page in a western European language: few letters beyond ASCII, all of them familiar ones.
    if rare * 50 <= len(foreign) and len(foreign) * 5 <= len(western):
        return Decoded(codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0], "windows-1252", "guess")
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSED), steps=5, chunk_size=512).best()
    if best is not None:
        encoding = codec_for(best.encoding) or "windows-1252"
        text = _attempt(data, encoding)
        if text is not None:
            return Decoded(text, encoding, "guess")
    return Decoded(codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0], "windows-1252", "fallback")


def _sample(data: bytes) -> bytes:
    """Gather the passages that hold anything beyond ASCII, cut at spaces and without tags, up to a bounded length."""
    parts: list[bytes] = []
    size = end = 0
    while size < SAMPLE:
        found = _NOT_ASCII.search(data, end)
        if not found:
            break
        start = max(end, data.rfind(b" ", max(0, found.start() - 200), found.start()))
        stop = data.find(b" ", found.end() + 200, found.end() + 1000)
        end = stop if stop > 0 else min(len(data), found.end() + 1000)
        parts.append(data[start : min(end, start + SAMPLE)])
        size += len(parts[-1])
    return _TAG.sub(b" ", b"".join(parts)[:SAMPLE])
