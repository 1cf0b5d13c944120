"""Pages of any size that repeat one thing: what parsers, patterns and walks could take more than linear time over.

Each monster is a function from a size in bytes to a page of about that size; nothing in them is random.
"""

from __future__ import annotations

from collections.abc import Callable

Monster = Callable[[int], bytes]

SENTENCE = "The harbour tunnel was closed on Tuesday, the ministry said, and no reason was given. "
_OPENING = "<!doctype html><html lang=en><head><title>Tunnel closed</title></head><body><h1>Tunnel closed</h1>"
_NESTED = (
    "div table ul ol b font svg math template blockquote span a p form select button dl section article h1 em i u nobr "
    "details label ruby object noscript"
).split()


def repeated(part: str, before: str = _OPENING, after: str = "") -> Monster:
    """A page of one part over and over; ``{n}`` in it stands for its number."""
    if "{n}" in part:
        return lambda size: (
            before + "".join(part.replace("{n}", str(n)) for n in range(size // (len(part) + 3))) + after
        ).encode()
    encoded = part.encode()
    return lambda size: before.encode() + encoded * max(1, size // len(encoded)) + after.encode()


def nested(part: str, closing: str, text: str = SENTENCE, share: float = 1.0) -> Monster:
    """A page of one element in itself; ``share`` of its size is markup, the rest text inside."""

    def monster(size: int) -> bytes:
        times = max(1, int(size * share) // (len(part) + len(closing)))
        inside = text * max(1, int(size * (1 - share)) // len(text))
        return (_OPENING + part * times + inside + closing * times).encode()

    return monster


def holding(few: str, text: str = SENTENCE, times: int = 500) -> Monster:
    """A page of some hundred elements inside one another and all its text in the innermost."""
    return lambda size: (_OPENING + few * times + "<p>" + text * max(1, size // len(text))).encode()


def script(before: str, part: str, after: str = "", limit: int | None = None) -> Monster:
    """A page with one JSON-LD script that repeats a part."""

    def monster(size: int) -> bytes:
        times = max(1, min(size, limit or size) // len(part))
        data = before + part * times + after
        return f'{_OPENING}<script type="application/ld+json">{data}</script><p>{SENTENCE * 5}'.encode()

    return monster


def lined(part: str, width: int, html: bool) -> Monster:
    """Lines, or paragraphs, of a width, each a part over and over; a width of 0 makes one line of them all."""

    def monster(size: int) -> bytes:
        line = part * max(1, (width or size) // len(part))
        each = f"<p>{line}</p>" if html else f"{line}\n"
        return ((_OPENING if html else "") + each * max(1, size // len(each.encode()))).encode()

    return monster


def _nesting() -> dict[str, Monster]:
    made: dict[str, Monster] = {}
    for tag in _NESTED:
        opening = "<table><tr><td>" if tag == "table" else f"<{tag}>"
        closing = "</td></tr></table>" if tag == "table" else f"</{tag}>"
        made[f"nested {tag}"] = nested(opening, closing)
        made[f"nested {tag}, unclosed"] = nested(opening, "")
    for tag, attribute in (
        ("time", ""),
        ("time", " datetime=2019"),
        ("span", " class='author fn'"),
        ("div", " class=published"),
        ("div", " itemprop=author"),
        ("div", " itemprop=headline"),
        ("div", " itemprop=datePublished"),
        ("ol", " itemtype=BreadcrumbList"),
        ("div", " class=comment"),
        ("div", " hidden"),
        ("blockquote", ""),
        ("ul", ""),
        ("article", " class=story-body"),
    ):
        made[f"all in 500 of {tag}{attribute}"] = holding(f"<{tag}{attribute}>")
    return made


_ELEMENTS = {
    "tiny b": "<b>x</b>",
    "tiny p": "<p>x</p>",
    "tiny p of a word": "<p>ab</p>",
    "tiny i, empty": "<i></i>",
    "tiny p, empty": "<p></p>",
    "tiny div, unclosed p": "<div>x</div><p>",
    "tiny li": "<li>x",
    "tiny cells": "<td>x</td>",
    "tiny rows": "<tr><td>x</td><td>y</td></tr>",
    "breaks": "<br>",
    "breaks and words": "ab<br>",
    "double breaks": "ab<br><br>",
    "rules": "<hr>x",
    "pictures": "<img src=x alt=picture>",
    "links": "<a href=/x>word</a> ",
    "links in items": "<li><a href=/x>two words</a></li>",
    "links with types": '<a rel="tag author category" href=/x>Word</a>',
    "headings": "<h1>Tunnel closed</h1>",
    "headings, small": "<h2>ab</h2>",
    "times": "<time datetime=2019-11-17>17 November 2019</time>",
    "names": "<p class=byline><span class='author fn' itemprop=author>Ann Lee</span></p>",
    "marked paragraphs": f"<p class='caption credit standfirst byline timestamp'>{SENTENCE}</p>",
    "properties": "<span itemprop='headline author keywords articleSection datePublished'>x</span>",
    "crumbs": "<ol itemtype=BreadcrumbList><li><b itemprop=name>x</b></ol>",
    "paragraphs": f"<p>{SENTENCE}</p>",
    "paragraphs that differ": "<p>Number {n} was said to be one of the {n} that the ministry named on day {n}.</p>",
    "shapes that differ": "<div class=c{n}><p id=i{n}>Number {n}, he said.</p></div>",
    "articles": f"<article><h1>Tunnel closed</h1><p>{SENTENCE}</p></article>",
    "table cells of text": f"<table><tr><td>{SENTENCE}</td></tr></table>",
    "captions": f"<figure><img src=x><figcaption>{SENTENCE}Photo: AFP</figcaption></figure>",
    "drawings": "<svg><path d='M0 0'/><text>x</text></svg>",
    "templates": "<template><p>x</p></template>",
    "formulas": "<math><mi>x</mi><mo>=</mo></math>",
    "options": "<select><option>x</select>",
    "scripts": "<script>x</script>",
    "styles in attributes": "<p style='display:none'>x</p>",
}
_BROKEN = {
    "formatting over paragraphs": "<b><p>x",
    "formatting over paragraphs, closed": "<b><p>x</b>",
    "formatting that differs": "<b id={n}><p>x",
    "formatting that differs, closed": "<b id={n}><i><p>x</b>",
    "links over blocks": "<a href=/x><div>x",
    "fonts over tables": "<font color=a{n}><table><td>x",
    "text in tables": "<table>x",
    "marks in tables": "<table><b>x",
    "closed, never opened": "</p></div>",
    "closed breaks": "</br>",
    "comments, unclosed": "<!--x",
    "comments, nearly closed": "<!-- x --",
    "comments, empty": "<!>",
    "sections": "<![CDATA[x",
    "sections, closed": "<![CDATA[x]]>",
    "instructions": "<?x",
    "angles": "<",
    "angles and letters": "<a",
    "angles and blanks": "< ",
    "closing angles": "</",
    "quotes, unclosed": '<a href="',
    "quotes, unequal": "<a b='c\" d=\"e'",
    "ampersands": "&",
    "entities, unclosed": "&amp",
    "entities": "&amp;",
    "entities that name surrogates": "&#xD800;&#xDFFF;",
    "entities out of range": "&#x110000;&#99999999999;",
    "entity of zero": "&#0;",
    "scripts, unclosed": "<script>x",
    "scripts, escaped": "<script><!--<script>",
    "styles, unclosed": "<style>x",
    "text areas, unclosed": "<textarea>x",
    "titles": "<title>x",
    "titles, closed": "<title>x</title>",
    "plain text": "<plaintext>x",
    "frames": "<frameset><frame>",
    "bodies": "<body class=c{n}><html id=i{n}>",
    "slashes": "<br / / / / / / / />",
    "bogus names": "<a{n}>x</a{n}>",
    "bogus names, unclosed": "<x{n}>y",
    "doctypes": "<!doctype x>",
}
_HEAD = {
    "meta authors": "<meta name=author content='Ann Lee'>",
    "meta tags": "<meta property=article:tag content='Tag {n}'>",
    "meta names that differ": "<meta name=n{n} content=x>",
    "meta days": "<meta property=article:published_time content=2019-11-17T10:00:00Z>",
    "meta titles": "<meta property=og:title content='Tunnel closed in {n}'>",
    "canonical links": "<link rel=canonical href=http://example.org/{n}>",
    "empty scripts": "<script type=application/ld+json></script>",
    "broken scripts": "<script type=application/ld+json>{{{{\"headline\": \"x</script>",
    "small scripts": "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Tunnel\"}</script>",
}  # fmt: skip


def _attributes() -> dict[str, Monster]:
    text = f">{SENTENCE * 3}</p>"
    return {
        "attributes of one element": repeated(" a{n}=b", f"{_OPENING}<p ", text),
        "attributes, same name": repeated(" a=b", f"{_OPENING}<p ", text),
        "attributes without value": repeated(" a{n}", f"{_OPENING}<p ", text),
        "attributes of each element": repeated(
            "<p " + " ".join(f"a{k}=b" for k in range(250)) + f">{SENTENCE}</p>", _OPENING
        ),
        "attributes without value of each element": repeated(
            "<p " + " ".join(chr(97 + k // 26) + chr(97 + k % 26) for k in range(250)) + ">x", _OPENING
        ),
        "few attributes of each element": repeated("<p a b c d e f g h i j k l m n o p q r s t u v w>x", _OPENING),
        "a long class": repeated("byline caption x{n} ", f"{_OPENING}<div class='", f"'><p>{SENTENCE * 3}"),
        "a long class around all": repeated(
            "<p>ab cd</p>", f"{_OPENING}<div class='{'advert-related-x ' * 5000}'>", "</div>"
        ),
        "a long id": repeated("x", f"{_OPENING}<p id='", f"'>{SENTENCE * 3}"),
        "a long style": repeated("display : none ;", f"{_OPENING}<p style='", f"'>{SENTENCE * 3}"),
        "a long address": repeated("/x", f"{_OPENING}<p><a href='", f"'>{SENTENCE * 3}</a>"),
        "a long canonical address": repeated(
            "/x", "<html><head><link rel=canonical href='http://example.org", f"'></head><p>{SENTENCE * 3}"
        ),
        "a long title": repeated("Tunnel - closed | ", "<html><head><title>", f"</title></head><p>{SENTENCE * 3}"),
        "a long heading": repeated("Tunnel closed ", "<html><h1>", f"</h1><p>{SENTENCE * 3}"),
        "a long meta": repeated("x, ", "<html><meta name=keywords content='", f"'><p>{SENTENCE * 3}"),
        "a long language": repeated("en-", "<html lang='", f"'><p>{SENTENCE * 3}"),
        "a long declaration": repeated("charset ", "<html><meta ", f"><p>{SENTENCE * 3}"),
        "a long time": repeated("17 November ", f"{_OPENING}<time>", f"</time><p>{SENTENCE * 3}"),
        "a long link": repeated("word ", f"{_OPENING}<p><a href=/x>", f"</a><p>{SENTENCE * 3}"),
    }


def _scripts() -> dict[str, Monster]:
    article = '{"@type":"NewsArticle","datePublished":"2019-11-17",'
    return {
        "script of arrays": script("", "["),
        "script of arrays, closed": lambda size: script("[" * (size // 2), "]", limit=size // 2)(size),
        "script of objects": script("", '{"@graph":'),
        "script of objects in lists": script("", '[{"@graph":'),
        "script of one string": script(article + '"headline":"', "x", '"}', limit=10_000_000),
        "script of one string, unclosed": script(article + '"headline":"', "x", limit=10_000_000),
        "script of backslashes": script(article + '"headline":"', "\\", limit=10_000_000),
        "script of surrogates": script(article + '"headline":"', "\\ud800", '"}'),
        "script of few surrogates": script(article + '"author":"Ann', " \\ud83d", ' Lee"}', limit=8),
        "script of dates": script("{", '"datePublished":"2019', "}"),
        "script of many things": script("[", '{"@type":"NewsArticle","name":"x"},', "{}]"),
        "script of a graph": script('{"@graph":[', '{"@type":"Organization","name":"x","@id":"x"},', "{}]}"),
        "script of authors": script(article + '"author":[', '{"@type":"Person","name":"Ann Lee"},', "{}]}"),
        "script of keywords": script(article + '"keywords":[', '"x",', '"y"]}'),
        "script of commas": script(article + '"keywords":[', ",", "]}"),
        "script of trailing commas": script("[", "1,  \n", "]", limit=10_000_000),
        "script of digits": script(article + '"position":', "9", "}"),
        "script of many values": script("", "1 "),
        "script of zeros": script(article, '"\\u0000": "\\u0000",', '"headline":"\\u0000Tunnel\\u0000"}'),
        "script of blanks": script("", " \n"),
        "script of comments": script("", "/* "),
        "script of entities": script(article + '"headline":"', "&amp;amp;", '"}'),
    }


BAIT = {
    "letters": "a",
    "words": "word ",
    "capitals": "Ann Lee ",
    "names": "Ann Lee, ",
    "by": "By Ann Lee and ",
    "quotation marks": "“",
    "straight quotation marks": '"',
    "quotation marks and blanks": "“ ” ",
    "apostrophes": "it's ",
    "brackets": "(",
    "closed brackets": "() ",
    "square brackets": "[",
    "digits": "1",
    "numbers": "12 ",
    "slashes": "1/",
    "days": "17 Nov 2019, ",
    "times": "10:30 ",
    "dashes": "— ",
    "hyphens": "-",
    "points": ".",
    "commas": ",",
    "bars": "Home | ",
    "trails": "Home > World > ",
    "bullets": "• ",
    "hashes": "#tag ",
    "copyright": "© AFP ",
    "photo": "Photo: ",
    "photo and bracket": "(Photo: AFP/",
    "published": "Published: ",
    "tags": "Tags: ",
    "topic": "Topic (269) ",
    "dateline": "LONDON, Nov 17 (Reuters) - ",
    "share": "share tweet ",
    "addresses": "http://example.org/",
    "mail": "a@b.",
    "underscores": "_",
    "braces": "{{",
    "sentences": SENTENCE,
    "accents": "e\u0301",
    "marks alone": "\u0301",
    "zero width": "\u200b",
    "joiners": "a\u200d",
    "bidi": "\u202ea\u2066b\u2069",
    "byte order marks": "\ufeff",
    "astral": "😀",
    "Arabic": "العربية ",
    "Chinese": "漢字",
    "Thai": "ไทย",
    "hard blanks": "a\xa0",
    "blanks": "a" + " " * 79,
    "tabs": "\t\t\ta",
    "replacement": "a\ufffd" + "b" * 98,
}


def _lines() -> dict[str, Monster]:
    made: dict[str, Monster] = {}
    for name, part in BAIT.items():
        for width, called in ((0, "one line"), (90, "lines of 90"), (380, "lines of 380")):
            made[f"text: {name}, {called}"] = lined(part, width, html=False)
            made[f"html: {name}, {called}"] = lined(part, width, html=True)
    return made


def _text() -> dict[str, Monster]:
    parts = {
        "two-letter lines": "ab\n",
        "one-letter lines": "a\n",
        "words and blank lines": "word\n\n",
        "blank lines": "\n",
        "blank lines, returns": "\r\n",
        "blanks": " ",
        "tabs": "\t",
        "form feeds": "x\f",
        "vertical tabs": "x\v",
        "line separators": "x\u2028",
        "paragraph separators": "x\u2029",
        "next lines": "x\x85",
        "file separators": "x\x1c",
        "capitalised lines": "Ann Lee\n",
        "sections": "World\n",
        "lines of a menu": "Home\nNews\nSport\nWeather\n",
        "lines of tags": "Tags: one, two\n",
        "lines of topics": "Some Topic (269)\n",
        "lines of days": "17 November 2019\n",
        "lines of by-lines": "By Ann Lee\n",
        "lines of numbers": "{n}\n",
        "lines that differ": "Line {n} of the text\n",
        "lines of bullets": "• ab\n",
        "numbered lines": "{n}. ab\n",
        "indented lines": "    ab cd\n",
        "ever deeper": "\tab\n  cd\n",
        "cut sentences": "the word and \nthe\n other\n",
        "open lines": "he said that the\n",
        "lines that end": "He said so.\n",
        "paragraphs": SENTENCE + "\n\n",
        "paragraphs that differ": "Number {n} was said to be one of the {n} that the ministry named.\n\n",
        "headlines": "Two Ships Collide In Harbour\n\n",
        "wrapped lines": "The harbour tunnel was closed on Tuesday, the ministry said, and\n",
        "dashes": "- - - -\n",
        "byte order marks": "\ufeff\n",
    }
    made = {f"text: {name}": repeated(part, before=SENTENCE + "\n") for name, part in parts.items()}
    made["text: zeros"] = lambda size: (SENTENCE * 200).encode() + b"\0" * size
    made["text: few zeros"] = repeated(SENTENCE * 2 + "\0", before="")
    made["text: nothing but zeros"] = lambda size: b"\0" * size
    made["text: nothing but blanks"] = lambda size: b" " * size
    made["text: bytes"] = lambda size: bytes(range(256)) * (size // 256)
    made["text: high bytes"] = lambda size: bytes(range(128, 256)) * (size // 128)
    made["text: broken UTF-8"] = lambda size: (SENTENCE.encode() + b"\xed\xa0\x80\xff") * (size // 90)
    made["text: surrogates in UTF-16"] = lambda size: b"\xff\xfe" + b"a\0b\0 \0\x00\xd8" * (size // 8)
    made["text: UTF-16"] = lambda size: (SENTENCE * (size // 172)).encode("utf-16-le")
    made["text: UTF-32"] = lambda size: (SENTENCE * (size // 344)).encode("utf-32")
    return made


def _all() -> dict[str, Monster]:
    parts = {**_ELEMENTS, **_BROKEN}
    return {
        **_nesting(),
        **{name: repeated(part) for name, part in parts.items()},
        **{name: repeated(part, "<html><head>", f"</head><body><p>{SENTENCE * 3}") for name, part in _HEAD.items()},
        **_attributes(),
        **_scripts(),
        **_text(),
        **_lines(),
    }


MONSTERS: dict[str, Monster] = _all()
"""Every monster by its name."""
