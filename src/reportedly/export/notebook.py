"""A Reading as a fragment of HTML, for a notebook to show.

It holds its own styles and no script, takes its colours from what is around it, and shows the page's words as text:
none of them is ever read as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from reportedly.export.common import encodable, web_address, words
from reportedly.model import Attribution, Figure, Reading, Report, Span

MOST_CLAIMS = 200
"""Claims that are shown; a notebook is no place for more, and the Reading has them all."""

# Characters that turn the direction of the text after them, and controls that HTML forbids.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

_CELL = "text-align:left;vertical-align:top;padding:.25em .6em;border-bottom:1px solid rgba(128,128,128,.35)"
_STYLES = {
    "source": "font-weight:bold",
    "cue": "font-style:italic;text-decoration:underline dotted",
    "content": "border-left:3px solid rgba(128,128,128,.6);padding-left:.4em",
}
_HEADS = ("who", "through whom", "how surely", "what is claimed")


def as_html(reading: Reading) -> str:
    """A Reading as an HTML fragment.

    Args:
        reading: as read.

    Returns:
        Headline, publisher and day, and a table of the claims, at most ``MOST_CLAIMS``: source in bold, the words that
        attribute underlined, the content behind a bar, the figures in it below.
    """
    reading = encodable(reading)
    shown = reading.attributions[:MOST_CLAIMS]
    figures: dict[str | None, list[Figure]] = {}
    for figure in reading.figures:
        figures.setdefault(figure.attribution, []).append(figure)
    rows = "".join(_row(claim, figures.get(claim.id, [])) for claim in shown)
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in _HEADS)
    table = (
        f'<table style="border-collapse:collapse;color:inherit;background:transparent">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        if shown
        else "<p>No claims were read from it.</p>"
    )
    left = len(reading.attributions) - len(shown)
    more = f"<p>… and {left:,} more.</p>" if left else ""
    return f'<div style="max-width:70em">{_heading(reading.report)}{table}{more}</div>'


def _heading(report: Report) -> str:
    headline = _text(report.headline or "(no headline)")
    address = web_address(report)
    if address:
        headline = (
            f'<a href="{escape(address)}" rel="noopener noreferrer nofollow" style="color:inherit">{headline}</a>'
        )
    published = report.published
    days = " – ".join(dict.fromkeys(day for day in (published.earliest, published.latest) if day))
    facts = " · ".join(_text(fact) for fact in (report.publisher, days) if fact)
    return f"<p><strong>{headline}</strong>{f'<br>{facts}' if facts else ''}</p>"


def _row(claim: Attribution, figures: Iterable[Figure]) -> str:
    source = claim.source
    kind = f"<br><small>{_text(source.kind)}</small>" if source else ""
    who = (_marked("source", source.spans) if source else "<em>nobody named</em>") + kind
    if source and source.ground:
        who += f"<br><small>citing {_text(source.ground.text)}</small>"
    through = "<br>".join(_text(step.name) for step in claim.via)
    surely = claim.certainty + (f"<br><small>{_text(words(claim.hedges))}</small>" if claim.hedges else "")
    what = "<small>inside another claim:</small> " if claim.within else ""
    what += _marked("cue", claim.cue.spans) + " " if claim.cue else ""
    what += _marked("content", claim.content.spans)
    what += "".join(f"<br><small>figure: {_figure(one)}</small>" for one in figures)
    cells = (who, through, surely, what)
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _figure(figure: Figure) -> str:
    exact = "" if figure.exact == "exact" else f"{figure.exact} "
    unit = f" {figure.unit}" if figure.unit else ""
    values = [figure.value] if figure.value is not None else [figure.low, figure.high]
    value = "–".join(dict.fromkeys(_number(each) for each in values if each is not None))
    counts = f" ({figure.counts})" if figure.counts else ""
    return _text(f"{figure.text} = {exact}{value}{unit}{counts}" if value else f"{figure.text}{counts}")


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1 else f"{value:,.3f}".rstrip("0").rstrip(".")


def _marked(role: str, spans: Iterable[Span]) -> str:
    joined = words(spans)
    return (
        f'<span class="reportedly-{role}" title="{role}" style="{_STYLES[role]}">{_text(joined)}</span>'
        if joined
        else ""
    )


def _text(text: str) -> str:
    """Text for HTML: escaped, kept to its own direction, with U+FFFD for what could turn or break what is around it."""
    return f"<bdi>{escape(_CONTROL.sub('�', _BIDI.sub('�', text)))}</bdi>"
