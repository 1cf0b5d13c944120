"""Readings in other formats: for annotation tools, the web of data, spaCy, and graphs of who and what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from reportedly.export import attributions, brat, docbin, ftm, schema_org, web_annotation
from reportedly.export.common import encodable, json_line
from reportedly.export.names import LOCAL, LocalNames, Names
from reportedly.export.notebook import as_html
from reportedly.model import Reading

__all__ = ["FORMATS", "LOCAL", "Format", "LocalNames", "Names", "as_html"]


class Format(NamedTuple):
    """A format that Readings can be written in.

    Attributes:
        name: what to ask for it by.
        help: one line on what it is and who reads it.
        suffix: of a file in it, with the dot; empty for a folder.
        folder: it is written to a folder of files, not to one file.
        write: takes Readings, one at a time; the target, a binary stream, or the path of a folder that it makes; and
            the names of things. Only ``docbin`` keeps more than one report in memory.

    """

    name: str
    help: str
    suffix: str
    folder: bool
    write: Callable[[Iterable[Reading], Any, Names], None]


def _jsonl(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:  # noqa: ARG001
    """Write one Reading a line; it has its own ids."""
    target.writelines(json_line(encodable(reading)) for reading in readings)


_FORMATS = (
    Format("jsonl", "Readings as JSON lines, as `reportedly read --json` prints them", ".jsonl", False, _jsonl),
    Format(
        "web-annotation",
        "W3C Web Annotations, one claim a line, for annotation tools",
        ".jsonl",
        False,
        web_annotation.write,
    ),
    Format(
        "schema.org",
        "schema.org JSON-LD, one report a line: NewsArticle, Quotation, Claim",
        ".jsonl",
        False,
        schema_org.write,
    ),
    Format("brat", "a folder of brat standoff: text, annotations and configuration", "", True, brat.write),
    Format("docbin", "a spaCy DocBin with the claims as span groups", ".spacy", False, docbin.write),
    Format(
        "attributions",
        "claims as annotated spans, for `reportedly evaluate attribution` and training; from a library, those that "
        "people confirmed, corrected or added",
        ".gold.jsonl",
        False,
        attributions.write,
    ),
    Format("ftm", "FollowTheMoney entities as JSON lines (needs reportedly[ftm])", ".ftm.json", False, ftm.write),
)

FORMATS: MappingProxyType[str, Format] = MappingProxyType({one.name: one for one in _FORMATS})
"""Every format by its name."""
