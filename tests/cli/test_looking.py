"""``find``, ``show`` and ``list`` as people and programs meet them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reportedly.library import Correction, Hit, Library
from reportedly.model import Reading
from tests.cli.conftest import Made
from tests.cli.libraries import Answer, ask


def lines(done: Answer) -> list[Any]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def words(done: Answer) -> str:
    """What was printed, however it was broken into lines."""
    assert done.stderr == b""
    return " ".join(done.stdout.decode().split())


def claims(library: Library, query: str) -> list[Hit]:
    return [hit for hit in library.find(query).hits if isinstance(hit, Hit)]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    code = "from reportedly.cli import main; main()"
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    known |= {"TERM": "xterm-256color", "COLUMNS": "80", **environment}
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=theirs, env=known)
    os.close(theirs)
    printed = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:
            break
        if not some:
            break
        printed += some
    os.close(ours)
    assert process.wait() == 0
    return printed.decode()


def test_a_claim_is_found_with_who_said_it_and_where(made: Made) -> None:
    done = ask("find", made.path, "pumps", "from:unnamed", COLUMNS="100")
    assert done.returncode == 0
    with Library(made.path) as library:
        (hit,) = claims(library, "pumps from:unnamed")
    printed = words(done)
    assert f"c{hit.claim} Another source (UNNAMED)" in printed
    assert hit.content in printed
    assert "r2, Norvik Courier, 14 March 2024: Harbour tunnel flooded twice" in printed
    assert printed.endswith(" 1 claim")
    assert b"\x1b" not in done.stdout


def test_found_words_are_marked_on_a_terminal_with_colour_and_without(made: Made) -> None:
    plain = on_a_terminal("find", str(made.path), "pumps from:unnamed", NO_COLOR="1")
    assert "\x1b[1;4mpumps\x1b[0m" in plain
    assert "\x1b[32m" not in plain
    coloured = on_a_terminal("find", str(made.path), "pumps from:unnamed")
    assert "\x1b[1;4mpumps\x1b[0m" in coloured
    assert "\x1b[32m" in coloured
    assert on_a_terminal("find", str(made.path), "pumps from:unnamed", "--no-color") == plain


def test_the_paragraph_around_is_shown_when_asked_for(made: Made) -> None:
    around = "“Nobody wanted to be the one to stop it.” Another source said"
    assert around not in words(ask("find", made.path, "pumps"))
    assert around in words(ask("find", made.path, "pumps", "--context"))


def test_json_lines_are_the_hits(made: Made) -> None:
    with Library(made.path) as library:
        hits = library.find("tunnel", sort="oldest").hits
    done = ask("find", made.path, "tunnel", "--sort", "oldest", "--json")
    assert len(hits) > 2
    assert lines(done) == [json.loads(msgspec.json.encode(hit)) for hit in hits]


def test_pages_follow_each_other_and_say_where_they_stand(made: Made) -> None:
    whole = lines(ask("find", made.path, "--json"))
    parts = [hit for page in (1, 2) for hit in lines(ask("find", made.path, "--json", "--size=5", f"--page={page}"))]
    assert parts == whole[:10]
    with Library(made.path) as library:
        total = library.find("").total
    first = words(ask("find", made.path, "--size=5"))
    assert first.endswith(f"1–5 of {total} claims, the newest first; --page 2 shows more")
    last = -(-total // 5)
    assert words(ask("find", made.path, "--size=5", f"--page={last}")).endswith(f"of {total} claims, the newest first")
    beyond = words(ask("find", made.path, "--size=5", "--page=900"))
    assert beyond == f"Nothing on page 900: there are {total} claims; the last page of 5 is {last}."


def test_what_is_left_out_is_no_option(made: Made) -> None:
    with_it = {hit["claim"]: hit["speaker"] for hit in lines(ask("find", made.path, "tunnel", "--json"))}
    without = lines(ask("find", made.path, "tunnel", "-from:Brekke", "-headline:wire", "-outlet:x", "--json"))
    left = {claim for claim, speaker in with_it.items() if "Brekke" not in (speaker or "")}
    assert left < with_it.keys()
    assert {hit["claim"] for hit in without} == left
    done = ask("find", made.path, "tunnel", "--jsno")
    assert done.returncode == 2
    assert b"--jsno" in done.stderr


def test_a_query_that_is_wrong_is_pointed_at(made: Made) -> None:
    done = ask("find", made.path, "spy", "kind:oficial")
    assert done.returncode == 2
    assert done.stdout == b""
    detail, shown, caret = done.stderr.decode().splitlines()
    assert "did you mean official?" in detail
    assert shown[caret.index("^") :].startswith("oficial")


def test_nothing_found_says_which_part_finds_something(made: Made) -> None:
    done = ask("find", made.path, "pumps via:Nobody kind:unnamed")
    assert done.returncode == 0
    printed = words(done)
    assert printed.startswith("No claims found. Each part of the query alone finds:")
    assert "3 pumps" in printed
    assert "nothing via:Nobody" in printed
    assert "kind:unnamed" in printed
    assert words(ask("find", made.path, "xyzzy")) == "No claims found."
    assert lines(ask("find", made.path, "xyzzy", "--json")) == []


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    with Library(tmp_path / "new.db"):
        pass
    assert "is empty; add reports to it with: reportedly add" in words(ask("find", tmp_path / "new.db", "spy"))


@pytest.mark.parametrize("verb", ["find", "show", "list", "export", "entities", "remove"])
def test_a_library_that_is_not_there_is_refused_and_not_begun(verb: str, tmp_path: Path) -> None:
    done = ask(verb, tmp_path / "no.db", *(["r1"] if verb in ("show", "remove") else []))
    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"reportedly: {tmp_path / 'no.db'}: there is no such library; begin it with: reportedly add\n"
    )
    assert not (tmp_path / "no.db").exists()


def test_reports_are_found_by_any_of_their_words(made: Made) -> None:
    found = lines(ask("find", made.path, "--reports", "okafor", "--json"))
    assert [hit["report"] for hit in found] == [4]
    assert "okafor" in found[0]["snippet"].lower()
    printed = words(ask("find", made.path, "--reports", "okafor"))
    assert printed.startswith("r4 ")
    assert printed.endswith("1 report")


def test_a_list_has_the_latest_versions_newest_first(made: Made) -> None:
    listed = lines(ask("list", made.path, "--json"))
    assert [hit["report"] for hit in listed] == [2, 4, 5, 3]
    assert [hit["report"] for hit in lines(ask("list", made.path, "version:all", "--json"))] == [2, 1, 4, 5, 3]
    printed = words(ask("list", made.path, COLUMNS="140"))
    assert "r2 2024-03-14 Norvik Courier Harbour tunnel flooded twice" in printed
    assert "(version 2) 15 " in printed
    assert printed.endswith("4 reports, the newest first")


@pytest.mark.parametrize("name", ["r2", "ab" * 4, "https://courier.example/news/2024/03/harbour-tunnel-flooded-twice"])
def test_a_report_is_shown_with_what_its_version_changed(made: Made, name: str) -> None:
    done = ask("show", made.path, name, COLUMNS="120")
    printed = words(done)
    assert printed.startswith("report r2 version 2 of 2 (r1, r2, the oldest first)")
    assert "What it changed against r1" in printed
    assert "claim new: the findings “alarming”" in printed
    with Library(made.path) as library:
        (mayor,) = claims(library, "alarming")
    assert f"c{mayor.claim} called: the findings “alarming”" in printed
    assert f"e{mayor.entity} Anne Vik person" in printed


def test_the_ledger_of_the_library_differs_from_that_of_read_in_its_keys_alone(made: Made) -> None:
    import io

    from rich.console import Console

    from reportedly.cli.ledger import ledger
    from reportedly.cli.shown import keyed

    def printed(reading: Reading) -> list[str]:
        out = io.StringIO()
        Console(file=out, width=300).print(ledger(reading))
        return [line.strip() for line in out.getvalue().splitlines()]

    with Library(made.path) as library:
        kept = library.show("r2").kept
    back = {f"c{key}": local for local, key in kept.claims.items()}
    again = printed(keyed(kept)[0])
    for key in sorted(back, key=len, reverse=True):
        again = [line.replace(f"{key} ", f"{back[key]} ") for line in again]
    assert [" ".join(line.split()) for line in again] == [" ".join(line.split()) for line in printed(kept.reading)]


def test_a_reading_is_kept_whole(made: Made) -> None:
    (shown,) = lines(ask("show", made.path, "r1", "--json"))
    assert msgspec.convert(shown["kept"]["reading"], Reading) == made.readings[0]
    assert [one["report"] for one in shown["versions"]] == [1, 2]
    (later,) = lines(ask("show", made.path, "r2", "--json"))
    assert {"what": "claim", "before": None, "after": "the findings “alarming”"} in later["changes"]


def test_a_claim_is_shown_with_its_chain_and_what_people_say_of_it(own: Path) -> None:
    with Library(own) as library:
        (hit,) = claims(library, "roadway via:Fjordavisen")
        (pumps,) = claims(library, "pumps from:unnamed")
        said = Correction(content=((hit.starts, hit.ends),), kind="official")
        library.judge(hit.claim, "corrected", correction=said, note="not\x1b[31m red", by="Anna")
    printed = words(ask("show", own, f"c{hit.claim}"))
    assert f"was: {hit.content}" in printed
    assert f"characters {hit.starts}–{hit.ends}" in printed
    assert "corrected by Anna" in printed
    assert "not�[31m red" in printed
    assert "version 2 of 2" in printed
    figures = words(ask("show", own, f"c{pumps.claim}"))
    assert f"some of the 40 part of 40 pumps c{pumps.claim} Another source" in figures
    (told,) = lines(ask("show", own, f"c{pumps.claim}", "--json"))
    assert [figure["text"] for figure in told["figures"]] == ["some of the 40"]
    assert told["content"] == pumps.content
    (judged,) = lines(ask("show", own, f"c{hit.claim}", "--json"))
    assert [one["verdict"] for one in judged["judgements"]] == ["corrected"]


def test_a_report_is_shown_as_people_say_and_as_it_was_read(own: Path) -> None:
    before = words(ask("show", own, "r2"))
    with Library(own) as library:
        right, wrong, other = list(library.show(2).kept.claims.values())[:3]
        library.judge(right, "confirmed")
        library.judge(wrong, "rejected")
        library.judge(other, "corrected", correction=Correction(content=((0, 7),)))
        library.add_claim(2, Correction(content=((8, 20),)))
    printed = words(ask("show", own, "r2"))
    for verdict in ("confirmed", "corrected", "added"):
        assert printed.count(f"[{verdict} by a person]") == 1
    assert f" c{wrong} " not in printed
    assert words(ask("show", own, "r2", "--machine")) == before
    (told,) = lines(ask("show", own, "r2", "--json"))
    assert [one["verdict"] for one in told["judgements"]] == ["confirmed", "rejected", "corrected", "added"]
    assert {claim["id"] for claim in told["kept"]["reading"]["attributions"]} >= {"a1", "a3", "p1"}
    (read,) = lines(ask("show", own, "r2", "--machine", "--json"))
    assert read["kept"]["reading"] == told["kept"]["machine"] == read["kept"]["machine"]
    assert ask("show", own, f"c{wrong}").returncode == 0
    assert "rejected" in words(ask("show", own, f"c{wrong}"))
    refused = ask("show", own, f"c{wrong}", "--machine")
    assert (refused.returncode, b"is for reports" in refused.stderr) == (2, True)


def test_an_entity_is_shown_with_what_it_says(made: Made) -> None:
    with Library(made.path) as library:
        (mayor,) = library.entities("Vik")
    printed = words(ask("show", made.path, f"e{mayor.entity}"))
    assert printed.startswith(f"Anne Vik key e{mayor.entity} kind person as mayor")
    assert "the findings “alarming”" in printed
    (told,) = lines(ask("show", made.path, f"e{mayor.entity}", "--json", "--size=1"))
    assert told["statements"]["total"] == mayor.claims == 2
    assert len(told["statements"]["hits"]) == 1


@pytest.mark.parametrize(
    ("name", "cure"), [("r99", "give r12"), ("c999", "as find prints it"), ("e999", "as find and entities print it")]
)
def test_what_is_not_there_is_refused_with_what_to_give(made: Made, name: str, cure: str) -> None:
    done = ask("show", made.path, name)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert name in line
    assert cure in line


def test_a_hostile_page_does_nothing_to_a_terminal(tmp_path: Path, made: Made) -> None:
    bad = "\x1b]0;owned\x07\u202e"
    first = made.readings[0]
    text = first.report.text.replace("Norvik", "N\x1b[2Jv", 1)
    report = msgspec.structs.replace(
        first.report, id="cd" * 32, headline=bad, publisher=bad, address=None, text=text.replace("pumps", "\x1b[5mp", 1)
    )
    claims = tuple(
        msgspec.structs.replace(one, via=(*one.via, msgspec.convert({"name": bad, "kind": "outlet"}, type(one.via[0]))))
        if one.via
        else one
        for one in first.attributions
    )
    entities = tuple(msgspec.structs.replace(one, role=bad) for one in first.entities)
    with Library(tmp_path / "bad.db") as library:
        library.add([msgspec.structs.replace(first, report=report, attributions=claims, entities=entities)])
    for arguments in (
        ["find", "--context"],
        ["find", "--reports", "tunnel"],
        ["list"],
        ["show", "r1"],
        ["show", "c4"],
        ["show", "e1"],
        ["entities"],
        ["remove", "r1", "--yes"],
    ):
        done = ask(arguments[0], tmp_path / "bad.db", *arguments[1:])
        assert done.returncode == 0
        assert not {0x1B, 0x07} & set(done.stdout)
        assert "\u202e" not in done.stdout.decode()
