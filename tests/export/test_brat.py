"""brat: a reader that follows brat's own description of its format finds what was written."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings

from reportedly.export.brat import CONFIGURATION, Standoff, standoff, write
from reportedly.export.common import encodable
from reportedly.export.names import LOCAL
from reportedly.model import Reading
from tests.export.samples import made, read_pages, strange_readings


class Bound(NamedTuple):
    label: str
    spans: list[tuple[int, int]]
    text: str


class Parsed(NamedTuple):
    bound: dict[str, Bound]
    relations: list[tuple[str, str, str]]
    attributes: dict[tuple[str, str], str]
    notes: dict[str, str]


def parse(found: Standoff) -> Parsed:
    """Read standoff as https://brat.nlplab.org/standoff.html describes it, and refuse what it does not."""
    parsed = Parsed({}, [], {}, {})
    seen = set()
    # str.splitlines knows more ends of a line than \n: none of them may be inside one.
    for line in found.annotations.splitlines():
        name, data, *rest = line.split("\t")
        assert name not in seen and re.fullmatch(r"[TRA#][1-9]\d*", name)
        seen.add(name)
        if name[0] == "T":
            match = re.fullmatch(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)", data)
            assert match and len(rest) == 1
            spans = [(int(start), int(end)) for start, end in (pair.split() for pair in match[2].split(";"))]
            pieces = [found.text[start:end] for start, end in spans]
            assert all(piece and "\n" not in piece and piece == piece.strip() for piece in pieces)
            assert spans == sorted(spans) and all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
            assert " ".join(pieces) == rest[0]
            parsed.bound[name] = Bound(match[1], spans, rest[0])
        elif name[0] == "R":
            match = re.fullmatch(r"(\S+) Arg1:(T\d+) Arg2:(T\d+)", data)
            assert match and rest == [""]
            parsed.relations.append((match[1], match[2], match[3]))
        elif name[0] == "A":
            label, target, value = data.split(" ")
            assert not rest and target in parsed.bound
            parsed.attributes[label, target] = value
        else:
            label, target = data.split(" ")
            assert label == "AnnotatorNotes" and target in parsed.bound and len(rest) == 1
            parsed.notes[target] = rest[0]
    assert all(first in parsed.bound and second in parsed.bound for _, first, second in parsed.relations)
    return parsed


def section(name: str) -> dict[str, str]:
    body = CONFIGURATION.split(f"[{name}]\n")[1].split("\n[")[0]
    return dict(([*line.split("\t"), ""])[:2] for line in body.splitlines() if line)


def check(reading: Reading) -> Parsed:
    found = standoff(reading)
    parsed = parse(found)
    assert len(found.text) == len(reading.report.text)
    assert found.text.split() == reading.report.text.split()
    relations, attributes = section("relations"), section("attributes")
    assert {bound.label for bound in parsed.bound.values()} <= section("entities").keys()
    for label, first, second in parsed.relations:
        kinds = f"Arg1:{parsed.bound[first].label}, Arg2:{parsed.bound[second].label}"
        assert relations[label] == kinds
    for (label, target), value in parsed.attributes.items():
        kind, values = attributes[label].split(", Value:")
        assert kind == f"Arg:{parsed.bound[target].label}" and value in values.split("|")
    contents = [bound for bound in parsed.bound.values() if bound.label == "Content"]
    claims = [one for one in reading.attributions if any(span.text.strip() for span in one.content.spans)]
    for claim, bound in zip(claims, contents, strict=True):
        assert bound.text.split() == " ".join(span.text for span in claim.content.spans).split()
    return parsed


def test_pages_read_back_as_they_were_written() -> None:
    parsed = [check(reading) for reading in (made(), *read_pages())]
    assert sum(len(one.bound) for one in parsed) > 60


def test_all_that_is_known_of_a_claim_is_there() -> None:
    parsed = check(made())
    by_text = {bound.text: name for name, bound in parsed.bound.items()}
    split = by_text["“Nobody asked us,” “We would have said no.”"]
    assert len(parsed.bound[split].spans) == 2
    # A line break parts a span of one piece.
    nested = by_text["that 40 farms would be moved"]
    assert len(parsed.bound[nested].spans) == 2
    around = by_text["that Berg had promised that 40 farms would be moved"]
    assert ("Within", nested, around) in parsed.relations
    assert ("SaidBy", around, by_text["The minister"]) in parsed.relations
    assert ("RestsOn", by_text["The minister"], by_text["internal reports"]) in parsed.relations
    denied = by_text["that the dam leaks 🌊 every spring"]
    assert parsed.attributes["Certainty", denied] == "denied"
    assert parsed.attributes["Kind", by_text["Mayor Ida Berg"]] == "official"
    nobody = by_text["that more will follow"]
    assert not [label for label, first, _ in parsed.relations if first == nobody and label == "SaidBy"]
    assert parsed.notes[split].startswith(f"urn:sha256:{'ab' * 32}#a1; source: an engineer; ")
    assert "through: Fjordavisen" in parsed.notes[split]


def test_a_folder_holds_two_files_a_report_and_the_configuration(tmp_path: Path) -> None:
    readings = (made(), *read_pages())
    write(readings, tmp_path / "new" / "folder", LOCAL)
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert len(names) == 2 * len(readings) + 1 and "annotation.conf" in names
    assert (tmp_path / "new" / "folder" / f"{'ab' * 32}.txt").read_bytes() == made().report.text.encode()


@settings(max_examples=30, deadline=None)
@given(strange_readings())
def test_strange_readings_are_written_too(reading: Reading) -> None:
    check(encodable(reading))


def test_no_id_names_a_file_elsewhere(tmp_path: Path) -> None:
    from msgspec.structs import replace

    reading = replace(made(), report=replace(made().report, id="../../x"))
    write([reading], tmp_path / "in" / "here", LOCAL)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 3 and all(path.parent == tmp_path / "in" / "here" for path in written)
